"""The one SQLite file of all that is kept of people, beside the index and untouched by its writers.

    INDEX/people/people.sqlite     users, logins, conversations, feedback
    INDEX/people/drafts.jsonl      evaluation questions drafted from feedback (`feedback`)

The folder is its owner's alone. Every change is one short transaction that is on the disk when it
ends, so that a process killed at any moment leaves each of them whole or not made.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.errors import FiqraError

FOLDER = "people"
FILE = "people.sqlite"

VERSION = 1
"""Of the tables below; raised whenever they change."""

SECONDS_TO_WAIT = 10.0
"""For another process that is writing."""

_TABLES = """
CREATE TABLE users (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL,
    created TEXT NOT NULL, disabled TEXT
) WITHOUT ROWID;
CREATE TABLE logins (
    token BLOB PRIMARY KEY, user TEXT NOT NULL, begun INTEGER NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX logins_of ON logins (user);
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, created TEXT NOT NULL,
    changed TEXT NOT NULL, scope TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversations_of ON conversations (user, changed);
CREATE TABLE exchanges (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (conversation, position)
);
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY, user TEXT NOT NULL, at TEXT NOT NULL, words TEXT NOT NULL,
    exchange TEXT NOT NULL, correct TEXT NOT NULL, trace TEXT, draft TEXT NOT NULL
);
"""


@dataclass(frozen=True, eq=False)
class Store:
    """The file, open. Safe to share between threads; not to be taken through a fork."""

    path: Path
    connection: sqlite3.Connection = field(repr=False)
    lock: threading.RLock = field(repr=False)


def open_store(index: Path) -> Store:
    """What is kept of people beside the index in the folder `index`, made if it is not there.

    Raises FiqraError where it cannot be made or read, is damaged, or a newer Fiqra made it.
    """
    path = index / FOLDER / FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # made here, so that nobody else can read it; what SQLite puts beside it has the same rights
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise FiqraError(
            f"What is kept of people cannot be written to {path}: {fault.strerror or fault}; see that "
            "the index's folder can be written to, or name another with --index."
        ) from fault
    with _faults(path):
        connection = sqlite3.connect(
            path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
        )
    store = Store(path, connection, threading.RLock())
    try:
        _prepare(store)
    except BaseException:
        connection.close()
        raise
    return store


def _prepare(store: Store) -> None:
    with _faults(store.path):
        # readers and the writer do not wait for each other
        store.connection.execute("PRAGMA journal_mode = WAL")
        store.connection.execute("PRAGMA synchronous = FULL")
        store.connection.execute("PRAGMA foreign_keys = ON")
        # what is deleted is not to be found in the file any more
        store.connection.execute("PRAGMA secure_delete = ON")
    if _version(store) == 0:
        with writing(store) as connection:
            if _version(store) == 0:  # another process may have been first
                for statement in _TABLES.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
    if _version(store) > VERSION:
        raise FiqraError(
            f"{store.path}, which keeps users and conversations, was made by a newer Fiqra; upgrade "
            "Fiqra to use it."
        )


def _version(store: Store) -> int:
    with _faults(store.path):
        return int(store.connection.execute("PRAGMA user_version").fetchone()[0])


def close(store: Store) -> None:
    """Closes the file; nothing is lost without it."""
    with store.lock:
        store.connection.close()


@contextmanager
def reading(store: Store) -> Iterator[sqlite3.Connection]:
    """The connection, all of whose answers in the block are of one moment."""
    with _transaction(store, "BEGIN") as connection:
        yield connection


@contextmanager
def writing(store: Store) -> Iterator[sqlite3.Connection]:
    """The connection; what is changed in the block is kept when it ends, or nothing of it."""
    with _transaction(store, "BEGIN IMMEDIATE") as connection:
        yield connection


@contextmanager
def _transaction(store: Store, begin: str) -> Iterator[sqlite3.Connection]:
    with store.lock, _faults(store.path):
        store.connection.execute(begin)
        try:
            yield store.connection
            store.connection.execute("COMMIT")
        except BaseException:
            # a full disk may have rolled it back already
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            raise


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Makes one sentence of whatever the file raises."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a closed connection: no fault of the file
        raise
    except sqlite3.OperationalError as fault:
        raise FiqraError(
            f"{path}, which keeps users and conversations, could not be read or written ({fault}); "
            "check that the disk works and has room, then try again."
        ) from fault
    except sqlite3.DatabaseError as fault:
        raise FiqraError(
            f"{path}, which keeps users and conversations, is damaged ({fault}); put a copy in its "
            "place, or move it aside and add the users anew."
        ) from fault


def now() -> str:
    """This moment: ISO 8601, UTC, in microseconds so that what is sorted by it keeps its order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
