"""Printed numbers of paragraphs, points and footnotes: `7 -`, `59.`, `(أ)`, `’1‘`, `•`, `(١)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.arabic.digits import european

Style = Literal[
    "number", "paren", "quoted", "letter", "spaced", "latin", "capital", "roman", "bullet", "plain"
]
"""Which list a mark belongs to; `plain` is a list whose items bear no mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number; `number` is None for a bullet. Offsets take in its dash, dot or brackets."""

    style: Style
    number: str | None
    start: int
    end: int


_D = r"\d{1,3}"
_OPEN, _CLOSE = r"[()\[]", r"[()\]]"
_QUOTE = "[’‘‛'`´ʼ“”\"]"
_LETTER = "[\u0621-\u064a]\u0640*(?: ?[\u0621-\u064a]\u0640*)?"
_BEFORE = r"(?:[\s>]|\*\*|__)*"
_NUMBER = re.compile(
    rf"(?:[-–—]\s{{1,3}})?(?P<n>{_D})(?:\s{{0,3}}[-–—](?![\d-])(?![a-z])|\.(?!\d)|\t|\s?\)(?=\s))(?:\s*[-–—](?=\s))?"
)
_PAREN = re.compile(
    rf"{_OPEN}\s?(?:(?P<n>{_D})|(?P<a>{_LETTER})|(?P<l>[a-z]{{1,2}})|(?P<r>[ivxl]{{3,6}})|(?P<c>[A-Z]))\s?{_CLOSE}"
    r"|(?P<h>[a-z])\)(?=\s)|(?P<i>[ivx]{2,5})[.)](?=\s)|(?P<k>[a-z])\.(?=\s)"
)
_QUOTED = re.compile(rf"{_QUOTE}\s?(?P<n>\d{{1,2}})\s?{_QUOTE}")
_SPACED = re.compile(r"(?P<a>[\u0621-\u064a]\u0640?)\s?[-–—](?=\s)")
_BULLET = re.compile(r"[•▪◦‣●○·■□➢✓*+](?=\s)|[•▪◦‣●○■□➢]|[-–—](?=\s|[\u0621-\u064a])")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")

_TAIL = re.compile(rf"(?:^|(?<=\s))(?:[-–—]\s{{0,4}}(?P<n>{_D})|(?P<m>{_D})\s?[-–—.])$")
_MIDDLE = re.compile(rf"(?<=\s)[-–—]\s{{0,4}}(?P<n>{_D})(?=\s)")
_LOOSE_PAREN = re.compile(
    rf"(?:^|(?<=\s)){_OPEN}\s?(?P<a>{_LETTER})\s?{_CLOSE}(?=\s|$)|(?:^|(?<=\s))(?:\)\((?P<b>{_LETTER}))(?=\s|$)"
)
_FOOT = re.compile(
    rf"\[\^(?P<m>\w{{1,10}})\]:|\^?{_OPEN}\s?(?P<n>{_D}|\*{{1,3}})\s?{_CLOSE}:?|(?P<s>\*{{1,3}})(?=\s)"
    rf"|(?P<u>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})|(?P<d>{_D})/(?=\s)|\^(?P<c>{_D})\^?(?=\s)"
)
_BARE_FOOT = re.compile(rf"(?P<n>{_D})\s{{1,6}}(?=[^\s\d])")
_FOOT_ANYWHERE = re.compile(
    rf"(?:^|(?<=[\s.])){_OPEN}\s?(?P<n>{_D})\s?{_CLOSE}(?=\s|$|[A-Z])|(?:^|(?<=\s))(?P<s>\*{{1,3}})(?=\s|$)"
)
_REFERENCE = re.compile(
    rf"{_OPEN}\s?({_D}|\*{{1,3}})\s?{_CLOSE}|\[\^(\w{{1,10}})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})|(?<=[\w\"”“»)])(\*{{1,3}})(?!\S)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The letters in the order in which they number points; hamza on alef aside."""


def _digits(printed: str) -> str:
    return str(int(european(printed)))


def _bare(printed: str) -> str:
    """A point's letter without kashidas, but for the one that `هـ` is always written with."""
    letter = printed.replace("\u0640", "").strip()
    return "هـ" if letter == "ه" and printed.strip() != "ه" else letter


def content_start(text: str, start: int, end: int) -> int:
    """Where a paragraph's characters begin, white space and Markdown's bold and quote signs aside."""
    match = re.compile(_BEFORE).match(text, start, end)
    return match.end() if match else start


