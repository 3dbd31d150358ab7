"""A title from a file's properties, believed only if the text prints it too.

Properties outlive their document: files are made from other files, and the title stays. So a title
that does not stand at the beginning of the text says nothing.
"""

from __future__ import annotations

import re

from index.arabic.normalise import fold_text
from index.values import Stated

_SYMBOL = re.compile(r"[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.]*)+(?: \([0-9]{4}\))?")
_BEGINNING = 6000


def stated_by(title: str | None, text: str) -> Stated:
    """The title, or the symbol if that is all the title is, where `text` begins with pages that print it."""
    title = " ".join((title or "").split())
    folded = fold_text(title)
    if not 4 <= len(folded) <= 400 or folded not in fold_text(text[:_BEGINNING]):
        return Stated()
    return Stated(symbol=title) if _SYMBOL.fullmatch(title) else Stated(title=title)
