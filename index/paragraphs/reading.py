"""A paragraph's readable text: its lines as they were repaired, the others as they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from index.arabic.mapping import Mapped
from index.arabic.normalise import clean, plain_spaces, turn_brackets
from index.arabic.repair.layers import Repaired, RepairedLine
from index.arabic.repair.spacing import unstretched
from index.arabic.repair.values import Reading, Repair, drop, joined
from index.values import Span


def readable(
    text: str,
    spans: Sequence[Span],
    dropped: Sequence[tuple[int, int]],
    repaired: Repaired | None,
) -> tuple[Mapped, tuple[Repair, ...]]:
    """The readable text of a paragraph's spans without the `dropped` ranges, and its repairs.

    Repaired lines stand as they are read. Of a line that belongs to the paragraph in part, those
    characters stand that the paragraph's spans hold, in the order in which they are read.
    """
    pieces = [(s.start, s.end) for s in spans]
    touched = _touching(repaired.lines, pieces) if repaired else []
    if not touched:
        return clean(text, pieces, dropped), ()
    readings: list[Reading] = []
    at = 0
    for line in touched:
        before = _between(pieces, at, line.start)
        if before:
            readings.append(Reading(clean(text, before, dropped)))
        readings.append(_kept(line, pieces, dropped))
        at = line.end
    rest = _between(pieces, at, len(text))
    if rest:
        readings.append(Reading(clean(text, rest, dropped)))
    whole = unstretched(joined([r for r in readings if len(r.text)]))
    return turn_brackets(plain_spaces(whole.text)), whole.repairs


def _touching(
    lines: Sequence[RepairedLine], pieces: Sequence[tuple[int, int]]
) -> list[RepairedLine]:
    """The lines that share a character with the paragraph, in order."""
    found: dict[int, RepairedLine] = {}
    for start, end in pieces:
        at = bisect_right(lines, start, key=lambda line: line.end)
        while at < len(lines) and lines[at].start < end:
            found[at] = lines[at]
            at += 1
    return [found[at] for at in sorted(found)]


def _between(pieces: Sequence[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    return [(max(a, low), min(b, high)) for a, b in pieces if max(a, low) < min(b, high)]


def _kept(
    line: RepairedLine, pieces: Sequence[tuple[int, int]], dropped: Sequence[tuple[int, int]]
) -> Reading:
    """The line's reading without the characters that are not the paragraph's."""
    mapped = line.reading.text
    kept = bytearray(line.end - line.start)
    for ranges, own in ((pieces, 1), (dropped, 0)):
        for low, high in _between(ranges, line.start, line.end):
            kept[low - line.start : high - line.start] = bytes([own]) * (high - low)
    out: list[tuple[int, int]] = []
    own = 1
    for i, place in enumerate(mapped.starts):
        if mapped.ends[i] > place:  # a restored space goes with the character before it
            own = kept[place - line.start]
        if own:
            continue
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return drop(line.reading, out)
