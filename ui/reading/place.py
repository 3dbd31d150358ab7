"""Where a paragraph stands: what is shown around it, and which paragraphs come before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.store import Index
from index.values import Document, Paragraph, Span

MOST_POINTS = 80
"""Points that are shown with their paragraph; an annex of hundreds of them is not one paragraph."""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph in its document."""

    document: Document
    paragraph: Paragraph
    above: tuple[Paragraph, ...]
    """What it stands under, the outermost first; empty where it is no point."""
    points: tuple[Paragraph, ...]
    """The points that hang on it."""
    footnotes: tuple[Paragraph, ...]
    """Those whose marks stand in what is shown."""
    near_before: Paragraph | None
    near_after: Paragraph | None
    """Its neighbours in the text; of a point that others come before, `sibling` is the one before."""
    sibling: Paragraph | None
    previous: Paragraph | None
    next: Paragraph | None
    """The paragraphs of its own rank to go to: after paragraph 7 with its points comes paragraph 8."""

    @property
    def cited(self) -> tuple[Paragraph, ...]:
        """The paragraph and its points."""
        return (self.paragraph, *self.points)

    @property
    def root(self) -> Paragraph | None:
        """The outermost paragraph that a point stands under."""
        return self.above[0] if self.above else None


def place_of(index: Index, document: Document, paragraph: Paragraph) -> Place:
    """The paragraph with all that is shown around it."""
    outline = index.outline(document.name)
    above = _above(outline, paragraph)
    points = index.points(document.name, paragraph)
    shown = points[:MOST_POINTS]
    outer = {each.order for each in above}
    before, sibling = _at(outline, paragraph.order - 1), None
    while before is not None and before.order in outer:
        before = _at(outline, before.order - 1)
    if above and before is not None and before.order > above[0].order:
        before, sibling = None, before
    last = shown[-1].order if shown else paragraph.order
    behind = points[-1].order if points else paragraph.order
    notes = {number for each in (*above, paragraph, *shown) for number in each.notes}
    return Place(
        document,
        paragraph,
        above,
        shown,
        _footnotes(outline, paragraph, notes),
        before,
        _at(outline, last + 1),
        sibling,
        _previous(outline, paragraph, len(above)),
        _at(outline, behind + 1),
    )


def _above(outline: Sequence[Paragraph], paragraph: Paragraph) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    parent = paragraph.parent
    while parent is not None:
        found.insert(0, outline[parent])
        parent = outline[parent].parent
    return tuple(found)


def _at(outline: Sequence[Paragraph], order: int) -> Paragraph | None:
    return outline[order] if 0 <= order < len(outline) else None


def _previous(outline: Sequence[Paragraph], paragraph: Paragraph, depth: int) -> Paragraph | None:
    """The paragraph before, or what that hangs on where it lies deeper than this one."""
    found = _at(outline, paragraph.order - 1)
    while found is not None and found.parent is not None and len(_above(outline, found)) > depth:
        found = outline[found.parent]
    return found


def _footnotes(
    outline: Sequence[Paragraph], paragraph: Paragraph, numbers: set[str]
) -> tuple[Paragraph, ...]:
    """The footnotes of these numbers; of several with one number the nearest behind the paragraph."""
    if not numbers or paragraph.kind == "footnote":
        return ()
    found: dict[str, Paragraph] = {}
    for each in outline:
        if each.kind != "footnote" or each.number not in numbers or each.part != paragraph.part:
            continue
        known = found.get(each.number)
        if known is None or known.order < paragraph.order:
            found[each.number] = each
    return tuple(sorted(found.values(), key=lambda each: each.order))


def spans_of(text: str, start: int) -> tuple[Span, ...]:
    """The spans that an address names: `12-40,60-80`, or `12-40@10` where the paragraph stood from
    character 10 on when the address was made. `start` is where it stands now: a permanent link marks
    the same words after what comes before them has changed. What is no span is left out.
    """
    named, at, was = text.partition("@")
    moved = start - int(was) if at and _is_number(was) else 0
    found = []
    for piece in named.split(",")[:500]:
        low, dash, high = piece.partition("-")
        if dash and _is_number(low) and _is_number(high):
            found.append(Span(int(low) + moved, int(high) + moved))
    return tuple(sorted(span for span in found if 0 <= span.start < span.end))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def spans_text(spans: Sequence[Span], start: int) -> str:
    """Spans as an address names them; `start` is where the paragraph stands. `spans_of` reads it."""
    if not spans:
        return ""
    return f"{','.join(f'{span.start}-{span.end}' for span in spans)}@{start}"
