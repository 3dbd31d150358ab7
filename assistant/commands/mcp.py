"""`fiqra mcp`: the documents as tools for a program that speaks the Model Context Protocol."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from assistant.commands.options import (
    IndexOption,
    LocalOnlyOption,
    NoModelOption,
    entailment_with,
    language_model_with,
    reranker_with,
    settings_with,
)
from index.errors import FiqraError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.holding import Holder
    from index.store import Index

NAME, SHORT_HELP = "mcp", "Serve the documents as tools to a language model's client (MCP)."


def mcp(
    index: IndexOption = None,
    local_only: LocalOnlyOption = False,
    no_model: NoModelOption = False,
) -> None:
    """Serve `ask`, `search`, `show` and `precedent` over stdin and stdout (Model Context Protocol).

    It is started by the client's configuration (docs/tools.md) and ends when the client does.
    """
    settings = settings_with(index)
    model = language_model_with(settings, local_only=local_only, no_model=no_model)
    signal.signal(signal.SIGINT, _stop)
    from assistant.answering import keeper
    from assistant.tools.calls import By
    from assistant.tools.server import Serving, serve

    by = By(
        model,
        reranker_with(None),
        entailment_with(settings) if model else None,
        keeper(settings.index, settings.trace_days),
    )
    opened = _Opened(settings)
    threading.Thread(target=opened.warm, daemon=True).start()
    serve(Serving(opened.index, by))


class _Opened:
    """The index, opened when it is first there and anew when another generation of it is: a client is
    answered at once, and told by each call what is wrong with the index as long as something is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._holder: Holder | None = None

    def index(self) -> Index:
        from index.holding import Holder

        with self._lock:
            if self._holder is None:
                self._holder = Holder(self._settings.index, self._settings.embedder)
        return self._holder.index

    def warm(self) -> None:
        """Opens it before the first question comes."""
        try:
            opened = self.index()
        except FiqraError as fault:
            print(f"fiqra: {fault}", file=sys.stderr, flush=True)
        else:
            count = opened.manifest.documents
            print(f"fiqra: serving {count:,} documents.", file=sys.stderr, flush=True)


def _stop(*_: object) -> None:
    """Ends at once: the thread that waits for the client's next line cannot be woken in another way,
    and nothing is half written.
    """
    print("fiqra: stopped.", file=sys.stderr, flush=True)
    os._exit(130)
