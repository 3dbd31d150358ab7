"""The keys that a line of a set may have, as pydantic models: the edge where JSON becomes values.

Every object refuses a key that it does not know, so that a misspelt one is never silently ignored.
Keys that begin with `_`, and `comment`, `source` and `author`, are the author's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.sets.questions import Difficulty, Type
from index.values import Language

AUTHORS_OWN = ("comment", "source", "author")
"""Keys that are ignored, as are those that begin with `_`."""

_Text = Annotated[str, Field(pattern=r"\S")]
_Id = Annotated[str, Field(pattern=r"^\S+$")]


class KeyedObject(BaseModel):
    """An object of a line: strict, no key beside its own."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _without_authors_own(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: each
            for key, each in value.items()
            if not key.startswith("_") and key not in AUTHORS_OWN
        }


class TurnKeys(KeyedObject):
    """A turn of `history`."""

    role: Literal["user", "assistant"]
    text: _Text


class PlaceKeys(KeyedObject):
    """A place of `evidence`, of an alternative, or one wrongly cited."""

    doc: _Text
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None
    label: str = ""
    text: str = ""


class NuggetKeys(KeyedObject):
    """A fact of a right answer."""

    text: _Text
    vital: bool
    forms: list[_Text] = []


class LineKeys(KeyedObject):
    """A question."""

    id: _Id
    lang: Language
    type: Type
    difficulty: Difficulty
    question: _Text
    answerable: bool
    history: list[TurnKeys] = []
    evidence: list[PlaceKeys] = []
    alternatives: list[list[PlaceKeys]] = []
    answers: dict[Language, list[_Text]] = {}
    answer_points: list[str] = []
    reference_answer: str = ""
    nuggets: list[NuggetKeys] = []
    slice: str = ""
    scope: list[_Text] = []
    draft: bool = False
    wrong: list[PlaceKeys] = []
    note: str = ""


OBJECTS: Mapping[str, type[KeyedObject]] = {
    "": LineKeys,
    "history": TurnKeys,
    "evidence": PlaceKeys,
    "alternatives": PlaceKeys,
    "wrong": PlaceKeys,
    "nuggets": NuggetKeys,
}
"""The objects that stand inside a key; "" is the line itself."""

SHOULD = {
    "id": "a string without blanks",
    "lang": "`ar` or `en`",
    "question": "a string that is not blank",
    "answerable": "true or false",
    "history": "a list of turns, each with `role` and `text`",
    "evidence": "a list of places, each with `doc` and `label` or with `doc`, `start` and `end`",
    "alternatives": "a list of lists of places",
    "answers": 'lists of strings by language, such as {"ar": ["…"], "en": ["…"]}',
    "answer_points": "a list of strings",
    "reference_answer": "a string",
    "nuggets": "a list of facts, each with `text` and `vital`",
    "slice": "a string",
    "scope": "a list of file names",
    "draft": "true or false",
    "wrong": "a list of places",
    "note": "a string",
    "role": "`user` or `assistant`",
    "text": "a string that is not blank",
    "doc": "a file's name",
    "start": "a whole number from 0",
    "end": "a whole number from 0",
    "label": "a string",
    "vital": "true or false",
    "forms": "a list of strings that are not blank",
}
"""What the value of a key must be, for sentences."""
