"""The routes of the Precedents tab."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast, get_args

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.precedents.finding import LONGEST, check_clause, precedents
from assistant.strength import Verdict
from index.errors import FiqraError, UsageError
from index.families import families
from index.filters import Filter, Years
from index.store import Index
from index.values import Kind
from ui.documents import LARGEST
from ui.documents.facts import body_names
from ui.documents.kept import safe_name
from ui.documents.sent import Refused, written
from ui.precedents.cards import SUFFIXES, draft_html, found_html, history_html
from ui.precedents.results import Result, Results
from ui.precedents.words import WORDS, Words
from ui.served import Served, language_of, user_of

AT_ONCE = 2
"""Clauses that are looked for at the same time; others wait."""

MOST_WAITING = 50
"""Clauses that wait; who comes later is told to try again."""

TOPS = (5, 10, 20)

Made = TypeVar("Made")

_KINDS: tuple[Kind, ...] = ("operative", "preambular", "paragraph")

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}


def routes(served: Served) -> APIRouter:
    """The routes over what is served; results are remembered for as long as the router is."""
    router = APIRouter()
    results = Results()
    turn = asyncio.Semaphore(AT_ONCE)
    waiting = 0

    async def in_turn(work: Callable[[], Made]) -> Made:
        """What the work gives, when it is its turn: who waits holds none of the server's threads."""
        nonlocal waiting
        waiting += 1
        try:
            async with turn:
                return await run_in_threadpool(work)
        finally:
            waiting -= 1

    @router.post("/precedents/find")
    async def find(
        request: Request,
        asked: dict[str, Any] = Body(embed=False),  # noqa: B008
    ) -> JSONResponse:
        """`{"clause", "top", "body", "first", "last", "kind", "speaking"}`, all as strings."""
        values = {key: str(value) for key, value in asked.items()}
        if waiting >= MOST_WAITING:
            return JSONResponse({"error": WORDS[language_of(request)].busy})

        def told() -> dict[str, Any]:
            index, speaking = served.index, _speaking(values)
            clause = _clause(values.get("clause", ""), WORDS[language_of(request)])
            wanted = filter_of(index, values)
            found = precedents(index, clause, _top(values), wanted, served.reranker, speaking)
            own = Result(user_of(request), clause, index, found, speaking, done=True)
            return _told(results.keep(own), request)

        try:
            return JSONResponse(await in_turn(told))
        except FiqraError as fault:
            return JSONResponse({"error": str(fault)})

    @router.post("/precedents/draft")
    async def draft(request: Request) -> JSONResponse:
        words = WORDS[language_of(request)]
        if results.is_busy():
            return JSONResponse({"error": words.busy})
        values = dict(request.query_params)
        folder = TemporaryDirectory(prefix="fiqra-")
        path = Path(folder.name) / (safe_name(values.get("name", "")) or "draft")
        try:
            with path.open("wb") as file:
                await written(file, request.stream())
            index = await run_in_threadpool(lambda: served.index)
            wanted = filter_of(index, values)
        except Refused:
            folder.cleanup()
            said = words.too_large.format(size=LARGEST // 2**20)
            return JSONResponse({"error": said})
        except BaseException:  # also where the sender goes away
            folder.cleanup()
            raise
        result = Result(user_of(request), path.name, index)
        results.begin(result, folder, path, wanted)
        return JSONResponse(_told(result, request))

    @router.post("/precedents/ready")
    async def ready() -> dict[str, bool]:
        """Groups the formulations of the index (20 s for 20,000 paragraphs), once, before anybody
        waits for it: the page asks for it when the tab is first seen.
        """
        await in_turn(lambda: families(served.index))
        return {"done": True}

    @router.get("/precedents/{token}")
    def result(token: str, request: Request) -> dict[str, Any]:
        own = results.of(token, user_of(request))
        if own is None:
            return {"gone": True, "done": True, "error": WORDS[language_of(request)].gone}
        return _told(own, request)

    @router.post("/precedents/{token}/stop")
    def stop(token: str, request: Request) -> dict[str, bool]:
        _own(token, request).stopped = True
        return {"done": True}

    @router.get("/precedents/{token}/{place}/history")
    async def history(token: str, place: int, request: Request) -> HTMLResponse:
        own = _own(token, request)
        precedent = own.precedent(place)
        if precedent is None:
            raise HTTPException(404)
        language = language_of(request)
        return HTMLResponse(await in_turn(lambda: history_html(own.index, precedent, language)))

    @router.get("/precedents/{token}/precedents{suffix}")
    def take(token: str, suffix: str, request: Request) -> Response:
        own = _own(token, request)
        if suffix not in SUFFIXES or not own.done:
            raise HTTPException(404)
        try:
            content = own.file(suffix)
        except FiqraError as fault:
            return Response(str(fault), status_code=500, media_type="text/plain; charset=utf-8")
        headers = {
            "Content-Disposition": f'attachment; filename="precedents{suffix}"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, media_type=_TYPES[suffix], headers=headers)

    def _own(token: str, request: Request) -> Result:
        found = results.of(token, user_of(request))
        if found is None:
            raise HTTPException(404, WORDS[language_of(request)].gone)
        return found

    return router


def _clause(text: str, words: Words) -> str:
    """The clause to be looked for. Raises UsageError, in the words of the page, where it is none."""
    try:
        return check_clause(text)
    except UsageError as fault:
        said = words.too_long if len(text.strip()) > LONGEST else words.too_short
        raise UsageError(said) from fault


def _told(result: Result, request: Request) -> dict[str, Any]:
    """A result as the page shows it: how far it is, or what came of it."""
    language = language_of(request)
    words = WORDS[language]
    html, said = "", ""
    if result.fault is not None:
        return {"token": result.token, "done": True, "error": result.fault}
    if not result.done:
        count = len(result.drafted)
        progress = words.draft_done.format(done=count + 1, total=result.total)
        said = progress if result.total else words.draft_waiting
    elif result.found is not None:
        html = found_html(result.index, result.found, result.token, language, result.speaking)
        said = words.count.format(count=len(result.found))
    else:
        html = draft_html(result.index, result.drafted, result.token, language)
        ended = words.draft_ended.format(count=len(result.drafted))
        said = words.stopped if result.stopped else ended
    return {
        "token": result.token,
        "done": result.done,
        "count": len(result.drafted),
        "total": result.total,
        "said": said,
        "html": html,
    }


def filter_of(index: Index, values: Mapping[str, str]) -> Filter:
    """The filter that the form asks for; values that cannot be are taken for none."""
    body = body_names(index, "ar").get(values.get("body", ""))
    first, last = (_year(values.get(name, "")) for name in ("first", "last"))
    if first and last and first > last:  # chosen the other way round, they mean the same years
        first, last = last, first
    kind = next((each for each in _KINDS if each == values.get("kind")), None)
    return Filter(
        bodies=(body,) if body else (),
        years=Years(first, last) if first or last else None,
        kinds=(kind,) if kind else (),
    )


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def _top(values: Mapping[str, str]) -> int:
    return next((each for each in TOPS if str(each) == values.get("top")), TOPS[0])


def _speaking(values: Mapping[str, str]) -> Verdict | None:
    wanted = values.get("speaking")
    return cast("Verdict", wanted) if wanted in get_args(Verdict) else None
