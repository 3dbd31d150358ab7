"""Dense and lexical search over passages, fused into one ranking of paragraphs.

A query is matched against passages of its own language by words, 4-grams and vectors, against
those of the other language by the glossary's terms, the learned lexicon's renderings and vectors
centred by language. Which documents the query is about counts in both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.arabic.digits import european
from index.centre import LANGUAGES, towards
from index.embedding import Vectors
from index.glossary import Term, entities, translate_terms
from index.layout import Layout
from index.lexicon import renderings
from index.store import Index
from index.values import Language

Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]

KIND = {
    "footnote": -0.2,
    "title": -0.15,
    "heading": -0.15,
    "closing": -0.15,
    "preambular": -0.08,
}
"""Added by kind of paragraph: what says where a thing stands is seldom what is looked for, and what
a body decides is asked for more often than what it recalls.
"""

NUMBER = 0.2
"""Added for a number of the query (a year, a session, a resolution) in a document's masthead."""

MOST_NUMBERS = 2

ENTITY = 0.3
"""Added to the passages of the document that is most about the States, missions and places named."""

PROFILE = 0.2
"""Weight of the query's 4-grams in a document's title block and headings."""

LONGEST = 1500
"""Characters of a query that are embedded; the words of the rest still count."""

BEST_INSIDE = 5
"""Passages of the named documents that a better one elsewhere may be alike to."""

_NUMBER = re.compile(r"\d+(?:/\d+)*")


@dataclass(frozen=True, slots=True)
class SameLanguage:
    """Weights where query and passage are of one language.

    The dense score counts in standard deviations above the query's mean, lexical ones as the share
    of the best attainable. Chosen on a grid over development questions; neighbours in the grid are
    within 0.03 in hit@1.
    """

    dense: float = 0.1
    words: float = 0.6
    ngrams: float = 1.2


