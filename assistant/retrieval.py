"""A question to paragraphs: exact references first, then what search finds for the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answers import Found, Question
from assistant.conversation import standalone
from assistant.language import answer_language, asked_language
from assistant.locators import Resolution, find_locators, resolve
from index.errors import UsageError
from index.search import Hit, Mask, Scores, search
from index.store import Index
from index.values import Document, Language, Paragraph

NAMED_DOCUMENT = 0.5
"""Added to the score of every passage of a document that the question names."""

LOCATED = 2.0
"""The score of a paragraph that the question refers to exactly; above any that search gives."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The paragraphs for a question, best first, and how they were come by."""

    language: Language
    """The language to answer in."""
    asked: str
    """The question as it was searched for."""
    found: tuple[Found, ...]
    hits: tuple[Hit, ...]
    """The search's hits, with the scores of each field."""
    resolution: Resolution

    @property
    def located(self) -> tuple[Found, ...]:
        """Those of `found` that an exact reference names."""
        return tuple(each for each in self.found if each.score == LOCATED)


def retrieve(index: Index, question: Question, k: int) -> Retrieval:
    """The `k` best paragraphs for a question.

    Paragraphs that the question refers to exactly come first, without any search for them. Of two
    official versions of one paragraph only the Arabic one is given; the answer shows the other
    beside it. Raises UsageError for an unknown document in the question's scope.
    """
    asked = standalone(question.text, question.history)
    language = answer_language(
        question.text,
        question.language or asked_language(question.text, [t.text for t in question.history]),
    )
    scope = _scope(index, question.scope)
    resolution = _resolve(index, question.text, asked, scope)
    hits = search(
        index,
        asked,
        language=asked_language(asked),
        k=2 * k,
        allowed=_mask(index, scope),
        prior=_prior(index, resolution.documents),
    )
    located = [(found.document, found.paragraph, LOCATED) for found in resolution.found]
    searched = [
        (index.documents[h.document], index.paragraph(h.document, h.paragraph), h.score)
        for h in hits
    ]
    found = _one_version(index, [*located, *searched])[: max(k, len(located))]
    return Retrieval(
        language,
        asked,
        tuple(Found(d, p, index.label(d, p, language), score) for d, p, score in found),
        tuple(hits),
        resolution,
    )


def _scope(index: Index, wanted: Sequence[str]) -> list[str]:
    """File names of the documents that a scope names by file name or symbol."""
    names: list[str] = []
    for each in wanted:
        found = [d.name for d in index.documents.values() if each in (d.name, d.symbol)]
        if not found:
            raise UsageError(f"The index holds no document {each}; `fiqra documents` lists them.")
        names.extend(found)
    return names


def _resolve(index: Index, text: str, asked: str, scope: Sequence[str]) -> Resolution:
    """What the question refers to; a reference that leans on an earlier turn takes its document."""
    locators = find_locators(text)
    if asked != text and not any(locator.document for locator in locators):
        locators = find_locators(asked)
    return resolve(locators, list(index.documents.values()), index.outline, scope)


def _mask(index: Index, scope: Sequence[str]) -> Mask | None:
    return index.layout.rows_of(scope) if scope else None


def _prior(index: Index, named: Sequence[str]) -> Scores | None:
    if not named:
        return None
    return np.where(index.layout.rows_of(named), NAMED_DOCUMENT, 0.0).astype(np.float32)


def _one_version(
    index: Index, ranked: Sequence[tuple[Document, Paragraph, float]]
) -> list[tuple[Document, Paragraph, float]]:
    """Each paragraph once, in Arabic where both official versions are indexed."""
    kept: list[tuple[Document, Paragraph, float]] = []
    seen: set[tuple[str, int]] = set()
    for document, paragraph, score in ranked:
        if document.language == "en":
            arabic = index.counterpart(document.name, paragraph)
            if arabic:
                document, paragraph = arabic
        if (document.name, paragraph.order) not in seen:
            seen.add((document.name, paragraph.order))
            kept.append((document, paragraph, score))
    return kept
