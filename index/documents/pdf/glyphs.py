"""The glyphs of a page with their places, as pdfium measures them.

Why pdfium and not pdfminer.six: on the same pages both give the same letters at the same pen
positions (lam-alef ligatures, presentation forms, marks, kashidas without a Unicode value), pdfium
in this module 1.5 to 4 times as fast (three of the benchmark's PDFs, pdfminer without its layout),
with the box of a glyph's ink (which tells a kashida that claims to be another character),
encryption and damaged files handled, and the renderer that OCR needs. What has to be undone is pdfium's own reading: it adds spaces and line ends (they belong to no text object)
and turns the letters of a ligature round (`_undo`); order and brackets come from elsewhere.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import Any

from index.documents.pdf.clusters import clusters, complete
from index.documents.pdf.drawn import Rule, drawn, silent_text
from index.documents.pdf.letters import is_arabic
from index.documents.pdf.ligatures import ligature
from index.documents.pdf.unnamed import name_glyphs
from index.values import Box

_FORMS = ("\ufb00", "\ufdfb", "\ufe70", "\ufefc")
"""Presentation forms, first and last of the two ranges; FD3E and FD3F are brackets."""
_SYMMETRIC = {"\ufd3e", "\ufd3f"}
_TALL = frozenset("لكطظاأإآٱ")
_MIRRORED = {
    pair[i]: pair[1 - i]
    for pair in ("()", "[]", "{}", "<>", "«»", "‹›", "“”", "‘’")
    for i in (0, 1)
}
_HIDDEN = frozenset(
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
UNKNOWN = "\ufffd"
SPACES = frozenset(" \u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t")
_MAX_GLYPHS = 200_000
"""More on one page are no page of text (maps, drawings): the rest is left out."""


@dataclass(slots=True)
class Glyph:
    """A glyph in a frame in which its text stands upright: `x` to the right, `y` down, in points."""

    text: str
    """Its character; several letters in reading order for a ligature; marks behind their letter."""
    x0: float
    x1: float
    """Its ink and its advance together."""
    pen: float
    """Where the pen stood, at the left."""
    y: float
    """The baseline."""
    size: float
    font: int
    top: float
    bottom: float
    low: float = 0.0
    high: float = 0.0
    """How far its ink reaches below (negative) and above the baseline."""
    ink0: float = 0.0
    ink1: float = 0.0
    at: int = 0
    """Its place in pdfium's own order."""
    word: int = 0
    """How many spaces pdfium's own order has before it."""
    raised: bool = False
    coded: str = ""
    """What pdfium took it for, where that is another character."""
    cluster: bool = False
    """Its box is that of a cluster of letters and marks, or of a part of it."""

    @property
    def is_bar(self) -> bool:
        """Whether its ink is a flat bar on the baseline, as a kashida's is."""
        height = self.high - self.low
        return (
            0.02 * self.size < height <= 0.17 * self.size
            and self.low >= -0.15 * self.size
            and self.high <= 0.25 * self.size
            and self.ink1 - self.ink0 > 1.05 * height
            and self.text not in ".,"
        )

    @property
    def floats(self) -> bool:
        """Whether it is a letter of which pdfium gives the box of its mark alone."""
        least = 0.35 if self.cluster else 0.6  # a lam may be drawn above the letter behind it
        away = self.low > least * self.size or self.high < 0.01 * self.size
        return away and is_arabic(self.text)

    @property
    def is_part(self) -> bool:
        """Whether it is a letter of which pdfium gives the box of one part alone."""
        return self.floats or (self.text[0] in _TALL and self.is_bar)


