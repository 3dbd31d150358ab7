"""Lines of reversed runs whose cuts no stretching character shows.

Where a line begins or ends with what cannot be read, a word may have been cut there. Cuts are tried
at double spaces, beside numbers and signs, and inside other words that cannot be read: what stands
behind the cut is put before what stands ahead of it, and the order is kept that makes the line much
more probable. Each half may be cut again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arabic.repair.letters.choice import Candidate
from index.arabic.repair.letters.decoding import Decoded
from index.arabic.repair.letters.observe import SEAM, SEAM_SPACE, SPACE, Row
from index.arabic.repair.letters.pieces import Pieces

GAIN = 4.0
"""Nats that an order must be more probable than the one before it."""
_CUTS = 16
_DEPTH = 2
_WEAK = -13.5
"""A word whose shapes and own probability together are less was probably cut."""
_SPACES = re.compile(r"\s{2,}(?=\S)")
_SIGNS = re.compile(r"[^\s\u0621-\u065f]+")


def broken(found: Decoded) -> bool:
    """Whether the line seems to begin or to end inside a word."""
    return bool(found.words) and any(_weak(found.words[k].candidate) for k in (0, -1))


def _weak(word: Candidate) -> bool:
    return not word.intact and (word.word is None or word.seen + word.alone < _WEAK)


def _cuts(found: Decoded, text: str) -> list[int]:
    """Places of a line where two runs may meet, the likeliest first."""
    row = found.row
    low, high = int(row.starts[0]), min(int(row.starts[-1]), len(text))
    places = [m.end() for m in _SPACES.finditer(text, low, high)]
    places += [place for m in _SIGNS.finditer(text, low, high) for place in m.span()]
    for choice in found.words:
        word = choice.candidate
        if _weak(word):
            end = min(word.end + 2, len(row.symbols))
            places += [int(row.starts[i]) for i in range(word.start, end)]
    places += [int(row.starts[choice.candidate.start]) for choice in found.words]
    return list(dict.fromkeys(place for place in places if low < place < high))[:_CUTS]


def _split(pieces: Pieces, cut: int) -> Pieces | None:
    """The pieces with the two halves of one changing places; None where the cut is in none."""
    for i, (start, end) in enumerate(pieces):
        if start < cut < end:
            return (*pieces[:i], (cut, end), (start, cut), *pieces[i + 1 :])
    return None


def _laid_out(row: Row, pieces: Pieces) -> Row:
    """A row in this order, good for its likelihood only: its `starts` are not put in order."""
    seam, false = np.array([SEAM], np.uint8), np.zeros(1, bool)
    symbols, joined = [], []
    for k, piece in enumerate(pieces):
        start, end = np.searchsorted(row.starts[:-2], piece).tolist()
        part = row.symbols[start:end].copy()
        letters = np.flatnonzero(part != SPACE)
        low, high = (int(letters[0]), int(letters[-1]) + 1) if len(letters) else (0, 0)
        if k:
            symbols.append(seam)
            joined.append(false)
            part[:low] = SEAM_SPACE
        if k + 1 < len(pieces):
            part[high:] = SEAM_SPACE
        symbols.append(part)
        joined.append(row.joined[start:end])
    symbols.append(np.array([SPACE], np.uint8))
    joined.append(false)
    return Row(row.line, np.concatenate(symbols), row.starts, np.concatenate(joined))


def rotated(
    found: Mapping[int, Decoded],
    texts: Sequence[str],
    likelihood: Callable[[Sequence[Row]], NDArray[np.float64]],
) -> dict[int, Pieces]:
    """The lines that read better in another order, with it; `found` are those to be tried."""
    active = list(found)
    if not active:
        return {}
    possible = {line: _cuts(found[line], texts[line]) for line in active}
    order: dict[int, Pieces] = {line: ((0, len(texts[line])),) for line in active}
    best = dict(zip(active, likelihood([found[i].row for i in active]).tolist(), strict=True))
    for _ in range(_DEPTH):
        trials = [
            (line, pieces)
            for line in active
            for cut in possible[line]
            if (pieces := _split(order[line], cut)) is not None
        ]
        if not trials:
            break
        laid = [_laid_out(found[line].row, pieces) for line, pieces in trials]
        gains: dict[int, tuple[float, Pieces]] = {}
        for (line, pieces), much in zip(trials, likelihood(laid).tolist(), strict=True):
            gain = much - best[line]
            if gain > max(GAIN, gains.get(line, (0.0, pieces))[0]):
                gains[line] = gain, pieces
        for line, (gain, pieces) in gains.items():
            order[line] = pieces
            best[line] += gain
        active = list(gains)
    return {line: pieces for line, pieces in order.items() if len(pieces) > 1}
