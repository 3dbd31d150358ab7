"""Quotations that a model writes, in the letters that the source has."""

from __future__ import annotations

from assistant.answers import Found
from assistant.citations import quoted
from assistant.support.quoted_words import find_quotation
from index.arabic.normalise import fold_text
from index.store import Index
from index.values import Document, Paragraph


def in_source_letters(index: Index, quotation: str, found: Found) -> str | None:
    """The words of a quotation as the paragraph has them, or its official counterpart does; None
    where neither holds them.

    A model leaves out a stretching character or a vowel mark, or writes another kind of digits:
    what is shown is the source's own writing, letter for letter. Where a damaged source has other
    letters there, or the words in another order, nothing can be quoted from it as it is read.
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
        if spans is not None and _letters(words := quoted(source, spans)) == _letters(quotation):
            return words
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold_text(text)))
