"""A text as runs of WordprocessingML, each of one direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from assistant.ooxml.directions import right_to_left


def runs_xml(
    text: str,
    right: bool,
    ways: Sequence[bool] | None = None,
    *,
    deleted: bool = False,
    look: str = "",
) -> str:
    """The text of a paragraph, which goes from right to left or not; tabs are elements of their own.

    `ways` are the directions of the characters where the text is a part of a line (`right_to_left` of
    the whole line), `look` the properties of each run, `deleted` says that a tracked change takes it away.
    """
    ways = right_to_left(text, right) if ways is None else ways
    written, at = [], 0
    while at < len(text):
        end = at
        while end < len(text) and ways[end] == ways[at]:
            end += 1
        own = look + ("<w:rtl/>" if ways[at] else "")
        properties = f"<w:rPr>{own}</w:rPr>" if own else ""
        written.append(f"<w:r>{properties}{_characters(text[at:end], deleted)}</w:r>")
        at = end
    return "".join(written)


def _characters(text: str, deleted: bool) -> str:
    element = "w:delText" if deleted else "w:t"
    pieces = re.split(r"(\t)", text)
    return "".join(
        "<w:tab/>"
        if piece == "\t"
        else f'<{element} xml:space="preserve">{escape(piece)}</{element}>'
        for piece in pieces
        if piece
    )
