"""Footnotes of wrapped text: which lines at the foot of a page belong to which of them.

They begin under a drawn rule or with the next footnote's mark, and may go on under the next
page's rule. Where a page's footnotes end is printed nowhere in a text layer: it is told from the
page's furniture, from a footnote that has come to its full stop, from what the next line is.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from index.paragraphs.lines import Line, Setting
from index.paragraphs.marks import (
    Mark,
    bare_footnote_at,
    footnote_at,
    footnotes_in,
    number_at,
    number_in,
    references,
)
from index.paragraphs.wording import is_annex


@dataclass(slots=True)
class Note:
    """A footnote: its mark and the indices of its lines."""

    mark: Mark
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a text, the lines they hold, the first lines of pages in the running text."""

    notes: list[Note]
    taken: frozenset[int]
    firsts: frozenset[int]


def find_notes(
    text: str,
    lines: Sequence[Line],
    setting: Setting,
    keys: Sequence[str],
    headings: Container[int] = (),
) -> Notes:
    """The footnotes among the lines of a wrapped text, in one pass.

    `keys` are the folded lines, `headings` the indices of lines known to be headings.
    """
    notes: list[Note] = []
    taken: set[int] = set()
    firsts: set[int] = set()
    referred: set[str] = set()
    open_zone = ruled = fresh = False
    paragraph = 0
    for i, line in enumerate(lines):
        if i in headings:
            open_zone = ruled = False
            continue
        if line.furniture:
            continue
        if line.turn:
            open_zone, fresh = False, True
        if line.rule:
            ruled = True
        resumed = open_zone and not ruled and _ended(text, lines, notes[-1], setting)
        mark = _mark(text, line, setting, notes, referred, ruled or open_zone, resumed)
        if mark:
            notes.append(Note(mark, [i]))
            taken.add(i)
            open_zone, ruled, fresh = True, False, False
            continue
        if ruled and notes and not _ended(text, lines, notes[-1], setting):
            open_zone = True
        ruled = False
        if open_zone and not _resumes(text, lines, i, notes[-1], setting, paragraph):
            notes[-1].lines.append(i)
            taken.add(i)
            continue
        if open_zone or fresh:
            firsts.add(i)
        open_zone = fresh = False
        referred |= references(text, line.start, line.end)
        paragraph = _count(text, line, setting, paragraph, keys[i])
    return Notes(notes, frozenset(taken), frozenset(firsts))


def _count(text: str, line: Line, setting: Setting, paragraph: int, key: str) -> int:
    """The last paragraph's number after this line."""
    if is_annex(key):
        return 0
    number = _number(text, line, setting)
    return paragraph + 1 if number == paragraph + 1 else paragraph


def _number(text: str, line: Line, setting: Setting) -> int | None:
    if setting.mirrored:
        found = number_in(text, line.start, line.end)
        return int(found[0].number or 0) if found else None
    mark = number_at(text, line.start, line.end)
    return int(mark.number or 0) if mark else None


def _mark(
    text: str,
    line: Line,
    setting: Setting,
    notes: Sequence[Note],
    referred: set[str],
    in_zone: bool,
    may_resume: bool,
) -> Mark | None:
    """The mark of a footnote that begins in this line: the next number, or stars.

    Where the running text may have resumed, a mark amid the line must have been referred to: else
    it is itself the reference.
    """
    head = footnote_at(text, line.start, line.end)
    if head is None and in_zone:
        head = bare_footnote_at(text, line.start, line.end)
    found = [head] if head else []
    if setting.mirrored:
        found = footnotes_in(text, line.start, line.end)
    last = next((int(n.mark.number) for n in reversed(notes) if n.mark.number.isdigit()), 0)  # type: ignore[union-attr,arg-type]
    for mark in found:
        number = mark.number or ""
        at_edge = mark.start == line.start or mark.end == line.end
        if not number.isdigit():
            if at_edge and (in_zone or number in referred) and not text[mark.start].isalnum():
                return mark
            continue
        value = int(number)
        if may_resume and not at_edge and number not in referred:
            continue
        if value == last + 1 and (in_zone or (number in referred and _set_apart(text, line, mark))):
            return mark
        if in_zone and last + 1 < value <= last + 3 and at_edge:
            return mark
        if (
            in_zone
            and value == 1
            and last > 1
            and mark.start == line.start
            and not setting.mirrored
        ):
            return mark
    return None


def _set_apart(text: str, line: Line, mark: Mark) -> bool:
    """Whether a mark stands by itself at its line's edge, as a footnote's own number does."""
    if mark.start == line.start:
        return text[mark.end : mark.end + 1].isspace()
    return mark.end == line.end and text[mark.start - 2 : mark.start].isspace()


def _ended(text: str, lines: Sequence[Line], note: Note, setting: Setting) -> bool:
    """Whether a footnote has come to its full stop."""
    last = lines[note.lines[-1]]
    if text[last.end - 1] == "." or text[last.start] == ".":
        return True
    return bool(setting.end_indent) and len(note.lines) > 1 and last.lead >= setting.end_indent


def _resumes(
    text: str, lines: Sequence[Line], i: int, note: Note, setting: Setting, paragraph: int
) -> bool:
    """Whether the running text goes on in line `i`, after a footnote."""
    line = lines[i]
    if _number(text, line, setting) == paragraph + 1:
        return True
    if not _ended(text, lines, note, setting):
        return False
    if setting.end_indent:
        return line.lead > 0
    return line.gap or setting.mirrored
