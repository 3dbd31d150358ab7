"""Dates in a text: full ones, a month with its year, years; in Arabic (both month systems, either or
both at once, and the Maghreb's), in English and in figures.

A date that says less is held by one that says more: `June 2022` by `16 June 2022`, never the other
way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.support.number_words import ordinals
from index.arabic.dates import MONTHS
from index.arabic.normalise import fold_text

_OTHER_NAMES = (
    ("جانفي", "jan"),
    ("فيفري", "feb"),
    ("mar",),
    ("أفريل", "ابريل", "apr"),
    ("ماي",),
    ("جوان", "jun"),
    ("جويلية", "يوليوز", "jul"),
    ("أوت", "غشت", "aug"),
    ("شتنبر", "sept", "sep"),
    ("اكتوبر", "oct"),
    ("نونبر", "نوفمبر", "nov"),
    ("دجنبر", "dec"),
)
"""The Maghreb's names and English short forms."""

_MONTH_OF = {
    fold_text(name): number
    for number, names in enumerate(zip(MONTHS, _OTHER_NAMES, strict=True), 1)
    for group in names
    for name in group
}
_NAME = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_ONE_NAME = rf"(?:شهر )?(?:{_NAME})(?![\w])\.?"
_MONTH = rf"(?P<month>{_ONE_NAME})(?:\s?/\s?(?P<second>{_ONE_NAME}))?"
_YEAR = r"(?:1[89]|20|21)\d\d(?![\d/]|[.,]\d)"
_DAY_WORDS = {
    form: day
    for word, day in ordinals().items()
    for form in ({word, word.replace(" ", "-")} if word.isascii() else {word})
    if day <= 31
}
"""`الثاني عشر` من أكتوبر, `the twelfth` of October."""

