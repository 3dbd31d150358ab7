"""Batches: a file of questions in, a file of lines out, one for one and in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from assistant.answers import Question, Turn
from index.errors import FiqraError, UsageError
from index.values import Language

SEARCH_K = 20
"""Paragraphs a question in a search batch."""


def run_batch(batch: Path, out: Path, reply: Callable[[Question], dict[str, Any]]) -> int:
    """Writes a line to `out` for every non-blank line of `batch`; returns how many went wrong.

    Only `id`, `question`, `history` and `lang` of a line are read. A bad line gets a line with
    `error`. `out` is written aside and put in place at the end, so that a batch that is broken off
    leaves an earlier run whole. Progress goes to stderr. Raises UsageError if `batch` cannot be read.
    """
    try:
        lines = batch.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"The questions in {batch} cannot be read: {fault}.") from fault
    lines = [line for line in lines if line.strip()]
    aside = out.with_name(f"{out.name}.part")
    failed = 0
    try:
        with aside.open("w", encoding="utf-8") as file:
            for done, result in enumerate(_results(lines, reply), 1):
                failed += "error" in result
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
                _progress(done, len(lines))
        aside.replace(out)
    except OSError as fault:
        raise FiqraError(
            f"The run cannot be written to {out}: {fault.strerror or fault}."
        ) from fault
    print(f"{len(lines)} lines, {failed} with an error, in {out}", file=sys.stderr)
    return failed


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done % 50 == 0:
        print(f"{done}/{total}", end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr)


def _results(
    lines: list[str], reply: Callable[[Question], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            identifier, question = read_line(line)
        except UsageError as fault:
            yield {"id": _known_id(line), "error": str(fault)}
            continue
        try:
            yield {"id": identifier, **reply(question)}
        except FiqraError as fault:
            yield {"id": identifier, "error": str(fault)}


def _known_id(line: str) -> str | None:
    try:
        value = json.loads(line)
    except json.JSONDecodeError:
        return None
    return value.get("id") if isinstance(value, dict) else None


class _Turn(BaseModel):
    role: Literal["user", "assistant"]
    text: str


class _Line(BaseModel):
    """What is read of a batch line; every other key is ignored."""

    id: str
    question: str = Field(pattern=r"\S")
    history: list[_Turn] = []
    lang: Language | None = None


def read_line(line: str) -> tuple[str, Question]:
    """A batch line's id and question. Raises UsageError with one sentence where it is not one."""
    try:
        value = _Line.model_validate_json(line)
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the line"
        raise UsageError(f"{place}: {first['msg']}") from fault
    history = tuple(Turn(turn.role, turn.text) for turn in value.history)
    return value.id, Question(value.question, history, value.lang)
