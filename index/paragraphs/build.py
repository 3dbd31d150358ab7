"""Blocks of known kind become paragraphs: numbered, nested, cleaned, each with its way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from index.arabic.digits import european
from index.arabic.repair.layers import Repaired
from index.paragraphs.notes import footnote_marks
from index.paragraphs.reading import readable
from index.paragraphs.verbs import leading_verb
from index.values import Block, Box, Paragraph, Source, Span

_HOLDS_POINTS = frozenset(("preambular", "operative", "paragraph"))


@dataclass
class _Position:
    """Where in the outline the next block stands."""

    section: tuple[str, str | None] = ("main", None)
    headings: list[tuple[int, str, int]] = field(default_factory=list)
    """Level, text and order, outermost first."""
    inner: set[int] = field(default_factory=set)
    """Orders of the headings that stand among the points of one paragraph and end with it."""
    above: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    """Level, order and numbers of the paragraph and points that a point may stand under."""


def build(
    source: Source, blocks: Sequence[Block], repaired: Repaired | None = None
) -> tuple[Paragraph, ...]:
    """The paragraphs of `source`, one a block, in the order of the blocks, read as `repaired` has it.

    A point stands under the nearest block before it that is a point of lower level or a
    preambular, operative or numbered paragraph; headings hold until one of the same or a higher
    rank, or until an annex starts. Raises ValueError for a block without a kind, without text, or
    with spans that are out of order or outside the source.
    """
    for block in blocks:
        _check(source, block)
    markup = _Ranges(source.markup)
    known = {european(b.number) for b in blocks if b.kind == "footnote" and b.number}
    position = _Position()
    counts: Counter[tuple[str, str, str | None]] = Counter()
    return tuple(
        _paragraph(source, block, order, markup, known, position, counts, repaired)
        for order, block in enumerate(blocks)
    )


def _paragraph(
    source: Source,
    block: Block,
    order: int,
    markup: _Ranges,
    known: set[str],
    position: _Position,
    counts: Counter[tuple[str, str, str | None]],
    repaired: Repaired | None,
) -> Paragraph:
    assert block.kind is not None
    number = european(block.number) if block.number else None
    dropped = markup.overlapping(block.spans)
    if block.number_span:
        dropped.append((block.number_span.start, block.number_span.end))
    clean, repairs = readable(source.text, block.spans, dropped, repaired)
    counts[(block.kind, block.part, block.annex)] += 1
    parent, path, headings = _place(position, block, order, number, clean.text)
    return Paragraph(
        order=order,
        kind=block.kind,
        part=block.part,
        number=number,
        path=path,
        ordinal=counts[(block.kind, block.part, block.annex)],
        spans=block.spans,
        number_span=block.number_span,
        raw=" ".join(source.text[s.start : s.end] for s in block.spans),
        clean=clean,
        headings=headings,
        parent=parent,
        annex=block.annex,
        pages=_pages(source.pages, block.spans),
        notes=() if block.kind == "footnote" else footnote_marks(clean.text, known),
        verb=leading_verb(clean.text, block.kind),
        repairs=repairs,
        boxes=_boxes(source.boxes, block.spans),
    )


def _place(
    position: _Position, block: Block, order: int, number: str | None, text: str
) -> tuple[int | None, tuple[str, ...], tuple[str, ...]]:
    """Parent, path and headings of a block; the position moves on."""
    own = (number,) if number else ()
    if block.kind == "footnote":  # at the foot of a page it interrupts nothing
        return None, own, ()
    if (block.part, block.annex) != position.section:
        position.section = (block.part, block.annex)
        position.headings.clear()
        position.above.clear()
    headings = position.headings
    if block.kind == "heading":
        level = max(block.level, 1)
        while headings and headings[-1][0] >= level:
            headings.pop()
        around = tuple(each for _, each, _ in headings)
        headings.append((level, text, order))
        return None, own, around
    if block.kind == "point":
        level = max(block.level, 1)
        while position.above and position.above[-1][0] >= level:
            position.above.pop()
        parent, chain = position.above[-1][1:] if position.above else (None, ())
        if position.above:
            position.inner.update(at for _, _, at in headings if at > position.above[0][1])
        position.above.append((level, order, chain + own))
        around = tuple(each for _, each, _ in headings)
        return parent, chain + own if number else (), around
    headings[:] = [each for each in headings if each[2] not in position.inner]
    around = tuple(each for _, each, _ in headings)
    position.above.clear()
    if block.kind in _HOLDS_POINTS:
        position.above.append((0, order, own))
    return None, own, around


class _Ranges:
    """Ranges of a text, found by place: a source may have thousands of pieces of markup."""

    def __init__(self, ranges: Iterable[Span]) -> None:
        self._ranges = sorted((r.start, r.end) for r in ranges)
        self._starts = [start for start, _ in self._ranges]
        self._furthest = list(accumulate((end for _, end in self._ranges), max))

    def overlapping(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Those that share a character with one of the spans."""
        return [
            each
            for span in spans
            for each in self._ranges[
                bisect_right(self._furthest, span.start) : bisect_left(self._starts, span.end)
            ]
        ]


def _check(source: Source, block: Block) -> None:
    if block.kind is None:
        raise ValueError(f"a block of {source.name} has no kind")
    if not block.spans:
        raise ValueError(f"a block of {source.name} has no text")
    at = 0
    for span in block.spans:
        if not at <= span.start < span.end <= len(source.text):
            raise ValueError(f"{span} of {source.name} is empty, out of order or outside the text")
        at = span.end
    mark = block.number_span
    if mark and not 0 <= mark.start <= mark.end <= len(source.text):
        raise ValueError(f"{mark} of {source.name} is outside the text")


def _boxes(lines: Sequence[tuple[Span, Box]], spans: Sequence[Span]) -> tuple[Box, ...]:
    """Boxes around the lines that the spans touch, one for every page and column that they are in."""
    found: list[Box] = []
    for span in spans:
        at = bisect_right(lines, span.start, key=lambda line: line[0].end)
        while at < len(lines) and lines[at][0].start < span.end:
            box = lines[at][1]
            at += 1
            if found and _goes_on(found[-1], box):
                found[-1] = _around(found[-1], box)
            else:
                found.append(box)
    return tuple(found)


def _goes_on(above: Box, line: Box) -> bool:
    """Whether a line stands below a box on its page and in its column."""
    across = min(above.right, line.right) - max(above.left, line.left)
    return above.page == line.page and line.bottom >= above.top and across > 0


def _around(a: Box, b: Box) -> Box:
    return Box(
        a.page,
        min(a.left, b.left),
        min(a.top, b.top),
        max(a.right, b.right),
        max(a.bottom, b.bottom),
    )


def _pages(starts: Sequence[int], spans: Sequence[Span]) -> tuple[int, ...]:
    """Pages, counted from 1, that the spans touch."""
    if not starts:
        return ()
    touched: set[int] = set()
    for span in spans:
        first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
        touched.update(range(max(first, 1), max(last, 1) + 1))
    return tuple(sorted(touched))
