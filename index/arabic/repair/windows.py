"""A text cut into pages, or into pieces about as long, and what looks wrong counted in each.

Counting is cheap: characters and patterns, and a sample of the words against the common ones.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from index.arabic.digits import DIGITS
from index.arabic.normalise import MARKS
from index.arabic.words import common_words

WINDOW_LINES, WINDOW_CHARACTERS = 60, 4000
"""Where a source has no pages, a window ends after so many lines that are not blank, or characters."""

SAMPLE = 250
"""Words of a window that are looked up."""

_KASHIDAS = re.compile("\u0640+[ \u00a0]?\u0640+|\u0640+")
_STRETCHED = re.compile("(?:[\u0621-\u064a\u064b-\u0652]\u0640+)+(?=[\u0621-\u064a])")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FOREIGN = re.compile("[\u0672-\u06a8\u06aa-\u06cb\u06cd-\u06d3]")
_SPELT_OTHERWISE = (("ک", "ك"), ("ی", "ي"), ("\u0671", "ا"), ("\u00a0", " "), ("\r", " "))
"""Letters that fonts and the Quran have for others."""
_WORD = re.compile("[\u0621-\u0639\u0641-\u064a]+")

_MARK_FIRST = re.compile("^[ \\t]*[،؛.:؟!] ?(?=[\u0621-\u064a(])", re.M)
_MARK_INSIDE = re.compile("[،؛.:](?=[\u0621-\u064a]{2})(?<=[\u0621-\u064a]{3}.)")
_GLUED = re.compile("[ةى](?=[\u0621-\u064a])")
_DIGIT_GLUED = re.compile("[0-9٠-٩](?:(?=[\u0621-\u064a]{2})|(?<=[\u0621-\u064a]{2}.))")
_SINGLE = re.compile("(?:(?<=\\s)|^)[\u0621-\u0647\u0649\u064a](?=[ \\t]+[\u0621-\u064a])", re.M)
_OPENER_INSIDE = re.compile("وإذ(?= )(?:(?<=[\u0621-\u064a] وإذ)|(?<=[\u0621-\u064a]{3}وإذ))")
_SEAM = re.compile("(?<=.{3})(?:[وب]?ال|لل|وإ)(?=.{3})")
"""Where a second word may begin in two that are written as one; few words have it inside."""
_BRACKETS = re.compile("[)\\]]\\s?[0-9٠-٩]{1,3}\\s?[(\\[]")
_LIGATURES = re.compile("(?<![\u0621-\u064a])[وفبك]?ا[أإآ]ل(?=[\u0621-\u064a])")
_NUMBER = re.compile("(?<![A-Za-z0-9٠-٩/.])([0-9٠-٩]{1,4})/([0-9٠-٩]{1,4})(?![0-9٠-٩/A-Za-z])")
_MISREAD = re.compile("^[ \\t]*وراء ت[\u0621-\u064a]{2}|\\^\\([0-9٠-٩]", re.M)


@dataclass(frozen=True, slots=True)
class Window:
    """A page, or about a page of text, and what was counted in it."""

    start: int
    end: int
    page: int | None
    """Counted from 1; None where the source has no pages."""
    words: int = 0
    """Arabic words."""
    letters: int = 0
    """Arabic letters."""
    foreign: int = 0
    """Letters that are written in Persian or Urdu but not in Arabic."""
    kashidas: int = 0
    stretched: int = 0
    """Words with a kashida between two letters."""
    looked_up: int = 0
    """Words of three letters and more that were looked up; of a long window a sample."""
    unknown: int = 0
    """Of these, those that are no common words, particles taken off."""
    lines: int = 0
    """Lines with at least two Arabic words."""
    marks_first: int = 0
    """Lines that begin with a closing mark."""
    marks_inside: int = 0
    """Closing marks with the next word written onto them."""
    glued: int = 0
    """Letters that end words, inside a word: two words in one."""
    single: int = 0
    """Letters alone between words; not و, nor letters that number a list."""
    split: int = 0
    """Lines whose last and first letters are the two halves of one word."""
    openers: int = 0
    """Words that open a paragraph, inside a line."""
    digits_glued: int = 0
    """Digits written onto a word."""
    joined: int = 0
    """Unknown words that are two known ones, the second with an article."""
    broken: int = 0
    """Lines with one or more of the eight signs of reversed runs above."""
    broken_surely: int = 0
    """As `broken`, of those signs that a wrong letter map cannot give."""
    brackets: int = 0
    """Numbers in brackets that stand the wrong way."""
    ligatures: int = 0
    """Words with a lam-alef turned round."""
    presentation: int = 0
    """Characters that are shapes of letters."""
    replaced: int = 0
    """Replacement characters: letters that were lost."""
    numbers: int = 0
    """Numbers of resolutions that can be read one way round only, as 64/293."""
    reversed_numbers: int = 0
    """Of these, those that stand reversed."""
    misread: int = 0
    """Marks of character recognition: a usual misreading at a paragraph's head, raised notes."""

    @property
    def unknown_share(self) -> float:
        """Share of the looked up words that are no common ones, 0.0 to 1.0."""
        return self.unknown / self.looked_up if self.looked_up else 0.0


