"""The channel of a document, learned from the document itself.

Expectation and maximisation: every word that may stand in the rows counts as much as it is
probable; from the counts comes the next channel. It begins with the supposition that most shapes
are seen as themselves: long words with one unknown shape are then read rightly, and give it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.arabic.repair.letters.candidates import edges
from index.arabic.repair.letters.channel import Levels, Matrix, emission, levels
from index.arabic.repair.letters.lattice import Edges, sums
from index.arabic.repair.letters.observe import (
    FIRST_EXTRA,
    SEAM,
    SEAM_SPACE,
    STRETCH,
    SYMBOLS,
    Alphabet,
    Row,
)
from index.arabic.repair.letters.shapes import FIRST_PUNCTUATION, LETTER_COUNT, PUNCTUATION
from index.arabic.repair.letters.trie import Floats, Trie
from index.arabic.repair.letters.walk import arcs, skips, starts_of

ROUNDS = ((-18.0, 5), (-19.0, 4), (-20.0, 3), (-20.0, 3), (-21.0, 2))
"""Of each round: the floor of a word's score, and the fewest letters of a word that counts."""
_LEAST_SHARE = 0.05
_ENOUGH = 80_000
"""Symbols that a channel is learned from; more say little that is new."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a document's shapes are seen as."""

    alphabet: Alphabet
    levels: Levels
    seen_as: Floats
    """Log-probabilities, shapes by symbols."""


def unlearned(known: Alphabet, trie: Trie) -> Channel:
    """The channel before anything was read."""
    extra = max(known.symbols.values()) - FIRST_EXTRA + 1
    found = levels(trie.shapes, extra)
    return Channel(known, found, emission(found, None, known.stretching))


def readings(
    rows: Sequence[Row], channel: Channel, trie: Trie, numbers: Mapping[str, int], floor: float
) -> Edges:
    """All that may stand in the rows by this channel."""
    seen_as = channel.seen_as
    signs = np.searchsorted(
        trie.shapes, (FIRST_PUNCTUATION + np.arange(len(PUNCTUATION))) * LETTER_COUNT
    )
    found = arcs(
        rows, [starts_of(r) for r in rows], trie, seen_as, skips(channel.alphabet.stretching), floor
    )
    return edges(rows, found, trie, numbers, seen_as, signs.astype(np.int32))


def counted(rows: Sequence[Row], found: Edges, share: Matrix, trie: Trie, least: int) -> Matrix:
    """How often each shape was seen as each symbol, by the words that probably stand there."""
    symbols = np.zeros((len(rows), max(len(r.symbols) for r in rows)), np.uint8)
    for i, row in enumerate(rows):
        symbols[i, : len(row.symbols)] = row.symbols
    counts = np.zeros((len(trie.shapes), SYMBOLS))
    lengths = np.diff(trie.spelling)
    probable = (share > _LEAST_SHARE) & (found.word >= 0) & ~found.intact
    for spelling in (0, 1):
        which = np.flatnonzero(probable)
        which = which[lengths[2 * found.word[which] + spelling] == (found.end - found.start)[which]]
        if spelling:
            first = lengths[2 * found.word[which]]
            which = which[first != lengths[2 * found.word[which] + 1]]
        length = (found.end - found.start)[which]
        long = (length >= least) | found.sign[which]
        which, length = which[long], length[long]
        ends = np.cumsum(length)
        at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - length, length)
        shape = trie.letters[
            np.repeat(trie.spelling[2 * found.word[which] + spelling], length) + at
        ]
        seen = symbols[
            np.repeat(found.row[which], length), np.repeat(found.start[which], length) + at
        ]
        np.add.at(counts, (shape, seen), np.repeat(share[which], length))
    counts[:, [SEAM_SPACE, SEAM, STRETCH]] = 0.0
    return counts


def learned(
    rows: Sequence[Row], known: Alphabet, trie: Trie, numbers: Mapping[str, int]
) -> Channel:
    """The channel of a document's rows."""
    channel = unlearned(known, trie)
    many = sum(len(row.symbols) for row in rows)
    if many > _ENOUGH:
        kept = max(1, len(rows) * _ENOUGH // many)
        rows = [rows[i * len(rows) // kept] for i in range(kept)]
    for floor, least in ROUNDS:
        found = readings(rows, channel, trie, numbers, floor)
        share = sums(rows, found).share
        counts = counted(rows, found, share, trie, least)
        channel = Channel(known, channel.levels, emission(channel.levels, counts, known.stretching))
    return channel
