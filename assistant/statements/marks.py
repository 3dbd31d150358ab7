"""References outside a statement's own words: in brackets, and in notes that a mark leads to."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from assistant import locators
from assistant.locators import Locator
from assistant.statements.spelled import spelled
from index.arabic.digits import european

BESIDE = 3
"""Words beside a reference in brackets (`see also`) that leave it one."""

AROUND = 6
"""Words beside a reference in a note (`see`, a title) that leave it one."""

LONGEST_BRACKET, LONGEST_QUOTE = 300, 2000
"""Characters; what is longer was not meant to close there."""

DEEPEST = 20
"""Brackets inside one another."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERS = r"[\d٠-٩]{1,3}"
MARK = re.compile(
    rf"[\[［【]\s*\^?(?P<list>{_NUMBERS}(?:\s*[,،;؛و–-]\s*\^?{_NUMBERS})*)\s*[\]］】]"
    rf"|(?<![mم])(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})"
    rf"|(?<=[^\s(\[])\s?\((?P<note>{_NUMBERS})\)(?=[\s.,;:،؛؟!)»”\"]|$)"
)
"""Marks that lead to a note; `(2)` only where a word stands right before it, and not the 2 of km²."""
_NOTE = re.compile(
    rf"\s*(?:[\[［【]\^?(?P<a>{_NUMBERS})[\]］】]:?|\((?P<b>{_NUMBERS})\)|(?P<c>{_NUMBERS})[.)-]"
    rf"|(?P<d>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}))\s*(?P<words>\S.*)",
    re.DOTALL,
)
PLACE = re.compile(
    r"(?P<source>\S+\.\w{2,5}), (?:page \d+, )?characters (?P<start>\d+)[–-](?P<end>\d+)"
)
"""Where a paragraph stands, as Fiqra prints it below its answers."""

NOTE_START = re.compile(rf"\s*(?:[\[［【]\^?{_NUMBERS}[\]］】]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})\s*\S")
"""How a line begins that may be a note."""

WORD = re.compile(r"[^\W\d_]{2,}")
_SEE = frozenset("see also cf ref source sources انظر راجع أيضا المصدر المرجع".split())
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”", "［": "］", "【": "】"}
_OPENED = frozenset(_CLOSING.values())
BRACKETS = "([［【"
EDGES = " \t\n,،;؛:.–—-()[]"
"""What may stand at the ends of a reference."""

find_locators = lru_cache(maxsize=4096)(locators.find_locators)
"""The references in a text; the same brackets and notes are read again and again."""


def note(text: str, footnote: bool, marks: frozenset[str]) -> tuple[str, str] | None:
    """The number and the words of a note that gives a reference; None where the block is none.

    `marks` are the numbers to which a mark leads: `3. Recalls resolution 1540 (2004)` is a note only
    if one does.
    """
    match = _NOTE.fullmatch(text)
    if match is None:
        return None
    printed, words = match["a"] or match["b"] or match["c"] or match["d"], match["words"]
    number = str(int(european(printed.translate(_SUPERSCRIPTS))))
    if (match["b"] or match["c"]) and not footnote and number not in marks:
        return None
    found = find_locators(words)
    if not any(each.document for each in found) and not PLACE.search(words):
        return None
    sure = (
        footnote
        or PLACE.search(words)
        or (match["a"] is not None and ("^" in text[: match.start("words")]))
    )
    if not sure and _beside(words, found) > AROUND:
        return None
    return number, " ".join(words.split())


def _beside(text: str, found: Sequence[Locator]) -> int:
    """Words of a text beside its references, `see` and its like not counted."""
    if PLACE.search(text):
        # the line below a label that Fiqra prints
        text = text.splitlines()[0]
        found = find_locators(text)
    return words_beside(text, found)


def words_beside(text: str, found: Sequence[Locator]) -> int:
    """Words of a text outside these references, `see` and its like not counted."""
    for start, end in sorted({(each.start, each.end) for each in found}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return sum(word.casefold() not in _SEE for word in WORD.findall(text))


def is_reference(text: str, *, at_end: bool = True) -> bool:
    """Whether what stands in brackets is a reference and little else: `see S/RES/2650 (2022), OP 7`.

    In the middle of a sentence, `at_end` false, only one that names a paragraph.
    """
    text = spelled(text)
    found = find_locators(text)
    if not at_end and not any(each.names_paragraph for each in found):
        return False
    return bool(found) and words_beside(text, found) <= BESIDE


def only_marks(text: str) -> bool:
    """Whether there is nothing but marks of notes."""
    return bool(text.strip()) and not MARK.sub("", text).strip(EDGES)


def closed(text: str) -> list[tuple[int, int]]:
    """Brackets and quotation marks that close, outermost ones: their first and last character."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character in _CLOSING:
            stack = [*stack[-DEEPEST:], (_CLOSING[character], at)]
        elif character in _OPENED:
            depth = max((i for i, (c, _) in enumerate(stack) if c == character), default=-1)
            if depth >= 0:
                start = stack[depth][1]
                longest = LONGEST_QUOTE if character in "»”" else LONGEST_BRACKET
                if at - start <= longest:
                    found.append((start, at))
                del stack[depth:]
    straight = [m.start() for m in re.finditer('"', text)]
    if len(straight) % 2 == 0:
        pairs = zip(straight[::2], straight[1::2], strict=True)
        found += [(a, b) for a, b in pairs if b - a <= LONGEST_QUOTE]
    outer: list[tuple[int, int]] = []
    for pair in sorted(found):
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer


def around(pairs: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The pair that a character stands between or is an end of; None where there is none."""
    place = bisect_right(pairs, (at, sys.maxsize)) - 1
    return pairs[place] if place >= 0 and pairs[place][1] >= at else None


def numbers(mark: re.Match[str]) -> list[str]:
    """The numbers of a mark, `[1, 3–5]`; a range of more than ten is none."""
    printed = mark["list"] or mark["up"] or mark["note"]
    plain = european(printed.translate(_SUPERSCRIPTS)).replace("^", "")
    found: list[str] = []
    for part in re.split(r"\s*[,،;؛و]\s*", plain):
        ends = [int(end) for end in re.split(r"[–-]", part) if end.strip().isdecimal()]
        if len(ends) == 2 and 0 < ends[1] - ends[0] < 10:
            ends = list(range(ends[0], ends[1] + 1))
        found += map(str, ends)
    return found
