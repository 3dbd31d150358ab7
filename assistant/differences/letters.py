"""Where inside a changed word its two forms differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from assistant.differences.tokens import Cut, Token
from assistant.differences.values import Letters, Range

_OPENED = 0.9
"""What each stretch of different letters costs besides its letters: few stretches are read sooner."""
_LONGEST = 60
"""Letters of a word whose forms are compared letter by letter; of longer ones only both ends are."""
_FIGURE_PART = re.compile(r"\d+(?:[., ]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)


def letters(first: Cut, one: Token, second: Cut, two: Token) -> tuple[Letters, ...]:
    """The stretches that differ, as characters of the two tokens' own texts.

    Of figures whole numbers and words: 2024 becomes 2025, not its last digit another.
    """
    whole = one.figure or two.figure
    before = first.compared.text[slice(*one.range)]
    after = second.compared.text[slice(*two.range)]
    found = _parts(before, after) if whole else _stretches(before, after)
    return tuple(
        Letters(_own(first, one, (low, high)), _own(second, two, (left, right)))
        for low, high, left, right in found
    )


def _own(cut: Cut, token: Token, range_: Range) -> Range:
    """Characters of the compared text of a token as characters of its own."""
    low, high = token.range[0] + range_[0], token.range[0] + range_[1]
    length = token.end - token.start
    if low < high:
        start, end = cut.compared.source_range(low, high)
    elif low < token.range[1]:
        start = end = cut.compared.starts[low]
    else:
        start = end = cut.compared.ends[low - 1]
    return (
        min(max(0, start - token.start), length),
        min(max(0, end - token.start), length),
    )


Stretch = tuple[int, int, int, int]
"""Start and end in the one, start and end in the other."""


@lru_cache(maxsize=20_000)
def _parts(before: str, after: str) -> tuple[Stretch, ...]:
    one = [m.span() for m in _FIGURE_PART.finditer(before)]
    two = [m.span() for m in _FIGURE_PART.finditer(after)]
    matcher = SequenceMatcher(
        None, [before[a:b] for a, b in one], [after[a:b] for a, b in two], autojunk=False
    )
    starts = [a for a, _ in one] + [len(before)]
    others = [a for a, _ in two] + [len(after)]
    return tuple(
        (
            starts[a],
            one[b - 1][1] if b > a else starts[a],
            others[c],
            two[d - 1][1] if d > c else others[c],
        )
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


@lru_cache(maxsize=20_000)
def _stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """The cheapest way from one word to the other, as the stretches that it changes."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    low, high = before[head : len(before) - tail], after[head : len(after) - tail]
    if not low or not high or max(len(low), len(high)) > _LONGEST:
        return ((head, head + len(low), head, head + len(high)),) if low or high else ()
    return tuple((head + a, head + b, head + c, head + d) for a, b, c, d in _cheapest(low, high))


def _cheapest(before: str, after: str) -> tuple[Stretch, ...]:
    """Edit distance with a cost for each stretch. A cell of the table holds two ways: the cheapest
    whose last letters are equal, and the cheapest whose last ones differ.
    """
    rows: list[list[tuple[_Way, _Way]]] = []
    for i in range(len(before) + 1):
        row: list[tuple[_Way, _Way]] = []
        rows.append(row)
        for j in range(len(after) + 1):
            equal, changed = (_START if i == j == 0 else _NO_WAY), _NO_WAY
            if i and j and before[i - 1] == after[j - 1]:
                equal = min(rows[i - 1][j - 1], key=_cost)
            for x, y in ((i - 1, j - 1), (i - 1, j), (i, j - 1)):
                if x < 0 or y < 0:
                    continue
                new, open_ = rows[x][y]
                ways = [changed, _Way(new.cost + 1 + _OPENED, (*new.stretches, (x, i, y, j)))]
                if open_.stretches:
                    a, _, c, _ = open_.stretches[-1]
                    ways.append(_Way(open_.cost + 1, (*open_.stretches[:-1], (a, i, c, j))))
                changed = min(ways, key=_cost)
            row.append((equal, changed))
    return min(rows[-1][-1], key=_cost).stretches


class _Way(NamedTuple):
    cost: float
    stretches: tuple[Stretch, ...]


_START = _Way(0.0, ())
_NO_WAY = _Way(float("inf"), ())


def _cost(way: _Way) -> float:
    return way.cost
