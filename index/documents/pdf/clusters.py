"""Clusters: letters and signs whose text a PDF states together, and how pdfium gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.documents.pdf.ligatures import ligature

if TYPE_CHECKING:
    from index.documents.pdf.glyphs import Glyph


def clusters(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters and marks of one cluster as one glyph.

    Where the PDF states the text of several glyphs together (ActualText), pdfium gives every
    character of it a strip of one box, the first the strip at the right, with one pen place; it
    may set other letters of the word between them.
    """
    groups: list[list[Glyph]] = []
    places: dict[tuple[float, ...], list[list[Glyph]]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            groups.append([glyph])
            continue
        key = (glyph.font, *(round(v, 2) for v in (glyph.pen, glyph.y, glyph.low, glyph.high)))
        same = places.setdefault(key, [])
        for group in same:
            if _are_strips(group, glyph):
                group.append(glyph)
                break
        else:
            groups.append([glyph])
            same.append(groups[-1])
    whole = []
    for group in groups:
        glyph = group[0]
        if len(group) > 1:
            group.sort(key=lambda g: g.ink0, reverse=True)
            if not any("\u0590" <= g.text[0] <= "\u08ff" for g in group):
                group.reverse()
            glyph.text = ligature("".join(g.text for g in group), turned=False)
            glyph.x0, glyph.x1 = min(g.x0 for g in group), max(g.x1 for g in group)
            glyph.ink0, glyph.ink1 = min(g.ink0 for g in group), max(g.ink1 for g in group)
            glyph.at = min(g.at for g in group)
            glyph.cluster = True
        whole.append(glyph)
    return whole


def _are_strips(group: list[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph may be one more strip of the box that a group's glyphs are strips of."""
    wide = glyph.ink1 - glyph.ink0
    apart = [abs(glyph.ink0 - g.ink0) for g in group]
    return (
        all(abs(g.ink1 - g.ink0 - wide) < 0.02 for g in group)
        and min(apart) > 0.9 * wide
        and max(apart) < 6 * wide
    )


def complete(glyphs: list[Glyph], boxes: list[tuple[float, float, float, float]]) -> None:
    """Give letters known by the box of one part the box of the rest of their cluster."""
    rest = sorted((min(a, c), max(a, c), min(b, d), max(b, d)) for a, b, c, d in boxes)
    rest = [box for box in rest if box[1] - box[0] > 0.01]
    for glyph in sorted((g for g in glyphs if g.is_part), key=lambda g: g.pen):
        middle, size = (glyph.ink0 + glyph.ink1) / 2, glyph.size
        best: tuple[float, int] | None = None
        for i, (left, right, top, bottom) in enumerate(rest):
            if left > middle + size:
                break
            off = max(left - middle, middle - right, 0.0)
            level = bottom > glyph.y - 0.3 * size and top < glyph.y + 0.3 * size
            if level and off < 0.3 * size:
                away = 10 * off + abs((left + right) / 2 - middle)
                best = min(best, (away, i)) if best else (away, i)
        if best is None:
            continue
        left, right, top, bottom = rest.pop(best[1])
        low, high = glyph.y - bottom, glyph.y - top
        floats, glyph.cluster = glyph.floats, True
        if floats:
            glyph.pen, glyph.x0, glyph.x1 = left, left, right
            glyph.ink0, glyph.ink1, glyph.low, glyph.high = left, right, low, high
        else:
            glyph.x0, glyph.x1 = min(glyph.x0, left), max(glyph.x1, right)
            glyph.ink0, glyph.ink1 = min(glyph.ink0, left), max(glyph.ink1, right)
            glyph.low, glyph.high = min(glyph.low, low), max(glyph.high, high)
