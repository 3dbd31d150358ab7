"""The small model's replies altered or played again: with the keys that it never writes; from a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.markers import shown, statements
from assistant.models.calls import Reply
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel
from assistant.support.wording import content_words
from index.errors import UsageError

if TYPE_CHECKING:
    import threading

    from llama_index.core.llms import ChatMessage

OnText = Callable[[str], None]

_BLOCK = re.compile(r"^\[(\w+)\] (.+\n(?:.+\n?)+)", re.MULTILINE)


@dataclass(frozen=True)
class Citing(LanguageModel):
    """A model each of whose sentences gets the key of the block that it shares most words with.

    SmolLM2 cites nothing, and what cites nothing is withdrawn unread. With keys its inventions come
    before the checker, each with the paragraph that it is likest.
    """

    def complete(
        self,
        messages: Sequence[ChatMessage],
        on_text: OnText | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """The model's reply with keys, whole at once."""
        reply = super().complete(messages, None, cancel=cancel)
        cited = with_keys(reply.text, messages[-1].content or "")
        if on_text is not None:
            on_text(cited)
        return replace(reply, text=cited)


@dataclass(frozen=True)
class PlayedAgain(LanguageModel):
    """A model that gives replies that were recorded, in their order, instead of asking one."""

    replies: list[dict[str, Any]] = field(default_factory=list, repr=False)
    cite: bool = False

    def complete(
        self,
        messages: Sequence[ChatMessage],
        on_text: OnText | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """The next recorded reply, with keys as `Citing` puts them or without any."""
        if not self.replies:
            raise LanguageModelError("empty", "No reply was recorded for this question.")
        said = self.replies.pop(0)
        prompt = messages[-1].content or ""
        text = shown(said["text"], [m[1] for m in _BLOCK.finditer(prompt)])
        text = with_keys(text, prompt) if self.cite else text
        if said.get("fault"):
            raise LanguageModelError("broken", said["fault"], partial=text)
        if on_text is not None:
            on_text(text)
        return Reply(text, said.get("cut", False), 0.0, 0.0, 1)


def with_keys(reply: str, prompt: str) -> str:
    """The reply with a key of the prompt's blocks behind each of its statements."""
    blocks = [(m[1], set(content_words(m[2]))) for m in _BLOCK.finditer(prompt)]
    if not blocks:
        return reply
    known = [key for key, _ in blocks]
    for each in reversed(statements(reply, known)):
        if each.keys or each.heading:
            continue
        words = set(content_words(each.text))
        key, _ = max(blocks, key=lambda block: len(words & block[1]))
        reply = f"{reply[: each.end]} [{key}]{reply[each.end :]}"
    return reply


def recorded_replies(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The raw replies of an earlier run by question. Raises UsageError where the file is none."""
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return {line["id"]: line["replies"] for line in lines if line["kind"] == "question"}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UsageError(f"{file} is no file of this benchmark ({fault}); name one.") from fault
