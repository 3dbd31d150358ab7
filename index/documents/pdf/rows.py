"""Rows: the glyphs that stand on one baseline, raised marks and vowel signs with them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.documents.pdf.glyphs import SPACES, Glyph
from index.documents.pdf.letters import is_arabic, kind
from index.documents.pdf.marks import attach, drop_lost_marks, drop_repeated

_SAME_LINE = 0.28
"""Baselines nearer than this many ems are one line's."""
_WORD_GAP = 0.15
"""Ems between two words at least, where no space is drawn."""
_SURE_GAP = 0.33
"""Ems that part two words even where pdfium sees no space."""
_BRACKETS = frozenset("()[]{}«»‹›")
_ALEFS = frozenset("اأإآٱ")
_PREFIXES = frozenset("وفبكلس")
"""Letters that may stand before a Latin word without a space."""


@dataclass(slots=True)
class Word:
    """Glyphs from left to right between two gaps."""

    glyphs: list[Glyph]
    x0: float
    x1: float


@dataclass(slots=True)
class Row:
    """The words of one baseline from left to right."""

    y: float
    size: float
    """That of most of its glyphs."""
    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The top of its letters."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The bottom of its letters."""
        return self.y + 0.25 * self.size


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a frame from top to bottom; every glyph that is no space is in one."""
    spaces = [g for g in glyphs if g.text in SPACES]
    marks = [g for g in glyphs if kind(g.text) == "M"]
    letters = [g for g in glyphs if g.text not in SPACES and kind(g.text) != "M"]
    groups = _raised(_stray(_by_baseline(letters)))
    attach(groups, marks)
    drop_lost_marks(groups)
    drop_repeated(groups)
    _set_advances(groups)
    blanks = _by_line(spaces)
    return [_row(group, blanks) for group in groups if group]


def _stray(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """A few glyphs less than half a letter off a line of their size belong to it."""
    measured = [(*_most(group), group) for group in groups]
    for at, (y, size, group) in enumerate(measured):
        if len(group) > 3:
            continue
        for other in (at - 1, at + 1):
            if not 0 <= other < len(measured):
                continue
            base, height, members = measured[other]
            inside = (
                min(g.x0 for g in members) - height
                < group[0].pen
                < max(g.x1 for g in members) + height
            )
            if (
                len(members) > 3
                and abs(base - y) < 0.5 * size
                and abs(height - size) < 0.1 * size
                and inside
            ):
                for g in group:
                    g.y = base
                members.extend(group)
                group.clear()
                break
    return [group for _, _, group in measured if group]


def _set_advances(groups: list[list[Glyph]]) -> None:
    """Give glyphs whose box is their ink alone the advance that they have elsewhere inside words."""
    found: dict[tuple[int, str, int, int], float] = {}
    for group in groups:
        ordered = sorted(group, key=lambda g: g.pen)
        for a, b in itertools.pairwise(ordered):
            if not _one_word(a, b) or a.cluster or a.raised or b.raised:
                continue
            advance = (b.pen - a.pen) / a.size
            if 0 < advance < 1.2:
                key = _shape(a)
                found[key] = min(advance, found.get(key, 9.0))
    for group in groups:
        for g in group:
            if g.floats:
                continue
            known = found.get(_shape(g))
            if known is not None and g.x1 <= g.ink1 + 0.01 * g.size:
                least, most = g.ink1 - 0.1 * g.size, g.ink1 + 0.1 * g.size
                g.x1 = min(most, max(least, g.pen + known * g.size))
            g.x0 = min(g.x0, g.pen) if g.pen > g.ink0 - 0.3 * g.size else g.x0


def _one_word(a: Glyph, b: Glyph) -> bool:
    """Whether pdfium, which knows the advances, sees no space between two letters.

    Of signs and numbers that cannot be said: it may have moved the space beside them elsewhere.
    """
    return a.word == b.word and abs(a.at - b.at) <= 3 and is_arabic(a.text) and is_arabic(b.text)


def _shape(g: Glyph) -> tuple[int, str, int, int]:
    """Tells the forms of a letter apart by where its ink lies."""
    return (
        g.font,
        g.text,
        round(40 * (g.ink0 - g.pen) / g.size),
        round(40 * (g.ink1 - g.pen) / g.size),
    )


def _by_baseline(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    low = 0.0
    size = 1.0
    for glyph in sorted(letters, key=lambda g: (g.y, g.pen)):
        if groups and glyph.y - low <= _SAME_LINE * min(size, glyph.size):
            groups[-1].append(glyph)
            size = max(size, glyph.size)
        else:
            groups.append([glyph])
            low, size = glyph.y, glyph.size
    return groups


def _most(group: Sequence[Glyph]) -> tuple[float, float]:
    """Baseline and size of most of a group's glyphs."""
    counts = Counter((round(g.y, 1), round(g.size, 1)) for g in group)
    return max(counts, key=lambda each: (counts[each] * each[1], each))


