"""The outline of a text document as blocks: what each paragraph is and how it is numbered.

The text is cut at its borders (`units`, `wrapped`), then read from top to bottom as its genre is
built: title, the body's formula, preambular paragraphs, operative ones with their points, the
closing line, annexes. Papers have headings and numbered paragraphs instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from index.paragraphs import wording
from index.paragraphs.lines import read_lines, setting_of, trimmed
from index.paragraphs.marks import Mark, may_be_roman, point_at, references
from index.paragraphs.units import Unit, hinted_units, line_units, stated_headings, unit_of
from index.paragraphs.wrapped import wrapped_units
from index.values import Block, Kind, Part, Source, Span

_SHORT = 150
"""A heading is not longer."""
_PROSE = 200
"""A line of a title is not longer, and shorter still if it ends as a sentence."""
_LISTED = ("preambular", "operative", "paragraph", "point")


@dataclass
class _State:
    """Where in the document the next unit stands."""

    section: Literal["front", "preamble", "body", "closing"] = "front"
    part: Part = "main"
    annex: str | None = None
    resolution: bool = False
    spoken: bool = False
    """A paragraph of the preamble has been read."""
    number: int = 0
    """The number of the last paragraph."""
    inner: int = 0
    """The last number of a list numbered as paragraphs are, inside a paragraph; 0 outside one."""
    lists: list[tuple[str, str | None]] = field(default_factory=list)
    """Style and last mark of each list that is open, outermost first."""
    footnote: int = 0
    before: Unit | None = None
    """The last unit of the running text."""
    before_kind: Kind | None = None
    interrupted: bool = False
    """Footnotes stand between it and the next."""
    referred: set[str] = field(default_factory=set)
    """Numbers in brackets so far."""


def text_blocks(source: Source) -> tuple[Block, ...]:
    """The blocks of a source in reading order, each with its kind, number and place in the outline.

    Spans are trimmed, do not overlap and never cut a word; page furniture (page numbers, rules,
    job numbers, addresses of links) is in none. Any text gives blocks.
    """
    lines = read_lines(source.text, source.pages)
    headings = stated_headings(source, lines)
    if headings is None:
        return _outline(source.text, hinted_units(source, lines))
    setting = setting_of(source.text, lines)
    if setting.wrapped:
        return _outline(source.text, wrapped_units(source.text, lines, setting, headings))
    return _outline(source.text, line_units(source.text, lines, headings))


def _outline(text: str, units: Sequence[Unit]) -> tuple[Block, ...]:
    state = _State(resolution=any(wording.is_formula(unit.key) for unit in units))
    last_of = {unit.number.number: i for i, unit in enumerate(units) if unit.number}
    last_number = max(last_of.values(), default=-1)
    blocks: list[Block] = []
    for i, unit in enumerate(units):
        after = units[i + 1] if i + 1 < len(units) else None
        if _goes_on(state, unit):
            _extend(blocks, unit)
            assert state.before
            state.before.last, state.interrupted = unit.last, False
        else:
            comes_again = bool(unit.number) and last_of[unit.number.number] > i  # type: ignore[union-attr]
            blocks.extend(_read(text, state, unit, after, comes_again, last_number > i))
        for start, end in unit.spans:
            state.referred |= references(text, start, end)
    return tuple(sorted(blocks, key=lambda block: block.spans[0]))


def _goes_on(state: _State, unit: Unit) -> bool:
    """Whether a unit is the rest of a paragraph that the end of a page cut in two."""
    before = state.before
    if before is None or before.finished or before.length < 20 or unit.hinted:
        return False
    if state.before_kind not in _LISTED or not (state.interrupted or unit.after_break):
        return False
    if unit.kind or unit.number or unit.point or unit.participle:
        return False
    if unit.foot and _is_footnote(state, unit):
        return False
    return unit.finished or unit.length > _SHORT


def _extend(blocks: list[Block], unit: Unit) -> None:
    at = max(i for i, block in enumerate(blocks) if block.kind != "footnote")
    spans = (*blocks[at].spans, *(Span(*piece) for piece in unit.spans))
    blocks[at] = replace(blocks[at], spans=spans)


def _read(
    text: str,
    state: _State,
    unit: Unit,
    after: Unit | None,
    comes_again: bool,
    more_numbers: bool,
) -> list[Block]:
    """The blocks of a unit (two where a point begins right behind a number); the state moves on."""
    if unit.kind == "footnote" or (unit.kind is None and unit.foot and _is_footnote(state, unit)):
        return [_footnote(state, unit)]
    kind, mark, level = _classify(state, unit, after, comes_again, more_numbers)
    split = _point_behind(text, unit, mark) if kind in ("operative", "paragraph") else None
    if split:
        first, rest = split
        blocks = [_block(state, first, kind, mark, level)]
        state.before, state.before_kind = first, kind
        assert rest.point
        blocks.append(_block(state, rest, "point", rest.point, _list_level(state, rest.point)))
        unit, kind = rest, "point"
    else:
        blocks = [_block(state, unit, kind, mark, level)]
    state.before, state.before_kind, state.interrupted = unit, kind, False
    return blocks


def _block(state: _State, unit: Unit, kind: Kind, mark: Mark | None, level: int) -> Block:
    return Block(
        spans=tuple(Span(*piece) for piece in unit.spans),
        kind=kind,
        number=mark.number if mark else None,
        number_span=Span(mark.start, mark.end) if mark else None,
        level=level,
        part=state.part,
        annex=state.annex,
    )


def _footnote(state: _State, unit: Unit) -> Block:
    state.interrupted = True
    number = unit.foot.number if unit.foot else None
    if number and number.isdigit():
        state.footnote = int(number)
    return _block(state, unit, "footnote", unit.foot, 0)


def _is_footnote(state: _State, unit: Unit) -> bool:
    """Whether `(3) …` is a footnote and not a point of that number."""
    number = (unit.foot.number if unit.foot else None) or ""
    if unit.printed.startswith("[^") or unit.printed[:1] in "¹²³⁴⁵⁶⁷⁸⁹":
        return True
    if not number.isdigit():
        return number in state.referred or unit.printed.startswith(("(", ")"))
    value = int(number)
    if any(style == "paren" and mark == str(value - 1) for style, mark in state.lists):
        return False
    if number in state.referred and state.footnote < value <= state.footnote + 3:
        return True
    listed = state.before is not None and state.before.last == ":"
    return value == state.footnote + 1 and state.section in ("body", "closing") and not listed


def _point_behind(text: str, unit: Unit, mark: Mark | None) -> tuple[Unit, Unit] | None:
    """`11 - (أ) …` as the number alone and the point."""
    start, end = unit.spans[0]
    if mark is None or mark.start != start:
        return None
    point = point_at(text, mark.end, end)
    if point is None or point.style in ("bullet", "paren", "spaced"):
        return None
    at, _ = trimmed(text, mark.end, end)
    first = unit_of(text, [trimmed(text, start, mark.end)])
    first.last = ":"
    return first, unit_of(text, [(at, end), *unit.spans[1:]])


def _classify(
    state: _State, unit: Unit, after: Unit | None, comes_again: bool, more_numbers: bool
) -> tuple[Kind, Mark | None, int]:
    """Kind, printed number and level of a unit that is no footnote."""
    if unit.kind is not None and unit.kind != "heading":
        return _stated(state, unit)
    if wording.is_annex(unit.key) and not (state.section == "front" and state.resolution):
        state.part, state.annex = "annex", wording.annex_label(unit.key, unit.printed)
        state.section, state.number = "body", 0
        _close_lists(state)
        return "heading", None, 1
    if unit.kind == "heading":
        if state.section == "front" and state.resolution and not wording.is_summary(unit.key):
            return "title", None, 0  # a resolution's own title, set as a heading
        offset = state.part == "annex" and not unit.hinted
        return _heading(state, (unit.level or 1) + offset)
    if wording.is_formula(unit.key):
        state.section, state.number, state.resolution = "preamble", 0, True
        return "title", None, 0
    level = wording.numbered_heading(unit.key, unit.printed)
    if level and not unit.finished and unit.length <= _PROSE:
        return _heading(state, level + (state.part == "annex"))
    if wording.is_closing(unit.key) and state.section != "front":
        state.section = "closing"
        return "closing", None, 0
    if unit.number:
        numbered = _numbered(state, unit, after, comes_again)
        if numbered:
            return numbered
    if unit.point and not (state.section == "front" and state.resolution):
        if state.section == "front":
            state.section = "body"
        return "point", unit.point, _list_level(state, unit.point)
    return _unmarked(state, unit, after, more_numbers)


def _stated(state: _State, unit: Unit) -> tuple[Kind, Mark | None, int]:
    """What the format says it is."""
    assert unit.kind
    if unit.kind == "point":
        mark = unit.point or unit.number
        return "point", mark, unit.level or (_list_level(state, mark) if mark else 1)
    if unit.kind in ("operative", "paragraph"):
        state.section, state.number = "body", int(unit.number.number or 0) if unit.number else 0
        _close_lists(state)
        return unit.kind, unit.number, unit.level
    if unit.kind == "preambular":
        state.section = "preamble"
        _close_lists(state)
    return unit.kind, None, unit.level


def _heading(state: _State, level: int) -> tuple[Kind, Mark | None, int]:
    _close_lists(state)
    if state.section in ("front", "closing"):
        state.section = "front" if state.resolution and state.section == "front" else "body"
    return "heading", None, level


def _numbered(
    state: _State, unit: Unit, after: Unit | None, comes_again: bool
) -> tuple[Kind, Mark | None, int] | None:
    """A unit with a paragraph's number: paragraph, item of an inner list, or numbered heading."""
    assert unit.number
    if state.section == "front" and state.resolution:
        return None
    value = int(unit.number.number or 0)
    before = state.before
    if state.inner and value == state.inner + 1 and (value != state.number + 1 or comes_again):
        state.inner = value
        return "point", unit.number, _list_level(state, unit.number)
    if (
        value == 1
        and state.number
        and before
        and before.last == ":"
        and state.before_kind in _LISTED
    ):
        state.inner = 1
        return "point", unit.number, _list_level(state, unit.number)
    follows = int(after.number.number or 0) if after and after.number else None
    fits = value == state.number + 1 and follows != value
    if not unit.finished and unit.length <= 100 and not fits and follows != value + 1:
        return _heading(state, 3)
    state.section, state.number, state.inner = "body", value, 0
    _close_lists(state)
    return _paragraph_kind(state), unit.number, 0


