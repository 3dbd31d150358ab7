"""Do the documents answer this at all?

Decided by coverage: how much of what the question says, rare words counting more than common ones,
stands in the paragraphs found. It tells questions about something else from questions about the
documents' matters; it does not tell whether a paragraph on the right matter holds the detail asked
for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.answers import Found
from assistant.retrieval import Retrieval
from index import lexical
from index.lexical import Hashes, Postings, Scores
from index.lexicon import english_terms, lexicon
from index.store import Index
from index.values import Language

LEAST_COVERAGE = 0.12
"""Below this a question counts as not answered. Of development questions that the documents answer
2 to 7 in 100 lie below it, of encyclopedia questions asked of the same documents 12 to 40 in 100.
"""

BEST = 5
UNKNOWN = 5.0
"""Rarity of an English word that the lexicon does not know, about that of a term in 1 of 150 passages."""


def decide(index: Index, retrieval: Retrieval) -> bool:
    """Whether the paragraphs found answer the question, as far as their words can tell."""
    if not retrieval.found:
        return False
    best = coverage(index, retrieval.asked, retrieval.asked_in, retrieval.found[:1])
    several = coverage(index, retrieval.asked, retrieval.asked_in, retrieval.found[:BEST])
    return (best + several) / 2 >= LEAST_COVERAGE


def coverage(index: Index, asked: str, asked_in: Language, found: Sequence[Found]) -> float:
    """The share of the question's terms, weighed by rarity, that the paragraphs hold; 0.0 to 1.0.

    A term counts by the best of its forms: itself, without clitics, by its 4-grams where the text
    layer broke words, or by its likeliest renderings in the paragraphs' language.
    """
    texts = [each.text for each in found]
    held = np.unique(np.concatenate([lexical.word_hashes(text) for text in texts]))
    across = asked_in == "en" and all(each.document.language == "ar" for each in found)
    if across:
        terms = _rendered(index.lexical.words, asked, held)
    else:
        ngrams = np.unique(np.concatenate([lexical.ngram_hashes(text) for text in texts]))
        terms = _own(index.lexical.words, asked, held, ngrams)
    total = matched = 0.0
    for weight, share in terms:
        total += weight
        matched += weight * share
    return matched / total if total else 0.0


def _own(
    postings: Postings, asked: str, held: Hashes, ngrams: Hashes
) -> Iterator[tuple[float, float]]:
    """Weight of each of the question's words, and how much of it the paragraphs hold."""
    for word in dict.fromkeys(w for w in lexical.words(asked) if not w.startswith("~")):
        forms = np.unique(lexical.word_hashes(word))
        share = float(np.isin(forms, held).any())
        pieces = lexical.ngram_hashes(word)
        if not share and len(pieces):
            share = float(np.isin(pieces, ngrams).mean())
        yield float(lexical.rarity(postings, forms).min()), share


def _rendered(postings: Postings, asked: str, held: Hashes) -> Iterator[tuple[float, float]]:
    for term in dict.fromkeys(english_terms(asked)):
        renderings = lexicon().get(term)
        if renderings is None:
            yield UNKNOWN, 0.0
            continue
        forms = np.array([lexical.word_hashes(word)[0] for word, _ in renderings], dtype=np.uint64)
        shares: Scores = np.array([share for _, share in renderings], dtype=np.float32)
        weight = float(lexical.rarity(postings, forms) @ shares / shares.sum())
        yield weight, min(1.0, float(shares @ np.isin(forms, held) / shares.max()))
