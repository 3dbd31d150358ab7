"""The page as a web server: its own routes, Gradio's page at the root, one process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant import extractive
from assistant.answers import Question
from assistant.commands.options import entailment_with
from assistant.cross_encoder import Reranker
from assistant.models.opening import LanguageModel
from assistant.settings import Settings
from index.errors import FiqraError
from index.families import families
from index.holding import Holder
from ui.access.places import check_place, checked_root_path
from ui.api.endpoints import AT_ONCE
from ui.documents import kept
from ui.keeping import users
from ui.keeping.store import Store, close, open_store
from ui.served import Served

if TYPE_CHECKING:
    import fastapi

LARGEST_UPLOAD = "50mb"

LONGEST_QUEUE = 200
"""Questions that wait; who comes later is told to try again."""

_PREFIX = "/fiqra"


@dataclass(frozen=True)
class Where:
    """Where the page is served and who may see it."""

    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    """The path under which a proxy shows the page, such as `/fiqra`; "" for none."""
    without_login: bool = False
    """States that other machines may see the page without a login."""


def application(served: Served, store: Store, where: Where) -> fastapi.FastAPI:
    """Everything that is served, as one ASGI application."""
    import fastapi
    import gradio as gr

    from ui.access import guard, places
    from ui.access.routes import routes as access
    from ui.app import page
    from ui.ask.routes import routes as asking
    from ui.documents.routes import routes as documents
    from ui.evaluation.routes import routes as evaluation
    from ui.precedents.routes import routes as precedents
    from ui.reading.routes import routes as reading
    from ui.style import FONTS, head

    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> Any:
        try:
            manifest = served.index.manifest
        except FiqraError as fault:
            return fastapi.responses.JSONResponse({"ok": False, "detail": str(fault)}, 503)
        return {"ok": True, "documents": manifest.documents, "paragraphs": manifest.paragraphs}

    @app.exception_handler(FiqraError)
    def failed(_: fastapi.Request, fault: FiqraError) -> fastapi.Response:
        return fastapi.responses.JSONResponse({"sentence": str(fault)}, 500)

    app.include_router(access(store, where.root_path))
    for router in (
        asking(served, store),
        reading(served),
        documents(served),
        precedents(served),
        evaluation(served, store),
    ):
        app.include_router(router, prefix=_PREFIX)
    blocks = page(served, store)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=LONGEST_QUEUE)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name=where.host,
        server_port=where.port,
        auth_dependency=guard.auth_dependency,
        root_path=where.root_path or None,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,  # questions are nobody's business but the person's who asks
        footer_links=[],
        show_error=False,
        theme=gr.themes.Base(font=list(FONTS), font_mono=["monospace"]),
        head=head(),
    )
    app.add_middleware(
        guard.LoginRequired,
        store=store,
        root_path=where.root_path,
        loopback=places.is_loopback(where.host),
        without_login=where.without_login,
        routes=app.routes,
    )
    return app


@dataclass(frozen=True)
class Running:
    """A server that runs in a thread of its own."""

    address: str
    close: Callable[[], None]
    wait: Callable[[], None]
    """Returns when it has been closed."""


def start(served: Served, store: Store, where: Where) -> Running:
    """Serves the page until `close()` is called on what is returned.

    Raises UsageError for a place that is refused (`check_place`, `checked_root_path`), FiqraError where
    the port is taken.
    """
    check_place(
        where.host,
        where.port,
        users_exist=users.users_exist(store),
        without_login=where.without_login,
    )
    where = replace(where, root_path=checked_root_path(where.root_path))
    bound = _bound(where)
    import uvicorn

    config = uvicorn.Config(
        application(served, store, where),
        log_level="warning",
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    if not server.started:
        raise FiqraError("The page could not be served; what went wrong stands above.")

    def close() -> None:
        server.should_exit = True
        thread.join()
        bound.close()

    host = f"[{where.host}]" if ":" in where.host else where.host
    return Running(f"http://{host}:{where.port}{where.root_path}", close, thread.join)


def _bound(where: Where) -> socket.socket:
    """A socket at the place, before anything slow is done. Raises FiqraError where it cannot be had."""
    try:
        family = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((where.host, where.port))
    except OSError as fault:
        raise FiqraError(
            f"The page cannot be served at {where.host}, port {where.port}, which is in use or not "
            "allowed; name another with --port."
        ) from fault
    return bound


def serve(
    settings: Settings,
    where: Where,
    model: LanguageModel | None = None,
    reranker: Reranker | None = None,
) -> None:
    """Serves the page and prints its address; returns only by Ctrl-C. Raises as `start` does, and
    FiqraError where there is no index.
    """
    holder = Holder(settings.index, settings.embedder)
    entails = entailment_with(settings) if model else None
    served = Served(holder, settings, model, reranker, entails)
    store = open_store(settings.index)
    running = start(served, store, where)
    print(f"Fiqra is at {running.address} (Ctrl-C ends it).", flush=True)
    try:
        _make_ready(served)
        running.wait()
    finally:
        running.close()
        close(store)


def _make_ready(served: Served) -> None:
    """Does once what the first reader would wait for: the models are loaded, the families known."""
    index = served.index
    kept.mend_idle(index.folder, index.documents)  # what a server that was killed left
    extractive.answer(index, Question("ماذا تقول الوثائق عن هذا؟"), served.reranker)
    families(index)
