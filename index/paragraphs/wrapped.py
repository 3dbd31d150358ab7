"""Borders between paragraphs of text whose lines were wrapped, straight or mirrored.

A straight paragraph shows itself at its first line's head; blank lines help where they are
reliable. In a mirrored text the number, the participle or the point's mark stands at the end of
the first line or amid it, and the line before has ended a paragraph. A number counts only where it
fits the sequence: the next, or 1 after an annex's head; anything else is a reference, a date, a
heading's number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arabic.normalise import fold_text
from index.paragraphs import wording
from index.paragraphs.footnotes import Notes, find_notes
from index.paragraphs.lines import WINDOW, Line, Setting, closing_character, is_terminal
from index.paragraphs.marks import Mark, letter_rank, number_at, number_in, point_at, point_in
from index.paragraphs.units import Unit, unit_of
from index.values import Kind

_AHEAD = 8
"""Numbers looked at ahead to tell a gap or a new count from a stray number."""


@dataclass(frozen=True, slots=True)
class _Start:
    """What begins in a line."""

    kind: Kind | None = None
    level: int = 0
    number: Mark | None = None
    point: Mark | None = None
    participle: bool = False
    alone: bool = False
    """Nothing but another start can follow on the next line."""
    stated: bool = False
    """By the format."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A wrapped text, its lines with what is known of each."""

    text: str
    lines: Sequence[Line]
    setting: Setting
    keys: Sequence[str]
    notes: Notes
    main: Sequence[int]
    """Indices of the lines of the running text."""
    places: dict[int, int]
    """The place of each of them among them."""
    headings: Mapping[int, int]
    """Levels of the lines that the format states to be headings."""


def wrapped_units(
    text: str, lines: Sequence[Line], setting: Setting, headings: Mapping[int, int]
) -> list[Unit]:
    """The units of a wrapped text in reading order; a paragraph cut by a page's end is one unit.

    `headings` are the levels of the lines that the format states to be headings.
    """
    keys = [fold_text(text[line.start : min(line.end, line.start + WINDOW)]) for line in lines]
    notes = find_notes(text, lines, setting, keys, headings)
    main = [
        i
        for i, line in enumerate(lines)
        if i in headings or not (line.furniture or i in notes.taken)
    ]
    places = {i: place for place, i in enumerate(main)}
    page = _Page(text, lines, setting, keys, notes, main, places, headings)
    units = [*_running(page), *_footnotes(page)]
    return sorted(units, key=lambda unit: unit.spans[0])


def _footnotes(page: _Page) -> list[Unit]:
    return [
        unit_of(page.text, _spans(page, note.lines), kind="footnote", foot=note.mark)
        for note in page.notes.notes
    ]


def _spans(page: _Page, indices: Sequence[int]) -> list[tuple[int, int]]:
    """The ranges of some lines; lines that follow each other make one range."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for i in indices:
        line = page.lines[i]
        if i == previous + 1:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
        previous = i
    return spans


def _running(page: _Page) -> list[Unit]:
    """The units of the running text."""
    setting = page.setting
    numbers = _paragraph_numbers(page)
    units: list[Unit] = []
    held: list[int] = []
    start = _Start(kind=None)
    state = _Flow()
    for position, i in enumerate(page.main):
        before = page.main[position - 1] if position else None
        ended = before is None or _ends(page, before)
        if not setting.mirrored:
            ended = ended or _room_left(page, i, 0.92)
        begins = _start_of(page, i, before, ended, numbers, state)
        if begins is None and (
            before is None or _breaks(page, i, before, ended, start, held, state)
        ):
            begins = _Start()
        if begins is not None:
            if held:
                units.append(_unit(page, held, start))
            held, start = [], begins
            state.note(begins, page.keys[i])
        held.append(i)
    if held:
        units.append(_unit(page, held, start))
    return units


class _Flow:
    """What has begun so far, as far as it bears on what may begin next."""

    def __init__(self) -> None:
        self.numbered = False
        self.formula = False
        self.letter = -1
        """Rank of the last point's letter; -1 where none is open."""
        self.count: dict[str, int] = {}
        """Last number of the points that are counted in digits, by their style."""

    def note(self, start: _Start, key: str) -> None:
        """Take in what has just begun."""
        if start.number:
            self.numbered, self.letter = True, -1
        elif start.point and start.point.number:
            rank = letter_rank(start.point.number.replace("\u0640", ""))
            self.letter = self.letter if rank is None else rank
            if start.point.number.isdigit():
                self.count[start.point.style] = int(start.point.number)
        elif start.kind == "title":
            self.formula, self.numbered, self.letter = True, False, -1
        elif start.participle or start.kind == "heading":
            self.letter = -1