_WORDS = "|".join(sorted(map(re.escape, _DAY_WORDS), key=len, reverse=True))
_DAY = (
    rf"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?|(?<!\w)[وفب]?(?:{_WORDS})(?= (?:من|of) ))"
)
_LINK = r"\s?(?:[-–—−,،]|to|and|until|through|الي|حتي|و|او|or)\s?(?:and |و ?)?(?:the )?"
_BEFORE = r"(?<![\w/.,])(?<![\d][ ])"
_DAYS = rf"(?P<days>{_DAY}(?:{_LINK}{_DAY})*)"
_OF_YEAR = rf"(?:,?\s?(?:من )?(?:ل?عام |ل?سنه |of )?(?P<year>{_YEAR}))?"
_DAY_FIRST = re.compile(rf"(?<![\d/.,])(?<!\w-){_DAYS}\s?(?:من |of )?{_MONTH}{_OF_YEAR}")
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_ONE_NAME})\s{_DAYS}(?!\s?(?:{_NAME})(?!\w))(?:,?\s(?P<year>{_YEAR}))?"
)
_MONTH_YEAR = re.compile(
    rf"(?<![^\W\d_])[وفبل]?{_MONTH},?\s?(?:من )?(?:ل?عام |ل?سنه |of )?(?P<year>{_YEAR})"
)
_BACKWARDS = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\s?{_MONTH}\s{{0,3}}(?P<days>\d{{1,2}})(?!\d)")
"""As a damaged text layer has it: `2021ديسمبر / كانون الأول   16`."""
_MONTH_ALONE = re.compile(
    rf"(?<![^\W\d_])[وفبل]?(?:(?P<both>(?P<month>{_NAME})\s?/\s?(?P<second>{_NAME}))"
    rf"|(?<=شهر )(?P<named>{_NAME})|(?<=\b(?:in|of) )(?P<english>{_NAME})|(?<=في )(?P<arabic>{_NAME}))(?!\w)"
)
_FIGURES = re.compile(
    rf"(?<![\w/.-])(?:(?P<y1>{_YEAR.split('(?!')[0]})[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})[-/.](?P<m2>\d{{1,2}})[-/.](?P<y2>(?:19|20)\d\d))(?:\s?م)?(?![\w/]|[-.]\d)"
)
_YEARS = re.compile(r"(?<![\d/.,])(?<!\d )(?:19|20)\d\d(?![\d/%٪]|[.,]\d| \d{3}(?!\d))")
_VERBS = frozenset({"may", "mar", "march"})
"""Words that are a month only beside a year or a day."""
_DAY_NUMBER = re.compile(rf"(?P<figure>\d{{1,2}})|(?P<word>{_WORDS})(?!\w)")
_RANGE = re.compile(r"[\s,،]*(?:[-–—−]|to|until|and|الي|حتي|و)\s?")
_COUNTED = re.compile(
    r"\s?(?:[%٪]|per ?cent|في المايه|دولار|dollars|million|billion|مليون|مليار|بليون|ملايين)"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date and where it stands in the folded text; a part that is not said is None."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None


def find_dates(folded: str) -> list[Date]:
    """The dates of a folded text (`index.arabic.normalise.fold_text`), in its order.

    Several days of one month give a date each. Double month names that disagree
    (`كانون الثاني/فبراير`) are no month. Two dates that share a year at the end both have it.
    """
    found: list[Date] = []
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return not any(match.start() < high and low < match.end() for low, high in taken)

    for pattern in (_BACKWARDS, _FIGURES, _DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR, _MONTH_ALONE):
        for match in pattern.finditer(folded):
            if not free(match):
                continue
            read = _figures(match) if pattern is _FIGURES else _named(match)
            if read:
                found += read
                taken.append(match.span())
    for match in _YEARS.finditer(folded):
        if free(match) and not _COUNTED.match(folded, match.end()):
            found.append(Date(*match.span(), int(match[0])))
    return _with_shared_years(folded, sorted(found, key=lambda d: (d.start, d.day or 0)))


def _named(match: re.Match[str]) -> list[Date]:
    groups = match.groupdict()
    names = [groups.get(key) for key in ("month", "second", "named", "english", "arabic")]
    months = {_month(name) for name in names if name}
    if len(months) != 1:
        return []
    (month,) = months
    year = int(groups["year"]) if groups.get("year") else None
    days = groups.get("days")
    if year is None and match.re in (_MONTH_FIRST, _MONTH_ALONE) and names[0] in _VERBS:
        return []
    if days is None:
        return [Date(*match.span(), year, month)]
    numbers = [
        int(m["figure"]) if m["figure"] else _DAY_WORDS[m["word"]]
        for m in _DAY_NUMBER.finditer(days)
    ]
    if not all(1 <= day <= 31 for day in numbers):
        return []
    return [Date(*match.span(), year, month, day) for day in dict.fromkeys(numbers)]


def _month(name: str) -> int:
    return _MONTH_OF[name.removeprefix("شهر ").rstrip(".")]


def _figures(match: re.Match[str]) -> list[Date]:
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    else:
        year, month, day = int(match["y2"]), int(match["m2"]), int(match["d2"])
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [Date(*match.span(), year, month, day)]


def _with_shared_years(folded: str, found: list[Date]) -> list[Date]:
    """`30 June to 2 July 2024`: the first of the two is of 2024 as well."""
    spans = sorted({(d.start, d.end) for d in found})
    years = {(d.start, d.end): d.year for d in found}
    for (low, high), after in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
        if years[low, high] is None and _RANGE.fullmatch(folded, high, after[0]):
            years[low, high] = years[after]
    return [Date(d.start, d.end, years[d.start, d.end], d.month, d.day) for d in found]


def holds(dates: Iterable[Date], date: Date) -> bool:
    """Whether one of the paragraph's dates says all that `date` says."""
    return any(
        date.year in (None, each.year)
        and date.month in (None, each.month)
        and date.day in (None, each.day)
        for each in dates
    )
