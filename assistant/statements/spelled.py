"""References as people write them, spelled as locators are read; and what is left unread of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.locators import Locator
from assistant.support.dates import find_dates
from index.arabic.mapping import identity
from index.arabic.normalise import fold
from index.points import from_roman

_DIGIT = r"[\d٠-٩]"
_NOUN = (
    r"(?<![\w-])(?:op|pp|(?:(?:op|oper|operative|pream|preambular)\.?\s)?(?:para(?:graph)?s?))\b\.?"
    r"|(?<!\w)[وفبل]?(?:ال)?فقر(?:ة|ات|تان|تين)"
)
_CLAUSE = re.compile(rf"(?<![\w-])clause(s?)(?=\s(?:no\.?\s)?{_DIGIT}|\s[ivx]+\b)", re.IGNORECASE)
_SHORT_ARABIC = re.compile(rf"(?<!\w)(?:ف|فق)\.?\s?(?={_DIGIT})")
_HASH = re.compile(rf"(?:(?<=[\d),،;:])|^)\s*#\s?(?={_DIGIT})")
_ROMAN = re.compile(rf"(?P<noun>{_NOUN})\s(?P<roman>[ivx]{{1,6}})(?![\w.])", re.IGNORECASE)
_POINT = re.compile(
    rf"(?P<noun>{_NOUN})\s?(?P<number>{_DIGIT}{{1,3}})"
    rf"(?:\s?[/.-]\s?|\s)(?P<letter>[a-z]|[\u0621-\u064a]ـ?)(?!\w)(?!\s*{_DIGIT})",
    re.IGNORECASE,
)
_ONE = rf"{_DIGIT}{{1,3}}(?:\s?\(\w{{1,3}}\))*"
_SINGULAR = re.compile(
    rf"(?<![\w-])(?P<en>para(?:graph)?)\b\.?(?=\s?{_ONE}\s?(?:,?\s?and|&)\s?{_ONE}(?![\w/]))"
    rf"|(?<!\w)(?P<ar>[وفبل]?(?:ال)?فقر)ة(?=\s?{_ONE}\s?،?\s?و\s?{_ONE}(?![\w/]))",
    re.IGNORECASE,
)

# Both run on folded text: small letters, European digits.
_NUMBERED = re.compile(
    r"(?<![\w.,/'’-])(?:\d{1,3}(?!\w|/\d|[.,]\d)|\d{1,2}[a-z](?!\w)|[ivxl]{2,5}(?!\w)"
    r"|(?:[b-hj-z]|(?<=\()[a-z](?=\)))(?![\w.'’])|(?![وم])[\u0621-\u064a](?!\w|ـ))"
    r"|(?<!\w)(?:items?|articles?|arts?|sections?|sect?|points?|chapters?|ال(?:بند|ماده|قسم|فصل))\.?\s\w+$"
)
_CARRIED_ON = re.compile(
    r"\s?(?:[,،/&-]\s?(?:and\s|و\s?)?|and\s|or\s|to\s|و\s?|او\s|\s)?"
    r"(?:\(?(?:\d{1,3}|bis|ter|مكررا?|[a-z]|(?!م)[\u0621-\u064a]ـ?)\)?)(?![\w.'’]|/\d|ـ|\s\d)"
)


def spelled(reference: str) -> str:
    """A reference with `clause 4`, `#4`, `ف 4`, `OP IV`, `para 8 c`, `الفقرة 8/ج` and `para. 2 and 3`
    as paragraph 4, 8 (c) and paragraphs 2 and 3. For references alone: in a sentence these words
    may be others.
    """
    text = _CLAUSE.sub(r"paragraph\1", reference)
    text = _SHORT_ARABIC.sub("الفقرة ", text)
    text = _HASH.sub(" paragraph ", text)
    text = _ROMAN.sub(_in_figures, text)
    text = _POINT.sub(r"\g<noun> \g<number> (\g<letter>)", text)
    return _SINGULAR.sub(lambda m: f"{m['en']}s" if m["en"] else f"{m['ar']}ات", text)


def _in_figures(match: re.Match[str]) -> str:
    value = from_roman(match["roman"].lower())
    return f"{match['noun']} {value}" if value else match[0]


def unread(reference: str, locators: Sequence[Locator]) -> bool:
    """Whether a reference says a place that its locators do not hold: a number, a roman numeral or a
    single letter beside a document (`item 4`), or right behind a paragraph (`paragraph 8 c d`).

    Dates are none, nor is a page beside a paragraph that is named.
    """
    if any(each.names_paragraph for each in locators):
        behind = reference[max(each.end for each in locators) :]
        return _CARRIED_ON.match(_dateless(behind)) is not None
    left = reference
    for each in locators:
        left = left[: each.start] + "," * (each.end - each.start) + left[each.end :]
    left = re.sub(r"[,\s]{2,}", ", ", _dateless(left))
    return _NUMBERED.search(left.rstrip(" .,،;:)]")) is not None


def _dateless(text: str) -> str:
    """The text folded, with commas for its dates."""
    folded = fold(identity(text)).text
    for date in find_dates(folded):
        folded = folded[: date.start] + "," * (date.end - date.start) + folded[date.end :]
    return folded
