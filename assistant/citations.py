"""From a stretch of readable text to the source's own words, letter for letter."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from index.arabic.normalise import KASHIDA, LINE_BREAK, MARKS
from index.values import Paragraph, Source, Span

_BREAK = re.compile(LINE_BREAK)

_MOVED = ("runs", "letters")
"""Repairs that may put the pieces of a line in another order."""

_WRITTEN_ON = re.compile(f"{KASHIDA}|{MARKS.pattern}")


def quote_spans(source: Source, paragraph: Paragraph, start: int, end: int) -> tuple[Span, ...]:
    """Where in the source the characters `start` to `end` of the paragraph's readable text stand.

    In pieces: one for every line, the printed number and the format's markup left out, white space
    trimmed. Joining the pieces' texts by one space gives the quotation. Where the source has the
    pieces of a line in another order than they are read, the whole line is quoted, in the source's
    order. Raises ValueError if the range is empty or holds nothing but spaces.
    """
    low, high = paragraph.clean.source_range(start, end)
    if any(r.kind in _MOVED and r.start < end and r.end > start for r in paragraph.repairs):
        low, high = _whole_source_lines(source.text, low, high)
    # stretching characters and vowel marks at the ends, which the readable text drops
    while low > 0 and _WRITTEN_ON.match(source.text[low - 1]):
        low -= 1
    while high < len(source.text) and _WRITTEN_ON.match(source.text[high]):
        high += 1
    pieces = [
        Span(max(span.start, low), min(span.end, high))
        for span in paragraph.spans
        if span.start < high and span.end > low
    ]
    left_out = list(_markup_within(source.markup, low, high))
    if paragraph.number_span is not None:
        left_out.append(paragraph.number_span)
    spans = _pieces(source, pieces, left_out)
    if not spans:
        raise ValueError("nothing to quote in this range")
    return spans


def _whole_source_lines(text: str, low: int, high: int) -> tuple[int, int]:
    while low > 0 and not _BREAK.match(text[low - 1]):
        low -= 1
    end = _BREAK.search(text, high)
    return low, end.start() if end else len(text)


def numbered_spans(source: Source, paragraph: Paragraph) -> tuple[Span, ...]:
    """Where all of a paragraph's words stand, its printed number with them, without markup."""
    return _pieces(
        source, paragraph.spans, _markup_within(source.markup, paragraph.start, paragraph.end)
    )


def _pieces(source: Source, pieces: Sequence[Span], left_out: Sequence[Span]) -> tuple[Span, ...]:
    kept = (each for piece in pieces for each in _cut_out(piece, sorted(left_out)))
    return tuple(line for piece in kept for line in _lines(source.text, piece))


def quoted(source: Source, spans: Sequence[Span]) -> str:
    """The words that stand at `spans`, pieces joined by one space."""
    return " ".join(source.text[s.start : s.end] for s in spans)


def _markup_within(markup: Sequence[Span], low: int, high: int) -> Sequence[Span]:
    first = bisect.bisect_left(markup, Span(low, low))
    last = bisect.bisect_left(markup, Span(high, high))
    return markup[max(0, first - 1) : last]


def _cut_out(piece: Span, left_out: Sequence[Span]) -> list[Span]:
    kept, at = [], piece.start
    for gap in left_out:
        if gap.end <= at or gap.start >= piece.end:
            continue
        if gap.start > at:
            kept.append(Span(at, gap.start))
        at = max(at, gap.end)
    if at < piece.end:
        kept.append(Span(at, piece.end))
    return kept


def _lines(text: str, piece: Span) -> list[Span]:
    lines, at = [], piece.start
    for line in text[piece.start : piece.end].splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words)
            lines.append(Span(start, start + len(words)))
        at += len(line)
    return lines
