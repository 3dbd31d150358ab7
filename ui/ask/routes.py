"""The routes of conversations: their list, what was said in one, taking it away, what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast, get_args
from urllib.parse import quote

from fastapi import APIRouter, Body, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.exporting import Form, copied, exported
from assistant.records import Exchange
from index.errors import FiqraError, UsageError
from ui.ask import running
from ui.ask.asking import turns_of
from ui.ask.examples import Examples
from ui.ask.listing import examples_html, holdings_html, list_html
from ui.ask.meant import paragraph_meant
from ui.ask.thread import turn_html
from ui.ask.words import WORDS
from ui.keeping import conversations, feedback
from ui.keeping.store import Store
from ui.served import Served, language_of, user_of

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_NOTE = 4000
"""Characters of what is said to be wrong."""

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


def routes(served: Served, store: Store) -> APIRouter:
    """The routes under `/fiqra` that belong to the Ask tab."""
    router = APIRouter()
    examples = Examples(served)

    @router.get("/conversations")
    def conversation_list(request: Request, current: str = "") -> Response:
        found = conversations.conversations(store, user_of(request))
        return HTMLResponse(list_html(found, current, language_of(request)))

    @router.get("/conversations/{identifier}")
    def conversation(request: Request, identifier: str) -> Response:
        def said() -> Response:
            user, language = user_of(request), language_of(request)
            about = conversations.conversation(store, user, identifier)
            exchanges = conversations.exchanges(store, user, identifier)
            return JSONResponse(
                {
                    "title": about.title,
                    "scope": list(about.scope),
                    "turns": [turn_html(str(n), e, language) for n, e in enumerate(exchanges)],
                }
            )

        return _mended(said)

    @router.get("/conversations/{identifier}/{title}.{kind}")
    def take_away(request: Request, identifier: str, title: str, kind: str) -> Response:
        def taken() -> Response:
            user = user_of(request)
            about = conversations.conversation(store, user, identifier)
            exchanges = conversations.exchanges(store, user, identifier)
            content = exported(f".{kind}", about.title, exchanges, language_of(request))
            name = quote(f"{about.title[:80] or 'fiqra'}.{kind}", safe="")
            headers = {
                "Content-Disposition": f"attachment; filename=\"fiqra.{kind}\"; filename*=UTF-8''{name}"
            }
            return Response(content, media_type=_KINDS[kind], headers=headers)

        return _mended(taken)

    @router.post("/conversations/{identifier}/rename")
    def rename(
        request: Request, identifier: str, title: Annotated[str, Body(embed=True, max_length=1000)]
    ) -> Response:
        return _mended(
            lambda: _done(title=conversations.rename(store, user_of(request), identifier, title))
        )

    @router.post("/conversations/{identifier}/delete")
    def delete(request: Request, identifier: str) -> Response:
        def deleted() -> Response:
            conversations.delete(store, user_of(request), identifier)
            return _done()

        return _mended(deleted)

    @router.get("/conversations/{identifier}/{position}/copied/{form}")
    def copy(request: Request, identifier: str, position: int, form: str) -> Response:
        def text() -> Response:
            exchange = _exchange(store, user_of(request), identifier, position)
            if form not in get_args(Form):
                raise UsageError(f"An answer is copied as {', '.join(get_args(Form))}.")
            return PlainTextResponse(copied(exchange, cast(Form, form), language_of(request)))

        return _mended(text)

    @router.post("/conversations/{identifier}/{position}/wrong")
    def wrong(
        request: Request,
        identifier: str,
        position: int,
        words: Annotated[str, Body(max_length=LONGEST_NOTE)] = "",
        right: Annotated[str, Body(max_length=LONGEST_NOTE)] = "",
    ) -> Response:
        def kept() -> Response:
            user, index = user_of(request), served.index
            before = conversations.exchanges(store, user, identifier)[:position]
            exchange = _exchange(store, user, identifier, position)
            feedback.report(
                store,
                user,
                exchange,
                words,
                paragraph_meant(index, right),
                index=index,
                history=turns_of(before),
                scope=conversations.conversation(store, user, identifier).scope,
                trace=exchange.trace,
            )
            return _done(said=WORDS[language_of(request)].wrong_thanks)

        return _mended(kept)

    @router.get("/holdings")
    def holdings() -> Response:
        return HTMLResponse(holdings_html(served.index.manifest))

    @router.post("/stop")
    def stop(request: Request, run: Annotated[str, Body(embed=True, max_length=64)]) -> Response:
        return _done(stopped=running.stop(user_of(request), run))

    @router.get("/examples")
    def example_questions(request: Request) -> Response:
        return HTMLResponse(examples_html(examples.of(served.index), language_of(request)))

    return router


def _exchange(store: Store, user: str, identifier: str, position: int) -> Exchange:
    said = conversations.exchanges(store, user, identifier)
    if not 0 <= position < len(said):
        raise UsageError("This answer is not there any more; load the page again.")
    return said[position]


def _done(**values: Any) -> Response:
    return JSONResponse({"done": True, **values})


def _mended(respond: Callable[[], Response]) -> Response:
    """The response, or the one sentence of what went wrong."""
    try:
        return respond()
    except UsageError as fault:
        return JSONResponse({"sentence": str(fault)}, status_code=404)
    except FiqraError as fault:
        return JSONResponse({"sentence": str(fault)}, status_code=500)
