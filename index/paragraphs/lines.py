"""A text's lines: where they stand, how they are set, which are page furniture.

Two ways of setting text are told apart, since a border between paragraphs shows differently:
a line a paragraph, and paragraphs wrapped over several lines (text layers of PDF files). Wrapped
Arabic is often *mirrored*: the extractor wrote the runs of each line in reverse order, so that a
paragraph's number stands at the end of its first line and the white space that ends a paragraph
in front of its last (PDFBox without sorting does this).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.arabic.normalise import INVISIBLE, LINE_BREAK, fold_text

WINDOW = 400
"""Characters at either end of a line in which its marks are looked for."""

_HEAD = 220
"""Characters of a paragraph by which its opening words are told."""

_BREAK = re.compile(LINE_BREAK)
_RULE = re.compile(r"(?:[_=~]\s?){3,}|(?:[-–—]\s?){3,}|(?:\*\s?){3,}|(?:[.·]\s?){6,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_PAGE = re.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]|[-–—]\s?\d{1,4}|\d{1,4}\s?/\s?\d{1,4}"
    r"|(?:page|p\.|الصفحة|صفحة)\s*\d{1,4}(?:\s*(?:/|of|من)\s*\d{1,4})?",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"\d{1,4}")
_JOB = re.compile(
    r"(?:\d{1,4}/\d{1,4}\s+)?(?:[A-Z]{1,4}\.)?\d{2}-\d{4,6}(?:\s*\(\w\))?[\d\s/*]*|\*\d{6,}\*"
)
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.\-]*)+(?:\s?\(\d{4}\))?")
_TERMINAL = frozenset("،,؛;.:؟?!")
_CLOSERS = "\"'”“»)]*"
_RULE_WIDTH = 20
"""Spaces on an otherwise empty line that stand for a drawn rule above footnotes."""
_LONG = 250
"""A line longer than this was not wrapped by a page."""
_NOTE_MARK = re.compile(r"\^?[()\[]\^?\s?(?:\d{1,3}|\*{1,3})\s?[()\]]\^?")
_FRONT = 15
"""Lines of a document's head, where a symbol is its masthead and no page header."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: trimmed offsets, and how it is set."""

    start: int
    end: int
    lead: int
    """White space in front."""
    trail: int
    gap: bool = False
    """Blank lines stand before it."""
    rule: bool = False
    """A drawn rule stands before it."""
    turn: bool = False
    """A page ends before it: page furniture or a form feed lies between."""
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set."""

    wrapped: bool
    mirrored: bool
    end_indent: int
    """Mirrored: spaces in front that mark the last line of a paragraph; 0 where they mark nothing."""
    start_indent: int
    """Straight: spaces in front of a paragraph's first line; 0 where first lines are not indented."""
    gaps_split: bool
    """A blank line separates paragraphs (and not also the lines of one)."""
    width: int
    """Characters in a full line."""


def split_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of every line of a text, blank ones included, line ends left out."""
    end = len(text) if end is None else end
    at = start
    for match in _BREAK.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends; empty at `start` where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def read_lines(text: str, pages: Sequence[int] = ()) -> list[Line]:
    """The lines of a text that are not blank, furniture marked as such. `pages` are page starts."""
    lines: list[Line] = []
    gap = rule = turn = False
    borders = sorted(set(pages) - {0})
    border = 0
    for low, high in split_lines(text):
        while border < len(borders) and borders[border] <= low:
            turn, border = True, border + 1
        start, end = trimmed(text, low, high)
        if start == end:
            gap = True
            rule = rule or high - low >= _RULE_WIDTH
            turn = turn or text[high : high + 1] == "\f"
            continue
        line = Line(start, end, start - low, high - end, gap, rule, turn)
        lines.append(line)
        gap = rule = False
        turn = text[high : high + 1] == "\f"
    return _mark_furniture(text, lines)


def _mark_furniture(text: str, lines: list[Line]) -> list[Line]:
    certain = [_is_furniture(text, line) for line in lines]
    repeated = _running_heads(text, lines)
    own = _own_symbols(text, lines[:_FRONT])
    marked: list[Line] = []
    rule = turn = False
    for i, line in enumerate(lines):
        said = text[line.start : min(line.end, line.start + 120)]
        loose = i >= _FRONT and (_SYMBOL.fullmatch(said) or _BARE_PAGE.fullmatch(said))
        beside = any(certain[max(0, i - 2) : i + 3])
        first = line.turn or turn
        head = i >= 3 and first and line.end - line.start <= 160 and _is_head(text, line, own)
        off = certain[i] or i in repeated or bool(loose and (beside or first)) or head
        line = replace(line, furniture=off, rule=line.rule or rule, turn=line.turn or turn)
        marked.append(line)
        if off:
            drawn = bool(_RULE.fullmatch(said))
            rule, turn = line.rule or drawn, line.turn or not drawn
        else:
            rule = turn = False
    return marked


def _is_furniture(text: str, line: Line) -> bool:
    if line.end - line.start > 200:
        return not INVISIBLE.sub("", text[line.start : line.end]).strip()
    said = INVISIBLE.sub("", text[line.start : line.end]).strip()
    return not said or any(p.fullmatch(said) for p in (_RULE, _ADDRESS, _PAGE, _JOB))


def _own_symbols(text: str, lines: Sequence[Line]) -> set[str]:
    """Symbols that stand at the edges of a document's first lines."""
    edges = (text[line.start : line.end].split() for line in lines if line.end - line.start <= 200)
    return {word for words in edges for word in (words[0], words[-1]) if _SYMBOL.fullmatch(word)}


