"""Shaped letters: a font has one glyph for each form of a letter, and joins lam and alef into one.

A wrong letter map (a font's `ToUnicode`) is wrong glyph by glyph, so what a letter is turned into
depends on its form and, where a font has variants, on its neighbours. A letter is a small number
here, and a shape is a letter with the letters beside it in its word: its form follows from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]

LETTERS = "".join(chr(c) for c in (*range(0x621, 0x63B), *range(0x641, 0x64B)))
LAM_ALEFS = ("لا", "لأ", "لإ", "لآ")
PUNCTUATION = "،؛"
"""Signs of an Arabic font, which its wrong map may turn into letters as well."""

_LIGATURES = "\ue000\ue001\ue002\ue003"
_ALL = LETTERS + _LIGATURES + PUNCTUATION
BORDER = 0
"""Stands beside the first and the last letter of a word."""
LETTER_COUNT = len(_ALL) + 1
FIRST_LIGATURE = len(LETTERS) + 1
FIRST_PUNCTUATION = FIRST_LIGATURE + len(_LIGATURES)
CODES = {character: code for code, character in enumerate(_ALL, 1)}

_JOINED_TO_NEXT = np.zeros(LETTER_COUNT, dtype=bool)
_JOINED_TO_NEXT[[CODES[c] for c in LETTERS if c not in "ءآأؤإاةدذرزوى"]] = True
_JOINED_TO_PREVIOUS = np.zeros(LETTER_COUNT, dtype=bool)
_JOINED_TO_PREVIOUS[[CODES[c] for c in LETTERS + _LIGATURES if c != "ء"]] = True

_TABLE = np.zeros(0x10000, dtype=np.int32)
for _character, _code in CODES.items():
    _TABLE[ord(_character)] = _code


def ligated(words: Sequence[str]) -> list[str]:
    """The words with every lam-alef as one (private) character."""
    text = "\n".join(words)
    for pair, ligature in zip(LAM_ALEFS, _LIGATURES, strict=True):
        text = text.replace(pair, ligature)
    return text.split("\n")


def encoded(words: Sequence[str]) -> tuple[Ints, Ints]:
    """Letters of all words one after another as numbers, and where each word begins (one more at
    the end). Words are of `LETTERS`, ligatures and punctuation alone.
    """
    lengths = np.fromiter(map(len, words), dtype=np.int32, count=len(words))
    joined = np.frombuffer("".join(words).encode("utf-16-le"), dtype=np.uint16)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return _TABLE[joined], starts


def shapes(letters: Ints, starts: Ints) -> Ints:
    """The shape of each letter: the letter with its neighbours in the word, as one number."""
    before = np.concatenate([[BORDER], letters[:-1]])
    before[starts[:-1]] = BORDER
    after = np.concatenate([letters[1:], [BORDER]])
    after[starts[1:] - 1] = BORDER
    found: Ints = ((before * LETTER_COUNT + letters) * LETTER_COUNT + after).astype(np.int32)
    return found


def parts(shape: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Letter, form (0 isolated, 1 initial, 2 final, 3 medial), letter before and letter after."""
    after = shape % LETTER_COUNT
    letter = shape // LETTER_COUNT % LETTER_COUNT
    before = shape // (LETTER_COUNT * LETTER_COUNT)
    initial = _JOINED_TO_NEXT[letter] & _JOINED_TO_PREVIOUS[after]
    final = _JOINED_TO_PREVIOUS[letter] & _JOINED_TO_NEXT[before]
    return letter, (initial + 2 * final).astype(np.int32), before, after
