"""Batches: a file of questions or texts in, a file of lines out, one for one and in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from assistant.answers import Question, Turn
from index.errors import FiqraError, UsageError
from index.values import Language

SEARCH_K = 20
"""Paragraphs a question in a search batch."""

PROGRESS_EVERY = 50
"""Lines between two lines of progress where stderr is not a terminal."""


T = TypeVar("T")


def run_batch(batch: Path, out: Path, reply: Callable[[Question], dict[str, Any]]) -> int:
    """As `run_lines`, of questions: only `id`, `question`, `history` and `lang` of a line are read."""
    return run_lines(batch, out, read_line, reply)


def run_lines(
    batch: Path,
    out: Path,
    read: Callable[[str], tuple[str | int, T]],
    reply: Callable[[T], dict[str, Any]],
) -> int:
    """Writes a line to `out` for every non-blank line of `batch`; returns how many went wrong.

    `read` gives a line's id and what is asked in it. A line for which it raises UsageError, or
    `reply` anything, gets a line with `error`. `out` is written aside and put in place at the end, so that a batch that is broken off
    leaves an earlier run whole. Progress goes to stderr. Raises UsageError if `batch` cannot be
    read or is `out`, FiqraError if `out` cannot be written.
    """
    lines = _lines(batch)
    if out.exists() and out.samefile(batch):
        raise UsageError(f"--out is {out}, the file of the batch; name another one.")
    aside = out.with_name(f"{out.name}.part")
    failed = 0
    try:
        # a lone surrogate of the input is written as the JSON escape that it came as
        with aside.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            for done, result in enumerate(_results(lines, read, reply), 1):
                failed += "error" in result
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
                _progress(done, len(lines))
        aside.replace(out)
    except OSError as fault:
        raise FiqraError(
            f"The run cannot be written to {out}: {fault.strerror or fault}; "
            "name another file with --out."
        ) from fault
    finally:
        if aside.is_file():
            aside.unlink()
    print(f"{len(lines):,} lines, {failed:,} with an error, in {out}", file=sys.stderr)
    return failed


def _lines(batch: Path) -> list[str]:
    """The non-blank lines; only a line feed ends one, as other separators may stand inside JSON."""
    try:
        text = batch.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise UsageError(
            f"The lines of {batch} cannot be read: {fault.strerror or fault}."
        ) from fault
    except UnicodeDecodeError as fault:
        raise UsageError(
            f"The lines of {batch} are not UTF-8 text (byte {fault.start + 1}); save them as UTF-8."
        ) from fault
    return [line for line in text.split("\n") if line.strip()]


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"{done:,}/{total:,}", end="\n" if done == total else "\r", file=sys.stderr)
    elif done % PROGRESS_EVERY == 0:
        print(f"{done:,}/{total:,}", file=sys.stderr)


def _results(
    lines: list[str],
    read: Callable[[str], tuple[str | int, T]],
    reply: Callable[[T], dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            identifier, asked = read(line)
        except UsageError as fault:
            yield {"id": _known_id(line), "error": str(fault)}
            continue
        try:
            yield {"id": identifier, **reply(asked)}
        except FiqraError as fault:
            yield {"id": identifier, "error": str(fault)}
        except Exception as fault:  # a fault of ours in one question must not cost the others
            yield {"id": identifier, "error": f"internal fault, {type(fault).__name__}: {fault}"}


def _known_id(line: str) -> str | int | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    identifier = value.get("id") if isinstance(value, dict) else None
    return identifier if isinstance(identifier, str | int) else None


class _Turn(BaseModel):
    role: Literal["user", "assistant"]
    text: str


class _Line(BaseModel):
    """What is read of a batch line; every other key is ignored."""

    id: str | int
    question: str = Field(pattern=r"\S")
    history: list[_Turn] | None = None
    lang: Language | None = None


def read_line(line: str) -> tuple[str | int, Question]:
    """A batch line's id and question. Raises UsageError with one sentence where it is not one."""
    try:
        value = _Line.model_validate_json(line)
    except ValidationError as fault:
        raise UsageError(line_fault(fault, "question", _SHOULD)) from fault
    history = tuple(Turn(turn.role, turn.text) for turn in value.history or ())
    return value.id, Question(value.question, history, value.lang)


class _Clause(BaseModel):
    """What is read of a line with a clause."""

    id: str | int
    text: str = Field(pattern=r"\S")


def read_clause(line: str) -> tuple[str | int, str]:
    """A line's id and clause: of `text`, or of `question`. Raises UsageError where it is not one."""
    try:
        given = json.loads(line)
    except ValueError as fault:
        raise UsageError("The line is not JSON.") from fault
    if isinstance(given, dict) and "text" not in given and "question" in given:
        given["text"] = given["question"]
    try:
        value = _Clause.model_validate(given)
    except ValidationError as fault:
        raise UsageError(line_fault(fault, "text", _SHOULD)) from fault
    return value.id, value.text


_SHOULD = {
    "text": "a string that is not blank",
    "id": "a string or a whole number",
    "question": "a string that is not blank",
    "history": "a list of turns, each with `role` (user or assistant) and `text`",
    "lang": "`ar` or `en`",
}


def line_fault(fault: ValidationError, needed: str, should: Mapping[str, str]) -> str:
    """What is wrong with a line, which has at least `id` and the key `needed`, and what it should be."""
    first = fault.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "json_invalid":
        return "The line is not JSON."
    if not key:
        return f"The line is not a JSON object with `id` and `{needed}`."
    if first["type"] == "missing":
        return f"The line has no `{key}`."
    return f"`{key}` is not {should[key]}."
