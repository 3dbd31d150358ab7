"""Dates as UN documents print them, in both Arabic month systems and in English."""

from __future__ import annotations

import re
from datetime import date

from index.arabic.digits import european
from index.arabic.normalise import fold_text

MONTHS = (
    ("كانون الثاني", "يناير", "january"),
    ("شباط", "فبراير", "february"),
    ("آذار", "مارس", "march"),
    ("نيسان", "أبريل", "إبريل", "april"),
    ("أيار", "مايو", "may"),
    ("حزيران", "يونيه", "يونيو", "june"),
    ("تموز", "يوليه", "يوليو", "july"),
    ("آب", "أغسطس", "august"),
    ("أيلول", "سبتمبر", "september"),
    ("تشرين الأول", "أكتوبر", "october"),
    ("تشرين الثاني", "نوفمبر", "november"),
    ("كانون الأول", "ديسمبر", "december"),
)
"""The names of each month: Levantine first, then the others that UN documents print, English last."""
_NUMBER = {fold_text(name): i for i, names in enumerate(MONTHS, 1) for name in names}
_NAME = "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}}) ({_NAME})(?: ?/ ?({_NAME}))?\.?,? (?:من )?(?:عام )?(\d{{4}})(?!\d)"
)
# A damaged text layer prints the runs of a line backwards: `2021ديسمبر / كانون الأول   16`.
_BACKWARDS = re.compile(rf"(?<!\d)(\d{{4}}) ?({_NAME}) ?/ ?({_NAME}) ?(\d{{1,2}})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b({_NAME}) (\d{{1,2}}),? (\d{{4}})(?!\d)")


def find_date(text: str) -> str | None:
    """The first full date in `text` as ISO 8601 (2021-12-16); None where there is none.

    A date whose two month names disagree (`كانون الثاني/فبراير`) is no date.
    """
    folded = fold_text(text)
    patterns = (_DAY_FIRST, _BACKWARDS, _MONTH_FIRST)
    matches = [(m.start(), i, m) for i, p in enumerate(patterns) for m in p.finditer(folded)]
    for _, _, match in sorted(matches, key=lambda found: found[:2]):
        if match.re is _MONTH_FIRST:
            month, day, year = match.groups()
            second = None
        elif match.re is _DAY_FIRST:
            day, month, second, year = match.groups()
        else:
            year, month, second, day = match.groups()
        if second and _NUMBER[second] != _NUMBER[month]:
            continue
        found = valid_date(f"{year}-{_NUMBER[month]:02}-{int(day):02}")
        if found:
            return found
    return None


def is_date(text: str) -> bool:
    """Whether `text` is one full date and nothing else."""
    folded = fold_text(text).strip(" .,،")
    return any(p.fullmatch(folded) for p in (_DAY_FIRST, _MONTH_FIRST)) and bool(find_date(text))


def valid_date(text: str | None) -> str | None:
    """`text` if it is an ISO 8601 date that a UN document can bear (1945 and later), else None."""
    try:
        found = date.fromisoformat(european(text or "").strip())
    except ValueError:
        return None
    return found.isoformat() if found.year >= 1945 else None
