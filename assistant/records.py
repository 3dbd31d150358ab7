"""An answer as it is kept, shown again and taken away: it stays what it was, whatever becomes of the
index, and its citations never point at another paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.answers import Answer, Citation, Found, QuoteMatch, Support, Turn, Why, answered_turn
from assistant.citation_forms import cited
from assistant.links import link
from index.store import Index
from index.values import Document, Kind, Language, Part, Span


@dataclass(frozen=True, slots=True)
class Forms:
    """A paragraph as UN documents cite it (`citation_forms`), in each language."""

    ar: str
    en: str

    def of(self, language: Language) -> str:
        """The form in one language."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph and where it stands, with all that is needed to name it."""

    link: str
    """As `links.link` gives it."""
    label: str
    """In the answer's language."""
    start: int
    """Its first character in the source, which the quoted words' spans are told by when the document
    has been read again."""
    document: str
    """The document's name in the index."""
    symbol: str | None
    title: str | None
    date: str | None
    language: Language
    kind: Kind
    part: Part
    number: str | None
    page: int | None
    forms: Forms


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph with words of it to the letter, a line for it and one for each of its points."""

    place: Place
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation."""

    place: Place
    lines: tuple[str, ...]
    """The quoted words, to the letter."""
    quote_spans: tuple[Span, ...]
    """Where they stand in the source, characters."""
    reading: tuple[str, ...]
    """How they are read where the source is damaged."""
    quote_match: QuoteMatch
    support: Support
    counterpart: Words | None
    """The official version in the other language."""
    twins: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the positions of its citations in `Recorded.citations`."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence of a language model that is no part of the answer, and why."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer."""

    language: Language
    text: str
    claims: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    abstained: bool = False
    why: Why | None = None
    nearest: tuple[Words, ...] = ()
    model: str | None = None
    note: str | None = None
    withdrawn: tuple[Struck, ...] = ()
    total_ms: float = 0.0

    @property
    def notes(self) -> str:
        """What is said before the statements; for an abstention all of it."""
        claims = "\n\n".join(claim.text for claim in self.claims)
        return self.text.removesuffix(claims).strip()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, as one turn of a conversation that is kept."""

    question: str
    answer: Recorded
    asked_at: str
    """ISO 8601, UTC."""
    trace: str | None = None
    """The id of the trace of a language model's answer, where one was kept."""


def recorded(index: Index, answer: Answer) -> Recorded:
    """The answer as it is kept."""
    return Recorded(
        language=answer.language,
        text=answer.text,
        claims=tuple(Said(claim.text, claim.citations) for claim in answer.claims),
        citations=tuple(_cited(index, each) for each in answer.citations),
        abstained=answer.abstained,
        why=answer.why,
        nearest=tuple(_words(index, each) for each in answer.nearest),
        model=answer.model,
        note=answer.note,
        withdrawn=tuple(Struck(each.text, each.reasons) for each in answer.withdrawn),
        total_ms=answer.total_ms,
    )


def as_turn(answer: Recorded) -> Turn:
    """A kept answer as a turn of the conversation, as `answering.turn_of` makes it of a new one."""
    labels = [f"[{n}] {each.place.label}" for n, each in enumerate(answer.citations, 1)]
    return answered_turn(answer.text, labels if answer.model is not None else ())


def place_of(index: Index, found: Found) -> Place:
    """The place of a found paragraph, by its label."""
    document, paragraph = found.document, found.paragraph
    return Place(
        link=link(document, paragraph),
        label=found.label,
        start=paragraph.start,
        document=document.name,
        symbol=document.symbol,
        title=_on_one_line(document),
        date=document.date,
        language=document.language,
        kind=paragraph.kind,
        part=paragraph.part,
        number=paragraph.number,
        page=paragraph.pages[0] if paragraph.pages else None,
        forms=Forms(
            ar=cited(index, document, paragraph, "ar"),
            en=cited(index, document, paragraph, "en"),
        ),
    )


def _cited(index: Index, citation: Citation) -> Cited:
    other = citation.counterpart
    return Cited(
        place=place_of(index, citation.found),
        lines=citation.lines,
        quote_spans=citation.quote_spans,
        reading=citation.reading,
        quote_match=citation.quote_match,
        support=citation.support,
        counterpart=Words(place_of(index, other), citation.counterpart_lines) if other else None,
        twins=tuple(place_of(index, each) for each in citation.found.twins),
    )


def _words(index: Index, found: Found) -> Words:
    return Words(place_of(index, found), own_words(index, found))


def own_words(index: Index, found: Found) -> tuple[str, ...]:
    """The paragraph's words as the source has them, a line for it and one for each of its points."""
    from assistant.citations import numbered_spans, quoted

    source = index.source(found.document.name)
    return tuple(
        quoted(source, numbered_spans(source, p)) for p in (found.paragraph, *found.points)
    )


def _on_one_line(document: Document) -> str | None:
    return " ".join(document.title.split()) if document.title else None


def to_json(value: Recorded | Exchange) -> dict[str, Any]:
    """As JSON-ready values, read back by `from_json`."""
    from pydantic import TypeAdapter

    made: dict[str, Any] = TypeAdapter(type(value)).dump_python(value, mode="json")
    return made


def from_json(kept: dict[str, Any]) -> Recorded:
    """A kept answer. Raises ValueError for what is none."""
    from pydantic import TypeAdapter

    return TypeAdapter(Recorded).validate_python(kept)
