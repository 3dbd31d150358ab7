"""Vowel signs and their letters: which sign belongs to which, and which glyphs say a sign twice."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from index.documents.pdf.glyphs import UNKNOWN, Glyph
from index.documents.pdf.letters import is_arabic, kind

_ALEFS = frozenset("اأإآٱ")


class _Near(tuple[float, float, Glyph]):
    """A letter near a mark; the nearest is the least."""

    __slots__ = ()

    def __lt__(self, other: tuple[float, float, Glyph]) -> bool:  # type: ignore[override]
        return self[1] < other[1]


def attach(groups: list[list[Glyph]], marks: Sequence[Glyph]) -> None:
    """Each mark goes to the letter under or over which it stands.

    A sign set beside the middle of its letter is often nearer to its neighbour's: where the most
    signs of the frame are the next ones after their letter in the order of drawing, those that
    stand near the letter before them belong to it.
    """
    if not marks:
        return
    lines = [
        (sum(g.y for g in group) / len(group), sorted(group, key=lambda g: g.ink0))
        for group in groups
    ]
    heights = [y for y, _ in lines]
    near = [(mark, _letters_near(mark, lines, heights)) for mark in marks]
    votes = Counter(
        _steps(mark, min(letters)[2]) for mark, letters in near if letters and not min(letters)[0]
    )
    follows = votes[1] > 2 and votes[1] > 0.7 * (votes[1] + votes[-1])
    extra: dict[int, list[Glyph]] = {}
    owners: dict[int, Glyph] = {}
    last: tuple[int, Glyph] | None = None
    for mark, letters in sorted(near, key=lambda each: each[0].at):
        if not letters:
            continue  # a sign over no letter
        owner = min(letters)[2]
        if follows:
            drawn = last[1] if last and mark.at - last[0] == 1 else None
            for off, _, letter in letters:
                if off > 0.25 * mark.size or not is_arabic(letter.text):
                    continue
                if _is_lam_before(letter, owner) or abs(letter.y - mark.y) > 0.01 * mark.size:
                    continue
                if letter is drawn or _steps(mark, letter) == 1:
                    owner = letter
                    break
            last = mark.at, owner
        owners[id(owner)] = owner
        extra.setdefault(id(owner), []).append(mark)
    for key, signs in extra.items():
        _add(owners[key], signs)


def _letters_near(
    mark: Glyph, lines: Sequence[tuple[float, list[Glyph]]], heights: Sequence[float]
) -> list[_Near]:
    """The letters that a mark may belong to: how far off, how far from the middle, the letter."""
    middle = (mark.ink0 + mark.ink1) / 2
    found = []
    for y, group in lines[bisect_left(heights, mark.y - 0.6 * mark.size) :]:
        if y - mark.y > 0.6 * mark.size:
            break
        for g in group:
            if g.ink0 - mark.size > middle:
                break
            off = max(g.ink0 - middle, middle - g.ink1, 0.0)
            if off < 0.6 * mark.size:
                away = 10 * off + abs((g.ink0 + g.ink1) / 2 - middle)
                away += 0 if kind(g.text) in "RL" else mark.size
                away += 3 * max(0.0, abs(y - mark.y) - 0.3 * mark.size)
                if abs(g.y - mark.y) > 0.01 * mark.size:  # a raised letter's mark is raised with it
                    away += 0.2 * mark.size
                found.append(_Near((off, away, g)))
    return found


def _is_lam_before(letter: Glyph, owner: Glyph) -> bool:
    """Whether two letters are a lam and an alef, drawn as one in two glyphs."""
    return letter.text[0] == "ل" and owner.text[0] in _ALEFS


def _steps(mark: Glyph, letter: Glyph) -> int:
    """How many places after its letter pdfium gives a mark, spaces of its own left out."""
    steps = mark.at - letter.at
    return steps if mark.word == letter.word else (steps > 0) * 1 if abs(steps) == 2 else 99


def _add(letter: Glyph, marks: Sequence[Glyph]) -> None:
    """Write signs behind their letter: hamza and madda, shadda, vowels, each once."""
    letters, lam = letter.text, ""
    if letters[0] == "ل" and letters[1:2] and letters[1] in _ALEFS:
        # The right half of the ligature is the lam; no alef has a shadda.
        middle = (letter.ink0 + letter.ink1) / 2
        double = {m.text for m in marks if "\u0651" in m.text}
        first = [m for m in marks if m.text in double or (m.ink0 + m.ink1) / 2 > middle]
        if double and letters[1] == "ا":
            first = list(marks)
        lam = "".join(m.text for m in first)
        marks = [m for m in marks if all(m is not other for other in first)]
        letters = _with_signs("ل", lam) + letters[1:]
    letter.text = _with_signs(letters, "".join(m.text for m in marks))


def _with_signs(text: str, signs: str) -> str:
    """A letter and signs in their order; a sign that it has is not set again."""
    for sign in sorted(signs, key=lambda c: (c not in "\u0653\u0654\u0655", c != "\u0651")):
        if sign in text:
            continue
        whole = unicodedata.normalize("NFC", text + sign) if sign in "\u0653\u0654\u0655" else ""
        text = whole if len(whole) == len(text) else text + sign
    return text


def drop_lost_marks(groups: list[list[Glyph]]) -> None:
    """Leave out vowel signs whose value is lost.

    They have some other character's value (a glyph number) and float above or below the ink of an
    Arabic letter whose size they share; nothing tells which sign they are.
    """
    for group in groups:
        floating = [
            g
            for g in group
            if not is_arabic(g.text)
            and (g.text == UNKNOWN or kind(g.text) in "LE")
            and not g.raised
            and (g.low > 0.55 * g.size or g.high < -0.05 * g.size)
        ]
        lost = {
            id(g)
            for g in floating
            if any(
                is_arabic(a.text)
                and abs(a.size - g.size) < 0.1 * g.size
                and min(a.ink1, g.ink1) - max(a.ink0, g.ink0) > 0.4 * (g.ink1 - g.ink0)
                for a in group
            )
        }
        if lost:
            group[:] = [g for g in group if id(g) not in lost]


def drop_repeated(groups: list[list[Glyph]]) -> None:
    """Leave out a cluster given a second time, for its mark, beside or over its letter."""
    for group in groups:
        again: set[int] = set()
        for g in group:
            if not g.floats:
                continue
            for other in group:
                if other is g or other.floats or not _is_same_cluster(g, other):
                    continue
                other.text = max(g.text, other.text, key=len)
                again.add(id(g))
                break
        if again:
            group[:] = [g for g in group if id(g) not in again]


def _is_same_cluster(mark: Glyph, letter: Glyph) -> bool:
    """Whether a cluster with the box of its mark is that of a letter with its own box."""
    if mark.text == letter.text:
        ends = (mark.ink0 - letter.ink1, mark.ink1 - letter.ink0, mark.pen - letter.pen)
        return min(map(abs, ends)) < 0.5 * mark.size or _is_within(mark, letter)
    return len(mark.text) > 1 and mark.text[0] == letter.text and _is_within(mark, letter)


def _is_within(mark: Glyph, letter: Glyph) -> bool:
    """Whether a mark's middle is over or under the letter."""
    return letter.pen < (mark.ink0 + mark.ink1) / 2 < max(letter.x1, letter.ink1)
