"""Lines that other programs write, checked before anything is scored by them.

Two forms are read: a run's own (`eval.runs.lines`), and that of TREC's RAG track, whose rules
(known topics, references of the right form, positions within them) are checked as the track does.
"""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.runs.lines import Line, Place, Statement, read_line
from eval.runs.trec import read_docid
from index.arabic.normalise import arabic_share
from index.values import Language


class BadLine(ValueError):
    """A line that is none: a sentence that says what is wrong and how to mend it."""


Offset = Annotated[int, Field(ge=0)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True)


class _Span(_Strict):
    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _in_order(self) -> _Span:
        if self.start >= self.end:
            raise ValueError(f"ends at {self.end}, not behind its start {self.start}")
        return self


class _Place(_Strict):
    source: Annotated[str, Field(min_length=1)]
    start: Offset | None = None
    end: Offset | None = None
    spans: list[_Span] | None = None
    score: Number | None = None
    symbol: str | None = None
    label: str | None = None
    number: str | None = None
    page: int | None = None
    quote: str | None = None
    quote_spans: list[_Span] | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> _Place:
        if self.spans:
            return self
        if self.start is None or self.end is None:
            raise ValueError("has neither `start` and `end` nor `spans`")
        _Span(start=self.start, end=self.end)
        return self


class _Claim(_Strict):
    text: str
    citations: list[int]


class _Timings(_Strict):
    total_ms: Annotated[Number, Field(ge=0)] | None = None


class _Line(_Strict):
    """A run's own line."""

    id: str | int
    language: Language | None = None
    abstained: bool = False
    why: str | None = None
    answer: str | None = None
    claims: list[_Claim] | None = None
    citations: list[_Place] | None = None
    passages: list[_Place] | None = None
    confidence: Annotated[Number, Field(ge=0, le=1)] | None = None
    timings: _Timings | None = None
    error: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> _Line:
        if self.answer is None and self.passages is None and self.error is None:
            raise ValueError("has none of `answer`, `passages` and `error`")
        if self.answer and not self.abstained and not self.claims and self.error is None:
            raise ValueError(
                "has an `answer` and no `claims`; give each of its sentences as a claim with the "
                "positions of its citations"
            )
        return self


class _RagSentence(_Strict):
    text: str
    citations: list[int]


class _RagLine(_Strict):
    """A line of TREC's RAG track."""

    run_id: str
    topic_id: str | int
    topic: str = ""
    references: list[str]
    response_length: int = 0
    answer: list[_RagSentence]


Form = TypeVar("Form", bound=_Strict)


def read_foreign(raw: bytes, known: Container[str]) -> Line:
    """The line that another program wrote, in either form; `known` are the ids of the questions.

    A language that is not stated is taken from the answer's script. Raises BadLine with one
    sentence. A position without a citation is let through in a run's own form, where it costs the
    answer, and refused in TREC's, whose validator refuses it too.
    """
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise BadLine(f"it is not UTF-8 text (byte {fault.start + 1}); write UTF-8") from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine(f"it is not JSON ({fault}); write one JSON object a line") from fault
    if not isinstance(value, dict):
        raise BadLine("it is not a JSON object; write one a line, with `id` and `answer`")
    line = _rag(value) if "topic_id" in value else _own(value)
    if line.id not in known:
        raise BadLine(f"no question of the set has the id {line.id!r}; write it as the set does")
    return line


def _own(value: dict[str, Any]) -> Line:
    return _with_language(read_line(_checked(_Line, value).model_dump(exclude_none=True)))


def _rag(value: dict[str, Any]) -> Line:
    checked = _checked(_RagLine, value)
    places = []
    for position, reference in enumerate(checked.references):
        try:
            source, span = read_docid(reference)
        except ValueError as fault:
            raise BadLine(
                f"`references.{position}`: {fault}; write it as file#start-end"
            ) from fault
        places.append(Place(source, (span,)))
    cited: dict[int, int] = {}
    statements = []
    for number, sentence in enumerate(checked.answer):
        for position in sentence.citations:
            if not 0 <= position < len(places):
                raise BadLine(
                    f"`answer.{number}.citations` names reference {position} of {len(places)}; "
                    "positions count from 0"
                )
            cited.setdefault(position, len(cited))
        statements.append(Statement(sentence.text, tuple(cited[i] for i in sentence.citations)))
    return _with_language(
        Line(
            str(checked.topic_id),
            abstained=not statements,
            answer=" ".join(each.text for each in statements),
            statements=tuple(statements),
            citations=tuple(places[position] for position in cited),
            passages=tuple(places),
        )
    )


def _with_language(line: Line) -> Line:
    if line.language is not None or not line.answer:
        return line
    language: Language = "ar" if arabic_share(line.answer) >= 0.5 else "en"
    return replace(line, language=language)


def _checked(form: type[Form], value: dict[str, Any]) -> Form:
    try:
        return form.model_validate(value)
    except ValidationError as fault:
        raise BadLine(_sentence(fault)) from fault


def _sentence(fault: ValidationError) -> str:
    first = fault.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"it has no `{where}`; add it"
    subject = f"`{where}`" if where else "it"
    if first["type"] == "value_error":
        return f"{subject} {first['msg'].removeprefix('Value error, ')}"
    return f"`{where}`: {first['msg'][:1].lower()}{first['msg'][1:]}"
