"""No text is embedded twice on one machine: vectors kept by content, outside of any index.

One SQLite file for each family of agreeing embedders, in the cache folder. Each batch is committed
as it is made, so an ingestion that was killed goes on where it stopped. The cache is a convenience:
whatever is wrong with its file or folder is worked around and told, never fatal. It has no limit of
its own (1.6 kB a passage at 384 numbers); deleting the file costs time only.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.cache import cache_folder
from index.embedding import Embedder, Vectors, cache_key
from index.embedding.text import prepare

BATCH = 32
"""Texts between two commits: some seconds of work that a killed process can lose."""

_READ_AT_ONCE = 500
"""Hashes in one query; older SQLite libraries take at most 999."""

_BUSY_SECONDS = 30.0
"""How long another process may hold the file before this one goes on without it."""

_DAMAGED = {1, 11, 24, 26}
"""SQLite's ERROR (another table than ours), CORRUPT, FORMAT, NOTADB."""

T = TypeVar("T")
_Rows = dict[bytes, Vectors]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The rows, in the order of the texts, and how they came about."""

    vectors: Vectors
    embedded: int
    """Different texts that the model had to read; the others' vectors were at hand."""
    warning: str | None = None
    """A sentence about what was wrong with the cache, also logged once."""


def embed_with_cache(
    embedder: Embedder, texts: Sequence[str], progress: Callable[[int], None] | None = None
) -> Embedded:
    """The passages' vectors, one unit row a text, from the cache where it has them.

    `progress` is called with the number of texts done so far. Blank texts give the zero vector.
    """
    prepared = [prepare(text) for text in texts]
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    waiting: dict[bytes, list[int]] = {}
    for i, text in enumerate(prepared):
        if text:
            waiting.setdefault(sha256(text.encode("utf-8")).digest(), []).append(i)

    def place(rows: _Rows) -> None:
        for key, row in rows.items():
            vectors[waiting.pop(key)] = row
        if progress and rows:
            progress(len(texts) - sum(map(len, waiting.values())))

    embedded = 0
    store = _Cache(cache_file(embedder), embedder.dimension)
    try:
        place(store.read(list(waiting)))
        # longest first: texts of one length side by side, see `index.embedding.text.batches`
        missing = sorted(waiting, key=lambda key: -len(prepared[waiting[key][0]]))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            place(store.read(batch))  # another process may have been here meanwhile
            new = [key for key in batch if key in waiting]
            rows = embedder.embed_passages([prepared[waiting[key][0]] for key in new])
            made = dict(zip(new, rows, strict=True))
            store.write(made)
            place(made)
            embedded += len(new)
    finally:
        store.close()
    return Embedded(vectors, embedded, store.warning)


def cache_file(embedder: Embedder) -> Path:
    """The file that holds the vectors of this embedder and of those that agree with it."""
    return cache_folder() / "vectors" / f"{cache_key(embedder.fingerprint)}.sqlite"


class _Cache:
    """The file, opened when first used; where it cannot be used it holds and keeps nothing."""

    def __init__(self, path: Path, dimension: int) -> None:
        self.warning: str | None = None
        self._path = path
        self._dimension = dimension
        self._connection: sqlite3.Connection | None = None
        self._given_up = False

    def read(self, keys: Sequence[bytes]) -> _Rows:
        """Those of the keys that are there. A row that is not a unit vector counts as missing."""
        found: _Rows = {}
        for start in range(0, len(keys), _READ_AT_ONCE):
            some = keys[start : start + _READ_AT_ONCE]
            select = f"SELECT * FROM vectors WHERE text IN ({','.join('?' * len(some))})"
            for key, blob in self._attempt(partial(_select, select, some)) or ():
                if isinstance(blob, bytes) and len(blob) == 4 * self._dimension:
                    row = np.frombuffer(blob, "<f4")
                    if abs(float(np.linalg.norm(row)) - 1.0) < 1e-3:
                        found[key] = row
        return found

    def write(self, rows: _Rows) -> None:
        """Adds the rows and commits."""
        pairs = [(key, row.astype("<f4").tobytes()) for key, row in rows.items()]
        self._attempt(partial(_insert, pairs))

    def close(self) -> None:
        """Closes the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _attempt(self, work: Callable[[sqlite3.Connection], T], again: bool = True) -> T | None:
        """What `work` returns, None where the cache cannot be used. A damaged file is set aside and
        a new one begun.
        """
        if self._given_up:
            return None
        try:
            if self._connection is None:
                self._connection = _connect(self._path)
            return work(self._connection)
        except (sqlite3.Error, OSError) as fault:
            self.close()
            if again and _is_damage(fault) and _set_aside(self._path):
                self._warn(
                    f"The cache of embedded texts, {self._path.name}, was damaged; it was set aside "
                    f"in {self._path.parent} and a new one begun."
                )
                return self._attempt(work, again=False)
            self._given_up = True
            self._warn(
                f"The cache of embedded texts in {self._path.parent} cannot be used ({fault}); "
                "texts are embedded without it, or name another folder with FIQRA_CACHE."
            )
            return None

    def _warn(self, sentence: str) -> None:
        self.warning = sentence
        _log_once(sentence)


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL)"
            )
        connection.execute("SELECT text, vector FROM vectors LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _select(
    query: str, keys: Sequence[bytes], connection: sqlite3.Connection
) -> list[tuple[bytes, object]]:
    return connection.execute(query, keys).fetchall()


def _insert(pairs: list[tuple[bytes, bytes]], connection: sqlite3.Connection) -> None:
    with connection:
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", pairs)


def _is_damage(fault: Exception) -> bool:
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _set_aside(path: Path) -> bool:
    """Renames a damaged file; false where that fails. One that another process has mended stays."""
    if _is_sound(path):
        return True
    try:
        path.rename(path.with_name(f"{path.stem}.damaged-{time.time_ns()}"))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _is_sound(path: Path) -> bool:
    try:
        with closing(_connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except (sqlite3.Error, OSError):
        return False


@cache
def _log_once(sentence: str) -> None:
    logging.getLogger(__name__).warning(sentence)
