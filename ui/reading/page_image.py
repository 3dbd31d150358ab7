"""A page of a PDF as an image, a paragraph's boxes drawn on it."""

from __future__ import annotations

import io
import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from index.documents.pdf import PDFIUM
from index.errors import FiqraError
from index.values import Box, Document, Language
from ui.reading.original import original
from ui.reading.words import WORDS

LONGEST_SIDE = 1700
"""Pixels: an A4 page is then legible on a screen of twice the usual density, pane wide."""

SCALE = 2.0
"""Pixels a point, where the page is not too large for it."""

KEPT = 48_000_000
"""Bytes of images kept in memory."""

_MARGIN = 2.0
"""Points between the words and their frame."""

_FILL, _FRAME = (255, 240, 150), (150, 90, 0)

_Key = tuple[str, int, tuple[Box, ...]]
_images: OrderedDict[_Key, bytes] = OrderedDict()
_keeping = threading.Lock()


def page_image(document: Document, number: int, boxes: Sequence[Box], language: Language) -> bytes:
    """Page `number` (from 1) of a document's file as PNG, its `boxes` filled and framed.

    Raises FiqraError, one sentence in `language`, where there is no such page or it cannot be drawn.
    """
    own = tuple(box for box in boxes if box.page == number)
    if document.format != "pdf" or not own:
        raise FiqraError(WORDS[language].no_boxes.format(document.name))
    key = (document.sha256, number, own)
    with _keeping:
        if key in _images:
            _images.move_to_end(key)
            return _images[key]
    made = _drawn(original(document, language), document, number, own, language)
    with _keeping:
        _images[key] = made
        while sum(map(len, _images.values())) > KEPT and len(_images) > 1:
            _images.popitem(last=False)
    return made


def _drawn(
    data: bytes, document: Document, number: int, boxes: Sequence[Box], language: Language
) -> bytes:
    import pypdfium2 as pdfium

    with PDFIUM:  # pdfium is not made for several threads at once
        try:
            with pdfium.PdfDocument(data) as opened:
                page = opened[number - 1]
                scale = scale_of(*page.get_size())
                image = page.render(scale=scale).to_pil().convert("RGB")
        except (pdfium.PdfiumError, IndexError, ValueError, MemoryError) as fault:
            raise FiqraError(WORDS[language].no_image.format(document.name)) from fault
    _frame(image, boxes, scale)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def scale_of(width: float, height: float) -> float:
    """Pixels a point for a page of this size in points, so that no side is longer than allowed.

    Raises ValueError for a size that is none.
    """
    longest = max(width, height)
    if not math.isfinite(longest) or min(width, height) <= 0:
        raise ValueError(f"a page of {width} by {height} points cannot be drawn")
    return min(SCALE, LONGEST_SIDE / longest)


def _frame(image: Any, boxes: Sequence[Box], scale: float) -> None:
    """Fills the boxes as a highlighter does, the words stay dark, and draws a frame around each."""
    from PIL import Image, ImageChops, ImageDraw

    draw = ImageDraw.Draw(image)
    for box in boxes:
        sides = (
            max(0, math.floor((box.left - _MARGIN) * scale)),
            max(0, math.floor((box.top - _MARGIN) * scale)),
            min(image.width, math.ceil((box.right + _MARGIN) * scale)),
            min(image.height, math.ceil((box.bottom + _MARGIN) * scale)),
        )
        left, top, right, bottom = sides
        if left >= right or top >= bottom:
            continue
        under = image.crop(sides)
        image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, _FILL)), sides)
        draw.rectangle((left, top, right - 1, bottom - 1), outline=_FRAME, width=2)
