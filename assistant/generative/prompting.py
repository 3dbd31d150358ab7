"""The messages that a language model is sent, in the language of the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from assistant.generative.values import Block
from index.values import Language
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

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
