"""The genre of document that a question names: a resolution, a draft, a plan, a paper, a report.

"What does the plan ask for?" is about a document that is called a plan, though no paragraph of it
says so. What a document is called is read off its title and headings in the lexical index, whether
it decides anything off its kinds of paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.store import Index

Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]

_ASKED: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "draft": re.compile(r"\bdraft|مشروع", re.I),
        "plan": re.compile(r"\bplan\b|خطة", re.I),
        "paper": re.compile(r"\bpapers?\b|\bauthors\b|ورقة", re.I),
        "resolution": re.compile(
            r"\bresolution|\bpreamb|\bassembly\b|\bcouncil\b|القرار|ديباجة|الجمعية العامة|المجلس",
            re.I,
        ),
        "report": re.compile(r"\breport\b|تقرير", re.I),
    }
)
"""The words by which a question names each genre."""

_CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"plan": ("خطة", "plan"), "report": ("تقرير", "report")}
)
"""Words of the title or a heading by which a document is of the genre."""

_HEADINGS = ("title", "heading")

_of_indexes: WeakKeyDictionary[Index, dict[str, Flags]] = WeakKeyDictionary()


def genres_asked_for(text: str) -> list[str]:
    """The genres that a question names."""
    return [genre for genre, words in _ASKED.items() if words.search(text)]


def agreement(index: Index, text: str, documents: Sequence[int]) -> Scores:
    """For each document (its place in `index.layout.names`) how many of the genres that a question
    names it is of, less those that it is not of.
    """
    asked = genres_asked_for(text)
    if not asked:
        return np.zeros(len(documents), dtype=np.float32)
    of_documents = genres(index)
    votes = np.array([np.where(of_documents[genre], 1, -1) for genre in asked], dtype=np.float32)
    total: Scores = votes.sum(axis=0)[np.asarray(documents)]
    return total


def genres(index: Index) -> dict[str, Flags]:
    """For each genre the documents that are of it, in the order of `index.layout.names`."""
    if index not in _of_indexes:
        _of_indexes[index] = _genres(index)
    return _of_indexes[index]


def _genres(index: Index) -> dict[str, Flags]:
    layout = index.layout
    names, which = layout.kinds
    deciding = _documents_of(index, which == _place(names, "operative"))
    headed = np.isin(which, [_place(names, kind) for kind in _HEADINGS])
    found = {
        "draft": np.array(
            [index.documents[n].status != "adopted" for n in layout.names], dtype=bool
        ),
        "paper": ~deciding,
        "resolution": deciding,
    }
    for genre, words in _CALLED.items():
        rows = [lexical.rows_with_all(index.lexical.words, word) for word in words]
        there = np.zeros(len(headed), dtype=bool)
        there[np.concatenate(rows)] = True
        found[genre] = _documents_of(index, there & headed)
    return found


def _place(names: Sequence[str], kind: str) -> int:
    return list(names).index(kind) if kind in names else -1


def _documents_of(index: Index, rows: Flags) -> Flags:
    flags = np.zeros(len(index.layout.names), dtype=bool)
    flags[index.layout.document[rows]] = True
    return flags
