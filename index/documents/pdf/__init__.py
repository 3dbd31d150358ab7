"""PDF: the text that is seen on its pages, in the order in which it is read.

Read from the places of the glyphs and not from the order in which they were drawn, since that order
breaks Arabic: glyphs, rows, kashidas, layout (columns, tables), bidi, furniture, footnotes, brackets,
paragraphs, each in a module of its own. Pages without a text layer go through Tesseract.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.documents.decoding import MAX_CHARACTERS
from index.documents.metadata import stated_by
from index.documents.pdf import scanned
from index.documents.pdf.assembled import BETWEEN_PAGES, PageLines, assemble
from index.documents.pdf.furniture import without_furniture
from index.documents.pdf.glyphs import Frame, PageGlyphs, page_glyphs
from index.documents.pdf.kashidas import mend_kashidas
from index.documents.pdf.layout import Line, ordered_lines
from index.documents.pdf.reading import letters_of, read_lines
from index.documents.pdf.rows import rows_of
from index.errors import FiqraError
from index.values import Source

__all__ = ["BETWEEN_PAGES", "PDFIUM", "listed", "read_pdf"]

PDFIUM = threading.Lock()
"""pdfium is not made for several threads at once."""

_PASSWORD, _SECURITY = 4, 5
"""pdfium's error codes for a missing password and an unknown way of encryption."""

_ZONES = 10_000
"""More than a page has zones: zones of a document are numbered by page and zone."""
_MAX_PIXELS = 40_000_000
_AT_A_TIME = 8
"""Pictures of pages held in memory together."""


@dataclass(slots=True)
class _Read:
    """What a file holds before its text is put together."""

    pages: list[PageLines] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    title: str | None = None
    empty: list[int] = field(default_factory=list)
    """Pages (from 1) without text, also after OCR."""
    recognised: list[int] = field(default_factory=list)
    """Pages read by OCR."""
    pictures: bool = False
    """Some page without text holds a picture."""


