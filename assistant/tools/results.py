"""Results for programs: the JSON of the command line, and with each paragraph its permanent link and
how United Nations documents cite it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.answers import Answer, Found, answer_json, found_json
from assistant.citation_forms import cited
from assistant.links import link
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import precedent_json
from assistant.showing import paragraph_json
from index.store import Index
from index.values import Document, Language, Paragraph

AT_ONCE = 200
"""Paragraphs of an outline that are given at once."""

BEGINNING = 120
"""Characters of each of them."""


def as_text(result: dict[str, Any]) -> str:
    """A result as JSON text that any program can read: half a character, as a damaged source may have
    it, is a question mark.
    """
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def place(
    index: Index, document: Document, paragraph: Paragraph, language: Language
) -> dict[str, str]:
    """`link`, which holds after the document is read again, and `cite_as`, ready to paste."""
    return {
        "link": link(document, paragraph),
        "cite_as": cited(index, document, paragraph, language),
    }


def found_result(index: Index, found: Found, language: Language) -> dict[str, Any]:
    """A found paragraph."""
    return {**found_json(found), **_place(index, found, language)}


def answer_result(index: Index, answer: Answer) -> dict[str, Any]:
    """An answer: every paragraph in it has its place."""
    result = answer_json(answer)
    for value, citation in zip(result["citations"], answer.citations, strict=True):
        value |= _place(index, citation.found, answer.language)
        if citation.counterpart:
            value["counterpart"] |= _place(index, citation.counterpart, answer.language)
        for twin, found in zip(value["twins"], citation.found.twins, strict=True):
            twin |= _place(index, found, answer.language)
    for value, found in zip(result["nearest"], answer.nearest, strict=True):
        value |= _place(index, found, answer.language)
    return result


def precedent_result(index: Index, precedent: Precedent) -> dict[str, Any]:
    """A precedent; its official counterpart is cited in the counterpart's own language."""
    found, other = precedent.found, precedent.counterpart
    result = {
        **precedent_json(index, precedent),
        **_place(index, found, found.document.language),
    }
    if other:
        result["counterpart"] |= _place(index, other, other.document.language)
    return result


def paragraph_result(index: Index, document: Document, paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph of a document that is shown."""
    return {
        **paragraph_json(index, document, paragraph),
        **place(index, document, paragraph, document.language),
    }


def outline_result(
    index: Index, document: Document, outline: Sequence[Paragraph], start: int
) -> dict[str, Any]:
    """The beginnings of a document's paragraphs from `start` on, and where to go on (`next`)."""
    given = outline[start : start + AT_ONCE]
    following = start + len(given)
    return {
        "outline": [
            {
                "kind": each.kind,
                "part": each.part,
                "number": each.number,
                "label": index.label(document, each, document.language),
                "begins": _beginning(each.clean.text),
                **place(index, document, each, document.language),
            }
            for each in given
        ],
        "paragraphs_in_all": len(outline),
        "next": following if following < len(outline) else None,
    }


def document_result(document: Document) -> dict[str, Any]:
    """What is known of a document."""
    return {
        "source": document.name,
        "symbol": document.symbol,
        "title": " ".join(document.title.split()) if document.title else None,
        "body": document.body,
        "date": document.date,
        "status": document.status,
        "language": document.language,
        "pages": document.page_count or None,
    }


def _place(index: Index, found: Found, language: Language) -> dict[str, str]:
    return place(index, found.document, found.paragraph, language)


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else line[:BEGINNING].rsplit(" ", 1)[0] + " …"
