"""The learned lexicon: which Arabic words stand where an English one does, and how often.

`data/lexicon.tsv` is learned by `python -m index.learn_lexicon` from official parallel paragraphs:
an English stem, then Arabic words with the probability that it is rendered by each.
`data/lexicon_reverse.tsv` is the other direction, in the same form: with each Arabic word the
probability that the English stem stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from index.arabic.normalise import fold_text

Renderings = tuple[tuple[str, float], ...]
"""Folded Arabic words and their probabilities, the likeliest first."""

FORWARD, REVERSE = "lexicon.tsv", "lexicon_reverse.tsv"

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
    for table in (lexicon, reverse_lexicon):
        table.cache_clear()


@cache
def lexicon() -> dict[str, Renderings]:
    """English stems to their Arabic renderings."""
    return _table(FORWARD)


@cache
def reverse_lexicon() -> dict[str, Renderings]:
    """English stems to the Arabic words that they may stand for, with p(stem | word)."""
    return _table(REVERSE)


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
    """For each English term of a text that the lexicon knows, its Arabic renderings."""
    known = lexicon()
    return [known[term] for term in english_terms(text) if term in known]
