"""Numbers of paragraphs in words and figures, alone, in lists and in ranges, in both scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.locators.values import LAST
from index import points
from index.arabic.normalise import fold_text
from index.arabic.ordinals import folded_feminine

LONGEST_RANGE = 60
"""Paragraphs that one range may ask for; a longer one gives its first ones."""

_EN_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_EN_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_AR_CARDINALS = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]


def _english() -> tuple[dict[str, int], dict[str, int]]:
    cardinals = {word: value for value, word in enumerate(_EN_UNITS, start=1)}
    ordinals = {word: value for value, word in enumerate(_EN_ORDINALS, start=1)}
    for index, ten in enumerate(_EN_TENS, start=2):
        cardinals[ten] = 10 * index
        ordinals[ten[:-1] + "ieth"] = 10 * index
        for unit in range(1, 10):
            cardinals[f"{ten}-{_EN_UNITS[unit - 1]}"] = 10 * index + unit
            ordinals[f"{ten}-{_EN_ORDINALS[unit - 1]}"] = 10 * index + unit
    return cardinals, ordinals


_CARDINALS, ENGLISH_ORDINALS = _english()
_CARDINALS |= {fold_text(word): value for value, word in enumerate(_AR_CARDINALS, start=1)}
ARABIC_ORDINALS = {word: n for word, n in folded_feminine().items() if word.startswith("ال")}
_LAST = {
    **dict.fromkeys(("last", "final", "closing", "الاخيره", "الختاميه", "اخر"), LAST),
    **dict.fromkeys(("penultimate", "last but one", "قبل الاخيره", "ما قبل الاخيره"), LAST - 1),
    **dict.fromkeys(("opening", "الافتتاحيه", "اول"), 1),
}


def _alternatives(words: Iterable[str]) -> str:
    """A pattern of words, of several that fit the longest first; a hyphen may be a space.

    Words with a common beginning share it (`f(?:our|ive)`), which takes a third less time to compile.
    """
    rests: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        rests.setdefault(word[:1], []).append(word[1:])
    ends = rests.pop("", None) is not None
    branches = [
        re.escape(letter).replace(r"\-", r"[\s-]") + _alternatives(rest)
        for letter, rest in rests.items()
    ]
    if not ends and len(branches) <= 1:
        return "".join(branches)
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if branches else ""


ARABIC_ORDINAL = rf"(?:{_alternatives([*ARABIC_ORDINALS, *(w for w in _LAST if w.startswith(('ال', 'قبل', 'ما ')))])})(?![\w])"
ENGLISH_ORDINAL = rf"(?:(?:{_alternatives([*ENGLISH_ORDINALS, *(w for w in _LAST if w.isascii())])})(?!\w)|\d{{1,2}}(?:st|nd|rd|th)(?!\w))"
POINT = r"\s?(?:[()]\s?(?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|[ivxl]+|[\u0621-\u064a]|(?:ا\s?ا|ب\s?ب|ج\s?ج|د\s?د|ه\s?ه|و\s?و|ز\s?ز|ح\s?ح)|\d{1,2})\s?[()]|[’‘'`]\s?\d{1,2}\s?[’‘'`])"
_FIGURE = r"\d{1,3}(?!\d|/\d|\.\d|\s?%)(?:[a-z](?!\w))?"
CARDINAL = rf"(?:{_alternatives(_CARDINALS)})(?!\w)"
_RANGE = r"\s?(?:[-–—]|to(?=\s)|through(?=\s)|الي(?=\s)|حتي(?=\s))\s?"
_AND = r"\s?(?:[,،]\s?(?:and\s|و\s?)?|and\s|&\s?|or\s|و\s?|او\s)"
_ITEM = rf"(?:[()]\s?\d{{1,3}}\s?[()]|{_FIGURE}|{CARDINAL}|{ARABIC_ORDINAL})"
ONE = rf"{_ITEM}(?:{POINT})*(?:(?:{_AND}|{_RANGE}){POINT})*(?:{_RANGE}{_FIGURE}(?:{POINT})*)?"
"""A number with its points; several points of it; a range."""
MANY = rf"(?:من\s)?{_ITEM}(?:{POINT})*(?:(?:{_AND}|{_RANGE})(?:{_ITEM}(?:{POINT})*|{POINT}))*"
"""Several numbers, as after a plural."""
POINTS = rf"(?:{POINT})(?:(?:{_AND}|{_RANGE})?{POINT})*"
_TOKEN = re.compile(
    rf"(?P<point>{POINT})|(?P<ordinal>{ARABIC_ORDINAL}|{ENGLISH_ORDINAL})|(?P<figure>{_FIGURE})"
    rf"|(?P<word>{CARDINAL})|(?P<range>{_RANGE})|(?P<and>{_AND})"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a list: `path` in European figures and letters, or the how-manieth."""

    path: tuple[str, ...] = ()
    ordinal: int | None = None
    upto: str | None = None


