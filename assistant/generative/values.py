"""What a language model is given and what becomes of each of its sentences, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import Found, Support
from assistant.markers import Statement

Outcome = Literal["pending", "confirmed", "corrected", "withdrawn"]
"""`corrected`: carried, but by another paragraph than it cited, or in words put right."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as the model reads it, under a key that means nothing outside this one question."""

    key: str
    found: Found
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement of the model's reply and what the check made of it."""

    statement: Statement
    outcome: Outcome
    support: Support
    text: str
    """As the reader may see it: quotations in the source's own letters; no marker."""
    blocks: tuple[Block, ...] = ()
    """The paragraphs that carry it; none while pending or where withdrawn."""
    reasons: tuple[str, ...] = ()
    """Why it was withdrawn or corrected, sentences for a reader."""

    @property
    def kept(self) -> bool:
        """Whether it is a part of the answer."""
        return self.outcome in ("confirmed", "corrected")


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer while it is written: what has been checked, and the words that have not yet been."""

    sentences: tuple[Sentence, ...] = ()
    pending: str = ""
