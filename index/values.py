"""The values that flow through the index: spans, sources, documents, paragraphs, passages.

All offsets are characters (not bytes) into `Source.text`, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from index.arabic.mapping import Mapped
from index.arabic.repair.values import SURE, Repair

Kind = Literal[
    "title", "heading", "preambular", "operative", "paragraph", "point", "footnote", "closing"
]
"""`paragraph` is a numbered one of a paper or an annex; `point` a sub-paragraph such as (أ)."""

Part = Literal["main", "annex"]
Format = Literal["text", "markdown", "akoma_ntoso", "docx", "html", "pdf"]
Language = Literal["ar", "en"]
Status = Literal["adopted", "draft", "revised"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a source's text: characters `start` to `end`, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page: points from the page's left and top edge."""

    page: int
    """Counted from 1."""
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format says about its document outside the text; None where it says nothing."""

    symbol: str | None = None
    title: str | None = None
    body: str | None = None
    date: str | None = None
    """ISO 8601 (2021-12-16), or a year alone."""
    status: Status | None = None
    language: Language | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of structure that the format itself states (an XML paragraph, a Word heading).

    `kind` is None where the format knows only that this is a block of text (then the outline
    decides from the words). Blocks of a source come in reading order and do not overlap, but a
    sub-paragraph stands apart from its parent: the parent's spans leave the points out.
    """

    spans: tuple[Span, ...]
    kind: Kind | None = None
    number: str | None = None
    """As printed, without brackets and dashes: `7`, `أ`, `iv`."""
    number_span: Span | None = None
    level: int = 0
    """Depth: of a heading (1 is the highest) or of a point (1 under its paragraph, 2 under a point)."""
    part: Part = "main"
    annex: str | None = None
    """The annex's own number where there are several: `I`, `الأول`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as its reader gives it.

    For text and Markdown `text` is the decoded file, newlines untouched; for every other format it
    is what `fiqra show FILE --raw` prints. `pages` holds the offset at which each page starts, in
    order, empty where the format has no pages. `markup` are characters that are not words of the
    text (Markdown's `**`).
    """

    name: str
    format: Format
    text: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    markup: tuple[Span, ...] = ()
    stated: Stated = field(default_factory=Stated)
    boxes: tuple[tuple[Span, Box], ...] = ()
    """Where each line of the text stands on its page, in the text's order."""
    warnings: tuple[str, ...] = ()
    """Sentences for the ingestion summary, such as the pages that hold no text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document, with the way back to the source's characters."""

    order: int
    """Position in the document, from 0. The document's name and this number identify a paragraph."""
    kind: Kind
    part: Part
    number: str | None
    """The printed number in European digits, wrong ones included: `7`, `أ`. None where none is printed."""
    path: tuple[str, ...]
    """Numbers from the outermost paragraph down to this one: `("5", "أ")`; empty where unnumbered."""
    ordinal: int
    """1 for the first of its kind in its part and annex (the third preambular paragraph: 3)."""
    spans: tuple[Span, ...]
    number_span: Span | None
    raw: str
    """The source's own characters: the spans' texts, pieces separated by one space."""
    clean: Mapped
    """The readable text, without the number, each character mapped to the source."""
    headings: tuple[str, ...] = ()
    parent: int | None = None
    """`order` of the paragraph that this point belongs to."""
    annex: str | None = None
    pages: tuple[int, ...] = ()
    """Pages that it stands on, counted from 1; empty where the format has none."""
    notes: tuple[str, ...] = ()
    """Numbers of the footnotes whose marks stand in it."""
    verb: str | None = None
    """The operative verb or participle that leads it, as printed without diacritics."""
    repairs: tuple[Repair, ...] = ()
    """What of `clean` is not as the source has it; empty for sound text."""
    boxes: tuple[Box, ...] = ()
    """Where it stands on its pages, a box for each page and column; empty where the format has none."""

    @property
    def sure(self) -> str:
        """The words that may bear a claim out: where a repair is not sure, and for every number,
        what the source has; elsewhere `clean`. A word that only moved is the source's own.
        """
        return self._read(numbers=False)

    @property
    def sure_reading(self) -> str:
        """As `sure`, with the numbers that are surely put right: `3 250` for a printed `250 3`. For
        readers who are shown the source's own characters beside it.
        """
        return self._read(numbers=True)

    def _read(self, *, numbers: bool) -> str:
        text, pieces, at = self.clean.text, [], 0
        for repair in self.repairs:
            if repair.confidence >= SURE and (numbers or repair.kind != "number"):
                continue
            pieces += [text[at : repair.start], *self._standing(repair.start, repair.end)]
            at = repair.end
        return " ".join("".join([*pieces, text[at:]]).split())

    def _standing(self, start: int, end: int) -> Iterator[str]:
        """What the source has for characters of `clean`, pieces from different places set apart."""
        low, high = self.clean.source_range(start, start + 1)
        for i in range(start + 1, end):
            a, b = self.clean.source_range(i, i + 1)
            if low <= a <= high:
                high = max(high, b)
                continue
            yield self.raw_between(low, high) + " "
            low, high = a, b
        yield self.raw_between(low, high)

    def raw_between(self, low: int, high: int) -> str:
        """The source's characters `low` to `high`, as far as they are this paragraph's."""
        at, found = 0, []
        for span in self.spans:
            a, b = max(low, span.start), min(high, span.end)
            if a < b:
                found.append(self.raw[at + a - span.start : at + b - span.start])
            at += span.end - span.start + 1
        return " ".join(found)

    @property
    def start(self) -> int:
        """Its first character in the source."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The end of its last piece in the source; pieces may stand apart."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Document:
    """A source with what is known of it; the paragraphs stand apart."""

    name: str
    path: str
    sha256: str
    format: Format
    language: Language
    symbol: str | None
    title: str | None
    body: str | None
    date: str | None
    status: Status
    masthead: str
    """The words of its title block."""
    characters: int
    page_count: int
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and searched: a paragraph, or a window of an overlong one, with its context."""

    document: str
    paragraph: int
    """`order` of the paragraph."""
    window: int
    """0 for the whole paragraph or its first window."""
    context: str
    """The headings above it and, for a point, the words it hangs on."""
    text: str
    unrepaired: str = ""
    """The words that the source has where others are read."""
