"""When the documents that a question is about are from, by the months that it names.

`the April 2022 resolution`, `in July 2020`, `مطلع عام 2020`: an adopted text is often called by its
month. Years alone are weighed by the search, which finds them in the documents' title blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.support.dates import Date, find_dates
from index.arabic.normalise import fold_text

_PARTS = (
    (re.compile(r"(?:\bearly|\bbeginning of|\bstart of|مطلع|اوايل|بدايه)\W+(?:\w+\W+)?$"), (1, 3)),
    (re.compile(r"(?:\bmid|\bmiddle of|منتصف|اواسط)\W+(?:\w+\W+)?$"), (5, 8)),
    (re.compile(r"(?:\blate|\bend of|\bclose of|نهايه|اواخر)\W+(?:\w+\W+)?$"), (10, 12)),
)
"""Words before a year, and the months that they mean."""

_DEADLINE = re.compile(
    r"(?:\buntil|\btill|\bby|\bthrough|\bbefore|\bup to|\bto|\bthan|\bdeadline of|\bexpir\w+|\bends?"
    r"|حتي|الي|بحلول|لغايه|قبل|اقصاه|تنتهي|ينتهي)"
    r"\W+(?:\w+\W+){0,2}$"
)
"""What a date after these words limits is in the text, not the text's own day."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of one year from a month to a month; `day` if a single one is meant."""

    year: int
    first: int
    last: int
    day: int | None = None

    def holds(self, date: str | None) -> bool:
        """Whether a document's date (`2022-04-29`, `2022-04`, `2022`) is known to lie in it."""
        parts = [int(part) for part in (date or "").split("-") if part.isdecimal()]
        if len(parts) < 2 or parts[0] != self.year or not self.first <= parts[1] <= self.last:
            return False
        return self.day is None or parts[2:] == [self.day]


def deadlines(question: str) -> frozenset[str]:
    """The years that a question gives only as a limit (`until June 2023`), in European digits: they
    date no document.
    """
    folded = fold_text(question)
    limits: set[int | None] = set()
    others: set[int | None] = set()
    for date in find_dates(folded):
        (limits if _DEADLINE.search(folded[: date.start]) else others).add(date.year)
    return frozenset(str(year) for year in limits - others if year)


def periods(question: str) -> list[Period]:
    """The months and days that a question may call a document by, in order."""
    folded = fold_text(question)
    return [
        period
        for date in find_dates(folded)
        if not _DEADLINE.search(folded[: date.start])
        for period in _period(date, folded[: date.start])
    ]


def _period(date: Date, before: str) -> Iterator[Period]:
    if date.year is None:
        return
    if date.month is not None:
        yield Period(date.year, date.month, date.month, date.day)
        return
    for words, (first, last) in _PARTS:
        if words.search(before):
            yield Period(date.year, first, last)
