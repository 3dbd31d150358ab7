"""Logging in and out: a page for people, the same addresses for programs (`gradio_client`)."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from index.errors import FiqraError
from index.values import Language
from ui.access.attempts import Attempts
from ui.access.cookies import drop_login, set_login, token_of
from ui.access.guard import LOGIN, wants_page
from ui.access.page import login_page, policy
from ui.access.words import WORDS
from ui.keeping.logins import begin_login, end_login
from ui.keeping.store import Store
from ui.keeping.users import verified
from ui.served import LANGUAGE_COOKIE, language_of

LARGEST_FORM = 16_384
"""Bytes."""

AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 32 MiB and a core."""

_YEAR = 365 * 24 * 60 * 60


def routes(store: Store, root_path: str = "", attempts: Attempts | None = None) -> APIRouter:
    """`/login` and `/logout`, at the root of the application and behind `LoginRequired`."""
    root = root_path.rstrip("/")
    tried = Attempts() if attempts is None else attempts
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fiqra-passwords")
    router = APIRouter()

    @router.get(LOGIN)
    async def show(request: Request) -> Response:
        then = safe_next(request.query_params.get("next", ""))
        if getattr(request.state, "user", None) is not None:
            return RedirectResponse(root + then, 303)
        chosen = request.query_params.get("language", "")
        language = _language(chosen, request)
        page = _page(login_page(language, then), 200)
        if chosen == language:
            _remember(page, language, root)
        return page

    @router.post(LOGIN)
    async def enter(request: Request) -> Response:
        form = await _form(request)
        if form is None:
            return _refused(request, {}, 400, "unreadable")
        name, password = form.get("username", "").strip(), form.get("password", "")
        address = f"address {request.client.host if request.client else ''}"
        named = f"name {name.casefold()[:100]}"
        wait = math.ceil(tried.begin([named, address]))
        if wait:
            return _refused(request, form, 429, "wait", wait)
        loop = asyncio.get_running_loop()
        try:
            user = await loop.run_in_executor(threads, verified, store, name, password)
            if user is None:
                return _refused(request, form, 401, "wrong")
            tried.succeeded(named, [address])
            end_login(store, token_of(request, store))
            token = await loop.run_in_executor(threads, begin_login, store, user)
        except FiqraError as fault:
            return JSONResponse({"detail": str(fault)}, 503)
        answer: Response = JSONResponse({"success": True})
        if wants_page(request):
            answer = RedirectResponse(root + safe_next(form.get("next", "")), 303)
            _remember(answer, _language(form.get("language", ""), request), root)
        set_login(answer, request.scope, store, root, token)
        answer.headers["cache-control"] = "no-store"
        return answer

    @router.post("/logout")
    def leave(request: Request) -> Response:
        end_login(store, token_of(request, store))
        answer: Response = JSONResponse({"success": True})
        if wants_page(request):
            answer = RedirectResponse(f"{root}{LOGIN}", 303)
        drop_login(answer, request.scope, store, root)
        # what was shown is not to be had by going back
        answer.headers["clear-site-data"] = '"cache"'
        answer.headers["cache-control"] = "no-store"
        return answer

    return router


def safe_next(text: str) -> str:
    """The path to go to after the login: a path of this application, or else its root."""
    # browsers take "\\" for "/", and leave tabs and line ends out: "/\t/elsewhere" is another site
    odd = any(not "!" <= character <= "~" or character == "\\" for character in text)
    if odd or not text.startswith("/") or text.startswith("//"):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    is_local = not parts.scheme and not parts.netloc and "//" not in parts.path[:2]
    return text if is_local and parts.path.rstrip("/") not in (LOGIN, "/logout") else "/"


async def _form(request: Request) -> Mapping[str, str] | None:
    """The fields of a form; None for what is none, or too large to be one."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            return None
    try:
        fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def _refused(
    request: Request, form: Mapping[str, str], status: int, why: str, seconds: int = 0
) -> Response:
    """No login: the page again, with a sentence in its language; for a program that in English."""

    def sentence(language: Language) -> str:
        words = WORDS[language]
        return {"wrong": words.wrong, "unreadable": words.unreadable}.get(why) or words.wait(
            seconds
        )

    answer: Response = JSONResponse({"detail": sentence("en")}, status)
    if wants_page(request):
        language = _language(form.get("language", ""), request)
        then = safe_next(form.get("next", ""))
        answer = _page(
            login_page(language, then, form.get("username", "")[:64], sentence(language)), status
        )
    if seconds:
        answer.headers["retry-after"] = str(seconds)
    return answer


def _page(text: str, status: int) -> Response:
    headers = {"content-security-policy": policy(), "cache-control": "no-store"}
    return HTMLResponse(text, status, headers)


def _language(chosen: str, request: Request) -> Language:
    return "ar" if chosen == "ar" else "en" if chosen == "en" else language_of(request)


def _remember(response: Response, language: Language, root: str) -> None:
    # not hidden from scripts: the page switches it in place
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, path=f"{root}/", samesite="lax")
