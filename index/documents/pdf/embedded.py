"""The characters that an embedded TrueType font itself gives for its glyphs.

Makers of PDFs leave glyphs without a Unicode value where several glyphs are drawn for one group of
letters and signs (a letter, its shadda, its hamza); pdfium then gives the glyph's number in place
of a character. The embedded font often still has the table from characters to glyphs, and says of
which parts a glyph is composed (an alef and a hamza). A value is taken from it only where the
glyph of that number is the one that was drawn: the boxes of the two are compared.
"""

from __future__ import annotations

import ctypes
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_HAMZA, _HAMZA_BELOW, _MADDA = "\u0654", "\u0655", "\u0653"
_NARROW = 0.3
"""Ems; an alef's stroke is narrower."""
_MAX_FONT = 30_000_000
"""Bytes; more is no font of a document."""
_MAX_PAIRS = 100_000
"""Characters of a font; a damaged table may claim any number."""

Ink = tuple[float, float, float, float]
"""Left, bottom, right and top of a glyph's ink, in ems from the pen."""


@dataclass(slots=True)
class EmbeddedFont:
    """What a TrueType font says of its glyphs; sizes in ems."""

    characters: dict[int, str]
    """The character of a glyph, by the font's own table."""
    _data: bytes
    _offsets: tuple[int, ...]
    _glyf: int
    _units: int
    _signs: dict[int, str] = field(default_factory=dict)
    """Parts that are a hamza or a madda."""

    def box(self, glyph: int) -> Ink | None:
        """A glyph's ink, or None where it has none."""
        at = self._at(glyph)
        if at is None:
            return None
        x0, y0, x1, y1 = struct.unpack_from(">4h", self._data, at + 2)
        return x0 / self._units, y0 / self._units, x1 / self._units, y1 / self._units

    def text(self, glyph: int, drawn: Callable[[Ink], str]) -> str:
        """The text of a glyph, or nothing where the font does not say it for certain.

        `drawn` gives the text of another glyph of the page whose ink is this (or nothing): the
        parts of letters seldom have a character of their own in the font.
        """
        return self.characters.get(glyph) or self._composed(glyph, drawn)

    def learn(self) -> None:
        """Find the parts that are a hamza or a madda, from letters that are written with one."""
        plain: set[int] = set()
        signed: dict[int, str] = {}
        for glyph, character in self.characters.items():
            parts = [self._root(part) for part, _ in self._parts(glyph)]
            sign = unicodedata.normalize("NFKD", character)[1:].replace(_HAMZA_BELOW, _HAMZA)
            if sign in (_HAMZA, _MADDA) and len(parts) == 2:
                signed[parts[1]] = sign
            else:
                plain.update(parts)
        self._signs = {part: sign for part, sign in signed.items() if part not in plain}

    def _composed(self, glyph: int, drawn: Callable[[Ink], str]) -> str:
        """A letter with a hamza or madda, where both parts are known."""
        parts = self._parts(glyph)
        if len(parts) != 2:
            return ""
        (letter, _), (part, up) = parts
        sign = self._signs.get(self._root(part))
        stem, over = self.box(letter), self.box(part)
        if not sign or stem is None or over is None:
            return ""
        base = self.characters.get(self._root(letter)) or drawn(stem)
        if not base and self._is_alef(stem):
            base = "ا"
        middle = (over[1] + over[3]) / 2 + up
        if sign == _HAMZA and middle < (stem[1] + stem[3]) / 2:
            sign = _HAMZA_BELOW
        base = unicodedata.normalize("NFKC", base).strip()
        whole = unicodedata.normalize("NFC", base + sign)
        return whole if base and len(whole) == len(base) else ""

    def _is_alef(self, stem: Ink) -> bool:
        """Whether a part is narrow and as tall as an alef: no ligature of a lam and an alef."""
        alef = next((g for g, c in self.characters.items() if c == "ا"), -1)
        tall = self.box(alef)
        if tall is None or stem[2] - stem[0] > _NARROW:
            return False
        return stem[3] > 0.9 * tall[3] and stem[1] > tall[1] - 0.1

    def _at(self, glyph: int) -> int | None:
        if not 0 <= glyph < len(self._offsets) - 1:
            return None
        start, end = self._offsets[glyph], self._offsets[glyph + 1]
        at = self._glyf + start
        return at if end - start >= 10 and at + end - start <= len(self._data) else None

    def _parts(self, glyph: int) -> list[tuple[int, float]]:
        """The glyphs that a glyph is composed of, and how far up each stands."""
        at = self._at(glyph)
        if at is None or struct.unpack_from(">h", self._data, at)[0] >= 0:
            return []
        at += 10
        parts: list[tuple[int, float]] = []
        more = True
        while more and len(parts) < 16 and at + 8 <= len(self._data):
            flags, part = struct.unpack_from(">HH", self._data, at)
            wide, placed = flags & 1, flags & 2
            up = struct.unpack_from(">h" if wide else ">b", self._data, at + (6 if wide else 5))[0]
            parts.append((part, up / self._units if placed else 0.0))
            at += (8 if wide else 6) + (2 if flags & 8 else 4 if flags & 64 else 0)
            at += 8 if flags & 128 else 0
            more = bool(flags & 32)
        return parts

    def _root(self, glyph: int) -> int:
        """The glyph of which a glyph is a copy set elsewhere, or itself."""
        for _ in range(8):
            parts = self._parts(glyph)
            if len(parts) != 1:
                break
            glyph = parts[0][0]
        return glyph