_COUNTS = tuple(f.name for f in fields(Window) if f.name not in ("start", "end", "page"))


def windows(text: str, pages: Sequence[int] = ()) -> tuple[Window, ...]:
    """The text's windows, one after another without a gap, each with its counts."""
    return tuple(_counted(text, *place) for place in _places(text, pages))


def together(parts: Sequence[Window]) -> Window:
    """One window of all: from the first one's start to the last one's end, counts added up."""
    if not parts:
        return Window(0, 0, None)
    sums = {name: sum(getattr(part, name) for part in parts) for name in _COUNTS}
    return Window(parts[0].start, parts[-1].end, None, **sums)


def sampled_words(text: str, window: Window) -> list[str]:
    """The words of a window that are looked up: plain, of three letters and more."""
    return _sample(_WORD.findall(plain_lines(text[window.start : window.end])))


def _sample(words: Sequence[str]) -> list[str]:
    """At most `SAMPLE` of the words, evenly spread, without the shortest."""
    return [w for w in words[:: -(-len(words) // SAMPLE) or 1] if len(w) >= 3]


def is_known(word: str) -> bool:
    """Whether it is a common word, or one with particles written onto it."""
    common = common_words()
    if word in common:
        return True
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if len(rest) < 2 or not word.startswith(particle):
            continue
        article = "ال" + rest if particle.endswith(("ال", "لل")) else rest
        if rest in common or article in common:
            return True
    return False


_PARTICLES = (
    *("و", "ف", "ب", "ل", "ك", "س", "ال", "لل", "وب", "ول", "وس"),
    *("وال", "فال", "بال", "كال", "ولل", "وبال"),
)


def _places(text: str, pages: Sequence[int]) -> Iterator[tuple[int, int, int | None]]:
    if pages:
        borders = sorted({p for p in pages if 0 < p < len(text)})
        for number, (start, end) in enumerate(
            zip((0, *borders), (*borders, len(text)), strict=True), 1
        ):
            yield start, end, number
        return
    start = at = lines = 0
    while at < len(text):
        after = text.find("\n", at) + 1 or len(text)
        lines += not text[at : min(after, at + 200)].isspace()
        at = after
        if lines >= WINDOW_LINES or at - start >= WINDOW_CHARACTERS:
            yield start, at, None
            start, lines = at, 0
    if start < len(text):
        yield start, len(text), None


def plain_lines(piece: str) -> str:
    """The piece in ordinary letters, without kashidas and vowel marks, line ends kept."""
    if _PRESENTATION.search(piece):
        piece = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]).strip(), piece)
    if "\u0640" in piece:
        piece = _KASHIDAS.sub("", piece)
    for written, usual in _SPELT_OTHERWISE:
        piece = piece.replace(written, usual)
    return MARKS.sub("", piece)


