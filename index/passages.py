"""What is embedded and searched: one paragraph with its context line, overlong ones in windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.arabic.normalise import clean
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
        Passage(document.name, paragraph.order, number, context, text, _unrepaired(paragraph, text))
        for paragraph in paragraphs
        if _WORD.search(paragraph.clean.text)
        for context in [context_line(paragraph, by_order)]
        for number, text in enumerate(windows(paragraph.clean.text))
    ]


def _unrepaired(paragraph: Paragraph, window: str) -> str:
    """Those words of a window that the source has otherwise, if any of it was repaired."""
    at = paragraph.clean.text.find(window)
    end = at + len(window)
    if not any(r.start < end and r.end > at for r in paragraph.repairs):
        return ""
    raw = paragraph.raw_between(*paragraph.clean.source_range(at, end))
    read = set(window.split())
    return " ".join(w for w in clean(raw, [(0, len(raw))]).text.split() if w not in read)


def context_line(paragraph: Paragraph, by_order: dict[int, Paragraph]) -> str:
    """What a reader has read just before: the headings above it and the words that a point hangs on.

    Symbol and title are not among them: every passage of a document would have them, and measured,
    they pull all of its passages to one place (hit@1 of Arabic questions .28 without them, .19
    with). They are searched for as the document's profile.
    """
    chapeaux: list[str] = []
    above = paragraph.parent
    while above is not None and above in by_order:
        chapeaux.append(by_order[above].clean.text[:CHAPEAU])
        above = by_order[above].parent
    return " · ".join(part for part in (*paragraph.headings, *reversed(chapeaux)) if part)


def searched_text(passage: Passage) -> str:
    """What is embedded: the context line, then the passage's own words."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def searched_words(passage: Passage) -> str:
    """What is indexed by words: of damaged text both readings, so that a wrong repair loses nothing."""
    text = searched_text(passage)
    return f"{text}\n{passage.unrepaired}" if passage.unrepaired else text


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
