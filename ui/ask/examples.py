"""Questions to begin with, made from the indexed documents and shown only where they are answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from assistant import extractive
from assistant.answers import Question
from index.store import Index
from index.values import Document, Language, Paragraph
from prompts import render
from ui.served import Served

MOST = 4
"""Questions shown."""

TRIED = 12
"""Documents looked at, the newest first."""

_LONGEST_TITLE = 90


class Examples:
    """Gives the questions, worked out once for each index. Safe to share between threads."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._known: WeakKeyDictionary[Index, list[str]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, index: Index) -> list[str]:
        """Questions in both languages that the documents answer; none where there are no documents."""
        with self._lock:
            if index not in self._known:
                self._known[index] = list(_answered(index))
            return self._known[index]


def _answered(index: Index) -> Iterator[str]:
    """Alternately in Arabic and English, each about a document of its own."""
    given = 0
    languages: tuple[Language, Language] = ("ar", "en")
    for document in _newest(index):
        if given == MOST:
            return
        language = languages[given % 2]
        for question in _questions(index, document, language):
            if not extractive.answer(index, Question(question, language=language)).abstained:
                yield question
                given += 1
                break


def _newest(index: Index) -> list[Document]:
    """One version of each document with a symbol, the newest first."""
    by_symbol: dict[str, Document] = {}
    for document in index.documents.values():
        if document.symbol:
            by_symbol.setdefault(document.symbol, document)
    found = sorted(by_symbol.values(), key=lambda d: (d.date or "", d.name), reverse=True)
    return found[:TRIED]


def _questions(index: Index, document: Document, language: Language) -> Iterator[str]:
    """By matter first, then by number."""
    title = " ".join((document.title or "").split())
    symbol = document.symbol or ""
    if title and title != symbol and len(title) <= _LONGEST_TITLE and document.language == language:
        yield render("example_matter", language, title=title)
    numbered = [p for p in index.outline(document.name) if _is_worth_asking(p)]
    if numbered:
        middle = numbered[len(numbered) // 2]
        yield render("example_paragraph", language, symbol=symbol, number=middle.number or "")


def _is_worth_asking(paragraph: Paragraph) -> bool:
    return (
        paragraph.kind in ("operative", "paragraph")
        and paragraph.part == "main"
        and (paragraph.number or "").isdecimal()
        and 60 < len(paragraph.clean.text) < 500
    )
