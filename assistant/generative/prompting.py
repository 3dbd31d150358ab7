"""The messages that a language model is sent, in the language of the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from assistant.generative.values import Block
from index.arabic.normalise import fold_text
from index.values import Language
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

ECHOED = 3
"""Words at the beginning of a line by which it is known again."""

Role = Literal["system", "user"]
Message = tuple[Role, str]


def messages(blocks: Sequence[Block], question: str, language: Language) -> list[Message]:
    """The rules, then the paragraphs with the question."""
    example = blocks[0].key if blocks else "…"
    rules = render("generate", language, example=example, silence=render("not_answered", language))
    paragraphs = "\n\n".join(block.text for block in blocks)
    asked = render("generate_question", language, paragraphs=paragraphs, question=question)
    return [("system", rules), ("user", asked)]


def chat(messages: Sequence[Message]) -> list[ChatMessage]:
    """The messages as llama-index has them."""
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role=role, content=content) for role, content in messages]


def room(
    of_messages: Callable[[Sequence[str]], int], question: str, language: Language, window: int
) -> int:
    """Tokens that are left for the paragraphs of `window` tokens of prompt; 0 where none are."""
    bare = [content for _, content in messages((), question, language)]
    return max(0, window - of_messages(bare))


def echoes(text: str, language: Language) -> bool:
    """Whether a sentence begins as a line of the prompt does: small models write their instructions
    out instead of following them.
    """
    opening = _opening(text)
    return len(opening) == ECHOED and opening in _openings(language)


@cache
def _openings(language: Language) -> frozenset[tuple[str, ...]]:
    """How the lines of the prompt begin that are the same for every question."""
    lines = [line for _, content in messages((), "", language) for line in content.splitlines()]
    return frozenset(map(_opening, lines))


def _opening(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+", fold_text(text))[:ECHOED])
