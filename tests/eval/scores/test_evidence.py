"""Finding evidence, its exact paragraph, and twins: the right words from the wrong place."""

from __future__ import annotations

import pytest

from eval.runs.lines import Line, Place
from eval.scores.evidence import are_twins, evidence_figures
from eval.scores.finding import finds, is_exactly
from eval.sets.questions import Asked, Evidence
from index.values import Span

FIRST = "4 - يحث جميع الأطراف على تيسير وصول العاملين في المجال الإنساني قبل 30 حزيران/يونيه 2031؛"
AGAIN = (
    "٦ - يَحُثّ جميع الاطراف علي تيسير وصول العاملين في المجال الإنســاني قبل ٣١ حزيران/يونيه ٢٠٣٢؛"
)
OTHER = "5 - يطلب إلى الأمين العام أن يقدم تقريرا عن أنشطة المكتب إلى الدورة المقبلة؛"
TEXTS = {"one.txt": f"{FIRST}\n{OTHER}\n", "two.txt": f"{OTHER}\n{AGAIN}\n"}
ASKED = Asked(
    "1",
    "ar",
    "lookup",
    "easy",
    "?",
    True,
    evidence=(Evidence("one.txt", 0, len(FIRST), "op. para. 4"),),
)


def at(source: str, words: str) -> Place:
    start = TEXTS[source].index(words)
    return Place(source, (Span(start, start + len(words)),))


def figures(*cites: Place) -> dict[str, float]:
    return evidence_figures(ASKED, Line("1", citations=cites), TEXTS.get)[0]


def test_the_evidences_own_paragraph_is_exact() -> None:
    assert figures(at("one.txt", FIRST)) == {
        "evidence_precision": 1.0,
        "evidence_recall": 1.0,
        "evidence_f1": 1.0,
        "exact_paragraph": 1.0,
        "twin_error": 0.0,
    }


def test_a_passage_around_the_evidence_finds_it_but_is_not_its_paragraph() -> None:
    around = Place("one.txt", (Span(0, len(TEXTS["one.txt"])),))
    assert finds(around, ASKED.evidence[0])
    assert not is_exactly(around, ASKED.evidence[0])
    half = Place("one.txt", (Span(0, len(FIRST) * 6 // 10),))
    assert finds(half, ASKED.evidence[0])
    assert not is_exactly(half, ASKED.evidence[0])


def test_a_paragraph_over_a_page_break_is_exact_in_its_two_pieces() -> None:
    cut = len(FIRST) // 2
    pieces = Place("one.txt", (Span(0, cut), Span(cut + 5, len(FIRST))))
    assert is_exactly(pieces, ASKED.evidence[0])


def test_the_same_words_of_another_year_are_a_twin_and_named() -> None:
    line = Line("1", citations=(at("two.txt", AGAIN), at("two.txt", OTHER), at("one.txt", FIRST)))
    row, verdicts = evidence_figures(ASKED, line, TEXTS.get)
    assert [each.twin_of for each in verdicts] == ["one.txt · op. para. 4", None, None]
    assert row["twin_error"] == pytest.approx(1 / 3)
    assert row["evidence_precision"] == pytest.approx(1 / 3)


def test_other_words_of_the_same_document_are_no_twin() -> None:
    assert figures(at("one.txt", OTHER))["twin_error"] == 0.0


@pytest.mark.parametrize(
    ("first", "second", "twins"),
    [
        (FIRST, AGAIN, True),
        (FIRST, OTHER, False),
        ("Requests a report by 1 March 2031", "requests a report by 9 March 2044", True),
        ("Requests a report by 1 March 2031", "The delegates met in Geneva", False),
        ("2031", "2032", False),
        ("", "", False),
    ],
)
def test_twins_differ_in_numbers_and_spelling_at_most(first: str, second: str, twins: bool) -> None:
    assert are_twins(first, second) is twins
    assert are_twins(second, first) is twins


def test_places_that_are_not_there_are_known_as_such() -> None:
    wrong = [
        Place("none.txt", (Span(0, 5),)),
        Place("one.txt", (Span(0, 10_000),)),
        Place("one.txt", (Span(-3, 5),)),
        Place("one.txt", (Span(5, 5),)),
    ]
    _, verdicts = evidence_figures(ASKED, Line("1", citations=tuple(wrong)), TEXTS.get)
    assert not any(each.known or each.finds or each.twin_of for each in verdicts)


def test_a_quotation_is_held_to_its_letters() -> None:
    words = "يحث جميع الأطراف"
    start = FIRST.index(words)
    place = Place("one.txt", (Span(0, len(FIRST)),), quote=words)

    def verdict(quote: str, start: int, end: int) -> bool | None:
        cited = Place("one.txt", place.spans, quote=quote, quote_spans=(Span(start, end),))
        return evidence_figures(ASKED, Line("1", citations=(cited,)), TEXTS.get)[1][0].quote

    assert verdict(words, start, start + len(words)) is True
    assert verdict(words.replace("أ", "ا"), start, start + len(words)) is False
    assert verdict(words, start + 1, start + 1 + len(words)) is False
    assert verdict(words, start, 10_000) is False
