"""The reading order of a page: titles across the page, columns of text, tables, single lines."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from index.documents.pdf.drawn import Rule
from index.documents.pdf.rows import Row, Word
from index.documents.pdf.tables import Grid, grids_of

_CELL_GAP = 2.5
"""Ems of white space that part the cells of a table that has no lines."""
_MIN_GUTTER = 4.5
"""Points between two columns at least, where many rows show the gap."""
_MAX_ROWS = 300
"""A page of text has fewer; no columns are looked for among more."""
_MIN_COLUMN = 11
"""Ems that a column of running text is wide at least."""


@dataclass(slots=True)
class Line:
    """One line of text: its cells from left to right, each of one or more rows of words."""

    cells: list[list[list[Word]]]
    y: float
    size: float
    x0: float
    x1: float
    top: float
    bottom: float
    left: float = 0.0
    right: float = 0.0
    """The edges of the column that it stands in."""
    zone: int = 0
    """Lines of one column have one number."""
    text: str = ""
    rtl: bool = True
    table: bool = False
    """It holds cells."""
    column: bool = False
    """It stands in one of several columns of text."""
    font: int = 0
    """The font of most of its glyphs."""


@dataclass(slots=True)
class _Order:
    rtl: bool
    rules: Sequence[Rule]
    gutters: list[float]
    lines: list[Line] = field(default_factory=list)
    zones: int = 0


def ordered_lines(
    rows: Sequence[Row], rules: Sequence[Rule], rtl: bool, gutters: list[float] | None = None
) -> list[Line]:
    """The lines of a page in reading order; columns begin at the right where `rtl`.

    `gutters` are the middles of those found on other pages, where less will do to find them again;
    new ones are added.
    """
    order = _Order(rtl, rules, [] if gutters is None else gutters)
    grids = grids_of(rules)
    rest: list[Row] = []
    inside: dict[int, list[Row]] = {i: [] for i in range(len(grids))}
    for row in rows:
        outer = list(row.words)
        for i, grid in enumerate(grids):
            held = [w for w in outer if grid.holds((w.x0 + w.x1) / 2, row.y - 0.25 * row.size)]
            if held:
                inside[i].append(Row(row.y, row.size, held))
                outer = [w for w in outer if w not in held]
        if outer:
            rest.append(Row(row.y, row.size, outer))
    parts: list[tuple[float, Grid | None, list[Row]]] = [
        (grids[i].top, grids[i], held) for i, held in inside.items() if held
    ]
    borders = sorted(part[0] for part in parts)
    start = float("-inf")
    for border in [*borders, float("inf")]:
        between = [row for row in rest if start <= row.y < border]
        if between:
            parts.append((between[0].y, None, between))
        start = border
    for _, of_grid, content in sorted(parts, key=lambda part: part[0]):
        if of_grid is None:
            _flow(order, content)
        else:
            _table(order, of_grid, content)
    return order.lines


def _table(order: _Order, grid: Grid, rows: Sequence[Row]) -> None:
    """A ruled table: a line for each of its rows, whatever its cells hold."""
    order.zones += 1
    for cells in grid.rows(rows):
        filled = [row for cell in cells for row in cell]
        if not filled:
            continue
        words = [[row.words for row in cell] for cell in cells]
        line = _line(filled, words, grid.left, grid.right, order.zones)
        line.table = True
        order.lines.append(line)


def _line(
    rows: Sequence[Row], cells: list[list[list[Word]]], left: float, right: float, zone: int
) -> Line:
    fonts = Counter(g.font for row in rows for word in row.words for g in word.glyphs)
    return Line(
        font=fonts.most_common(1)[0][0],
        cells=cells,
        y=rows[0].y,
        size=rows[0].size,
        x0=min(row.x0 for row in rows),
        x1=max(row.x1 for row in rows),
        top=min(row.top for row in rows),
        bottom=max(row.bottom for row in rows),
        left=left,
        right=right,
        zone=zone,
    )


def _flow(order: _Order, rows: Sequence[Row], depth: int = 0) -> None:
    """Rows from top to bottom; where they stand in columns, column by column."""
    single: list[Row] = []
    if not rows:
        return
    extent = min(row.x0 for row in rows), max(row.x1 for row in rows)
    i = 0
    while i < len(rows):
        zone = _columns(order, rows, i, extent) if depth < 3 and len(rows) <= _MAX_ROWS else None
        if zone is None:
            single.append(rows[i])
            i += 1
            continue
        first, end, middle = zone
        single += rows[i:first]
        _single(order, single, depth)
        single = []
        left = [_part(row, None, middle) for row in rows[first:end]]
        right = [_part(row, middle, None) for row in rows[first:end]]
        for side in (right, left) if order.rtl else (left, right):
            _flow(order, [row for row in side if row.words], depth + 1)
        i = end
    _single(order, single, depth)


def _part(row: Row, low: float | None, high: float | None) -> Row:
    words = [
        w
        for w in row.words
        if (low is None or (w.x0 + w.x1) / 2 > low) and (high is None or (w.x0 + w.x1) / 2 <= high)
    ]
    return Row(row.y, row.size, words)


def _single(order: _Order, rows: Sequence[Row], depth: int) -> None:
    if not rows:
        return
    order.zones += 1
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    for row in rows:
        cells = _split(row)
        line = _line([row], [[words] for words in cells], left, right, order.zones)
        line.table = len(cells) > 1
        line.column = depth > 0
        order.lines.append(line)


def _split(row: Row) -> list[list[Word]]:
    """The words of a row in cells, parted where the white space is too wide for a word's."""
    words = row.words
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words)]
    if not gaps or max(gaps) < _CELL_GAP * row.size:
        return [list(words)]
    usual = median(gaps)
    narrow = [gap for gap in gaps if gap < _CELL_GAP * row.size]
    usual = median(narrow) if narrow else 0.3 * row.size
    cells = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap >= _CELL_GAP * row.size and gap >= 3 * usual:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _free(row: Row, low: float, high: float, least: float) -> list[tuple[float, float]]:
    """The white intervals of a row between two borders."""
    free = []
    at = low
    for word in sorted(row.words, key=lambda w: w.x0):
        if word.x0 - at >= least:
            free.append((at, min(word.x0, high)))
        at = max(at, word.x1)
    if high - at >= least:
        free.append((at, high))
    return free


