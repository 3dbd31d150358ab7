"""A text cut into blocks, and blocks into sentences with what cites behind their full stop."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.statements.marks import (
    BRACKETS,
    MARK,
    NOTE_START,
    around,
    closed,
    is_reference,
    only_marks,
)

SHORT_LINE = 0.6
"""A line shorter than this share of its block's longest one was ended on purpose."""

NEAR = 12
"""Characters before a full stop that tell whether it is one of an abbreviation."""

ITEM = re.compile(
    r"[ \t]*(?:[-–—•*●▪]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[\u0621-\u064a]ـ?)[.)]|\((?:\d{1,3}|\w)\)|\d{1,3} [-–])\s+"
)
HEADING_MARK = re.compile(r"[ \t]*#{1,6}\s")
QUOTED_LINE = re.compile(r"[ \t]*>")
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
_SPACE = re.compile(r"\s*")
_OWN_NUMBER = re.compile(r"\s*\(?\d{1,3}")
_STOP = re.compile(r"[.!?؟…]+[”»\"’)\]]*(?=\s|$|[\[［【⁰¹²³⁴⁵⁶⁷⁸⁹]|\(\d)|[؛;](?=[ \t]*(?:\n|$))")
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:paras?|pars?|op|pp|oper|pream|no|nos|arts?|cf|e\.g|i\.e|vol|res|dec|doc|add|corr|rev|mr|mrs"
    r"|ms|dr|st|sect|ch|ed|approx|fn|fns|viz|[a-z]|ص|ج|د|م))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text on its way to be a statement."""

    start: int
    end: int
    item: bool = False
    alone: bool = False
    """Whether it is all of its block."""
    heading: bool = False


def line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the lines begin that characters `start` to `end` stand on."""
    for at in (start, *(m.end() for m in re.finditer("\n", text[start:end]))):
        yield text.rfind("\n", 0, at) + 1


def blocks(text: str, titled: set[int]) -> Iterator[Piece]:
    """Stretches that belong together: paragraphs, items of lists, headings, notes, rows of a table."""
    start: int | None = None
    end, item = 0, False
    for match in re.finditer(r"[^\n\t]+", text):
        line, at = match[0], match.start()
        if not line.strip():
            if start is not None:
                yield Piece(start, end, item, True)
            start = None
            continue
        if start is not None and "\n" in text[end:at] and text[end:at].count("\n") > 1:
            yield Piece(start, end, item, True)
            start = None
        heading = at in titled or HEADING_MARK.match(line) is not None
        cell = text[max(0, at - 1) : at] == "\t" and text[at - 2 : at - 1].strip() != ""
        opens = heading or cell or ITEM.match(line) is not None or NOTE_START.match(line)
        if start is not None and opens:
            yield Piece(start, end, item, True)
            start = None
        if heading:
            yield Piece(at, match.end(), False, True, heading=True)
            continue
        if start is None:
            start, item = at, ITEM.match(line) is not None
        end = match.end()
    if start is not None:
        yield Piece(start, end, item, True)


def sentences(text: str, block: Piece) -> Iterator[Piece]:
    """The sentences of a block; quoted lines stay with the words that introduce them."""
    if block.heading:
        yield block
        return
    words = text[block.start : block.end]
    quoted = _QUOTED.search(words)
    limit = quoted.start() if quoted else len(words)
    pairs = closed(words)
    borders = sorted({*_stops(words, pairs), *_line_ends(words, pairs)})
    cuts = [at for at in borders if at < limit and words[at:limit].strip()]
    edges = [0, *cuts, len(words)]
    for number, (start, end) in enumerate(itertools.pairwise(edges)):
        piece = words[start:end]
        inner = len(piece) - len(piece.lstrip())
        first, last = block.start + start + inner, block.start + start + len(piece.rstrip())
        if first < last:
            yield Piece(first, last, block.item and not number, len(edges) == 2)


def _stops(words: str, pairs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where sentences end, what cites behind the full stop taken in."""
    for match in _STOP.finditer(words):
        inside = around(pairs, match.start())
        if inside is not None and match.end() <= inside[1]:
            continue
        if match[0][0] == "." and _abbreviates(words, match.start()):
            continue
        end = _with_references(words, match.end(), pairs)
        after = _SPACE.match(words, end)
        following = words[after.end() : after.end() + 1] if after else ""
        if following.islower() or following in tuple("،,"):
            continue
        yield end


def _abbreviates(words: str, at: int) -> bool:
    """Whether the full stop at `at` belongs to the word or the number before it."""
    before = words[max(0, at - NEAR) : at]
    return _ABBREVIATION.search(before) is not None or (
        at <= NEAR and _OWN_NUMBER.fullmatch(before) is not None
    )


def _with_references(words: str, end: int, pairs: Sequence[tuple[int, int]]) -> int:
    """The end of the marks and references in brackets that follow on a full stop."""
    while True:
        space = _SPACE.match(words, end)
        at = space.end() if space else end
        mark = MARK.match(words, at)
        pair = around(pairs, at)
        if mark is not None:
            end = mark.end()
        elif (
            pair is not None
            and pair[0] == at
            and words[at] in BRACKETS
            and is_reference(words[at + 1 : pair[1]])
        ):
            end = pair[1] + 1
        else:
            return end
        while words[end : end + 1] in tuple(".؛;"):
            end += 1


def _line_ends(words: str, pairs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Ends of lines that end more than a line: behind a reference, or long before the margin."""
    lines = words.split("\n")
    longest = max(map(len, lines))
    at = 0
    for line, following in itertools.pairwise(lines):
        shown = line.rstrip()
        last = at + len(shown) - 1
        at += len(line) + 1
        if not shown or following.lstrip()[:1].islower():
            continue
        pair = around(pairs, last)
        if pair is not None and pair[1] != last:
            continue
        cites = any(m.end() == len(shown) for m in MARK.finditer(shown)) or (
            pair is not None
            and words[pair[0]] in BRACKETS
            and is_reference(words[pair[0] + 1 : pair[1]])
        )
        if QUOTED_LINE.match(following) or only_marks(following):
            continue
        if cites or (len(shown) < SHORT_LINE * longest and shown[-1] not in ",،:"):
            yield at
