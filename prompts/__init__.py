"""The assistant's own words, a small file each, in `ar/` and `en/`, and their loader."""

from __future__ import annotations

import functools
import string
from importlib.resources import files
from typing import Literal


class PromptError(Exception):
    """A template is missing, or the variables given are not the ones that it names."""


@functools.cache
def _template(language: str, name: str) -> tuple[str, frozenset[str]]:
    path = files(__name__) / language / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8").strip("\n")
    except FileNotFoundError as fault:
        raise PromptError(f"There is no template {language}/{name}.md.") from fault
    fields = frozenset(field for _, field, _, _ in string.Formatter().parse(text) if field)
    return text, fields


def render(name: str, language: Literal["ar", "en"], **variables: str | int) -> str:
    """The template `name` in `language` with its variables filled in.

    Raises PromptError if a variable is missing or one is given that the template does not name:
    both are mistakes that a reader would otherwise see.
    """
    text, fields = _template(language, name)
    if fields != variables.keys():
        missing, unknown = sorted(fields - variables.keys()), sorted(variables.keys() - fields)
        raise PromptError(
            f"{language}/{name}.md: missing variables {missing}, unknown variables {unknown}."
        )
    return text.format(**variables)


def names(language: Literal["ar", "en"]) -> list[str]:
    """The names of all templates of a language, sorted."""
    return sorted(
        path.name.removesuffix(".md")
        for path in (files(__name__) / language).iterdir()
        if path.name.endswith(".md")
    )
