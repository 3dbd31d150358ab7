"""The best reading of a row, words weighed behind the words before them.

Of all that may stand in a row only the probable is left here, so that each word can be weighed
behind each that may come before it: forward and backward sums as in the lattice, over pairs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.arabic.repair.letters.lattice import (
    APART,
    BEHIND,
    CHANGE_OF_FONT,
    NO_SPACE,
    PASSED,
    SAME_FONT,
    SHARED_SPACE,
    SIGN_ALONE,
)
from index.arabic.repair.letters.observe import IS_LETTER, IS_SPACE, Row
from index.arabic.repair.letters.trie import OTHER_PARTICLE, OTHER_PERSON, other_person
from index.arabic.words import NUMBER, START, WordModel

_CLAUSE = frozenset("،؛.:()")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, sign or unread token that may stand in a row."""

    start: int
    end: int
    word: str | None
    """None where the text stays as it is."""
    intact: bool
    sign: bool
    seen: float
    """Log-probability of all but the word's own."""
    alone: float
    """Log-probability of the word alone; 0.0 where the text stays."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate of the best reading, with its probability among all readings."""

    candidate: Candidate
    share: float


def chosen(
    row: Row, text: str, found: Sequence[Candidate], model: WordModel
) -> tuple[list[Choice], float]:
    """The best reading of a row and its score; `text` is the line that the row is of. The reading
    is empty where the row cannot be read through.
    """
    order = sorted(range(len(found)), key=lambda k: (found[k].start, found[k].end))
    found = [found[k] for k in order]
    begins: dict[int, list[int]] = {}
    for k, candidate in enumerate(found):
        begins.setdefault(candidate.start, []).append(k)
    last = len(row.symbols)
    score = [-math.inf] * len(found)
    total = [-math.inf] * len(found)
    back = [-1] * len(found)
    arcs: list[tuple[int, int, float]] = []
    ended_best, ended, ended_total = -math.inf, -2, -math.inf
    ends: list[tuple[int, float]] = []

    for k in range(-1, len(found)):
        if k >= 0:
            source = found[k]
            at, here, here_total = source.end, score[k], total[k]
            if here == -math.inf:
                continue
            before = (
                source.word
                if source.word is not None
                else text[row.starts[source.start] : row.starts[source.end]]
            )
            font, behind = source.intact, not source.sign
        else:
            at, here, here_total, before, font, behind = 0, 0.0, 0.0, START, False, False
        cost, context, first = 0.0, before, True
        place = at
        while True:
            for t in begins.get(place, ()):
                target = found[t]
                step = cost
                if target.sign:
                    step += 0.0 if first and behind else SIGN_ALONE
                elif first and behind:
                    shared = IS_SPACE[row.symbols[place]] or IS_SPACE[row.symbols[place - 1]]
                    step += SHARED_SPACE if shared else NO_SPACE
                if k >= 0 and target.intact != font:
                    step += CHANGE_OF_FONT
                elif k < 0 and target.intact:
                    step -= 1.0
                step += target.seen
                if target.word is not None and not target.sign:
                    step += _behind(target.word, context, model)
                else:
                    step += target.alone
                arcs.append((k, t, step))
                if here + step > score[t]:
                    score[t], back[t] = here + step, k
                total[t] = _sum(total[t], here_total + step)
            if place >= last:
                break
            symbol = row.symbols[place]
            if IS_LETTER[symbol]:
                break
            cost += float(PASSED[symbol, BEHIND if first and behind else APART])
            if not IS_SPACE[symbol]:
                character = text[row.starts[place]] if row.starts[place] < len(text) else " "
                if character in _CLAUSE:
                    context = character
                elif character.isdigit():
                    context = NUMBER
            cost += SAME_FONT
            place += 1
            first = False
        if place >= last:
            ends.append((k, cost))
            ended_total = _sum(ended_total, here_total + cost)
            if here + cost > ended_best:
                ended_best, ended = here + cost, k
    if ended == -2:
        return [], -math.inf
    onward = [-math.inf] * len(found)
    for k, cost in ends:
        if k >= 0:
            onward[k] = _sum(onward[k], cost)
    for k, t, step in reversed(arcs):
        if k >= 0:
            onward[k] = _sum(onward[k], step + onward[t])
    shares: dict[tuple[int, int, str | None], float] = {}
    for k, candidate in enumerate(found):
        if total[k] > -math.inf and onward[k] > -math.inf:
            key = (candidate.start, candidate.end, candidate.word)
            share = math.exp(min(0.0, total[k] + onward[k] - ended_total))
            shares[key] = shares.get(key, 0.0) + share
    path = []
    while ended >= 0:
        candidate = found[ended]
        share = shares[candidate.start, candidate.end, candidate.word]
        path.append(Choice(candidate, min(1.0, share)))
        ended = back[ended]
    return path[::-1], ended_best


def _behind(word: str, before: str | None, model: WordModel) -> float:
    """Log-probability of a word behind another, a verb's person left open."""
    found = model.log_probability(word, before)
    other = other_person(word)
    if other is not None and other in model.single and word in model.single:
        found = max(found, model.log_probability(other, before) + OTHER_PERSON)
    if word[1:3] == "ال" and word[0] in "وب":
        twin = ("ب" if word[0] == "و" else "و") + word[1:]
        found = max(found, model.log_probability(twin) + OTHER_PARTICLE)
    return found


def _sum(a: float, b: float) -> float:
    """The logarithm of the sum of two numbers given by their logarithms."""
    if a < b:
        a, b = b, a
    return a if b == -math.inf else a + math.log1p(math.exp(b - a))
