"""A raw line as a reading: normalised, its kashidas kept as marks of run borders, then without them."""

from __future__ import annotations

import re

from index.arabic.mapping import identity
from index.arabic.normalise import KASHIDA, compose, kashida_breaks, strip_invisible
from index.arabic.repair.values import Reading, drop

_SPARE_SPACE = re.compile(r"^\s+|(?<=\s)\s+|\s+$")


def marked(text: str, start: int, end: int) -> Reading:
    """Characters `start` to `end` of a source, a line of it: ordinary letters, no invisible
    characters; kashidas and runs of spaces stand, since they show where runs were joined.
    """
    return Reading(compose(strip_invisible(identity(text[start:end], start))))


def unstretched(reading: Reading) -> Reading:
    """The reading without kashidas, a word that they break joined, and single spaces."""
    if KASHIDA in reading.text.text:
        reading = drop(reading, kashida_breaks(reading.text.text))
    return drop(reading, [m.span() for m in _SPARE_SPACE.finditer(reading.text.text)])
