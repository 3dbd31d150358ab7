"""Lines as rows of small numbers: what the wrong map left of the shapes.

Kashidas and vowel marks are taken out here and only remembered; every space counts, since a letter
may have become one. A letter three times over is no word of Arabic but a stretched join whose
glyph has a wrong code: one symbol stands for all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arabic.normalise import KASHIDA, MARKS
from index.arabic.repair.letters.shapes import CODES, LETTERS, PUNCTUATION, Ints

Symbols = NDArray[np.uint8]
Flags = NDArray[np.bool_]

OTHER, SPACE = 0, 1
SEAM_SPACE, SEAM, STRETCH = 61, 62, 63
"""A space beside a place where two runs were put together, that place itself, a stretched join."""
SYMBOLS = 64
FIRST_EXTRA = 2 + len(LETTERS) + len(PUNCTUATION)
IS_LETTER = np.zeros(SYMBOLS, bool)
"""Of each symbol: whether it can only be a letter (comma and semicolon need not be one)."""
IS_LETTER[2 : 2 + len(LETTERS)] = IS_LETTER[FIRST_EXTRA:SEAM_SPACE] = IS_LETTER[STRETCH] = True
IS_PUNCTUATION = np.zeros(SYMBOLS, bool)
IS_PUNCTUATION[2 + len(LETTERS) : FIRST_EXTRA] = True
IS_SPACE = np.zeros(SYMBOLS, bool)
IS_SPACE[[SPACE, SEAM_SPACE, SEAM]] = True
ROW = 400
"""Characters; a longer line is decoded in so long rows."""
_MOST_SPACES = 4
_LEAST_STRETCHES = 3
_LEAST_EXTRA = 0.002
"""Share of the letters that a strange character between Arabic letters must have."""

_STRETCHED = re.compile(f"([{LETTERS}])\\1{{2,}}")
_SEPARATORS = re.escape("/-.,:;()[]{}«»\"'*_%+=|–—‘’“”…؟")
_BETWEEN = re.compile(
    f"(?<=[{LETTERS}])[^\\s\\d{LETTERS}{PUNCTUATION}{_SEPARATORS}](?=[{LETTERS}])"
)
_STEP = re.compile(f"{_STRETCHED.pattern}|{MARKS.pattern}|\\s+|.", re.S)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Which symbol a character of this document is."""

    symbols: dict[str, int]
    stretching: int
    """Symbol of the letter that stretched joins are written with, or -1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or a piece of an overlong one."""

    line: int
    symbols: Symbols
    starts: Ints
    """Where in the line's text each symbol begins, and one more for the end."""
    joined: Flags
    """Whether a stretching character stood before a symbol."""


def alphabet(lines: Sequence[str]) -> Alphabet:
    """The alphabet of a document's lines: Arabic letters, comma and semicolon, and what else stands
    between Arabic letters often.
    """
    symbols = {c: CODES[c] + 1 for c in LETTERS}
    symbols.update({c: 2 + len(LETTERS) + i for i, c in enumerate(PUNCTUATION)})
    stretched: Counter[str] = Counter()
    strange: Counter[str] = Counter()
    letters = 1
    for line in lines:
        letters += len(line)
        stretched.update(m[1] for m in _STRETCHED.finditer(line))
        strange.update(_BETWEEN.findall(MARKS.sub("", line).replace(KASHIDA, "")))
    for character, n in sorted(strange.items(), key=lambda item: (-item[1], item[0])):
        at = FIRST_EXTRA + len(symbols) - len(LETTERS) - len(PUNCTUATION)
        if n > _LEAST_EXTRA * letters and at < SEAM_SPACE:
            symbols[character] = at
    stretching = -1
    if stretched:
        letter, n = min(stretched.items(), key=lambda item: (-item[1], item[0]))
        stretching = symbols[letter] if n >= _LEAST_STRETCHES else -1
    return Alphabet(symbols, stretching)


def rows(line: int, text: str, known: Alphabet, seams: Collection[int] = ()) -> list[Row]:
    """The rows of a line; each ends in a space, if only a supposed one behind the text. `seams` are
    the places where runs were put together.
    """
    symbols: list[int] = []
    starts: list[int] = []
    joined: list[bool] = []
    kashida = False
    for match in _STEP.finditer(text):
        piece = match[0]
        at = match.start()
        if at in seams:
            for i in range(len(symbols) - 1, -1, -1):
                if symbols[i] != SPACE:
                    break
                symbols[i] = SEAM_SPACE
            symbols.append(SEAM)
            starts.append(at)
            joined.append(False)
            kashida = False
        if piece == KASHIDA:
            kashida = True
            continue
        if match[1]:
            found = [STRETCH]
        elif piece.isspace():
            space = SEAM_SPACE if symbols and symbols[-1] == SEAM else SPACE
            found = [space] * min(len(piece), _MOST_SPACES if symbols else 2)
        elif MARKS.match(piece):
            continue
        else:
            found = [known.symbols.get(piece, OTHER)]
        for i, symbol in enumerate(found):
            symbols.append(symbol)
            starts.append(at + i)
            joined.append(kashida)
            kashida = False
    found_rows = []
    begin = 0
    while begin < len(symbols):
        end = len(symbols)
        if end - begin > ROW:
            end = begin + ROW
            spaces = [i for i in range(begin + ROW // 2, end) if symbols[i] == SPACE]
            end = spaces[-1] + 1 if spaces else end
        stop = starts[end] if end < len(symbols) else len(text)
        found_rows.append(
            Row(
                line,
                np.array([*symbols[begin:end], SPACE], np.uint8),
                np.array([*starts[begin:end], stop, stop], np.int32),
                np.array([*joined[begin:end], False], bool),
            )
        )
        begin = end
    return found_rows


def padded(arrays: Sequence[Symbols] | Sequence[Flags], spare: int = 1) -> Any:
    """The arrays as rows of one, zeros behind each, at least `spare` of them."""
    wide = max((len(a) for a in arrays), default=0) + spare
    found = np.zeros((len(arrays), wide), arrays[0].dtype if arrays else np.uint8)
    for i, a in enumerate(arrays):
        found[i, : len(a)] = a
    return found
