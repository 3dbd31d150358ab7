"""The index in service: opened anew when another generation of it is there."""

from __future__ import annotations

import threading
from pathlib import Path

from index import generations
from index.store import Index, open_index


class Holder:
    """Gives the index as it is now. Safe to share between threads.

    An index that was given before stays readable for as long as somebody has it: nothing that is
    being answered is disturbed by an ingestion.
    """

    def __init__(self, folder: Path, embedder: str | None = None) -> None:
        self.folder = folder
        self._embedder = embedder
        self._lock = threading.Lock()
        self._generation = generations.current(folder)
        self._index = open_index(folder, embedder)

    @property
    def index(self) -> Index:
        """The current index. Raises FiqraError where it cannot be opened."""
        generation = generations.current(self.folder)
        with self._lock:
            if generation != self._generation:
                self._index = open_index(self.folder, self._embedder)
                self._generation = generation
            return self._index
