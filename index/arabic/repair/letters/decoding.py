"""Rows read through a channel: the best words of each, and how sure each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.arabic.repair.letters.choice import Candidate, Choice, chosen
from index.arabic.repair.letters.lattice import Edges, Scores, sums
from index.arabic.repair.letters.learning import Channel, readings
from index.arabic.repair.letters.observe import Row
from index.arabic.repair.letters.trie import Trie
from index.arabic.words import WordModel

FLOOR = -20.0
ROUGH_FLOOR = -19.0
_LEAST_SHARE = 0.002
_TOGETHER = 400
"""Rows decoded at once: bounds the memory of a long document."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A row's best reading and its log-probability; no words where it cannot be read through."""

    row: Row
    words: tuple[Choice, ...]
    score: float


def decoded(
    rows: Sequence[Row],
    texts: Sequence[str],
    channel: Channel,
    trie: Trie,
    numbers: Mapping[str, int],
    model: WordModel,
) -> list[Decoded]:
    """The best reading of each row; `texts` are the lines that the rows are of, by `Row.line`."""
    found = []
    for low in range(0, len(rows), _TOGETHER):
        some = rows[low : low + _TOGETHER]
        edges = readings(some, channel, trie, numbers, FLOOR)
        share = sums(some, edges).share
        by_row: list[list[Candidate]] = [[] for _ in some]
        for k in np.flatnonzero(share > _LEAST_SHARE):
            by_row[edges.row[k]].append(_candidate(edges, int(k), trie))
        for row, candidates in zip(some, by_row, strict=True):
            words, score = chosen(row, texts[row.line], candidates, model)
            found.append(Decoded(row, tuple(words), score))
    return found


def likelihoods(
    rows: Sequence[Row], channel: Channel, trie: Trie, numbers: Mapping[str, int]
) -> Scores:
    """The log-probability of each row, roughly: words alone, and only the likely ones."""
    found = [np.zeros(0)]
    for low in range(0, len(rows), _TOGETHER):
        some = rows[low : low + _TOGETHER]
        found.append(sums(some, readings(some, channel, trie, numbers, ROUGH_FLOOR)).total)
    return np.concatenate(found)


def _candidate(edges: Edges, k: int, trie: Trie) -> Candidate:
    number, score = int(edges.word[k]), float(edges.score[k])
    read = number >= 0 and not edges.sign[k]
    alone = float(trie.logs[number]) if read else score
    return Candidate(
        int(edges.start[k]),
        int(edges.end[k]),
        trie.words[number] if number >= 0 else None,
        bool(edges.intact[k]),
        bool(edges.sign[k]),
        score - alone,
        alone,
    )
