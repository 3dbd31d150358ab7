"""One locator inside one document: which of its paragraphs it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.locators.values import Locator
from index import points
from index.labels import annex_key
from index.values import Kind, Paragraph

NUMBERED: tuple[Kind, ...] = ("operative", "paragraph")
"""Kinds that "paragraph 7" may mean."""


def named(locator: Locator, outline: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs that a locator names in a document; none where there is no such paragraph.

    "Paragraph 7" is an operative one in a resolution and a numbered one in a paper; where the main
    part has no such number but the annex has, the annex's. Several come back only where the
    document prints one number twice, or has it in several annexes.
    """
    if locator.kind == "point":
        return _lone_point(locator, outline)
    for group in _groups(locator, outline):
        bases = _bases(locator, group)
        letters = _letters(locator)
        if letters:
            bases = [point for base in bases for point in _point(base, letters, outline)]
        if bases:
            return bases
    return []


def base_of(locator: Locator, outline: Sequence[Paragraph]) -> Paragraph | None:
    """The paragraph whose point is asked for, where that paragraph exists."""
    for group in _groups(locator, outline):
        bases = _bases(locator, group)
        if bases:
            return bases[0]
    return None


def group_of(locator: Locator, outline: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs among which the asked one is missing: those of its kind in its part."""
    for group in _groups(locator, outline):
        if group:
            return group
    return []


def inside(paragraph: Paragraph, outline: Sequence[Paragraph]) -> list[Paragraph]:
    """The points that belong to a paragraph, at every depth, in the document's order."""
    members = {paragraph.order}
    found = []
    for candidate in sorted(outline, key=lambda one: one.order):
        if candidate.kind == "point" and candidate.parent in members:
            members.add(candidate.order)
            found.append(candidate)
    return found


def _lone_point(locator: Locator, outline: Sequence[Paragraph]) -> list[Paragraph]:
    """A point asked for without its paragraph: the only one of that number under no number."""
    fitting = [
        paragraph
        for group in _groups(locator, outline)
        for paragraph in group
        if len(paragraph.path) == len(locator.path)
        and all(
            points.keys(mine) & points.keys(asked)
            for mine, asked in zip(paragraph.path, locator.path, strict=True)
        )
    ]
    return fitting if len(fitting) == 1 else []


def _groups(locator: Locator, outline: Sequence[Paragraph]) -> Iterable[list[Paragraph]]:
    """Where to look, the likeliest first: each a part's paragraphs of one kind."""
    kinds: tuple[Kind, ...] = (locator.kind,) if locator.kind else NUMBERED
    parts = [locator.part] if locator.part else ["main", "annex"]
    for part in parts:
        for kind in kinds:
            group = [
                paragraph
                for paragraph in outline
                if paragraph.kind == kind
                and paragraph.part == part
                and (locator.annex is None or _same_annex(locator.annex, paragraph.annex))
            ]
            if group:
                yield group


def _same_annex(asked: str, printed: str | None) -> bool:
    # a single annex bears no number
    return annex_key(asked) == (annex_key(printed) if printed is not None else "1")


def _letters(locator: Locator) -> tuple[str, ...]:
    return locator.path if locator.kind == "preambular" else locator.path[1:]


def _bases(locator: Locator, group: list[Paragraph]) -> list[Paragraph]:
    if locator.ordinal is not None and (
        locator.ordinal < 0 or locator.kind in ("preambular", "footnote")
    ):
        place = locator.ordinal if locator.ordinal < 0 else locator.ordinal - 1
        in_order = sorted(group, key=lambda one: one.order)
        if locator.kind == "preambular" and locator.ordinal > 0:
            return [one for one in group if one.ordinal == locator.ordinal][:1]
        return in_order[place:][:1] if -len(group) <= place < len(group) else []
    if not locator.path:
        return []
    number = locator.path[0]
    printed = [one for one in group if one.number == number]
    return printed or _unprinted(number, sorted(group, key=lambda one: one.order))


def _unprinted(number: str, group: list[Paragraph]) -> list[Paragraph]:
    """The paragraph that must bear a number which is not printed, or printed wrongly.

    It is the one between the numbers before and after; or the only, or the n-th, where none is
    numbered at all.
    """
    if not number.isdecimal():
        return []
    wanted = int(number)
    values = [int(one.number) if one.number and one.number.isdecimal() else None for one in group]
    if all(value is None for value in values):
        return group[wanted - 1 : wanted]
    for place in range(len(group)):
        before = values[place - 1] if place else 0
        after = values[place + 1] if place + 1 < len(group) else None
        if before == wanted - 1 and after == wanted + 1:
            return [group[place]]
    return []


def _point(
    base: Paragraph, letters: Sequence[str], outline: Sequence[Paragraph]
) -> list[Paragraph]:
    """The point under `base` that the letters lead to; a level may be left out if only one fits."""
    below = inside(base, outline)
    current = [base.order]
    found: list[Paragraph] = []
    for letter in letters:
        wanted = points.keys(letter)
        fitting = [one for one in below if one.number and points.keys(one.number) & wanted]
        found = [one for one in fitting if one.parent in current]
        if not found and len(fitting) == 1:
            found = fitting
        current = [one.order for one in found]
    return found[:1] if len(found) > 1 and len(letters) == 1 else found
