"""Which documents a listing asks for, each with the paragraph that shows it.

Every document that passes the filter is looked at, not the best few of a search: a set is complete
or it is wrong. What must be there is decided by words (names, terms, the verb that leads); which
paragraph shows it best, by the search's score.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from assistant.listing.asked import Listing, Noun
from assistant.listing.doing import COVERED, doing
from assistant.listing.held import Rows, about_it, held
from assistant.listing.names import matter_of
from index.errors import UsageError
from index.filters import Filter, Mask, kind_rows, rows, year_of
from index.search import ranking
from index.store import Index
from index.values import Document, Language, Paragraph

NAMED = 0.8
"""The same where documents are asked for that mention something."""
_DECISION = re.compile(r"(?:^|/)DEC(?:/|$)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a list and the paragraph that shows that it belongs there."""

    document: Document
    paragraph: Paragraph
    score: float


def listed(
    index: Index, listing: Listing, question: str, asked_in: Language, within: Filter
) -> list[Listed]:
    """The documents, the oldest first, those without a date last; versions of one document once, in
    Arabic unless `within` asks for another language. Of those that are adopted only the newest or
    oldest where one is asked for.
    """
    mask = _allowed(index, within, listing.wanted)
    if mask is None or not (mask := mask & _called(index, listing.noun)).any():
        return []
    scores = ranking(index, question, language=asked_in, k=1, allowed=mask).content
    best: dict[str, tuple[float, int]] = {}
    for row in _rows(index, listing, asked_in, mask).tolist():
        name = index.layout.names[index.layout.document[row]]
        score = float(scores[row])
        if name not in best or score > best[name][0]:
            best[name] = (score, row)
    found: dict[str, Listed] = {}
    for name, (score, row) in best.items():
        document = index.documents[name]
        paragraph = index.paragraph(name, int(index.layout.paragraph[row]))
        if document.language == "en" and within.language is None:
            document, paragraph = index.counterpart(name, paragraph) or (document, paragraph)
        key = document.symbol or document.name
        rank = (document.language == "ar", score)
        earlier = found.get(key)
        if earlier is None or rank > (earlier.document.language == "ar", earlier.score):
            found[key] = Listed(document, paragraph, score)
    ordered = sorted(found.values(), key=_place)
    return ordered if listing.end is None else _one(ordered, listing)


def _one(ordered: list[Listed], listing: Listing) -> list[Listed]:
    """The newest or oldest of the dated documents; drafts only where they are asked for."""
    able = [
        each
        for each in ordered
        if (each.document.date or year_of(each.document))
        and (listing.noun == "draft" or each.document.status == "adopted")
    ]
    return able[:1] if listing.end == "oldest" else able[-1:]


def _allowed(index: Index, within: Filter, worded: Filter) -> Mask | None:
    """The rows that both filters let pass; None where that is none."""
    try:
        masks = [mask for each in (within, worded) if (mask := rows(index, each)) is not None]
    except UsageError:
        return None  # no document is of the year or body that the question names
    together = np.ones(index.manifest.passages, dtype=bool)
    for mask in masks:
        together &= mask
    return together if together.any() else None


def _called(index: Index, noun: Noun) -> Mask:
    """The rows of the documents that are called so; decisions and resolutions are told apart where
    symbols do it.
    """
    layout = index.layout
    if noun == "document":
        return np.ones(len(layout.document), dtype=bool)
    deciding = set(layout.document[kind_rows(layout, ("operative",))].tolist())
    symbols = [index.documents[name].symbol or "" for name in layout.names]
    decisions = {place for place, symbol in enumerate(symbols) if _DECISION.search(symbol)}
    drafts = {
        place
        for place, name in enumerate(layout.names)
        if index.documents[name].status != "adopted" and place in deciding
    }
    chosen = {
        "draft": drafts,
        "paper": set(range(len(symbols))) - deciding,
        "decision": (decisions or deciding) - drafts,
        "resolution": deciding - decisions - drafts,
    }[noun]
    return np.isin(layout.document, sorted(chosen))


def _place(listed: Listed) -> tuple[str, str]:
    document = listed.document
    return (document.date or str(year_of(document) or "9999"), document.symbol or document.name)


def _rows(index: Index, listing: Listing, asked_in: Language, mask: Mask) -> Rows:
    """The rows that show that their documents belong to the list."""
    stating = mask & kind_rows(
        index.layout,
        ("preambular", "operative", "paragraph", "footnote", "closing", "title", "heading"),
    )
    if listing.manner == "all":
        deciding = mask & kind_rows(index.layout, ("operative",))
        plain = mask & kind_rows(index.layout, ("paragraph", "preambular", "operative"))
        with_deciding = set(index.layout.document[deciding].tolist())
        rest = plain & ~np.isin(index.layout.document, list(with_deciding))
        rows = np.flatnonzero(deciding | rest)
        _, first = np.unique(index.layout.document[rows], return_index=True)
        return rows[first]  # nothing is asked about: what a document says first stands for it
    matter = matter_of(listing.matter, asked_in)
    if listing.manner == "does":
        return doing(index, listing, matter, asked_in, mask)
    pool = np.flatnonzero(stating)
    shares = held(index, matter, asked_in, pool)
    naming = pool[shares >= (NAMED if listing.manner == "names" else COVERED)]
    if listing.manner == "names":
        return naming
    return about_it(index, naming)
