"""From a source's characters to readable text (`clean`) and to what is compared (`fold`).

Both keep the map. `clean` changes only how letters are written down (kashidas, presentation forms,
direction marks, brackets standing the wrong way, runs of spaces); `fold` also drops what Arabic
writers leave to the reader (vowel marks, hamza, final ya and ta marbuta) and unifies digits, so
that two spellings of a word compare equal. Stems are not cut here: on damaged text they lose more
than they find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from index.arabic.digits import DIGITS
from index.arabic.mapping import Mapped, identity, join, rewrite

NORMALISER = 2
"""Raised whenever `clean` or `fold` give another text: indexes made before are then made anew."""

KASHIDA = "\u0640"
LINE_BREAK = "\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
"""A pattern of what ends a line of a source."""
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]+")
_COMPOSED = re.compile("[\u0627\u0648\u064a][\u0653-\u0655]")
_KASHIDA_BREAK = re.compile(
    "(?<=[\u0621-\u064a\u064b-\u0652])\u0640+[ \u00a0]?\u0640*(?=[\u0621-\u064a])|\u0640+"
)
_SPACES = re.compile(r"\s+")
_MIRRORED = re.compile(r"\)(\s?(?:[0-9٠-٩]{1,3}|[\u0621-\u064a]{1,2})\s?)\(")
_BRACKETS = re.compile("[()]")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")

_FOLDS = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ء": "",
    "ک": "ك",
    "ی": "ي",
}


def _substitute(mapped: Mapped, pattern: re.Pattern[str], new: Callable[[str], str]) -> Mapped:
    """Every match replaced by `new(match)`; a text without a match is given back as it is."""
    if not pattern.search(mapped.text):
        return mapped

    def pieces() -> Iterator[tuple[str, int, int]]:
        at = 0
        for match in pattern.finditer(mapped.text):
            yield mapped.text[at : match.start()], at, match.start()
            yield new(match.group()), match.start(), match.end()
            at = match.end()
        yield mapped.text[at:], at, len(mapped.text)

    return rewrite(mapped, pieces())


def _each(mapped: Mapped, pattern: re.Pattern[str], new: Callable[[str], str]) -> Mapped:
    """As `_substitute`, one character at a time, so that each keeps a source of its own."""
    if not pattern.search(mapped.text):
        return mapped
    text = mapped.text
    return rewrite(
        mapped,
        ((new(c) if pattern.match(c) else c, i, i + 1) for i, c in enumerate(text)),
    )


def strip_invisible(mapped: Mapped) -> Mapped:
    """Without direction marks, zero-width characters, soft hyphens, controls, lone surrogates."""
    return _substitute(mapped, INVISIBLE, lambda _: "")


def _ordinary(character: str) -> str:
    return unicodedata.normalize("NFKC", character).strip() or " "


def compose(mapped: Mapped) -> Mapped:
    """Presentation forms and full-width characters as ordinary letters; alef + hamza as one letter."""
    mapped = _each(mapped, _PRESENTATION, _ordinary)
    return _substitute(mapped, _COMPOSED, lambda m: unicodedata.normalize("NFC", m))


def strip_kashida(mapped: Mapped) -> Mapped:
    """Without stretching characters; a word that a kashida on either side of a space breaks is joined."""
    return _substitute(
        mapped,
        _KASHIDA_BREAK,
        lambda m: " " if _opens_a_word(m) else "",
    )


def kashida_breaks(text: str) -> list[tuple[int, int]]:
    """What `strip_kashida` leaves out of a text: ranges of kashidas, with a space that they break a
    word by; a space that is a border of words is in none.
    """
    ranges = []
    for match in _KASHIDA_BREAK.finditer(text):
        start, end = match.span()
        if not _opens_a_word(match[0]):
            ranges.append((start, end))
            continue
        space = start + next(i for i, c in enumerate(match[0]) if c in " \u00a0")
        ranges.extend(r for r in ((start, space), (space + 1, end)) if r[0] < r[1])
    return ranges


def _opens_a_word(kashidas: str) -> bool:
    """A space inside is a border of words unless kashidas stand on both of its sides."""
    return any(c in " \u00a0" for c in kashidas) and not kashidas.endswith(KASHIDA)


def strip_marks(mapped: Mapped) -> Mapped:
    """Without vowel marks (tashkeel)."""
    return _substitute(mapped, MARKS, lambda _: "")


def turn_brackets(mapped: Mapped) -> Mapped:
    """`)١(`, as Arabic text layers often have it, as `(١)`; the brackets of `(أ) و (ب)` stay."""
    mirrored = [m for m in _MIRRORED.finditer(mapped.text) if not _are_pairs(m)]
    turned = {m.start(): "(" for m in mirrored} | {m.end() - 1: ")" for m in mirrored}
    if not turned:
        return mapped
    letters = ((turned.get(i, c), i, i + 1) for i, c in enumerate(mapped.text))
    return rewrite(mapped, letters)


def _are_pairs(match: re.Match[str]) -> bool:
    """Whether the `)` of `) … (` closes a bracket before it, or its `(` is closed behind it."""
    text = match.string
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    before, behind = text[start : match.start()], text[match.end() : end if end >= 0 else None]
    if before.count("(") > before.count(")"):
        return True
    depth = 1
    for bracket in _BRACKETS.findall(behind):
        depth += 1 if bracket == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def plain_spaces(mapped: Mapped) -> Mapped:
    """Every character of white space as a space; none is taken away."""
    return _each(mapped, _SPACES, lambda _: " ")


def collapse_spaces(mapped: Mapped) -> Mapped:
    """Every run of white space as one space; none at the ends."""
    mapped = _substitute(mapped, _SPACES, lambda _: " ")
    start = 1 if mapped.text.startswith(" ") else 0
    end = (
        len(mapped.text) - 1
        if mapped.text.endswith(" ") and len(mapped.text) > start
        else len(mapped.text)
    )
    return mapped.cut(start, end)


def clean(
    text: str, spans: Sequence[tuple[int, int]], dropped: Sequence[tuple[int, int]] = ()
) -> Mapped:
    """The readable text of `spans` (start, end offsets into `text`), pieces joined by one space.

    `dropped` ranges (a printed number, markup) are left out; they may overlap the spans in any way.
    """
    mapped = join(
        # What surrounds dropped markup belongs together: `**ab**c` is one word.
        join((identity(text[a:b], a) for a, b in _without(span, dropped)), "")
        for span in spans
    )
    for step in (strip_invisible, compose, strip_kashida, turn_brackets, collapse_spaces):
        mapped = step(mapped)
    return mapped


def _without(span: tuple[int, int], dropped: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a range when the dropped ones are cut out of it."""
    pieces = []
    at, end = span
    for low, high in sorted(dropped):
        if high <= at or low >= end:
            continue
        if low > at:
            pieces.append((at, low))
        at = max(at, high)
    if at < end:
        pieces.append((at, end))
    return pieces


