"""Quotations: «…», “…”, "…" and lines that begin with `>` are the source's own words, letter for letter.

Letters are what a delegate would call so: a hamza and its seat, the dots of ya and ta marbuta, and
every digit are (أن is not إن, على not علي, كتابة not كتابه). How letters are set down is not: vowel
marks, kashidas, presentation forms, kinds of digits, of apostrophes, of dashes and of inverted commas,
white space, direction marks. `docs/quotations.md` says more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.answers import QuoteMatch
from index.arabic.digits import DIGITS
from index.arabic.mapping import Mapped, identity, rewrite
from index.arabic.normalise import (
    INVISIBLE,
    KASHIDA,
    MARKS,
    collapse_spaces,
    compose,
    strip_invisible,
    strip_kashida,
    strip_marks,
)
from index.arabic.words import common_words, genre_words

_LINE = re.compile(r"^[ \t]*>[ \t]?(?P<line>.*)$", re.MULTILINE)
_MARKED = re.compile(r"«(?P<a>[^«»]+)»|[“”„](?P<b>[^“”„]+)[“”]|\"(?P<c>[^\"\n]+)\"")
_LEFT_OUT = re.compile(r"\s*(?:[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.)\s*")
_BULLET = re.compile(r"^[-–—•*]\s+")
_POINT = re.compile(r"^(?:[(]\s?\w{1,3}\s?[)]|’\d{1,2}‘)\s+")
_MARKUP = re.compile(r"[*#>^]+|(?<!\w)_+|_+(?!\w)")
_EDGES = " \t\n.,;:،؛"
_CLAUSE_END = ".,;:،؛"

_NOTE = re.compile(
    r"(?:(?<=[^\s\d()])|(?<=\d{4}))\(\d{1,3}\)(?!\w)|(?<=[^\s\d])\s\(\d{1,3}\)(?=[^\s\w]|$)"
)
"""A footnote's mark. One that is set apart on both sides (`خمسة (5) أشهر`), or that stands behind a
number (`53(1)`), is a number of the sentence."""

_BEFORE_BRACKET = re.compile(r"\s+(?=\(\d{1,3}\))")
_DECOMPOSED = re.compile(
    "[\u0627\u0648\u064a][\u064b-\u0652\u0656-\u065f\u0670]*[\u0653-\u0655]|[A-Za-z][\u0300-\u036f]+"
)
"""A letter and its hamza, or its accent, as characters apart."""

_BRACKETED_LETTER = re.compile(r"^\[([A-Za-z])\](?=[A-Za-z])")
"""`[T]he States`: the writer says that the letter's case is not the source's."""

_SAME = {
    **dict.fromkeys("’‘ʼ´`", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑–—", "-"),
    "٪": "%",
    "ٱ": "ا",
    "ک": "ك",
    "ی": "ي",
}

_SPECIAL = re.compile("[`\u0080-\u0620\u064b-\U0010ffff]")
"""Characters that may be set down in another way."""

_JOINED = re.compile(
    "[A-Za-z\u00c0-\u024f0-9٠-٩][-‐‑'’/][A-Za-z\u00c0-\u024f0-9٠-٩]|[0-9٠-٩]–[0-9٠-٩]"
)
"""What makes one word of two runs of letters: `non-State`, `States’s`, `64/293`, `2020–2030`."""

_PARTICLE = re.compile("(?<!\\w)[وف]?[بلك]?$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as another's, and where they stand with their marks."""

    text: str
    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in its order; those inside a quoted line are a part of it."""
    lines = [
        Quotation(m["line"].strip(), *m.span()) for m in _LINE.finditer(text) if m["line"].strip()
    ]
    own = list(text)
    for line in lines:
        own[line.start : line.end] = " " * (line.end - line.start)
    marked = [
        Quotation(words, *m.span())
        for m in _MARKED.finditer("".join(own))
        if (words := (m["a"] or m["b"] or m["c"]).strip())
    ]
    return sorted([*lines, *marked], key=lambda quotation: quotation.start)


def quote_match(quotation: str, texts: Iterable[str]) -> QuoteMatch:
    """How the words stand in one of the texts: to the letter (but for white space and line breaks),
    `normalised` (but for how letters are set down, the case of the first letter, footnote marks), or
    not at all.

    A quotation may leave words out where it says so (`[…]`); it never begins or ends inside a word,
    but for a particle that Arabic writes onto the first one (`لمجلس الأمن`: «مجلس الأمن»).
    """
    best: QuoteMatch = "none"
    for text in texts:
        # what a format's markup takes off or sets apart is white space to a reader
        forms = {_plain(form) for form in (text, _MARKUP.sub("", text), _MARKUP.sub(" ", text))}
        for wording in wordings(quotation):
            pieces = _pieces(_plain(wording.words))
            if any(_places(pieces, form, wording.opens) for form in forms):
                return "exact"
            if best == "none" and any(places(wording, form.text) for form in written_forms(text)):
                best = "normalised"
    return best


@dataclass(frozen=True, slots=True)
class Wording:
    """A quotation's words as they may stand in the source."""

    words: str
    opens: bool = False
    """Whether they have to open a clause there: the number of a point stood before them."""


