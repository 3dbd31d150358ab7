"""One citation marker: `[k7m]`, `[k7m؛ p4x]`, `【source k7m】`, `**(k7m)**` … and what is none.

Everything is read through a `Reader`, which raises `More` when a decision would depend on text that
has not come yet. So a decision that is made stays the same whatever comes after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.markers.keys import SOURCE_WORDS, Keys, folded, shape
from index.arabic.normalise import INVISIBLE, KASHIDA, MARKS

OPENERS = "[(（［【⟦〔{"
CLOSERS = "])）］】⟧〕}"
EMPHASIS = "*_`"
_ROUND = "()（）"
_LENTICULAR = "【】⟦⟧〔〕"
_LIMIT = 120
_LINK_LIMIT = 300
DEPTH = 3
"""Of brackets in one marker, `(see [[k7m]])` having the most."""

_PLACE_WORDS = frozenset(
    "para paras paragraph paragraphs passage passages block doc document excerpt text from "
    "الفقرة فقرة الفقرات الفقرتان الفقرتين المقطع مقطع الوثيقة وثيقة النص من".split()
)
_WORDS = SOURCE_WORDS | _PLACE_WORDS
_AND = frozenset("and or also و أو ثم وكذلك".split())
_TO = frozenset("to through until إلى الى حتى".split())
_RANGE = re.compile(r"\s*(?:[-–—~]+|\.{2,}|(?<!\S)(?:to|through|until|إلى|الى|حتى)(?!\S))\s*")
_PART = re.compile("[,،;؛|/&+]")
_BLANK = str.maketrans(dict.fromkeys("*_`^#@", " "))
_ALLOWED = frozenset(" \t\u00a0,،;؛|/&+-–—~:=#@^*_`†")


class More(Exception):
    """The decision depends on text that has not come yet."""


@dataclass(slots=True)
class Reader:
    """The text that is not yet decided. `whole`: nothing comes after it."""

    text: str = ""
    whole: bool = False
    last: str = ""
    """The character before the text."""

    def at(self, i: int) -> str:
        """Character `i`, empty after the end. Raises `More` where it has not come yet."""
        if i < len(self.text):
            return self.text[i]
        if self.whole:
            return ""
        raise More

    def before(self, i: int) -> str:
        """The character before `i`, empty at the very start."""
        return self.text[i - 1] if i else self.last

    def skip_spaces(self, i: int, limit: int = 8) -> int:
        """The place after spaces and invisible characters (no line breaks), at most `limit` of them."""
        end = i + limit
        while i < end and (c := self.at(i)) and c not in "\r\n" and blank(c):
            i += 1
        return i


@cache
def invisible(c: str) -> bool:
    """Whether a character is a direction mark, a zero-width one, a control."""
    return INVISIBLE.match(c) is not None


@cache
def _unwritten(c: str) -> bool:
    return invisible(c) or c == KASHIDA or MARKS.match(c) is not None


def blank(text: str) -> bool:
    """Whether nothing but white space and invisible characters is there."""
    return all(c.isspace() or invisible(c) for c in text)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker that ends before character `end`: the known keys and the others, in order."""

    end: int
    cited: tuple[str, ...]
    dropped: tuple[str, ...]


def marker_at(
    reader: Reader, at: int, known: Keys, *, numbers: bool = False, mirrored: bool = False
) -> Marker | None:
    """The marker that begins at character `at`, the emphasis and the link around it included.

    `numbers`: `[1]` is an invented citation here (in the run of a sentence), not the text's own.
    `mirrored`: no bracket is open, so `]k7m[` may be one. Raises `More`.
    """
    c = reader.at(at)
    if c and c in EMPHASIS:
        width = 1
        while reader.at(at + width) == c:
            width += 1
            if width > 3:
                return None
        return _wrapped(reader, at + width, c * width, known, numbers)
    if c == "<" and _follows(reader, at, "<sup>"):
        return _wrapped(reader, at + 5, "</sup>", known, numbers)
    if c and (c in OPENERS or (mirrored and c in CLOSERS)):
        return _bracket(reader, at, known, numbers)
    return _bare(reader, at, known)


def _wrapped(reader: Reader, at: int, close: str, known: Keys, numbers: bool) -> Marker | None:
    c = reader.at(at)
    inner = _bracket(reader, at, known, numbers) if c and c in OPENERS else _bare(reader, at, known)
    if inner is None or not _follows(reader, inner.end, close):
        return None
    return Marker(inner.end + len(close), inner.cited, inner.dropped)


def _follows(reader: Reader, at: int, words: str) -> bool:
    return all(reader.at(at + i).lower() == c for i, c in enumerate(words))


def _bare(reader: Reader, at: int, known: Keys) -> Marker | None:
    """A given key that the model wrote without brackets."""
    before, end = reader.before(at), at
    # a key may follow an Arabic letter (`وk7m`); inside a Latin word, a symbol or a number it is none
    if before and (before in "_/." or (before.isalnum() and not "\u0600" <= before <= "\u06ff")):
        return None
    word = ""
    while (c := reader.at(end)) and word + c in known.starts:
        word += c
        end += 1
    if word not in known.bare or (c and (c == "_" or (c.isascii() and c.isalnum()))):
        return None
    return Marker(end, (known.bare[word],), ())


