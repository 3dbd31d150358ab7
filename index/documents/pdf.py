"""PDF: the text layer, page by page, in the order in which pdfium gives it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import Any

from index.documents.decoding import MAX_CHARACTERS
from index.documents.metadata import stated_by
from index.errors import FiqraError
from index.values import Source

BETWEEN_PAGES = "\n\f"
"""A form feed ends each page but the last, as in text made by other converters."""

_PDFIUM = threading.Lock()
"""pdfium is not made for several threads at once."""

_PASSWORD, _SECURITY = 4, 5
"""pdfium's error codes for a missing password and an unknown way of encryption."""

_HYPHENATED = re.compile("[\x02\ufffe]\n?")
"""pdfium's sign for the hyphen of a word that is divided at the end of a line."""


def read_pdf(data: bytes, name: str) -> Source:
    """The text of every page; pages without a text layer are named in a warning.

    Raises FiqraError for an encrypted, damaged or incomplete file and where no page has text.
    """
    with _PDFIUM:
        texts, title = _page_texts(data, name)
    empty = [i for i, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        raise FiqraError(
            f"{name} has no text layer on any of its {len(texts)} pages (scanned images?): "
            "run OCR on it first."
        )
    notes = []
    if empty:
        pages, them = ("page", "it is") if len(empty) == 1 else ("pages", "they are")
        notes.append(
            f"{name} has no text layer on {pages} {listed(empty)} of {len(texts)}: "
            f"unless {them} blank, OCR is needed."
        )
    if b"%%EOF" not in data[-2048:]:
        notes.append(f"{name} ends without an end-of-file mark: a part of it may be missing.")
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(BETWEEN_PAGES)
    whole = BETWEEN_PAGES.join(texts)
    if len(whole) > MAX_CHARACTERS:
        raise FiqraError(
            f"{name} holds more than {MAX_CHARACTERS // 1_000_000} million characters: split it."
        )
    return Source(
        name=name,
        format="pdf",
        text=whole,
        pages=tuple(starts),
        stated=stated_by(title, whole),
        warnings=tuple(notes),
    )


def listed(numbers: Iterable[int]) -> str:
    """Ascending numbers in words' shortest form: `2, 5–7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _page_texts(data: bytes, name: str) -> tuple[list[str], str | None]:
    """Each page's text and the title in the file's properties; every handle is closed."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise FiqraError(
                f"{name} is an encrypted PDF: save a copy without a password first."
            ) from error
        raise FiqraError(
            f"{name} is a damaged or incomplete PDF: get a whole copy of it."
        ) from error
    try:
        count = len(document)
        if count < 1:
            raise FiqraError(f"{name} is a PDF without pages: get a whole copy of it.")
        texts = [_page_text(document, i) for i in range(count)]
        return texts, document.get_metadata_value("Title")
    except pdfium.PdfiumError as error:
        raise FiqraError(
            f"{name} is a damaged or incomplete PDF: get a whole copy of it."
        ) from error
    finally:
        document.close()


def _page_text(document: Any, index: int) -> str:
    """A page's text with `\\n` at line ends; empty for a page that cannot be loaded."""
    import pypdfium2 as pdfium

    try:
        page = document[index]
    except pdfium.PdfiumError:
        return ""
    try:
        textpage = page.get_textpage()
        try:
            text = textpage.get_text_range()
        finally:
            textpage.close()
    finally:
        page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\f", "\n")
    text = _HYPHENATED.sub("", text)
    return text.encode("utf-8", errors="replace").decode("utf-8")
