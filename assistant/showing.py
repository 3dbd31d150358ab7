"""`fiqra show`: a document's outline, or one paragraph of it, as read or as it stands in the source."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import typer

from assistant.answers import repairs_json, spans_json
from assistant.locators import find_locators, resolve
from assistant.terminal import (
    MOST_COLUMNS,
    columns,
    counted,
    faint,
    flow,
    place,
    reading_note,
    strong,
)
from index.errors import UsageError
from index.store import Index
from index.values import Document, Paragraph

_SHORT_FORM = re.compile(
    r"(?:(?P<name>annex(?: paragraph| para\.?)?|preamble|preambular|operative|paragraph)\s)?"
    r"[.\-–(]?(?P<number>\w{1,3})[.\-–)]?(?P<points>(?:\s?\(\w{1,4}\))*)"
)
"""What the outline prints before a paragraph, and a bare number."""

_SECTIONS = ("title", "preambular", "operative", "closing", "footnote")


def show_document(index: Index, name: str, wanted: str | None, *, raw: bool, as_json: bool) -> None:
    """Prints the outline of a document, or the paragraph that `wanted` refers to.

    With `raw` the source's own characters: without a paragraph the whole text that all offsets
    point into, and nothing else. Raises UsageError for a document or paragraph that does not exist.
    """
    document = find_document(index, name)
    outline: Sequence[Paragraph] = index.outline(document.name)
    if wanted is not None:
        outline = find_paragraphs(index, document, wanted)
    if as_json:
        print(json.dumps([paragraph_json(index, document, p) for p in outline], ensure_ascii=False))
    elif raw and wanted is None:
        print(index.source(document.name).text)
    elif raw:
        text = index.source(document.name).text
        for paragraph in outline:
            print("\n".join(text[s.start : s.end] for s in paragraph.spans))
    elif wanted is not None:
        for number, paragraph in enumerate(outline):
            if number:
                print()
            typer.echo(strong(index.label(document, paragraph, document.language)))
            typer.echo(flow(paragraph.clean.text))
            if paragraph.repairs:
                typer.echo(faint(reading_note([paragraph])))
            typer.echo(faint(place(document, paragraph)))
    else:
        _print_outline(document, outline)


def find_document(index: Index, wanted: str) -> Document:
    """The document of that file name or symbol; of an Arabic and an English one the Arabic.

    Raises UsageError where there is none, or where several documents have the symbol.
    """
    if wanted in index.documents:
        return index.documents[wanted]
    folded = _squeeze(wanted)
    found = [
        d
        for d in index.documents.values()
        if folded
        in (_squeeze(d.symbol or ""), d.name.casefold(), d.name.rsplit(".", 1)[0].casefold())
    ]
    arabic = [d for d in found if d.language == "ar"] or found
    if len(arabic) == 1:
        return arabic[0]
    if not found:
        raise UsageError(f"The index holds no document {wanted}; `fiqra documents` lists them.")
    names = ", ".join(d.name for d in arabic)
    raise UsageError(f"Several documents are called {wanted}: {names}; name the file.")


def _squeeze(symbol: str) -> str:
    return "".join(symbol.split()).casefold()


def find_paragraphs(index: Index, document: Document, wanted: str) -> Sequence[Paragraph]:
    """The paragraph that a number or a reference names, its points with it.

    Raises UsageError where the document has no such paragraph.
    """
    outline = index.outline(document.name)
    for reference in dict.fromkeys((*_spelt_out(wanted), wanted)):
        resolution = resolve(
            find_locators(reference), [document], lambda name: outline, scope=(document.name,)
        )
        if resolution.found:
            return [found.paragraph for found in resolution.found]
    raise UsageError(
        f"{document.name} has no paragraph {wanted}; `fiqra show {document.name}` prints its outline."
    )


def _spelt_out(wanted: str) -> Sequence[str]:
    """The reference that a short form stands for: `38`, `preamble 3`, `operative 5 (a)`, `annex 12`."""
    short = _SHORT_FORM.fullmatch(" ".join(wanted.split()).casefold())
    if short is None:
        return ()
    name, number = short["name"] or "", f"{short['number']} {short['points'].strip()}".strip()
    if name.startswith("annex"):
        return (f"annex, paragraph {number}",)
    if name.startswith("pre"):
        return (f"preambular paragraph {number}",)
    if name.startswith("op"):
        return (f"operative paragraph {number}",)
    return (f"paragraph {number}",)


def paragraph_json(index: Index, document: Document, paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph's object in `fiqra show --json`."""
    return {
        "kind": paragraph.kind,
        "part": paragraph.part,
        "number": paragraph.number,
        "path": list(paragraph.path),
        "ordinal": paragraph.ordinal,
        "label": index.label(document, paragraph, document.language),
        "start": paragraph.start,
        "end": paragraph.end,
        "spans": spans_json(paragraph.spans),
        "pages": list(paragraph.pages),
        "headings": list(paragraph.headings),
        "notes": list(paragraph.notes),
        "raw": paragraph.raw,
        "clean": paragraph.clean.text,
        "repairs": repairs_json(paragraph),
        "boxes": [asdict(box) for box in paragraph.boxes],
    }


def _print_outline(document: Document, outline: Sequence[Paragraph]) -> None:
    typer.echo(strong(" · ".join(p for p in (document.symbol, document.title) if p)))
    facts = (document.name, document.format, document.status, document.date, document.language)
    pages = counted(document.page_count, "page") if document.page_count else None
    known = [fact for fact in (*facts, pages, counted(len(outline), "paragraph")) if fact]
    typer.echo(faint(" · ".join(known)) + "\n")
    for line in outline_lines(outline, columns() or MOST_COLUMNS):
        typer.echo(line)


def outline_lines(outline: Sequence[Paragraph], width: int = MOST_COLUMNS) -> list[str]:
    """The outline as lines of at most `width` characters: kind, number, the first words.

    Numbers are those to give to `fiqra show FILE NUMBER`; preambular paragraphs, which print none,
    are counted. An empty line stands before headings and where another section begins.
    """
    lines: list[str] = []
    section: tuple[str | None, ...] = (None,)
    after_heading = False
    for paragraph in outline:
        number = paragraph.number or (
            str(paragraph.ordinal) if paragraph.kind == "preambular" else ""
        )
        kind = paragraph.kind if paragraph.kind in _SECTIONS else section[-1]
        here = (paragraph.part, paragraph.annex, kind)
        heading = paragraph.kind == "heading"
        if lines and not after_heading and (heading or here != section):
            lines.append("")
        section, after_heading = here, heading
        depth = len(paragraph.path) if paragraph.kind == "point" else 0
        name = f"{'annex ' if paragraph.part == 'annex' else ''}{paragraph.kind}"
        before = f"{'  ' * max(0, depth - 1)}{name} {number}".rstrip().ljust(18) + "  "
        lines.append(before + _cut(" ".join(paragraph.clean.text.split()), width - len(before)))
    return lines


def _cut(text: str, width: int) -> str:
    """The first words, with a sign where there are more."""
    if len(text) <= width:
        return text
    return text[: max(1, width - 2)].rsplit(" ", 1)[0] + " …"
