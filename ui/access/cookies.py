"""The cookie that a login is, and whether a request came by HTTPS."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from ui.keeping.logins import DAY, DAYS
from ui.keeping.store import Store


def cookie_of(store: Store) -> str:
    """The cookie's name: browsers keep those of all ports of a machine together, so that of two
    indexes that are served there each has one of its own.
    """
    return f"fiqra_login_{hashlib.sha256(str(store.path.resolve()).encode()).hexdigest()[:8]}"


def token_of(connection: HTTPConnection, store: Store) -> str:
    """The token of the login that a request is made with; "" for none."""
    return connection.cookies.get(cookie_of(store), "")


def set_login(response: Response, scope: Scope, store: Store, root_path: str, token: str) -> None:
    """Hands the browser a login that scripts cannot read and other sites' pages cannot use."""
    response.set_cookie(
        cookie_of(store),
        token,
        max_age=DAYS * DAY,
        path=root_path or "/",
        secure=is_https(scope),
        httponly=True,
        samesite="lax",
    )


def drop_login(response: Response, scope: Scope, store: Store, root_path: str) -> None:
    """Takes the login from the browser."""
    response.delete_cookie(
        cookie_of(store),
        path=root_path or "/",
        secure=is_https(scope),
        httponly=True,
        samesite="lax",
    )


def is_https(scope: Scope) -> bool:
    """Whether a request came by HTTPS, to here or to the proxy in front."""
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "")
    return scope.get("scheme") in ("https", "wss") or forwarded.split(",")[0].strip() == "https"
