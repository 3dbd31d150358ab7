"""What a question may point at, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.values import Document, Kind, Paragraph, Part

LAST = -1
"""`Locator.ordinal` of the last paragraph of a kind; -2 is the one before it."""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document as a question names it; two names of one document may differ in what they say."""

    asked: str
    """The words of the question, as written there."""
    body: str | None = None
    """`S`, `A`, `E`, `A/HRC` … where it is said."""
    number: tuple[str, ...] = ()
    """A resolution's or decision's number in the order written: `("2650",)`, `("64", "293")`; else empty."""
    year: int | None = None
    symbol: str | None = None
    """The whole symbol, in capitals, of a document that is not a resolution."""
    file: str | None = None
    """A file's name, in small letters."""
    decision: bool | None = False
    """Whether it is a decision (`المقرر 2024/1`) rather than a resolution, which is numbered apart;
    None where the question does not say."""
    sure: bool = True
    """Whether this surely names a document: `76/186` alone may be something else."""


@dataclass(frozen=True, slots=True)
class Locator:
    """One exact reference: a paragraph of a document, or a document alone."""

    document: DocumentRef | None
    """None where the question does not say which."""
    kind: Kind | None
    """Of the outermost paragraph; None where the question says no more than "paragraph"."""
    part: Part | None = None
    annex: str | None = None
    """The annex's own number as written (`ii`, `الثاني`)."""
    path: tuple[str, ...] = ()
    """Numbers from the outermost paragraph down, as written in European digits: `("5", "a")`.
    Of a preambular paragraph, which has no number, only its points."""
    ordinal: int | None = None
    """The how-manieth of its kind, from 1; -1 the last one."""
    upto: str | None = None
    """The last number of the range that the question asks for (`paragraphs 3–5`: `5`)."""
    start: int = 0
    end: int = 0
    """The reference's characters in the question, end exclusive."""

    @property
    def number(self) -> str | None:
        """The innermost number: `a` of 5 (a)."""
        return self.path[-1] if self.path else None

    @property
    def names_paragraph(self) -> bool:
        """Whether a paragraph is asked for, not only a document."""
        return bool(self.path) or self.ordinal is not None


class Found(NamedTuple):
    """A paragraph that a locator names, or a point inside one, with its document."""

    document: Document
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Missing:
    """Something asked for that is not there."""

    reason: Literal["no document", "no paragraph"]
    document: Document | None
    asked: Locator
    counts: tuple[tuple[Kind, int], ...] = ()
    """How many paragraphs of each kind the document (or its annex) has; `point` counts the points
    of the paragraph whose point was asked for, and is absent where there is no such paragraph."""
    highest: int | None = None
    """The highest number printed among the paragraphs of the kind asked for."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the locators of a question lead to."""

    found: tuple[Found, ...] = ()
    """Each paragraph once; the points of a named paragraph follow it."""
    inside: frozenset[int] = frozenset()
    """Places in `found` of the points that are there only because their paragraph is named."""
    missing: tuple[Missing, ...] = ()
    documents: tuple[str, ...] = ()
    """Names of the documents that the question is about, language twins included: the search's scope."""
