"""What stands on a page besides the given glyphs: drawn lines, images, text without characters."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.documents.pdf.glyphs import Placing


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, from `x0` to `x1` at `y0` (= `y1`), or upright at `x0` (= `x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float


def drawn(raw: Any, page: Any, place: Placing) -> tuple[list[Rule], bool]:
    """Lines (also the sides of rectangles) and whether there is an image of some size."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    rules: list[Rule] = []
    has_image = False
    for i in range(min(raw.FPDFPage_CountObjects(page), 20_000)):
        item = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        a, b = place.point(left.value, top.value), place.point(right.value, bottom.value)
        x0, x1 = min(a[0], b[0]), max(a[0], b[0])
        y0, y1 = min(a[1], b[1]), max(a[1], b[1])
        if kind != raw.FPDF_PAGEOBJ_PATH:
            large = (x1 - x0) * (y1 - y0) > 0.2 * place.width * place.height
            has_image = has_image or large
            continue
        if y1 - y0 <= 3 and x1 - x0 >= 12:
            rules.append(Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        elif x1 - x0 <= 3 and y1 - y0 >= 6:
            rules.append(Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
        elif x1 - x0 >= 12 and y1 - y0 >= 6 and _is_stroked(raw, item):
            rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1)]
            rules += [Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
    return rules, has_image


def _is_stroked(raw: Any, item: Any) -> bool:
    """Whether a path is a rectangle whose outline is drawn."""
    if raw.FPDFPath_CountSegments(item) > 6:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value)


def silent_text(
    raw: Any, page: Any, given: set[int], place: Placing
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Two corners, on the page as shown, of each text object of which pdfium gives no character.

    They are glyphs of a cluster whose text it has given with another of its glyphs.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    boxes = []
    for i in range(min(raw.FPDFPage_CountObjects(page), 20_000)):
        item = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if ctypes.addressof(item.contents) in given:
            continue
        if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            corners = (left.value, bottom.value), (right.value, top.value)
            boxes.append((place.point(*corners[0]), place.point(*corners[1])))
    return boxes
