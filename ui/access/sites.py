"""What the pages of other sites may not do in somebody's browser: read, change, or pose as this one.

A browser says where a request comes from (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/; the
older `Origin`), and no page can make it say otherwise. Programs say nothing, and are let through.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from ui.access.places import is_loopback

FOREIGN = "This request was made by the page of another site and is refused; use Fiqra's own page."
REBOUND = (
    "Fiqra is served to this machine alone, and not under this name; open it at localhost, or let "
    "people log in (`fiqra users add NAME`)."
)

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def is_foreign(scope: Scope) -> bool:
    """Whether a request comes from the page of another site; following a link from one is none."""
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return False
    if site is not None:
        followed = (
            scope.get("method") in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
        )
        return not followed
    origin = headers.get("origin")
    if origin is None:
        return False
    hosts = (headers.get("host"), headers.get("x-forwarded-host"))
    return all(_place(origin) != _place(f"{_scheme(origin)}://{host}") for host in hosts if host)


def is_rebound(scope: Scope) -> bool:
    """Whether a request was made to a name that is not this machine's own, as by a site whose name was
    turned to 127.0.0.1 to read what is served there (DNS rebinding).
    """
    host = _place(f"http://{Headers(scope=scope).get('host', '')}")
    return host is None or not is_loopback(host[0])


def _place(origin: str) -> tuple[str, int] | None:
    """Host and port; None for what is no origin, as `null` is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    named = parts.hostname and "@" not in parts.netloc
    return (parts.hostname or "", port) if named and port else None


def _scheme(origin: str) -> str:
    scheme = origin.partition("://")[0]
    return scheme if scheme in _PORTS else "http"