def _paragraph_kind(state: _State) -> Kind:
    return "operative" if state.resolution and state.part == "main" else "paragraph"


def _unmarked(
    state: _State, unit: Unit, after: Unit | None, more_numbers: bool
) -> tuple[Kind, Mark | None, int]:
    """Kind and level of a unit that bears no number, by its place and words."""
    if wording.is_summary(unit.key):
        return _heading(state, 1)
    if state.section == "front":
        return _front(state, unit)
    if state.section == "closing":
        if unit.length <= _SHORT:
            return "closing", None, 0
        state.section = "body"
    if state.section == "preamble":
        return _preamble(state, unit, after, more_numbers)
    return _body(state, unit, after)


def _front(state: _State, unit: Unit) -> tuple[Kind, Mark | None, int]:
    if unit.participle and unit.length > 40 and unit.finished:
        state.section, state.resolution, state.spoken = "preamble", True, True
        return "preambular", None, 0
    if unit.length > 2 * _PROSE or (unit.last == "." and unit.length > 100):
        if not state.resolution:
            state.section = "body"
        return "paragraph", None, 0
    return "title", None, 0


def _preamble(
    state: _State, unit: Unit, after: Unit | None, more_numbers: bool
) -> tuple[Kind, Mark | None, int]:
    if not unit.participle:
        if not state.spoken and after and wording.is_formula(after.key):
            return "title", None, 0
        if not more_numbers and wording.opens_with_verb(unit.key):
            state.section = "body"
            _close_lists(state)
            return _paragraph_kind(state), None, 0
        if (
            state.before
            and state.before.last == ":"
            and state.before_kind in ("preambular", "point")
        ):
            return "point", None, _list_level(state, None)
        if not unit.finished and unit.length <= 100:
            return _heading(state, 1)
    state.spoken = True
    _close_lists(state)
    return "preambular", None, 0


