"""An index in which numbers of a few paragraphs are others, seen through to by whoever reads it.

Sources, outlines, paragraphs, points, passages and the other official version say the new number at
the same characters; what search goes by (vectors, words) stays, so that the paragraph is still found.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from index.layout import Layout
from index.passages import context_line, windows
from index.store import Index
from index.values import Document, Paragraph, Passage, Source, Span

Changes = Mapping[str, Mapping[int, str]]
"""By document: the position of a character in its source, and the character that stands there now."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Altered(Index):
    """A view of `base` with `changes`. It holds nothing open: closing it does nothing."""

    base: Index
    changes: Changes
    hidden: frozenset[tuple[str, int]] = frozenset()
    """Paragraphs (document, order) that are not given as another version, because they could not
    be changed alike."""
    _seen: dict[str, list[Paragraph]] = field(default_factory=dict, init=False, repr=False)

    def close(self) -> None:
        """Does nothing: what is open belongs to the index that is seen through this view."""

    @functools.cached_property
    def documents(self) -> dict[str, Document]:
        """All documents by name, as they are."""
        return self.base.documents

    @functools.cached_property
    def numbers(self) -> dict[str, frozenset[str]]:
        """The numbers in each document's masthead, as they are."""
        return self.base.numbers

    @functools.cached_property
    def layout(self) -> Layout:
        """Which document each passage belongs to, as it is."""
        return self.base.layout

    def source(self, name: str) -> Source:
        """A document's source with the changed characters."""
        source = self.base.source(name)
        changes = self.changes.get(name)
        return replace(source, text=_rewritten(source.text, changes)) if changes else source

    def outline(self, name: str) -> list[Paragraph]:
        """The paragraphs of a document, changed where its source is."""
        changes = self.changes.get(name)
        if not changes:
            return self.base.outline(name)
        if name not in self._seen:
            self._seen[name] = [altered(each, changes) for each in self.base.outline(name)]
        return self._seen[name]

    def paragraph(self, name: str, order: int) -> Paragraph:
        """One paragraph, changed where its source is."""
        return altered(self.base.paragraph(name, order), self.changes.get(name, {}))

    def passage(self, row: int) -> Passage:
        """A passage; in a changed document the words of its paragraph, and of those that stand
        before it as context, as they read now.
        """
        passage = self.base.passage(row)
        if not self.changes.get(passage.document):
            return passage
        # one character stands for one: windows are cut where they were
        outline = {each.order: each for each in self.outline(passage.document)}
        paragraph = outline[passage.paragraph]
        text = tuple(windows(paragraph.clean.text))[passage.window]
        return replace(passage, context=context_line(paragraph, outline), text=text)

    def counterpart(self, name: str, paragraph: Paragraph) -> tuple[Document, Paragraph] | None:
        """The other official version, changed alike; None where it could not be.

        Which paragraph is which is taken from the versions as they are, whose figures agree.
        """
        other = self.base.counterpart(name, self.base.paragraph(name, paragraph.order))
        if other is None or (other[0].name, other[1].order) in self.hidden:
            return None
        return other[0], self.paragraph(other[0].name, other[1].order)


def view(index: Index, changes: Changes, hidden: Iterable[tuple[str, int]] = ()) -> Altered:
    """The index as it would read with these changes."""
    given = {each.name: getattr(index, each.name) for each in fields(Index) if each.init}
    return Altered(**given, base=index, changes=changes, hidden=frozenset(hidden))


def altered(paragraph: Paragraph, changes: Mapping[int, str]) -> Paragraph:
    """A paragraph whose source has other characters at some positions; itself where none is its."""
    own = {at: new for at, new in changes.items() if covers(paragraph.spans, at)}
    if not own:
        return paragraph
    raw, offset = paragraph.raw, 0
    for span in paragraph.spans:
        inside = {at - span.start + offset: new for at, new in own.items() if covers([span], at)}
        raw = _rewritten(raw, inside)
        offset += span.end - span.start + 1
    clean = paragraph.clean
    read = {
        place: own[start]
        for place, (start, end) in enumerate(zip(clean.starts, clean.ends, strict=True))
        if start in own and end == start + 1
    }
    return replace(paragraph, raw=raw, clean=replace(clean, text=_rewritten(clean.text, read)))


def covers(spans: Iterable[Span], position: int) -> bool:
    """Whether a character of the source lies in one of the spans."""
    return any(span.start <= position < span.end for span in spans)


def _rewritten(text: str, changes: Mapping[int, str]) -> str:
    letters = list(text)
    for at, new in changes.items():
        letters[at] = new
    return "".join(letters)
