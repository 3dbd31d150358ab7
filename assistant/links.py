"""A lasting name for one paragraph, which holds after its document has been read again."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote

from index.errors import UsageError
from index.store import Index
from index.values import Document, Paragraph

_DIGITS = 10
"""Hexadecimal digits of a paragraph's words: enough within one document."""

_LINK = re.compile(rf"(?P<name>.+)/(?P<order>\d{{1,7}})-(?P<words>[0-9a-f]{{{_DIGITS}}})", re.ASCII)


def link(document: Document, paragraph: Paragraph) -> str:
    """`r2.txt/7-3f2a…`: the document's name as in a URL, the paragraph's place and a digest of its
    words. Only characters that a URL's path takes.
    """
    return f"{quote(document.name, safe='')}/{paragraph.order}-{_digest(paragraph)}"


def followed(index: Index, text: str) -> tuple[Document, Paragraph]:
    """The paragraph that a link names: the one at its place if it has the words, else the one of the
    document that has them.

    Raises UsageError for what is no link, and where the document or the words are not there any more:
    a paragraph with other words is never given in its stead.
    """
    parts = _LINK.fullmatch(text.strip("/"))
    if parts is None:
        raise UsageError("This is no link to a paragraph; copy it again from where it was shown.")
    name = unquote(parts["name"])
    document = index.documents.get(name)
    if document is None:
        raise UsageError(
            f"{name} is not in the index any more; read it in again to follow the link."
        )
    outline = index.outline(name)
    order = int(parts["order"])
    there = outline[order : order + 1]
    for paragraph in (*there, *outline):
        if _digest(paragraph) == parts["words"]:
            return document, paragraph
    raise UsageError(
        f"{name} has been read again, and no paragraph of it has the words that were linked to."
    )


def _digest(paragraph: Paragraph) -> str:
    words = " ".join(paragraph.raw.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
