"""Arabic ordinals and counted nouns: الفقرة الحادية عشرة, 3 فقرات, 12 فقرة."""

from __future__ import annotations

from functools import cache

from index.arabic.normalise import fold_text

_UNITS = (
    "الأولى",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
)
_MASCULINE = (
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "الحادي عشر",
    "الثاني عشر",
    "الثالث عشر",
    "الرابع عشر",
    "الخامس عشر",
    "السادس عشر",
    "السابع عشر",
    "الثامن عشر",
    "التاسع عشر",
    "العشرون",
)
_TENS = (
    "العشرون",
    "الثلاثون",
    "الأربعون",
    "الخمسون",
    "الستون",
    "السبعون",
    "الثمانون",
    "التسعون",
)
HIGHEST = 99
"""Ordinals are written out up to this number."""


def feminine(number: int) -> str:
    """The feminine ordinal with its article: 3 → `الثالثة`, 21 → `الحادية والعشرون`.

    In the nominative. Raises ValueError outside 1 to 99.
    """
    if not 1 <= number <= HIGHEST:
        raise ValueError(f"no ordinal is written out for {number}")
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS[unit - 1]
    if number == 10:
        return "العاشرة"
    word = "الحادية" if unit == 1 else _UNITS[unit - 1] if unit else ""
    if tens == 1:
        return f"{word} عشرة"
    return f"{word} و{_TENS[tens - 2]}" if word else _TENS[tens - 2]


def masculine(number: int) -> str:
    """The masculine ordinal with its article, 1 to 20: `الثاني` (as annexes are counted)."""
    if not 1 <= number <= len(_MASCULINE):
        raise ValueError(f"no masculine ordinal is written out for {number}")
    return _MASCULINE[number - 1]


@cache
def folded_feminine() -> dict[str, int]:
    """Every feminine ordinal as `fold` leaves it, in both cases (العشرون, العشرين), to its number.

    The ones without the article are there too (`الفقرة` may stand before, `ثالثة` after).
    """
    words: dict[str, int] = {}
    for number in range(1, HIGHEST + 1):
        for form in (feminine(number), feminine(number).replace("ون", "ين")):
            words[fold_text(form)] = number
            words[fold_text(form.removeprefix("ال"))] = number
    return words


@cache
def folded_masculine() -> dict[str, int]:
    """Every masculine ordinal as `fold` leaves it, with the article and without, to its number."""
    words: dict[str, int] = {}
    for number in range(1, len(_MASCULINE) + 1):
        words[fold_text(masculine(number))] = number
        words[fold_text(masculine(number).removeprefix("ال"))] = number
    return words


def counted(number: int, one: str, two: str, few: str, many: str) -> str:
    """A counted noun in the accusative, as the object of `يضم` wants it.

    `one` is the noun with `واحدة` (`فقرة واحدة`), `two` the dual (`فقرتين`), `few` the plural
    after 3 to 10 (`فقرات`), `many` the singular after 11 to 99 and whole hundreds (`فقرة`).
    """
    if number == 1:
        return one
    if number == 2:
        return two
    if 3 <= number % 100 <= 10:
        return f"{number} {few}"
    return f"{number} {many}"
