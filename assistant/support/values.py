"""What is asked of the checker and what it says, as values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.values import Language

Grade = Literal["supported", "partly", "unsupported"]
ItemKind = Literal["number", "date", "symbol", "reference", "quote"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A paragraph that a statement cites: its words, and what it is called."""

    text: str
    """Its own words; for a paragraph with points, theirs too."""
    language: Language = "ar"
    symbol: str | None = None
    number: str | None = None
    """As printed; None where none is."""
    label: str = ""
    others: tuple[str, ...] = ()
    """The same paragraph in other official languages: words that carry a statement just as well."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a statement that can be looked up to the letter, and whether it is there."""

    kind: ItemKind
    text: str
    """As the statement has it."""
    held: bool
    """Whether a cited paragraph (or, for symbols and references, its name) holds it."""
    normalised: bool = False
    """For a quotation: whether it is held but for vowel marks, stretching, kind of digits and such,
    and so not to the letter."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether cited paragraphs carry a statement, and why not."""

    support: Grade
    reasons: tuple[str, ...] = ()
    """Sentences for a reader, such as `number 2026 is not in the paragraph`; empty if supported."""
    items: tuple[Item, ...] = ()


Judge = Callable[[str, Sequence[Cited]], Judgement]
"""A checker: a statement and all the paragraphs that it cites, together. No paragraph: unsupported."""
