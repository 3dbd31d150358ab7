"""An Akoma Ntoso tree as lines: what stands in one paragraph or point, with its place in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.etree import _Element

Place = Literal["cover", "preamble", "body", "annex", "end"]

_COVER = frozenset(("coverPage", "preface"))
_SKIPPED = frozenset(("meta", "components", "img", "marker"))
_HEADINGS = frozenset(("heading", "subheading", "crossHeading"))
_LISTS = frozenset(("list", "blockList", "sublist", "ul", "ol"))
_POINTS = frozenset(("point", "item", "indent", "li", "subparagraph", "subclause", "clause"))
_PARAGRAPHS = frozenset(("paragraph", "container", "article", "hcontainer", "rule", "section"))
_TEXTS = frozenset(("p", "listIntroduction", "listWrapUp", "block"))
_CLOSINGS = frozenset(("wrapUp", "listWrapUp", "alinea"))
# Elements inside a line that are lines of their own on the page.
_BREAKING = frozenset(
    ("p", "num", "point", "item", "quotedStructure", "br", "eol", "tr", "td", "th")
)
_INDENT = re.compile(r"[ ]*[\r\n]\s*")
_NOT_WORDS = re.compile(r"[\W_]*")


@dataclass(slots=True)
class Note:
    """A footnote: the marker that the format gives and its text."""

    marker: str
    text: str


@dataclass(slots=True)
class Line:
    """The text of one element, tabs kept (a number may stand before one)."""

    place: Place
    role: Literal["text", "heading", "closing", "formula"]
    text: str
    number: str | None = None
    """What its `num` element prints."""
    is_point: bool = False
    depth: int = 0
    """How many lists stand around it."""
    owner: int = 0
    """Which top-level element of the body it belongs to, counted from 1."""
    refers: str = ""
    """What the format says that it is (`#adoption`)."""
    style: str = ""
    """The class of its element, a heading's rank in some files (`H1`, `H23`)."""
    continues: bool = False
    """A second text of the same paragraph or point."""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Context:
    place: Place = "body"
    role: Literal["text", "closing", "formula"] = "text"
    depth: int = 0
    is_point: bool = False
    owner: int = 0
    style: str = ""
    holder: int = 0
    """Which paragraph or point the text belongs to."""


class _Walk:
    def __init__(self) -> None:
        self.owners = 0
        self.holders = 0
        self.filled: set[int] = set()
        """Paragraphs and points that have text already."""
        self.pending: tuple[str, _Context] | None = None
        """A number whose text has not come yet."""

    def lines(self, element: _Element, context: _Context) -> Iterator[Line]:
        if not isinstance(element.tag, str) or local(element) in _SKIPPED:
            return
        tag = local(element)
        if tag in _TEXTS or tag in _HEADINGS or not _has_blocks(element):
            yield from self._line(element, tag, context)
            return
        inner = self._inside(element, tag, context)
        for child in element:
            if isinstance(child.tag, str) and local(child) == "num":
                yield from self._flush()
                self.pending = (flat(child)[0], inner)
            else:
                yield from self.lines(child, inner)
            yield from _loose(child.tail, inner)
        if tag in _PARAGRAPHS or tag in _POINTS:
            yield from self._flush()

    def _line(self, element: _Element, tag: str, context: _Context) -> Iterator[Line]:
        text, notes = flat(element)
        role: Literal["text", "heading", "closing", "formula"] = context.role
        if tag in _HEADINGS:
            role = "heading"
        elif tag in _CLOSINGS:
            role = "closing"
        number = None
        if self.pending and (role != "heading" or not self.pending[1].is_point):
            number, context = self.pending[0], self.pending[1]
            self.pending = None
        if not text.strip() and number is None:
            return
        if number is None and not notes and _NOT_WORDS.fullmatch(text):
            return  # rows of asterisks between parts
        continues = number is None and role == "text" and context.holder in self.filled
        if role == "closing" and context.holder not in self.filled:
            role = "text"
        if role == "text" and context.holder:
            self.filled.add(context.holder)
        yield Line(
            context.place, role, text, number, context.is_point, context.depth, context.owner,
            _refers(element), element.get("class") or context.style, continues, notes,
        )  # fmt: skip

    def _flush(self) -> Iterator[Line]:
        if self.pending:
            number, at = self.pending
            self.pending = None
            yield Line(at.place, "text", "", number, at.is_point, at.depth, at.owner)

    def _inside(self, element: _Element, tag: str, context: _Context) -> _Context:
        inner = _Context(
            context.place, context.role, context.depth, context.is_point, context.owner,
            element.get("class") or context.style, context.holder,
        )  # fmt: skip
        if tag in _PARAGRAPHS or tag in _POINTS or tag == "sublist":
            self.holders += 1
            inner.holder = self.holders
        if tag in _COVER:
            inner.place = "cover"
        elif tag == "preamble":
            inner.place = "preamble"
        elif tag == "conclusions":
            inner.place = "end"
        elif tag in ("attachments", "attachment"):
            inner.place = "annex"
        elif tag in ("mainBody", "body") and inner.place != "annex":
            inner.place = "body"
        elif tag == "formula":
            inner.role = "formula"
        elif tag in _CLOSINGS:
            inner.role = "closing"
        elif tag in _LISTS:
            inner.depth += 1
            inner.is_point = inner.is_point or tag == "sublist"  # its words of introduction
        elif tag in _POINTS:
            inner.is_point = True
        if tag in _PARAGRAPHS and not context.is_point and not context.depth:
            self.owners += 1
            inner.owner = self.owners
        return inner


def tree_lines(root: _Element) -> list[Line]:
    """Every line of the document's text, in order; metadata is no text."""
    walk = _Walk()
    found = list(walk.lines(root, _Context()))
    found.extend(walk._flush())
    return found


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _has_blocks(element: _Element) -> bool:
    """Whether the element holds others that are lines of their own."""
    inline = frozenset(
        ("a", "span", "b", "i", "u", "sup", "sub", "inline", "ref", "docDate", "authorialNote")
    )
    return any(isinstance(child.tag, str) and local(child) not in inline for child in element)


def _refers(element: _Element) -> str:
    found = [element.get("refersTo"), *(e.get("refersTo") for e in element.iterdescendants())]
    return " ".join(each for each in found if each)


def _loose(text: str | None, context: _Context) -> Iterator[Line]:
    """Words that stand between elements, where the format has none."""
    if text and not _NOT_WORDS.fullmatch(text):
        yield Line(context.place, "text", text, owner=context.owner, depth=context.depth)


def flat(element: _Element) -> tuple[str, list[Note]]:
    """The text of an element, a footnote's mark in its place, and the footnotes."""
    notes: list[Note] = []
    text = "".join(_pieces(element, notes))
    return _INDENT.sub(" ", text), notes


def _pieces(element: _Element, notes: list[Note]) -> Iterator[str]:
    yield element.text or ""
    before = element.text or ""
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif local(child) == "authorialNote":
            marker = (child.get("marker") or str(len(notes) + 1)).strip("() ")
            text = " ".join(" ".join(_pieces(child, [])).split())
            text = re.sub(r"^(?:\(\s*\)|\)\s*\()\s*", "", text)
            notes.append(Note(marker, text))
            bracketed = before.rstrip().endswith("(")
            yield marker if bracketed else f"({marker})"
        elif local(child) not in _SKIPPED:
            space = " " if local(child) in _BREAKING else ""
            inner = "".join(_pieces(child, notes))
            before = inner or before
            yield f"{space}{inner}{space}"
        if child.tail:
            before = child.tail
            yield child.tail
