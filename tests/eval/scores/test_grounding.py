"""What of an answer stands where it cites it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.support.check import check
from assistant.support.values import Cited, Judgement
from eval.runs.lines import Flip, Line, Place, Statement
from eval.scores.grounding import grounding_figures, quote_verified
from index.values import Span

TEXT = "1. Decides to plant 120 trees by 5 May 2021;\n\n2. Requests\n40 gardeners to water them;"
FIRST = Place(
    "a.txt", (Span(0, 44),), quote="Decides to plant 120 trees", quote_spans=(Span(3, 29),)
)
SECOND = Place(
    "a.txt",
    (Span(46, 85),),
    quote="Requests 40 gardeners",
    quote_spans=(Span(49, 57), Span(58, 70)),
)


def sources(name: str) -> str | None:
    return TEXT if name == "a.txt" else None


def judged(*statements: str) -> list[Judgement]:
    cited = [Cited(TEXT[place.spans[0].start : place.spans[0].end]) for place in (FIRST, SECOND)]
    return [check(statement, cited) for statement in statements]


def line(*places: Place, flip: Flip | None = None) -> Line:
    return Line(
        "q", "en", answer="x", statements=(Statement("x", (0,)),), citations=places, flip=flip
    )


def test_a_right_answer_has_all_its_figures_at_one() -> None:
    said = judged(
        "It decides to plant 120 trees by 5 May 2021.", "It requests “40 gardeners” to water."
    )
    row = grounding_figures(line(FIRST, SECOND), said, sources)
    assert row == {"quotes_verified": 1.0, "numbers_grounded": 1.0, "dates_grounded": 1.0}


@pytest.mark.parametrize(
    ("statement", "figure", "value"),
    [
        ("It decides to plant 121 trees by 5 May 2021.", "numbers_grounded", 0.0),
        ("It decides to plant 120 trees by 6 May 2021.", "dates_grounded", 0.0),
        ("Resolution 2020/1 decides to plant trees.", "symbols_grounded", 0.0),
        ("It decides “to plant 120 bushes”.", "quotes_verified", 0.5),
    ],
)
def test_each_wrong_thing_moves_its_own_figure(statement: str, figure: str, value: float) -> None:
    row = grounding_figures(line(FIRST), judged(statement), sources)
    assert row[figure] == value
    others = {name: got for name, got in row.items() if name != figure}
    assert all(got == 1.0 for name, got in others.items() if name != "numbers_grounded")


def test_what_there_is_nothing_of_is_absent() -> None:
    assert grounding_figures(line(), judged("Trees are planted."), sources) == {}


def test_the_flip_is_as_the_run_found_it() -> None:
    flip = Flip("a.txt", 20, 23, "120", "130", changed=False)
    assert grounding_figures(line(flip=flip), [], sources) == {"flip": 0.0}
    assert grounding_figures(line(flip=replace(flip, changed=True)), [], sources) == {"flip": 1.0}


@pytest.mark.parametrize(
    ("place", "verified"),
    [
        (FIRST, True),
        (SECOND, True),
        (replace(FIRST, quote="Decides to plant 121 trees"), False),
        (replace(FIRST, quote_spans=(Span(3, 28),)), False),
        (replace(FIRST, quote_spans=(Span(49, 57),), quote="Requests"), False),
        (replace(FIRST, quote_spans=()), False),
        (replace(FIRST, source="unknown.txt"), False),
        (replace(FIRST, spans=(Span(0, 500),), quote_spans=(Span(3, 500),)), False),
        (replace(FIRST, quote="", quote_spans=()), None),
    ],
)
def test_a_quotation_is_verified_at_its_own_places_and_within_its_paragraph(
    place: Place, verified: bool | None
) -> None:
    assert quote_verified(place, sources) is verified
