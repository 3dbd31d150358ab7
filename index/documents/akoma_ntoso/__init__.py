"""Resolutions in the United Nations' Akoma Ntoso XML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.documents.akoma_ntoso.lines import Note, tree_lines
from index.documents.akoma_ntoso.outline import Piece, pieces
from index.documents.akoma_ntoso.stated import read_stated
from index.errors import FiqraError
from index.values import Block, Source, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_akoma_ntoso"]


def read_akoma_ntoso(data: bytes, name: str) -> Source:
    """The text of an Akoma Ntoso file, one paragraph a line, footnotes at the end, every block named.

    `name` is the file's name without its folder. Raises FiqraError for XML that is broken, that
    has a DOCTYPE (and so may declare entities), or that is not Akoma Ntoso. Nothing is fetched from anywhere.
    """
    root = _parse(data, name)
    found = pieces(tree_lines(root))
    if not found:
        raise FiqraError(f"{name} holds no text: check that it is a whole Akoma Ntoso document.")
    text, blocks = _lay_out(found)
    return Source(name, "akoma_ntoso", text, blocks=blocks, stated=read_stated(root, text))


def _parse(data: bytes, name: str) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FiqraError(
            f"{name} is not well-formed XML ({error}): export or download it again."
        ) from error
    about: Any = root.getroottree().docinfo
    if about.doctype:  # a place for entities; the format needs none
        raise FiqraError(f"{name} has a DOCTYPE: save it without one and read it again.")
    if etree.QName(root).localname != "akomaNtoso":
        raise FiqraError(f"{name} is not Akoma Ntoso: its outermost element is {root.tag}.")
    return root


def _lay_out(found: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text and its blocks."""
    writer = _Writer()
    owners: dict[int, int] = {}
    """Block of each piece; a piece that goes on with another has that one's."""
    notes: list[tuple[Piece, Note]] = []
    for at, piece in enumerate(found):
        if piece.of is not None:
            owners[at] = owners[piece.of]
            writer.extend(owners[at], piece)
        else:
            owners[at] = writer.add(piece)
        notes.extend((piece, note) for note in piece.notes)
    for piece, note in notes:
        writer.add_note(piece, note)
    return writer.text, tuple(writer.blocks)


class _Writer:
    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def add(self, piece: Piece) -> int:
        """A new block; returns its position."""
        start = self._start(piece.same_line)
        printed = _plain(piece.number.printed) if piece.number else ""
        mark = Span(start, start + len(printed)) if printed else None
        self.text += " ".join(part for part in (printed, _plain(piece.text)) if part)
        self.blocks.append(
            Block(
                (Span(start, len(self.text)),),
                piece.kind,
                piece.number.inner if piece.number else None,
                mark,
                piece.level,
                piece.part,
                piece.annex,
            )
        )
        return len(self.blocks) - 1

    def extend(self, at: int, piece: Piece) -> None:
        """Further words of an earlier block."""
        start = self._start(False)
        self.text += _plain(piece.text)
        block = self.blocks[at]
        self.blocks[at] = Block(
            (*block.spans, Span(start, len(self.text))),
            block.kind,
            block.number,
            block.number_span,
            block.level,
            block.part,
            block.annex,
        )

    def add_note(self, piece: Piece, note: Note) -> None:
        """A footnote, at the end of the text."""
        start = self._start(False)
        printed = f"({note.marker})"
        self.text += f"{printed} {_plain(note.text)}".rstrip()
        mark = Span(start, start + len(printed))
        spans = (Span(start, len(self.text)),)
        self.blocks.append(Block(spans, "footnote", note.marker, mark, 0, piece.part, piece.annex))

    def _start(self, same_line: bool) -> int:
        if self.text:
            self.text += " " if same_line else "\n\n"
        return len(self.text)


def _plain(text: str) -> str:
    """White space collapsed, hyphens that forbid a line break as plain ones."""
    return " ".join(text.replace("\u2011", "-").split())
