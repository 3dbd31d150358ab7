"""All readings of the rows at once: how probable each word is where it may stand.

A row is read from left to right in storage order; a place is reached behind a word or behind what
separates words, in the font with the wrong map or in one that is intact. Forward and backward
sums (Baum and others 1970) give every word its probability, all rows moving in step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arabic.repair.letters.observe import (
    IS_PUNCTUATION,
    IS_SPACE,
    OTHER,
    SEAM,
    SEAM_SPACE,
    SPACE,
    SYMBOLS,
    Row,
    padded,
)
from index.arabic.repair.letters.shapes import Ints
from index.arabic.repair.letters.trie import Floats

Scores = NDArray[np.float64]

APART, BEHIND = 0, 1
"""States of a place: behind a separator, or right behind a word; two more in the intact font."""
INTACT = 2
STATES = 4

NO_SPACE = -9.0
"""A word right behind another."""
SHARED_SPACE = -3.0
"""The same where the one's last letter or the other's first is the only space between them."""
SPACE_BEHIND_WORD = -0.05
SPARE_SPACE = -1.2
SIGN = -0.1
SIGN_ALONE = -3.0
"""A sign that sticks to the word before it, with a space before it."""
CHANGE_OF_FONT = -4.0
SAME_FONT = -0.05
INTO_STRETCH = -2.5
"""A border of words where a stretching character stood."""

PASSED = np.full((SYMBOLS, 2), -np.inf)
"""Cost of passing each symbol outside words, in state APART or BEHIND; a letter cannot be passed."""
PASSED[SPACE] = (SPARE_SPACE, SPACE_BEHIND_WORD)
PASSED[SEAM_SPACE] = (-0.3, SPACE_BEHIND_WORD)
PASSED[SEAM] = (0.0, -1.0)
PASSED[OTHER] = SIGN
PASSED[IS_PUNCTUATION] = (SIGN_ALONE, SIGN)


@dataclass(frozen=True, slots=True)
class Edges:
    """What may stand in the rows: words, unread words and signs; one entry each."""

    row: Ints
    start: Ints
    end: Ints
    word: Ints
    """Number of the word, or -1 where the text stays as it is."""
    intact: NDArray[np.bool_]
    """Whether it is read in the intact font."""
    sign: NDArray[np.bool_]
    """Whether it is a sign: it stands right behind a word and separates."""
    score: Scores
    seen: Floats
    """What the word's shapes say; the rest of the score is the word's own probability."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Logarithms of the sums over all readings."""

    before: Scores
    """Of what may come before each place: rows, places, states."""
    behind: Scores
    total: Scores
    """Of each row."""
    share: Scores
    """Probability of each edge."""


def glue(rows: Sequence[Row], edges: Edges) -> Scores:
    """What it costs each edge to stand right behind a word."""
    symbols = padded([row.symbols for row in rows])
    first = symbols[edges.row, edges.start]
    before = symbols[edges.row, np.maximum(edges.start - 1, 0)]
    found: Scores = np.where(IS_SPACE[first] | IS_SPACE[before], SHARED_SPACE, NO_SPACE)
    found[edges.sign] = 0.0
    return found


def steps(rows: Sequence[Row]) -> Scores:
    """Cost of passing each symbol outside words: rows, places, from state BEHIND or APART. A
    letter cannot be passed.
    """
    cost: Scores = PASSED[padded([row.symbols for row in rows])]
    for i, row in enumerate(rows):
        cost[i, len(row.symbols) :] = -np.inf
    return cost


_FONT = np.array([[SAME_FONT, CHANGE_OF_FONT], [CHANGE_OF_FONT, SAME_FONT]])


