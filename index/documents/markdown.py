"""Markdown: the text as decoded, what in it is markup, and its headings.

Told from plain text by content: several signs that plain documents do not have. Lists, quotes and
single asterisks are no such signs, for plain UN texts have dashes and starred notes of their own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from index.documents.decoding import decode
from index.documents.text import page_starts
from index.values import Block, Source, Span, Stated

_SIGNS = (
    # Emphasis that opens and closes on its line, around a word.
    re.compile(r"(?<![*\w])\*\*(?=[^\W_])[^*\n]{1,300}(?<=[^\s*])\*\*(?!\*)"),
    re.compile(r"(?<![_\w])__(?=[^\W_])[^_\n]{1,300}(?<=[^\s_])__(?![_\w])"),
    # Links to an address; `[قرار](A/RES/1)` is not one.
    re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?:|mailto:|/|\.|#)[^()\s]{0,500}\)"),
    # Footnote marks.
    re.compile(r"\^\([0-9٠-٩]{1,3}\)|\[\^[\w*]{1,10}\]"),
    # A table's second line.
    re.compile(r"^\|?(?: ?:?-{3,}:? ?\|)+ ?(?::?-{3,}:?)?[ \t]*\r?$", re.M),
)
_HEADING_ALONE = re.compile(r"(?:\A|\n[ \t]*\r?\n)\s{0,3}#{1,6}[ \t]+[^\s#]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$", re.M)

_TITLE_WORD = re.compile(r"[^\W\d_]{2,}")
LEAST_TITLE = 2
"""Words. A heading with fewer (`Resolution 64/293`) is a name, not a title."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?\n?")
_TABLE_RULE = re.compile(r"\|?(?: ?:?-{3,}:? ?\|)+ ?(?::?-{3,}:?)?[ \t]*\r?\n?")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_UNDERLINE = re.compile(r" {0,3}={3,}[ \t]*\r?\n?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)([^`\n]*)\n?")
_DASH_BEFORE_NUMBER = re.compile(
    r"[ \t]*([-*+][ \t]+)(?=(?:\*\*|__)?[(\[]?(?:[0-9٠-٩]{1,4}|[\u0621-\u064aA-Za-z]{1,2}|[ivxIVX]{1,5})"
    r"(?:\*\*|__)?[ \t]?[-–—.)\]])"
)
_TAG = re.compile(
    r"</?(?:a|b|br|center|code|del|div|em|i|ins|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>\n]{0,500})?/?>",
    re.I,
)
_LINK = re.compile(
    r"(!?\[)(?!\^)([^\]\[\n]{0,500})(\]\((?:https?:|mailto:|/|\.|#|[^()\s]{1,200}\.\w{1,5}\b)[^()\s]{0,500}"
    r"(?:[ \t]+\"[^\"\n]{0,200}\")?\))"
)
_AUTOLINK = re.compile(r"(<)(?:https?://|mailto:)[^<>\s]{1,500}(>)")
_CARET = re.compile(r"\^(?=\()|(?<=\[)\^(?=[\w*]{1,10}\])")
_CARET_BRACES = re.compile(r"(\^\{)\(?[0-9٠-٩*]{1,3}\)?(\})")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,500})(?<!`)\1(?!`)")
_DELIMITERS = re.compile(r"(?<!\\)(?:\*{1,3}|_{1,3}|~~)|\n[ \t\r]*\n")


def looks_like_markdown(text: str) -> bool:
    """Whether the text has at least two of Markdown's own signs, or a heading standing alone."""
    signs = 0
    for sign in _SIGNS:
        for _ in sign.finditer(text):
            signs += 1
            if signs == 2:
                return True
    return _HEADING_ALONE.search(text) is not None or bool(_fences(text)[1])


def read_markdown(data: bytes, name: str) -> Source:
    """The decoded file with its markup and headings. Raises FiqraError as `decode` does."""
    text = decode(data, name)
    fenced, code = _fences(text)
    headings, heading_marks = _headings(text, code)
    marks = [*fenced, *heading_marks, *_line_marks(text, code), *_inline_marks(text, code)]
    return Source(
        name=name,
        format="markdown",
        text=text,
        pages=page_starts(text),
        blocks=tuple(headings),
        markup=merged(marks),
        stated=Stated(title=_title(text, headings)),
    )


def _title(text: str, headings: Sequence[Block]) -> str | None:
    """The words of the one heading of the highest level, if there is one alone; a number with no
    words beside it is no title.
    """
    highest = [block for block in headings if block.level == 1]
    if len(highest) != 1:
        return None
    (span,) = highest[0].spans
    words = text[span.start : span.end].strip("*_ ")
    return words if len(_TITLE_WORD.findall(words)) >= LEAST_TITLE else None


