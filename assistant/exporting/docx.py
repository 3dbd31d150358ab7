"""A laid-out conversation as DOCX with real footnotes, each paragraph and run in its own direction.

Written part by part (ECMA-376), because python-docx knows no footnotes; what is the same for every
DOCX is that of `assistant.ooxml`. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from assistant.exporting.docx_styles import (
    NOTE,
    NOTE_WORDS,
    REFERENCE,
    STYLES,
    settings_xml,
    styles_xml,
)
from assistant.exporting.values import Block, Laid, Line, Mark, Note
from assistant.ooxml.characters import kept
from assistant.ooxml.directions import right_to_left
from assistant.ooxml.package import document_xml, fixed_parts, footnotes_xml, zipped
from assistant.ooxml.runs import runs_xml

_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)", re.ASCII)


def docx(laid: Laid, author: str, stamp: str) -> bytes:
    """The document. Characters that XML cannot hold are left out. `stamp` is when it was made, ISO 8601
    with a zone, whole seconds.

    A note that is referred to twice is written twice, with the same words, as the United Nations
    Editorial Manual has it (footnotes, V.A): each stays true when another one is deleted or moved.
    """
    arabic = laid.language == "ar"
    footnotes: list[str] = []
    pairs = zip_longest(laid.blocks, laid.blocks[1:])
    body = "".join(_block(block, after, laid, footnotes) for block, after in pairs if block)
    parts = {
        **fixed_parts(kept(author), stamp, styles_xml(), settings_xml()),
        "word/document.xml": document_xml(body, arabic),
        "word/footnotes.xml": footnotes_xml("".join(footnotes), arabic),
    }
    return zipped(parts)


def _shown(text: str, right: bool) -> str:
    """As `kept`; from right to left `50 000` stands between marks of direction, without which it is
    shown as `000 50` (UAX #9 takes it for two numbers).
    """
    return _THOUSANDS.sub("\u200e\\g<0>\u200f", kept(text)) if right else kept(text)


def _block(block: Block, after: Block | None, laid: Laid, footnotes: list[str]) -> str:
    """A paragraph; `footnotes` gets those that it refers to. What is said of one document stays
    together, on the side where the list begins.
    """
    right = block.language == "ar"
    pieces = [_shown(p, right) if isinstance(p, str) else p for p in block.pieces]
    ways = right_to_left("".join(piece for piece in pieces if isinstance(piece, str)), right)
    content, at = [], 0
    if block.lead:
        content.append(_text(f"{block.lead}\t", right))
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            content.append(_broken(piece, right, ways[at : at + len(piece)]))
            at += len(piece)
            continue
        if number and isinstance(pieces[number - 1], Mark):
            content.append(_reference("<w:t>,</w:t>", right))
        footnotes.append(_note(len(footnotes) + 1, laid.notes[piece.note]))
        content.append(_reference(f'<w:footnoteReference w:id="{len(footnotes)}"/>', right))
    keep = block.style == "file" and after is not None and after.style == "file"
    aside = block.style in ("source", "file") and block.language != laid.language
    return _paragraph(STYLES[block.style], right, "".join(content), keep=keep, aside=aside)


def _note(number: int, note: Note) -> str:
    """A footnote: its number before the first line, each line in its own direction."""
    first, *more = note.lines
    right = first.language == "ar"
    sign = _reference("<w:footnoteRef/>", right) + _text(" ", right)
    written = _paragraph(NOTE, right, sign + _line(first))
    for line in more:
        written += _paragraph(NOTE_WORDS, line.language == "ar", _line(line))
    return f'<w:footnote w:id="{number}">{written}</w:footnote>'


def _line(line: Line) -> str:
    return _text(_shown(line.text, line.language == "ar"), line.language == "ar")


def _reference(content: str, right: bool) -> str:
    way = "<w:rtl/>" if right else ""
    return f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/>{way}</w:rPr>{content}</w:r>'


def _paragraph(
    style: str, right: bool, content: str, *, keep: bool = False, aside: bool = False
) -> str:
    """A paragraph, on one page with the next or, with `aside`, at the side where its lines end: there
    `right` is what is left on the page for a paragraph from right to left.
    """
    properties = (
        f'<w:pStyle w:val="{style}"/>'
        + ("<w:keepNext/>" if keep else "")
        + ("<w:bidi/>" if right else "")
        + ('<w:ind w:left="0" w:right="284"/><w:jc w:val="right"/>' if aside else "")
        + ("<w:rPr><w:rtl/></w:rPr>" if right else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _text(text: str, right: bool) -> str:
    return _broken(text, right, right_to_left(text, right))


def _broken(text: str, right: bool, ways: list[bool]) -> str:
    """Runs of one direction each, with a break for each end of a line."""
    written, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if number:
            written.append("<w:r><w:br/></w:r>")
            at += 1
        written.append(runs_xml(line, right, ways[at : at + len(line)]))
        at += len(line)
    return "".join(written)
