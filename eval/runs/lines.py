"""A line of a run as a value: what one question was answered with. Any system can write one.

The JSON is that of `fiqra ask --batch` (`id`, `language`, `abstained`, `answer`, `claims`,
`citations`, `timings`) with `passages` as in `fiqra search --batch`, so that what scores a batch
scores a run. Statements carry their citations, as in the TREC RAG track: nobody has to split an
answer or parse its markers again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.values import Language, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A passage or a citation: a paragraph of a document, in one or several pieces."""

    source: str
    """The document's file name without its folder."""
    spans: tuple[Span, ...]
    """Its pieces in the source, in order; never empty."""
    score: float | None = None
    symbol: str | None = None
    label: str = ""
    number: str | None = None
    page: int | None = None
    quote: str = ""
    """For a citation: the words quoted, pieces joined by one space."""
    quote_spans: tuple[Span, ...] = ()

    @property
    def length(self) -> int:
        """Characters of the source that it takes."""
        return sum(span.end - span.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer and the positions of its citations, as the system gave them:
    a position may be out of range or stand twice, which costs it.
    """

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """What an answer became when a number in a paragraph that it cites was changed."""

    source: str
    start: int
    end: int
    was: str
    became: str
    changed: bool
    """Whether the answer changed with it, as it must."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a system gave for one question. `error` says why it gave nothing."""

    id: str
    language: Language | None = None
    abstained: bool = False
    why: str | None = None
    answer: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Place, ...] = ()
    passages: tuple[Place, ...] = ()
    """What was retrieved, best first."""
    confidence: float | None = None
    """How sure the system is that the documents answer; 0.0 to 1.0, also where it abstains."""
    total_ms: float | None = None
    flip: Flip | None = None
    error: str | None = None
    answered: bool = True
    """False for a run of the retrieval alone, which gives no answers to score."""


def line_json(line: Line) -> dict[str, Any]:
    """A line as JSON-ready values; `read_line(line_json(line)) == line`."""
    made: dict[str, Any] = {"id": line.id}
    if line.error is not None:
        made["error"] = line.error
    if line.answered:
        made |= {
            "language": line.language,
            "abstained": line.abstained,
            "why": line.why,
            "answer": line.answer,
            "claims": [
                {"text": each.text, "citations": list(each.citations)} for each in line.statements
            ],
            "citations": [_place_json(each) for each in line.citations],
        }
    made["passages"] = [_place_json(each) for each in line.passages]
    made["confidence"] = line.confidence
    made["timings"] = {"total_ms": line.total_ms}
    if line.flip is not None:
        flip = line.flip
        made["flip"] = {name: getattr(flip, name) for name in Flip.__slots__}
    return made


def read_line(value: dict[str, Any]) -> Line:
    """The value of a run line's JSON; keys that it does not know are ignored.

    Reads lines of `fiqra ask --batch`, of `fiqra search --batch` and of runs. Raises KeyError,
    TypeError or ValueError where a line is not of that form.
    """
    flip = value.get("flip")
    timings = value.get("timings") or {}
    return Line(
        id=str(value["id"]),
        language=value.get("language"),
        abstained=bool(value.get("abstained", False)),
        why=value.get("why"),
        answer=value.get("answer") or "",
        statements=tuple(
            Statement(each["text"], tuple(each["citations"])) for each in value.get("claims") or ()
        ),
        citations=tuple(_place(each) for each in value.get("citations") or ()),
        passages=tuple(_place(each) for each in value.get("passages") or ()),
        confidence=value.get("confidence"),
        total_ms=timings.get("total_ms"),
        flip=Flip(**flip) if flip else None,
        error=value.get("error"),
        answered="answer" in value or "error" in value,
    )


def _place_json(place: Place) -> dict[str, Any]:
    made: dict[str, Any] = {
        "source": place.source,
        "start": place.spans[0].start,
        "end": place.spans[-1].end,
        "spans": _spans_json(place.spans),
    }
    for name in ("score", "symbol", "label", "number", "page"):
        if getattr(place, name) not in (None, ""):
            made[name] = getattr(place, name)
    if place.quote or place.quote_spans:
        made |= {"quote": place.quote, "quote_spans": _spans_json(place.quote_spans)}
    return made


def _spans_json(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _place(value: dict[str, Any]) -> Place:
    return Place(
        source=value["source"],
        spans=_spans(value.get("spans") or [value]),
        score=value.get("score"),
        symbol=value.get("symbol"),
        label=value.get("label") or "",
        number=value.get("number"),
        page=value.get("page"),
        quote=value.get("quote") or "",
        quote_spans=_spans(value.get("quote_spans") or []),
    )


def _spans(values: Sequence[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(int(each["start"]), int(each["end"])) for each in values)
