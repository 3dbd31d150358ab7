"""What is embedded and searched: one paragraph with its context line, overlong ones in windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.values import Document, Paragraph, Passage

WINDOW = 1400
"""Characters. A paragraph longer than this is cut into windows: the embedder averages all words of
a text, and a long paragraph says too many things for one vector."""

CHAPEAU = 160
"""Characters of the parent paragraph that stand before a point, which says little without it."""

_SENTENCE_END = re.compile(r"[.؛;!؟?]\s+|،\s+")
_WORD = re.compile(r"[^\W_]{2,}")


def passages(document: Document, paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """The passages of a document in reading order; paragraphs without a word give none."""
    by_order = {p.order: p for p in paragraphs}
    return [
        Passage(document.name, paragraph.order, number, context, text)
        for paragraph in paragraphs
        if _WORD.search(paragraph.clean.text)
        for context in [context_line(document, paragraph, by_order)]
        for number, text in enumerate(windows(paragraph.clean.text))
    ]


def context_line(document: Document, paragraph: Paragraph, by_order: dict[int, Paragraph]) -> str:
    """What a reader of the page knows when reading the paragraph: title, sections, the words it hangs on."""
    parts = [document.title or document.symbol or "", *paragraph.headings]
    ancestor = paragraph.parent
    chapeaux: list[str] = []
    while ancestor is not None and ancestor in by_order:
        parent = by_order[ancestor]
        chapeaux.append(parent.clean.text[:CHAPEAU])
        ancestor = parent.parent
    parts.extend(reversed(chapeaux))
    return " · ".join(part for part in parts if part)


def windows(text: str, size: int = WINDOW) -> Iterator[str]:
    """`text` in pieces of at most about `size` characters, cut after sentences or clauses."""
    if len(text) <= size:
        yield text
        return
    start = 0
    while len(text) - start > size:
        borders = [m.end() for m in _SENTENCE_END.finditer(text, start + size // 3, start + size)]
        space = text.rfind(" ", start + 1, start + size)
        cut = borders[-1] if borders else space + 1 if space > start else start + size
        yield text[start:cut].strip()
        start = cut
    if text[start:].strip():
        yield text[start:].strip()