def _counted(text: str, start: int, end: int, page: int | None) -> Window:
    raw = text[start:end]
    piece = plain_lines(raw)
    words = _WORD.findall(piece)
    kashidas, replaced = raw.count("\u0640"), raw.count("\ufffd")
    presentation = len(_PRESENTATION.findall(raw))
    if not words:
        return Window(
            start, end, page, kashidas=kashidas, replaced=replaced, presentation=presentation
        )
    looked_up = _sample(words)
    surely, perhaps = _signs(piece)
    perhaps["joined"] = _joined(piece, words)
    split, lines = _split_lines(piece)
    starts = _line_starts(piece)
    numbers, turned = _numbers(piece)
    broken_surely = _lines_of(surely.values(), starts)
    return Window(
        start,
        end,
        page,
        words=len(words),
        letters=sum(map(len, words)),
        foreign=len(_FOREIGN.findall(piece)),
        kashidas=kashidas,
        stretched=len(_STRETCHED.findall(raw)) if kashidas else 0,
        looked_up=len(looked_up),
        unknown=sum(not is_known(w) for w in looked_up),
        lines=lines,
        split=len(split),
        **{name: len(places) for name, places in (surely | perhaps).items()},
        broken=len(broken_surely | _lines_of([*perhaps.values(), split], starts)),
        broken_surely=len(broken_surely),
        brackets=len(_BRACKETS.findall(piece)),
        ligatures=len(_LIGATURES.findall(piece)),
        presentation=presentation,
        replaced=replaced,
        numbers=numbers,
        reversed_numbers=turned,
        misread=len(_MISREAD.findall(piece)),
    )


def _signs(piece: str) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Where signs of reversed runs stand, by the name of their count: those that show whatever the
    letters are, and those that a wrong letter map gives too.
    """
    surely = {
        "marks_first": [m.end() for m in _MARK_FIRST.finditer(piece)],
        "marks_inside": [m.start() for m in _MARK_INSIDE.finditer(piece)],
        "openers": [m.start() for m in _OPENER_INSIDE.finditer(piece)],
        "digits_glued": [m.start() for m in _DIGIT_GLUED.finditer(piece)],
    }
    perhaps = {
        "glued": [m.start() for m in _GLUED.finditer(piece)],
        "single": [m.start() for m in _SINGLE.finditer(piece)],
    }
    return surely, perhaps


def _joined(piece: str, words: Sequence[str]) -> list[int]:
    """Where words stand that are two in one."""
    common = common_words()
    found, at = [], 0
    for word in words:
        if (
            len(word) >= 8
            and any(
                word[: seam.start()] in common
                and not word.startswith("عبد")  # the one word that names are written onto
                and is_known(word[seam.start() :])
                and not is_known(word)
                for seam in _SEAM.finditer(word)
            )
        ):
            at = piece.index(word, at)
            found.append(at)
    return found


def _split_lines(piece: str) -> tuple[list[int], int]:
    """Where lines start that begin with the end of a word and end with its start; and the number of
    lines with at least two Arabic words.
    """
    found, many, at = [], 0, 0
    for line in piece.split("\n"):
        first = _WORD.search(line)
        if first is not None and first.end() < len(line):
            last = _last_word(line)
            if last and last[0] >= first.end():
                many += 1
                one, other = last[1], first[0]
                if (
                    len(one) + len(other) >= 4
                    and not (is_known(one) and is_known(other))
                    and is_known(one + other)
                ):
                    found.append(at)
        at += len(line) + 1
    return found, many


_LAST_WORD = re.compile("([\u0621-\u0639\u0641-\u064a]+)[^\u0621-\u0639\u0641-\u064a]*$")


def _last_word(line: str) -> tuple[int, str] | None:
    """The last Arabic word with its place; only a line's last 80 characters are searched."""
    found = _LAST_WORD.search(line, max(0, len(line) - 80))
    return (found.start(), found[1]) if found else None


def _line_starts(piece: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer("\n", piece))]


def _lines_of(places: Iterable[Iterable[int]], starts: Sequence[int]) -> set[int]:
    """The numbers of the lines in which any of the places stands."""
    return {bisect_right(starts, place) for each in places for place in each}


def _numbers(piece: str) -> tuple[int, int]:
    """How many resolution numbers can be read one way only (session or year before number), and how
    many of them stand reversed.
    """
    numbers = turned = 0
    for match in _NUMBER.finditer(piece):
        one, other = (int(part.translate(DIGITS)) for part in match.groups())
        forward, backward = _plausible(one, other), _plausible(other, one)
        numbers += forward != backward
        turned += backward and not forward
    return numbers, turned


def _plausible(session: int, number: int) -> bool:
    return (20 <= session <= 99 and 100 <= number <= 400) or (
        1946 <= session <= 2099 and 1 <= number <= 99
    )
