"""The text of lines: cells in order, words in the order of reading, brackets the right way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.documents.pdf.bidi import logical
from index.documents.pdf.layout import Line
from index.documents.pdf.letters import kind
from index.documents.pdf.rows import Word

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def letters_of(words: Sequence[Word]) -> tuple[int, int]:
    """How many right-to-left and how many Latin glyphs there are."""
    counts = Counter(kind(g.text) for word in words for g in word.glyphs)
    return counts["R"], counts["L"]


def read_lines(lines: Sequence[Line]) -> None:
    """Set the text and the direction of the lines of a page, column by column."""
    zones: dict[int, list[Line]] = {}
    for line in lines:
        zones.setdefault(line.zone, []).append(line)
    counts = {id(line): letters_of(_words(line)) for line in lines}
    page_r, page_l = (sum(count[i] for count in counts.values()) for i in (0, 1))
    for zone in zones.values():
        right = sum(counts[id(line)][0] for line in zone)
        latin = sum(counts[id(line)][1] for line in zone)
        if right + latin < 10:
            right, latin = page_r, page_l
        for line in zone:
            line.rtl = _runs_left(line, *counts[id(line)], right, latin)
            line.text = _text(line, line.rtl if not line.table else right >= latin)


def _words(line: Line) -> list[Word]:
    return [word for cell in line.cells for row in cell for word in row]


def _runs_left(line: Line, right: int, latin: int, around: int, around_latin: int) -> bool:
    """Whether a line is read from the right, by its letters and those of its column."""
    if around <= 0.4 * around_latin:
        return right > latin
    if right >= latin and right:
        return True
    if not latin:
        return around > around_latin
    # More Latin than Arabic in an Arabic column: a line of an Arabic paragraph, or a Latin one?
    words = _words(line)
    first, last = words[0].glyphs[0].text, words[-1].glyphs[-1].text
    if first in ".,،;؛:" and last not in ".,;:":
        return True
    if last in ".,;:" and first not in ".,،;؛:":
        return False
    start, end = line.right - line.x1, line.x0 - line.left
    if right:
        return not (start > 3 * line.size and end < 1.5 * line.size)
    return start < 1.5 * line.size and end > 3 * line.size


def _text(line: Line, rtl: bool) -> str:
    cells = reversed(line.cells) if rtl else line.cells
    texts = []
    for cell in cells:
        own = letters_of([word for row in cell for word in row])
        right = rtl and (not line.table or own[0] > 0 or own[1] == 0)
        rows = " ".join(logical(seen(row), right) for row in cell if row)
        texts.append(re.sub(r"(?<=\S/) ", "", rows.strip()) if len(cell) > 1 else rows.strip())
    if len(texts) == 2 and len(texts[0]) <= 5 and any(c.isdigit() for c in texts[0]):
        return " ".join(texts)  # a paragraph's number before its text
    return "\t".join(texts).strip("\t")


def seen(words: Sequence[Word]) -> list[str]:
    """The glyphs of words from left to right with spaces between; raised digits as such."""
    out: list[str] = []
    for word in words:
        if out:
            out.append(" ")
        glyphs = word.glyphs
        for i, glyph in enumerate(glyphs):
            text = glyph.text
            if glyph.raised and text.isdigit() and not _in_brackets(word, i):
                text = text.translate(_RAISED)
            out.append(text)
    return out


def _in_brackets(word: Word, i: int) -> bool:
    """Whether raised digits stand in brackets that are raised with them."""
    low = high = i
    while low and word.glyphs[low - 1].raised:
        low -= 1
    while high + 1 < len(word.glyphs) and word.glyphs[high + 1].raised:
        high += 1
    return any(g.text in "()[]" for g in word.glyphs[low : high + 1])
