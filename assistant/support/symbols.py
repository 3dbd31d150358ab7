"""Documents and paragraphs that a statement names: do it, or the paragraph that it cites, bear the name?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.locators import (
    DocumentRef,
    Locator,
    find_documents,
    find_locators,
    one_document,
    parse_symbol,
)
from assistant.support.values import Cited
from index import points
from index.arabic.normalise import fold_text

__all__ = [
    "Locator",
    "Named",
    "find_references",
    "find_symbols",
    "holds_reference",
    "holds_symbol",
    "one_document",
    "own_places",
    "years_of",
]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names: characters of the folded text."""

    ref: DocumentRef
    start: int
    end: int


def find_symbols(folded: str) -> list[Named]:
    """The documents that a folded text names, in its order."""
    return [
        Named(one.ref, one.start, one.end)
        for one in find_documents(folded, lambda start, end: folded[start:end])
    ]


def holds_symbol(cited: Sequence[Cited], named: Sequence[Named], asked: DocumentRef) -> bool:
    """Whether a cited paragraph belongs to the document, or its words (`named` in them) name it."""
    if any(one_document(asked, each.ref) for each in named):
        return True
    return any(each.symbol and one_document(asked, parse_symbol(each.symbol)) for each in cited)


def years_of(cited: Sequence[Cited]) -> frozenset[int]:
    """Years that the cited documents' own symbols bear: `S/RES/2650 (2022)`, `RCW/RES/2021/4`."""
    return frozenset(
        int(year) for each in cited for year in _YEAR.findall(f"{each.symbol or ''} {each.label}")
    )


def find_references(text: str) -> list[Locator]:
    """The paragraphs that a text names, each with its place in the text."""
    return [each for each in find_locators(text) if each.names_paragraph]


def own_places(cited: Cited) -> Sequence[Locator]:
    """What a cited paragraph is called."""
    return _own_places(cited.label, cited.number)


@lru_cache(maxsize=256)
def _own_places(label: str, number: str | None) -> tuple[Locator, ...]:
    places = tuple(place for place in find_locators(label) if place.names_paragraph)
    return places or ((Locator(None, None, path=(number,)),) if number else ())


def holds_reference(
    own: Sequence[Locator], within: Sequence[Locator], texts: Sequence[str], asked: Locator
) -> bool:
    """Whether the paragraph asked for is a cited one, a point of it, or named in its words."""
    if asked.ordinal is not None and asked.ordinal < 0:
        return True  # which one is the last, the paragraph alone does not tell
    if any(_same(asked, place, ()) for place in within):
        return True
    if any(_same(asked, place, texts) for place in own):
        return True
    # paragraphs of reports and conventions are no locators, but may be named in its words
    number = asked.path[0] if asked.path else ""
    named = re.compile(rf"(?:paragraphs?|paras?\.?|فقر\w*)\s[^.;؛]{{0,25}}?(?<!\d){number}(?!\d)")
    return number.isdecimal() and any(named.search(fold_text(text)) for text in texts)


def _same(asked: Locator, place: Locator, texts: Sequence[str]) -> bool:
    if asked.kind == "point":
        return bool(asked.path and place.path) and _meet(asked.path[-1], place.path[-1])
    if asked.part == "annex" and place.part != "annex":
        return False
    if ("footnote" in (asked.kind, place.kind) or "preambular" in (asked.kind, place.kind)) and (
        asked.kind or place.kind
    ) != (place.kind or asked.kind):
        return False
    if asked.kind == "preambular" and asked.ordinal != place.ordinal:
        return False
    if not all(_meet(a, b) for a, b in zip(asked.path, place.path, strict=False)):
        return False
    return all(_stands_in(point, texts) for point in asked.path[len(place.path) :])


def _meet(first: str, second: str) -> bool:
    return bool(points.keys(first) & points.keys(second))


def _stands_in(point: str, texts: Sequence[str]) -> bool:
    """Whether a point of that number stands in the words of the paragraph that it belongs to."""
    return any(
        _meet(point, printed)
        for text in texts
        for printed in re.findall(r"[(’‘'`]\s?(\w{1,4})\s?[)’‘'`]", fold_text(text))
    )
