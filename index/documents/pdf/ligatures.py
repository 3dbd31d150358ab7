"""The letters of a ligature in the order in which they are read."""

from __future__ import annotations

import unicodedata

ALEFS = "اأإآٱ"
_AS_READ = frozenset(("الله", "محمد", "صلعم", "رسول", "عليه", "وسلم", "صلى", "اكبر"))
"""Words with a presentation form of their own, which pdfium takes apart in their order."""


def ligature(text: str, turned: bool) -> str:
    """The letters of an Arabic ligature in reading order, marks behind them."""
    if text in _AS_READ:
        return text
    letters = [c for c in text if not unicodedata.combining(c)]
    marks = [c for c in text if unicodedata.combining(c)]
    if not letters:
        return "".join(sorted(marks, key=_shadda_first))
    if len(letters) == 2 and set(letters) & {"ل"} and set(letters) & set(ALEFS):
        letters.sort(key=lambda c: c != "ل")
    elif turned:
        letters.reverse()
    return "".join(letters) + "".join(sorted(marks, key=_shadda_first))


def _shadda_first(mark: str) -> bool:
    return mark != "\u0651"
