"""Do the documents answer this at all?

Decided by coverage: how much of what the question says, rare words counting more than common ones,
stands in the paragraphs found. It tells questions about something else from questions about the
documents' matters; it does not tell whether a paragraph on the right matter holds the detail asked
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from assistant.answers import Found
from assistant.retrieval import Retrieval
from index import lexical
from index.arabic.digits import european
from index.glossary import entities
from index.lexical import Hashes, Postings, Scores
from index.lexicon import english_terms, lexicon, stop_words
from index.search import passages_naming
from index.store import Index
from index.values import Language

LEAST_COVERAGE = 0.09
"""Below this a question counts as not answered. Of development questions that the documents answer
0 to 10 in 100 lie below it, of encyclopedia questions asked of the same documents 20 to 60.
"""

_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")

BEST = 5
PIECES = 0.6
"""A word counts as broken, not as absent, if this share of its 4-grams stands in the paragraphs."""

UNKNOWN = 5.0
"""Rarity of an English word that the lexicon does not know, about that of a term in 1 of 150 passages."""


def enough(figure: float) -> bool:
    """Whether the paragraphs found answer the question, by what `covered` says of them."""
    return figure >= LEAST_COVERAGE


def confidence(figure: float) -> float:
    """How sure it is that the documents answer, from what `covered` says: 0.0 up to below 1.0.

    It rises with the figure and is 0.5 where silence begins. No probability: it orders questions.
    """
    return figure / (figure + LEAST_COVERAGE)


def covered(index: Index, retrieval: Retrieval) -> float:
    """How much of the question the best paragraphs hold, 0.0 to 1.0: the mean of the coverage by
    the best one and by the best few; 0.0 if nothing was found or something is named nowhere.
    """
    if not retrieval.found or named_nowhere(index, retrieval.asked, retrieval.asked_in):
        return 0.0
    versions = [_version(index, each, retrieval.asked_in) for each in retrieval.found[:BEST]]
    best = coverage(index, retrieval.asked, retrieval.asked_in, versions[:1])
    several = coverage(index, retrieval.asked, retrieval.asked_in, versions)
    return (best + several) / 2


def named_nowhere(index: Index, asked: str, asked_in: Language) -> bool:
    """Whether the question names a State, mission, place or year that no passage names."""
    if any(not len(passages_naming(index, e)) for e in entities(asked, asked_in)):
        return True
    words = index.lexical.words
    years = _YEAR.findall(european(asked))
    mastheads = frozenset().union(*index.numbers.values())
    return any(y not in mastheads and not len(lexical.rows_with_all(words, y)) for y in years)


def _version(index: Index, found: Found, language: Language) -> tuple[Language, str]:
    """The paragraph's words in that language where they are indexed, else in its own."""
    if found.document.language != language:
        other = index.counterpart(found.document.name, found.paragraph)
        if other is not None:
            return language, other[1].sure
    return found.document.language, found.sure


def coverage(
    index: Index, asked: str, asked_in: Language, versions: Sequence[tuple[Language, str]]
) -> float:
    """The share of the question's terms, weighed by rarity, that the texts hold; 0.0 to 1.0.

    A term counts by the best of its forms: itself, without clitics, by its 4-grams where the text
    layer broke words, or by its likeliest renderings where the text is in the other language.
    """
    own = [text for language, text in versions if language == asked_in]
    other = [text for language, text in versions if language != asked_in]
    words = index.lexical.words
    best = 0.0
    if own:
        held = np.unique(np.concatenate([lexical.word_hashes(text) for text in own]))
        ngrams = np.unique(np.concatenate([lexical.ngram_hashes(text) for text in own]))
        best = _share(_own(words, asked, held, ngrams))
    if other and asked_in == "en":
        held = np.unique(np.concatenate([lexical.word_hashes(text) for text in other]))
        best = max(best, _share(_rendered(words, asked, held)))
    return best


def _share(terms: Iterable[tuple[float, float]]) -> float:
    total = matched = 0.0
    for weight, share in terms:
        total += weight
        matched += weight * share
    return matched / total if total else 0.0


def _own(
    postings: Postings, asked: str, held: Hashes, ngrams: Hashes
) -> Iterator[tuple[float, float]]:
    """Weight of each of the question's words, and how much of it the paragraphs hold."""
    for word in dict.fromkeys(lexical.words(asked)):
        if word.startswith("~") or word in stop_words():
            continue
        forms = np.unique(lexical.word_hashes(word))
        share = float(np.isin(forms, held).any())
        pieces = lexical.ngram_hashes(word)
        if not share and len(pieces):
            there = float(np.isin(pieces, ngrams).mean())
            share = there if there >= PIECES else 0.0
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
