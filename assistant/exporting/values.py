"""An answer or a conversation laid out: what stands below what, in words, without any format's marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.values import Language

Style = Literal[
    "title",
    "heading",
    "question",
    "fact",
    "remark",
    "statement",
    "introduction",
    "item",
    "quote",
    "label",
    "reading",
    "abstention",
    "place",
    "withdrawn",
    "reason",
    "source",
    "file",
]
"""`introduction` leads to a quotation, `label` says what the words below it are, `place` where they
stand; `fact` is the small print of a question, `reason` why a sentence was withdrawn."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a note is referred to, by its position in `Laid.notes`."""

    note: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. Its language says which way it runs."""

    style: Style
    pieces: tuple[str | Mark, ...]
    language: Language
    lead: str = ""
    """What an item of a list begins with: `–` or its number."""

    @property
    def text(self) -> str:
        """Its words without marks."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a note."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the citation, then the words that it rests on where the text does not quote them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Blocks from the first to the last, and the notes in the order in which they are first referred to.

    A note may be referred to more than once.
    """

    language: Language
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
