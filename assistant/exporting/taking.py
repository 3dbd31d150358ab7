"""A conversation as a file: DOCX or Markdown, told apart by the file's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.exporting.docx import docx
from assistant.exporting.laying import laid_conversation
from assistant.exporting.markdown import markdown
from assistant.records import Exchange
from index.errors import FiqraError, UsageError
from index.values import Language

SUFFIXES = (".docx", ".md")

AUTHOR = "Fiqra"


def check_target(path: Path) -> None:
    """Raises UsageError for a file name of another kind than those that can be written."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"An answer is written to a file that ends in .docx or .md, not {path.name}."
        )


def exported(suffix: str, title: str, exchanges: Sequence[Exchange], language: Language) -> bytes:
    """The file's bytes, UTF-8 for Markdown; `suffix` is one of `SUFFIXES`, `language` that of headings.

    Raises UsageError for another suffix and for a conversation without an answer.
    """
    if suffix not in SUFFIXES:
        raise UsageError(f"An answer is written as .docx or .md, not as {suffix!r}.")
    if not exchanges:
        raise UsageError("The conversation has no answer yet; ask a question first.")
    laid = laid_conversation(title, exchanges, language)
    if suffix == ".md":
        return markdown(laid).encode("utf-8")
    return docx(laid, AUTHOR, _stamp(exchanges[-1].asked_at))


def write(path: Path, title: str, exchanges: Sequence[Exchange], language: Language) -> None:
    """Writes a conversation to a file, by its ending; an empty title is none.

    Raises UsageError for another ending and an empty conversation, before anything is written, and
    FiqraError where the file cannot be written.
    """
    check_target(path)
    data = exported(path.suffix.lower(), title, exchanges, language)
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise FiqraError(f"{path} cannot be written ({why}); name another file.") from fault


def _stamp(when: str) -> str:
    """The time of the last answer, so that the same conversation gives the same bytes."""
    try:
        read = datetime.fromisoformat(when)
    except ValueError:
        read = datetime.now(UTC)
    at = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