def number_at(text: str, start: int, end: int) -> Mark | None:
    """A paragraph's number at the head of a range: `7 -`, `59.`, `- ١ -`."""
    at = content_start(text, start, end)
    match = _NUMBER.match(text, at, end)
    return Mark("number", _digits(match["n"]), at, match.end()) if match else None


def point_at(text: str, start: int, end: int) -> Mark | None:
    """A point's mark at the head of a range: `(أ)`, `’1‘`, `(iv)`, `ح -`, `•`."""
    at = content_start(text, start, end)
    if match := _PAREN.match(text, at, end):
        if match["n"]:
            return Mark("paren", _digits(match["n"]), at, match.end())
        if match["a"]:
            return Mark("letter", _bare(match["a"]), at, match.end())
        if match["c"]:
            return Mark("capital", match["c"], at, match.end())
        printed = next(match[g] for g in ("l", "r", "h", "i", "k") if match[g])
        roman = len(printed) > 1 and _ROMAN.fullmatch(printed)
        return Mark("roman" if roman else "latin", printed, at, match.end())
    if match := _QUOTED.match(text, at, end):
        return Mark("quoted", _digits(match["n"]), at, match.end())
    if match := _SPACED.match(text, at, end):
        return Mark("spaced", _bare(match["a"]), at, match.end())
    if match := _BULLET.match(text, at, end):
        return Mark("bullet", None, at, match.end())
    return None


def may_be_roman(mark: Mark) -> bool:
    """Whether a single Latin letter (`i`, `v`, `x`) could be a Roman number."""
    return mark.style == "latin" and mark.number in ("i", "v", "x")


def number_in(text: str, start: int, end: int) -> tuple[Mark, bool] | None:
    """A paragraph's number in a mirrored line, at its end or amid it, and whether it is sure.

    Sure is one at the very end; one amid the line could be a range or a count.
    """
    match = _TAIL.search(text, max(start, end - 12), end)
    if match and match.start() >= start:
        return Mark("number", _digits(match["n"] or match["m"]), match.start(), end), True
    matches = list(_MIDDLE.finditer(text, start, end))
    if matches:
        last = matches[-1]
        return Mark("number", _digits(last["n"]), last.start(), last.end()), False
    head = number_at(text, start, end)
    return (head, False) if head else None


def point_in(text: str, start: int, end: int) -> Mark | None:
    """A point's mark anywhere in a mirrored line, the last one if there are several."""
    matches = list(_LOOSE_PAREN.finditer(text, start, end))
    if not matches:
        return None
    last = matches[-1]
    return Mark("letter", _bare(last["a"] or last["b"]), last.start(), last.end())


def letter_rank(number: str) -> int | None:
    """Place of an Arabic point's letter in the abjad order, from 0; None for anything else."""
    letter = number.translate(str.maketrans("أإآ", "ااا"))
    at = ABJAD.find(letter) if len(letter) == 1 else -1
    return at if at >= 0 else None


def footnote_at(text: str, start: int, end: int) -> Mark | None:
    """A footnote's mark at the head of a range: `(١)`, `)١(`, `[^1]:`, `*`, `¹`, `1/`."""
    at = start
    while at < end and text[at].isspace():
        at += 1
    match = _FOOT.match(text, at, end)
    if not match:
        return None
    printed = next(g for g in match.groups() if g)
    printed = printed.translate(_RAISED)
    number = _digits(printed) if printed.isdigit() else printed
    return Mark("paren", number, at, match.end())


def bare_footnote_at(text: str, start: int, end: int) -> Mark | None:
    """A footnote's raised number that came out as a plain one: `1  See A/99/3.`"""
    match = _BARE_FOOT.match(text, start, end)
    return Mark("paren", _digits(match["n"]), start, match.end("n")) if match else None


def footnotes_in(text: str, start: int, end: int) -> list[Mark]:
    """What may be a footnote's mark anywhere in a line of a mirrored text."""
    return [
        Mark("paren", _digits(m["n"]) if m["n"] else m["s"], m.start(), m.end())
        for m in _FOOT_ANYWHERE.finditer(text, start, end)
    ]


def references(text: str, start: int, end: int) -> set[str]:
    """Numbers in brackets (or raised, or stars) in a range: marks that may point to footnotes."""
    found: set[str] = set()
    for match in _REFERENCE.finditer(text, start, end):
        printed = next(g for g in match.groups() if g).translate(_RAISED)
        found.add(_digits(printed) if printed.isdigit() else printed)
    return found
