"""Passwords: what one may be, and the slow hash that stands for it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from index.errors import UsageError

SHORTEST, LONGEST = 10, 1024
"""Characters."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of scrypt (RFC 7914): memory is 128·n·r bytes, time grows with n·r·p."""

    n: int
    r: int
    p: int


COST = Cost(2**15, 8, 3)
"""32 MiB and 0.4 s of a core, one of the choices of OWASP's Password Storage Cheat Sheet."""

_BYTES = 32


def check_password(password: str, name: str) -> None:
    """Raises UsageError for a password that is too easily guessed, too long, or the name itself."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise UsageError(f"A password has at least {SHORTEST} characters; choose a longer one.")
    if len(text) > LONGEST:
        raise UsageError(f"A password has at most {LONGEST} characters; choose a shorter one.")
    if text.casefold() == name.casefold():
        raise UsageError("A password is not the name itself; choose another one.")


def hashed(password: str) -> str:
    """`scrypt$n$r$p$salt$hash` of a password, with a salt of its own."""
    salt, cost = secrets.token_bytes(16), COST
    parts = (cost.n, cost.r, cost.p, _text(salt), _text(_scrypt(password, salt, cost)))
    return "$".join(("scrypt", *map(str, parts)))


def is_it(password: str, kept: str | None) -> bool:
    """Whether it is the password that was hashed. For None, which is no password's hash, it takes as
    long as for one: nobody learns from the time whether there is such a user.
    """
    _, n, r, p, salt, expected = (kept or _nobody()).split("$")
    found = _scrypt(password, base64.b64decode(salt), Cost(int(n), int(r), int(p)))
    return hmac.compare_digest(found, base64.b64decode(expected)) and kept is not None


def _nobody() -> str:
    blank = _text(bytes(_BYTES))
    return f"scrypt${COST.n}${COST.r}${COST.p}${blank}${blank}"


def _scrypt(password: str, salt: bytes, cost: Cost) -> bytes:
    return hashlib.scrypt(
        _normal(password).encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=256 * cost.n * cost.r,
        dklen=_BYTES,
    )


def _normal(password: str) -> str:
    # keyboards differ in whether they write a letter and its mark as one character or as two
    return unicodedata.normalize("NFC", password)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
