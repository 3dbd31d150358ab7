"""A llama-index LLM that says what it was told to say, one reply a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from pydantic import Field

REPLIES: list[str] = []
"""What `model` and its like reply, in order; tests fill it."""

ASKED: list[str] = []
"""The prompts, as they came."""


class Scripted(CustomLLM):
    """Replies from a queue; an empty queue is a model that cannot be reached."""

    replies: list[str] = Field(default_factory=list)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        ASKED.append(prompt)
        if not REPLIES:
            raise ConnectionError("nobody answers")
        return CompletionResponse(text=REPLIES.pop(0))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        raise NotImplementedError


def model() -> Scripted:
    return Scripted()


def no_model() -> Callable[[], None]:
    return print