def wordings(quotation: str) -> Iterator[Wording]:
    """The quotation as it is; without a bullet or the number of a point, which readers leave out."""
    yield Wording(quotation)
    if (bare := _BULLET.sub("", quotation)) != quotation:
        yield Wording(bare)
    if (bare := _POINT.sub("", quotation)) != quotation:
        yield Wording(bare, opens=True)


def places(wording: Wording, text: str, *, whole: bool = False) -> list[tuple[int, int]]:
    """Where the pieces of a quotation stand in a text that `written_forms` gave, in their order; none
    unless all do. `whole`: no particle may be left out before the first word of a piece.
    """
    pieces = _pieces(_written(wording.words).text)
    pieces = [_BRACKETED_LETTER.sub(r"\1", piece) for piece in pieces]
    return _places(pieces, text, wording.opens, whole=whole, first_letter=True)


@lru_cache(maxsize=512)
def written_forms(text: str) -> tuple[Mapped, ...]:
    """The text as quotations are compared with it, with and (where it has any) without the marks of
    its footnotes, each mapped to the text.
    """
    own = _written(text)
    noteless = _substituted(_set_down(text), _NOTE, lambda _: "")
    noteless = collapse_spaces(_substituted(noteless, _BEFORE_BRACKET, lambda _: ""))
    return (own,) if noteless.text == own.text else (own, noteless)


@lru_cache(maxsize=512)
def _written(text: str) -> Mapped:
    """The text with its letters set down in one way, and numbers in brackets close to what they follow."""
    return collapse_spaces(_substituted(_set_down(text), _BEFORE_BRACKET, lambda _: ""))


@lru_cache(maxsize=512)
def _set_down(text: str) -> Mapped:
    mapped = strip_invisible(identity(text))
    mapped = _substituted(mapped, _MARKUP, lambda _: "")
    # before the marks go: a vowel mark may stand between a letter and its hamza
    mapped = _substituted(mapped, _DECOMPOSED, lambda m: unicodedata.normalize("NFC", m))
    for step in (compose, strip_kashida, strip_marks):
        mapped = step(mapped)
    return _substituted(mapped, _SPECIAL, _character)


@cache
def _character(c: str) -> str:
    return _SAME.get(c) or unicodedata.normalize("NFKC", c).translate(DIGITS)


