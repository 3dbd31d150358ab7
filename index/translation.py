"""How well passages say what a query says, word by word and across languages.

Two figures for a few rows at a time, read off the postings of the lexical index, so that no text
is fetched: a translation language model (Berger and Lafferty 1999, "Information Retrieval as
Statistical Translation"), and soft coverage, the share of the query's words that a passage holds
in any rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.arabic.normalise import fold_text
from index.lexicon import english_terms, renderings_of, stands_for, stop_words
from index.store import Index
from index.values import Language

Rows = NDArray[np.intp] | NDArray[np.int32] | NDArray[np.int64]
Scores = NDArray[np.float32]

SMOOTHING = 0.3
"""Weight of a word's frequency in all passages against its presence in one."""

SELDOM = 1e-4
"""Frequency below which a word of all passages is not counted on."""

BARE = 0.7
"""Presence of an Arabic word that stands with other particles, against the word as it was asked."""

BARE_RENDERING = 0.9
"""The same for a rendering, of which the particles are the lexicon's and not the asker's."""

LEAST_WEIGHT = 0.05
"""Renderings of less weight, against the likeliest one, are passed over."""

UNKNOWN = 5.0
"""Rarity of a word that the lexicon does not know, about that of one in 1 of 150 passages."""

_WORD = re.compile(r"[^\W\d_]{2,}")

Weights = Mapping[str, float]
"""Words that may stand for one word of the query, each with its weight up to 1."""


def tlm(index: Index, query: str, language: Language, rows: Rows) -> Scores:
    """The mean log-likelihood ratio of the query's words, given each passage against all passages.

    English words come from Arabic passages by the reverse lexicon; in the query's own language a
    word comes from itself. 0.0 for rows that no word can be looked up in.
    """
    total = np.zeros(len(rows), dtype=np.float32)
    for mask, same in _languages(index, language, rows):
        count = int(np.count_nonzero(index.layout.language == index.layout.language[rows[mask]][0]))
        if same:
            choices = [
                {w: 1.0, f"~{lexical.bare(w)}": BARE} | _bare(w, BARE) for w in own_words(query)
            ]
            ratios = [_ratio(index, each, rows[mask], count, best=True) for each in choices]
        elif language == "en":
            known = [dict(stands_for(t)) for t in dict.fromkeys(english_terms(query))]
            ratios = [_ratio(index, each, rows[mask], count) for each in known]
        else:
            continue  # nothing is learned that leads from an Arabic question to English words
        if ratios:
            total[mask] = np.mean(ratios, axis=0)
    return total


def _ratio(index: Index, choice: Weights, rows: Rows, count: int, *, best: bool = False) -> Scores:
    """log(P(word | passage) / P(word)), smoothed, where the word may come from any of `choice`."""
    held = lexical.held(index.lexical.words, list(choice), rows)
    if not held.words:
        return np.zeros(len(rows), dtype=np.float32)
    weights = np.array([choice[word] for word in held.words], dtype=np.float32)
    weighed = weights[:, None] * held.presence
    given: Scores = weighed.max(axis=0) if best else weighed.sum(axis=0)
    among_all = weights * held.total
    everywhere = float(among_all.max() if best else among_all.sum()) / max(1, count) + SELDOM
    prior = np.float32(SMOOTHING * everywhere)
    ratio: Scores = np.log((given + prior) / prior)
    return ratio


def soft(index: Index, query: str, language: Language, rows: Rows) -> Scores:
    """The share of the query's words, rare ones counting more, that each passage holds in some form.

    0.0 to 1.0. An English word may be held in any Arabic rendering, by its weight; a word of the
    passage's own language also with other particles.
    """
    total = np.zeros(len(rows), dtype=np.float32)
    for mask, same in _languages(index, language, rows):
        if not same and language != "en":
            continue
        words = own_words(query) if same else list(dict.fromkeys(english_terms(query)))
        choices = [{w: 1.0} if same else _renderings(w) for w in words]
        weights = [_weight(index, w, c, same=same) for w, c in zip(words, choices, strict=True)]
        if sum(weights) > 0:
            total[mask] = _coverage(index, choices, weights, rows[mask])
    return total


def own_words(query: str) -> list[str]:
    """The query's words of two letters and more, folded, without those that say nothing."""
    words = dict.fromkeys(_WORD.findall(fold_text(query)))
    return [word for word in words if word not in stop_words()]


def _languages(
    index: Index, language: Language, rows: Rows
) -> Iterable[tuple[NDArray[np.bool_], bool]]:
    """The rows of each language, and whether it is the query's."""
    of_rows = index.layout.language[rows]
    for each in ("ar", "en"):
        mask = of_rows == each
        if mask.any():
            yield mask, each == language


def _bare(word: str, weight: float) -> dict[str, float]:
    bare = lexical.bare(word)
    return {bare: weight} if bare != word else {}


def _renderings(term: str) -> Weights:
    found = renderings_of(term)
    if not found:
        return {term: 1.0}
    most = found[0][1]
    return {word: share / most for word, share in found if share / most >= LEAST_WEIGHT}


def _weight(index: Index, word: str, choice: Weights, *, same: bool) -> float:
    """How rare the word is among the passages: itself, or by mean of its renderings."""
    if same:
        forms = [word, f"~{lexical.bare(word)}"]
        return float(lexical.rarity(index.lexical.words, lexical.term_hashes(forms)).min())
    if not renderings_of(word):
        return UNKNOWN
    shares = np.array(list(choice.values()), dtype=np.float32)
    rarity = lexical.rarity(index.lexical.words, lexical.term_hashes(list(choice)))
    return float(rarity @ shares / shares.sum())


def _coverage(
    index: Index, choices: Sequence[Weights], weights: Sequence[float], rows: Rows
) -> Scores:
    matched = np.zeros(len(rows), dtype=np.float32)
    for choice, weight in zip(choices, weights, strict=True):
        forms: dict[str, float] = {}
        for word, share in choice.items():
            bare = lexical.bare(word)
            for form, held in (
                (word, share),
                *((f, BARE_RENDERING * share) for f in (bare, f"~{bare}")),
            ):
                forms[form] = max(forms.get(form, 0.0), held)
        found = lexical.held(index.lexical.words, list(forms), rows)
        if found.words:
            shares = np.array([forms[form] for form in found.words], dtype=np.float32)
            matched += weight * (shares[:, None] * (found.presence > 0)).max(axis=0)
    return matched / np.float32(sum(weights))
