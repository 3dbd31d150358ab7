"""The gate in front of the whole application: who is not logged in gets no further than the login."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import FiqraError
from ui.access.cookies import set_login, token_of
from ui.access.gradio import is_closed
from ui.access.sites import FOREIGN, REBOUND, is_foreign, is_rebound
from ui.keeping.logins import Login, login_of
from ui.keeping.store import Store
from ui.keeping.users import users_exist

LOGIN = "/login"
HEALTH = "/health"

OPEN = (LOGIN, "/favicon.ico", "/manifest.json")
"""Seen without a login: the login itself, and what browsers fetch without their cookies."""

NOT_LOGGED_IN = "You are not logged in; send `username` and `password` to login first."

SECURITY = {
    # no other site shows the page inside its own; a file is what it is said to be; no other site
    # learns from the address what was read (without an address at all, forms would have no origin)
    "content-security-policy": "frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
"""Headers of every answer that has none of its own of that name."""

Result = TypeVar("Result")


class LoginRequired:
    """ASGI middleware; sets `scope["state"]["user"]`, "" where nobody has to log in.

    Everybody has to as soon as there is a user, until the server ends; not with `without_login`.
    `loopback` says that the server is reached by this machine alone: then, as long as nobody has to
    log in, a request under another name than this machine's is refused. `routes` are the
    application's own, which no root path hides.
    """

    def __init__(
        self,
        app: ASGIApp,
        store: Store,
        root_path: str = "",
        *,
        loopback: bool = True,
        without_login: bool = False,
        routes: Sequence[BaseRoute] = (),
    ) -> None:
        self.app = app
        self.store = store
        self.root_path = root_path.rstrip("/")
        self.loopback = loopback
        self.without_login = without_login
        self.routes = routes
        self._required = users_exist(store) and not without_login
        # of their own: when all other threads are busy with answers, logging in still goes on
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="fiqra-logins")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["user"] = None
        scope = below(scope, self.root_path, self.routes)
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        login: Login | None = None
        if path != HEALTH:
            try:
                refused, login = await self._admitted(scope, path)
            except FiqraError as fault:
                refused = JSONResponse({"detail": str(fault)}, 503)
            if refused is not None:
                await self._refuse(refused, scope, receive, send)
                return
        if not self._required:
            state["user"] = ""
        elif login is not None:
            state["user"] = login.user
        await self.app(scope, receive, self._sending(scope, send, login))

    async def _admitted(self, scope: Scope, path: str) -> tuple[Response | None, Login | None]:
        """The answer to who is not let through, and the login of who is."""
        if is_foreign(scope):
            return JSONResponse({"detail": FOREIGN}, 403), None
        if is_closed(path):
            return JSONResponse({"detail": "Not Found"}, 404), None
        if not self._required and not self.without_login:
            self._required = await self._in_thread(lambda: users_exist(self.store))
        if not self._required:
            rebound = self.loopback and not self.without_login and is_rebound(scope)
            return (JSONResponse({"detail": REBOUND}, 403) if rebound else None), None
        token = token_of(HTTPConnection(scope), self.store)
        login = await self._in_thread(lambda: login_of(self.store, token)) if token else None
        if login is not None or path in OPEN:
            return None, login
        return self._login_first(scope, path), None

    def _login_first(self, scope: Scope, path: str) -> Response:
        if scope["type"] == "http" and scope["method"] == "GET" and wants_page(Request(scope)):
            query = scope.get("query_string", b"").decode("latin-1")
            wanted = quote(path) + (f"?{query}" if query else "")
            then = "" if wanted == "/" else f"?next={quote(wanted, safe='')}"
            return RedirectResponse(f"{self.root_path}{LOGIN}{then}", 303)
        return JSONResponse({"detail": NOT_LOGGED_IN}, 401)

    async def _refuse(self, answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer.headers["cache-control"] = "no-store"
        await answer(scope, receive, self._sending(scope, send, None))

    def _sending(self, scope: Scope, send: Send, login: Login | None) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
                if login is not None and login.renewed and "set-cookie" not in headers:
                    carrier = Response()
                    token = token_of(HTTPConnection(scope), self.store)
                    set_login(carrier, scope, self.store, self.root_path, token)
                    headers.append("set-cookie", carrier.headers["set-cookie"])
            await send(message)

        return sending

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def below(scope: Scope, root_path: str, routes: Sequence[BaseRoute] = ()) -> Scope:
    """The request with its path below the root path: some proxies take that off, others do not. A path
    that is one of the application's own `routes` as it is has had it taken off, though it begins alike:
    `/fiqra/source` under the root path `/fiqra`.
    """
    path = scope["path"]
    if scope.get("root_path") or not root_path or not f"{path}/".startswith(f"{root_path}/"):
        return scope
    own = (each for each in routes if not isinstance(each, Mount))  # what is mounted takes any path
    if any(each.matches(scope)[0] is not Match.NONE for each in own):
        return scope
    rest = path.removeprefix(root_path) or "/"
    return {**scope, "path": rest, "raw_path": quote(rest).encode("ascii")}


def wants_page(request: Request) -> bool:
    """Whether a person in a browser asks, rather than a program."""
    return "text/html" in request.headers.get("accept", "")


def auth_dependency(request: Request) -> str | None:
    """For `gr.mount_gradio_app`: the user of the request, "" where nobody has to log in; None, which
    Gradio refuses, for a request that did not come through the gate.
    """
    user = getattr(request.state, "user", None)
    return None if user is None else str(user)
