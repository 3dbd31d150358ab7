"""Plain text: the decoded file, its pages where form feeds part them."""

from __future__ import annotations

import re

from index.documents.decoding import decode
from index.values import Source


def read_text(data: bytes, name: str) -> Source:
    """The decoded file. Raises FiqraError as `decode` does."""
    text = decode(data, name)
    return Source(name=name, format="text", text=text, pages=page_starts(text))


def page_starts(text: str) -> tuple[int, ...]:
    """Where each page starts when form feeds part the pages; empty where there are none.

    The form feed that many converters write after the last page starts no page of its own.
    """
    if "\f" not in text:
        return ()
    last = len(text.rstrip())
    return (0, *(m.end() for m in re.finditer("\f", text) if m.end() < last))
