"""The type of thing that a question asks for, and whether a paragraph holds one.

Types are such as a date, a sum of money, a State or a person's name. A question for the year in
which something happened is not answered by a paragraph without any date, near as its words may be.
The type is read off the first few words after the interrogative; the words are those of
`data/asked_types.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Literal

from assistant.support import dates, numbers, symbols
from assistant.word_lists import Words, rows, words_pattern
from index.arabic.normalise import fold_text
from index.glossary import entities
from index.lexicon import stop_words
from index.values import Language

AskedType = Literal["percent", "duration", "money", "date", "count", "country", "person", "prison"]

_ABOVE: Sequence[AskedType] = ("percent", "prison")
"""A share of anything is a share, and a term of imprisonment is not just any term."""

_OF_THINGS: Sequence[AskedType] = (*_ABOVE, "duration", "money", "date", "count")

FOCUS = 3
"""Words behind the interrogative, particles apart, that say what is asked for."""

FOCUS_OF_COUNTRIES = 2
"""The same for countries, particles counted: what States are asked to do is no question for them."""

NEAR = (15, 25)
"""Characters before and behind a number within which the name of a currency makes it a sum."""

_INTERROGATIVE = re.compile(
    r"(?<!\w)(?:(?P<many>how (?:many|much|far|old|large|big|high|tall|deep|fast)|[وفب]?كم)"
    r"|(?P<long>how long)|(?P<when>when|[وف]?متي)|(?P<what>what|[وف]?ماذا)|(?P<which>which|[وفبل]?اي|[وف]?(?:ما|ماهو|ماهي))"
    r"|(?P<holder>who (?:chair|head|lead|command|direct|preside)(?:s|ed)?|who led"
    r"|من [يت]?(?:راس|تراس|قود|دير|تولي رياسه|تولي قياده))"
    r"|(?P<who>who (?:is|was)|من (?:هو|هي|كان)|^\W*[وف]?من(?= (?:نايبه? )?(?:ال)?(?:رييس|امين|مدير|ممثل|مبعوث|قايد|منسق|وزير|سفير)ه?(?!\w)))|who|whose|where|why|how|اين|لماذا|كيف|هل|من (?:الذي|الذين))(?!\w)"
)
_MODAL = re.compile(r"\s+(?:may|can|could|might|should|must)\b")
"""Behind `when`: what is asked for is a condition, not a date."""

_LENGTH = re.compile(r"\s+(?:may|can|could|should|must)\b.*\bbe\W*$")
"""Behind `how long`: of a message or a wall a length is asked for, not a duration."""

_MATTER = re.compile(r"(?<!\w)(?:about|regarding|concerning|بشان|حول|عن)(?!\w)")
"""Before what a question is about, which is not what it asks for."""

_IDIOM = re.compile(
    r"(?<=\w )العام(?!\w)|(?<!\w)من اجل(?!\w)|(?<!\w)بالنسبه(?!\w)"
    r"|\b(?:long|short|medium|mid|day)-(?:term|to-day)\b|\bmulti-year\b|\bto date\b"
    r"|\bterms?\b(?! of office| be\b)|\bsentence\b(?= (?:of|in|does|mentions?|says?)\b)|\bfine line\b|\bshare\b(?! of\b| (?:is|was|did|does|has|will)\b)"
)
"""Words of a type's list that do not ask for it: `الأمين العام`, `من أجل`, `the term "…"`."""

_NAME = re.compile(r"\bname of\b|(?<!\w)اسم(?!\w)")
_QUOTATION = re.compile(r'["“”«»][^"“”«»]{30,}')
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"^\(?\d{1,3}\)?\s?[-.–—)]\s?(?!\d)")
"""The paragraph's own number."""
_FREE = re.compile(r"(?<!\w)(?:مجانا|مجاني|مجانيه|free of charge)(?!\w)")
_METRES = re.compile(r"(?<![$€£\d.,])(\d[\d.,]*)\s?m\b")
"""Not millions, unless a currency stands before."""

_SHARED = re.compile(
    r"\b(?:contribut\w+|tariffs?|overheads?|support costs)\b|مساهم|اشتراك|تعريف|تكاليف الدعم|نفقات عامه"
)
"""Sums that are fixed as a percentage."""

_NOTE = re.compile(r"[(\[]\s?\d{1,3}\s?[)\]]|[’‘'`]\s?\d{1,2}\s?[’‘'`]")
_REFERENCE = re.compile(
    r"(?:الفقر(?:ه|ات)|الماده|المواد|القرارات?|قرار\w*|المقرر|المجلد|الرقم|رقم|الصفحه|الباب|الفصل"
    r"|الدوره|الجلسه|البند|التوصيه|paragraphs?|articles?|resolutions?|decision|vol\.?|no\.?|chapter"
    r"|session|meeting|item)\s+(?:\w{1,3}\s)?[(]?\d[\d/()\s,و-]*"
)
_YEAR = re.compile(r"(?<!\d)1[0-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)")


