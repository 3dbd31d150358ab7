"""Which Arabic words there are, how often, and which stand behind which.

Frequencies of general Arabic come from the package `wordfreq` (Speer 2022; its data are CC BY-SA
4.0 and are read from that package, not copied). `data/words.tsv` and `data/word_pairs.tsv` hold
those of the genre, learned by `python -m index.learn_words`. Words are compared without vowel marks
and stretching characters, hamzas kept: it is letters that are to be put right.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from index.arabic.normalise import KASHIDA, MARKS

START, NUMBER = "<s>", "<n>"
"""What stands before the first word of a line or clause, and in the place of any number."""

GENERAL_FORMS = 250_000
"""Forms of general Arabic that count as words; rarer ones are mostly misspellings."""

UNKNOWN = -20.0
"""Log-probability of a word that is on no list."""

_GENRE_SHARE = 0.6
_LEAST_OF_A_TEXT = 0.15
"""What an occurrence in a document counts if the word is on no list: it may be a broken one."""

_WORD = re.compile("[\u0621-\u064a]+")
_TOKEN = re.compile("[\u0621-\u064a]+|[0-9\u0660-\u0669]+|[،؛.:()]")
_CLAUSE = frozenset("،؛.:()")

_PREFIXES = {"و": 0.05, "ب": 0.03, "ل": 0.03, "ف": 0.01, "ك": 0.003, "وب": 0.004, "ول": 0.004}
_DEFINITE = {"و": 0.05, "ب": 0.04, "ف": 0.01, "ك": 0.004, "وب": 0.005}
"""Particles written onto a word, and how often beside the word alone; onto one with the article."""
_WRITTEN_ON = frozenset("وبلفكا")
"""First letters of what may be written onto a word."""


@dataclass(frozen=True, slots=True)
class WordModel:
    """Probabilities of words, alone and behind another."""

    single: Mapping[str, float]
    """Word to probability; sums to about 1."""
    behind: Mapping[str, Mapping[str, float]]
    """A word to those that stand behind it and how often they did (counts)."""
    totals: Mapping[str, float]
    """How often a word was seen before another."""
    _memo: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def probability(self, word: str) -> float:
        """Of a word alone; a particle written onto a known word makes a rarer known one. Else 0.0."""
        found = self.single.get(word)
        if found is not None:
            return found
        found = self._memo.get(word)
        if found is None:
            found = self._memo[word] = _prefixed(self.single, word)
        return found

    def log_probability(self, word: str, before: str | None = None) -> float:
        """Natural logarithm of the probability of a word behind `before` (Witten and Bell 1991
        interpolation); `UNKNOWN` for a word on no list.
        """
        alone = self.probability(word)
        after = self.behind.get(before) if before is not None else None
        if after is not None and before is not None:
            total = self.totals[before]
            trusted = total / (total + len(after))
            alone = trusted * after.get(word, 0.0) / total + (1 - trusted) * alone
        return math.log(alone) if alone > 0.0 else UNKNOWN

    def with_texts(self, lines: Iterable[str], share: float = 0.3) -> WordModel:
        """A model that has also read these lines, whose words weigh `share` of the whole."""
        words, pairs = counted(lines)
        trusted = {w: n if w in self.single else n * _LEAST_OF_A_TEXT for w, n in words.items()}
        total = sum(trusted.values())
        if not total:
            return self
        single = {w: (1 - share) * p for w, p in self.single.items()}
        for word, n in trusted.items():
            single[word] = single.get(word, 0.0) + share * n / total
        behind: dict[str, Mapping[str, float]] = dict(self.behind)
        totals = dict(self.totals)
        for before, after in pairs.items():
            merged = dict(behind.get(before, {}))
            for word, n in after.items():
                merged[word] = merged.get(word, 0.0) + n
            behind[before] = merged
            totals[before] = totals.get(before, 0.0) + sum(after.values())
        return WordModel(single, behind, totals)


def _prefixed(single: Mapping[str, float], word: str) -> float:
    best = 0.0
    if word[:1] not in _WRITTEN_ON:
        return best
    for prefix, share in _PREFIXES.items():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            much = _DEFINITE.get(prefix, 0.0) if rest.startswith("ال") else share
            best = max(best, much * single.get(rest, 0.0))
    for written, plain, share in (("لل", "ال", 0.04), ("ولل", "ال", 0.005), ("ال", "", 0.02)):
        rest = word[len(written) :]
        if word.startswith(written) and len(rest) >= 3:
            best = max(best, share * single.get(plain + rest, 0.0))
    return best


def plain(text: str) -> str:
    """Text without vowel marks and stretching characters, as words are compared here."""
    return MARKS.sub("", text.replace(KASHIDA, ""))


def tokens(line: str) -> Iterator[str]:
    """The words and clause marks of a line, every number as `NUMBER`."""
    for match in _TOKEN.finditer(plain(line)):
        token = match.group()
        yield token if token in _CLAUSE or _WORD.fullmatch(token) else NUMBER


def counted(lines: Iterable[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """How often each word stands in the lines, and each behind which (`START`, a clause mark and
    `NUMBER` count as words before).
    """
    words: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = {}
    for line in lines:
        before = START
        for token in tokens(line):
            if token not in _CLAUSE and token != NUMBER:
                words[token] += 1
                pairs.setdefault(before, Counter())[token] += 1
            before = token
    return words, pairs


@cache
def word_model(folder: Path | None = None) -> WordModel:
    """General Arabic and the genre's together. The first call takes about a second.

    The genre's tables are those of `folder`, as `learn_words` writes them, or our own.
    """
    from wordfreq import get_frequency_dict, iter_wordlist

    words = (word for word in iter_wordlist("ar", "large") if _WORD.fullmatch(word))
    kept = list(islice(words, GENERAL_FORMS))  # the commonest come first
    general = get_frequency_dict("ar", "large")
    total = sum(general[w] for w in kept)
    single = {w: (1 - _GENRE_SHARE) * general[w] / total for w in kept}
    ours = genre_words(folder)
    many = sum(ours.values()) or 1
    for word, n in ours.items():
        single[word] = single.get(word, 0.0) + _GENRE_SHARE * n / many
    behind: dict[str, dict[str, float]] = {}
    totals: dict[str, float] = {}
    for line in _lines("word_pairs.tsv", folder):
        before, all_of_them, *cells = line.split("\t")
        after = (cell.rsplit(":", 1) for cell in cells)
        behind[before] = {word: float(n) for word, n in after}
        totals[before] = float(all_of_them)
    return WordModel(single, behind, totals)


@cache
def genre_words(folder: Path | None = None) -> dict[str, int]:
    """Words of the genre and how often they stood in what `learn_words` read."""
    return {word: int(n) for word, n in (line.split("\t") for line in _lines("words.tsv", folder))}


@cache
def common_words() -> frozenset[str]:
    """The words that most of any sound Arabic text is made of; quick to load."""
    from wordfreq import get_frequency_dict

    return frozenset(get_frequency_dict("ar", "small")) | frozenset(genre_words())


def _lines(name: str, folder: Path | None = None) -> Iterator[str]:
    tables = files("index").joinpath("data") if folder is None else folder
    text = tables.joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
