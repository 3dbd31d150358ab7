"""Questions and answers as values, and their JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from index.filters import Filter
from index.values import Document, Language, Paragraph, Span

QuoteMatch = Literal["exact", "normalised", "none"]
Support = Literal["supported", "partly", "elsewhere", "unsupported"]
Why = Literal["not in the documents", "no such paragraph", "no such document", "nothing indexed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks. `language` is the language to answer in; None leaves it to the question."""

    text: str
    history: tuple[Turn, ...] = ()
    language: Language | None = None
    filter: Filter = field(default_factory=Filter)
    """What the search is restricted to, besides what the question's own words restrict it to."""
    clause: bool = False
    """Whether it is a drafter's clause, whatever it looks like: searched for as it is written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that was found, with its label in the answer's language.

    `points` are the sub-paragraphs that hang on its words and are shown with it.
    """

    document: Document
    paragraph: Paragraph
    label: str
    score: float
    points: tuple[Paragraph, ...] = ()
    twins: tuple[Found, ...] = ()
    """Paragraphs of other documents that say the same in nearly the same words, the newest first."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The pieces of the paragraph and of its points in the source, in order."""
        return tuple(sorted(s for p in (self.paragraph, *self.points) for s in p.spans))

    @property
    def text(self) -> str:
        """The readable words, each point on a line of its own behind its number."""
        return "\n".join(self._lines([p.clean.text for p in (self.paragraph, *self.points)]))

    @property
    def sure(self) -> str:
        """As `text`, without the words that repairs are not sure of."""
        return "\n".join(self._lines([p.sure for p in (self.paragraph, *self.points)]))

    @property
    def repaired(self) -> bool:
        """Whether the readable words are a reading: something in them is not as the source has it."""
        return any(p.repairs for p in (self.paragraph, *self.points))

    def _lines(self, texts: Sequence[str]) -> Iterator[str]:
        yield texts[0]
        for point, text in zip(self.points, texts[1:], strict=True):
            yield f"({point.number}) {text}" if point.number else f"– {text}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph and the words of it that are quoted, which stand at `quote_spans` to the letter.

    `quote` is the texts at `quote_spans`, joined by one space; `lines` are the same words as they
    are shown, one line for the paragraph and one for each of its points.
    """

    found: Found
    quote: str
    quote_spans: tuple[Span, ...]
    lines: tuple[str, ...]
    reading: tuple[str, ...] = ()
    """The same words as Fiqra reads them, where the source is damaged: never the source's own."""
    quote_match: QuoteMatch = "exact"
    support: Support = "supported"
    counterpart: Found | None = None
    """The same paragraph in the official version in the other language, where it is indexed."""
    counterpart_lines: tuple[str, ...] = ()
    """Its words to the letter, as `lines`."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer and the positions of its citations in `Answer.citations`."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A sentence that a language model wrote and that is no part of the answer."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to the person who asked. `nearest` are paragraphs shown but not as an answer."""

    language: Language
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    why: Why | None = None
    nearest: tuple[Found, ...] = ()
    total_ms: float = 0.0
    confidence: float | None = None
    """How sure it is that the documents answer, 0.0 to 1.0, also where it abstains; None if unknown."""
    model: str | None = None
    """The language model that wrote the sentences; None for an answer in the documents' own words."""
    note: str | None = None
    """Why it is not the language model's answer, or not all of it; it stands at the start of `text`."""
    fault: str | None = None
    """What the model failed with, for those who can mend it: one English sentence."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """What the model wrote besides, and no paragraph carries."""


def answered_turn(text: str, labels: Sequence[str]) -> Turn:
    """An answer as a turn of the conversation: its words, then what its citations are called, so that
    a follow-up can refer to the document that it is from.
    """
    return Turn("assistant", "\n".join([text, "", *labels]).strip())


def found_json(found: Found) -> dict[str, Any]:
    """A passage's line in search results (`design.md`, "Lines that outside programs rely on")."""
    paragraph, document = found.paragraph, found.document
    return {
        "source": document.name,
        "start": found.spans[0].start,
        "end": found.spans[-1].end,
        "spans": spans_json(found.spans),
        "score": round(found.score, 4),
        "symbol": document.symbol,
        "kind": paragraph.kind,
        "part": paragraph.part,
        "number": paragraph.number,
        "label": found.label,
        "page": paragraph.pages[0] if paragraph.pages else None,
        "text": found.text,
        "repairs": repairs_json(paragraph),
        "raw": " ".join(raw for _, raw in sorted(_pieces(paragraph, *found.points))),
    }


def _pieces(*paragraphs: Paragraph) -> Iterator[tuple[Span, str]]:
    """The spans, each with its characters of the source: a paragraph's `raw` taken apart again."""
    for paragraph in paragraphs:
        at = 0
        for span in paragraph.spans:
            length = span.end - span.start
            yield span, paragraph.raw[at : at + length]
            at += length + 1


def spans_json(spans: tuple[Span, ...]) -> list[dict[str, int]]:
    """Spans as objects."""
    return [{"start": s.start, "end": s.end} for s in spans]


def repairs_json(paragraph: Paragraph) -> list[dict[str, Any]]:
    """What was repaired in a paragraph: characters of its readable text, kind, confidence."""
    return [
        {"start": r.start, "end": r.end, "kind": r.kind, "confidence": round(r.confidence, 3)}
        for r in paragraph.repairs
    ]


def _twin_json(found: Found) -> dict[str, Any]:
    passage = found_json(found)
    keys = ("source", "start", "end", "spans", "symbol", "kind", "number", "label")
    return {**{key: passage[key] for key in keys}, "date": found.document.date}


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation's object in an answer's JSON."""
    found = citation.found
    passage = found_json(found)
    keys = ("source", "start", "end", "spans", "symbol", "kind", "part", "number", "label", "page")
    counterpart = citation.counterpart
    return {
        **{key: passage[key] for key in keys},
        "quote": citation.quote,
        "quote_spans": spans_json(citation.quote_spans),
        "quote_match": citation.quote_match,
        "reading": "\n".join(citation.reading) or None,
        "support": citation.support,
        "counterpart": found_json(counterpart) if counterpart else None,
        "twins": [_twin_json(each) for each in found.twins],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as JSON-ready values."""
    return {
        "language": answer.language,
        "abstained": answer.abstained,
        "why": answer.why,
        "answer": answer.text,
        "claims": [{"text": c.text, "citations": list(c.citations)} for c in answer.claims],
        "citations": [citation_json(c) for c in answer.citations],
        "nearest": [found_json(f) for f in answer.nearest],
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "model": answer.model,
        "note": answer.note,
        "fault": answer.fault,
        "withdrawn": [{"text": w.text, "reasons": list(w.reasons)} for w in answer.withdrawn],
        "timings": {"total_ms": round(answer.total_ms, 1)},
    }
