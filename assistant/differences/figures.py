"""The numbers, dates and document numbers of a text, each as one token with what it means."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assistant.support.dates import find_dates
from assistant.support.number_tokens import PERCENT
from assistant.support.numbers import find_numbers
from assistant.support.symbols import find_symbols
from index.arabic.normalise import fold_text

TokenKind = Literal["word", "number", "date", "symbol", "mark"]

_COUNTS = frozenset(
    fold_text(word)
    for word in (
        "one once twice first واحد واحدة الواحد الواحدة مرتين مرتان أول أولى الأول الأولى"
        " يومين يومان أسبوعين أسبوعان شهرين شهران سنتين سنتان السنتين عامين عامان ساعتين ساعتان"
    ).split()
)
"""Words that count, though the reader of numbers is not sure of them; its other guesses are words."""
_ONCE = re.compile(r"(?<!\w)مره(?!\w| اخري)")
"""`مرة`, beside which `مرتين` is another number; the reader of numbers takes it for a noun."""
_ROMAN = re.compile("[IVX]{2,}")
_WHOLE = re.compile(r"^[a-z]{1,5}\s?/|\.(?:txt|xml|pdf|docx|html?|md)$")
"""Symbols (`S/RES/…`, `A / CONF`) and file names; of other names (`resolution 2650 (2022)`) only the
number is a document's number.
"""
_NUMBER = re.compile("[^\\s\u0621-\u064a]*\\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or document number: characters of the text, and what it means."""

    start: int
    end: int
    kind: TokenKind
    values: frozenset[Hashable]


def find_figures(text: str, folded: str) -> list[Figure]:
    """The figures of a text, in its order, none inside another.

    `folded` is the text small, without hamzas and with European digits, character for character.
    """
    found: list[Figure] = []
    taken = bytearray(len(folded))
    for figure in (*_symbols(folded), *_dates(folded), *_numbers(text, folded)):
        cut_off = _within_word(folded, figure.start) or _within_word(folded, figure.end)
        if figure.start < figure.end and not cut_off and not any(taken[figure.start : figure.end]):
            taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _within_word(text: str, at: int) -> bool:
    """Whether a place has a word on both sides; `القرار2650`, its space lost, is two."""
    if not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()):
        return False
    return not ("\u0621" <= text[at - 1] <= "\u064a" and text[at].isdigit())


def _symbols(folded: str) -> Iterator[Figure]:
    for named in find_symbols(folded):
        own = folded[named.start : named.end]
        number = None if _WHOLE.search(own) else _NUMBER.search(own)
        start = named.start + (number.start() if number else 0)
        ref = named.ref
        means = (ref.number, ref.year) if ref.number else (ref.symbol or ref.file)
        yield Figure(start, named.end, "symbol", frozenset({means}))


def _dates(folded: str) -> Iterator[Figure]:
    spans: dict[tuple[int, int], set[Hashable]] = {}
    for date in find_dates(folded):
        spans.setdefault((date.start, date.end), set()).add((date.year, date.month, date.day))
    for (start, end), values in spans.items():
        length = len(folded[start:end].rstrip(" ."))
        yield Figure(start, start + length, "date", frozenset(values))


def _numbers(text: str, folded: str) -> Iterator[Figure]:
    for number in find_numbers(folded):
        own = folded[number.start : number.end]
        if (
            not number.sure
            and own not in _COUNTS
            and not _ROMAN.fullmatch(text[number.start : number.end])
        ):
            continue
        unit = PERCENT.search(own) if number.percent else None
        end = number.start + unit.start() if unit else number.end
        yield Figure(number.start, end, "number", number.values)
    for match in _ONCE.finditer(folded):
        yield Figure(*match.span(), "number", frozenset({Fraction(1)}))