def fold(mapped: Mapped) -> Mapped:
    """The text as it is compared: clean, without marks, hamzas and case, digits European."""
    for step in (strip_invisible, compose, strip_kashida, strip_marks):
        mapped = step(mapped)
    mapped = rewrite(
        mapped,
        ((_fold_character(c), i, i + 1) for i, c in enumerate(mapped.text)),
    )
    return collapse_spaces(mapped)


def _fold_character(c: str) -> str:
    if c < "\u0080":
        return c.lower()
    folded = _FOLDS.get(c)
    if folded is not None:
        return folded
    return unicodedata.normalize("NFKC", c).translate(DIGITS).casefold()


def fold_text(text: str) -> str:
    """The text of `fold`, without the map and ten times as fast."""
    text = INVISIBLE.sub("", text)
    text = _PRESENTATION.sub(lambda m: "".join(map(_ordinary, m[0])), text)
    text = _COMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    if KASHIDA in text:
        text = _KASHIDA_BREAK.sub(lambda m: " " if _opens_a_word(m[0]) else "", text)
    text = MARKS.sub("", text).translate(_FOLD_TABLE)
    return " ".join(text.split())


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLD_TABLE = _FoldTable()


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the Arabic and Latin letters of `text`; 0.0 where there are none."""
    arabic = len(_ARABIC_LETTER.findall(text))
    latin = len(re.findall("[A-Za-z]", text))
    return arabic / (arabic + latin) if arabic + latin else 0.0
