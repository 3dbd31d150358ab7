"""Which token of one text stands for which of the other, both texts in their order.

Global alignment with a bonus for runs (Needleman and Wunsch 1970, the gaps of Gotoh 1982 turned
round: it is not gaps that cost but runs that earn), whole rows at a time. Equal words are
worth most, then words of another case or hamza, then kin, then figures of one kind; unrelated words
are no pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import accumulate, takewhile

import numpy as np
from numpy.typing import NDArray

from assistant.differences.kinship import kin_marks
from assistant.differences.tokens import Token

Ints = NDArray[np.int16]
Pair = tuple[int, int]
"""A token of the first text and its counterpart in the second."""

CONTENT, FUNCTION, MARK = 20, 9, 4
"""What a pair of equal tokens is worth: a word that says something, one that does not, a mark."""
RUN = 5
"""What a pair right behind another is worth besides."""
NO_PAIR = -30_000
_FOLDED, _KIN = 0.9, 0.75
_FIGURES = {
    ("number", "date"): 6,
    ("date", "number"): 6,
    ("number", "number"): 15,
    ("date", "date"): 15,
    ("symbol", "symbol"): 15,
}
"""What a figure is worth beside another one, by their kinds."""
_ONLY_KIN = 0.4
"""Share of its worth that a pair has which is not equal, where it is to be told from chance."""
_CLAUSE = frozenset(",;:.،؛")
STRAY = 0.12
"""A run that is worth less than so many words (of `CONTENT`) for each word that differs on either
side of it is chance: one `of` amid two clauses with nothing else in common."""
WEAK = 26
"""A run of pairs that is worth no more gives way to moved words that are worth more."""
CELLS = 1_500_000
"""So many cells have no more than 1224 pairs in a row, whose worth 16 bits hold. Larger tables of pairs are cut along equal runs, or left without pairs where there are none."""
_ANCHOR = 3
"""Tokens of an equal run that cuts a large table."""


def weight(token: Token) -> int:
    """What a token is worth where it is the same in both texts."""
    return MARK if token.kind == "mark" else CONTENT if token.content else FUNCTION


def align(first: Sequence[Token], second: Sequence[Token], kept: Sequence[Pair] = ()) -> list[Pair]:
    """The pairs of counterparts, both sides ascending; those of `kept` are among them."""
    found: list[Pair] = []
    at, other = 0, 0
    for i, j in [*kept, (len(first), len(second))]:
        found += [(at + a, other + b) for a, b in _pairs(first[at:i], second[other:j])]
        found.append((i, j))
        at, other = i + 1, j + 1
    return _with_marks(first, second, without_strays(first, second, found[:-1]))


def _pairs(first: Sequence[Token], second: Sequence[Token]) -> list[Pair]:
    if not first or not second:
        return []
    head = _alike(zip(first, second, strict=False))
    tail = _alike(zip(first[head:][::-1], second[head:][::-1], strict=False))
    left, right = first[head : len(first) - tail], second[head : len(second) - tail]
    middle: list[Pair] = []
    if len(left) * len(right) > CELLS:
        middle = _in_parts(left, right)
    elif left and right:
        middle = _best_path(_worth(left, right))
    ends = len(first) - tail, len(second) - tail
    return [
        *((k, k) for k in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((ends[0] + k, ends[1] + k) for k in range(tail)),
    ]


def _alike(pairs: Iterable[tuple[Token, Token]]) -> int:
    """How many of the pairs are equal before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].key == pair[1].key, pairs))


def _in_parts(first: Sequence[Token], second: Sequence[Token]) -> list[Pair]:
    """The pairs of texts whose table would be too large, part by part: cut where short runs begin that
    each text has once, in the order of both (as in Cohen's patience diff).
    """
    pairs: list[Pair] = []
    at, other = 0, 0
    for i, j in _cuts(_rising(_shared_once(first, second)), (len(first), len(second))):
        left, right = first[at:i], second[other:j]
        if len(left) * len(right) <= CELLS:
            pairs += [(at + a, other + b) for a, b in _pairs(left, right)]
        at, other = i, j
    return pairs


