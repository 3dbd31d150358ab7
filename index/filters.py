"""Filters: which passages a search may find, by document, body, year, kind of paragraph, language.

Bodies are told by their names in either language: names that the glossary has in one row are one
body, and so are those under which two versions of one document (the same symbol) give it. A document
that names no body has that of its symbol's series.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.arabic.digits import european
from index.arabic.normalise import fold_text
from index.errors import UsageError
from index.glossary import terms
from index.layout import Layout
from index.masthead import BODIES
from index.store import Index
from index.values import Document, Kind, Language

Mask = NDArray[np.bool_]

KINDS: tuple[Kind, ...] = get_args(Kind)

SHORT = 4
"""Letters from which on a body's name is sure to be one when its capitals are folded."""

MOST_LISTED = 12
"""Bodies that an error names; beyond it only how many more there are."""

_YEARS = re.compile(r"(\d{4})(?:\s*[-–—]\s*(\d{4}))?", re.ASCII)
_OF_SYMBOL = re.compile(r"\((\d{4})\)|/((?:19|20)\d\d)(?=/|$)")
_ARTICLE = re.compile(r"^(?:the |ال(?=\w))")
_SERIES = {"A": "A/RES", "S": "S/RES", "E": "E/RES"}
"""What a symbol of another kind of document (A/76/L.5) has in common with those of resolutions."""