def _columns(
    order: _Order, rows: Sequence[Row], i: int, extent: tuple[float, float]
) -> tuple[int, int, float] | None:
    """First row, end and middle of the gutter of the columns that begin at or right after row `i`."""
    whole_left, whole_right = extent
    width = whole_right - whole_left
    low, high = whole_left + 0.15 * width, whole_right - 0.15 * width
    common = _free(rows[i], low, high, _MIN_GUTTER)
    end = i + 1
    while end < len(rows) and common:
        met = [
            (max(a, c), min(b, d))
            for a, b in common
            for c, d in _free(rows[end], low, high, _MIN_GUTTER)
            if min(b, d) - max(a, c) >= _MIN_GUTTER
        ]
        if not met:
            break
        common = met
        end += 1
    if end - i < 3 or not common:
        return None
    for a, b in sorted(common, key=lambda each: each[0] - each[1]):
        zone = _checked(order, rows, i, end, (a + b) / 2, b - a)
        if zone:
            return zone
    return None


def _checked(
    order: _Order, rows: Sequence[Row], i: int, end: int, middle: float, gutter: float
) -> tuple[int, int, float] | None:
    """The rows of a stretch that are columns of running text left and right of `middle`."""
    sides = [
        [(k, _part(rows[k], *bounds)) for k in range(i, end)]
        for bounds in ((None, middle), (middle, None))
    ]
    left, right = ([(k, row) for k, row in side if row.words] for side in sides)
    known = any(abs(middle - each) < 8 for each in order.gutters)
    least = 2 if known else 3
    if len(left) < least or len(right) < least:
        return None
    size = median(row.size for _, row in left + right)
    leading = median(
        [b.y - a.y for side in (left, right) for (_, a), (_, b) in itertools.pairwise(side)]
    )
    # Both begin at the same height, or nearly so; what stands above is no part of them.
    head = max(left[0][1].y, right[0][1].y) - 1.3 * leading
    left, right = ([(k, row) for k, row in side if row.y >= head] for side in (left, right))
    left, right = (
        _unbroken(side, other, leading) for side, other in ((left, right), (right, left))
    )
    if len(left) < least or len(right) < least:
        return None
    if not known and min(len(left), len(right)) < 6 and gutter < 1.1 * size and gutter < 14:
        return None
    for side in (left, right):
        low, high = min(row.x0 for _, row in side), max(row.x1 for _, row in side)
        full = sum(row.x1 - row.x0 >= 0.72 * (high - low) for _, row in side)
        enough = full >= 0.5 * len(side) or (full >= 3 and full >= 0.34 * len(side))
        if high - low < _MIN_COLUMN * size or not (enough or (known and full)):
            return None
    first, last = min(left[0][0], right[0][0]), max(left[-1][0], right[-1][0])
    top, bottom = rows[first].top, rows[last].bottom
    crossing = [
        r for r in order.rules if r.y0 == r.y1 and r.x0 < middle < r.x1 and top < r.y0 < bottom
    ]
    if len({round(r.y0) for r in crossing}) >= 2:
        return None
    if not known:
        order.gutters.append(middle)
    return first, last + 1, middle


def _unbroken(
    side: list[tuple[int, Row]], other: list[tuple[int, Row]], leading: float
) -> list[tuple[int, Row]]:
    """The rows of a column down to a wide gap under the other column's end."""
    if not other or not side:
        return []
    usual = median(row.size for _, row in side)
    kept: list[tuple[int, Row]] = []
    for k, row in side:
        if kept and row.y > other[-1][1].y + 0.5 * leading:
            last = kept[-1][1]
            if row.y - last.y > 1.6 * leading or row.size < 0.94 * usual:
                break
        kept.append((k, row))
    return kept
