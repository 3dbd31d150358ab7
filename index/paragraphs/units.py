"""Stretches of text between two borders, before it is known what each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.arabic.digits import european
from index.paragraphs import wording
from index.paragraphs.lines import Line, folded, last_character, trimmed
from index.paragraphs.marks import Mark, bare_footnote_at, footnote_at, number_at, point_at
from index.values import Block, Kind, Source


@dataclass(slots=True)
class Unit:
    """A heading, paragraph, point or footnote in the making."""

    spans: list[tuple[int, int]]
    key: str
    """Its head, folded."""
    printed: str
    """Its head as printed."""
    last: str
    """The character that closes it."""
    number: Mark | None = None
    point: Mark | None = None
    foot: Mark | None = None
    """What it would be numbered as a paragraph, a point, a footnote."""
    kind: Kind | None = None
    """Where the format or the setting of the lines says it."""
    level: int = 0
    participle: bool = False
    after_break: bool = False
    """A page ends or a rule stands right before it."""
    hinted: bool = False
    """The format says where it starts and ends."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.spans[0][0]

    @property
    def length(self) -> int:
        """Its characters, the gaps between its pieces left out."""
        return sum(end - start for start, end in self.spans)

    @property
    def finished(self) -> bool:
        """Whether punctuation closes it."""
        return self.last in "،,؛;.؟?!:"


def unit_of(text: str, spans: Iterable[tuple[int, int]], **known: object) -> Unit:
    """A unit with what its head shows. `spans` must be trimmed and not empty."""
    pieces = list(spans)
    start, end = pieces[0]
    key = folded(text, start, end)
    unit = Unit(
        pieces,
        key,
        text[start : min(end, start + 120)],
        last_character(text, *pieces[-1]),
        number_at(text, start, end),
        point_at(text, start, end),
        footnote_at(text, start, end),
        participle=wording.is_participle(key),
    )
    for name, value in known.items():
        setattr(unit, name, value)
    return unit


def line_units(
    text: str, lines: Sequence[Line], headings: Mapping[int, int] | None = None
) -> list[Unit]:
    """A unit a line; furniture left out. `headings` are levels of lines known to be headings."""
    known = headings or {}
    return [
        unit_of(text, [(line.start, line.end)], after_break=line.turn or line.rule)
        if i not in known
        else heading_unit(text, [(line.start, line.end)], known[i])
        for i, line in enumerate(lines)
        if i in known or not line.furniture
    ]


def heading_unit(text: str, spans: Iterable[tuple[int, int]], level: int) -> Unit:
    """A heading that the format states."""
    return unit_of(text, spans, kind="heading", level=level, hinted=True)


def stated_headings(source: Source, lines: Sequence[Line]) -> dict[int, int] | None:
    """Levels of the lines that the format states to be headings, if it states nothing else."""
    if any(block.kind != "heading" for block in source.blocks):
        return None
    levels: dict[int, int] = {}
    at = 0
    for block in sorted(source.blocks, key=lambda block: block.spans):
        for span in block.spans:
            while at < len(lines) and lines[at].end <= span.start:
                at += 1
            if at < len(lines) and lines[at].start < span.end:
                levels[at] = block.level
    return levels


def hinted_units(source: Source, lines: Sequence[Line]) -> list[Unit]:
    """A unit a block of the format; what no block covers, a unit a line."""
    text = source.text
    units: list[Unit] = []
    made: dict[int, Unit] = {}
    covered = sorted(
        (span.start, span.end, order)
        for order, block in enumerate(source.blocks)
        for span in block.spans
    )
    rest = _Rest(source, lines)
    for low, high, order in covered:
        units += rest.before(low)
        start, end = trimmed(text, max(low, rest.at), high)
        rest.at = max(rest.at, high)
        if start >= end:
            continue
        if order in made:
            made[order].spans.append((start, end))
            continue
        block = source.blocks[order]
        made[order] = unit_of(text, [(start, end)], kind=block.kind, level=block.level, hinted=True)
        if block.kind == "footnote":
            made[order].foot = made[order].foot or _note_mark(text, start, end, block)
        units.append(made[order])
    return [*units, *rest.before(len(text))]


def _note_mark(text: str, start: int, end: int, block: Block) -> Mark | None:
    """The mark of a footnote that the format states, brackets or none."""
    span = block.number_span
    if block.number and span and start <= span.start < span.end <= end:
        return Mark("paren", european(block.number), start, span.end)
    return bare_footnote_at(text, start, end)


class _Rest:
    """The lines that no block covers, taken in order."""

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self.text, self.lines, self.markup = source.text, lines, source.markup
        self.at = 0
        self.line = self.mark = 0

    def before(self, high: int) -> list[Unit]:
        """Units of what stands between the last block and `high`; markup alone is none."""
        units: list[Unit] = []
        while self.line < len(self.lines) and self.lines[self.line].start < high:
            line = self.lines[self.line]
            start, end = trimmed(self.text, max(line.start, self.at), min(line.end, high))
            if start < end and not line.furniture and not self._is_markup(start, end):
                units.append(unit_of(self.text, [(start, end)]))
            if line.end > high:
                break
            self.line += 1
        return units

    def _is_markup(self, start: int, end: int) -> bool:
        while self.mark < len(self.markup) and self.markup[self.mark].end <= start:
            self.mark += 1
        marks = self.markup[self.mark : self.mark + 1]
        return bool(marks) and marks[0].start <= start and end <= marks[0].end