class Years(NamedTuple):
    """The years from `first` to `last`, both among them; None where that side is open."""

    first: int | None
    last: int | None

    def __contains__(self, year: object) -> bool:
        if not isinstance(year, int):
            return False
        return (self.first is None or year >= self.first) and (
            self.last is None or year <= self.last
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is restricted to; whatever is empty or None restricts nothing."""

    documents: tuple[str, ...] = ()
    """Names or symbols of documents."""
    bodies: tuple[str, ...] = ()
    """Names of bodies, in either language."""
    years: Years | None = None
    """In which the documents are dated."""
    kinds: tuple[Kind, ...] = ()
    """Of paragraphs; points are of the kind of the paragraph they hang on, too."""
    language: Language | None = None
    """Of the passages."""
    undated: bool = False
    """Whether documents that state no date or no body pass where years or bodies are asked for."""

    def __bool__(self) -> bool:
        return bool(
            self.documents or self.bodies or self.years or self.kinds or self.language is not None
        )


def years_of(text: str) -> Years:
    """`2021` or `2019-2021` as years. Raises UsageError for anything else."""
    match = _YEARS.fullmatch(european(text).strip())
    if match is None:
        raise UsageError(f"A year is written 2021, a range of years 2019-2021, not {text!r}.")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise UsageError(f"The range of years {text} ends before it begins; write {last}-{first}.")
    return Years(first, last)


def year_of(document: Document) -> int | None:
    """The year of a document's date, else that of its symbol; None where neither is known."""
    if document.date and document.date[:4].isdecimal():
        return int(document.date[:4])
    match = _OF_SYMBOL.search(document.symbol or "")
    return int(match[1] or match[2]) if match else None


def rows(index: Index, wanted: Filter) -> Mask | None:
    """A flag for each passage row, whether it passes; None where the filter restricts nothing.

    Raises UsageError, saying what there is, for an unknown document or body and for a filter that
    leaves nothing.
    """
    if not wanted:
        return None
    left = index.layout.rows_of(documents(index, wanted))
    if wanted.kinds:
        of_kind = left & kind_rows(index.layout, wanted.kinds)
        if not of_kind.any():
            there = sorted({kind for kind in KINDS if kind_rows(index.layout, [kind])[left].any()})
            raise UsageError(
                f"No paragraph there is of kind {' or '.join(wanted.kinds)}; there are: "
                f"{', '.join(there)}."
            )
        left = of_kind
    if wanted.language is not None:
        in_language = left & (index.layout.language == wanted.language)
        if not in_language.any():
            raise UsageError(
                f"No passage there is in the language `{wanted.language}`; there are passages in "
                f"{' and '.join(f'`{each}`' for each in sorted(set(index.layout.language[left])))}."
            )
        left = in_language
    return left


def documents(index: Index, wanted: Filter) -> list[str]:
    """Names of the documents that pass, in the index's order. Raises UsageError as `rows`."""
    _check_names(index, wanted)
    chosen = set(wanted.documents)
    asked = [_names(each) for each in wanted.bodies]
    left = []
    for document in index.documents.values():
        if chosen and not chosen & {document.name, document.symbol}:
            continue
        keys = bodies(index)[document.name]
        if asked and not any(keys & each for each in asked) and not (wanted.undated and not keys):
            continue
        left.append(document)
    if wanted.years is None:
        kept = left
    else:
        years = wanted.years
        kept = [
            d for d in left if (year := year_of(d)) in years or (wanted.undated and year is None)
        ]
    if index.documents and not kept:
        raise UsageError(_nothing_left(left, wanted))
    return [document.name for document in kept]


def _nothing_left(before: Sequence[Document], wanted: Filter) -> str:
    years = sorted({year for d in before if (year := year_of(d)) is not None})
    if not before:
        return (
            f"No document passes: none of {', '.join(wanted.documents)} is of "
            f"{' or '.join(wanted.bodies)}; `fiqra documents` lists them."
        )
    if not years:
        return "No document there states its year; state it with `fiqra documents set FILE --date`."
    return f"No document is of those years; there are: {', '.join(map(str, years))}."


def _check_names(index: Index, wanted: Filter) -> None:
    known = {name for d in index.documents.values() for name in (d.name, d.symbol)}
    for each in wanted.documents:
        if each not in known:
            raise UsageError(f"The index holds no document {each}; `fiqra documents` lists them.")
    for each in wanted.bodies:
        keys = _names(each)
        if not any(keys & held for held in bodies(index).values()):
            raise UsageError(f"The index holds no document of {each}; {_bodies_there(index)}")


def _bodies_there(index: Index) -> str:
    names: dict[frozenset[str], str] = {}
    for document in index.documents.values():
        keys = bodies(index)[document.name]
        if keys:
            names.setdefault(keys, document.body or max(keys, key=len))
    if not names:
        return "no document there states its body: `fiqra documents set FILE --body` does."
    listed = list(names.values())
    more = f" and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    return f"there are documents of: {', '.join(listed[:MOST_LISTED])}{more}."


def kind_rows(layout: Layout, kinds: Iterable[str]) -> Mask:
    """Which rows are of these kinds; a point also has the kind of the paragraph it hangs on."""
    names, which = layout.kinds
    codes = [place for place, name in enumerate(names) if name in set(kinds)]
    mask: Mask = np.isin(which, codes)
    if "point" not in names:
        return mask
    # rows in reading order: a point hangs on the last paragraph before it that is none
    order = np.lexsort((layout.paragraph, layout.document))
    bearing = [p for p, n in enumerate(names) if n in ("preambular", "operative", "paragraph")]
    bears = np.isin(which[order], bearing)
    last = np.maximum.accumulate(np.where(bears, np.arange(len(order)), -1))
    points = (which[order] == names.index("point")) & (last >= 0)
    at = np.flatnonzero(points)
    above = order[last[at]]
    same = layout.document[order[at]] == layout.document[above]
    mask[order[at[same]]] |= np.isin(which[above[same]], codes)
    return mask


_of_indexes: WeakKeyDictionary[Index, Mapping[str, frozenset[str]]] = WeakKeyDictionary()


def bodies(index: Index) -> Mapping[str, frozenset[str]]:
    """For each document by name the folded names, in both languages, of the body that issued it;
    empty where that is not known.
    """
    if index not in _of_indexes:
        _of_indexes[index] = _bodies(index.documents.values())
    return _of_indexes[index]


def _bodies(held: Iterable[Document]) -> dict[str, frozenset[str]]:
    own = {d.name: _names(d.body) if d.body else _of_series(d.symbol) for d in held}
    by_symbol: dict[str, frozenset[str]] = {}
    for document in held:
        if document.symbol and own[document.name]:
            earlier = by_symbol.get(document.symbol, frozenset())
            by_symbol[document.symbol] = earlier | own[document.name]
    groups: list[frozenset[str]] = []
    for names in {*own.values(), *by_symbol.values()}:
        if names:
            meeting = [group for group in groups if group & names]
            groups = [g for g in groups if g not in meeting] + [names.union(*meeting)]
    return {
        name: next((group for group in groups if group & names), frozenset())
        for name, names in own.items()
    }


@cache
def _names(body: str) -> frozenset[str]:
    """A body's names in both languages, folded and without the article."""
    key = _key(body)
    found = {key}
    for term in terms():
        forms = {_key(form) for form in (*term.ar, *term.en)} if term.kind == "body" else set()
        if key in forms:
            found |= forms
    for known in BODIES:
        forms = {_key(known.arabic), _key(known.english)}
        if key in forms:
            found |= forms
    return frozenset(found)


@cache
def known_bodies() -> frozenset[str]:
    """The folded names, without the article, of every body whose documents can be asked for, whether
    any are indexed or not. The United Nations are none: all documents are theirs.
    """
    printed = [name for known in BODIES for name in (known.arabic, known.english)]
    printed += [
        form
        for term in terms()
        if term.kind == "body" and "United Nations" not in term.en
        for form in (*term.ar, *term.en)
    ]
    # "WHO", "AU" in small letters are other words
    return frozenset(key for key in map(_key, printed) if len(key) >= SHORT)


def _key(name: str) -> str:
    return _ARTICLE.sub("", " ".join(re.findall(r"[^\W_]+", fold_text(name))))


def _of_series(symbol: str | None) -> frozenset[str]:
    """The body whose resolutions have such symbols: S/RES/2650 (2022), S/2022/12 → Security Council."""
    printed = (symbol or "").upper()
    for known in BODIES:
        if known.series and printed.startswith(f"{known.series}/"):
            return _names(known.english)
    # longest first: A/HRC/50/L.1 is the Human Rights Council's, not the Assembly's
    if printed.startswith("A/HRC/"):
        return _names("Human Rights Council")
    if re.match(r"[ASE]/(?!CONF|CN)", printed):
        series = _SERIES[printed[0]]
        return next(_names(known.english) for known in BODIES if known.series == series)
    return frozenset()