def _is_head(text: str, line: Line, own: set[str]) -> bool:
    """Whether the first line of a page begins or ends with the document's own symbol."""
    words = text[line.start : line.end].split()
    at_edge = words[0] in own or words[-1] in own
    return at_edge and last_character(text, line.start, line.end) not in _TERMINAL


def _running_heads(text: str, lines: Sequence[Line]) -> set[int]:
    """Lines with a symbol or a page number that come again and again, digits aside."""
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for i, line in enumerate(lines):
        said = text[line.start : line.end] if line.end - line.start <= 100 else ""
        symbol = re.search(r"\b[A-Z]{1,6}/[A-Z0-9]", said)
        if symbol and (line.turn or _SYMBOL.fullmatch(said)) and i >= 3:
            keys[i] = re.sub(r"\d+", "0", said)
            seen[keys[i]] += 1
    return {i for i, key in keys.items() if seen[key] >= 3}


def last_character(text: str, start: int, end: int) -> str:
    """The punctuation that closes a range, behind which quotes, brackets or a footnote's mark may
    stand; else its last character.
    """
    tail = text[max(start, end - 12) : end]
    for match in _NOTE_MARK.finditer(tail):
        if not tail[match.end() :].strip(_CLOSERS) and tail[: match.start()].strip():
            tail = tail[: match.start()].rstrip()
            break
    bare = tail.rstrip(_CLOSERS)
    return bare[-1] if bare and bare[-1] in _TERMINAL else text[end - 1]


def closing_character(text: str, line: Line, mirrored: bool) -> str:
    """The punctuation that closes a line, which a mirrored one may have in front; else its end."""
    last = last_character(text, line.start, line.end)
    if last in _TERMINAL or not mirrored:
        return last
    head = text[line.start : min(line.end, line.start + 12)]
    match = _NOTE_MARK.match(head)
    first = head[match.end() :].lstrip()[:1] if match else head[0]
    return first if first and first in "،؛.:" else last


def is_terminal(text: str, line: Line, mirrored: bool) -> bool:
    """Whether punctuation that ends a clause stands at the line's end (or, mirrored, its head)."""
    return closing_character(text, line, mirrored) in _TERMINAL


def setting_of(text: str, lines: Sequence[Line]) -> Setting:
    """How the lines are set, judged over the whole text."""
    said = [line for line in lines if not line.furniture]
    lengths = sorted(line.end - line.start for line in said)
    if not lengths:
        return Setting(False, False, 0, 0, True, 0)
    width = lengths[int(len(lengths) * 0.9)]
    total = sum(lengths)
    overlong = sum(n for n in lengths if n > _LONG)
    arabic = [
        line
        for line in said
        if re.search("[\u0621-\u064a]", text[line.start : line.start + WINDOW])
    ]
    inverted = sum(text[line.start] in "،؛" for line in arabic)
    mirrored = inverted >= 3 and inverted >= 0.015 * len(arabic)
    open_lines = full = broken_gaps = gaps = 0
    for line, after in pairwise(said):
        is_full = line.end - line.start >= 0.6 * width
        full += is_full
        goes_on = not is_terminal(text, line, mirrored) or text[after.start].islower()
        runs_on = is_full and goes_on
        open_lines += runs_on
        if after.gap:
            gaps += 1
            broken_gaps += runs_on
    wrapped = width >= 25 and overlong < 0.2 * total and open_lines >= max(2, 0.3 * full)
    mirrored = mirrored and wrapped
    indented = sum(line.lead >= 2 for line in said)
    return Setting(
        wrapped=wrapped,
        mirrored=mirrored,
        end_indent=_end_indent(text, said) if mirrored else 0,
        start_indent=2 if not mirrored and 0.05 * len(said) <= indented <= 0.6 * len(said) else 0,
        gaps_split=not mirrored and gaps > 0 and broken_gaps < 0.25 * gaps,
        width=width,
    )


def _end_indent(text: str, lines: Sequence[Line]) -> int:
    """The white space that stands in front of a paragraph's last line, where it does so at all.

    One space may also be left over from justifying a line: it counts if most of the lines that
    have just one are closed by punctuation.
    """
    leading = [line for line in lines if line.lead]
    if not 0.08 * len(lines) <= len(leading) <= 0.75 * len(lines):
        return 0
    single = [line for line in leading if line.lead == 1]
    closed = sum(is_terminal(text, line, mirrored=True) for line in single)
    return 1 if closed >= 0.4 * len(single) else 2


def folded(text: str, start: int, end: int) -> str:
    """The head of a range as it is compared, without Markdown's marks."""
    return fold_text(re.sub(r"[*_#>^]", "", text[start : min(end, start + _HEAD)]))
