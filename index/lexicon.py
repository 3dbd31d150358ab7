"""The lexicon: which Arabic words stand where an English one does, and how often.

`data/lexicon.tsv` is learned by `python -m index.learn_lexicon` from official parallel paragraphs:
an English stem, then Arabic words with the probability that it is rendered by each.
`data/lexicon_reverse.tsv` is the other direction, in the same form: with each Arabic word the
probability that the English stem stands for it. What neither knows is looked up in the dictionary
written by hand (`index.dictionary`), where the usual rendering counts most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from index import lexical
from index.arabic.normalise import fold_text
from index.dictionary import entries, inflected

Renderings = tuple[tuple[str, float], ...]
"""Folded Arabic words and their probabilities, the likeliest first. A word of the dictionary comes also
without what may be written onto it, alone and with `~`, as the lexical index has it.
"""

FORWARD, REVERSE = "lexicon.tsv", "lexicon_reverse.tsv"

FALL = 0.5
"""The dictionary's second rendering has 1 / (1 + FALL) of the first one's share, the third
1 / (1 + 2 FALL)."""

STANDS_FOR = 0.5
"""Probability that an English word stands for an Arabic one which the dictionary has as its usual
rendering."""

_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ing", "ed", "es", "s")


@cache
def stop_words() -> frozenset[str]:
    """Folded words of both languages that say nothing of a text's matter (`data/stop_words.txt`)."""
    text = files("index").joinpath("data/stop_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold_text(word) for line in lines for word in line.split())


def stem(word: str) -> str:
    """An English word without its commonest endings; both sides of the lexicon are cut alike."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def english_terms(text: str) -> list[str]:
    """The stems of a text's words, in order, without words that say nothing and without figures."""
    return [stem(word) for word in _WORD.findall(fold_text(text)) if word not in stop_words()]


_read_from: list[Traversable] = [files("index").joinpath("data")]


@contextmanager
def read_from(folder: Path) -> Iterator[None]:
    """The lexicon of another folder within the block, for cross-validation; not for threads."""
    _read_from.append(folder)
    _forget()
    try:
        yield
    finally:
        _read_from.pop()
        _forget()


def _forget() -> None:
    for cached in (lexicon, reverse_lexicon, renderings_of, stands_for):
        cached.cache_clear()


@cache
def lexicon() -> dict[str, Renderings]:
    """English stems to their Arabic renderings, as learned."""
    return _table(FORWARD)


@cache
def reverse_lexicon() -> dict[str, Renderings]:
    """English stems to the Arabic words that they may stand for, with p(stem | word), as learned."""
    return _table(REVERSE)


@cache
def renderings_of(term: str) -> Renderings:
    """The Arabic renderings of an English stem, learned or by hand; none where nothing knows it."""
    return _looked_up(lexicon(), term, scale=None)


@cache
def stands_for(term: str) -> Renderings:
    """The Arabic words that an English stem may stand for, with p(stem | word); as `renderings_of`."""
    return _looked_up(reverse_lexicon(), term, scale=STANDS_FOR)


def _looked_up(learned: dict[str, Renderings], term: str, scale: float | None) -> Renderings:
    if term in learned or term not in _by_hand():
        return learned.get(term, ())
    word, arabic = _by_hand()[term]
    # "stolen" where only "steal" is learned
    return learned.get(stem(word)) or _ranked(arabic, scale)


@cache
def _by_hand() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Stems of all forms of the dictionary's words: the word and its renderings as printed."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    lines = list(entries())
    for english, arabic in lines:
        found.setdefault(stem(english[0]), (english[0], arabic))
    for english, arabic in lines:
        for form in (*english[1:], *inflected(english[0])):
            if form not in stop_words():
                found.setdefault(stem(form), (english[0], arabic))
    return found


def _ranked(arabic: tuple[str, ...], scale: float | None) -> Renderings:
    """Renderings with shares that fall by rank, times `scale`; without one they sum up to 1, their
    shortened forms aside.
    """
    weights = [1 / (1 + FALL * rank) for rank in range(len(arabic))]
    scale = scale or 1 / sum(weights)
    forms: dict[str, float] = {}
    for rendering, weight in zip(arabic, weights, strict=True):
        words = fold_text(rendering).split()
        for word in words:
            bare = lexical.bare(word)
            for form in (word, bare, f"~{bare}"):
                # a word of a phrase says less than the phrase
                forms[form] = max(forms.get(form, 0.0), scale * weight / len(words) ** 2)
    return tuple(sorted(forms.items(), key=lambda pair: -pair[1]))


def _table(name: str) -> dict[str, Renderings]:
    table = {}
    for line in _read_from[-1].joinpath(name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        english, *cells = line.split("\t")
        pairs = (cell.rsplit(":", 1) for cell in cells)
        table[english] = tuple((word, float(share)) for word, share in pairs)
    return table


def renderings(text: str) -> list[Renderings]:
    """For each English term of a text that has any, its Arabic renderings."""
    return [found for term in english_terms(text) if (found := renderings_of(term))]
