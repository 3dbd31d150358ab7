"""Which failures a question has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.report.faults import FAULTS, badness, faults
from eval.report.reading import Reported
from eval.scores.values import CitationVerdict, StatementVerdict
from tests.eval.report.made_runs import Item, failed, good, question, scored, silent, wrong


def keys(item: Item) -> set[str]:
    return {kind.key for kind in faults(Reported(*item))}


def test_a_good_answer_and_a_right_silence_have_none() -> None:
    assert keys(good("g")) == set()
    assert keys(silent("u", answerable=False)) == set()


def test_silence_on_an_answerable_question() -> None:
    assert keys(silent("s")) == {"silent", "not-in-5"}


def test_no_line_and_an_error_are_errors_and_nothing_else() -> None:
    assert keys(failed("f")) == {"error"}
    asked, line, verdicts = wrong("w")
    assert line is not None
    assert keys((asked, replace(line, error="the model is away"), verdicts)) == {"error"}


def test_an_answer_to_what_the_documents_do_not_answer() -> None:
    _, line, verdicts = good("a")
    absent = question("a", answerable=False)
    verdicts = replace(verdicts, row={}, citations=(CitationVerdict(False),))
    assert keys((absent, line, verdicts)) == {"answered-absent"}


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (CitationVerdict(True, known=False), {"invented"}),
        (CitationVerdict(True, quote=False), {"misquoted"}),
        (CitationVerdict(False), {"no-evidence", "wrong-citation"}),
        (CitationVerdict(False, twin_of="a · b"), {"twin", "no-evidence", "wrong-citation"}),
    ],
)
def test_each_fault_of_a_citation_is_told_apart(
    verdict: CitationVerdict, expected: set[str]
) -> None:
    asked, line, verdicts = good("c")
    assert keys((asked, line, replace(verdicts, citations=(verdict,)))) == expected


def test_one_right_citation_of_two_is_still_a_wrong_citation() -> None:
    asked, line, verdicts = good("c")
    two = (CitationVerdict(True), CitationVerdict(False))
    assert keys((asked, line, replace(verdicts, citations=two))) == {"wrong-citation"}


@pytest.mark.parametrize("grade", ["partly", "unsupported"])
def test_support_of_statements(grade: str) -> None:
    asked, line, verdicts = good("c")
    assert keys((asked, line, replace(verdicts, statements=(StatementVerdict(grade),)))) == {grade}


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ("language", "wrong-language"),
        ("vital_nuggets", "missed-fact"),
        ("accepted_answer", "wrong-answer"),
        ("hit@5", "not-in-5"),
        ("flip", "unmoved"),
    ],
)
def test_a_figure_of_nought_is_its_fault(figure: str, fault: str) -> None:
    asked, line, _ = good("c")
    assert keys((asked, line, scored(asked, {figure: 0.0}, 1.0, True))) >= {fault}
    assert keys((asked, line, scored(asked, {figure: 1.0}, 1.0, True))) <= {
        "no-evidence"  # without verdicts on citations, none finds evidence
    }


def test_worse_kinds_come_first_and_weigh_more() -> None:
    weights = [kind.weight for kind in FAULTS.values()]
    assert weights == sorted(weights, reverse=True)
    assert badness((FAULTS["error"],)) > badness((FAULTS["silent"], FAULTS["partly"]))
    assert badness(()) == 0
