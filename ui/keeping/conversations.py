"""Conversations: each is one person's, and nobody else can read it, change it or learn that it is there."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.records import Exchange, to_json
from index.errors import FiqraError, UsageError
from ui.keeping.store import Store, now, reading, writing
from ui.keeping.titles import on_one_line, title_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_TITLE = 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without what was said in it."""

    id: str
    """128 random bits: not to be guessed."""
    title: str
    """"" where nothing has been asked yet."""
    created: str
    changed: str
    """Both ISO 8601, UTC."""
    scope: tuple[str, ...]
    """Names of the documents that it is restricted to; none for all."""
    exchanges: int
    """How many there are."""


_COLUMNS = """id, title, created, changed, scope,
    (SELECT count(*) FROM exchanges WHERE conversation = id)"""


def begin(
    store: Store,
    user: str,
    question: str = "",
    scope: Sequence[str] = (),
    first: Exchange | None = None,
) -> Conversation:
    """A new conversation of a user ("" where there is no login), titled by its first question. With
    `first` both are kept, or neither.
    """
    value = None if first is None else as_json(to_json(first))
    identifier, moment = secrets.token_urlsafe(16), now()
    with writing(store) as connection:
        connection.execute(
            "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?)",
            (identifier, user, title_of(question), moment, moment, as_json(list(scope))),
        )
        if value is not None:
            connection.execute("INSERT INTO exchanges VALUES (?, 0, ?)", (identifier, value))
    title, count = title_of(question), int(value is not None)
    return Conversation(identifier, title, moment, moment, tuple(scope), count)


def conversations(store: Store, user: str) -> list[Conversation]:
    """A user's conversations, the one that was changed last first."""
    with reading(store) as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM conversations WHERE user = ? ORDER BY changed DESC, id",
            (user,),
        ).fetchall()
    return [_conversation(row) for row in rows]


def conversation(store: Store, user: str, identifier: str) -> Conversation:
    """One of the user's conversations. Raises UsageError where they have none of that id."""
    with reading(store) as connection:
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM conversations WHERE id = ? AND user = ?", (identifier, user)
        ).fetchone()
    if row is None:
        raise _none()
    return _conversation(row)


def exchanges(store: Store, user: str, identifier: str) -> list[Exchange]:
    """All that was asked and answered in one of the user's conversations, in order.

    Raises UsageError where they have none of that id.
    """
    with reading(store) as connection:
        _own(connection, user, identifier)
        rows = connection.execute(
            "SELECT value FROM exchanges WHERE conversation = ? ORDER BY position", (identifier,)
        ).fetchall()
    return [exchange_of(store, value) for (value,) in rows]


def append(
    store: Store,
    user: str,
    identifier: str,
    exchange: Exchange,
    position: int | None = None,
    known: int | None = None,
) -> int:
    """Adds an exchange, and returns its position from 0.

    With `position` it takes the place of the one there and of all behind it: a question that was
    edited or asked again; both happen, or neither. A conversation without a title gets that of the
    question. `known` is how many exchanges the person knows of who replaces some. Raises UsageError
    where the user has no such conversation, it is shorter than that, or there are more than `known`.
    """
    value = as_json(to_json(exchange))
    with writing(store) as connection:
        _own(connection, user, identifier)
        end = _count(connection, identifier)
        at = end if position is None else position
        if not 0 <= at <= end:
            raise _no_exchange(at)
        if position is not None:
            check_known(end, known)
        _cut(connection, identifier, at)
        connection.execute("INSERT INTO exchanges VALUES (?, ?, ?)", (identifier, at, value))
        connection.execute(
            "UPDATE conversations SET changed = ?, title = iif(title = '', ?, title) WHERE id = ?",
            (now(), title_of(exchange.question), identifier),
        )
    return at


def check_known(count: int, known: int | None) -> None:
    """Raises UsageError where there are more exchanges than whoever replaces some of them knows of."""
    if known is not None and count > known:
        raise UsageError(
            "The conversation went on in another window; load the page again to see all of it."
        )


def drop_from(store: Store, user: str, identifier: str, position: int) -> None:
    """Deletes the exchange at a position (from 0) and all behind it.

    Raises UsageError where the user has no such conversation, or it has no such exchange.
    """
    with writing(store) as connection:
        _own(connection, user, identifier)
        if not 0 <= position < _count(connection, identifier):
            raise _no_exchange(position)
        _cut(connection, identifier, position)
        _change(connection, identifier, "changed", now())


def rename(store: Store, user: str, identifier: str, title: str) -> str:
    """Gives a conversation another title and returns that as it is kept: on one line, without marks
    of direction. Raises UsageError for an empty one and where the user has no such conversation.
    """
    kept = on_one_line(title)[:LONGEST_TITLE]
    if not kept:
        raise UsageError("A conversation's title cannot be empty; write a word.")
    with writing(store) as connection:
        _own(connection, user, identifier)
        _change(connection, identifier, "title", kept)
    return kept


def restrict(store: Store, user: str, identifier: str, scope: Sequence[str]) -> None:
    """Restricts a conversation to these documents, or to none for all of them.

    Raises UsageError where the user has no such conversation.
    """
    with writing(store) as connection:
        _own(connection, user, identifier)
        _change(connection, identifier, "scope", as_json(list(scope)))


def delete(store: Store, user: str, identifier: str) -> None:
    """Deletes a conversation. Raises UsageError where the user has none of that id."""
    with writing(store) as connection:
        _own(connection, user, identifier)
        connection.execute("DELETE FROM conversations WHERE id = ?", (identifier,))


def as_json(value: object) -> str:
    """JSON that SQLite takes, lone surrogates spelled out."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def exchange_of(store: Store, value: str) -> Exchange:
    """A kept exchange. Raises FiqraError for what is none."""
    from pydantic import ValidationError

    try:
        return _exchanges().validate_python(json.loads(value))
    except (ValidationError, ValueError) as fault:
        raise FiqraError(
            f"A conversation that is kept in {store.path} is damaged or was kept by another Fiqra; "
            "delete it, or use the Fiqra that kept it."
        ) from fault


@cache
def _exchanges() -> TypeAdapter[Exchange]:
    from pydantic import TypeAdapter

    return TypeAdapter(Exchange)


def _conversation(row: tuple[str, str, str, str, str, int]) -> Conversation:
    identifier, title, created, changed, scope, count = row
    return Conversation(identifier, title, created, changed, tuple(json.loads(scope)), count)


def _own(connection: sqlite3.Connection, user: str, identifier: str) -> None:
    """Raises UsageError where it is not a conversation of the user, in the words for none at all."""
    query = "SELECT 1 FROM conversations WHERE id = ? AND user = ?"
    if connection.execute(query, (identifier, user)).fetchone() is None:
        raise _none()


def _none() -> UsageError:
    return UsageError("There is no such conversation; it may have been deleted in another window.")


def _no_exchange(position: int) -> UsageError:
    return UsageError(
        f"The conversation has no question {position + 1} any more; load the page again."
    )


def _count(connection: sqlite3.Connection, identifier: str) -> int:
    query = "SELECT count(*) FROM exchanges WHERE conversation = ?"
    return int(connection.execute(query, (identifier,)).fetchone()[0])


def _cut(connection: sqlite3.Connection, identifier: str, position: int) -> None:
    connection.execute(
        "DELETE FROM exchanges WHERE conversation = ? AND position >= ?", (identifier, position)
    )


def _change(connection: sqlite3.Connection, identifier: str, column: str, value: str) -> None:
    connection.execute(f"UPDATE conversations SET {column} = ? WHERE id = ?", (value, identifier))
