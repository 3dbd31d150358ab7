"""Where an inserted or deleted run is put, where it could stand in several places.

Of `It acts. It advises. It reports.` the new part is `It advises.` rather than `advises. It`: a run
may slide along words that are the same at both of its ends, and goes where a clause begins (as
diff-match-patch and `git diff --indent-heuristic` slide theirs).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from assistant.differences.alignment import Pair
from assistant.differences.moves import CLOSES, OPENS, Move
from assistant.differences.tokens import Token

NO_LIMIT = sys.maxsize
_ENDS = frozenset(".;؛:")
_PAUSES = frozenset(",،")


def slid(
    first: Sequence[Token], second: Sequence[Token], pairs: Sequence[Pair], moves: Sequence[Move]
) -> list[Pair]:
    """The pairs, every run that only one of the texts has at its best place."""
    gone = {k for m in moves for k in range(m.before, m.before + m.length)}
    come = {k for m in moves for k in range(m.after, m.after + m.length)}
    found = list(pairs)
    for at in range(len(found) + 1):
        i, j = found[at - 1] if at else (-1, -1)
        x, y = found[at] if at < len(found) else (len(first), len(second))
        if x == i + 1 and y > j + 1:
            steps = _steps(second, range(j + 1, y), come)
            _slide(second, found, at, 1, y - j - 1, steps, _same(first, second))
        elif y == j + 1 and x > i + 1:
            steps = _steps(first, range(i + 1, x), gone)
            _slide(first, found, at, 0, x - i - 1, steps, _same(first, second))
    return found


def _steps(tokens: Sequence[Token], run: range, moved: set[int]) -> tuple[int, int]:
    """How far a run may slide back and forth. One with moved words in it slides only to keep the
    brackets of an item's letter together, and never past what moved.
    """
    inside = [k for k in run if k in moved]
    if not inside:
        return NO_LIMIT, NO_LIMIT
    back = run[-1] - inside[-1] if tokens[run[-1]].key in OPENS else 0
    return back, inside[0] - run[0] if tokens[run[0]].key in CLOSES else 0


def _same(first: Sequence[Token], second: Sequence[Token]) -> Callable[[Pair], bool]:
    return lambda pair: first[pair[0]].key == second[pair[1]].key


def _slide(
    tokens: Sequence[Token],
    pairs: list[Pair],
    at: int,
    side: int,
    length: int,
    limits: tuple[int, int],
    same: Callable[[Pair], bool],
) -> None:
    """Slides the run of `length` tokens between pairs `at - 1` and `at` to its best place, at most
    `limits` tokens back and forth.
    """
    start = pairs[at - 1][side] + 1 if at else 0
    steps = [0]
    for way in (-1, 1):
        k = 0
        while abs(k) < limits[way > 0]:
            # one step: a pair ahead of the run goes behind it, or the other way round
            index = at + k - 1 if way < 0 else at + k
            if not 0 <= index < len(pairs) or not same(pairs[index]):
                break
            here = pairs[index][side]
            if here != (start + k - 1 if way < 0 else start + length + k):
                break
            if (
                index - way in range(len(pairs))
                and k
                and (abs(pairs[index][1 - side] - pairs[index - way][1 - side]) != 1)
            ):
                break
            if tokens[here].key != tokens[here - way * length].key:
                break
            k += way
            steps.append(k)
    best = max(steps, key=lambda k: (_worth(tokens, start + k, length), -abs(k)))
    for k in range(best):
        pairs[at + k] = _put(pairs[at + k], side, start + k)
    for k in range(0, best, -1):
        pairs[at + k - 1] = _put(pairs[at + k - 1], side, start + k - 1 + length)


def _put(pair: Pair, side: int, at: int) -> Pair:
    return (at, pair[1]) if side == 0 else (pair[0], at)


def _worth(tokens: Sequence[Token], start: int, length: int) -> int:
    """How much a run looks like a clause, an item or a sentence of its own."""
    before = tokens[start - 1].key if start else "."
    opens, closes = tokens[start].key, tokens[start + length - 1].key
    after = tokens[start + length].key if start + length < len(tokens) else "."
    worth = 0
    if before in _ENDS:
        worth += 4 if closes in _ENDS else 2
    if (opens in _PAUSES and closes not in _PAUSES) or (closes in _PAUSES and before in _PAUSES):
        worth += 2
    if opens in OPENS and closes not in OPENS:
        worth += 1
    if closes in OPENS or opens in CLOSES:
        worth -= 3
    if after in _ENDS or after in _PAUSES:
        worth += 1
    return worth
