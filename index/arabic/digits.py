"""Digits of the three systems that UN documents print, as European ones."""

from __future__ import annotations

ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
EXTENDED = "۰۱۲۳۴۵۶۷۸۹"
DIGITS = str.maketrans(ARABIC_INDIC + EXTENDED, "0123456789" * 2)
"""For `str.translate`: Arabic-Indic and Persian digits to European ones, one character for one."""


def european(text: str) -> str:
    """`text` with every Arabic-Indic or Persian digit as a European one; the length is kept."""
    return text.translate(DIGITS)
