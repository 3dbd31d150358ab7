"""Texts of documents and people as HTML: escaped, each block with its own direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup, escape

from index.arabic.normalise import arabic_share

Direction = Literal["rtl", "ltr"]

_RUN = re.compile(
    r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)"
    r"|[A-Za-z0-9]+(?:[/._+-]+[A-Za-z0-9]+)*(?: ?\((?:19|20)\d\d\))?"
)
"""`50 000`, Latin words, symbols with their year, file names: isolated as a whole in Arabic. Plain
numbers need it not, and a range (`10-95`) is read from the right as its document means it."""

_LATIN_OR_SPACE = re.compile("[A-Za-z ]")

_ARABIC = re.compile(
    r"(?:(?<=[:·] )\d[\d.,/]* |(?<=“)\d[\d.,/]* )?"
    r"[\u0621-\u064a](?:[^A-Za-z·:;“”«»]*[\u0621-\u064a\d])?"
)
"""An Arabic phrase in English, with the number that it begins with where it is set off: that number
would be shown at the phrase's end."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a text that are shown together: a quotation or the system's own words."""

    quoted: bool
    lines: tuple[str, ...]


def direction(text: str) -> Direction:
    """The direction of a block by its own letters: right to left where half of them are Arabic."""
    return "rtl" if not text.isascii() and arabic_share(text) >= 0.5 else "ltr"


def facing(text: str) -> Markup:
    """The attributes of an element that holds the text: its direction, and Arabic by its name."""
    return Markup('dir="rtl" lang="ar"' if direction(text) == "rtl" else 'dir="ltr"')


def isolated(text: str) -> Markup:
    """A text as HTML, numbers and symbols in it kept from turning round in or beside Arabic."""
    if text.isascii():
        return escape(text)
    if direction(text) == "ltr":
        return remark(text)
    return _wrapped(
        text, (run for run in _RUN.finditer(text) if _LATIN_OR_SPACE.search(run[0])), "ltr"
    )


def remark(text: str) -> Markup:
    """An English sentence as HTML, however much Arabic it quotes, each phrase of that isolated."""
    return _wrapped(text, _ARABIC.finditer(text), "rtl")


def _wrapped(text: str, runs: Iterable[re.Match[str]], way: Direction) -> Markup:
    pieces, at = [], 0
    for run in runs:
        pieces.append(f'{escape(text[at : run.start()])}<bdi dir="{way}">{escape(run[0])}</bdi>')
        at = run.end()
    # every piece is escaped above
    return Markup("".join([*pieces, escape(text[at:])]))


def blocks(text: str) -> Iterator[Block]:
    """The text's own lines, and those that begin with `>` as quotations; blank ones only divide."""
    for quoted, group in groupby(text.splitlines(), lambda line: line.lstrip().startswith(">")):
        bare = (line.lstrip().removeprefix(">") if quoted else line for line in group)
        if kept := tuple(line.strip() for line in bare if line.strip()):
            yield Block(quoted, kept)
