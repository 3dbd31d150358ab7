"""Numbers in a text, in digits of both systems and in words of both languages, by their values.

`1 250 000`, `1,250,000` and `١٬٢٥٠٬٠٠٠` are one number, as are `3,4 ملايين`, `3.4 million` and
`3 ملايين و 400 ألف`, `نصف` and `50 per cent`, `الرابعة عشرة` and `14th`. A figure that may be read
in two ways (`1,250` as thousands or as a decimal) has both values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from assistant.support import number_words as table
from assistant.support.cardinals import read_cardinal
from assistant.support.number_tokens import (
    CLITICS,
    PERCENT,
    Number,
    Token,
    bare,
    figure_values,
    openings,
    tokens_of,
)
from index.points import from_roman

__all__ = ["Number", "figure_values", "find_numbers", "holds", "plain", "same"]

_FRACTION = re.compile(r"(?P<whole>\d+ )?(?P<top>\d{1,2})⁄(?P<bottom>\d{1,2})")
_CURRENCIES = (
    ("dollar", re.compile(r"(?:us ?)?\$|\busd\b|dollars?\b|دولار(?:ا|ات|ين)?\b")),
    ("euro", re.compile(r"€|\beur\b|euros?\b|يورو\b")),
    ("pound", re.compile(r"£|\bgbp\b|pounds sterling|جنيها? استرليني")),
)
_JOINER = re.compile(
    r"\s?(?:[-–—−,،/]|to|and|or|through|الي|و|او|حتي)\s?(?:and |و ?|بين )?(?:\$|€)?\s?"
)


def find_numbers(folded: str) -> list[Number]:
    """The numbers of a folded text (`index.arabic.normalise.fold_text`), in its order."""
    tokens = tokens_of(folded)
    fractions = {m.start(): m for m in _FRACTION.finditer(folded)}
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if (fraction := fractions.get(token.start)) and int(fraction["bottom"]):
            value = Fraction(int(fraction["top"]), int(fraction["bottom"]))
            value += int(fraction["whole"] or 0)
            found.append(Number(token.start, fraction.end(), frozenset({value})))
            while at < len(tokens) and tokens[at].start < fraction.end():
                at += 1
            continue
        read = None
        if token.kind == "figure" or (token.kind in ("arabic", "latin") and _opens(token.text)):
            read = _ordinal(tokens, at) or read_cardinal(folded, tokens, at) or _by_form(tokens, at)
        if read is None:
            at += 1
            continue
        number, at = read
        found.append(_with_units(folded, number))
    return _along_lists(folded, found)


@lru_cache(maxsize=50_000)
def _opens(word: str) -> bool:
    """Whether a number may begin with this word: most words of a text are none."""
    token = Token(0, len(word), word, "latin" if word.isascii() else "arabic")
    known = table.first_words()
    return (
        any(text in known for text in openings(token))
        or any(
            bare(token, words) is not None
            for words in (
                *(
                    table.units(),
                    table.hundreds(),
                    table.SCALES,
                    table.TWICE_SCALES,
                    table.FRACTIONS,
                ),
            )
        )
        or _by_form([token], 0) is not None
    )


def plain(value: int) -> Number:
    """A whole number that stands nowhere in particular."""
    return Number(0, 0, frozenset({Fraction(value)}))


def same(number: Number, other: Number) -> bool:
    """Whether `other`, a number of the paragraph, is the one that a statement gives."""
    if number.currency and other.currency and number.currency != other.currency:
        return False
    if (number.percent == other.percent or not number.percent) and number.values & other.values:
        return True
    return bool(_absolute(number) & _absolute(other))


def _absolute(number: Number) -> frozenset[Fraction]:
    return frozenset(v / 100 for v in number.values) if number.percent else number.values


def holds(numbers: Iterable[Number], number: Number) -> bool:
    """Whether one of the paragraph's numbers is that number."""
    return any(same(number, each) for each in numbers)


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    if tokens[at].kind == "figure":
        return None
    known = table.ordinals()
    for length in range(table.LONGEST_ORDINAL, 0, -1):
        part = [t for t in tokens[at : at + length] if t.text != "-"]
        if (
            not part
            or len(part) < min(length, 1)
            or tokens[at + len(tokens[at : at + length]) - 1].text == "-"
        ):
            continue
        first = part[0]
        for text in openings(first):
            value = known.get(" ".join([text, *(t.text for t in part[1:])]))
            if value is None:
                continue
            counts = part[0].text in ("third", "fifth", "tenth") and at > 0
            if counts and (tokens[at - 1].text in ("one", "a", "two")):
                return None
            end = at + len(tokens[at : at + length])
            sure = value > 1 and not text.endswith("ا") and text != "ثاني"
            number = Number(
                first.start, tokens[end - 1].end, frozenset({Fraction(value)}), sure=sure
            )
            return number, end
    return None


def _by_form(tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    token = tokens[at]
    if token.kind == "figure":
        if not token.ordinal:
            return None
        values = figure_values(token.text)
        return Number(token.start, token.end, values), at + 1
    if token.kind == "latin" and (roman := from_roman(token.text)):
        # Chapter VII is الفصل السابع; whether "i" is a numeral nobody knows
        values = frozenset({Fraction(roman)})
        return Number(token.start, token.end, values, sure=False), at + 1
    for clitics in CLITICS if token.kind == "arabic" else ("",):
        rest = token.text.removeprefix(clitics)
        value = table.counted_by_form(rest.removeprefix("ال"))
        if value is not None and token.text.startswith(clitics):
            number = Number(token.start, token.end, frozenset({Fraction(value)}), sure=False)
            return number, at + 1
    return None


def _with_units(folded: str, number: Number) -> Number:
    percent = PERCENT.match(folded, number.end)
    before = folded[max(0, number.start - 2) : number.start]
    if percent or before.rstrip().endswith(("%", "٪")):
        end = percent.end() if percent else number.end
        return replace(number, end=end, percent=True, sure=True)
    behind, ahead = folded[max(0, number.start - 4) : number.start], folded[number.end :][:12]
    for name, pattern in _CURRENCIES:
        at = pattern.match(ahead.lstrip())
        front = [m for m in pattern.finditer(behind) if not behind[m.end() :].strip()]
        if at or front:
            return replace(number, currency=name)
    return number


def _along_lists(folded: str, found: list[Number]) -> list[Number]:
    """With the unit that a list says once, behind its last number: `6 to 9 per cent`, `2 or 3 million`."""
    for i in range(len(found) - 2, -1, -1):
        number, after = found[i], found[i + 1]
        if not _JOINER.fullmatch(folded, number.end, after.start):
            continue
        if after.percent and not number.percent:
            found[i] = number = replace(number, percent=True)
        if after.scale > 1 and number.scale == 1:
            larger = frozenset(v * after.scale for v in number.values if v < after.scale)
            found[i] = number = replace(number, values=number.values | larger, scale=after.scale)
        if after.currency and not number.currency:
            found[i] = replace(number, currency=after.currency)
    return found
