"""A model that is given up for the rest of a batch once it has failed several times in a row."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from assistant.models.calls import Reply
from assistant.models.faults import Fault, LanguageModelError
from assistant.models.opening import LanguageModel

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

FAILURES = 3
"""Calls that fail one after another before no more are made."""

_LASTING: frozenset[Fault] = frozenset(
    ["unreachable", "key", "unknown model", "timeout", "unreadable"]
)
"""Faults that the next question would meet as well."""


@dataclass(frozen=True)
class Patient(LanguageModel):
    """A model that, after `FAILURES` lasting faults in a row, fails at once with the last of them.

    A thousand questions to a server that does not answer would otherwise wait a thousand times.
    """

    faults: list[LanguageModelError] = field(default_factory=list, repr=False)

    def complete(
        self,
        messages: Sequence[ChatMessage],
        on_text: Callable[[str], None] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """As `LanguageModel.complete`."""
        if len(self.faults) >= FAILURES:
            raise self.faults[-1]
        try:
            reply = super().complete(messages, on_text, cancel=cancel)
        except LanguageModelError as fault:
            if fault.kind in _LASTING and not fault.partial:
                self.faults.append(fault)
            raise
        self.faults.clear()
        return reply


def patient(model: LanguageModel) -> Patient:
    """The same model for a batch."""
    return Patient(**{each.name: getattr(model, each.name) for each in fields(LanguageModel)})
