"""Twins: paragraphs that several documents have in nearly the same words, given as one.

Bodies repeat themselves: of the Security Council's paragraphs more than half have a near-identical one
in another resolution. A question that does not say which of them it means is answered by the newest
adopted one; the others are its twins. One that names a year or a document gets the one of that.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Found
from assistant.retrieval import Retrieval
from index.arabic.digits import european
from index.filters import year_of
from index.late import TWINS, signature
from index.search import Hit
from index.store import Index
from index.values import Document

Signatures = NDArray[np.uint8]

SHORTEST = 60
"""Characters. Shorter paragraphs are alike by chance."""

AS_FITTING = 0.1
"""A twin is given instead of the best paragraph if what speaks for its document is less by no more
than this: that of another State or mission than the one asked about is not."""

_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")


def folded(index: Index, retrieval: Retrieval) -> tuple[Found, ...]:
    """The paragraphs found, each without its twins behind it: those stand in its `twins`, the newest
    first. Where the question names neither year nor document, the newest adopted one of the twins
    stands for them. Exact references and pasted clauses are left as they are.
    """
    if retrieval.located or retrieval.clause or not retrieval.found:
        return retrieval.found
    hits = {(hit.document, hit.paragraph): hit for hit in retrieval.hits}
    marks = _signatures(index, list(hits.values()))
    either = not names_its_document(retrieval)
    given: set[tuple[str, int]] = set()
    result: list[Found] = []
    for found in retrieval.found:
        key = _key(found)
        if key in given:
            continue
        others = [
            each for each in _twins(index, found, hits, marks, retrieval) if _key(each) not in given
        ]
        given.update([key, *map(_key, others)])
        group = sorted([found, *others], key=lambda each: _date(each.document), reverse=True)
        first = found
        if either and key in hits:
            least = hits[key].placed - AS_FITTING
            first = next(
                (
                    each
                    for each in group
                    if each.document.status == "adopted" and hits[_key(each)].placed >= least
                ),
                found,
            )
        twins = tuple(each for each in group if each is not first)
        result.append(replace(first, score=found.score, twins=twins))
    return tuple(result)


def names_its_document(retrieval: Retrieval) -> bool:
    """Whether the question says which document it means, or of which year."""
    return bool(retrieval.resolution.documents or _YEAR.search(european(retrieval.asked)))


def _twins(
    index: Index,
    found: Found,
    hits: dict[tuple[str, int], Hit],
    marks: dict[tuple[str, int], Signatures],
    retrieval: Retrieval,
) -> list[Found]:
    """The paragraphs of other documents among the hits that say the same in nearly the same words."""
    own = marks.get(_key(found))
    if own is None or len(found.paragraph.clean) < SHORTEST:
        return []
    least = TWINS * len(own)
    twins: dict[str, Found] = {}
    for (name, order), mark in marks.items():
        document = index.documents[name]
        called = document.symbol or name
        if (
            document.language != found.document.language
            or called == (found.document.symbol or found.document.name)
            or called in twins
            or int((mark == own).sum()) < least
        ):
            continue
        paragraph = index.paragraph(name, order)
        if paragraph.kind == found.paragraph.kind:
            label = index.label(document, paragraph, retrieval.language)
            points = index.points(name, paragraph) if found.points else ()
            twins[called] = Found(document, paragraph, label, hits[name, order].score, points)
    return list(twins.values())


def _signatures(index: Index, hits: list[Hit]) -> dict[tuple[str, int], Signatures]:
    """The signature of each hit's paragraph, as the index keeps it or worked out from its words."""
    if index.late is not None:
        kept = index.late.signatures
        return {(hit.document, hit.paragraph): kept[hit.row] for hit in hits}
    texts = index.texts([hit.row for hit in hits])
    return {(hit.document, hit.paragraph): signature(texts[hit.row]) for hit in hits}


def _date(document: Document) -> str:
    return document.date or str(year_of(document) or "")


def _key(found: Found) -> tuple[str, int]:
    return found.document.name, found.paragraph.order
