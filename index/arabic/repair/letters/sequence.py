"""How well a word stands behind another, in documents of the genre and elsewhere in this one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.arabic.words import WordModel

_OWN = 0.4
"""What the document's own words and pairs weigh."""
_CAUTION = 1.0
"""What is added to a word's count in the document before its pairs are trusted."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """The model's pairs of words with those of a document as it was read."""

    model: WordModel
    pairs: Counter[tuple[str, str]]
    words: Counter[str]
    own_pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Those of the line in question: it must not bear witness for itself."""
    own_words: Counter[str] = field(default_factory=Counter)

    def without(self, line: Sequence[str]) -> Sequences:
        """The same for the words of one line."""
        own_pairs, own_words = _counted([line])
        return Sequences(self.model, self.pairs, self.words, own_pairs, own_words)

    def gain(self, before: str | None, word: str | None) -> float:
        """How much more probable (nats) a word is behind another than alone; 0.0 if one is unknown."""
        if before is None or word is None:
            return 0.0
        behind = math.exp(self.model.log_probability(word, before))
        alone = math.exp(self.model.log_probability(word))
        seen = self.pairs[before, word] - self.own_pairs[before, word]
        times = self.words[before] - self.own_words[before]
        behind = (1 - _OWN) * behind + _OWN * (seen + _CAUTION * alone) / (times + _CAUTION)
        return math.log(behind / alone)


def sequences(lines: Iterable[Sequence[str]], model: WordModel) -> Sequences:
    """Those of a document's lines, each given by its words."""
    return Sequences(model, *_counted(lines))


def _counted(lines: Iterable[Sequence[str]]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    words: Counter[str] = Counter()
    for line in lines:
        words.update(line)
        pairs.update(pairwise(line))
    return pairs, words
