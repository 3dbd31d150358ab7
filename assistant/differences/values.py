"""What differs between two texts, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "changed", "moved", "added", "missing"]
Range = tuple[int, int]
"""Characters of a piece: start and exclusive end."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What one side of a changed word has where the other has something else; either may be empty."""

    before: Range
    """In the piece's `before`."""
    after: Range
    """In the piece's `after`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two texts. Joining every `before`, in order, gives the first text to the letter,
    and every `after` the second.
    """

    kind: Kind
    before: str
    """Exact characters of the first text, white space behind the words included."""
    after: str
    """Of the second text; where the kind is `same`, the two may differ in what is no difference."""
    letters: tuple[Letters, ...] = ()
    """Of a changed word: where inside it the two differ."""
    figure: bool = False
    """Whether what differs is a number, a date or a document's number."""
    move: int | None = None
    """Of what moved: a number that its two pieces share. One stands where the words were
    (`after` is empty), one where they are now (`before` is empty)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of two texts differs, in words. What stands between spaces is a word if it has a
    letter or a digit.
    """

    same: int
    changed: int
    """Words of the longer side of each change."""
    added: int
    missing: int
    moved: int
    figures: int
    """Numbers, dates and document numbers that are changed, added or missing; each counts once,
    however many words it has."""
    similarity: float
    """The share of both texts' words that are the same, moved ones counted half; 0.0 to 1.0."""
