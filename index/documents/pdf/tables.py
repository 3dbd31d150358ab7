"""Tables with drawn lines: their rows and columns, and what stands in each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents.pdf.drawn import Rule
from index.documents.pdf.rows import Row, Word

_NEAR = 2.5
"""Points by which lines that meet may miss each other."""
_MAX_RULES = 4000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines: their places from left to right and from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uprights: tuple[Rule, ...]

    @property
    def left(self) -> float:
        """Its left side."""
        return self.xs[0]

    @property
    def right(self) -> float:
        """Its right side."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """Its upper side."""
        return self.ys[0]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is inside."""
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] <= y <= self.ys[-1]

    def rows(self, rows: Sequence[Row]) -> Iterator[list[list[Row]]]:
        """The cells of each row from left to right, each with its rows of words."""
        bands: dict[int, list[Row]] = {}
        for row in rows:
            band = bisect_right(self.ys, row.y - 0.25 * row.size) - 1
            bands.setdefault(band, []).append(row)
        for band in sorted(bands):
            middle = (self.ys[band] + self.ys[min(band + 1, len(self.ys) - 1)]) / 2
            inner = [x for x in self.xs[1:-1] if self._is_drawn(x, middle)]
            cells: list[list[Row]] = [[] for _ in range(len(inner) + 1)]
            for row in bands[band]:
                parts: dict[int, list[Word]] = {}
                for word in row.words:
                    parts.setdefault(bisect_right(inner, (word.x0 + word.x1) / 2), []).append(word)
                for cell, words in parts.items():
                    cells[cell].append(Row(row.y, row.size, words))
            yield cells

    def _is_drawn(self, x: float, y: float) -> bool:
        return any(
            abs(r.x0 - x) <= _NEAR and r.y0 - _NEAR <= y <= r.y1 + _NEAR for r in self.uprights
        )


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of two columns or more that drawn lines make, from top to bottom."""
    if len(rules) > _MAX_RULES:
        return []
    owner = list(range(len(rules)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    # A sweep from top to bottom: only lines that overlap in height can meet.
    order = sorted(range(len(rules)), key=lambda i: rules[i].y0)
    open_: list[int] = []
    for i in order:
        rule = rules[i]
        open_ = [j for j in open_ if rules[j].y1 + _NEAR >= rule.y0]
        for j in open_:
            other = rules[j]
            if other.x0 - _NEAR <= rule.x1 and rule.x0 - _NEAR <= other.x1:
                owner[root(i)] = root(j)
        open_.append(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    grids = []
    for group in groups.values():
        uprights = tuple(r for r in group if r.y1 > r.y0)
        xs = _places(r.x0 for r in uprights)
        ys = _places(r.y0 for r in group if r.y0 == r.y1)
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(Grid(xs, ys, uprights))
    return sorted(grids, key=lambda grid: grid.top)


def _places(values: object) -> tuple[float, ...]:
    """Values in order, those that are nearly the same once."""
    places: list[float] = []
    for value in sorted(values):  # type: ignore[call-overload]
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return tuple(places)
