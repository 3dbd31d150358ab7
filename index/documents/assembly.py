"""Text for the formats whose files are not text themselves: blocks with an empty line between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.values import Block, Kind, Span

BETWEEN = "\n\n"
"""What parts two blocks in the assembled text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place in the text. `printed` is the number with its brackets and dots
    as the text begins with it, `number` the bare one; both None where the text has no list number."""

    text: str
    kind: Kind | None = None
    level: int = 0
    number: str | None = None
    printed: str | None = None


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text and its blocks, in order; blank pieces are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        number_span = None
        if piece.number and piece.printed and text.startswith(piece.printed.strip()):
            start = at + piece.printed.strip().find(piece.number)
            number_span = Span(start, start + len(piece.number))
        blocks.append(
            Block(
                (Span(at, at + len(text)),),
                piece.kind,
                number=piece.number if number_span else None,
                number_span=number_span,
                level=piece.level,
            )
        )
        texts.append(text)
        at += len(text) + len(BETWEEN)
    return BETWEEN.join(texts), tuple(blocks)


def row(cells: Iterable[list[Piece]]) -> list[Piece]:
    """A table's row: one line with tabs between the cells, if none holds more than one plain block."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 and cell[0].kind is None for cell in filled):
        first = filled[0][0]
        text = "\t".join(cell[0].text.strip() for cell in filled)
        return [Piece(text, number=first.number, printed=first.printed)]
    return [piece for cell in filled for piece in cell]
