"""Where a line may be cut into runs, and what a cut costs there."""

from __future__ import annotations

from collections.abc import Sequence

from index.arabic.repair.run_costs import LETTERS, Costs, spaced
from index.arabic.repair.run_line import Line, Token

MOST_CUTS = 90
"""A line with more places to cut is cut at the borders of tokens only."""
COMMON = 2e-6
"""A word of this probability is not cut inside, but for what may be written onto it."""

_CUT, _MARKED, _SIGN, _STOP = 3.5, 1.0, 0.7, 2.5
_INSIDE, _INSIDE_KNOWN = 4.0, 7.0
"""Costs of a cut: at a space; beside a wide gap or a kashida; beside a number or sign; beside a
comma in its place; in a fragment, in a word."""

_STOPS = frozenset("،؛.:")
_WRITTEN_ON = frozenset("وبلفك")
_WRITTEN_BEHIND = frozenset("اةهيدتن")


def places(line: Line, costs: Costs) -> list[int]:
    """The kept characters before which the line may be cut, its beginning and end among them."""
    borders: set[int] = set()
    inside: set[int] = set()
    for token in line.tokens:
        borders.update((token.start, token.end))
        if token.kind == LETTERS and len(token.text) > 1:
            inside.update(_inside(token, costs))
    if len(borders | inside) > MOST_CUTS:
        inside = set()
    return sorted(borders | inside)


def _inside(token: Token, costs: Costs) -> Sequence[int]:
    word = token.text
    known = costs.known
    if known(word) < COMMON:
        return range(token.start + 1, token.end)
    found = []
    if word[0] in _WRITTEN_ON and known(word[1:]) > 0:
        found.append(token.start + 1)
    if word.startswith("ال") and known(word[2:]) >= COMMON:
        found.append(token.start + 2)
    if word[-1] in _WRITTEN_BEHIND and known(word[:-1]) > 0:
        found.append(token.end - 1)
    return found


def cut_cost(line: Line, token_at: Sequence[int], costs: Costs, place: int) -> float:
    """Cost in nats of a cut before a kept character; `token_at` has the token of each."""
    if place in (0, len(line.text)):
        return 0.0
    left, right = token_at[place - 1], token_at[place]
    gap, stretched = line.gaps[place], line.stretched[place]
    if left == right:
        if stretched:
            return _MARKED
        return _INSIDE_KNOWN if costs.known(line.tokens[left].text) else _INSIDE
    before, behind = line.tokens[left], line.tokens[right]
    if before.kind != LETTERS or behind.kind != LETTERS:
        ordinary = bool(gap) == spaced(before.kind, before.text, behind.kind, behind.text)
        return _STOP if ordinary and (before.text in _STOPS or behind.text in _STOPS) else _SIGN
    return _MARKED if gap > 1 or stretched else _CUT
