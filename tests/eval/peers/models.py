"""Language models that say what they are told to, as a user's own would be named with --llm."""

from __future__ import annotations

from typing import Any

from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback


class Scripted(CustomLLM):  # type: ignore[misc]  # llama_index is not followed by mypy
    """Gives its replies one after another and keeps the prompts; the last reply is repeated."""

    replies: list[str]
    prompts: list[str] = []  # noqa: RUF012  # pydantic copies it for each instance

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted", context_window=32_000)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        self.prompts.append(prompt)
        text = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return CompletionResponse(text=text)

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        raise NotImplementedError


def first_source() -> Scripted:
    return Scripted(replies=["It is so [1]. And so [42]."])


def not_a_model() -> str:
    return "model"


def broken() -> Scripted:
    raise ValueError("no weights")