def _unit(page: _Page, held: Sequence[int], start: _Start) -> Unit:
    unit = unit_of(
        page.text,
        _spans(page, held),
        number=start.number,
        point=start.point,
        foot=None,
        kind=None if start.kind == "title" else start.kind,
        level=start.level,
        participle=start.participle,
        hinted=start.stated,
    )
    unit.last = closing_character(page.text, page.lines[held[-1]], page.setting.mirrored)
    return unit


def _ends(page: _Page, i: int) -> bool:
    """Whether a paragraph ends with this line, as far as its setting shows."""
    line, setting = page.lines[i], page.setting
    short = line.end - line.start < 0.6 * setting.width
    closed = is_terminal(page.text, line, setting.mirrored)
    if setting.end_indent:
        if i in page.notes.firsts:
            return short or closed
        return line.lead >= setting.end_indent
    return closed or short


def _start_of(
    page: _Page,
    i: int,
    before: int | None,
    ended: bool,
    numbers: dict[int, Mark],
    state: _Flow,
) -> _Start | None:
    """What begins in this line, if its marks or words show it."""
    text, line, key = page.text, page.lines[i], page.keys[i]
    mirrored = page.setting.mirrored
    if i in page.headings:
        return _Start(kind="heading", level=page.headings[i], alone=True, stated=True)
    if i in numbers:
        return _Start(number=numbers[i])
    if wording.is_annex(key) and ended:
        return _Start(kind=None, alone=True)
    if wording.is_formula(key) and (ended or not mirrored):
        return _Start(kind="title", alone=True)
    if (wording.is_closing(key) or wording.is_summary(key)) and ended:
        return _Start(alone=True)
    level = wording.numbered_heading(key, text[line.start : line.start + WINDOW])
    if mirrored and level is None:
        level = wording.mirrored_heading(key)
    if level and ended and not is_terminal(text, line, mirrored):
        return _Start(kind="heading", level=level)
    if not mirrored:
        return _straight_start(page, i, ended, state)
    if not ended:
        return None
    stray = number_in(text, line.start, line.end)
    if stray and stray[1] and _stands_alone(page, i):  # a number out of sequence: a heading's
        return _Start(kind="heading", level=3)
    point = point_in(text, line.start, line.end)
    if point and point.number and _next_letter(state, point.number):
        return _Start(point=point)
    if not state.numbered and wording.since_in(key):
        return _Start(participle=True)
    return None


def _straight_start(page: _Page, i: int, ended: bool, state: _Flow) -> _Start | None:
    """What begins in a line of straight text. `ended`: the line before has ended a paragraph."""
    text, line, key = page.text, page.lines[i], page.keys[i]
    gap = line.gap and page.setting.gaps_split
    point = point_at(text, line.start, line.end)
    if point and (ended or gap or _next_point(state, point)):
        return _Start(point=point)
    set_off = gap if page.setting.gaps_split else ended and line.lead >= page.setting.start_indent
    small = text[line.start].islower()
    if not state.numbered and set_off and not small and wording.is_participle(key):
        return _Start(participle=True)
    return None


def _next_point(state: _Flow, point: Mark) -> bool:
    """Whether a point is the one that follows the last of its style."""
    number = point.number or ""
    if number.isdigit():
        return state.count.get(point.style) == int(number) - 1
    rank = letter_rank(number.replace("\u0640", ""))
    return point.style == "letter" and rank is not None and rank == state.letter + 1 and rank > 0


def _room_left(page: _Page, i: int, share: float) -> bool:
    """Whether the line before `i` was broken off although the first word of `i` would have fitted.

    `share` of a full line is what counts as full.
    """
    position = page.places[i]
    if not position:
        return True
    before, line = page.lines[page.main[position - 1]], page.lines[i]
    word = page.text[line.start : min(line.end, line.start + 40)].split(None, 1)[0]
    return before.end - before.start + 1 + len(word) <= share * page.setting.width


