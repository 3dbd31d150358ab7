"""What can go wrong with an answer, by name: what a report filters, counts and ranks by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.report.reading import Reported
from eval.runs.lines import Line
from eval.scores.abstention import gives_answer
from eval.scores.values import CitationVerdict


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of failure."""

    key: str
    """As it stands in the address of a filtered report."""
    name: str
    means: str
    """One sentence for the reader of a report."""
    weight: float
    """How bad it is beside the others; only the order of the worst questions comes from it."""
    holds: Callable[[Reported, Line], bool]


def faults(each: Reported) -> tuple[Fault, ...]:
    """The kinds of failure that a question has, worst first; a missing line is an error."""
    if each.line is None or each.line.error is not None:
        return (FAULTS["error"],)
    line = each.line
    return tuple(fault for fault in FAULTS.values() if fault.holds(each, line))


def badness(kinds: tuple[Fault, ...]) -> float:
    """How bad a question went: the sum of the weights of what failed; 0.0 if nothing did."""
    return sum(kind.weight for kind in kinds)


def _low(name: str, below: float = 1.0) -> Callable[[Reported, Line], bool]:
    """Whether the question has a figure of that name, and it is below the value."""
    return lambda each, line: each.scored.row.get(name, below) < below


def _cited(wrong: Callable[[CitationVerdict], bool]) -> Callable[[Reported, Line], bool]:
    return lambda each, line: gives_answer(line) and any(map(wrong, each.scored.citations))


def _graded(grade: str) -> Callable[[Reported, Line], bool]:
    return lambda each, line: (
        gives_answer(line) and any(verdict.support == grade for verdict in each.scored.statements)
    )


def _no_evidence_cited(each: Reported, line: Line) -> bool:
    return (
        each.asked.answerable
        and gives_answer(line)
        and not any(verdict.finds for verdict in each.scored.citations)
    )


def _wrong_citation(each: Reported, line: Line) -> bool:
    return (
        each.asked.answerable
        and gives_answer(line)
        and any(not verdict.finds for verdict in each.scored.citations)
    )


FAULTS: dict[str, Fault] = {
    each.key: each
    for each in [
        Fault(
            "error",
            "Error",
            "The system gave an error, or no line at all.",
            10,
            lambda each, line: line.error is not None,
        ),
        Fault(
            "answered-absent",
            "Answered though unanswerable",
            "The documents do not answer it, and it was answered.",
            8,
            lambda each, line: not each.asked.answerable and gives_answer(line),
        ),
        Fault(
            "no-evidence",
            "No citation finds evidence",
            "It was answered, and nothing that it cites is evidence.",
            5,
            _no_evidence_cited,
        ),
        Fault(
            "silent",
            "Silent though answerable",
            "The documents answer it, and the system was silent.",
            5,
            lambda each, line: each.asked.answerable and line.answered and line.abstained,
        ),
        Fault(
            "invented",
            "Invented citation",
            "A citation names no place in the documents.",
            4,
            _cited(lambda verdict: not verdict.known),
        ),
        Fault(
            "misquoted",
            "Quotation not in the source",
            "Quoted words do not stand where they are said to.",
            4,
            _cited(lambda verdict: verdict.quote is False),
        ),
        Fault(
            "twin",
            "Twin",
            "The right words are cited from the wrong document.",
            3,
            _cited(lambda verdict: verdict.twin_of is not None),
        ),
        Fault(
            "unsupported",
            "Unsupported statement",
            "What a statement cites does not carry it.",
            3,
            _graded("unsupported"),
        ),
        Fault(
            "wrong-language",
            "Wrong language",
            "The answer is not in the question's language.",
            3,
            lambda each, line: gives_answer(line) and _low("language")(each, line),
        ),
        Fault(
            "missed-fact",
            "Missed vital fact",
            "A vital fact is not stated, or only in part.",
            2,
            lambda each, line: gives_answer(line) and _low("vital_nuggets")(each, line),
        ),
        Fault(
            "wrong-answer",
            "No accepted answer",
            "It was answered, and none of the accepted short answers is in it.",
            2,
            lambda each, line: gives_answer(line) and _low("accepted_answer")(each, line),
        ),
        Fault(
            "unmoved",
            "Unmoved by a changed number",
            "A number in a cited paragraph was changed, and the answer was not.",
            2,
            _low("flip"),
        ),
        Fault(
            "not-in-5",
            "Evidence not in the first 5",
            "No evidence is among the first five passages retrieved.",
            2,
            _low("hit@5"),
        ),
        Fault(
            "wrong-citation",
            "Wrong citation",
            "A citation finds no evidence.",
            1,
            _wrong_citation,
        ),
        Fault(
            "partly",
            "Partly supported",
            "A statement is carried only in part by what it cites.",
            1,
            _graded("partly"),
        ),
    ]
}
"""In the order in which a report names them, worst first."""
