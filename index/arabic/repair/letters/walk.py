"""Which words may begin at each place of the rows: a walk of all places through the trie at once.

What stands from a place on is a window. Windows that begin alike are walked together as far as
they are alike, so that a document costs as much as it has different beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.arabic.repair.letters.observe import (
    IS_LETTER,
    OTHER,
    SEAM,
    SEAM_SPACE,
    SPACE,
    STRETCH,
    SYMBOLS,
    Row,
    Symbols,
    padded,
)
from index.arabic.repair.letters.shapes import LETTER_COUNT, Ints
from index.arabic.repair.letters.trie import LONGEST, Floats, Trie

WINDOW = LONGEST + 3
"""Symbols: the longest word and what may stand in it that is no letter."""
SKIPPED_SPACE = -6.5
SKIPPED_STRETCH = -0.3
SKIPPED_SEAM = -0.2
SKIPPED_SEAM_SPACE = -0.7
SKIPPED_LETTER = -4.5
FLOOR = -26.0
_KEPT, _CLOSE = 10, 8.0
"""Words kept that begin at one place and are equally long, and how much less probable than the best
they may be.
"""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Words that may stand in the rows, one entry each."""

    row: Ints
    start: Ints
    end: Ints
    word: Ints
    seen: Floats
    """Log-probability of what is seen, given the word."""


def starts_of(row: Row) -> Ints:
    """Where a word may begin: behind what is no letter, and at a space."""
    s = row.symbols[:-1]
    before = np.concatenate([[SPACE], s[:-1]])
    begins = ~IS_LETTER[before] | (s == SPACE) | (s == SEAM_SPACE)
    found: Ints = np.flatnonzero((s > OTHER) & (s != SEAM) & begins).astype(np.int32)
    return found


def skips(stretching: int) -> Floats:
    """What it costs to take a symbol for no letter of the word that it stands in."""
    cost = np.full(SYMBOLS, -np.inf, np.float32)
    cost[SPACE] = SKIPPED_SPACE
    cost[SEAM_SPACE] = SKIPPED_SEAM_SPACE
    cost[SEAM] = SKIPPED_SEAM
    cost[STRETCH] = SKIPPED_STRETCH
    if stretching >= 0:
        cost[stretching] = SKIPPED_LETTER
    return cost


def arcs(
    rows: Sequence[Row],
    starts: Sequence[Ints],
    trie: Trie,
    seen_as: Floats,
    skip: Floats,
    floor: float = FLOOR,
) -> Arcs:
    """All words of the trie that may begin at `starts` of the rows, above the floor."""
    row = np.repeat(np.arange(len(rows)), [len(s) for s in starts]).astype(np.int32)
    at = np.concatenate([*starts, np.zeros(0, np.int32)]).astype(np.int32)
    windows = padded([r.symbols for r in rows], WINDOW)[
        row[:, None], at[:, None] + np.arange(WINDOW)
    ]
    order = np.lexsort(windows.T[::-1])
    windows = windows[order]
    differ = windows[1:] != windows[:-1]
    same = np.where(differ.any(axis=1), differ.argmax(axis=1), WINDOW)
    parts = []
    for begins, ends, length, word, seen in _walk(windows, same, trie, seen_as, skip, floor):
        counts = ends - begins
        which = order[_ranges(begins, counts)]
        parts.append(
            (which, np.full(len(which), length), np.repeat(word, counts), np.repeat(seen, counts))
        )
    if not parts:
        empty = np.zeros(0, np.int32)
        return Arcs(empty, empty, empty, empty, empty.astype(np.float32))
    which, lengths, words, scores = (np.concatenate(p) for p in zip(*parts, strict=True))
    start = at[which]
    return Arcs(
        row[which],
        start,
        (start + lengths).astype(np.int32),
        words.astype(np.int32),
        scores.astype(np.float32),
    )


def _ranges(begins: Ints, counts: Ints) -> Ints:
    """The numbers begin, begin + 1, … of each range, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total) + np.repeat(begins - (ends - counts), counts)
    return found


def _best(trie: Trie, seen_as: Floats) -> Floats:
    """The best log-probability of each letter, in any shape, to be seen as each symbol; the last
    row is for any letter.
    """
    letter = trie.shapes // LETTER_COUNT % LETTER_COUNT
    order = np.argsort(letter, kind="stable")
    letters, heads = np.unique(letter[order], return_index=True)
    found = np.full((LETTER_COUNT + 1, SYMBOLS), -np.inf, np.float32)
    found[letters] = np.maximum.reduceat(seen_as[order], heads)
    found[LETTER_COUNT] = 0.0
    return found


def _walk(
    windows: Symbols, same: Ints, trie: Trie, seen_as: Floats, skip: Floats, floor: float
) -> Iterator[tuple[Ints, Ints, int, Ints, Floats]]:
    """Words of each length with the range of (sorted) windows that they may stand in."""
    n = len(windows)
    group = np.zeros(1, np.int64)
    begins, ends = np.zeros(1, np.int64), np.array([n])
    node, score = np.zeros(1, np.int32), np.zeros(1, np.float32)
    if not n:
        return
    next_letter = trie.shapes[trie.shape] % LETTER_COUNT
    next_letter[0] = LETTER_COUNT
    ahead = _best(trie, seen_as)
    for depth in range(WINDOW):
        # The groups of windows that are alike up to here and one symbol further.
        cuts = np.concatenate([[0], np.flatnonzero(same <= depth) + 1, [n]])
        new_begins, new_ends = cuts[:-1], cuts[1:]
        symbol = windows[new_begins, depth]
        low = np.searchsorted(new_begins, begins)
        high = np.searchsorted(new_begins, ends)
        counts = (high - low)[group]
        child = _ranges(low[group], counts)
        node, score = np.repeat(node, counts), np.repeat(score, counts)
        live = symbol[child] != OTHER
        child, node, score = child[live], node[live], score[live]
        if not len(child):
            return
        # A symbol that is no letter of the word.
        skipped = score + skip[symbol[child]]
        also = (skipped + trie.best[node] > floor) & (node > 0)
        parked = child[also], node[also], skipped[also]
        # What a shape's next letter can hardly be seen as needs no step.
        live = score + ahead[next_letter[node], symbol[child]] + trie.best[node] > floor
        child, node, score = child[live], node[live], score[live]
        # A step into the trie.
        first = trie.first[node]
        counts = trie.first[node + 1] - first
        target = _ranges(first, counts)
        group = np.repeat(child, counts)
        score = np.repeat(score, counts) + seen_as[trie.shape[target], symbol[group]]
        live = score + trie.best[target] > floor
        group, node, score = group[live], target[live].astype(np.int32), score[live]
        ended = trie.word[node]
        whole = np.flatnonzero(ended >= 0)
        if len(whole):
            word, place, seen = ended[whole], group[whole], score[whole]
            rank = seen + trie.logs[word]
            order = np.lexsort((word, -rank, place))
            word, place, seen = word[order], place[order], seen[order]
            head = np.concatenate([[True], place[1:] != place[:-1]])
            nth = np.arange(len(place)) - np.flatnonzero(head)[np.cumsum(head) - 1]
            best = (nth < _KEPT) & (rank[order] > rank[order][head][np.cumsum(head) - 1] - _CLOSE)
            word, place, seen = word[best], place[best], seen[best]
            yield new_begins[place], new_ends[place], depth + 1, word, seen
        group = np.concatenate([group, parked[0]])
        node = np.concatenate([node, parked[1]])
        score = np.concatenate([score, parked[2]])
        begins, ends = new_begins, new_ends