def embedded_font(raw: Any, font: Any) -> EmbeddedFont | None:
    """The embedded TrueType font of a pdfium font; None where there is none or it is damaged."""
    length = ctypes.c_size_t()
    if not raw.FPDFFont_GetIsEmbedded(font) or not raw.FPDFFont_GetFontData(font, None, 0, length):
        return None
    if not 0 < length.value <= _MAX_FONT:
        return None
    buffer = (ctypes.c_uint8 * length.value)()
    if not raw.FPDFFont_GetFontData(font, buffer, length.value, length):
        return None
    return parsed(bytes(buffer))


def parsed(data: bytes) -> EmbeddedFont | None:
    """A TrueType font from its bytes; None where they are none, or damaged, or name no character.

    After "OpenType 1.9": tables head, loca, glyf and cmap (formats 4, 6 and 12).
    """
    try:
        count = struct.unpack_from(">H", data, 4)[0]
        tables = {}
        for i in range(count):
            tag, _, offset, size = struct.unpack_from(">4sIII", data, 12 + 16 * i)
            tables[tag] = offset, size
        if not {b"head", b"loca", b"glyf", b"cmap"} <= set(tables):
            return None
        head = tables[b"head"][0]
        units = struct.unpack_from(">H", data, head + 18)[0]
        wide = struct.unpack_from(">h", data, head + 50)[0]
        offset, size = tables[b"loca"]
        places = struct.unpack_from(
            f">{size // (4 if wide else 2)}{'I' if wide else 'H'}", data, offset
        )
        offsets = places if wide else tuple(2 * place for place in places)
        characters = _characters(data, tables[b"cmap"][0])
        if not units or not characters:
            return None
        font = EmbeddedFont(characters, data, offsets, tables[b"glyf"][0], units)
        font.learn()
    except struct.error:
        return None
    return font


def _characters(data: bytes, cmap: int) -> dict[int, str]:
    """The characters of the glyphs, by the table for Unicode; the lowest where there are several."""
    found: dict[int, str] = {}
    for i in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * i)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            for code, glyph in _pairs(data, cmap + offset):
                if glyph and _is_text(code) and chr(code) < found.get(glyph, "\U0010ffff"):
                    found[glyph] = chr(code)
    return found


def _is_text(code: int) -> bool:
    """Whether a code is a character's, and no control's or private one."""
    return 31 < code < 0x110000 and unicodedata.category(chr(code)) not in ("Cc", "Cn", "Co", "Cs")


def _pairs(data: bytes, at: int) -> list[tuple[int, int]]:
    """The codes of a cmap subtable, each with its glyph."""
    form = struct.unpack_from(">H", data, at)[0]
    pairs: list[tuple[int, int]] = []
    if form == 4:
        half = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{half}H", data, at + 14)
        starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
        deltas = struct.unpack_from(f">{half}H", data, at + 16 + 4 * half)
        ranges = at + 16 + 6 * half
        for i in range(half):
            jump = struct.unpack_from(">H", data, ranges + 2 * i)[0]
            for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
                glyph = code
                if jump:
                    place = ranges + 2 * i + jump + 2 * (code - starts[i])
                    glyph = struct.unpack_from(">H", data, place)[0]
                if glyph or not jump:
                    pairs.append((code, (glyph + deltas[i]) & 0xFFFF))
    elif form == 6:
        first, count = struct.unpack_from(">HH", data, at + 6)
        pairs = list(enumerate(struct.unpack_from(f">{count}H", data, at + 10), first))
    elif form == 12:
        for i in range(min(struct.unpack_from(">I", data, at + 12)[0], 20_000)):
            first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * i)
            last = min(last, first + _MAX_PAIRS - len(pairs))
            pairs += [(code, glyph + code - first) for code in range(first, last + 1)]
    return pairs
