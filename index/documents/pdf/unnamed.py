"""The text of glyphs that have no Unicode value, from the font that the PDF embeds."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Any

from index.documents.pdf.embedded import EmbeddedFont, Ink, embedded_font

if TYPE_CHECKING:
    from index.documents.pdf.glyphs import Glyph


def name_glyphs(
    raw: Any,
    fonts: dict[int, Any],
    numbers: list[tuple[Glyph, int]],
    found: dict[int, list[Glyph]],
) -> None:
    """Give glyphs whose code is their number in the embedded font the text that the font gives.

    A code is that number where the font's glyph of it has the ink of the one drawn.
    """
    read: dict[int, EmbeddedFont | None] = {}
    texts: dict[tuple[int, int], str] = {}
    for glyph, number in numbers:
        key = glyph.font, number
        if key not in texts:
            if glyph.font not in read:
                font = fonts.get(glyph.font)
                read[glyph.font] = embedded_font(raw, font) if font else None
            embedded = read[glyph.font]
            ink = embedded.box(number) if embedded else None
            texts[key] = ""
            if embedded and ink and _is_drawn(glyph, ink):
                drawn = partial(_drawn_as, font=glyph.font, found=found)
                texts[key] = embedded.text(number, drawn)
        if text := texts[key]:
            glyph.coded = glyph.text
            glyph.text = unicodedata.normalize("NFKC", text).strip() or text


def _is_drawn(glyph: Glyph, ink: Ink) -> bool:
    """Whether an upright glyph (still in the PDF's space) has this ink."""
    x, y, size = glyph.pen, glyph.y, glyph.size
    sides = glyph.ink0 - x, glyph.low - y, glyph.ink1 - x, glyph.high - y
    return all(abs(side - size * own) < 0.02 * size for side, own in zip(sides, ink, strict=True))


def _drawn_as(ink: Ink, font: int, found: dict[int, list[Glyph]]) -> str:
    """The one text of all glyphs of a font that have this ink, or nothing."""
    texts = {
        glyph.text
        for glyphs in found.values()
        for glyph in glyphs
        if glyph.font == font and _is_drawn(glyph, ink)
    }
    return texts.pop() if len(texts) == 1 else ""