def sums(rows: Sequence[Row], edges: Edges) -> Sums:
    """The forward and backward sums over the rows."""
    cost = steps(rows)
    many, wide, _ = cost.shape
    glued = glue(rows, edges)
    lengths = np.array([len(r.symbols) for r in rows])
    font = edges.intact.astype(np.int64) * INTACT
    goal = font + np.where(edges.sign, APART, BEHIND)
    apart = np.where(edges.sign, SIGN_ALONE, 0.0)
    before = np.full((many, wide + 1, STATES), -np.inf)
    before[:, 0, [APART, APART + INTACT]] = (0.0, -1.0)
    order = np.lexsort((goal, edges.row, edges.end))
    e_row, e_start, e_end = edges.row[order], edges.start[order], edges.end[order]
    e_font, e_goal = font[order], goal[order]
    e_score, e_glue, e_apart = edges.score[order], glued[order], apart[order]
    bounds = np.searchsorted(e_end, np.arange(wide + 2))
    for place in range(1, wide + 1):
        passed = np.logaddexp(
            before[:, place - 1, [BEHIND, BEHIND + INTACT]] + cost[:, place - 1, BEHIND, None],
            before[:, place - 1, [APART, APART + INTACT]] + cost[:, place - 1, APART, None],
        )
        before[:, place, [APART, APART + INTACT]] = np.logaddexp(
            passed[:, :1] + _FONT[0], passed[:, 1:] + _FONT[1]
        )
        low, high = bounds[place], bounds[place + 1]
        if low == high:
            continue
        row, start, from_font = e_row[low:high], e_start[low:high], e_font[low:high]
        value = e_score[low:high] + np.logaddexp(
            before[row, start, from_font + APART] + e_apart[low:high],
            before[row, start, from_font + BEHIND] + e_glue[low:high],
        )
        key = row.astype(np.int64) * STATES + e_goal[low:high]
        heads = np.concatenate([[0], np.flatnonzero(key[1:] != key[:-1]) + 1])
        summed = np.logaddexp.reduceat(value, heads)
        at, state = key[heads] // STATES, key[heads] % STATES
        before[at, place, state] = np.logaddexp(before[at, place, state], summed)
    behind = np.full((many, wide + 1, STATES), -np.inf)
    behind[np.arange(many), lengths] = 0.0
    order = np.lexsort((font, edges.row, edges.start))
    e_row, e_start, e_end = edges.row[order], edges.start[order], edges.end[order]
    e_font, e_goal = font[order], goal[order]
    e_score, e_glue, e_apart = edges.score[order], glued[order], apart[order]
    bounds = np.searchsorted(e_start, np.arange(wide + 2))
    for place in range(wide - 1, -1, -1):
        onward = behind[:, place + 1, [APART, APART + INTACT]]
        passed = np.stack(
            [
                np.logaddexp.reduce(onward + _FONT[0], axis=1),
                np.logaddexp.reduce(onward + _FONT[1], axis=1),
            ],
            axis=1,
        )
        for state in (APART, BEHIND):
            here = behind[:, place, [state, state + INTACT]]
            behind[:, place, [state, state + INTACT]] = np.logaddexp(
                here, passed + cost[:, place, state, None]
            )
        low, high = bounds[place], bounds[place + 1]
        if low == high:
            continue
        row = e_row[low:high]
        value = e_score[low:high] + behind[row, e_end[low:high], e_goal[low:high]]
        key = row.astype(np.int64) * STATES + e_font[low:high]
        heads = np.concatenate([[0], np.flatnonzero(key[1:] != key[:-1]) + 1])
        at, from_font = key[heads] // STATES, key[heads] % STATES
        for state, extra in ((APART, e_apart), (BEHIND, e_glue)):
            summed = np.logaddexp.reduceat(value + extra[low:high], heads)
            behind[at, place, from_font + state] = np.logaddexp(
                behind[at, place, from_font + state], summed
            )
    total = np.logaddexp.reduce(before[np.arange(many), lengths], axis=1)
    into = np.logaddexp(
        before[edges.row, edges.start, font + APART] + apart,
        before[edges.row, edges.start, font + BEHIND] + glued,
    )
    with np.errstate(invalid="ignore"):
        share = np.exp(into + edges.score + behind[edges.row, edges.end, goal] - total[edges.row])
    return Sums(before, behind, total, np.nan_to_num(share))
