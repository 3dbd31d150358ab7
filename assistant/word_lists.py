"""The lists of words in `data`: tables of tab-separated cells, words in a cell separated by commas.

A word that ends in `*` stands for all that begin so. Words are compared folded
(`index.arabic.normalise.fold_text`), Arabic ones with what is written onto their beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from index.arabic.normalise import fold_text

Words = re.Pattern[str]

_PROCLITICS = r"[وف]?(?:[بكل]?(?:ال)?|لل)"


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The lines of a table in `assistant/data`, without its header."""
    text = files("assistant").joinpath(f"data/{name}").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        yield tuple(line.split("\t"))


def words_pattern(*cells: str) -> Words:
    """A pattern that finds any of the words of the cells in a folded text; nothing for none."""
    words = [word.strip() for cell in cells for word in cell.split(",") if word.strip()]
    if not words:
        return re.compile(r"(?!)")
    forms = "|".join(map(_form, words))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _form(word: str) -> str:
    folded = fold_text(word.removesuffix("*"))
    clitics = "" if folded.isascii() else _PROCLITICS
    return clitics + re.escape(folded) + (r"\w*" if word.endswith("*") else "")