def _bracket(reader: Reader, at: int, known: Keys, numbers: bool) -> Marker | None:
    opener = reader.at(at)
    mirrored = opener in CLOSERS
    opening, closing = (CLOSERS, OPENERS) if mirrored else (OPENERS, CLOSERS)
    depth, content, word, upper, i = 1, "", "", False, at
    while True:
        i += 1
        if i - at > _LIMIT:
            return None
        c = reader.at(i)
        if c and _unwritten(c):
            continue
        new = folded(c)
        if new.isalnum():
            upper = upper or c.isupper()
            word, content = word + new, content + new
            if len(word) > 14:
                return None
            continue
        if word and not _may_be(word, known):
            return None
        closed = False
        if c and c in "\r\n" and (not content.strip(" ,") or _closes_below(reader, i, closing)):
            new = " "
        elif not c or c in "\r\n!?؟" or (new == "." and not _inside(reader, i, word, closing)):
            break
        if c in opening:
            depth += 1
            if depth > DEPTH or mirrored:
                return None
            new = ","
        elif c in closing:
            depth -= 1
            new = ","
            closed = depth == 0
            if not closed:
                i = _link_end(reader, i + 1) - 1
        elif new not in _ALLOWED and set(new) - {"."}:
            return None
        if closed:
            break
        word, content = "", content + new
    found = _read(content, known)
    if found is None:
        return None
    cited, dropped, figures, sourced = found
    if not cited:
        spaced = content != content.strip()
        if not (closed or (not c and opener not in _ROUND)) or (mirrored and spaced):
            return None
        only_keys = all(shape(word) in known.shapes for word in dropped)
        if opener in _ROUND and (figures or upper or not only_keys):
            return None
        if figures and not (numbers or sourced or opener in _LENTICULAR):
            return None
    elif not closed and mirrored:
        return None
    end = i + 1 if closed else i
    return Marker(_link_end(reader, end) if closed else end, tuple(cited), tuple(dropped + figures))


def _closes_below(reader: Reader, at: int, closing: str) -> bool:
    """Whether only white space stands between a line break and the closing bracket."""
    end = at + 8
    while at < end and (c := reader.at(at)) and blank(c):
        at += 1
    return bool(c := reader.at(at)) and c in closing


def _inside(reader: Reader, at: int, word: str, closing: str) -> bool:
    """Whether the point at `at` belongs to the bracket: `[ref. k7m]`, `[k7m.]`, `[k7m..p4x]`."""
    after = reader.at(at + 1)
    return bool(after) and (after in closing or not after.isspace() or word in _WORDS)


def _may_be(word: str, known: Keys) -> bool:
    """Whether a whole word inside brackets leaves it open that this is a marker."""
    if word.isdigit():
        return len(word) <= 2 or word in known.given
    if word in _WORDS or word in _AND or word in _TO or word in known.halves:
        return True
    word = word.removeprefix("و")
    return word in known.given or known.is_like(word)


def _read(content: str, known: Keys) -> tuple[list[str], list[str], list[str], bool] | None:
    """What a bracket holds: given keys, other keys and ranges, small numbers, whether a word such as
    `source` stands there; None where it holds anything else, or nothing.
    """
    cited: list[str] = []
    dropped: list[str] = []
    figures: list[str] = []
    sourced = False
    for part in _PART.split(content.split("†")[0].translate(_BLANK)):
        for group in _groups(part.replace(":", " ").replace("=", " ").split()):
            pieces = [piece for piece in _RANGE.split(" ".join(group)) if piece]
            if len(pieces) > 1:
                ends = [[w for w in p.split() if w.strip(".") not in _WORDS] for p in pieces]
                if not all(len(e) == 1 and _may_be(e[0], known) for e in ends):
                    return None
                figures_only = all(e[0].isdigit() for e in ends)
                (figures if figures_only else dropped).append("-".join(e[0] for e in ends))
                continue
            words = [w for word in group if (w := word.strip(".-–—~"))]
            sourced = sourced or any(w in SOURCE_WORDS for w in words)
            placed = any(w in _PLACE_WORDS for w in words)
            words = [w for w in words if w not in _WORDS]
            if words and "".join(words) in known.given:
                words = ["".join(words)]
            for word in words:
                plain = word.removeprefix("و")
                if plain in known.given:
                    cited.append(known.given[plain])
                elif word.isdigit() and len(word) <= 2 and not placed:
                    figures.append(word)
                elif known.is_like(plain):
                    dropped.append(plain)
                else:
                    return None
    return (cited, dropped, figures, sourced) if cited or dropped or figures else None


def _groups(words: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for word in words:
        if word in _AND:
            groups.append([])
        else:
            groups[-1].append(word)
    return groups


def _link_end(reader: Reader, at: int) -> int:
    """After the target of a Markdown link, `(#k7m)` or `(https://…)`; `at` where there is none."""
    if reader.at(at) != "(":
        return at
    target, i = "", at + 1
    while (c := reader.at(i)) != ")":
        target += c
        if not c or c.isspace() or i - at > _LINK_LIMIT:
            return at
        if c in OPENERS or not re.match(r"[#./]|h(t(tp?)?)?|w(ww?)?", target):
            return at
        i += 1
    return i + 1 if re.match(r"$|[#./]|https?:|www\.", target) else at
