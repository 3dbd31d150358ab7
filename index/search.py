"""Dense and lexical search over passages, fused into one ranking of paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.store import Index
from index.values import Language

Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each field says where query and passage are of the same language, and where not.

    Dense scores count in standard deviations above the collection's mean cosine for this query,
    lexical ones as the share of the best attainable score (0 to 1).
    """

    dense: float
    words: float
    ngrams: float


SAME_LANGUAGE = Weights(dense=0.10, words=0.60, ngrams=0.60)
ACROSS = Weights(dense=0.16, words=0.40, ngrams=0.0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph found: its best passage's row and the scores that brought it there."""

    row: int
    document: str
    paragraph: int
    score: float
    dense: float
    """Cosine of query and passage."""
    words: float
    """Share of the best attainable BM25 over words."""
    ngrams: float


def search(
    index: Index,
    query: str,
    *,
    language: Language,
    translated: str = "",
    k: int = 20,
    allowed: Mask | None = None,
    prior: Scores | None = None,
) -> list[Hit]:
    """The `k` best paragraphs for `query`, best first, one hit a paragraph.

    `translated` holds the query's terms in the other language, for the lexical fields of passages
    of that language. `allowed` (one flag a passage row) restricts; `prior` (one number a row) is
    added to the scores.
    """
    if not index.manifest.passages:
        return []
    dense = index.vectors.cosines(index.embedder.embed_queries([query]))[0]
    total = np.zeros(index.manifest.passages, dtype=np.float32)
    words, ngrams = np.zeros_like(total), np.zeros_like(total)
    mean, spread = float(dense.mean()), float(dense.std()) or 1.0
    same = index.layout.language == language
    for mask, text, weights in ((same, query, SAME_LANGUAGE), (~same, translated, ACROSS)):
        if not mask.any():
            continue
        by_words = lexical.scores(index.lexical.words, lexical.word_hashes(text))
        by_ngrams = lexical.scores(index.lexical.ngrams, lexical.ngram_hashes(text))
        words[mask], ngrams[mask] = by_words[mask], by_ngrams[mask]
        fused = (
            weights.dense * (dense - mean) / spread
            + weights.words * by_words
            + weights.ngrams * by_ngrams
        )
        total[mask] = fused[mask]
    if prior is not None:
        total += prior
    if allowed is not None:
        total[~allowed] = -np.inf
    return [
        Hit(
            row,
            index.layout.names[index.layout.document[row]],
            int(index.layout.paragraph[row]),
            float(total[row]),
            float(dense[row]),
            float(words[row]),
            float(ngrams[row]),
        )
        for row in _best_rows(index, total, k)
    ]


def _best_rows(index: Index, total: Scores, k: int) -> list[int]:
    """Rows by falling score, the best window of each paragraph only."""
    chosen: list[int] = []
    seen: set[tuple[int, int]] = set()
    for row in np.argsort(-total, kind="stable"):
        if len(chosen) == k or total[row] == -np.inf:
            break
        paragraph = (int(index.layout.document[row]), int(index.layout.paragraph[row]))
        if paragraph not in seen:
            seen.add(paragraph)
            chosen.append(int(row))
    return chosen


def documents_mask(index: Index, names: Sequence[str]) -> Mask:
    """Which passages belong to the named documents."""
    return index.layout.rows_of(names)