def read_pdf(data: bytes, name: str) -> Source:
    """The text of every page; a line of it for each line seen, with its box.

    Running heads and feet and page numbers are left out, footnotes stand behind their page's text.
    Pages without a text layer are read by Tesseract if it is installed with Arabic; those that give
    no text are named in a warning. Raises FiqraError for an encrypted, damaged or incomplete file
    and where no page has text.
    """
    with PDFIUM:
        read = _read(data, name)
    count = len(read.pages)
    if len(read.empty) == count:
        _refuse(read, name)
    made = assemble(read.pages)
    if len(made.text) > MAX_CHARACTERS:
        raise FiqraError(
            f"{name} holds more than {MAX_CHARACTERS // 1_000_000} million characters: split it."
        )
    return Source(
        name=name,
        format="pdf",
        text=made.text,
        pages=tuple(made.pages),
        blocks=tuple(made.blocks),
        stated=stated_by(read.title, made.text),
        warnings=tuple(_notes(read, name, data)),
        boxes=tuple(made.boxes),
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


def _refuse(read: _Read, name: str) -> None:
    said = f"{name} has no text layer on any of its {len(read.pages)} pages (scanned images?)"
    if scanned.tesseract() is None:
        raise FiqraError(
            f"{said}: run OCR on it first, or install Tesseract ({scanned.INSTALL}) and read it again."
        )
    if read.pictures:
        raise FiqraError(f"{said} and OCR read nothing on them: get a sharper copy of it.")
    raise FiqraError(f"{said} and no picture that OCR could read: get a copy that has them.")


def _notes(read: _Read, name: str, data: bytes) -> list[str]:
    """Sentences on what is missing or less sure than a text layer."""
    notes = []
    count = len(read.pages)
    if read.empty:
        one = len(read.empty) == 1
        pages, them = ("page", "it is") if one else ("pages", "they are")
        said = f"{name} has no text layer on {pages} {listed(read.empty)} of {count}"
        if scanned.tesseract() is None:
            notes.append(
                f"{said}, left out: unless {them} blank, OCR is needed ({scanned.INSTALL}, then "
                "read the file again)."
            )
        else:
            notes.append(
                f"{said}, and OCR found no words there: {'it was' if one else 'they were'} left out."
            )
    if read.recognised:
        pages = "Page" if len(read.recognised) == 1 else "Pages"
        notes.append(
            f"{pages} {listed(read.recognised)} of {name} had no text layer and were read by OCR "
            "(Tesseract): single letters and digits may be wrong."
        )
    if b"%%EOF" not in data[-2048:]:
        notes.append(f"{name} ends without an end-of-file mark: a part of it may be missing.")
    return notes


def _read(data: bytes, name: str) -> _Read:
    """Every page's lines and the title in the file's properties; every handle is closed."""
    import pypdfium2 as pdfium

    damaged = f"{name} is a damaged or incomplete PDF: get a whole copy of it."
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise FiqraError(
                f"{name} is an encrypted PDF: save a copy without a password first."
            ) from error
        raise FiqraError(damaged) from error
    try:
        count = len(document)
        if count < 1:
            raise FiqraError(f"{name} is a PDF without pages: get a whole copy of it.")
        read = _Read(title=document.get_metadata_value("Title"))
        found = [_page(document, i) for i in range(count)]
        gutters: list[float] = []
        lines = [_page_lines(page, i, gutters) for i, page in enumerate(found)]
        bare = [i for i, page in enumerate(lines) if not page.lines]
        pictures = [i for i in bare if found[i].has_image]
        read.pictures = bool(pictures)
        read.recognised = _recognised(document, pictures, lines)
        read.empty = [i + 1 for i in bare if i + 1 not in read.recognised]
        read.heights = [page.height for page in found]
        kept = without_furniture([page.lines for page in lines], read.heights)
        for page, own in zip(lines, kept, strict=True):
            page.lines = own
        read.pages = lines
        return read
    except pdfium.PdfiumError as error:
        raise FiqraError(damaged) from error
    finally:
        document.close()


def _page(document: Any, index: int) -> PageGlyphs:
    """The glyphs of a page; none of one that cannot be loaded."""
    import pypdfium2 as pdfium

    try:
        page = document[index]
    except pdfium.PdfiumError:
        return PageGlyphs(1.0, 1.0, [], [], False)
    try:
        return page_glyphs(page)
    except pdfium.PdfiumError:
        return PageGlyphs(1.0, 1.0, [], [], False)
    finally:
        page.close()


def _page_lines(page: PageGlyphs, index: int, gutters: list[float]) -> PageLines:
    """The lines of a page in reading order; text that stands turned comes after the rest."""
    lines: list[Line] = []
    frames: dict[int, Frame] = {}
    for order, (frame, glyphs) in enumerate(page.parts):
        rows = mend_kashidas(rows_of(glyphs))
        right, latin = letters_of([word for row in rows for word in row.words])
        upright = page.rules if frame.turn == 0 else []
        own = ordered_lines(rows, upright, right >= latin, gutters)
        for line in own:
            line.zone += index * _ZONES + order * _ZONES // 5
            frames[line.zone] = frame
        read_lines(own)
        lines += [line for line in own if line.text]
    return PageLines(lines, page.rules, frames)


def _recognised(document: Any, pictures: Sequence[int], lines: list[PageLines]) -> list[int]:
    """Read the pictures of pages by OCR into `lines`; the numbers (from 1) of those that gave text."""
    program = scanned.tesseract()
    if program is None:
        return []
    done: list[int] = []
    for first in range(0, len(pictures), _AT_A_TIME):
        images = {i: _picture(document, i) for i in pictures[first : first + _AT_A_TIME]}
        for i, own in scanned.read_images(program, images).items():
            for line in own:
                line.zone += i * _ZONES * 1000
            zones = {line.zone for line in own}
            lines[i] = PageLines(own, [], dict.fromkeys(zones, Frame(0, 0.0, 0.0)))
            done.append(i + 1)
    return done


def _picture(document: Any, index: int) -> bytes:
    """A page as a grey picture (PGM) of 300 dots an inch, fewer where it is very large."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = scanned.DPI / 72
        scale *= min(1.0, (_MAX_PIXELS / max(1.0, width * height * scale * scale)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            pixels = bitmap.to_numpy()
            if pixels.ndim == 3:
                pixels = pixels[:, :, 0]
            content: bytes = pixels.tobytes()
            return b"P5 %d %d 255\n" % (pixels.shape[1], pixels.shape[0]) + content
        finally:
            bitmap.close()
    finally:
        page.close()
