"""A line as Fiqra reads it: its text, the way back to every raw character, and what was repaired.

Nothing is overwritten. A reading begins as the normalised line and changes in two ways only: words
are put in the place of others (`substitute`) and pieces are put in another order (`reorder`). Both
keep the map to the source and the list of repairs, each with its kind and a confidence.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from index.arabic.mapping import Mapped, join, rewrite

RepairKind = Literal["runs", "letters", "ocr", "number"]
"""Reversed runs put in order; letters of a wrong letter map; slips of character recognition;
numbers and symbols that stood reversed."""

KINDS: tuple[RepairKind, ...] = get_args(RepairKind)

SURE = 0.9
"""A repaired word counts as evidence from this confidence on."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A word or stretch of a reading that is not as the source has it."""

    start: int
    end: int
    """Characters of the reading's text, end exclusive."""
    kind: RepairKind
    confidence: float
    """Probability, 0.0 to 1.0, that this is what the author wrote."""


@dataclass(frozen=True, slots=True)
class Change:
    """New words for characters `start` to `end` of a reading's text."""

    start: int
    end: int
    new: str
    kind: RepairKind
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A line's text as it is read, mapped to the source."""

    text: Mapped
    repairs: tuple[Repair, ...] = ()
    """Sorted, without overlaps."""
    runs: tuple[int, ...] = (0,)
    """Where in the text each run begins; inside a run the map to the source only goes forward."""


def substitute(reading: Reading, changes: Sequence[Change]) -> Reading:
    """The reading with the changes made; they come sorted and do not overlap.

    A new text as long as the old one is mapped letter by letter, another to the whole range. A
    change that covers a part of an earlier repair takes its place, with the lower of both
    confidences; a change whose text is the old one only marks it. Raises ValueError for changes
    out of order or outside the text, and for an empty one.
    """
    if not changes:
        return reading
    old = reading.text
    at = 0
    for change in changes:
        if not at <= change.start < change.end <= len(old):
            raise ValueError(f"{change} is empty, out of order or outside the text")
        at = change.end

    def pieces() -> Iterator[tuple[str, int, int]]:
        at = 0
        for change in changes:
            yield old.text[at : change.start], at, change.start
            yield change.new, change.start, change.end
            at = change.end
        yield old.text[at:], at, len(old)

    ends = [change.end for change in changes]
    shifts = [0]
    for change in changes:
        shifts.append(shifts[-1] + len(change.new) - (change.end - change.start))

    def moved(place: int) -> int:
        """Where an old place outside the changes stands now."""
        return place + shifts[bisect_right(ends, place)]

    kept = [
        Repair(moved(start), moved(end - 1) + 1, repair.kind, repair.confidence)
        for repair in reading.repairs
        for start, end in _outside(repair.start, repair.end, changes)
    ]
    made = [
        Repair(
            change.start + shifts[i],
            change.start + shifts[i] + len(change.new),
            change.kind,
            min([change.confidence, *_confidences(reading.repairs, change)]),
        )
        for i, change in enumerate(changes)
        if change.new
    ]
    text = rewrite(old, pieces())
    places = (place for run in reading.runs for place in _moved_run(run, changes, shifts))
    runs = sorted({0, *(place for place in places if place < len(text))})
    return Reading(text, tuple(sorted([*kept, *made], key=lambda r: r.start)), tuple(runs))


def drop(reading: Reading, ranges: Sequence[tuple[int, int]]) -> Reading:
    """The reading without some ranges of its text (stretching characters, spare spaces); they come
    sorted and do not overlap. What is left of a repair stays one.
    """
    if not ranges:
        return reading
    old = reading.text
    gone = [0]
    for start, end in ranges:
        gone.append(gone[-1] + end - start)
    starts = [start for start, _ in ranges]

    def moved(place: int) -> int:
        before = bisect_right(starts, place)
        inside = min(place, ranges[before - 1][1]) - ranges[before - 1][0] if before else 0
        return place - (gone[before - 1] + inside if before else 0)

    def pieces() -> Iterator[tuple[str, int, int]]:
        at = 0
        for start, end in ranges:
            yield old.text[at:start], at, start
            at = end
        yield old.text[at:], at, len(old)

    repairs = (replace(r, start=moved(r.start), end=moved(r.end)) for r in reading.repairs)
    text = rewrite(old, pieces())
    runs = {moved(run) for run in reading.runs}
    return Reading(
        text,
        tuple(repair for repair in repairs if repair.start < repair.end),
        tuple(sorted(run for run in runs if run < len(text) or run == 0)) or (0,),
    )


