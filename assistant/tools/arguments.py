"""What a program may ask for, and the one sentence that says what is wrong with its arguments.

The descriptions are read by language models: they are part of the MCP server's tools.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from index.errors import UsageError
from index.filters import Filter, years_of
from index.values import Kind, Language

LONGEST = 20_000
"""Characters of a question, a clause or a turn."""

MOST_TURNS = 40

MOST_NAMES = 500
"""Documents that a question is restricted to; more is no restriction that a person would make."""

MOST_FOUND = 100

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Arguments):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    text: str = Field(max_length=LONGEST)


class Scope(_Arguments):
    """What the search is restricted to."""

    documents: list[Name] = Field(
        default=[],
        max_length=MOST_NAMES,
        description="Only these documents, by symbol (`S/RES/2506 (2020)`) or file name.",
    )
    bodies: list[Name] = Field(
        default=[],
        max_length=20,
        description="Only documents of these bodies, by name in Arabic or English.",
    )
    year: Annotated[str, Field(max_length=40)] | int | None = Field(
        default=None,
        description="Only documents of a year (`2021`) or a range of years (`2019-2021`).",
    )
    kinds: list[Kind] = Field(default=[], description="Only paragraphs of these kinds.")
    source_language: Language | None = Field(
        default=None, description="Only paragraphs written in this language."
    )

    @property
    def filter(self) -> Filter:
        """As the search takes it. Raises UsageError for a year that is none."""
        return Filter(
            documents=tuple(self.documents),
            bodies=tuple(self.bodies),
            years=years_of(str(self.year)) if self.year else None,
            kinds=tuple(self.kinds),
            language=self.source_language,
        )


class Ask(Scope):
    """Arguments of `ask`."""

    question: Text = Field(
        description="The question, in Arabic or English, as a person would ask it. It may name a "
        "document or a paragraph."
    )
    history: list[Said] = Field(
        default=[],
        max_length=MOST_TURNS,
        description="The conversation before it, oldest turn first, where the question goes on from "
        "it (`and in 2021?`).",
    )
    language: Language | None = Field(
        default=None, description="Language of the answer; without it that of the question."
    )


class Search(Scope):
    """Arguments of `search`."""

    query: Text = Field(description="What to look for, in Arabic or English: a question or words.")
    top_k: int = Field(default=5, ge=1, le=MOST_FOUND, description="How many paragraphs.")


class Precede(Scope):
    """Arguments of `precedent`."""

    clause: Text = Field(description="The clause as it is drafted, in Arabic or English.")
    top_k: int = Field(default=5, ge=1, le=MOST_FOUND, description="How many formulations.")
    strength: Literal["weaker", "same", "stronger"] | None = Field(
        default=None, description="Only precedents that speak so beside the clause."
    )


class Show(_Arguments):
    """Arguments of `show`."""

    document: Name | None = Field(
        default=None, description="The document's symbol (`S/RES/2506 (2020)`) or file name."
    )
    paragraph: Name | None = Field(
        default=None,
        description="Which paragraph: a number (`38`) or a reference (`preamble 3`, `5 (a)`, "
        "`annex 12`). Without it the document's outline is given.",
    )
    link: Name | None = Field(
        default=None, description="Instead of both: the `link` of a paragraph in another result."
    )
    start: int = Field(
        default=0, ge=0, description="Where in the outline to go on: `next` of the result before."
    )


Given = TypeVar("Given", bound=BaseModel)


def checked(kind: type[Given], arguments: Mapping[str, Any]) -> Given:
    """The arguments as values. Raises UsageError with one sentence for the first that is not right."""
    try:
        return kind.model_validate(dict(arguments))
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_context=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]) or "arguments"
        known = ", ".join(f"`{each}`" for each in kind.model_fields)
        if first["type"] == "extra_forbidden":
            raise UsageError(f"There is no argument `{name}`; there are {known}.") from fault
        if first["type"] == "missing":
            raise UsageError(f"The argument `{name}` is missing; give it and try again.") from fault
        if first["type"] == "string_too_short":
            raise UsageError(f"The argument `{name}` is empty; write something in it.") from fault
        reason = first["msg"].rstrip(".")
        raise UsageError(
            f"The argument `{name}` is not right: {reason[:1].lower()}{reason[1:]}."
        ) from fault
