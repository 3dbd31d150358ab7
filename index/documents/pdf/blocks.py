"""Where paragraphs end, by how the lines are set.

A line ends its paragraph if the next line's first word would still have found room in it; a wider
gap, other letters, an indented first line, or a number or mark behind punctuation begin a new one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from index.documents.pdf.layout import Line

_TERMINAL = tuple(".؛;:،,؟?!")
_CLOSERS = "\"'”“»)](0123456789٠١٢٣٤٥٦٧٨٩⁰¹²³⁴⁵⁶⁷⁸⁹^*"
_STARTS = re.compile(
    r"[()\[]?(?:[0-9٠-٩]{1,3}|[\u0621-\u064a]ـ?|[a-z]|[ivx]{1,5})(?:\s?[()\]]|\s?[-–—.](?!\d))\s*\S"
    r"|[•●▪◦–—-]\s"
)
_PARTICIPLE = re.compile("و?إذ\\s")


class Paragraphs:
    """Decides, line by line, whether a new paragraph begins."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.leading = _leadings(pages)
        self.edges = _all_edges(pages)
        self.first: Line | None = None

    def begins(self, before: Line | None, line: Line, after: Line | None) -> bool:
        """Whether a paragraph begins with `line`."""
        new = before is None or self._begins(before, line, after)
        if new:
            self.first = line
        return new

    def _begins(self, before: Line, line: Line, after: Line | None) -> bool:
        if before.table or line.table:
            return True
        if not (before.cells and line.cells):  # read by OCR, which says where paragraphs are
            return before.zone != line.zone
        if abs(before.size - line.size) > 0.09 * max(before.size, line.size):
            return True
        ended = _ended(before.text)
        if ended and (_STARTS.match(line.text) or _PARTICIPLE.match(line.text)):
            return True
        if (
            before.font != line.font
            and not before.text.endswith(("-", "/"))
            and self._short(before)
        ):
            return True
        jump = before.zone != line.zone or line.y <= before.y
        if not jump and line.y - before.y > 1.25 * self.leading.get(_size(line), 1.5 * line.size):
            return True
        if before.text.endswith("-") and line.text[:1].islower():
            return False
        return self._had_room(before, line, jump) or self._indented(before, line, after, jump)

    def _edges(self, line: Line) -> tuple[float, float]:
        return self.edges[line.zone]

    def _short(self, line: Line) -> bool:
        left, right = self._edges(line)
        return line.x1 - line.x0 < 0.85 * (right - left)

    def _had_room(self, before: Line, line: Line, jump: bool) -> bool:
        """Whether the first word of a line would have fitted into the line before."""
        left, right = self._edges(before)
        start, end = right - before.x1, before.x0 - left
        shift = 0.0 if jump else before.x1 - line.x1
        if not before.rtl:
            start, end = before.x0 - left, right - before.x1
            shift = 0.0 if jump else line.x0 - before.x0
        room = end
        centred = start > 2 * before.size and abs(start - end) < 1.5 * before.size
        if (
            centred
            or shift < -5 * before.size
            or (shift > 5 * before.size and start > 5 * before.size)
        ) or (start > 5 * before.size and abs(shift) > before.size):
            room += start
        return room > first_width(line) + 0.55 * before.size

    def _indented(self, before: Line, line: Line, after: Line | None, jump: bool) -> bool:
        """Whether a line is a first one by its indent, or ends an indented paragraph by having none."""
        if jump:
            return False
        inward = before.x1 - line.x1 if line.rtl else line.x0 - before.x0
        size = line.size
        if 1.0 * size < inward < 6 * size:
            if _STARTS.match(before.text) or _hangs(before.text):
                return False
            if after is None or after.zone != line.zone:
                return _ended(before.text)
            back = after.x1 - line.x1 if line.rtl else line.x0 - after.x0
            return back > 0.8 * size
        if inward < -1.0 * size:
            return (self.first is not before and not self._short(before)) or (
                _ended(before.text) and self.first is not before
            )
        return False


def first_width(line: Line) -> float:
    """The width of the first word of a line, in the order of reading."""
    row = next(
        (r for cell in (reversed(line.cells) if line.rtl else line.cells) for r in cell if r), None
    )
    if not row:
        return line.size * 2
    word = row[-1] if line.rtl else row[0]
    return word.x1 - word.x0


def _hangs(text: str) -> bool:
    return bool(re.match(r"[()]?\S{1,4}\s?[-–)(.]", text))


def _ended(text: str) -> bool:
    bare = text.rstrip(_CLOSERS + " ")
    return bare.endswith(_TERMINAL) or text.endswith(_TERMINAL)


def _size(line: Line) -> int:
    return round(line.size)


def _all_edges(pages: Sequence[Sequence[Line]]) -> dict[int, tuple[float, float]]:
    """Left and right edge of every zone: a column's own, else those of all lines across the page."""
    everywhere = [line for page in pages for line in page if not line.column]
    edges: dict[int, tuple[float, float]] = {}
    for page in pages:
        across = [line for line in page if not line.column]
        shared = _extent(across if len(across) >= 10 else everywhere)
        for zone, group in _by_zone(page).items():
            edges[zone] = _extent(group) if group[0].column else shared
    return edges


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _by_zone(lines: Sequence[Line]) -> dict[int, list[Line]]:
    zones: dict[int, list[Line]] = {}
    for line in lines:
        zones.setdefault(line.zone, []).append(line)
    return zones


def _leadings(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The usual distance of two lines of a paragraph, by the size of their letters."""
    found: dict[int, list[float]] = {}
    for page in pages:
        for a, b in itertools.pairwise(page):
            if a.zone == b.zone and _size(a) == _size(b) and 0 < b.y - a.y < 4 * a.size:
                found.setdefault(_size(a), []).append(b.y - a.y)
    return {size: sorted(values)[len(values) // 4] for size, values in found.items()}
