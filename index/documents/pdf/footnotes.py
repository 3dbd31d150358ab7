"""Footnotes at the foot of pages: told by their smaller letters or the rule above them, and a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.arabic.digits import european
from index.documents.pdf.drawn import Rule
from index.documents.pdf.layout import Line

_MARK = re.compile(
    r"\^?([(\[)\]]?\s?)(\d{1,3}|\*{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(\s?[)\](\[]|(?=[\s.:]|\D))"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SMALLER = 0.94
"""Letters of a footnote are at most so large, that of the text being 1."""


@dataclass(slots=True)
class Note:
    """A footnote: its number as printed, where that stands in its first line, its lines."""

    number: str | None
    start: int
    end: int
    lines: list[Line] = field(default_factory=list)


def usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most of a document's letters."""
    counts: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    return max(counts, key=lambda size: (counts[size], size), default=10.0)


def split_notes(
    lines: Sequence[Line], rules: Sequence[Rule], size: float, last: Note | None
) -> tuple[list[Line], list[Note], list[Line]]:
    """The running text of a page, its footnotes, and lines that continue the page before's last note."""
    body = list(lines)
    tails: list[list[Line]] = []
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.zone, []).append(line)
    for column in columns.values():
        tail = _tail(column, lines, rules, size, last is not None)
        if tail:
            tails.append(tail)
    taken = {id(line) for tail in tails for line in tail}
    body = [line for line in body if id(line) not in taken]
    notes: list[Note] = []
    rest: list[Line] = []
    for tail in tails:
        for line in tail:
            mark = _mark_of(line, size)
            if mark and _follows(mark[0], notes, last):
                notes.append(Note(*mark, [line]))
            elif notes:
                notes[-1].lines.append(line)
            else:
                rest.append(line)
    return body, notes, rest


def _mark_of(line: Line, size: float) -> tuple[str, int, int] | None:
    """Number and place of the footnote's mark at the head of a line; a space is put behind it."""
    match = _MARK.match(line.text)
    if match is None or not line.text[match.end() :].strip():
        return None
    bracket = bool(match.group(1).strip()) or bool(match.group(3).strip())
    raised = match.group(2)[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹" or line.text[0] == "^"
    if not (bracket or raised or match.group(2)[0] == "*" or line.size <= _SMALLER * size):
        return None
    if (
        not bracket
        and not line.text[match.end() :][:1].isspace()
        and not raised
        and match.group(2)[0] != "*"
    ):
        return None
    if not line.text[match.end()].isspace() and line.text[match.end()] not in ".:":
        line.text = f"{line.text[: match.end()]} {line.text[match.end() :]}"
    return match.group(2), match.start(2), match.end(2)


def _value(number: str | None) -> int | None:
    text = european((number or "").translate(_SUPERSCRIPT))
    return int(text) if text.isdigit() else None


def _follows(number: str, notes: Sequence[Note], last: Note | None) -> bool:
    """Whether a mark may be the next footnote's: any first one, then rising by little."""
    value = _value(number)
    before = _value(notes[-1].number if notes else last.number if last else None)
    if value is None or before is None:
        return True
    if not notes:  # counted through the document, or anew on every page
        return value == 1 or before < value <= before + 5
    return before < value <= before + 2


def _tail(
    column: Sequence[Line],
    page: Sequence[Line],
    rules: Sequence[Rule],
    size: float,
    may_go_on: bool,
) -> list[Line]:
    """The lines of a column's foot that are footnotes."""
    small = len(column)
    while small and not column[small - 1].table and column[small - 1].size <= _SMALLER * size:
        small -= 1
    # Under a rule with nothing but marked lines below they may be as large as the text.
    for at in range(1, len(column)):
        if any(line.table for line in column[at:]):
            continue
        if _ruled(column, at, rules) and _mark_of(column[at], size):
            small = min(small, at)
            break
    at = small
    while at < len(column):
        marked = _mark_of(column[at], size) is not None
        if _is_low(column[at:], page) and (
            marked or (may_go_on and at == small and _ruled(column, at, rules))
        ):
            return list(column[at:])
        at += 1
    return []


def _is_low(tail: Sequence[Line], page: Sequence[Line]) -> bool:
    """Whether nothing but footnotes stands under the lines in their column."""
    low, high = min(line.x0 for line in tail), max(line.x1 for line in tail)
    last = tail[-1]
    return not any(
        line.y > last.y + 0.5 * line.size
        and line.x0 < high
        and line.x1 > low
        and line.size > last.size * 1.05
        for line in page
    )


def _ruled(column: Sequence[Line], at: int, rules: Sequence[Rule]) -> bool:
    """Whether a rule is drawn between a line and the one above it."""
    line = column[at]
    above = column[at - 1].y + 1 if at else line.y - 4 * line.size
    return any(
        r.y0 == r.y1
        and above <= r.y0 <= line.y - 0.3 * line.size
        and r.x0 < line.x1 + 20
        and r.x1 > line.x0 - 20
        for r in rules
    )
