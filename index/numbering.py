"""Printed numbers of paragraphs checked for gaps: an absent one is a paragraph that was not read.

Only what a reader would call a fault is named; a false alarm is worse than silence. Numbers may
begin again at 1 under each heading, run on from one part into the next, or be printed out of order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.labels import annex_key
from index.values import Kind, Paragraph, Part

WIDEST = 10
"""More numbers than this in a row are not missing: another count begins."""

LEAST_IN_ORDER = 0.7
"""Share of the steps from number to number that must go up by one for a series to be a count."""

SHORTEST = 4
"""Paragraphs of a series whose first numbers are called missing."""


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A number that is absent from a series of paragraphs, or stands twice in it."""

    fault: Literal["missing", "repeated"]
    number: int
    """The first one of several that are missing in a row."""
    upto: int
    """The last one; `number` itself where it is one."""
    kind: Kind
    part: Part
    annex: str | None
    before: int | None
    """`order` of the paragraph before the gap, or of the first of two with one number; None where
    the series lacks its beginning."""
    after: int
    """`order` of the paragraph after the gap, or of the second with that number."""


def missing_numbers(paragraphs: Sequence[Paragraph]) -> tuple[NumberFault, ...]:
    """The faults in the numbers of a document's operative and other numbered paragraphs, in the
    order of the document; each part and annex is counted by itself, points are not.
    """
    faults: list[NumberFault] = []
    groups: dict[tuple[str, str, str], list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.kind in ("operative", "paragraph") and (paragraph.number or "").isdecimal():
            key = (paragraph.part, annex_key(paragraph.annex or ""), paragraph.kind)
            groups.setdefault(key, []).append(paragraph)
    ended = 0
    for group in groups.values():
        present = {_number(p) for p in group}
        for series in _series(group):
            faults += _faults(series, present, ended)
            ended = _number(series[-1])
    return tuple(sorted(faults, key=lambda f: f.after))


def sentence(fault: NumberFault) -> str:
    """The fault in words: `6 is missing between 5 and 7`, `9 stands twice`."""
    if fault.fault == "repeated":
        return f"{fault.number} stands twice"
    several = fault.upto > fault.number
    numbers = f"{fault.number}–{fault.upto} are" if several else f"{fault.number} is"
    if fault.before is None:
        return f"{numbers} missing before {fault.upto + 1}"
    return f"{numbers} missing between {fault.number - 1} and {fault.upto + 1}"


def _number(paragraph: Paragraph) -> int:
    return int(paragraph.number or "0")


def _series(group: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """The paragraphs cut where a count begins again."""
    series: list[Paragraph] = []
    for paragraph in group:
        number = _number(paragraph)
        if series and number < _number(series[-1]) and number <= 2:
            yield series
            series = []
        series.append(paragraph)
    if series:
        yield series


def _faults(series: Sequence[Paragraph], present: set[int], ended: int) -> Iterator[NumberFault]:
    steps = [_number(b) - _number(a) for a, b in pairwise(series)]
    if steps and sum(step == 1 for step in steps) < LEAST_IN_ORDER * len(steps):
        return
    first = series[0]
    start = _number(first)
    if 1 < start <= 3 and len(series) >= SHORTEST and not ended:
        yield _fault("missing", 1, start - 1, None, first)
    for before, after in pairwise(series):
        low, high = _number(before), _number(after)
        if low == high:
            yield _fault("repeated", low, low, before, after)
        elif low + 1 < high <= low + 1 + WIDEST:
            absent = [n for n in range(low + 1, high) if n not in present]
            if len(absent) == high - low - 1:
                yield _fault("missing", low + 1, high - 1, before, after)


def _fault(
    fault: Literal["missing", "repeated"],
    number: int,
    upto: int,
    before: Paragraph | None,
    after: Paragraph,
) -> NumberFault:
    order = before.order if before is not None else None
    return NumberFault(fault, number, upto, after.kind, after.part, after.annex, order, after.order)
