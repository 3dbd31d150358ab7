"""The search's best paragraphs in a better order: a weighted sum of a few features of each.

Search ranks all passages by what is cheap to compute for all; of the best of them more is asked:
is its document of the genre that the question names, do its words translate the question's (`index.translation`), and, where the index keeps token
vectors, how close are its tokens to the question's (late interaction).

    score = search's score + strength * sum(weight * (feature - mean over the hits in its language))

The weights stand in `data/ranking.json`, fitted and written by `python -m eval.fit_ranking`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assistant.genre import agreement
from index import translation
from index.late import question_scores
from index.search import LONGEST, Hit
from index.store import Index
from index.values import Language

Scores = NDArray[np.float32]
Weights = Mapping[str, float]

DEPTH = 60
"""Hits that are put into order. Of development questions 96 in 100 have a right one among them."""

NAMED = 0.3
"""Where what speaks for the documents differs by more than this among the hits, the question names
its documents: then their paragraphs' words, which twins share, are told apart by less."""

STRENGTH_NAMED = 0.5
"""Share of the correction that is made where the documents are named."""

FEATURES = ("placed", "genre", "tlm", "late")
"""What hits are told apart by, besides the search's score: a question's by all of them, those of a
pasted clause, which names no document, by the last two. The dense score, soft coverage and whether a
figure stands where a number is asked for, tried beside them, gain nothing over them (`docs/ranking.md`).
"""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, as far as reranking asks: the words and what kind of text they are."""

    text: str
    """The question as it was searched for."""
    language: Language
    said: str
    """The question as it was put, references and all."""
    clause: bool = False
    """Whether it is a passage that somebody pastes."""


def reranked(index: Index, query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in their new order, with their new scores."""
    first = hits[:DEPTH]
    if len(first) < 2:
        return list(hits)
    table = features(index, query, first)
    return ordered(hits, correction(table, weights()[kind(table)]))


def kind(table: Mapping[str, Scores]) -> str:
    """Which of the sets of weights holds for the features that hits have."""
    return "late" if "late" in table else "words"


def ordered(hits: Sequence[Hit], corrections: Scores) -> list[Hit]:
    """The hits by score and correction, best first; those beyond the corrections get the lowest."""
    lowest = float(corrections.min(initial=0.0))
    more = [*map(float, corrections), *(lowest for _ in hits[len(corrections) :])]
    scored = [hit.scored(hit.score + each) for hit, each in zip(hits, more, strict=True)]
    return sorted(scored, key=lambda hit: -hit.score)


def correction(table: Mapping[str, Scores], weighed: Weights) -> Scores:
    """What the features add to each hit's score; one that is not weighed adds nothing."""
    total = np.zeros(len(next(iter(table.values()))), dtype=np.float32)
    for name, values in table.items():
        total += np.float32(weighed.get(name, 0.0)) * values
    return total


def features(index: Index, query: Query, hits: Sequence[Hit]) -> dict[str, Scores]:
    """Each feature of the hits, less its mean over those in the same language, at the strength that
    the question allows. `late` is not among them where the index keeps no token vectors.
    """
    rows = np.array([hit.row for hit in hits])
    languages = index.layout.language[rows]
    raw = {"tlm": translation.tlm(index, query.text, query.language, rows)}
    if not query.clause:
        raw["placed"] = np.array([hit.placed for hit in hits], dtype=np.float32)
        raw["genre"] = agreement(index, query.said, index.layout.document[rows])
    late = question_scores(index, query.text[:LONGEST], rows, query.language)
    if late is not None:
        raw["late"] = late
    named = not query.clause and float(np.ptp(raw["placed"])) > NAMED
    strength = np.float32(STRENGTH_NAMED if named else 1.0)
    return {name: strength * _centred(values, languages) for name, values in raw.items()}


def _centred(values: Scores, languages: NDArray[np.str_]) -> Scores:
    """Less the mean of each language, so that no language gains over the other by a feature."""
    found = values.astype(np.float32)
    for language in np.unique(languages):
        mask = languages == language
        found[mask] -= found[mask].mean()
    return found


@cache
def weights() -> Mapping[str, Weights]:
    """The shipped weights, by `kind`."""
    text = files("assistant").joinpath("data/ranking.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text)["weights"])
