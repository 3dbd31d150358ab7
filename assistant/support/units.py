"""Numbers with a unit of time or length: `48 hours` is not 48 days, but it is two days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.support.numbers import Number

Measure = tuple[str, Fraction]
"""What is measured, and how much of its smallest unit."""

# Words of folded text: small letters, no hamza, ه for ة. A month is no number of days.
_UNITS: dict[str, tuple[str, int]] = {
    word: (kind, size)
    for kind, size, words in (
        ("time", 1, "minute minutes دقيقه دقائق"),
        ("time", 60, "hour hours ساعه ساعات"),
        ("time", 1440, "day days يوم يوما ايام"),
        ("time", 10080, "week weeks اسبوع اسبوعا اسابيع"),
        ("months", 1, "month months شهر شهرا اشهر شهور"),
        ("months", 12, "year years سنه سنوات عام عاما اعوام"),
        ("length", 1, "metre metres meter meters m متر مترا امتار"),
        ("length", 1000, "kilometre kilometres kilometer kilometers km كيلومتر كيلومترا كيلومترات"),
    )
    for word in words.split()
}
_TWICE = {
    word: (kind, size)
    for kind, size, words in (
        ("time", 60, "ساعتين ساعتان"),
        ("time", 1440, "يومين يومان"),
        ("time", 10080, "اسبوعين اسبوعان"),
        ("months", 1, "شهرين شهران"),
        ("months", 12, "سنتين سنتان عامين عامان"),
    )
    for word in words.split()
}
_UNIT = re.compile(
    rf"[\s-]?(?:of an? )?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!\w)"
)
_ALONE = re.compile(
    r"(?<!\w)(?:(?:لمده|مدتها|مدته|خلال|غضون|كل) (?P<one>دقيقه|ساعه|يوم|اسبوع|شهر|سنه|عام)(?! \d)(?!\w)"
    rf"|[وبل]?(?P<two>{'|'.join(_TWICE)})(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit behind a number, and where it ends in the folded text."""

    kind: str
    """What it measures."""
    size: int
    """In the smallest unit of its kind: minutes, months, metres."""
    end: int


def unit_behind(text: str, number: Number) -> Unit | None:
    """The unit that stands right behind a number of a folded text."""
    match = _UNIT.match(text, number.end)
    return Unit(*_UNITS[match["unit"]], match.end()) if match else None


def measures(text: str, numbers: Iterable[Number]) -> set[Measure]:
    """What the numbers of a folded text measure with their units; units that are counted by their
    form (سنتين, لمدة سنة) as well.
    """
    found = set()
    for number in numbers:
        if unit := unit_behind(text, number):
            found |= {(unit.kind, value * unit.size) for value in number.values}
    for match in _ALONE.finditer(text):
        kind, size = _UNITS[match["one"]] if match["one"] else _TWICE[match["two"]]
        found.add((kind, Fraction(size if match["one"] else 2 * size)))
    return found


def other_unit(own: Unit, theirs: Sequence[Unit | None]) -> bool:
    """Whether every like number of the paragraphs has another unit."""
    return bool(theirs) and all(
        each is not None and (each.kind, each.size) != (own.kind, own.size) for each in theirs
    )
