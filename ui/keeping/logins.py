"""Logins: a random token that a browser keeps; here only its digest, whose it is and until when."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from ui.keeping.store import Store, reading, writing

DAYS = 30
"""After which a login that is not used ends."""

DAY = 24 * 60 * 60

MOST = 50
"""Logins of one user: the oldest ends for one more. Programs log in for every run."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login that holds."""

    user: str
    renewed: bool
    """Whether its end has just been put off, so that the browser is to be told."""


def begin_login(store: Store, user: str, now: float | None = None) -> str:
    """A token for a user who has shown the password. `now` is a time as of `time.time`."""
    token, at = secrets.token_urlsafe(32), _moment(now)
    with writing(store) as connection:
        connection.execute("DELETE FROM logins WHERE expires <= ?", (at,))
        connection.execute(
            "INSERT INTO logins SELECT ?, name, ?, ? FROM users WHERE name = ? AND disabled IS NULL",
            (_digest(token), at, at + DAYS * DAY, user),
        )
        connection.execute(
            "DELETE FROM logins WHERE user = ? AND token NOT IN "
            "(SELECT token FROM logins WHERE user = ? ORDER BY expires DESC, begun DESC LIMIT ?)",
            (user, user, MOST),
        )
    return token


def login_of(store: Store, token: str, now: float | None = None) -> Login | None:
    """The login of a token, its end put off to 30 days from now; None if it has ended or is none."""
    if not token:
        return None
    digest, at = _digest(token), _moment(now)
    with reading(store) as connection:
        row = connection.execute(
            "SELECT user, expires FROM logins WHERE token = ? AND expires > ?", (digest, at)
        ).fetchone()
    if row is None:
        return None
    # once a day: a page is sixty requests
    renewed = row[1] < at + (DAYS - 1) * DAY
    if renewed:
        with writing(store) as connection:
            connection.execute(
                "UPDATE logins SET expires = ? WHERE token = ?", (at + DAYS * DAY, digest)
            )
    return Login(row[0], renewed)


def end_login(store: Store, token: str) -> None:
    """Ends a login; nothing happens for a token that is none."""
    with writing(store) as connection:
        connection.execute("DELETE FROM logins WHERE token = ?", (_digest(token),))


def _moment(now: float | None) -> int:
    return int(time.time() if now is None else now)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