def _substituted(mapped: Mapped, pattern: re.Pattern[str], new: Callable[[str], str]) -> Mapped:
    """Every match replaced by `new(match)`, the map kept."""
    if not pattern.search(mapped.text):
        return mapped

    def kept() -> Iterator[tuple[str, int, int]]:
        at = 0
        for match in pattern.finditer(mapped.text):
            yield mapped.text[at : match.start()], at, match.start()
            yield new(match[0]), match.start(), match.end()
            at = match.end()
        yield mapped.text[at:], at, len(mapped.text)

    return rewrite(mapped, kept())


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pieces(words: str) -> list[str]:
    """What stands between the omissions, where it holds a letter or a digit."""
    pieces = (piece.strip(_EDGES) for piece in _LEFT_OUT.split(words))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def _places(
    pieces: Sequence[str],
    text: str,
    opens: bool,
    *,
    whole: bool = False,
    first_letter: bool = False,
) -> list[tuple[int, int]]:
    """The first places of the pieces one after another; none unless all stand there.

    `first_letter`: its case may be another.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        forms = {piece, piece[0].swapcase() + piece[1:]} if first_letter else {piece}
        start = _place(forms, text, at, opens and not found, whole)
        if start < 0:
            return []
        at = start + len(piece)
        found.append((start, at))
    return found


def _place(forms: Iterable[str], text: str, at: int, opens: bool, whole: bool) -> int:
    """The first place of one of the forms (all of a length) that no word or number runs across; -1 if
    there is none.
    """
    while True:
        found = [(start, form) for form in forms if (start := text.find(form, at)) >= 0]
        if not found:
            return -1
        start, form = min(found)
        end = start + len(form)
        begins = not _inside_word(text, start) or not (whole or not _after_particle(text, start))
        if (
            begins
            and not _inside_word(text, end)
            and not _cuts_number(text, start, end)
            and (not opens or _opens_clause(text, start))
        ):
            return start
        at = start + 1


def _opens_clause(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _CLAUSE_END


def _inside_word(text: str, at: int) -> bool:
    """Whether a word runs across the border before character `at`. Its marks and kashidas are a part
    of it, what cannot be seen is not there.
    """
    before = INVISIBLE.sub("", text[max(0, at - 8) : at])
    after = INVISIBLE.sub("", text[at : at + 8])
    if not before or not after:
        return False
    if _set_on(after[0]) or (_set_on(before[-1]) and after[0].isalnum()):
        return True
    return (before[-1].isalnum() and after[0].isalnum()) or any(
        _JOINED.fullmatch(border) for border in (before[-2:] + after[:1], before[-1] + after[:2])
    )


def _set_on(character: str) -> bool:
    return character == KASHIDA or MARKS.fullmatch(character) is not None


def _after_particle(text: str, at: int) -> bool:
    """Whether a particle ends before character `at`, and a word begins there: what follows is a word
    of its own, and a commoner one than with the particle (`لمجلس`, but not `لجنة`, `وكانت`). In `للمجلس` the
    article is written together with the particle: neither can be left out alone.
    """
    before = _PARTICLE.search(text[max(0, at - 3) : at])
    if not before or not before[0]:
        return False
    if before[0] == "و" and text[at : at + 1] in ("أ", "إ"):
        return True  # no word begins with both: `وإذ`
    rest = re.match("[\u0621-\u064a]{3,}(?!\\w)", text[at:])
    if not rest or rest[0] not in common_words() or before[0][-1] == rest[0][0] == "ل":
        return False
    seen = genre_words()
    longer = (before[0][cut:] + rest[0] for cut in range(len(before[0])))
    return all(seen.get(word, 0) <= seen.get(rest[0], 0) for word in longer)


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a figure goes on beyond the words: `250 000` inside `1 250 000`."""
    if any(re.fullmatch(r"\d[.,٬٫]\d", text[max(0, at - 2) : at + 1]) for at in (start, end + 1)):
        return True
    if re.match(r"\d{3}(?!\d)", text[start:end]) and re.search(
        r"(?<!\d)\d{1,3} $", text[max(0, start - 5) : start]
    ):
        return True
    return bool(
        re.search(r"(?<!\d)\d{1,3}$", text[max(start, end - 4) : end])
        and re.match(r" \d{3}(?!\d)", text[end:])
    )
