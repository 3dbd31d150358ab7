"""Models that say what a test tells them to, with the keys of the prompt that they are sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.models.opening import LanguageModel
from assistant.models.tokens import ESTIMATE, TokenCounter

from .scripted import ScriptedLLM

_BLOCK = re.compile(r"^\[(\w+)\] (.+)\n(.+)$", re.MULTILINE)
_CLAUSE_END = re.compile(r"[،؛;,.:](?=\s|$)")

Script = str | Exception | Callable[[list[str]], Any]


class SpeakingLLM(ScriptedLLM):
    """A `ScriptedLLM` whose replies may name the keys of the blocks: `{0}` is the first one's,
    `{op. para. 2}` that of the first block whose label holds these words, `{=0}` the first clause of
    the first block; a callable gets all keys.
    """

    def chat(self, messages: Any, **kwargs: Any) -> Any:
        self._fill(messages)
        return super().chat(messages, **kwargs)

    def stream_chat(self, messages: Any, **kwargs: Any) -> Any:
        self._fill(messages)
        return super().stream_chat(messages, **kwargs)

    def _fill(self, messages: Sequence[Any]) -> None:
        found = _BLOCK.findall(messages[-1].content)
        script = self.replies[0] if self.replies else ""
        if callable(script):
            self.replies[0] = script([key for key, _, _ in found])
        elif isinstance(script, str):
            self.replies[0] = re.sub(r"\{([^{}]+)\}", lambda m: _key(m[1], found), script)


def _key(name: str, found: Sequence[tuple[str, str, str]]) -> str:
    if name.startswith("="):
        return _CLAUSE_END.split(found[int(name[1:])][2])[0]
    if name.isdecimal():
        return found[int(name)][0]
    return next(key for key, label, _ in found if name in label)


def model_saying(
    *replies: Script,
    piece: int = 7,
    pause: float = 0.0,
    context: int | None = None,
    max_tokens: int = 512,
    tokens: TokenCounter = ESTIMATE,
) -> LanguageModel:
    """A model on this machine that gives these replies one after another."""
    llm = SpeakingLLM(replies=list(replies), piece=piece, pause=pause)
    return LanguageModel(llm, "scripted", None, True, context, max_tokens, 5.0, 0, tokens)


def prompts_of(model: LanguageModel) -> list[str]:
    """The last message of each call."""
    return [messages[-1].content for messages in model.llm.asked]  # type: ignore[attr-defined]


def council() -> SpeakingLLM:
    """A model by import path that knows one thing and invents another."""
    return SpeakingLLM(
        replies=[
            "يقرر المجلس حماية السدود في المنطقة [{الفقرة 1 من المنطوق}]. وتكلف الحماية 500 دولار [{0}]."
        ]
        * 9
    )
