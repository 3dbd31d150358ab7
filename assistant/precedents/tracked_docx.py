"""A precedent as DOCX with the drafter's changes as tracked changes, footnoted with its source.

Written part by part (ECMA-376, WordprocessingML): python-docx knows neither tracked changes nor
footnotes. Accepting every change gives the drafter's text, rejecting every one the precedent.
Moved words are a deletion and an insertion. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from assistant.precedents.directions import right_to_left
from assistant.precedents.docx_parts import document_xml, fixed_parts, footnotes_xml
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
    """What the footnote says, in that language: `S/RES/2506 (2020), para. 4`. No footnote if empty."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above precedents; it is no part of any and bears no change."""

    text: str
    language: Language


Item = Tracked | Heading

_IMPOSSIBLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and the carriage return, which every XML reader makes a line feed."""


def write_tracked(path: Path, items: Sequence[Item], author: str, when: datetime) -> None:
    """Writes the items one below the other into a DOCX, every change by `author` at `when`.

    A time without a zone counts as UTC; Word keeps whole seconds. Raises FiqraError, before
    anything is written, for text that a DOCX cannot hold and for an empty author, and where the
    file cannot be written.
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
    _check(author, "The author's name")
    for number, item in enumerate(items, start=1):
        _check_item(item, number)
    date = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    writer = _Writer(f"w:author={quoteattr(author)} w:date={quoteattr(stamp)}")
    body = "".join(writer.item(item) for item in items)
    arabic = sum(item.language == "ar" for item in items) * 2 > len(items)
    parts = {
        **fixed_parts(author, stamp),
        "word/document.xml": document_xml(body, arabic),
        "word/footnotes.xml": footnotes_xml("".join(writer.footnotes), arabic),
    }
    return _zipped(parts)


def _check_item(item: Item, number: int) -> None:
    if isinstance(item, Heading):
        _check(item.text, f"The heading at place {number}")
        return
    _check(item.source, f"The source of item {number}")
    if "\n" in item.source:
        raise FiqraError(f"The source of item {number} has a line break; give it on one line.")
    for _, text in item.pieces:
        _check(text, f"Item {number}")


def _check(text: str, what: str) -> None:
    found = _IMPOSSIBLE.search(text)
    if found:
        raise FiqraError(
            f"{what} holds the control character U+{ord(found[0]):04X} at place {found.start() + 1},"
            " which a DOCX cannot keep; take it out first."
        )


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
            return _paragraph(right, "PrecedentHeading", "", _runs(text, right, None, right))
        lines = list(_lines(item.pieces))
        written = [self._line(line, item.language) for line in lines[:-1]]
        written.append(self._line(lines[-1], item.language, item.source))
        return "".join(written)

    def _line(self, line: _Line, language: Language, source: str = "") -> str:
        right = language == "ar"
        ways = right_to_left("".join(text for _, text in line.pieces), right)
        content, at = [], 0
        for change, text in line.pieces:
            if not text:
                continue
            written = _runs(text, right, ways[at : at + len(text)], right, deleted=change == "del")
            at += len(text)
            if change == "same":
                content.append(written)
            else:
                content.append(f"<w:{change} {self._mark()}>{written}</w:{change}>")
        if source:
            content.append(self._footnote(source, right))
        mark = "" if line.end == "same" else f"<w:{line.end} {self._mark()}/>"
        return _paragraph(right, "Precedent", mark, "".join(content))

    def _mark(self) -> str:
        return f'w:id="{next(self._ids)}" {self.changed}'

    def _footnote(self, source: str, right: bool) -> str:
        number = len(self.footnotes) + 1
        style = '<w:rStyle w:val="FootnoteReference"/>' + ("<w:rtl/>" if right else "")
        own = f"<w:r><w:rPr>{style}</w:rPr><w:footnoteRef/></w:r>"
        text = _runs(f" {source}", right, None, right)
        note = _paragraph(right, "PrecedentNote", "", own + text)
        self.footnotes.append(f'<w:footnote w:id="{number}">{note}</w:footnote>')
        return f'<w:r><w:rPr>{style}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _paragraph(right: bool, style: str, mark: str, content: str) -> str:
    properties = (
        f'<w:pStyle w:val="{style}Arabic"/><w:bidi/>' if right else f'<w:pStyle w:val="{style}"/>'
    )
    # the break's own properties: the change that made or removes it, and its direction
    own = mark + ("<w:rtl/>" if right else "")
    if own:
        properties += f"<w:rPr>{own}</w:rPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _runs(
    text: str, right: bool, ways: Sequence[bool] | None, paragraph: bool, *, deleted: bool = False
) -> str:
    """Runs of one direction each; tabs are elements of their own."""
    ways = right_to_left(text, paragraph) if ways is None else ways
    written, at = [], 0
    while at < len(text):
        end = at
        while end < len(text) and ways[end] == ways[at]:
            end += 1
        properties = "<w:rPr><w:rtl/></w:rPr>" if ways[at] else ""
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


def _zipped(parts: dict[str, str]) -> bytes:
    """The parts as a package: uncompressed, because compressors differ from one system to the next."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, content.encode("utf-8"))
    return buffer.getvalue()
