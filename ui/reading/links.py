"""Addresses of what the pane shows, as HTML attributes hold them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from assistant.links import link
from index.values import Document, Language, Paragraph, Span
from ui.markup import escaped
from ui.reading.place import spans_text


def permanent(document: Document, paragraph: Paragraph, spans: Sequence[Span] = ()) -> str:
    """The address that opens a paragraph, relative to the page: `?paragraph=…&quote=…`. It marks the
    words at `spans` also when the document has been read again.
    """
    return address(link(document, paragraph), spans, paragraph.start)


def address(name: str, spans: Sequence[Span], start: int) -> str:
    """As `permanent`, of a paragraph known by its link and its first character."""
    query = {"paragraph": name}
    if spans:
        query["quote"] = spans_text(spans, start)
    return f"?{urlencode(query, quote_via=quote, safe='')}"


def to_source(
    document: Document,
    paragraph: Paragraph,
    inner: str,
    *,
    name: str = "",
    attributes: str = "",
    spans: Sequence[Span] = (),
) -> str:
    """A link that opens a paragraph in the pane. `inner` and `attributes` are HTML."""
    return source_link(
        link(document, paragraph),
        paragraph.start,
        inner,
        name=name,
        attributes=attributes,
        spans=spans,
    )


def source_link(
    paragraph: str,
    start: int,
    inner: str,
    *,
    name: str = "",
    attributes: str = "",
    spans: Sequence[Span] = (),
) -> str:
    """As `to_source`, of a paragraph known by its link and its first character."""
    quoted = f' data-quote="{spans_text(spans, start)}"' if spans else ""
    classes = f"to-source {name}".strip()
    href = escaped(address(paragraph, spans, start))
    return f'<a class="{classes}" href="{href}"{quoted}{attributes}>{inner}</a>'


def asked(path: str, language: Language, **query: str) -> str:
    """The address of one of the room's own routes, relative to the page."""
    return f"fiqra/{path}?{urlencode({**query, 'language': language}, quote_via=quote, safe='')}"


def file_address(document: Document) -> str:
    """Where the document's original file is had."""
    return f"fiqra/file/{quote(document.name, safe='')}"


def page_address(document: Document, number: int, paragraph: Paragraph) -> str:
    """Where the image of a page with the paragraph's boxes is had."""
    query = urlencode({"paragraph": link(document, paragraph)}, quote_via=quote, safe="")
    return f"fiqra/page/{quote(document.name, safe='')}/{number}.png?{query}"
