"""A language model that says what a test tells it to: a llama-index LLM with a queue of replies."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from llama_index.core.llms import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    CustomLLM,
    LLMMetadata,
)
from llama_index.core.llms.callbacks import llm_completion_callback
from pydantic import Field, PrivateAttr

Scripted = str | Exception | Sequence[str | Exception]


class ScriptedLLM(CustomLLM):
    """Gives its replies one after another.

    A reply is a text, which a stream cuts into pieces of `piece` characters (none where it is
    empty); the pieces themselves;
    or an exception, which is raised, in a sequence of pieces after those before it. What was asked
    is in `asked`, a list of messages for each call. Asked once too often it raises IndexError.
    """

    replies: list[Any] = Field(default_factory=list)
    piece: int = 5
    pause: float = 0.0
    """Seconds before each piece."""
    model_name: str = "scripted"

    _asked: list[list[ChatMessage]] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[list[ChatMessage]]:
        return self._asked

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self.model_name, is_chat_model=True)

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        self._asked.append(list(messages))
        return super().chat(messages, **kwargs)

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        self._asked.append(list(messages))
        return super().stream_chat(messages, **kwargs)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text="".join(self._pieces()))

    @llm_completion_callback()
    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> CompletionResponseGen:
        pieces = self._pieces()

        def stream() -> CompletionResponseGen:
            text = ""
            for delta in pieces:
                text += delta
                yield CompletionResponse(text=text, delta=delta)

        return stream()

    def _pieces(self) -> Any:
        reply: Scripted = self.replies.pop(0)
        if isinstance(reply, str):
            reply = [reply[at : at + self.piece] for at in range(0, len(reply), self.piece)]
        for piece in [reply] if isinstance(reply, Exception) else reply:
            time.sleep(self.pause)
            if isinstance(piece, Exception):
                raise piece
            yield piece


def scripted() -> ScriptedLLM:
    """A model by import path: `tests.assistant.scripted:scripted`."""
    return ScriptedLLM(replies=["نعم."] * 3)


def keyless() -> ScriptedLLM:
    """A maker that fails as they do without a key."""
    raise ValueError("No API key found; you gave sk-abcdef0123456789.")


def no_model() -> str:
    """A maker of something else."""
    return "model"
