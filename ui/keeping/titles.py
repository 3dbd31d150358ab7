"""Names that people or their questions give: on one line, bounded, and turning nothing round."""

from __future__ import annotations

import unicodedata

LENGTH = 60
"""Characters of a title that is made of a question."""

_JOINERS = "\u200c\u200d"
"""Format characters that some scripts are spelled with; the others (marks of direction) go."""

_BEFORE_A_CUT = "".join((" ", *",.;:-–—", *"،؛"))


def title_of(question: str) -> str:
    """The beginning of a question, cut at a word, as the title of its conversation; "" for blanks."""
    text = on_one_line(question)
    if len(text) <= LENGTH:
        return text
    at = LENGTH
    while unicodedata.combining(text[at]):  # a letter keeps its marks
        at -= 1
    whole = text[:at] if text[at].isspace() else text[:at].rpartition(" ")[0]
    return f"{(whole or text[:at]).rstrip(_BEFORE_A_CUT)}…"


def on_one_line(text: str) -> str:
    """The text without control characters, marks of direction and surrogates, blanks made single."""
    kept = (
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join("".join(kept).split())
