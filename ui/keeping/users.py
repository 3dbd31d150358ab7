"""Users: a name and the hash of a password."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass

from index.errors import UsageError
from ui.keeping.passwords import check_password, hashed, is_it
from ui.keeping.store import Store, now, reading, writing

LONGEST_NAME = 64
"""Characters."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can log in, or could."""

    name: str
    created: str
    """ISO 8601, UTC."""
    disabled: str | None
    """Since when they cannot log in."""
    conversations: int
    """How many are kept."""


def checked_name(name: str) -> str:
    """The name as it is kept (NFC). Raises UsageError for what is no name."""
    kept = unicodedata.normalize("NFC", name)
    fits = 1 <= len(kept) <= LONGEST_NAME and all(map(_is_of_names, kept))
    # a first "-" would be an option of the command line, a first mark would hang on what is before
    if not fits or not kept[0].isalnum():
        raise UsageError(
            f"A user's name is 1 to {LONGEST_NAME} letters and digits of any script, behind the first "
            f"one also . _ - @; {name!r} is not."
        )
    return kept


def _is_of_names(character: str) -> bool:
    # M: marks that scripts are spelled with; what is not seen (direction, joiners) is none of these
    kind = unicodedata.category(character)
    return character in "._-@" or kind[0] in "LM" or kind == "Nd"


def _key(name: str) -> str:
    """What two names have in common that differ in capitals or composition only."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def add_user(store: Store, name: str, password: str) -> bool:
    """Adds a user, or lets one who was removed log in again; returns whether it was the latter, who
    finds the conversations of then. Raises UsageError for a name or password that is none, and for a
    name that somebody has, in capitals or not.
    """
    kept = checked_name(name)
    check_password(password, kept)
    value = hashed(password)
    with writing(store) as connection:
        row = connection.execute(
            "SELECT name, disabled FROM users WHERE key = ?", (_key(kept),)
        ).fetchone()
        if row is None:
            connection.execute(
                "INSERT INTO users VALUES (?, ?, ?, ?, NULL)", (_key(kept), kept, value, now())
            )
            return False
        if row[1] is None:
            raise UsageError(
                f"There is a user {row[0]} already; `fiqra users password {row[0]}` sets another "
                "password."
            )
        connection.execute(
            "UPDATE users SET password = ?, disabled = NULL WHERE key = ?", (value, _key(kept))
        )
        return True


def set_password(store: Store, name: str, password: str) -> None:
    """Sets another password; whoever is logged in by that name has to log in again.

    Raises UsageError for a password that is none, and where there is no such user.
    """
    known = find_user(store, name).name
    check_password(password, known)
    value = hashed(password)
    with writing(store) as connection:
        done = connection.execute(
            "UPDATE users SET password = ? WHERE key = ? AND disabled IS NULL", (value, _key(known))
        )
        if done.rowcount != 1:
            raise _no_user(name)
        _log_out(connection, known)


def remove_user(store: Store, name: str, *, everything: bool = False) -> None:
    """Lets a user log in no more, and ends their logins at once. Their conversations stay, and are
    theirs again if they are added again; with `everything` they are deleted, the name is free for
    somebody else, and what was said of answers is nobody's. Raises UsageError where there is none.
    """
    known = find_user(store, name, removed=everything).name
    with writing(store) as connection:
        _log_out(connection, known)
        if everything:
            connection.execute("DELETE FROM conversations WHERE user = ?", (known,))
            connection.execute("UPDATE feedback SET user = '' WHERE user = ?", (known,))
            connection.execute("DELETE FROM users WHERE key = ?", (_key(known),))
        else:
            connection.execute("UPDATE users SET disabled = ? WHERE key = ?", (now(), _key(known)))


def listed(store: Store) -> list[User]:
    """All users by name, those who were removed among them."""
    with reading(store) as connection:
        rows = connection.execute(
            "SELECT name, created, disabled, "
            "(SELECT count(*) FROM conversations WHERE user = name) FROM users ORDER BY key"
        ).fetchall()
    return [User(*row) for row in rows]


def users_exist(store: Store) -> bool:
    """Whether anybody was ever given a login, and not deleted since: then all have to log in."""
    with reading(store) as connection:
        return connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None


def verified(store: Store, name: str, password: str) -> str | None:
    """The user of that name and password, as the name is kept; None if either is wrong, after the
    same work.
    """
    with reading(store) as connection:
        row = connection.execute(
            "SELECT name, password FROM users WHERE key = ? AND disabled IS NULL",
            (_key(_storable(name)),),
        ).fetchone()
    right = is_it(password, row[1] if row else None)
    return str(row[0]) if row and right else None


def find_user(store: Store, name: str, *, removed: bool = False) -> User:
    """The user of that name in capitals or not; with `removed` also one who was removed.

    Raises UsageError where there is none.
    """
    wanted = _key(name)
    for user in listed(store):
        if _key(user.name) == wanted and (removed or user.disabled is None):
            return user
    raise _no_user(name)


def _no_user(name: str) -> UsageError:
    return UsageError(f"There is no user {name}; `fiqra users list` shows those there are.")


def _storable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _log_out(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("DELETE FROM logins WHERE user = ?", (name,))
