"""A precedent as DOCX with the drafter's changes as tracked changes, footnoted with its source.

Written part by part (ECMA-376, WordprocessingML): python-docx knows neither tracked changes nor
footnotes. Accepting every change gives the drafter's text, rejecting every one the precedent.
Moved words are a deletion and an insertion. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import quoteattr

from assistant.ooxml.characters import kept
from assistant.ooxml.directions import right_to_left
from assistant.ooxml.package import document_xml, fixed_parts, footnotes_xml, zipped
from assistant.ooxml.runs import runs_xml
from assistant.precedents.docx_styles import settings_xml, styles_xml
from index.errors import FiqraError
from index.values import Language

Change = Literal["same", "del", "ins"]
Piece = tuple[Change, str]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A precedent and what a drafter made of it.

    The precedent is all that is `same` or `del`, the draft all that is `same` or `ins`; a line break
    in either begins a new paragraph.
    """

    pieces: tuple[Piece, ...]
    language: Language
    source: str
    """What the footnote says, in that language: `S/RES/2506 (2020), para. 4.` No footnote if empty."""
    notes: tuple[tuple[Piece, ...], ...] = ()
    """More lines of the footnote. What they show as changed is struck out or underlined: it is no change
    of this document, to be accepted or rejected."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above precedents; it is no part of any and bears no change."""

    text: str
    language: Language


Item = Tracked | Heading


def write_tracked(path: Path, items: Sequence[Item], author: str, when: datetime) -> None:
    """Writes the items one below the other into a DOCX, every change by `author` at `when`.

    A time without a zone counts as UTC; Word keeps whole seconds. Characters that a DOCX cannot hold
    are left out (`assistant.ooxml.characters.kept`). Raises FiqraError for an empty author, before
    anything is written, and where the file cannot be written.
    """
    data = tracked_docx(items, author, when)
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be written: {fault.strerror or fault}; name another file."
        ) from fault


def tracked_docx(items: Sequence[Item], author: str, when: datetime) -> bytes:
    """The bytes that `write_tracked` writes. Raises FiqraError as it does, but for the file."""
    if not author.strip():
        raise FiqraError("Tracked changes need an author; give a name.")
    author = kept(author)
    items = [_kept_item(item, number) for number, item in enumerate(items, start=1)]
    date = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    writer = _Writer(f"w:author={quoteattr(author)} w:date={quoteattr(stamp)}")
    body = "".join(writer.item(item) for item in items)
    arabic = sum(item.language == "ar" for item in items) * 2 > len(items)
    parts = {
        **fixed_parts(author, stamp, styles_xml(), settings_xml()),
        "word/document.xml": document_xml(body, arabic),
        "word/footnotes.xml": footnotes_xml("".join(writer.footnotes), arabic),
    }
    return zipped(parts)


def _kept_item(item: Item, number: int) -> Item:
    """The item with the characters alone that a DOCX can hold."""
    if isinstance(item, Heading):
        return replace(item, text=kept(item.text))
    source = kept(item.source)
    if "\n" in source:
        raise FiqraError(f"The source of item {number} has a line break; give it on one line.")
    return replace(
        item,
        pieces=_kept_pieces(item.pieces),
        source=source,
        notes=tuple(_kept_pieces(line) for line in item.notes),
    )


def _kept_pieces(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple((change, kept(text)) for change, text in pieces)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of an item: its pieces, and what happens to the break behind it."""

    pieces: tuple[Piece, ...]
    end: Change


def _lines(pieces: Sequence[Piece]) -> Iterator[_Line]:
    """The pieces by paragraph. The last one's break is the document's own."""
    line: list[Piece] = []
    for change, text in pieces:
        first, *more = text.split("\n")
        line.append((change, first))
        for each in more:
            yield _Line(tuple(line), change)
            line = [(change, each)]
    yield _Line(tuple(line), "same")


class _Writer:
    """Numbers the changes and footnotes of one document."""

    def __init__(self, changed: str) -> None:
        self.changed = changed
        self.footnotes: list[str] = []
        self._ids = count(1)

    def item(self, item: Item) -> str:
        if isinstance(item, Heading):
            text = " ".join(item.text.split("\n"))
            right = item.language == "ar"
            return _paragraph(right, "PrecedentHeading", "", runs_xml(text, right))
        lines = list(_lines(item.pieces))
        written = [self._line(line, item.language) for line in lines[:-1]]
        written.append(self._line(lines[-1], item.language, item))
        return "".join(written)

    def _line(self, line: _Line, language: Language, noted: Tracked | None = None) -> str:
        right = language == "ar"
        ways = right_to_left("".join(text for _, text in line.pieces), right)
        content, at = [], 0
        for change, text in line.pieces:
            if not text:
                continue
            written = runs_xml(text, right, ways[at : at + len(text)], deleted=change == "del")
            at += len(text)
            if change == "same":
                content.append(written)
            else:
                content.append(f"<w:{change} {self._mark()}>{written}</w:{change}>")
        if noted is not None and noted.source:
            content.append(self._footnote(noted, right))
        mark = "" if line.end == "same" else f"<w:{line.end} {self._mark()}/>"
        return _paragraph(right, "Precedent", mark, "".join(content))

    def _mark(self) -> str:
        return f'w:id="{next(self._ids)}" {self.changed}'

    def _footnote(self, noted: Tracked, right: bool) -> str:
        number = len(self.footnotes) + 1
        style = '<w:rStyle w:val="FootnoteReference"/>' + ("<w:rtl/>" if right else "")
        own = f"<w:r><w:rPr>{style}</w:rPr><w:footnoteRef/></w:r>"
        text = runs_xml(f" {noted.source}", right)
        note = _paragraph(right, "PrecedentNote", "", own + text)
        for line in noted.notes:
            note += _paragraph(right, "PrecedentNote", "", _note_line(line, right))
        self.footnotes.append(f'<w:footnote w:id="{number}">{note}</w:footnote>')
        return f'<w:r><w:rPr>{style}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _note_line(pieces: Sequence[Piece], right: bool) -> str:
    """A line of a footnote, with what differs in it as mere formatting."""
    line = [(change, " ".join(text.split("\n"))) for change, text in pieces]
    ways = right_to_left("".join(text for _, text in line), right)
    content, at = "", 0
    for change, text in line:
        own = ways[at : at + len(text)]
        content += runs_xml(text, right, own, look=_LOOKS[change])
        at += len(text)
    return content


_LOOKS: dict[Change, str] = {
    "same": "",
    "del": '<w:strike/><w:color w:val="767676"/>',
    "ins": '<w:u w:val="single"/>',
}


def _paragraph(right: bool, style: str, mark: str, content: str) -> str:
    properties = (
        f'<w:pStyle w:val="{style}Arabic"/><w:bidi/>' if right else f'<w:pStyle w:val="{style}"/>'
    )
    # the break's own properties: the change that made or removes it, and its direction
    own = mark + ("<w:rtl/>" if right else "")
    if own:
        properties += f"<w:rPr>{own}</w:rPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