def _next_letter(state: _Flow, letter: str) -> bool:
    rank = letter_rank(letter.replace("\u0640", ""))
    return rank is not None and (rank == 0 or state.letter < rank <= state.letter + 2)


def _breaks(
    page: _Page, i: int, before: int, ended: bool, start: _Start, held: Sequence[int], state: _Flow
) -> bool:
    """Whether a line that shows nothing begins something new all the same."""
    line, setting = page.lines[i], page.setting
    first_of_page = i in page.notes.firsts
    if start.alone:
        return True
    if not setting.mirrored:
        if setting.gaps_split:
            return line.gap and (not first_of_page or (ended and _room_left(page, i, 0.75)))
        if first_of_page:
            return False
        if setting.start_indent:
            return ended and line.lead >= setting.start_indent
        closed = is_terminal(page.text, page.lines[before], mirrored=False)
        return (closed and _stands_alone(page, i)) or _room_left(page, i, 0.92 if closed else 0.75)
    if start.number or start.point or start.participle:
        # A heading without a number: short, ended, and before something that begins anew.
        closed = is_terminal(page.text, page.lines[before], mirrored=True)
        return ended and closed and not first_of_page and _stands_alone(page, i)
    if start.kind == "heading":
        return ended or len(held) > 1
    if not (state.formula or state.numbered) and line.gap and ended:
        return True
    if len(held) == 1 and (state.formula or state.numbered) and _stands_alone(page, before):
        return True
    return ended and not first_of_page and (line.gap or state.formula or state.numbered)


def _stands_alone(page: _Page, i: int) -> bool:
    """Whether a line looks like a heading: short, not closed by punctuation, and the last of its own."""
    line = page.lines[i]
    return (
        _ends(page, i)
        and line.end - line.start < 0.8 * page.setting.width
        and not is_terminal(page.text, line, page.setting.mirrored)
    )


def _paragraph_numbers(page: _Page) -> dict[int, Mark]:
    """The lines in which a numbered paragraph begins, by the sequence of their numbers."""
    candidates: list[tuple[int, Mark, bool]] = []
    resets: set[int] = set()
    reset = False
    for position, i in enumerate(page.main):
        line = page.lines[i]
        before = page.main[position - 1] if position else None
        ended = before is None or _ends(page, before)
        if ended and (wording.is_annex(page.keys[i]) or wording.is_formula(page.keys[i])):
            reset = True
        found = _candidate(page, line, ended)
        if found:
            if reset:
                resets.add(len(candidates))
                reset = False
            candidates.append((i, *found))
    return _sequence(candidates, resets)


def _candidate(page: _Page, line: Line, ended: bool) -> tuple[Mark, bool] | None:
    if page.setting.mirrored:
        found = number_in(page.text, line.start, line.end)
        return found if found and (found[1] or ended) else None
    mark = number_at(page.text, line.start, line.end)
    if mark is None:
        return None
    gap = line.gap and page.setting.gaps_split
    return mark, ended or gap


def _sequence(candidates: Sequence[tuple[int, Mark, bool]], resets: set[int]) -> dict[int, Mark]:
    """Those of the candidates that count paragraphs: each the next, a gap, or a new count."""
    values = [int(mark.number or 0) for _, mark, _ in candidates]
    chosen: dict[int, Mark] = {}
    last = 0
    ends = sorted(resets)
    for k, (i, mark, sure) in enumerate(candidates):
        if k in resets:
            last = 0
        value = values[k]
        stop = bisect_right(ends, k)
        limit = ends[stop] if stop < len(ends) else len(values)
        ahead = values[k + 1 : min(k + 1 + _AHEAD, limit)]
        follows = _first(ahead, value + 1)
        expected = _first(ahead, last + 1)
        if value == last + 1:
            # A heading's own number may equal the next paragraph's: the later one counts then.
            again = _first(ahead, value)
            taken = again is None or (follows is not None and follows < again)
        elif value > last + 1:
            taken = sure and expected is None and (follows is not None or value - last <= 3)
            taken = taken and (last > 0 or value <= 3 or follows is not None)
        else:
            taken = value == 1 and follows is not None and (expected is None or follows < expected)
        if taken:
            chosen[i], last = mark, value
    return chosen


def _first(values: Sequence[int], value: int) -> int | None:
    return next((at for at, each in enumerate(values) if each == value), None)