@dataclass(frozen=True, slots=True)
class Frame:
    """How an upright frame lies on the page as shown: `turn` quarter-turns clockwise."""

    turn: int
    width: float
    height: float

    def put(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page in this frame."""
        match self.turn:
            case 1:
                return y, self.width - x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return self.height - y, x
        return x, y

    def box(self, page: int, left: float, top: float, right: float, bottom: float) -> Box:
        """The box on the page of a rectangle in this frame."""
        corners = [self._back(left, top), self._back(right, bottom)]
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
        return Box(page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        match self.turn:
            case 1:
                return self.width - y, x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return y, self.height - x
        return x, y


@dataclass(slots=True)
class PageGlyphs:
    """What stands on a page: for each direction of text its frame and glyphs, most glyphs first."""

    width: float
    height: float
    parts: list[tuple[Frame, list[Glyph]]]
    rules: list[Rule]
    """In the frame of the page as shown."""
    has_image: bool


def page_glyphs(page: Any) -> PageGlyphs:
    """The glyphs, drawn lines and images of a pypdfium2 page (which stays open)."""
    import pypdfium2.raw as raw

    turn = int(page.get_rotation()) // 90 % 4
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    place = Placing(turn, left, bottom, width, height)
    shown_width, shown_height = (height, width) if turn % 2 else (width, height)
    textpage = page.get_textpage()
    try:
        turned, given = _glyphs(raw, textpage.raw, place)
    finally:
        textpage.close()
    parts = []
    silent: list[tuple[tuple[float, float], tuple[float, float]]] | None = None
    for quarter, glyphs in sorted(turned.items(), key=lambda part: -len(part[1])):
        frame = Frame(quarter, shown_width, shown_height)
        glyphs = _upright(frame, glyphs)
        if any(glyph.is_part for glyph in glyphs):
            silent = silent if silent is not None else silent_text(raw, page.raw, given, place)
            complete(glyphs, [(*frame.put(*a), *frame.put(*b)) for a, b in silent])
        parts.append((frame, glyphs))
    rules, has_image = drawn(raw, page.raw, place)
    return PageGlyphs(shown_width, shown_height, parts, rules, has_image)


@dataclass(frozen=True, slots=True)
class Placing:
    """From the space of a PDF page (upwards from the bottom left) to the page as it is shown."""

    turn: int
    left: float
    bottom: float
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the PDF page on the page as shown, downwards from its top."""
        x, y = x - self.left, y - self.bottom
        match self.turn:
            case 1:
                return y, x
            case 2:
                return self.width - x, y
            case 3:
                return self.height - y, self.width - x
        return x, self.height - y

    def quarter(self, c: float, d: float) -> int:
        """Quarter-turns of text whose upward direction is (c, d)."""
        match self.turn:
            case 1:
                x, y = d, c
            case 2:
                x, y = -c, d
            case 3:
                x, y = -d, -c
            case _:
                x, y = c, -d
        if abs(x) > abs(y):
            return 1 if x > 0 else 3
        return 0 if y <= 0 else 2


def _glyphs(raw: Any, textpage: Any, place: Placing) -> tuple[dict[int, list[Glyph]], set[int]]:
    """The glyphs by their quarter-turns, in pdfium's order; ligatures are one glyph each.

    With the addresses of the text objects that they are from.
    """
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    pen_x, pen_y = ctypes.c_double(), ctypes.c_double()
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    found: dict[int, list[Glyph]] = {}
    objects: dict[int, tuple[int, float, int]] = {}
    fonts: dict[int, Any] = {}
    numbers: list[tuple[Glyph, int]] = []
    given: set[int] = set()
    last: tuple[Glyph, tuple[float, ...]] | None = None
    words = 0
    breaks: set[int] = set()
    for i in range(min(raw.FPDFText_CountChars(textpage), _MAX_GLYPHS)):
        owner = raw.FPDFText_GetTextObject(textpage, i)
        code = raw.FPDFText_GetUnicode(textpage, i)
        if not owner:  # a space or a line's end that pdfium made up
            words += 1
            if code in (10, 13):
                breaks.add(i)
            continue
        key = ctypes.addressof(owner.contents)
        given.add(key)
        text = _text(code)
        if not text:
            continue
        known = objects.get(key)
        if known is None:
            raw.FPDFText_GetMatrix(textpage, i, matrix)
            font = raw.FPDFTextObj_GetFont(owner)
            size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
            known = (
                ctypes.addressof(font.contents) if font else 0,
                abs(size) or 1.0,
                place.quarter(matrix.c, matrix.d),
            )
            fonts.setdefault(known[0], font)
            if text not in SPACES:  # spaces that pdfium adds to an object have no matrix of it
                objects[key] = known
        raw.FPDFText_GetCharBox(textpage, i, x0, x1, y0, y1)
        raw.FPDFText_GetLooseCharBox(textpage, i, loose)
        raw.FPDFText_GetCharOrigin(textpage, i, pen_x, pen_y)
        box = (x0.value, x1.value, y0.value, y1.value, pen_x.value, pen_y.value)
        if not all(map(math.isfinite, box)):
            continue
        if text == UNKNOWN and (box[1] - box[0] < 0.01 or box[3] - box[2] < 0.01):
            text = " "
        if text in SPACES:
            words += 1
        elif last and last[1] == box and last[0].text not in SPACES:
            last[0].text += text
            continue
        font_id, size, quarter = known
        glyph = Glyph(
            text, loose.left, loose.right, pen_x.value, pen_y.value, size, font_id,
            loose.top, loose.bottom, y0.value, y1.value, x0.value, x1.value, i, words,
        )  # fmt: skip
        last = glyph, box
        if text == UNKNOWN or (code > 0x7F and not "\u0590" <= text[0] <= "\u08ff"):
            numbers.append((glyph, code))
        found.setdefault(quarter, []).append(glyph)
    name_glyphs(raw, fonts, numbers, found)
    for quarter, glyphs in found.items():
        _undo(glyphs, breaks)
        found[quarter] = glyphs = clusters(glyphs)
        for glyph in glyphs:
            _place(glyph, place)
    return found, given


def _text(code: int) -> str:
    """The character of a code, presentation forms as the letters they stand for."""
    if code in (2, 0xFFFE):  # pdfium's signs for a hyphen at a line's end
        return "-"
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN  # a font's own number: a glyph without a Unicode value
    text = chr(code)
    if text in _HIDDEN:
        return ""
    if "\ufb00" <= text <= "\ufefc" and text not in _SYMMETRIC:
        text = unicodedata.normalize("NFKC", text)
        return text.strip() or text
    return text


def _undo(glyphs: list[Glyph], breaks: set[int]) -> None:
    """Undo what pdfium does to runs that it takes for right-to-left ones.

    It writes their glyphs from right to left, the letters of a ligature among them (unless it has
    turned the text object before), and mirrors their brackets and quotation marks, as it does
    those that stand behind such a run in its line.
    """
    leftwards: bool | None = None
    waiting: list[Glyph] = []
    before: Glyph | None = None
    for i, glyph in enumerate(glyphs):
        if before is not None and any(at in breaks for at in range(before.at + 1, glyph.at)):
            leftwards, before = None, None
            waiting.clear()
        if len(glyph.text) > 1 and any("\u0590" <= c <= "\u08ff" for c in glyph.text):
            after = glyphs[i + 1] if i + 1 < len(glyphs) else None
            glyph.text = ligature(glyph.text, _runs_left(before, glyph, after))
        strong = unicodedata.bidirectional((glyph.coded or glyph.text)[0])
        if strong == "L":
            leftwards = False
        elif strong in ("R", "AL"):
            leftwards = True
        if glyph.text in _MIRRORED:
            if leftwards is None:
                waiting.append(glyph)
            elif leftwards:
                glyph.text = _MIRRORED[glyph.text]
        if leftwards is not None:
            for each in waiting:
                each.text = _MIRRORED[each.text] if leftwards else each.text
            waiting.clear()
        before = glyph


def _touch(a: Glyph, b: Glyph) -> bool:
    """Whether two glyphs that pdfium gives one after the other are neighbours of one word."""
    near = abs(a.y - b.y) < 0.3 * a.size and abs(a.pen - b.pen) > 0.01
    return near and a.word == b.word and b.x0 - a.x1 < a.size and a.x0 - b.x1 < a.size


def _runs_left(before: Glyph | None, glyph: Glyph, after: Glyph | None) -> bool:
    """Whether pdfium gives the glyphs around a ligature from right to left."""
    if before is not None and _touch(before, glyph):
        return before.pen > glyph.pen
    if after is not None and _touch(glyph, after):
        return glyph.pen > after.pen
    return True


def _place(glyph: Glyph, place: Placing) -> None:
    """From the PDF's space to the page as shown."""
    ink = place.point(glyph.ink0, glyph.low), place.point(glyph.ink1, glyph.high)
    loose = place.point(glyph.x0, glyph.bottom), place.point(glyph.x1, glyph.top)
    glyph.pen, glyph.y = place.point(glyph.pen, glyph.y)
    (glyph.ink0, glyph.low), (glyph.ink1, glyph.high) = ink
    (glyph.x0, glyph.bottom), (glyph.x1, glyph.top) = loose


def _upright(frame: Frame, glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs put in their frame."""
    for glyph in glyphs:
        a, b = frame.put(glyph.x0, glyph.top), frame.put(glyph.x1, glyph.bottom)
        glyph.x0, glyph.x1 = min(a[0], b[0]), max(a[0], b[0])
        glyph.top, glyph.bottom = min(a[1], b[1]), max(a[1], b[1])
        a, b = frame.put(glyph.ink0, glyph.high), frame.put(glyph.ink1, glyph.low)
        glyph.ink0, glyph.ink1 = min(a[0], b[0]), max(a[0], b[0])
        glyph.pen, glyph.y = frame.put(glyph.pen, glyph.y)
        glyph.high, glyph.low = glyph.y - min(a[1], b[1]), glyph.y - max(a[1], b[1])
        if glyph.bottom - glyph.top > 3 * glyph.size or glyph.bottom <= glyph.top:
            glyph.top, glyph.bottom = glyph.y - 0.8 * glyph.size, glyph.y + 0.2 * glyph.size
    return glyphs
