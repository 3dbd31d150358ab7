"""Kashidas that claim to be another character.

LibreOffice leaves stretch glyphs without a Unicode value, so that readers show the font's own
number (`<`, `(`, `P`, U+FFFD); other producers give them some letter's value. A kashida is told by
its ink: a thin bar on the baseline that touches the joined Arabic letters at both its sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.documents.pdf.glyphs import UNKNOWN, Glyph
from index.documents.pdf.letters import JOINS_ON, TATWEEL, is_arabic
from index.documents.pdf.rows import Row

_TOUCH = 0.04
"""Ems between the ink of a kashida and that of its neighbours at most."""


def mend_kashidas(rows: Sequence[Row]) -> list[Row]:
    """The rows, every kashida with its own character; those that stretch nothing left out."""
    known: set[tuple[int, str]] = set()
    for row in rows:
        for word in row.words:
            known |= _mend(word.glyphs)
    for row in rows:  # the same glyph at a word's edge, where only one neighbour shows it
        for word in row.words:
            for glyph in word.glyphs:
                lost = glyph.text == UNKNOWN or (glyph.font, glyph.text) in known
                if lost and not is_arabic(glyph.text) and glyph.is_bar:
                    glyph.text = TATWEEL
        _drop_strays(row)
    return [row for row in rows if row.words]


def _mend(glyphs: Sequence[Glyph]) -> set[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    i = 0
    while i < len(glyphs):
        if glyphs[i].text == TATWEEL or not glyphs[i].is_bar:
            i += 1
            continue
        first = i
        while i < len(glyphs) and glyphs[i].is_bar:
            i += 1
        if first == 0 or i == len(glyphs):
            continue
        # Some letters (seen) are flat as well: a letter must come twice to be none.
        if any(is_arabic(g.text) for g in glyphs[first:i]) and not _is_run(glyphs[first:i]):
            continue
        left, right = glyphs[first - 1], glyphs[i]
        touch = _TOUCH * glyphs[first].size
        joined = is_arabic(left.text) and right.text[-1:] and _joins(right.text)
        if (
            joined
            and glyphs[first].ink0 - left.ink1 <= touch
            and right.ink0 - glyphs[i - 1].ink1 <= touch
        ):
            for glyph in glyphs[first:i]:
                if glyph.text != TATWEEL:
                    found.add((glyph.font, glyph.text))
                    glyph.text = TATWEEL
    return found


def _is_run(glyphs: Sequence[Glyph]) -> bool:
    """Whether one letter that has no flat form stands several times."""
    texts = {g.text for g in glyphs if g.text != TATWEEL}
    return len(texts) == 1 and len(glyphs) >= 2 and not texts & set("سشصضن")


def _drop_strays(row: Row) -> None:
    """Leave out stretch glyphs that stand by themselves: they stretch nothing."""
    for word in row.words:
        texts = [g.text for g in word.glyphs]
        if TATWEEL in texts and not any(is_arabic(text) for text in texts if text != TATWEEL):
            word.glyphs[:] = [g for g in word.glyphs if g.text != TATWEEL]
    row.words[:] = [word for word in row.words if word.glyphs]


def _joins(text: str) -> bool:
    """Whether the last letter of a glyph, marks aside, is joined to the one behind it."""
    letters = [c for c in text if c.isalpha() or c == TATWEEL]
    return bool(letters) and letters[-1] in JOINS_ON