@dataclass(frozen=True, slots=True)
class Across:
    """Weights where they are of two languages; `rendered` are the lexicon's words and 4-grams."""

    dense: float = 0.3
    rendered_words: float = 1.0
    rendered_ngrams: float = 0.8
    term_ngrams: float = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found: its best passage's row and the scores that brought it there."""

    row: int
    document: str
    paragraph: int
    score: float
    dense: float
    """Standard deviations above the mean of all passages of its language."""
    words: float
    """Share of the best attainable BM25 over words, the lexicon's across languages."""
    ngrams: float
    """The same over 4-grams, the glossary's across languages."""
    placed: float = 0.0
    """The part of the score that is about where it stands: what speaks for its document, and what
    `prior` gives."""
    cosine: float = 0.0
    """Of its vector with the query's, less the centre of its language's queries (`index.centre`)."""

    def scored(self, score: float) -> Hit:
        """The same with another score; `dataclasses.replace` takes five times as long."""
        return Hit(
            self.row,
            self.document,
            self.paragraph,
            score,
            self.dense,
            self.words,
            self.ngrams,
            self.placed,
            self.cosine,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """What search found, and what it made of every passage."""

    hits: list[Hit]
    content: Scores
    """Each passage's score by what it says, without what speaks for the place; -inf if not allowed."""


def search(
    index: Index,
    query: str,
    *,
    language: Language,
    k: int = 20,
    by_document: bool = True,
    allowed: Mask | None = None,
    prior: Scores | None = None,
) -> list[Hit]:
    """The hits of `ranking`."""
    return ranking(
        index, query, language=language, k=k, by_document=by_document, allowed=allowed, prior=prior
    ).hits


def ranking(
    index: Index,
    query: str,
    *,
    language: Language,
    k: int = 20,
    by_document: bool = True,
    allowed: Mask | None = None,
    prior: Scores | None = None,
    undated: frozenset[str] = frozenset(),
) -> Ranking:
    """The `k` best paragraphs for a query in `language`, best first, one hit a paragraph.

    `by_document` also weighs which documents the query is about, by its numbers and their title
    blocks; a clause pasted as a query is about none. `allowed` (one flag a passage row) restricts;
    `prior` (one number a row) is added to the scores. `undated` are numbers of the query that are no
    document's own, such as the year in which a mandate ends.
    """
    if not index.manifest.passages:
        return Ranking([], np.zeros(0, dtype=np.float32))
    layout = index.layout
    vector = index.embedder.embed_queries([query[:LONGEST]])[0]
    total = np.zeros(index.manifest.passages, dtype=np.float32)
    dense, words, ngrams = np.zeros_like(total), np.zeros_like(total), np.zeros_like(total)
    near = index.vectors.cosines(vector[None, :])[0]
    for of_passages in ("ar", "en"):
        mask = layout.language == of_passages
        if not mask.any():
            continue
        same = of_passages == language
        # the product of (query - centre) with each row
        from_centre = near if same else near - index.centre_cosines[0 if language == "ar" else 1]
        cosines = from_centre[mask]
        dense[mask] = (cosines - cosines.mean()) / (cosines.std() or 1.0)
        parts = _same(index, query) if same else _across(index, query, language)
        words[mask], ngrams[mask] = parts.words[mask], parts.ngrams[mask]
        weight = SameLanguage().dense if same else Across().dense
        total[mask] = weight * dense[mask] + parts.fused[mask]
    placed = np.zeros_like(total)
    if by_document:
        placed += _documents(index, query, language, undated)[layout.document]
    if prior is not None:
        placed += prior
    total += _kinds(index)
    if allowed is not None:
        total[~allowed] = -np.inf
    content = total.copy()
    total += placed
    rows = best_rows(layout, total, k)
    centred = _centred_cosines(index, vector, language, rows)
    hits = [
        Hit(
            row,
            layout.names[layout.document[row]],
            int(layout.paragraph[row]),
            float(total[row]),
            float(dense[row]),
            float(words[row]),
            float(ngrams[row]),
            float(placed[row]),
            float(cosine),
        )
        for row, cosine in zip(rows, centred, strict=True)
    ]
    return Ranking(hits, content)


def _centred_cosines(
    index: Index, vector: Vectors, language: Language, rows: Sequence[int]
) -> Scores:
    centred = towards(vector[None, :], index.centres, language)[0]
    cosines: Scores = index.vectors.vectors()[list(rows)] @ centred
    return cosines


def beyond(index: Index, content: Scores, named: Mask, allowance: float = 0.0) -> float:
    """How much better than the best of the `named` rows the best other one matches, 0.0 to 1.0, by
    `Ranking.content`: near 1.0 where only the others say what is asked for.

    The others must be better by more than the `allowance`: for a question in general words there is
    always one among many documents that matches a little better.
    That another document repeats what a named one says, as twins do, is no sign of that: the more
    alike the two are, the less it counts.
    """
    if not named.any():
        return 0.0
    inside, outside = np.where(named, content, -np.inf), np.where(named, -np.inf, content)
    best, other = float(inside.max(initial=-np.inf)), int(outside.argmax())
    bar = max(best, 0.0) + allowance
    if not np.isfinite(best) or outside[other] <= bar:
        return 0.0
    margin = 1.0 - bar / float(outside[other])
    few = np.argpartition(-inside, min(BEST_INSIDE, len(inside)) - 1)[:BEST_INSIDE]
    vectors = _from_centre(index, np.append(few, other))
    return margin * (1.0 - max(0.0, float((vectors[:-1] @ vectors[-1]).max())))


def _from_centre(index: Index, rows: NDArray[np.intp]) -> Vectors:
    """The directions of passages, seen from the centre of their language's queries."""
    found: Vectors = np.empty((len(rows), index.vectors.dimension), dtype=np.float32)
    for language in LANGUAGES:
        own = index.layout.language[rows] == language
        found[own] = towards(index.vectors.vectors()[rows[own]], index.centres, language)
    return found


@dataclass(frozen=True, slots=True)
class _Lexical:
    words: Scores
    ngrams: Scores
    fused: Scores


def _same(index: Index, query: str) -> _Lexical:
    words = lexical.scores(index.lexical.words, lexical.word_hashes(query))
    ngrams = lexical.scores(index.lexical.ngrams, lexical.ngram_hashes(query))
    weights = SameLanguage()
    return _Lexical(words, ngrams, weights.words * words + weights.ngrams * ngrams)


def _across(index: Index, query: str, language: Language) -> _Lexical:
    terms = " ".join(translate_terms(query, language))
    found = renderings(query) if language == "en" else []
    words = _rendered_words(index, found)
    likeliest = " ".join(each[0][0] for each in found)
    term_ngrams = lexical.scores(index.lexical.ngrams, lexical.ngram_hashes(terms))
    rendered_ngrams = lexical.scores(index.lexical.ngrams, lexical.ngram_hashes(likeliest))
    weights = Across()
    return _Lexical(
        words,
        term_ngrams,
        weights.rendered_words * words
        + weights.rendered_ngrams * rendered_ngrams
        + weights.term_ngrams * term_ngrams,
    )


def _rendered_words(index: Index, found: list[tuple[tuple[str, float], ...]]) -> Scores:
    """BM25 of the renderings, each by its probability (after Darwish and Oard 2003, probabilistic
    structured queries).
    """
    weight: dict[int, float] = {}
    for each in found:
        for word, share in each:
            (term,) = lexical.term_hashes([word])
            weight[int(term)] = weight.get(int(term), 0.0) + share
    terms = np.array(sorted(weight), dtype=np.uint64)
    weights = np.array([weight[int(t)] for t in terms], dtype=np.float32)
    return lexical.weighted_scores(index.lexical.words, terms, weights)


def _kinds(index: Index) -> Scores:
    kinds, which = index.layout.kinds
    return np.array([KIND.get(k, 0.0) for k in kinds], dtype=np.float32)[which]


def _documents(index: Index, query: str, language: Language, undated: frozenset[str]) -> Scores:
    """What speaks for each document: its title block's words, the query's numbers in that, and the
    States, missions and places that the query names in its paragraphs.
    """
    profile = lexical.scores(index.lexical.profiles, lexical.ngram_hashes(query))
    asked = {n for n in _NUMBER.findall(european(query)) if len(n) >= 3} - undated
    scores: Scores = PROFILE * profile
    if asked:
        printed = (index.numbers[name] for name in index.layout.names)
        matched = np.array([min(MOST_NUMBERS, len(asked & p)) for p in printed], dtype=np.float32)
        scores += np.float32(NUMBER) * matched
    named = entities(query, language)
    for entity in named:
        scores += ENTITY / len(named) * _about(index, entity)
    return scores


def passages_naming(index: Index, entity: Term) -> NDArray[np.int32]:
    """The rows of the passages that name a State, mission or place, in either language."""
    # "the Interim Force" is short for more than one mission: those by full name and acronym only
    forms = [
        form
        for of_language in (entity.ar, entity.en)
        for place, form in enumerate(of_language)
        if entity.kind != "mission" or place == 0 or " " not in form
    ]
    rows = [lexical.rows_with_all(index.lexical.words, form) for form in forms]
    return np.unique(np.concatenate(rows))


def _about(index: Index, entity: Term) -> Scores:
    """How far each document is about an entity, 0.0 to 1.0: by the share of its passages that name
    it, against the document that names it most.
    """
    rows = passages_naming(index, entity)
    of_document = index.layout.document
    naming = np.bincount(of_document[rows], minlength=len(index.layout.names))
    share = naming / np.maximum(1, np.bincount(of_document, minlength=len(index.layout.names)))
    highest = share.max(initial=0.0)
    return (np.sqrt(share / highest) if highest else share).astype(np.float32)


def best_rows(layout: Layout, total: Scores, k: int) -> list[int]:
    """At most `k` rows by falling score, the best window of each paragraph only; none of -inf."""
    depth = max(1, 2 * k)  # rows to be put in order: few paragraphs have more than one window
    while True:
        rows = _highest(total, depth)
        chosen: list[int] = []
        seen: set[tuple[int, int]] = set()
        places = zip(
            rows.tolist(),
            layout.document[rows].tolist(),
            layout.paragraph[rows].tolist(),
            strict=True,
        )
        for row, *paragraph in places:
            place = (paragraph[0], paragraph[1])
            if place not in seen:
                seen.add(place)
                chosen.append(row)
        if len(chosen) >= k or len(rows) < depth:
            return chosen[:k]
        depth *= 4


def _highest(total: Scores, count: int) -> NDArray[np.intp]:
    """At least `count` rows by falling score, of equal ones the first; fewer where more are not
    allowed.
    """
    if count < len(total):
        least = np.partition(total, len(total) - count)[len(total) - count]
        rows = np.flatnonzero(total >= least)
    else:
        rows = np.arange(len(total))
    rows = rows[total[rows] > -np.inf]
    return rows[np.argsort(-total[rows], kind="stable")]
