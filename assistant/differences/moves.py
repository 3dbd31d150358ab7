"""Words that stand elsewhere in the other text: found among what has no counterpart in order.

Common runs are taken longest first (greedy string tiling, Wise 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.differences.alignment import Pair, strong_pairs, weight
from assistant.differences.tokens import Token

LEAST_WORDS = 3
LEAST_CONTENT = 2
"""A run of so many words, or so many that say something, counts as moved; a shorter one does not."""
_TOO_MANY = 1_000_000
"""Pairs of equal words beyond which nothing is looked for: the texts repeat a few words for ever."""
OPENS, CLOSES = frozenset("(["), frozenset(")]")


@dataclass(frozen=True, slots=True)
class Move:
    """The same words at two places: tokens `before` to `before + length` of the first text are
    tokens `after` to `after + length` of the second.
    """

    before: int
    after: int
    length: int


def find_moves(
    first: Sequence[Token], second: Sequence[Token], pairs: Sequence[Pair]
) -> list[Move]:
    """The moved runs, in the order of the first text, none over another. A pair in order that
    stands in the way of one is to be given up.
    """
    in_order = dict(pairs)
    free, other_free = [True] * len(first), [True] * len(second)
    for i, j in strong_pairs(first, second, pairs):
        free[i] = other_free[j] = False
    moves: list[Move] = []
    for move in _common(first, second, free, other_free):
        for run in _still_free(move, free, other_free):
            part = _without_half_brackets(first, run)
            own = first[part.before : part.before + part.length]
            if not _counts(own):
                continue
            given_up = sum(
                weight(first[i])
                for i, j in pairs
                if part.before <= i < part.before + part.length
                or part.after <= j < part.after + part.length
            )
            if any(in_order.get(part.before + k) == part.after + k for k in range(part.length)):
                continue  # it has its counterpart in order
            if sum(map(weight, own)) <= 2 * given_up:
                continue
            for k in range(part.length):
                free[part.before + k] = other_free[part.after + k] = False
            moves.append(part)
    return sorted(moves, key=lambda move: move.before)


def _counts(tokens: Sequence[Token]) -> bool:
    words = sum(token.kind != "mark" for token in tokens)
    return words >= LEAST_WORDS or sum(token.content for token in tokens) >= LEAST_CONTENT


def _common(
    first: Sequence[Token],
    second: Sequence[Token],
    free: Sequence[bool],
    other_free: Sequence[bool],
) -> list[Move]:
    """Common runs of free tokens that cannot be made longer, the most worthy first."""
    places: dict[tuple[str, str], list[int]] = {}
    for j, token in enumerate(second):
        if other_free[j]:
            places.setdefault((token.kind, token.folded), []).append(j)
    ended: list[Move] = []
    lengths: dict[int, int] = {}
    """Of the runs that end at the token before, by where they end in the second text."""
    seen = 0
    for i in range(len(first) + 1):
        here: list[int] = []
        if i < len(first) and free[i]:
            here = places.get((first[i].kind, first[i].folded), [])
            seen += len(here)
        if seen > _TOO_MANY:
            return []
        longer = {j: lengths.get(j - 1, 0) + 1 for j in here}
        ended += [
            Move(i - size, j - size + 1, size)
            for j, size in lengths.items()
            if size >= LEAST_CONTENT and j + 1 not in longer
        ]
        lengths = longer
    counting = [m for m in ended if _counts(first[m.before : m.before + m.length])]
    worth = {m: sum(map(weight, first[m.before : m.before + m.length])) for m in counting}
    return sorted(counting, key=lambda m: (-worth[m], m.before, m.after))


def _still_free(move: Move, free: Sequence[bool], other_free: Sequence[bool]) -> list[Move]:
    """The parts of a run that no other has taken."""
    parts: list[Move] = []
    start = None
    for k in range(move.length + 1):
        ok = k < move.length and free[move.before + k] and other_free[move.after + k]
        if ok and start is None:
            start = k
        elif not ok and start is not None:
            parts.append(Move(move.before + start, move.after + start, k - start))
            start = None
    return parts


def _without_half_brackets(tokens: Sequence[Token], move: Move) -> Move:
    """Without the end of the item's letter in front, and the beginning of the next one's behind: of
    `(a) ports; (b) wells;` it is `ports;` that moves, not `) ports; (`.
    """
    low, high = move.before, move.before + move.length
    while low < high and tokens[low].key in CLOSES:
        low += 1
    while low < high and tokens[high - 1].key in OPENS:
        high -= 1
    return Move(low, move.after + low - move.before, high - low)