def merged(ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The ranges in order, those that touch or overlap made one, empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, end))
        else:
            out.append(Span(start, end))
    return tuple(out)


def _fences(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The lines that open and close code, and the code between them (where nothing is markup)."""
    marks: list[tuple[int, int]] = []
    code: list[tuple[int, int]] = []
    if "```" not in text and "~~~" not in text:
        return marks, code
    opened: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        fence = _FENCE.fullmatch(line.group())
        if fence is None:
            continue
        if opened is None:
            opened, opened_at = fence, line
        elif fence.group(1).startswith(opened.group(1)) and not fence.group(2).strip():
            marks += [_body(opened_at), _body(line)]
            code.append((opened_at.end(), line.start()))
            opened = None
    return marks, code


def _body(line: re.Match[str]) -> tuple[int, int]:
    """A line without its newline."""
    return line.start(), line.start() + len(line.group().rstrip("\r\n"))


def _outside(code: list[tuple[int, int]], at: int) -> bool:
    before = bisect_right(code, (at, sys.maxsize))
    return before == 0 or at >= code[before - 1][1]


def _headings(text: str, code: list[tuple[int, int]]) -> tuple[list[Block], list[tuple[int, int]]]:
    marks: list[tuple[int, int]] = []
    found: list[tuple[int, int, int]] = []
    for match in _HEADING.finditer(text):
        words = re.sub(r"[ \t]#+$", "", match.group(2).strip()).rstrip()
        if not words.strip("#* _") or not _outside(code, match.start()):
            continue
        start = match.start(2) + match.group(2).index(words)
        marks += [(match.start(1), start), (start + len(words), match.end())]
        found.append((start, start + len(words), len(match.group(1))))
    starts = {start for start, _, _ in found}
    before: re.Match[str] | None = None
    for line in _LINE.finditer(text):
        if before is not None and _UNDERLINE.fullmatch(line.group()):
            words = before.group().strip()
            start = before.start() + before.group().index(words)
            if words and start not in starts and _outside(code, line.start()):
                marks.append(_body(line))
                found.append((start, start + len(words), 1))
        before = line
    blocks = [Block((Span(a, b),), "heading", level=level) for a, b, level in sorted(found)]
    return blocks, marks


def _line_marks(text: str, code: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Quote signs, rules, and the dash that a list puts before a printed number."""
    marks: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if not _outside(code, line.start()):
            continue
        at = line.start()
        if _RULE.fullmatch(line.group()) or _TABLE_RULE.fullmatch(line.group()):
            marks.append(_body(line))
            continue
        quote = _QUOTE.match(text, at, line.end())
        if quote:
            marks.append(quote.span())
            at = quote.end()
        dash = _DASH_BEFORE_NUMBER.match(text, at, line.end())
        if dash:
            marks.append(dash.span(1))
    return marks


def _inline_marks(text: str, code: list[tuple[int, int]]) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    marks += _comments(text)
    for whole in (_TAG, _CARET, _ESCAPE):
        marks += [m.span() for m in whole.finditer(text)]
    for match in _LINK.finditer(text):
        marks += [match.span(1), match.span(3)]
    for match in (*_AUTOLINK.finditer(text), *_CARET_BRACES.finditer(text)):
        marks += [match.span(1), match.span(2)]
    for match in _CODE.finditer(text):
        marks += [(match.start(), match.start(2)), (match.end(2), match.end())]
    marks += _emphasis(text)
    return [m for m in marks if _outside(code, m[0])]


def _comments(text: str) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        marks.append((start, end + 3))
        start = text.find("<!--", end)
    return marks


def _emphasis(text: str) -> list[tuple[int, int]]:
    """Pairs of `*`, `**`, `_`, `~~` … around words of one paragraph; a lone asterisk is a note's mark."""
    marks: list[tuple[int, int]] = []
    opened: dict[str, tuple[int, int]] = {}
    for match in _DELIMITERS.finditer(text):
        sign = match.group()
        if sign[0] == "\n":
            opened.clear()
            continue
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if sign[0] == "_" and (before == "_" or after == "_"):
            continue  # a ruled line to write on
        closes = bool(before.strip()) and (sign[0] != "_" or not after.isalnum())
        opens = bool(after.strip()) and (sign[0] != "_" or not before.isalnum())
        if closes and sign in opened:
            marks += [opened.pop(sign), match.span()]
        elif opens:
            opened[sign] = match.span()
    return marks