def ordinal_value(word: str) -> int | None:
    """The number of an ordinal in folded words or figures; negative from the end; None if it is none."""
    word = " ".join(word.split())
    figure = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
    if figure:
        return int(figure[1])
    hyphened = word.replace(" ", "-")
    return _LAST.get(word) or ENGLISH_ORDINALS.get(hyphened) or ARABIC_ORDINALS.get(word)


def read(text: str) -> list[Number]:
    """The numbers that a folded list names: `3 الي 5`, `5 (a) and (c)`, `الاولي والثانيه`."""
    found: list[Number] = []
    joiner = ""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("range", "and"):
            joiner = kind
            continue
        value = match[0].strip(" ()’‘'`")
        if kind == "point" and found and not (found[-1].ordinal and found[-1].ordinal < 0):
            _add_point(found, value, joiner)
        elif kind in ("ordinal",):
            ordinal = ordinal_value(match[0])
            path = (str(ordinal),) if ordinal and ordinal > 0 else ()
            found.append(Number(path, ordinal))
        elif kind == "word":
            found.append(Number((str(_CARDINALS[re.sub(r"\s", "-", value)]),)))
        elif value[:1].isdecimal():
            _add_figure(found, value, joiner)
        joiner = ""
    return found


def between(low: Number, high: Number) -> list[Number]:
    """The range from one number to another; both alone where they are not whole paragraphs."""
    found = [low]
    if len(low.path) == len(high.path) == 1 and high.path[0].isdecimal():
        _add_figure(found, high.path[0], "range")
        return found
    return [low, high]


def counted_off(count: str, from_end: bool) -> list[Number]:
    """The first or the last so many: `two` → the 1st and 2nd."""
    value = int(count) if count.isdecimal() else _CARDINALS.get(count, 0)
    if from_end:
        return [Number((), -place) for place in range(value, 0, -1)]
    return [Number((str(place),), place) for place in range(1, value + 1)]


def _add_figure(found: list[Number], value: str, joiner: str) -> None:
    letter = value[-1] if not value.isdecimal() else ""
    path = (value.rstrip(letter), letter) if letter else (value,)
    last = found[-1].path if found else ()
    if joiner == "range" and len(last) == 1 and len(path) == 1:
        # a range in Arabic text may stand the wrong way round: 5-3
        low, high = sorted((int(last[0]), int(path[0])))
        found.pop()
        found.extend(
            Number((str(number),), upto=str(high))
            for number in range(low, min(high, low + LONGEST_RANGE - 1) + 1)
        )
    else:
        found.append(Number(path))


def _add_point(found: list[Number], value: str, joiner: str) -> None:
    before = found[-1]
    if not joiner:
        found[-1] = replace(before, path=(*before.path, value))
        return
    # "5 (a) and (c)": the new point stands beside the last one, or under a number without points
    base = before.path[:-1] if len(before.path) > 1 else before.path
    letters = _between(before.path[-1], value) if joiner == "range" and base != before.path else []
    if letters:
        found[-1] = replace(before, upto=value)
    found.extend(Number((*base, letter), upto=value) for letter in letters)
    found.append(Number((*base, value), upto=value if joiner == "range" else None))


def _between(first: str, last: str) -> list[str]:
    """The points between two, of the same script: a, d → b, c."""
    if first.isdecimal() and last.isdecimal():
        return [str(number) for number in range(int(first) + 1, int(last))]
    for order in ("abcdefghijklmnopqrstuvwxyz", fold_text(points.ABJAD)):
        if len(first) == len(last) == 1 and first in order and last in order:
            return list(order[order.index(first) + 1 : order.index(last)])
    return []