def _cuts(anchors: Sequence[Pair], ends: Pair) -> list[Pair]:
    """As few of the anchors as leave no part too large, where they are enough for that; the ends."""
    cuts = [(0, 0)]
    before = (0, 0)
    for i, j in [*anchors, ends]:
        if (i - cuts[-1][0]) * (j - cuts[-1][1]) > CELLS:
            cuts.append(before)
        before = (i, j)
    return [*cuts, ends]


def _shared_once(first: Sequence[Token], second: Sequence[Token]) -> list[Pair]:
    """Where runs of `_ANCHOR` tokens begin that each of the texts has once, by the first text."""
    one, two = _once(first), _once(second)
    return [(i, two[run]) for run, i in one.items() if run in two]


def _once(tokens: Sequence[Token]) -> dict[tuple[str, ...], int]:
    keys = [token.key for token in tokens]
    found: dict[tuple[str, ...], int] = {}
    again = set()
    for i in range(len(keys) - _ANCHOR + 1):
        run = tuple(keys[i : i + _ANCHOR])
        if found.setdefault(run, i) != i:
            again.add(run)
    return {run: i for run, i in found.items() if run not in again}


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The most of the pairs, which ascend on the first side, that ascend on the second as well."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        places[length : length + 1] = [k]
    found = []
    k = places[-1] if places else -1
    while k >= 0:
        found.append(pairs[k])
        k = before[k]
    return found[::-1]


def _worth(first: Sequence[Token], second: Sequence[Token]) -> Ints:
    """What pairing each token of the first text with each of the second is worth."""
    one, rows = _distinct(first)
    two, columns = _distinct(second)
    weights = [np.array([weight(token) for token in side], np.int16) for side in (one, two)]
    least = np.minimum(weights[0][:, None], weights[1][None, :])
    worth = np.full(least.shape, NO_PAIR, np.int16)
    for kinds, value in _FIGURES.items():
        worth[np.ix_(*(_of(side, kind) for side, kind in zip((one, two), kinds, strict=True)))] = (
            value
        )
    # in a longer list, 7104 (2019) is where it is now, and is not changed into the new last item
    elsewhere = [
        [i for i, t in enumerate(side) if t.kind in ("symbol", "date") and t.key in others]
        for side, others in ((one, {t.key for t in two}), (two, {t.key for t in one}))
    ]
    worth[elsewhere[0]] = np.minimum(worth[elsewhere[0]], 0)
    worth[:, elsewhere[1]] = np.minimum(worth[:, elsewhere[1]], 0)
    for share, names in ((_KIN, _kin_names), (_FOLDED, _fold_names), (1.0, _key_names)):
        alike = _sharing(one, two, names)
        worth[alike] = np.rint(least[alike] * share)
    return worth[rows[:, None], columns[None, :]]


def _distinct(tokens: Sequence[Token]) -> tuple[list[Token], NDArray[np.intp]]:
    """The tokens, each once, and for every token which of them it is."""
    numbers: dict[tuple[str, str], int] = {}
    distinct: list[Token] = []
    places = np.empty(len(tokens), np.intp)
    for i, token in enumerate(tokens):
        places[i] = numbers.setdefault((token.kind, token.key), len(numbers))
        if len(numbers) > len(distinct):
            distinct.append(token)
    return distinct, places


def _of(tokens: Sequence[Token], kind: str) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.kind == kind]


def _sharing(
    one: Sequence[Token], two: Sequence[Token], names: Callable[[Token], Iterable[Hashable]]
) -> NDArray[np.bool_]:
    """Which tokens share a name."""
    shared = np.zeros((len(one), len(two)), bool)
    by_name: dict[Hashable, list[int]] = {}
    for j, token in enumerate(two):
        for name in names(token):
            by_name.setdefault(name, []).append(j)
    for i, token in enumerate(one):
        for name in names(token):
            for j in by_name.get(name, ()):
                shared[i, j] = True
    return shared


def _kin_names(token: Token) -> Iterable[Hashable]:
    return kin_marks(token.folded) if token.kind == "word" else ()


