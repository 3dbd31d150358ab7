"""A text taken apart, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["heading", "question", "fragment", "reference"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states in one sentence, and by what references."""

    text: str
    """Its words, without the number of a list, the references behind it and the marks of notes."""
    start: int
    """Its first character in the text that it was taken from."""
    end: int
    """The end of its last character, of its references where they follow it."""
    references: tuple[str, ...] = ()
    """The words of each reference outside its own words, in order."""
    unknown: tuple[str, ...] = ()
    """Marks that lead to no note, in a text whose other marks do."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of a text that states nothing."""

    text: str
    start: int
    end: int
    why: Why


@dataclass(frozen=True, slots=True)
class Statements:
    """A text taken apart, in its order."""

    statements: tuple[Statement, ...]
    left_out: tuple[LeftOut, ...] = ()
