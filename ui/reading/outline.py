"""A document's outline: its sections, headings, paragraphs and points, each a link that opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from index.labels import annex_label, document_label
from index.store import Index
from index.values import Document, Kind, Language, Paragraph
from ui.markup import direction, escaped, prose
from ui.reading.links import to_source
from ui.reading.text import label_html
from ui.reading.words import WORDS, Words

FIRST_WORDS = 90
"""Characters of a paragraph that stand in the outline."""

_NAMED: tuple[Kind, ...] = ("preambular", "operative", "footnote")
"""Kinds that make a section of their own; the others stand in the one that they come in."""


_HERE = ' aria-current="true"'


@dataclass
class _Entry:
    paragraph: Paragraph
    inner: list[_Entry] = field(default_factory=list)


def outline_html(
    index: Index, document: Document, current: Paragraph | None, language: Language
) -> str:
    """The outline as HTML, the entry of `current` marked as the current one."""
    words = WORDS[language]
    sections = "".join(
        _section(document, name, paragraphs, current, words)
        for name, paragraphs in sections_of(index.outline(document.name), language)
    )
    name = words.outline_of.format(document_label(document, language))
    return (
        f'<nav aria-label="{escaped(name)}"><label class="fq-outline-find">'
        f'<span class="fq-hidden">{escaped(words.find)}</span>'
        f'<input type="search" data-source="find" placeholder="{escaped(words.find)}"></label>'
        f'<p class="fq-outline-none" role="status"></p>'
        f'<div class="fq-outline-sections">{sections}</div></nav>'
    )


def sections_of(
    outline: Sequence[Paragraph], language: Language
) -> list[tuple[str, Sequence[Paragraph]]]:
    """The paragraphs by section, each with its name (`Preamble`, `Annex II`; "" for one that needs
    none). Footnotes, which may stand at the foot of every page, come together at the end.
    """
    names = WORDS[language].sections
    text = [each for each in outline if each.kind != "footnote"]
    found = []
    for (part, annex, kind), run in groupby(zip(text, _kinds(text), strict=True), _section_key):
        name = names.get(kind, "") if kind else ""
        if part == "annex":
            name = annex_label(annex, language)
            name = name[:1].upper() + name[1:]
        found.append((name, [paragraph for paragraph, _ in run]))
    notes = [each for each in outline if each.kind == "footnote"]
    return [*found, *([(names["footnote"], notes)] if notes else [])]


def _kinds(text: Iterable[Paragraph]) -> Iterator[Kind | None]:
    """The kind of section that each paragraph stands in."""
    kind: Kind | None = None
    for paragraph in text:
        if paragraph.kind in _NAMED:
            kind = paragraph.kind
        yield kind


def _section_key(each: tuple[Paragraph, Kind | None]) -> tuple[str, str | None, Kind | None]:
    paragraph, kind = each
    if paragraph.part == "annex":
        return paragraph.part, paragraph.annex, None
    return paragraph.part, None, kind


def _section(
    document: Document,
    name: str,
    paragraphs: Sequence[Paragraph],
    current: Paragraph | None,
    words: Words,
) -> str:
    heading = f"<h3>{label_html(name)}</h3>" if name else ""
    inner = _list(document, _nested(paragraphs), current)
    return f"<section>{heading}{inner}</section>"


def _nested(paragraphs: Sequence[Paragraph]) -> list[_Entry]:
    """Paragraphs under their headings, points under their paragraphs."""
    top: list[_Entry] = []
    headings: list[_Entry] = []
    by_order: dict[int, _Entry] = {}
    for paragraph in paragraphs:
        entry = by_order[paragraph.order] = _Entry(paragraph)
        parent = by_order.get(paragraph.parent) if paragraph.parent is not None else None
        if parent is not None:
            parent.inner.append(entry)
            continue
        if paragraph.kind == "footnote":
            top.append(entry)
            continue
        del headings[len(paragraph.headings) :]
        (headings[-1].inner if headings else top).append(entry)
        if paragraph.kind == "heading":
            headings.append(entry)
    return top


def _list(document: Document, entries: Sequence[_Entry], current: Paragraph | None) -> str:
    if not entries:
        return ""
    items = "".join(
        f"<li>{_link(document, each.paragraph, current)}{_list(document, each.inner, current)}</li>"
        for each in entries
    )
    return f"<ul>{items}</ul>"


def _link(document: Document, paragraph: Paragraph, current: Paragraph | None) -> str:
    number = paragraph.number or (str(paragraph.ordinal) if paragraph.kind == "preambular" else "")
    shown = f'<bdi class="fq-n">{escaped(number)}</bdi> ' if number else ""
    text = _first_words(paragraph.clean.text)
    here = current is not None and current.order == paragraph.order
    return to_source(
        document,
        paragraph,
        f'{shown}<span dir="{direction(text, document.language)}">{prose(text)}</span>',
        name="fq-heading" if paragraph.kind in ("heading", "title") else "",
        attributes=f' lang="{document.language}"{_HERE if here else ""}',
    )


def _first_words(text: str) -> str:
    text = " ".join(text[: 2 * FIRST_WORDS].split())
    if len(text) <= FIRST_WORDS:
        return text
    return f"{text[:FIRST_WORDS].rsplit(' ', 1)[0]} …"
