"""The lines of a batch of texts to check: `text`, and either `paragraph` or `citation` or neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from assistant.batch import line_fault
from assistant.checking.entailed import entailed
from assistant.checking.report import texts_json, verdict_json
from assistant.checking.verdicts import check_cited, check_sentence, check_source, check_words
from assistant.support.values import Judge
from index.errors import UsageError
from index.store import Index
from index.values import Source


class _Line(BaseModel):
    """What is read of a line; every other key is ignored."""

    id: str | int
    text: str = Field(pattern=r"\S")
    paragraph: str | None = Field(default=None, pattern=r"\S")
    citation: str | dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text to check, and what against."""

    text: str
    paragraph: str | None = None
    """The words of the paragraph that it cites."""
    citation: str | dict[str, Any] | None = None
    """The document and paragraph that it cites, in words or as an object."""


def read_text_line(line: str) -> tuple[str | int, Text]:
    """A line's id and text. Raises UsageError with one sentence where it is not one."""
    try:
        value = _Line.model_validate_json(line)
    except ValidationError as fault:
        raise UsageError(line_fault(fault, "text", _SHOULD)) from fault
    if value.paragraph is not None and value.citation is not None:
        raise UsageError("The line has both `paragraph` and `citation`; give one of them.")
    return value.id, Text(value.text, value.paragraph, value.citation)


_SHOULD = {
    "id": "a string or a whole number",
    "text": "a string that is not blank",
    "paragraph": "a string that is not blank: the paragraph's words",
    "citation": "a string, or an object with a document and a paragraph",
}


def check_line(
    asked: Text, opened: Callable[[], Index], entails: Judge | None = None
) -> dict[str, Any]:
    """What the checker says of a line, and `entails` where there is one; the index is opened only
    where the line needs it.

    A text without paragraph and citation may have several statements: all of them are checked.
    """
    if asked.paragraph is not None:
        verdict = check_words(asked.text, asked.paragraph)
        return verdict_json(entailed(verdict, entails, opened, asked.paragraph))
    if asked.citation is not None:
        verdict = check_cited(opened(), asked.text, asked.citation)
        return verdict_json(entailed(verdict, entails, opened))
    checked = check_source(opened(), pasted(asked.text))
    verdicts = checked.verdicts or (check_sentence(opened(), asked.text),)
    return texts_json([entailed(each, entails, opened) for each in verdicts])


def pasted(text: str) -> Source:
    """A text that comes in no file."""
    return Source("text", "text", text)
