"""What pydantic finds wrong with a line, said as one sentence with the mend."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import get_args

from pydantic_core import ErrorDetails

from eval.sets.faults import known_words, nearest
from eval.sets.keys import OBJECTS, SHOULD, LineKeys

_ONE = {
    "alternatives": "alternative",
    "evidence": "evidence",
    "history": "turn",
    "nuggets": "nugget",
    "wrong": "wrong place",
}
"""What one thing in a list is called."""


def sentence(fault: ErrorDetails) -> tuple[str, str]:
    """The kind and sentence of what pydantic found."""
    loc = fault["loc"]
    names = [part for part in loc if isinstance(part, str)]
    inside = names[0] if names else ""
    key = inside if inside == "answers" else names[-1] if names else ""
    where = _where(loc[:-1])
    keys = OBJECTS[inside if len(loc) > 1 and inside in OBJECTS else ""].model_fields
    if fault["type"] == "extra_forbidden":
        like = nearest(key, tuple(keys))
        known = f"`{like}`" if like else f"one of {known_words(keys)}"
        return (
            "unknown key",
            f"the key {_key(key)}{where} is not known; write {known}, or begin it with `_` to have it "
            "ignored.",
        )
    if fault["type"] == "missing":
        return "missing key", f"there is no `{key}`{where}; add it: {_should(key)}."
    if names[-1:] == ["[key]"]:
        return (
            "wrong language",
            f"`answers` has the language {_shown(loc[1])}; write `ar` or `en`.",
        )
    if fault["type"] == "literal_error" and key in keys:
        known = known_words(get_args(keys[key].annotation))
        like = nearest(str(fault["input"]), get_args(keys[key].annotation))
        mend = f"`{like}` is nearest of {known}" if like else f"write {known}"
        name = "question type" if key == "type" else key
        return (
            f"unknown {key}",
            f"the {name} {_shown(fault['input'])}{where} is not known; {mend}.",
        )
    if isinstance(loc[-1], int) and inside in OBJECTS and key == inside:
        what = "a list" if key == "alternatives" and len(loc) == 2 else "an object"
        return (
            "wrong value",
            f"{_where(loc).removeprefix(' of ')} is {_shown(fault['input'])}; it must be {what}.",
        )
    return "wrong value", f"`{key}`{where} is {_shown(fault['input'])}; it must be {_should(key)}."


def _should(key: str) -> str:
    if key in ("type", "difficulty"):
        return known_words(get_args(LineKeys.model_fields[key].annotation))
    return SHOULD.get(key, "as in docs/question-sets.md")


def _where(loc: Sequence[int | str]) -> str:
    """` of evidence 2`, ` of alternative 1, place 2`; nothing for the question itself."""
    if len(loc) < 2 or loc[0] not in _ONE or not isinstance(loc[1], int):
        return ""
    inner = f", place {loc[2] + 1}" if len(loc) > 2 and isinstance(loc[2], int) else ""
    return f" of {_ONE[str(loc[0])]} {loc[1] + 1}{inner}"


def _key(name: str) -> str:
    """A key as a sentence can hold it, whatever characters it has."""
    return f"`{name}`" if name.isprintable() and len(name) <= 40 else _shown(name)


def _shown(value: object) -> str:
    """A value as the line has it, cut short."""
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    return f"{text[:40]}…" if len(text) > 40 else text
