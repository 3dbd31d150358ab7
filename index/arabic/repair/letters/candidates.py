"""What may stand in the rows besides words through the channel: intact words, unread ones, signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.arabic.repair.letters.lattice import INTO_STRETCH, Edges
from index.arabic.repair.letters.observe import IS_LETTER, Row, Symbols, padded
from index.arabic.repair.letters.shapes import CODES, LETTERS, PUNCTUATION, Ints
from index.arabic.repair.letters.trie import Floats, Trie
from index.arabic.repair.letters.walk import Arcs

UNREAD = -6.0
UNREAD_LETTER = -5.2
UNREAD_INTACT_LETTER = -3.6
_SIGN, _LEAST_SIGN = -4.0, -11.0
_LETTER = {code + 1: character for character, code in CODES.items() if character in LETTERS}


def edges(
    rows: Sequence[Row],
    found: Arcs,
    trie: Trie,
    numbers: Mapping[str, int],
    seen_as: Floats,
    signs: Ints,
) -> Edges:
    """The words of the walk with all else that may stand in the rows."""
    symbols = padded([row.symbols for row in rows])
    joined = padded([row.joined for row in rows])
    row, start, end = _tokens(symbols)
    length = end - start
    number = np.fromiter(
        (
            _number(symbols[i, a:b].tobytes(), numbers)
            for i, a, b in zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
        ),
        np.int32,
        len(row),
    )
    unread = np.full(len(row), -1, np.int32)
    whole = np.where(number >= 0, trie.logs[number], UNREAD + UNREAD_INTACT_LETTER * length)
    parts = [
        (
            found.row,
            found.start,
            found.end,
            found.word,
            False,
            False,
            found.seen
            + trie.logs[found.word]
            + INTO_STRETCH * (joined[found.row, found.start] + joined[found.row, found.end]),
        ),
        (row, start, end, number, True, False, whole),
        (row, start, end, unread, False, False, UNREAD + UNREAD_LETTER * length),
    ]
    apart = IS_LETTER[symbols]
    apart[:, :-1] &= ~IS_LETTER[symbols[:, 1:]]
    row, start = np.nonzero(apart)
    for n, shape in enumerate(signs):
        much = seen_as[shape, symbols[row, start]] + _SIGN
        likely = much > _LEAST_SIGN
        sign = np.full(int(likely.sum()), len(trie.words) - len(PUNCTUATION) + n)
        parts.append(
            (row[likely], start[likely], start[likely] + 1, sign, False, True, much[likely])
        )
    sizes = [len(part[0]) for part in parts]
    seen = np.concatenate([found.seen, np.zeros(sum(sizes[1:]), np.float32)])
    return Edges(
        row=np.concatenate([part[0] for part in parts]).astype(np.int32),
        start=np.concatenate([part[1] for part in parts]).astype(np.int32),
        end=np.concatenate([part[2] for part in parts]).astype(np.int32),
        word=np.concatenate([part[3] for part in parts]).astype(np.int32),
        intact=np.repeat([part[4] for part in parts], sizes),
        sign=np.repeat([part[5] for part in parts], sizes),
        score=np.concatenate([part[6] for part in parts]).astype(np.float64),
        seen=seen,
    )


def _tokens(symbols: Symbols) -> tuple[Ints, Ints, Ints]:
    """Row, start and end of each stretch of letters."""
    letter = np.zeros((len(symbols), symbols.shape[1] + 2), np.int8)
    letter[:, 1:-1] = IS_LETTER[symbols]
    steps = np.diff(letter, axis=1)
    row, start = np.nonzero(steps == 1)
    return row, start, np.nonzero(steps == -1)[1]


def _number(token: bytes, numbers: Mapping[str, int]) -> int:
    """The number of the word that the symbols are if nothing was changed, or -1."""
    return numbers.get("".join([_LETTER.get(symbol, "") for symbol in token]), -1)
