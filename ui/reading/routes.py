"""The routes of the source pane: a paragraph, its twins, the outline, the file, a page's image.

FastAPI reads the routes' annotations, so in this file they are values and not postponed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from assistant.links import followed
from index.errors import FiqraError, UsageError
from index.store import Index
from index.values import Document, Language, Paragraph
from ui.markup import block
from ui.reading.original import download_headers, original
from ui.reading.outline import outline_html
from ui.reading.page_image import page_image
from ui.reading.pane import missing, pane
from ui.reading.place import place_of, spans_of
from ui.reading.twins import twins, twins_html
from ui.reading.words import WORDS
from ui.served import Served, language_of

if TYPE_CHECKING:
    import fastapi

MOST_QUERY = 20_000
"""Characters of spans that an address may name."""


class _Missing(Exception):
    """A link that leads nowhere; its text is one sentence in the reader's language."""


def routes(served: Served) -> "fastapi.APIRouter":
    """The routes, to be mounted under the prefix of the page's own."""
    import fastapi
    from fastapi.responses import HTMLResponse, Response

    router = fastapi.APIRouter()

    def html(text: str, status: int = 200) -> Any:
        headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
        # half a surrogate pair, which a document may hold, cannot be sent
        return HTMLResponse(text.encode("utf-8", "replace"), status_code=status, headers=headers)

    def sentence(text: str, language: Language) -> Any:
        return html(f'<!doctype html><meta charset="utf-8">{block("p", text, language)}', 404)

    def fragment(index: Index, language: Language, made: Callable[[Index], str]) -> Any:
        try:
            return html(made(index))
        except (_Missing, FiqraError) as fault:
            return html(missing(str(fault), language), 404)

    @router.get("/source")
    def source(
        request: fastapi.Request, paragraph: str = "", quote: str = "", language: str = ""
    ) -> Any:
        spoken = _language(language, request)

        def made(index: Index) -> str:
            document, found = _followed(index, paragraph, spoken)
            spans = spans_of(quote[:MOST_QUERY], found.start)
            return pane(index, document, found, spans, spoken)

        return fragment(served.index, spoken, made)

    @router.get("/source/twins")
    def source_twins(request: fastapi.Request, paragraph: str = "", language: str = "") -> Any:
        spoken, index = _language(language, request), served.index
        try:
            document, found = _followed(index, paragraph, spoken)
            alike = twins(index, document, found)
        except (_Missing, FiqraError):
            return html("", 404)
        if alike == "later":
            return html("", 202)
        return html(twins_html(index, alike, spoken))

    @router.get("/source/outline")
    def source_outline(
        request: fastapi.Request, document: str = "", at: str = "", language: str = ""
    ) -> Any:
        spoken = _language(language, request)

        def made(index: Index) -> str:
            known = index.documents.get(document)
            if known is None:
                raise _Missing(WORDS[spoken].no_document.format(document))
            return outline_html(index, known, _current(index, known, at), spoken)

        return fragment(served.index, spoken, made)

    @router.get("/file/{name:path}")
    def file(request: fastapi.Request, name: str) -> Any:
        spoken, index = language_of(request), served.index
        document = index.documents.get(name)
        if document is None:
            return sentence(WORDS[spoken].no_document.format(name), spoken)
        try:
            data = original(document, spoken)
        except FiqraError as fault:
            return sentence(str(fault), spoken)
        return Response(
            data, media_type="application/octet-stream", headers=download_headers(document.name)
        )

    @router.get("/page/{name:path}/{number:int}.png")
    def page(request: fastapi.Request, name: str, number: int, paragraph: str = "") -> Any:
        spoken, index = language_of(request), served.index
        try:
            document, found = _followed(index, paragraph, spoken)
            if document.name != name:
                raise _Missing(WORDS[spoken].no_boxes.format(name))
            boxes = [box for each in place_of(index, document, found).cited for box in each.boxes]
            image = page_image(document, number, boxes, spoken)
        except (_Missing, FiqraError) as fault:
            return sentence(str(fault), spoken)
        headers = {"Cache-Control": "private, max-age=600", "X-Content-Type-Options": "nosniff"}
        return Response(image, media_type="image/png", headers=headers)

    return router


def _language(asked: str, request: Any) -> Language:
    if asked == "ar" or asked == "en":
        return "ar" if asked == "ar" else "en"
    return language_of(request)


def _current(index: Index, document: Document, link: str) -> Paragraph | None:
    """The paragraph of the document that a link names; None where it names none."""
    try:
        holder, found = followed(index, link)
    except UsageError:
        return None
    return found if holder.name == document.name else None


def _followed(index: Index, link: str, language: Language) -> tuple[Document, Paragraph]:
    """The paragraph that a link names. Raises _Missing with the reason in `language`."""
    try:
        return followed(index, link)
    except UsageError as fault:
        words = WORDS[language]
        name, slash, _ = link.strip("/").rpartition("/")
        name = unquote(name)
        if not slash or not name:
            raise _Missing(words.no_link) from fault
        if name not in index.documents:
            raise _Missing(words.no_document.format(name)) from fault
        raise _Missing(words.no_words.format(name)) from fault