def asked_type(question: str) -> AskedType | None:
    """What a question asks for, if it is one of the types that a text can be searched for."""
    folded = _IDIOM.sub(_gap, fold_text(question))
    found = _INTERROGATIVE.search(folded)
    if found is None or _QUOTATION.search(question):
        return None
    if found["long"]:
        return None if _LENGTH.match(folded, found.end()) else "duration"
    if found["when"]:
        return None if _MODAL.match(folded, found.end()) else "date"
    if found["holder"]:
        return "person"
    rest = _MATTER.split(folded[found.end() :], maxsplit=1)[0]
    if found["many"]:
        return _first(rest, *_ABOVE, "money") or _units(rest) or "count"
    head = _head(rest, FOCUS_OF_COUNTRIES)
    if found["which"] and _asked_after("country").search(head):
        return _first(head, *_OF_THINGS) or "country"
    focus = _head(rest, FOCUS, stop_words())
    if (found["who"] or _NAME.search(focus)) and _asked_after("person").search(focus):
        return "person"
    if found["which"] or found["what"]:
        return _first(rest, *_OF_THINGS)
    return None


def _first(rest: str, *types: AskedType) -> AskedType | None:
    """The type whose words come first in the focus, but those above the others before all."""
    focus = _head(rest, FOCUS, stop_words())
    found = [
        (each not in _ABOVE, match.start(), each)
        for each in types
        if (match := _asked_after(each).search(focus))
    ]
    return min(found)[2] if found else None


def _units(rest: str) -> AskedType | None:
    """`duration` if units of time are counted: "how many days"."""
    return "duration" if _held_by("duration").search(_head(rest, 1)) else None


def _head(rest: str, count: int, particles: Collection[str] = ()) -> str:
    """The first `count` words, particles apart."""
    for word in _WORD.finditer(rest):
        count -= word[0] not in particles
        if not count:
            return rest[: word.end()]
    return rest


@cache
def _asked_after(asked: AskedType) -> Words:
    return words_pattern(_rows()[asked][0])


@cache
def _held_by(asked: AskedType) -> Words:
    return words_pattern(_rows()[asked][1])


@cache
def _rows() -> Mapping[str, Sequence[str]]:
    return {each: words for each, *words in rows("asked_types.tsv")}


def holds(asked: AskedType, text: str, language: Language, question: str = "") -> bool:
    """Whether a text in `language` holds anything of that type.

    A State that the `question` names itself does not count. Numbers of paragraphs, footnotes and
    documents count nothing.
    """
    if asked == "country":
        own = {*entities(question, "ar"), *entities(question, "en")}
        return any(e.kind == "country" and e not in own for e in entities(text, language))
    if asked == "person":  # an office may be held by a State
        titled = _held_by("person").search(fold_text(text))
        return bool(titled) or (_holder(question) and holds("country", text, language, question))
    folded = _METRES.sub(r"\1", _NOTE.sub(_gap, _NUMBERED.sub("", fold_text(text))))
    if asked in ("date", "count") and _held_by(asked).search(folded):
        return True
    if asked == "money" and _FREE.search(folded):
        return True
    left = _without(folded, [(one.start, one.end) for one in symbols.find_symbols(folded)])
    left = _REFERENCE.sub(_gap, left)
    found = dates.find_dates(left)
    timed = bool(found or _YEAR.search(left) or _held_by("duration").search(left))
    if asked in ("date", "duration"):
        return timed
    if asked == "prison":
        return timed and bool(_held_by("prison").search(left))
    left = _YEAR.sub(_gap, _without(left, [(one.start, one.end) for one in found]))
    counted = [number for number in numbers.find_numbers(left) if number.sure]
    if asked == "percent":
        return any(number.percent for number in counted) or bool(_held_by("percent").search(left))
    if asked == "money":
        shared = bool(_SHARED.search(fold_text(question)))
        return any(_is_sum(number, left) or (shared and number.percent) for number in counted)
    return bool(counted)


def _holder(question: str) -> bool:
    found = _INTERROGATIVE.search(fold_text(question))
    return found is not None and found["holder"] is not None


def _is_sum(number: numbers.Number, text: str) -> bool:
    around = text[max(0, number.start - NEAR[0]) : number.end + NEAR[1]]
    return bool(number.currency or _held_by("money").search(around))


def _gap(match: re.Match[str]) -> str:
    return "|" * len(match[0])


def _without(text: str, ranges: list[tuple[int, int]]) -> str:
    for start, end in ranges:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text