def _moved_run(run: int, changes: Sequence[Change], shifts: Sequence[int]) -> tuple[int, ...]:
    """Where a run that began at `run` begins after the changes: before and behind a change that
    the border fell into, since the new words come from both runs.
    """
    for i, change in enumerate(changes):
        if run <= change.start:
            return (run + shifts[i],)
        if run < change.end:
            if len(change.new) == change.end - change.start:
                return (run + shifts[i],)
            return change.start + shifts[i], change.end + shifts[i + 1]
    return (run + shifts[-1],)


def _outside(start: int, end: int, changes: Sequence[Change]) -> Iterable[tuple[int, int]]:
    for change in changes:
        if change.end <= start or change.start >= end:
            continue
        if start < change.start:
            yield start, change.start
        start = max(start, change.end)
    if start < end:
        yield start, end


def _confidences(repairs: Sequence[Repair], change: Change) -> Iterator[float]:
    return (r.confidence for r in repairs if r.start < change.end and r.end > change.start)


def reorder(
    reading: Reading,
    pieces: Sequence[tuple[int, int] | None],
    confidence: float,
    touched: float | None = None,
) -> Reading:
    """The reading's pieces (ranges of its text) in their true order; None stands for a space that
    was lost between two of them.

    Every word of a line whose order changed is marked as a repair of kind `runs`; one that was put
    together of two pieces, or parted from another by a lost space, with the confidence `touched`
    if that is given. Raises ValueError if the ranges overlap or leave out anything but white space.
    """
    old = reading.text
    ranges = [piece for piece in pieces if piece is not None]
    covered = 0
    for start, end in sorted(ranges):
        if not covered <= start <= end <= len(old) or old.text[covered:start].strip():
            raise ValueError("the pieces overlap or leave out a part of the line")
        covered = end
    if old.text[covered:].strip():
        raise ValueError("the pieces overlap or leave out a part of the line")
    texts: list[str] = []
    starts, ends = array("I"), array("I")
    repairs: list[Repair] = []
    runs: list[int] = []
    at, seams = 0, []
    spaces: list[int] = []
    before: tuple[int, int] | None = None
    for piece in pieces:
        if piece is None:
            place = ends[-1] if ends else 0
            texts.append(" ")
            spaces.append(at)
            starts.append(place)
            ends.append(place)
            at += 1
            continue
        start, end = piece
        if start == end:
            continue
        runs.append(at)
        runs.extend(at + run - start for run in reading.runs if start < run < end)
        if before is not None and start != before[1]:
            seams.append(at)
        before = piece
        texts.append(old.text[start:end])
        starts.extend(old.starts[start:end])
        ends.extend(old.ends[start:end])
        for repair in reading.repairs:
            low, high = max(repair.start, start), min(repair.end, end)
            if low < high:
                repairs.append(replace(repair, start=low - start + at, end=high - start + at))
        at += end - start
    text = Mapped("".join(texts), starts, ends)
    moved = _moved_words(text.text, seams, confidence)
    if touched is not None:
        moved = [
            replace(word, confidence=min(confidence, touched))
            if any(word.start < seam < word.end for seam in seams)
            or any(space in (word.start - 1, word.end) for space in spaces)
            else word
            for word in moved
        ]
    return Reading(text, _merged(repairs, moved), tuple(runs) or (0,))


def _moved_words(text: str, seams: Sequence[int], confidence: float) -> list[Repair]:
    """All words of a line that was put in another order: where one moved, none is where it stood."""
    if not seams:
        return []
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        found.append(Repair(start, at, "runs", confidence))
    return found


def _merged(earlier: Sequence[Repair], moved: Sequence[Repair]) -> tuple[Repair, ...]:
    """Earlier repairs stay, with the lower confidence; words of the new order stand around them."""
    merged: list[Repair] = []
    for word in moved:
        inside = [r for r in earlier if r.start < word.end and r.end > word.start]
        if inside:
            lowest = min([word.confidence, *(r.confidence for r in inside)])
            merged.append(Repair(word.start, word.end, inside[0].kind, lowest))
        else:
            merged.append(word)
    if not moved:
        merged = list(earlier)
    return tuple(sorted(merged, key=lambda r: r.start))


def joined(readings: Sequence[Reading], separator: str = " ") -> Reading:
    """The readings one after another; the separator maps to an empty range."""
    repairs: list[Repair] = []
    runs: list[int] = []
    at = 0
    for reading in readings:
        repairs += [replace(r, start=r.start + at, end=r.end + at) for r in reading.repairs]
        runs += [run + at for run in reading.runs]
        at += len(reading.text) + len(separator)
    text = join((reading.text for reading in readings), separator)
    return Reading(text, tuple(repairs), tuple(dict.fromkeys(runs)) or (0,))
