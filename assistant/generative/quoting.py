"""Quotations that a model writes, in the letters that the source has."""

from __future__ import annotations

from assistant.answers import Found
from assistant.citations import quoted
from assistant.support.quoted_words import find_quotation
from index.store import Index
from index.values import Document, Paragraph


def in_source_letters(index: Index, quotation: str, found: Found) -> str | None:
    """The words of a quotation as the paragraph has them, or its official counterpart does; None
    where neither holds them.

    A model leaves out a stretching character or a vowel mark, or writes another kind of digits:
    what is shown is the source's own writing, letter for letter.
    """
    places: list[tuple[Document, Paragraph]] = [
        (found.document, each) for each in (found.paragraph, *found.points)
    ]
    for _, paragraph in tuple(places):
        other = index.counterpart(found.document.name, paragraph)
        if other is not None:
            places.append(other)
    for document, paragraph in places:
        source = index.source(document.name)
        spans = find_quotation(quotation, paragraph, source)
        if spans is not None:
            return quoted(source, spans)
    return None
