"""What an embedded font says of its glyphs, and that no damage to it stops a reading."""

from __future__ import annotations

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents.pdf.embedded import Ink, parsed

_ALEF, _HAMZA, _UPON, _UNDER, _LAM_ALEF = 1, 2, 3, 4, 5


def _box(x0: int, y0: int, x1: int, y1: int, contours: int = 1) -> bytes:
    return struct.pack(">5h", contours, x0, y0, x1, y1) + bytes(2)


def _composed(base: int, sign: int, up: int) -> bytes:
    first = struct.pack(">HHhh", 0x23, base, 0, 0)
    return _box(0, -300, 500, 1000, -1)[:10] + first + struct.pack(">HHhh", 3, sign, 0, up)


def _font() -> bytes:
    """A font of an alef, a hamza, an alef with one, and unnamed glyphs made of these."""
    glyphs = [
        b"",
        _box(50, 0, 150, 700),
        _box(0, 0, 200, 200),
        _composed(_ALEF, _HAMZA, 800),
        _composed(_ALEF, _HAMZA, -300),
        _box(0, 0, 500, 700),
        _composed(_LAM_ALEF, _HAMZA, 800),
    ]
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    codes = struct.pack(">HHHIIIIII", 12, 0, 0, 0, 0, 0, 0, 0, 0)[:12]
    groups = [(0x623, 0x623, _UPON), (0x627, 0x627, _ALEF)]
    codes += struct.pack(">I", len(groups)) + b"".join(struct.pack(">III", *g) for g in groups)
    tables = {
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(30) + struct.pack(">h", 1) + bytes(2),
        b"loca": struct.pack(f">{len(ends)}I", *ends),
        b"glyf": b"".join(glyphs),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + codes,
    }
    at = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(table))
        body += table
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body


def _nothing(ink: Ink) -> str:
    return ""


def test_a_glyph_has_its_character_in_the_font() -> None:
    font = parsed(_font())
    assert font is not None
    assert font.text(_ALEF, _nothing) == "ا"
    assert font.box(_ALEF) == (0.05, 0.0, 0.15, 0.7)


def test_a_glyph_of_alef_and_hamza_is_known_by_its_parts() -> None:
    font = parsed(_font())
    assert font is not None
    assert font.text(_UNDER, _nothing) == "إ"


def test_an_unknown_part_leaves_a_glyph_unknown() -> None:
    font = parsed(_font())
    assert font is not None
    assert font.text(6, _nothing) == ""
    assert font.text(6, lambda ink: "لا" if ink == (0.0, 0.0, 0.5, 0.7) else "") == "لأ"


@settings(deadline=None)
@given(st.integers(0, 400), st.binary(max_size=8))
def test_a_damaged_font_stops_nothing(at: int, damage: bytes) -> None:
    data = _font()
    font = parsed(data[:at] + damage + data[at + len(damage) :])
    if font is not None:
        for glyph in range(-1, 9):
            font.box(glyph)
            font.text(glyph, _nothing)
