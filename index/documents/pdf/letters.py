"""What a glyph is, as far as the order of a line and the joining of letters ask."""

from __future__ import annotations

import unicodedata
from functools import cache

TATWEEL = "\u0640"

JOINS_ON = frozenset("بتثجحخسشصضطظعغفقكلمنهيئـپچڤگکیہھڭ")
"""Arabic letters that are joined to the one behind them."""


@cache
def kind(text: str) -> str:
    """`R` Arabic or Hebrew, `L` Latin and the like, `A` Arabic-Indic digits, `E` European ones,
    `M` marks alone, `N` everything else."""
    c = text[0]
    if "٠" <= c <= "٩":
        return "A"
    if unicodedata.combining(c):
        return "M"
    match unicodedata.bidirectional(c):
        case "R" | "AL":
            return "R"
        case "L":
            return "L"
        case "EN":
            return "N" if unicodedata.category(c) == "No" else "E"
        case "AN":
            return "A" if c.isdigit() else "N"
    return "N"


@cache
def is_arabic(text: str) -> bool:
    """Whether a glyph is a letter of the Arabic script."""
    return "\u0620" <= text[0] <= "\u06d3" and text[0].isalpha()