def _body(state: _State, unit: Unit, after: Unit | None) -> tuple[Kind, Mark | None, int]:
    before, listed = state.before, state.before_kind in ("operative", "paragraph", "point")
    if wording.is_date(unit.key) and after is None:
        return "closing", None, 0
    title_like = unit.length <= _SHORT and not unit.finished
    label = unit.last == ":" and unit.length <= 60 and before is not None and before.last != ":"
    if (title_like or label) and not (before and before.last == ":" and listed):
        return _heading(state, 1 + (state.part == "annex"))
    if listed and before:
        in_list = bool(state.lists) and state.lists[-1][0] == "plain"
        open_point = state.before_kind == "point" and (
            before.last in "؛;،,:" or not before.finished
        )
        if wording.adds_a_verb(unit.key) and state.before_kind == "point" and before.last != ":":
            return ("closing" if state.resolution else "paragraph"), None, 0
        if before.last == ":" or in_list or open_point:
            deeper = before.last == ":" or not before.finished
            return "point", None, _list_level(state, None, deeper)
    _close_lists(state)
    return _paragraph_kind(state) if wording.opens_with_verb(unit.key) else "paragraph", None, 0


def _close_lists(state: _State) -> None:
    state.lists.clear()
    state.inner = 0


def _list_level(state: _State, mark: Mark | None, deeper: bool = True) -> int:
    """Level of a point: that of the open list whose style its mark has, else one below the last.

    `mark` is None for an item without a mark; it stays in the innermost list unless `deeper`.
    """
    style = mark.style if mark else "plain"
    number = mark.number if mark else None
    lists = state.lists
    if mark and may_be_roman(mark):
        latin = next((value for kept, value in lists if kept == "latin"), None)
        if latin is None or ord(latin[-1]) + 1 != ord(number[-1] if number else " "):
            style = "roman"
    open_styles = [kept for kept, _ in lists]
    if style in open_styles:
        at = open_styles.index(style)
        del lists[at:]
    elif mark is None and not deeper and lists:
        return len(lists)
    lists.append((style, number))
    return len(lists)
