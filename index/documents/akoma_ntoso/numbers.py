"""The printed numbers of paragraphs and points, and how one follows another.

Seen: `1 -`, `59.`, `33 –`, `(أ)`, `ح -`, `’1‘`, `(3)`, `(a)`, `a.`, `(iv)`, `v)`, bullets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.arabic.digits import DIGITS

ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ROMAN = re.compile("x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}

_DIGITS = "[0-9٠-٩]{1,3}"
_ARABIC = "[أابجدهوزحطيكلمنسعفصقرشتثخذضظغ][\u0640\u200d\u200e\u200f]*"
_DOUBLED = "|".join(f"{c} ?{c}" for c in ABJAD)  # after (غ) come (أ أ), (ب ب)
_LATIN = "[A-Za-z]{1,2}|[ivx]{1,6}"
_BULLET = "[-–—−•·◦▪●○■□*\uf0b7\uf0a7]"
_QUOTE = "[’‘'´`′]"


def _inner(decoration: str) -> str:
    return rf"(?P<{decoration}>{_DIGITS}|{_DOUBLED}|{_ARABIC}|{_LATIN})"


_SHAPES = "|".join(
    (
        rf"[()]\s?{_inner('bracketed')}\s?[()]",
        rf"{_QUOTE}\s?{_inner('quoted')}\s?{_QUOTE}",
        rf"{_inner('dashed')}\s?[-–—]",
        rf"{_inner('dotted')}\s?[.)]",
        rf"(?P<bullet>{_BULLET})",
    )
)
_WHOLE = re.compile(rf"\s*(?:{_SHAPES})\s*")
_BEFORE_TAB = re.compile(rf"\s*(?P<shape>{_SHAPES})[ \u00a0]*\t\s*")
_BEFORE_SPACE = re.compile(
    rf"\s*(?P<shape>(?:[()]\s?(?:[0-9٠-٩]{{1,2}}|{_DOUBLED}|{_ARABIC}|[a-z]|[ivx]{{1,5}})\s?[()]"
    rf"|{_QUOTE}\s?[0-9٠-٩]{{1,2}}\s?{_QUOTE}"
    rf"|(?:{_DIGITS}|{_ARABIC}) ?[-–—]"
    rf"|{_DIGITS}\.))(?:\s+|$)"
    rf"|\s*(?P<bullet>[-–—−•◦▪●\uf0b7])\s*(?=\S)"
)


_BULLET_STYLES = frozenset(("none", "dash", *"•·◦▪●○■□*\uf0b7\uf0a7"))


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: as printed, what stands inside its brackets, and how it may be read."""

    printed: str
    inner: str | None
    """Without brackets and dashes; None for a bullet."""
    readings: tuple[tuple[str, int], ...]
    """Style and place in the sequence; `(i)` is the first Roman number or the ninth letter."""

    @property
    def is_paragraph(self) -> bool:
        """Whether it numbers a paragraph (`7 -`, `7.`) rather than a point."""
        return self.readings[0][0] == "paragraph"


def parse_number(printed: str) -> Number:
    """A number that the format itself marks as one, whatever its shape."""
    printed = " ".join(printed.split())
    match = _WHOLE.fullmatch(printed)
    if match:
        return _number(printed, match)
    inner = printed.strip("()[].-–—’‘'“”\" \u00a0")
    return Number(printed, inner or None, (("other", 0),))


def split_number(text: str) -> tuple[Number | None, str]:
    """The number that stands before the text (and its tab, if it has one), and the rest."""
    for pattern in (_BEFORE_TAB, _BEFORE_SPACE):
        match = pattern.match(text)
        if match:
            shape = match.group("shape") or match.group("bullet")
            return parse_number(shape), text[match.end() :]
    return None, text


def _number(printed: str, match: re.Match[str]) -> Number:
    decoration, inner = next((k, v) for k, v in match.groupdict().items() if v is not None)
    if decoration == "bullet":
        style = "dash" if inner in "-–—−" else inner
        return Number(printed, None, ((style, 0),))
    inner = re.sub("[\u0640\u200d\u200e\u200f]", "", inner)
    return Number(printed, inner, _readings(decoration, inner))


def _readings(decoration: str, inner: str) -> tuple[tuple[str, int], ...]:
    if inner[0].isdecimal():
        style = "paragraph" if decoration in ("dashed", "dotted") else decoration
        return ((style, int(inner.translate(DIGITS))),)
    letter = "أ" if inner == "ا" else inner[0]
    if letter in ABJAD:
        again = len(ABJAD) if len(inner) > 1 else 0
        return (("abjad", ABJAD.index(letter) + 1 + again),)
    case = "letter" if inner.islower() else "capital"
    readings = []
    if len(inner) == 1 or (inner[0] == inner[1:] and len(inner) == 2):
        readings.append((case, ord(inner[0].lower()) - 96 + 26 * (len(inner) - 1)))
    if inner.islower() and _ROMAN.fullmatch(inner):
        readings.insert(
            0 if len(inner) > 1 or inner == "i" else len(readings), ("roman", _roman(inner))
        )
    return tuple(readings) or ((case, 0),)


def _roman(inner: str) -> int:
    values = [_ROMAN_VALUES[c] for c in inner]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _same_bullets(style: str, other: str) -> bool:
    """Whether two points in a row are of one list though the format lost one's bullet."""
    return ("none" in (style, other)) and {style, other} <= _BULLET_STYLES


@dataclass(slots=True)
class _Open:
    style: str
    value: int
    depth: int
    owner: int


class Nesting:
    """The levels of points, from their numbers' styles and from the depth of the format's lists.

    In half of the files points stand one after another without any list around them, so a new
    style goes one level down and a style seen before goes back up to where it was.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def clear(self) -> None:
        """A new paragraph begins."""
        self._open.clear()

    def level(self, number: Number | None, depth: int, owner: int) -> int:
        """Level of the next point, 1 under its paragraph; `depth` is that of its list inside the
        top-level element `owner`.
        """
        readings = number.readings if number else (("none", 0),)
        at, style, value = self._place(readings, depth, owner)
        del self._open[at:]
        self._open.append(_Open(style, value, depth, owner))
        return at + 1

    def _place(
        self, readings: tuple[tuple[str, int], ...], depth: int, owner: int
    ) -> tuple[int, str, int]:
        if self._open and not depth and _same_bullets(readings[0][0], self._open[-1].style):
            return len(self._open) - 1, self._open[-1].style, 0
        fitting = [
            (i, style, value, opened)
            for i, opened in reversed(list(enumerate(self._open)))
            for style, value in readings
            if style == opened.style
        ]
        for i, style, value, opened in fitting:
            if value and value == opened.value + 1:
                return i, style, value
        # A list inside another one begins anew, unless its numbers go on.
        fitting = [
            f for f in fitting if owner != f[3].owner or depth <= f[3].depth or f[1] == "none"
        ]
        first = next((reading for reading in readings if reading[1] == 1), None)
        if first:  # (i) after (a) is the first of a new list and no ninth letter
            again = next((i for i, style, _, _ in fitting if style == first[0]), len(self._open))
            return again, *first
        for i, style, value, opened in fitting:  # a number was lost
            if value > opened.value or value == 0:
                return i, style, value
        if fitting:
            return fitting[0][:3]
        return len(self._open), *readings[0]
