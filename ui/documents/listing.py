"""Which documents the list shows, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from index.arabic.normalise import fold_text
from index.filters import year_of
from index.store import Index
from index.values import Document, Language, Status
from ui.documents.facts import held

Order = Literal["symbol", "body", "date", "language", "status", "paragraphs", "quality"]
ORDERS: tuple[Order, ...] = get_args(Order)

PAGE = 50
"""Documents that are shown at once."""

_PARTS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show; what is empty or None restricts nothing."""

    words: str = ""
    """Words or parts of words of the symbol, the title or the file's name."""
    body: str = ""
    """A key of `facts.Held.bodies`."""
    year: int | None = None
    language: Language | None = None
    status: Status | None = None
    damaged: bool | None = None
    order: Order = "symbol"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    documents: tuple[Document, ...] = ()
    count: int = 0
    """Of all pages."""
    page: int = 1
    pages: int = 1
    names: tuple[str, ...] = field(default=())
    """Of all documents that pass, on whatever page."""


def asked_of(values: Mapping[str, str]) -> Asked:
    """What a query string asks for; values that cannot be are taken for none."""
    year = values.get("year", "")
    page = values.get("page", "")
    order = values.get("order", "")
    state = values.get("damaged", "")
    language, status = values.get("language", ""), values.get("status", "")
    return Asked(
        words=values.get("words", "")[:200],
        body=values.get("body", "")[:500],
        year=int(year) if re.fullmatch(r"[0-9]{4}", year) else None,
        language="ar" if language == "ar" else "en" if language == "en" else None,
        status=next((each for each in get_args(Status) if each == status), None),
        damaged={"yes": True, "no": False}.get(state),
        order=next((each for each in ORDERS if each == order), "symbol"),
        descending=values.get("descending") == "yes",
        page=int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
    )


def listed(index: Index, asked: Asked) -> Listed:
    """The documents that pass, in order, a page of them; a page beyond the last is the last."""
    known = held(index)
    words = fold_text(asked.words).split()
    found = [
        document
        for document in index.documents.values()
        if all(word in known.haystacks[document.name] for word in words)
        and (not asked.body or known.bodies[document.name] == asked.body)
        and (asked.year is None or year_of(document) == asked.year)
        and (asked.language is None or document.language == asked.language)
        and (asked.status is None or document.status == asked.status)
        and (asked.damaged is None or bool(known.facts[document.name].places) == asked.damaged)
    ]
    key = _key(index, asked.order)
    found.sort(key=lambda each: _natural(each.symbol or each.title or each.name))
    found.sort(key=key, reverse=asked.descending)
    if asked.order in ("body", "date"):  # not known: at the end whichever way the list is ordered
        found.sort(key=lambda each: not key(each))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, asked.page), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return Listed(tuple(shown), len(found), page, pages, tuple(each.name for each in found))


def _key(index: Index, order: Order) -> Callable[[Document], Any]:
    known = held(index)
    keys: dict[Order, Callable[[Document], Any]] = {
        "symbol": lambda each: _natural(each.symbol or each.title or each.name),
        "body": lambda each: known.bodies[each.name],
        "date": lambda each: each.date or "",
        "language": lambda each: each.language,
        "status": lambda each: each.status,
        "paragraphs": lambda each: known.facts[each.name].paragraphs,
        "quality": lambda each: known.facts[each.name].places,
    }
    return keys[order]


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """S/RES/9 before S/RES/10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _PARTS.split(fold_text(text))
        if part
    )


def years(index: Index) -> list[int]:
    """The years of the documents, the latest first."""
    return sorted({y for d in index.documents.values() if (y := year_of(d))}, reverse=True)
