"""Damaged Arabic text as its author wrote it, in layers, nothing overwritten.

raw -> normalised -> repaired. Which layers run is decided by what is wrong with the text
(`damage`); each makes new readings of lines out of the ones before, and the map to the raw
characters is kept all the way (`values`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.arabic.normalise import LINE_BREAK
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import Reading
from index.arabic.words import word_model
from index.values import Source

if TYPE_CHECKING:
    from index.arabic.repair.damage import Damage

_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_DIGIT = re.compile("[0-9\u0660-\u0669]")
_BREAK = re.compile(LINE_BREAK)


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A line of the source, characters `start` to `end`, and how it is read."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Repaired:
    """What is wrong with a source, and the lines that are read otherwise than they stand."""

    lines: tuple[RepairedLine, ...]
    """In the source's order; only lines in which something was repaired."""
    damage: Damage


def repair(source: Source) -> Repaired:
    """The source's damage and its repaired lines. Sound text costs little: only numbers that stand
    reversed are looked for. The same source always gives the same readings.
    """
    from index.arabic.repair.damage import damage

    text = source.text
    found = damage(text, source.pages)
    hurt = bool({"runs", "letters", "ocr"} & set(found.kinds)) and "unreadable" not in found.kinds
    borders = [
        (start, end)
        for start, end in _lines(text)
        if _ARABIC.search(text, start, end) and (hurt or _DIGIT.search(text, start, end))
    ]
    readings = [marked(text, start, end) for start, end in borders]
    readings = _repaired(readings, found)
    return Repaired(
        tuple(
            RepairedLine(start, end, reading)
            for (start, end), reading in zip(borders, readings, strict=True)
            if reading.repairs
        ),
        found,
    )


def _repaired(readings: list[Reading], found: Damage) -> list[Reading]:
    from index.arabic.repair.numbers import read_numbers

    kinds = found.kinds if "unreadable" not in found.kinds else ()
    if "letters" in kinds:
        from index.arabic.repair.letters import read_letters

        readings = read_letters(readings, word_model())
    elif "runs" in kinds:  # behind a wrong letter map the order is judged with the letters
        from index.arabic.repair.runs import read_runs

        readings = read_runs(readings, word_model())
    readings = [unstretched(reading) for reading in readings]
    if "ocr" in kinds:
        from index.arabic.repair.ocr import read_ocr

        readings = read_ocr(readings, word_model())
    return read_numbers(readings)


def _lines(text: str) -> list[tuple[int, int]]:
    borders, at = [], 0
    for match in _BREAK.finditer(text):
        borders.append((at, match.start()))
        at = match.end()
    borders.append((at, len(text)))
    return borders
