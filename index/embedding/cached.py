"""No text is embedded twice on one machine: vectors kept by content, outside of any index.

One SQLite file for each family of agreeing embedders, in the cache folder; in a second table of it
what is kept of the tokens (`index.late`). Each batch is committed as it is made, so an ingestion that
was killed goes on where it stopped. The cache is a convenience: whatever is wrong with its file or
folder is worked around and told, never fatal. It has no limit of its own (1.6 kB a passage at 384
numbers, and some 11 kB for its tokens); deleting the file costs time only.
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
from index.embedding.tokens import TokenEmbedder, Tokens

BATCH = 32
"""Texts between two commits: some seconds of work that a killed process can lose."""

_READ_AT_ONCE = 500
"""Hashes in one query; older SQLite libraries take at most 999. Bounds what is held of the tokens."""

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


@dataclass(frozen=True, slots=True)
class TokensKept:
    """What is done with the tokens of each text while it is embedded."""

    embedder: TokenEmbedder
    name: str
    """Names the way in which they are packed; ones packed otherwise are made again."""
    pack: Callable[[Tokens], bytes]
    sound: Callable[[bytes], bool]
    """Whether bytes out of the cache may be what `pack` made."""
    put: Callable[[Sequence[int], bytes], None]
    """Takes the packed tokens of the texts at these places, once for each different text."""


def embed_with_cache(
    embedder: Embedder,
    texts: Sequence[str],
    progress: Callable[[int], None] | None = None,
    tokens: TokensKept | None = None,
) -> Embedded:
    """The passages' vectors, one unit row a text, from the cache where it has them.

    `progress` is called with the number of texts done so far. Blank texts give the zero vector.
    `tokens` asks for the texts' tokens as well: where those are not at hand, the text is read anew
    by `tokens.embedder`, and its row, if it was there, stays the one it was.
    """
    prepared = [prepare(text) for text in texts]
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    waiting: dict[bytes, list[int]] = {}
    for i, text in enumerate(prepared):
        if text:
            waiting.setdefault(sha256(text.encode("utf-8")).digest(), []).append(i)

    def place(rows: _Rows, packed: dict[bytes, bytes]) -> None:
        """Takes the texts whose rows and, if asked for, tokens are there off the list."""
        whole = [key for key in rows if tokens is None or key in packed]
        for key in whole:
            places = waiting.pop(key)
            vectors[places] = rows[key]
            if tokens is not None:
                tokens.put(places, packed[key])
        if progress and whole:
            progress(len(texts) - sum(map(len, waiting.values())))

    def look(keys: Sequence[bytes]) -> _Rows:
        """Places what the cache has of these; gives back the rows of those whose tokens it lacks."""
        alone: _Rows = {}
        for start in range(0, len(keys), _READ_AT_ONCE):
            some = keys[start : start + _READ_AT_ONCE]
            rows = store.read(some)
            place(rows, store.read_tokens(some, tokens) if tokens is not None else {})
            alone.update((key, row) for key, row in rows.items() if key in waiting)
        return alone

    embedded = 0
    store = _Cache(cache_file(embedder), embedder.dimension)
    try:
        look(list(waiting))
        # longest first: texts of one length side by side, see `index.embedding.text.batches`
        missing = sorted(waiting, key=lambda key: -len(prepared[waiting[key][0]]))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            alone = look(batch)  # another process may have been here meanwhile
            new = [key for key in batch if key in waiting]
            asked = [prepared[waiting[key][0]] for key in new]
            packed: dict[bytes, bytes] = {}
            if tokens is None:
                rows = embedder.embed_passages(asked)
            else:
                rows, found = tokens.embedder.passages_with_tokens(asked)
                packed = {k: tokens.pack(each) for k, each in zip(new, found, strict=True)}
            made = {**dict(zip(new, rows, strict=True)), **alone}
            store.write(made)
            if tokens is not None:
                store.write_tokens(packed, tokens)
            place(made, packed)
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
        select = f"SELECT text, vector FROM vectors WHERE text IN ({_marks(keys)})"
        for key, blob in self._attempt(partial(_select, select, keys)) or ():
            if isinstance(blob, bytes) and len(blob) == 4 * self._dimension:
                row = np.frombuffer(blob, "<f4")
                if abs(float(np.linalg.norm(row)) - 1.0) < 1e-3:
                    found[key] = row
        return found

    def write(self, rows: _Rows) -> None:
        """Adds the rows and commits."""
        pairs = [(key, row.astype("<f4").tobytes()) for key, row in rows.items()]
        self._attempt(partial(_insert, "INSERT OR REPLACE INTO vectors VALUES (?, ?)", pairs))

    def read_tokens(self, keys: Sequence[bytes], kept: TokensKept) -> dict[bytes, bytes]:
        """The packed tokens of those of the keys that are there, packed in that way."""
        select = f"SELECT text, packed FROM tokens WHERE way = ? AND text IN ({_marks(keys)})"
        rows = self._attempt(partial(_select, select, [kept.name, *keys])) or ()
        return {key: blob for key, blob in rows if isinstance(blob, bytes) and kept.sound(blob)}

    def write_tokens(self, packed: dict[bytes, bytes], kept: TokensKept) -> None:
        """Adds packed tokens and commits."""
        rows = [(key, kept.name, blob) for key, blob in packed.items()]
        self._attempt(partial(_insert, "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", rows))

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
            connection.execute(
                "CREATE TABLE IF NOT EXISTS tokens "
                "(text BLOB PRIMARY KEY, way TEXT NOT NULL, packed BLOB NOT NULL)"
            )
        connection.execute("SELECT text, vector FROM vectors LIMIT 1").fetchall()
        connection.execute("SELECT text, way, packed FROM tokens LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _marks(keys: Sequence[object]) -> str:
    return ",".join("?" * len(keys))


def _select(
    query: str, keys: Sequence[bytes | str], connection: sqlite3.Connection
) -> list[tuple[bytes, object]]:
    return connection.execute(query, keys).fetchall()


def _insert(
    statement: str, rows: Sequence[tuple[object, ...]], connection: sqlite3.Connection
) -> None:
    with connection:
        connection.executemany(statement, rows)


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
