"""The figures of a run arranged for a reader: rooms, rows and columns, and how a value is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.scores.figures import FIGURES, Figure, Room
from eval.scores.finding import LONGEST
from eval.scores.values import Calibration, Estimate, Scores

FEW = 30
"""A figure of fewer questions than this is marked: its interval is wide, and says too little."""

MAIN = (
    "hit@1",
    "hit@5",
    "mrr@10",
    "budget@3000",
    "evidence_precision",
    "evidence_recall",
    "citation_precision",
    "citation_recall",
    "quotes_verified",
    "numbers_grounded",
    "accepted_answer",
    "vital_nuggets",
    "answered",
    "error_rate",
    "abstain_recall",
    "hallucination_rate",
    "failed",
    "language",
    "total_ms",
)
"""The figures of a summary."""

ROOMS: dict[Room, str] = {
    "retrieval": "Retrieval",
    "evidence": "Evidence",
    "citations": "Citations",
    "grounding": "Grounding",
    "correctness": "Correctness",
    "abstention": "Abstention",
    "language": "Language",
    "time": "Time",
}

LANGUAGES = {"ar": "Arabic", "en": "English"}

BREAKDOWNS = {
    "type": "By type",
    "difficulty": "By difficulty",
    "slice": "By slice",
    "document": "By document",
}
"""What groups of questions the figures are given for, beside the languages."""

MOST_GROUPS = 100
"""Groups shown of one kind: a set over thousands of documents has all of them in scores.json."""

LONG_FROM = 0.05
"""Share of first passages too long to be found from which a report says so."""

_EASY_FIRST = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions: its key in `Scores.groups`, and what a reader calls it."""

    key: str
    name: str
    value: str = ""
    """The language, type or document that it is of; empty for all questions."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its estimate in each of some groups; None where no question of a group has it."""

    figure: Figure
    cells: tuple[Estimate | None, ...]


def by_language(scores: Scores) -> tuple[Group, ...]:
    """The groups of the languages side by side, then all questions."""
    values = sorted(_values(scores, "lang"), key=lambda value: (value not in LANGUAGES, value))
    return (
        *(Group(f"lang={value}", LANGUAGES.get(value, value), value) for value in values),
        Group("all", "All"),
    )


def groups_of(scores: Scores, kind: str) -> tuple[tuple[Group, ...], int]:
    """The groups of a kind (`type`, `document`) that are shown, and how many are not.

    Difficulties go from easy to hard, the others by name; of too many, those with most questions stay.
    """
    values = sorted(
        _values(scores, kind),
        key=lambda value: (_EASY_FIRST.index(value) if value in _EASY_FIRST else 99, value),
    )
    left = max(0, len(values) - MOST_GROUPS)
    if left:
        most = sorted(values, key=lambda value: -questions(scores, f"{kind}={value}"))
        kept = set(most[:MOST_GROUPS])
        values = [value for value in values if value in kept]
    return tuple(group for value in values for group in _with_languages(scores, kind, value)), left


def _with_languages(scores: Scores, kind: str, value: str) -> Iterator[Group]:
    """The group of a value, then its parts by language where the scores have them."""
    yield Group(f"{kind}={value}", value, value)
    for language, name in LANGUAGES.items():
        if (key := f"lang={language},{kind}={value}") in scores.groups:
            yield Group(key, f"{value}, {name}", value)


def questions(scores: Scores, key: str) -> int:
    """How many questions a group has at least: the largest n of its figures."""
    return max((each.n for each in scores.groups.get(key, {}).values()), default=0)


def lines(scores: Scores, groups: Sequence[Group], names: Sequence[str]) -> tuple[Line, ...]:
    """A line for each of the figures that some of the groups has, in the order of the names."""
    made = (
        Line(FIGURES[name], tuple(scores.groups.get(g.key, {}).get(name) for g in groups))
        for name in names
        if name in FIGURES
    )
    return tuple(line for line in made if any(line.cells))


def by_room(scores: Scores, groups: Sequence[Group]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The rooms that have figures, each with its lines."""
    for room, name in ROOMS.items():
        names = [figure.name for figure in FIGURES.values() if figure.room == room]
        if found := lines(scores, groups, names):
            yield name, found


def failed(scores: Scores) -> str:
    """A sentence about questions that were not answered for a fault; "" where there are none."""
    found = scores.groups.get("all", {}).get("failed")
    if found is None or not found.mean:
        return ""
    return f"{round(found.mean * found.n):,} of {found.n:,} questions ended in an error or have no line."


def too_long(scores: Scores) -> str:
    """A sentence about first passages that cannot count as found; "" where they are few."""
    found = scores.groups.get("all", {}).get("hit@1")
    if found is None or scores.too_long <= LONG_FROM * found.n:
        return ""
    return (
        f"In {scores.too_long:,} of {found.n:,} questions the first passage is too long to count as "
        f"found (a passage may be three times the evidence or {LONGEST:,} characters); "
        "`budget@3000` does not depend on length."
    )


def _values(scores: Scores, kind: str) -> list[str]:
    values = [key[len(kind) + 1 :] for key in scores.groups if key.startswith(f"{kind}=")]
    return [value for value in values if kind != "lang" or "," not in value]


def number(figure: Figure, value: float) -> str:
    """A value as a report writes it: a share with three decimals, milliseconds whole."""
    return f"{value:,.0f} ms" if figure.unit == "ms" else f"{value:.3f}"


def interval(figure: Figure, estimate: Estimate) -> str:
    """A 95% interval as a report writes it: `0.76–0.89`, `38–51 ms`."""
    if figure.unit == "ms":
        return f"{estimate.low:,.0f}–{estimate.high:,.0f} ms"
    return f"{estimate.low:.2f}–{estimate.high:.2f}"


def better(figure: Figure) -> str:
    """Which way is better, in words."""
    return "higher is better" if figure.higher_is_better else "lower is better"


def checked(calibration: Calibration) -> tuple[str, ...]:
    """What a checker is worth in plain sentences, from the labelled pairs that it was tried on."""
    said = (
        f"Tried on {calibration.n:,} labelled pairs, {calibration.recall.n:,} of them true: of 100 "
        f"statements that the checker “{calibration.checker}” calls supported, "
        f"{_of_100(calibration.precision, 'are')}.",
        f"Of 100 supported statements, it calls {_of_100(calibration.recall, 'so')}.",
    )
    caught = ", ".join(
        f"{kind} {100 * each.mean:.0f} (n {each.n:,}{', few' if each.n < FEW else ''})"
        for kind, each in calibration.caught.items()
    )
    return (
        (*said, f"Of 100 faulty ones it refuses, by kind of fault: {caught}.") if caught else said
    )


def _of_100(estimate: Estimate, what: str) -> str:
    return (
        f"{100 * estimate.mean:.0f} {what} (95% interval {100 * estimate.low:.0f}–"
        f"{100 * estimate.high:.0f}, n {estimate.n:,}{', few' if estimate.n < FEW else ''})"
    )