def _raised(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Smaller glyphs above or below a baseline, next to its glyphs, join that row."""
    measured = [(*_most(group), group) for group in groups]
    for at, (y, _, group) in enumerate(measured):
        for piece in _pieces(group):
            tallest = max(g.size for g in piece)
            left, right = min(g.x0 for g in piece), max(g.x1 for g in piece)
            best: tuple[float, int] | None = None
            for other in range(max(0, at - 3), min(len(measured), at + 4)):
                base, height, members = measured[other]
                if (
                    other == at
                    or height < 1.2 * tallest
                    or not -0.25 * height <= base - y <= 0.75 * height
                ):
                    continue
                reach = 0.8 * height
                beside = any(
                    (g.x0 - reach <= right <= g.x0 + 0.3 * g.size + 1)
                    or (g.x1 - 0.3 * g.size - 1 <= left <= g.x1 + reach)
                    for g in members
                    if g.size >= 1.2 * tallest
                )
                if beside and (best is None or abs(base - y) < best[0]):
                    best = abs(base - y), other
            if best is not None:
                target = measured[best[1]]
                moved = {id(g) for g in piece}
                group[:] = [g for g in group if id(g) not in moved]
                for g in piece:
                    g.raised = target[0] - g.y > 0.15 * target[1]
                target[2].extend(piece)
    for y, size, group in measured:
        for g in group:
            if not g.raised and y - g.y > 0.15 * size and g.size < 0.85 * size:
                g.raised = True
    return [group for _, _, group in measured if group]


def _pieces(group: Sequence[Glyph]) -> list[list[Glyph]]:
    """A group's glyphs cut where they stand far apart."""
    pieces: list[list[Glyph]] = []
    end = 0.0
    for glyph in sorted(group, key=lambda g: g.x0):
        if pieces and glyph.x0 - end <= 0.6 * glyph.size:
            pieces[-1].append(glyph)
            end = max(end, glyph.x1)
        else:
            pieces.append([glyph])
            end = glyph.x1
    return pieces


def _by_line(spaces: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    lines: dict[int, list[Glyph]] = {}
    for glyph in spaces:
        lines.setdefault(round(glyph.y), []).append(glyph)
    return lines


def _row(group: list[Glyph], blanks: dict[int, list[Glyph]]) -> Row:
    y, size = _most([g for g in group if not g.raised] or group)
    ordered = _in_order(group)
    spaces = sorted(
        (g.x0 + g.x1) / 2
        for line in range(round(y) - 1, round(y) + 2)
        for g in blanks.get(line, ())
        if g.x1 - g.x0 > 0.05 * g.size
    )
    row = Row(y, size)
    end = 0.0
    before: Glyph | None = None
    spaced = _has_all_spaces(ordered, spaces)
    for glyph in ordered:
        if before is None or _parted(before, glyph, end, spaces, spaced):
            row.words.append(Word([glyph], glyph.x0, glyph.x1))
            end = glyph.x1
        else:
            word = row.words[-1]
            word.glyphs.append(glyph)
            word.x0 = min(word.x0, glyph.x0)
            word.x1 = end = max(word.x1, glyph.x1)
        before = glyph
    return row


def _has_all_spaces(ordered: Sequence[Glyph], spaces: Sequence[float]) -> bool:
    """Whether a space is drawn in every wide gap between Arabic letters, and in some gaps."""
    drawn = 0
    end = ordered[0].x1
    for a, b in itertools.pairwise(ordered):
        size = min(a.size, b.size)
        if is_arabic(a.text) and is_arabic(b.text) and b.x0 - end > _WORD_GAP * size:
            if _is_drawn(spaces, end, b.x0, size):
                drawn += 1
            elif b.x0 - end > _SURE_GAP * size:
                return False
        end = max(end, b.x1)
    return drawn > 2


def _is_drawn(spaces: Sequence[float], end: float, start: float, size: float) -> bool:
    """Whether the middle of a drawn space is between two places."""
    at = bisect_left(spaces, end - 0.05 * size)
    return at < len(spaces) and spaces[at] <= start + 0.05 * size


def _parted(before: Glyph, glyph: Glyph, end: float, spaces: Sequence[float], spaced: bool) -> bool:
    """Whether a space stands between two neighbours of a row.

    `spaced`: its spaces are drawn, so that a small gap without one is none.
    """
    mixed = before.raised or glyph.raised
    size = max(before.size, glyph.size) if mixed else min(before.size, glyph.size)
    gap = glyph.x0 - end
    near = abs(before.at - glyph.at) <= 3
    vague = before.is_part or glyph.is_part
    if is_arabic(before.text) and glyph.text[0] == "ة" and not mixed:
        return True  # the letter that nothing but a word's end follows
    if is_arabic(before.text) and kind(glyph.text) == "L" and not (mixed or glyph.is_bar):
        return True  # Arabic right behind a Latin word: only prefixes are written without a space
    if (
        is_arabic(glyph.text)
        and glyph.text[0] not in _PREFIXES
        and kind(before.text) in "LE"
        and not before.is_bar
        and abs(before.word - glyph.word) == 1
    ):
        return True  # pdfium sees a space, and no prefix ends with this letter
    if vague or _one_word(before, glyph):
        return gap > (0.25 if vague else _SURE_GAP) * size
    drawn = _is_drawn(spaces, end, glyph.x0, size)
    # The pens of a cluster's parts, and of marks, make pdfium see spaces beside their letter.
    said = near and abs(before.word - glyph.word) == 1 and not (before.cluster or glyph.cluster)
    marked = any(kind(c) == "M" for c in (before.text + glyph.text))
    sure = spaced and not drawn and _is_letter(before) and _is_letter(glyph)
    if sure and marked:
        return gap > _SURE_GAP * size
    if gap > _least_gap(before, glyph) * size:
        return True
    if drawn and gap > 0.02 * size:
        return True
    bracket = before.text in _BRACKETS or glyph.text in _BRACKETS
    if said and gap > (0.12 if bracket else 0.08) * size:
        return True
    # A stroke that reaches over the space: the letter behind it begins far from the pen.
    return (
        said
        and is_arabic(before.text)
        and glyph.pen - before.ink1 > 0.05 * size
        and gap > 0.04 * size
    )


def _is_letter(glyph: Glyph) -> bool:
    """Whether it is an Arabic letter or a kashida, which may claim to be another character."""
    return is_arabic(glyph.text) or (glyph.is_bar and glyph.text not in "-–—")


def _least_gap(before: Glyph, glyph: Glyph) -> float:
    """Ems between two glyphs that part words where no space is known of."""
    if before.raised and glyph.raised:
        return _SURE_GAP
    if is_arabic(before.text) and is_arabic(glyph.text):
        return 0.17  # fonts move letters apart that would touch
    if before.text in _BRACKETS or glyph.text in _BRACKETS:
        return 0.2  # their boxes may leave their side bearings out
    return _WORD_GAP


def _in_order(group: list[Glyph]) -> list[Glyph]:
    """From left to right by the pen; the alef of a lam-alef, drawn over its lam, left of it."""
    ordered = sorted(group, key=lambda g: (g.pen, g.x0 + g.x1))
    for i in range(len(ordered) - 1):
        a, b = ordered[i], ordered[i + 1]
        if a.text[0] == "ل" and b.text[0] in _ALEFS and len(a.text) == 1 and is_arabic(a.text):
            shared = min(a.ink1, b.ink1) - max(a.ink0, b.ink0)
            if (
                shared > 0.6 * min(a.ink1 - a.ink0, b.ink1 - b.ink0)
                and b.pen - a.pen < 0.12 * a.size
            ):
                ordered[i], ordered[i + 1] = b, a
    return ordered
