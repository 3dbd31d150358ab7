"""What paragraphs hold that can be looked up to the letter: symbols, dates, numbers, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.locators import Locator
from assistant.support import dates, numbers, symbols
from assistant.support.values import Cited
from index.arabic.normalise import fold_text

NOTE = re.compile(r"(?<=[^\s(])\s?\(\d{1,2}\)(?=[\s.,;:،؛]|$)|[’‘'`]\s?[\d٠-٩]{1,2}\s?[’‘'`]")
"""Marks of footnotes, and numbers of points as Arabic texts print them (’1‘)."""

_REVERSED = re.compile(r"(?<![\d.,/] )(?<![\d.,/])(\d{3}) (\d{1,2})(?= [\u0621-\u064a])")
"""A number whose groups a text layer that runs from right to left has turned: `750 2 فردا`."""

GAP = "|"
"""Stands for what is taken out of a text: no word, no space, no digit."""


class Paragraphs:
    """What the cited paragraphs hold."""

    def __init__(self, cited: Sequence[Cited], texts: Sequence[str]) -> None:
        self.cited, self.texts = cited, texts
        numbers_printed = frozenset(fold_text(each.number) for each in cited if each.number)
        read = [read_paragraph(text, numbers_printed) for text in texts]
        self.read = read
        self.symbols = [named for each in read for named in each.symbols]
        self.dates = [date for each in read for date in each.dates]
        self.dates += [dates.Date(0, 0, year) for year in symbols.years_of(cited)]
        self.numbers = [number for each in read for number in each.numbers]
        # "the 1540 Committee" is "لجنة القرار 1540"
        self.numbers += [
            numbers.plain(int(named.ref.number[0]))
            for named in self.symbols
            if len(named.ref.number) == 1 and named.ref.number[0].isdecimal()
        ]
        self.within = [place for each in read for place in each.references]
        self.own = [place for each in cited for place in symbols.own_places(each)]


@dataclass(frozen=True, slots=True)
class Reading:
    """Symbols, dates, numbers and references of a text, none inside another."""

    symbols: Sequence[symbols.Named]
    dates: Sequence[dates.Date]
    numbers: Sequence[numbers.Number]
    references: Sequence[Locator] = ()
    text: str = ""
    """The folded text without symbols and dates, which the numbers' places are in."""


@lru_cache(maxsize=256)
def read_paragraph(text: str, printed: frozenset[str]) -> Reading:
    """What a paragraph holds; kept, as the statements of an answer often cite the same ones."""
    folded = NOTE.sub("", fold_text(text))
    match = re.match(r"(\d{1,3})\s?[-.–—)]\s?(?!\d)", folded)
    if match and match[1] in printed:
        folded = folded[match.end() :]
    read = read_folded(folded)
    turned = _REVERSED.sub(_turned, read.text)
    others = numbers.find_numbers(turned) if turned != read.text else []
    return replace(
        read,
        numbers=[*read.numbers, *(n for n in others if n not in read.numbers)],
        references=tuple(symbols.find_references(text)),
    )


def _turned(match: re.Match[str]) -> str:
    # a name with its number: "القرار 750 5"
    before = match.string[max(0, match.start() - 12) : match.start()]
    if re.search(r"(?:قرار|قراره|فقره|عام|ماده|القرارين|قراري?ها) $", before):
        return match[0]
    return f"{match[2]} {match[1]}"


def read_folded(folded: str) -> Reading:
    """What a folded text holds, each found in what those before it leave."""
    named = symbols.find_symbols(folded)
    left = blank(folded, [(one.start, one.end) for one in named])
    found = dates.find_dates(left)
    left = blank(left, [(one.start, one.end) for one in found])
    return Reading(named, found, numbers.find_numbers(left), text=left)


def blank(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text with gaps of the same length in the place of these characters."""
    for start, end in ranges:
        text = text[:start] + GAP * (end - start) + text[end:]
    return text
