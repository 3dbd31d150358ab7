"""`fiqra show`: a document's outline, or one paragraph of it, as read or as it stands in the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.answers import spans_json
from assistant.locators import find_locators, resolve
from index.errors import UsageError
from index.store import Index
from index.values import Document, Paragraph


def show_document(index: Index, name: str, wanted: str | None, *, raw: bool, as_json: bool) -> None:
    """Prints the outline of a document, or the paragraph that `wanted` refers to.

    With `raw` the source's own characters. Raises UsageError for a document or paragraph that
    does not exist.
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
        for paragraph in outline:
            print(
                f"{index.label(document, paragraph, document.language)}\n{paragraph.clean.text}\n"
            )
    else:
        for line in outline_lines(document, outline):
            print(line)


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
    number = wanted.strip().strip(".-() ")
    plain = f"paragraph {number}" if number and len(number) <= 4 else wanted
    for reference in dict.fromkeys((wanted, plain)):
        resolution = resolve(
            find_locators(reference), [document], lambda name: outline, scope=(document.name,)
        )
        if resolution.found:
            return [found.paragraph for found in resolution.found]
    raise UsageError(
        f"{document.name} has no paragraph {wanted}; `fiqra show {document.name}` prints its outline."
    )


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
    }


def outline_lines(document: Document, outline: Sequence[Paragraph]) -> list[str]:
    """The outline as indented lines: kind, number, the first words."""
    lines = [f"{document.symbol or document.name}  {document.title or ''}".rstrip()]
    for paragraph in outline:
        indent = "  " * (1 + (len(paragraph.path) if paragraph.kind == "point" else 0))
        number = f" {paragraph.number}" if paragraph.number else ""
        kind = f"annex {paragraph.kind}" if paragraph.part == "annex" else paragraph.kind
        text = paragraph.clean.text
        words = text if len(text) <= 90 else text[:88].rsplit(" ", 1)[0] + " …"
        lines.append(f"{indent}{kind}{number}: {words}")
    return lines
