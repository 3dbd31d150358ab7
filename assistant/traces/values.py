"""The trace of an answer: everything that it came of, as JSON has it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.answers import Found, Turn, answer_json
from assistant.generative import Sentence, Written
from assistant.models.faults import Fault
from assistant.models.opening import LanguageModel
from index.filters import Filter
from index.store import Index
from index.values import Language


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(_Part):
    """The question as it came, and as it was searched for."""

    question: str
    history: tuple[Turn, ...] = ()
    language: Language | None = None
    """That the answer was asked for in, where it was."""
    filter: Filter = Filter()
    rewritten: str
    by: Literal["model", "rules", "itself"]
    """`itself` where nothing was to be rewritten."""
    why: str | None = None
    reply: str | None = None
    """What the model made of a follow-up, also where that was not taken."""


class Passage(_Part):
    """A paragraph that was found; `key` and `text` where the model was given it."""

    source: str
    order: int
    start: int
    end: int
    label: str
    score: float
    rank: int | None
    """Its place in what the search found, from 0; what stands for its twins may be given without one."""
    points: bool = False
    """Whether its sub-paragraphs are shown with it."""
    key: str | None = None
    text: str | None = None


class Failed(_Part):
    """Why the model gave no whole reply."""

    kind: Fault
    sentence: str


class Judged(_Part):
    """A sentence of the reply and what became of it."""

    text: str
    keys: tuple[str, ...]
    unknown: tuple[str, ...]
    outcome: str
    support: str
    shown: str
    cited: tuple[str, ...]
    """The keys of the paragraphs that it is shown with."""
    reasons: tuple[str, ...]


class Trace(_Part):
    """One question and its answer."""

    id: str
    time: str
    fiqra: str
    model: dict[str, Any]
    index: dict[str, Any]
    asked: Asked
    passages: tuple[Passage, ...]
    messages: tuple[tuple[str, str], ...]
    """What the model was sent, roles and texts; nothing where it was not asked."""
    reply: str
    """Its words as they came."""
    fault: Failed | None = None
    cut: bool = False
    sentences: tuple[Judged, ...]
    answer: dict[str, Any]
    timings: dict[str, float]
    tokens: dict[str, int | None]


def trace_of(index: Index, model: LanguageModel, asked: Asked, written: Written) -> Trace:
    """The trace of an answer that has just been given. No key and no password is in it."""
    from index.writing import fiqra_version

    now = datetime.now(UTC)
    called, fault = written.called, written.fault
    return Trace(
        id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
        time=now.isoformat(timespec="milliseconds"),
        fiqra=fiqra_version(),
        model={
            "name": model.name,
            "endpoint": model.endpoint,
            "local": model.local,
            "max_tokens": model.max_tokens,
        },
        index=index_mark(index),
        asked=asked,
        passages=_passages(written),
        messages=written.messages,
        reply=written.reply,
        fault=Failed(kind=fault.kind, sentence=str(fault)) if fault else None,
        cut=called.cut if called else False,
        sentences=tuple(map(judged, written.sentences)),
        answer=answer_json(written.answer),
        timings={
            "search_ms": round(written.search_ms, 1),
            "first_ms": round(called.first_seconds * 1000, 1) if called else 0.0,
            "model_ms": round(written.model_ms, 1),
            "check_ms": round(written.check_ms, 1),
            "total_ms": round(written.answer.total_ms, 1),
        },
        tokens={
            "prompt": called.prompt_tokens if called else None,
            "reply": called.reply_tokens if called else None,
        },
    )


def index_mark(index: Index) -> dict[str, Any]:
    """What tells one state of an index from another."""
    manifest = index.manifest
    return {
        "made": manifest.made,
        "embedder": manifest.fingerprint,
        "documents": manifest.documents,
        "passages": manifest.passages,
        "texts": manifest.checksums.get("documents.sqlite"),
    }


def judged(sentence: Sentence) -> Judged:
    """A sentence as a trace has it."""
    statement = sentence.statement
    return Judged(
        text=statement.text,
        keys=statement.keys,
        unknown=statement.unknown,
        outcome=sentence.outcome,
        support=sentence.support,
        shown=sentence.text,
        cited=tuple(block.key for block in sentence.blocks),
        reasons=sentence.reasons,
    )


def _passages(written: Written) -> tuple[Passage, ...]:
    """What the model was given, in its order, then whatever else the search found."""
    blocks = {_place(block.found): block for block in written.blocks}
    ranks = {_place(each): rank for rank, each in enumerate(written.found)}
    every = {place: block.found for place, block in blocks.items()}
    every |= {_place(each): each for each in written.found if _place(each) not in every}
    return tuple(
        Passage(
            source=place[0],
            order=place[1],
            start=each.spans[0].start,
            end=each.spans[-1].end,
            label=each.label,
            score=round(each.score, 4),
            rank=ranks.get(place),
            points=bool(each.points),
            key=block.key if block else None,
            text=block.text if block else None,
        )
        for place, each in every.items()
        for block in [blocks.get(place)]
    )


def _place(found: Found) -> tuple[str, int]:
    return found.document.name, found.paragraph.order