def _fold_names(token: Token) -> Iterable[Hashable]:
    return ((token.kind, token.folded),)


def _key_names(token: Token) -> Iterable[Hashable]:
    return ((token.kind, token.key),)


def _best_path(worth: Ints) -> list[Pair]:
    """The pairs of the most worthy way through the table. Of equal ones, the one whose pairs come
    first.

    `paired[i, j]` is the most that the first i and j tokens are worth if their last ones are a pair,
    `best[i, j]` the most in any case. As gaps cost nothing, a row of `best` is a running maximum.
    """
    n, m = worth.shape
    paired = np.full((n + 1, m + 1), NO_PAIR, np.int16)
    best = np.zeros((n + 1, m + 1), np.int16)
    behind = np.empty(m, np.int16)
    for i in range(1, n + 1):
        np.add(paired[i - 1, :-1], RUN, out=behind)
        np.maximum(behind, best[i - 1, :-1], out=behind)
        np.add(behind, worth[i - 1], out=paired[i, 1:])
        np.maximum(best[i - 1], paired[i], out=best[i])
        np.maximum.accumulate(best[i], out=best[i])
    pairs: list[Pair] = []
    i, j, in_run = n, m, False
    while i and j:
        if not in_run and best[i, j] == best[i, j - 1]:
            j -= 1
        elif not in_run and best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
            in_run = bool(paired[i + 1, j + 1] - worth[i, j] != best[i, j])
    return pairs[::-1]


def without_strays(
    first: Sequence[Token], second: Sequence[Token], pairs: Sequence[Pair]
) -> list[Pair]:
    """Without runs that are worth too little for what differs around them; a run at the beginning
    or the end of both texts stays.
    """
    runs = _runs(pairs)
    words = [list(accumulate((t.kind != "mark" for t in s), initial=0)) for s in (first, second)]

    def different(low: Pair, high: Pair) -> int:
        """Words of both texts between two pairs."""
        return sum(words[s][high[s]] - words[s][low[s] + 1] for s in (0, 1))

    def over(at: int) -> float:
        """What a run is worth beyond the least that it has to be."""
        run = runs[at]
        ahead = different(runs[at - 1][-1] if at else (-1, -1), run[0])
        ends = (len(first), len(second))
        behind = different(run[-1], runs[at + 1][0] if at + 1 < len(runs) else ends)
        worth = sum(_sure(first[i], second[j]) for i, j in run) / CONTENT
        return worth - STRAY * min(ahead, behind)

    overs = [over(at) for at in range(len(runs))]
    while overs and min(overs) < 0:
        weakest = overs.index(min(overs))
        del runs[weakest], overs[weakest]
        for at in (weakest - 1, weakest):
            if 0 <= at < len(runs):
                overs[at] = over(at)
    return [pair for run in runs for pair in run]


def _sure(one: Token, two: Token) -> float:
    return min(weight(one), weight(two)) * (1.0 if one.key == two.key else _ONLY_KIN)


def _with_marks(
    first: Sequence[Token], second: Sequence[Token], pairs: Sequence[Pair]
) -> list[Pair]:
    """With a clause mark and the one that stands in its place where nothing else differs there."""
    found: list[Pair] = []
    at = (-1, -1)
    for i, j in [*pairs, (len(first), len(second))]:
        if (
            (i, j) == (at[0] + 2, at[1] + 2)
            and first[i - 1].key in _CLAUSE
            and second[j - 1].key in _CLAUSE
        ):
            found.append((i - 1, j - 1))
        found.append((i, j))
        at = (i, j)
    return found[:-1]


def _runs(pairs: Sequence[Pair]) -> list[list[Pair]]:
    runs: list[list[Pair]] = []
    for i, j in pairs:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def strong_pairs(
    first: Sequence[Token], second: Sequence[Token], pairs: Sequence[Pair]
) -> list[Pair]:
    """The pairs whose run is more than a word or two that are the same by chance."""
    strong: list[Pair] = []
    for run in _runs(pairs):
        worth = sum(weight(first[i]) for i, j in run if first[i].folded == second[j].folded)
        if worth > WEAK:
            strong += run
    return strong
