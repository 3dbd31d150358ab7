"""The pane on a page of its own: links to paragraphs, the pane beside them, its routes; no Gradio."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fastapi
from fastapi.responses import HTMLResponse

from assistant.settings import Settings
from index.holding import Holder
from index.store import Index
from index.values import Span
from ui.markup import escaped
from ui.reading.frame import frame
from ui.reading.links import to_source
from ui.reading.routes import routes
from ui.served import Served, language_of
from ui.style import together

Cited = tuple[str, int, tuple[Span, ...]]
"""A document's name, a paragraph's order, the spans to mark."""


def served(folder: Path) -> Served:
    return Served(Holder(folder), Settings())


def tiny(given: Served, cited: list[Cited], dark: bool = False) -> fastapi.FastAPI:
    """The application: the routes under `/fiqra`, and a page with a link to each of `cited`."""
    app = fastapi.FastAPI()
    app.include_router(routes(given), prefix="/fiqra")
    style = together("style", ".css") + together("reading", ".css")
    script = together("reading", ".js")

    @app.get("/")
    def page(request: fastapi.Request) -> HTMLResponse:
        language = language_of(request)
        way = "rtl" if language == "ar" else "ltr"
        items = "".join(f"<li>{_link(given.index, each)}</li>" for each in cited)
        return HTMLResponse(
            f'<!doctype html><html lang="{language}" dir="{way}"><head><meta charset="utf-8">'
            '<link rel="icon" href="data:,">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>tiny</title><style>*{{box-sizing:border-box}}body{{margin:0}}{style}</style><script>{script}</script></head>"
            f'<body class="{"dark" if dark else ""}"><div class="gradio-container"><main>'
            f'<div id="fq-frame"><div id="fq-tabs"><input id="elsewhere"><ul>{items}</ul></div>'
            f'<div id="fq-pane">{frame(language)}</div></div></main></div></body></html>'
        )

    return app


def _link(index: Index, cited: Cited) -> str:
    name, order, spans = cited
    document, paragraph = index.documents[name], index.paragraph(name, order)
    label = index.label(document, paragraph, document.language)
    return to_source(document, paragraph, escaped(label), spans=spans)


@contextmanager
def running(app: fastapi.FastAPI) -> Iterator[str]:
    """The application served on this machine; gives its address."""
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(10)
