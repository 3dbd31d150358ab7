"""A question to paragraphs: exact references first, then what search finds, in reranking's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answers import Found, Question
from assistant.conversation import standalone
from assistant.language import answer_language, asked_language
from assistant.locators import Resolution, find_locators, resolve
from assistant.reranking import DEPTH, Query, reranked
from index.arabic.normalise import fold_text
from index.errors import UsageError
from index.glossary import operative_verb
from index.search import Hit, Mask, Scores, search
from index.store import Index
from index.values import Document, Kind, Language, Paragraph

NAMED_DOCUMENT = 0.5
"""Added to the score of every passage of a document that the question names."""

WITH_POINTS = 1500
"""Characters. A paragraph that search finds is shown with its points up to this length."""

CLAUSE, LONG = 80, 250
"""Characters. A pasted clause has at least the first; a text of the second is one whatever its words."""

LEAST = 12
"""Characters of a question that are worth searching for when its references are taken away."""

NAMED_KIND = 0.2
"""Added to the score of every passage of a kind that the question names."""

_KIND_WORDS: dict[Kind, re.Pattern[str]] = {
    "preambular": re.compile(r"preamb|ديباج", re.IGNORECASE),
    "operative": re.compile(r"\boperative\b|منطوق", re.IGNORECASE),
    "footnote": re.compile(r"footnote|حاشية|حواشي", re.IGNORECASE),
}

BORNE_OUT = 0.2
"""Share of the other language version's score that is added to a paragraph's own."""

LOCATED = 100.0
"""The score of a paragraph that the question refers to exactly; above any that search gives."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The paragraphs for a question, best first, and how they were come by."""

    language: Language
    """The language to answer in."""
    asked_in: Language
    asked: str
    """The question as it was searched for."""
    found: tuple[Found, ...]
    hits: tuple[Hit, ...]
    """The search's hits, best first, with the scores of each field."""
    resolution: Resolution

    @property
    def located(self) -> tuple[Found, ...]:
        """Those of `found` that an exact reference names."""
        return tuple(each for each in self.found if each.score == LOCATED)


def retrieve(index: Index, question: Question, k: int, *, reserve: int = 0) -> Retrieval:
    """The `k` best paragraphs for a question, or for a clause that a drafter pastes.

    Paragraphs that a question refers to exactly come first, without any search for them. Of two
    official versions of one paragraph only the Arabic one is given; the answer shows the other
    beside it. `reserve`: how many `widened` may be asked for later, without another search.
    Raises UsageError for an unknown document in the question's scope.
    """
    query, found = candidates(index, question, max(k, reserve))
    hits = tuple(reranked(index, query, found.hits))
    return widened(index, replace(found, hits=hits), k)


def candidates(index: Index, question: Question, k: int) -> tuple[Query, Retrieval]:
    """What is looked for, and the search's hits for it as search ranks them, enough for `k`
    paragraphs and for reranking; `found` is empty.
    """
    asked = standalone(question.text, question.history)
    asked_in = asked_language(question.text, [turn.text for turn in question.history])
    language = answer_language(question.text, question.language or asked_in)
    scope = _scope(index, question.scope)
    clause = is_clause(question.text)
    resolution = Resolution() if clause else _resolve(index, question.text, asked, scope)
    searched = without_references(asked) if resolution.documents else asked
    hits = search(
        index,
        searched,
        language=asked_in,
        k=max(DEPTH, _depth(k)),
        by_document=not clause,
        allowed=_mask(index, scope),
        prior=_prior(index, resolution.documents, kinds_asked_for(question.text)),
    )
    query = Query(searched, asked_in, question.text, clause)
    return query, Retrieval(language, asked_in, asked, (), tuple(hits), resolution)


def widened(index: Index, retrieval: Retrieval, k: int) -> Retrieval:
    """What `retrieve` gives for `k`, from hits that one with at least that `reserve` has found."""
    located = [
        (found.document, found.paragraph, LOCATED)
        for place, found in enumerate(retrieval.resolution.found)
        if place not in retrieval.resolution.inside
    ]
    searched = [
        (index.documents[h.document], index.paragraph(h.document, h.paragraph), h.score)
        for h in retrieval.hits[: _depth(k)]
    ]
    ranked = _one_version(index, [*located, *searched], retrieval.asked_in)
    found = _with_points(index, ranked, retrieval.language)[: max(k, len(located))]
    return replace(retrieval, found=tuple(found))


def _depth(k: int) -> int:
    """Hits for `k` paragraphs: points are shown with theirs, versions and copies together."""
    return 3 * k + 10


def is_clause(text: str) -> bool:
    """Whether a text is a passage that somebody pastes rather than a question about one.

    The numbers and references in a clause are its own words, not places to look at.
    """
    if len(text) < CLAUSE or "?" in text or "؟" in text:
        return False
    return len(text) >= LONG or operative_verb(text) is not None


def _with_points(
    index: Index, ranked: Sequence[tuple[Document, Paragraph, float]], language: Language
) -> list[Found]:
    """Each paragraph with the points that hang on it, as far as they are short enough to be read
    with it; a point that has come with its paragraph is not given again.
    """
    found: list[Found] = []
    given: set[tuple[str, int]] = set()
    copies: set[tuple[str | None, str, tuple[str, ...], str]] = set()
    for document, paragraph, score in ranked:
        # one version of a document may be indexed twice, from its XML and from its text
        copy = (document.symbol, paragraph.kind, paragraph.path, fold_text(paragraph.clean.text))
        if (document.name, paragraph.order) in given or (document.symbol and copy in copies):
            continue
        copies.add(copy)
        points = index.points(document.name, paragraph)
        length = len(paragraph.raw) + sum(len(p.raw) for p in points)
        if length > WITH_POINTS and score != LOCATED:
            points = ()
        given.update((document.name, p.order) for p in (paragraph, *points))
        label = index.label(document, paragraph, language)
        found.append(Found(document, paragraph, label, score, points))
    return found


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
    documents = list(index.documents.values())
    own = find_locators(text)
    if asked == text or any(locator.document for locator in own):
        return resolve(own, documents, index.outline, scope)
    earlier = resolve(find_locators(asked), documents, index.outline, scope)
    if not own:
        return earlier
    # "and paragraph 4?": of the document that the question before was about
    return resolve(own, documents, index.outline, earlier.documents or scope)


def without_references(text: str) -> str:
    """The text without the references in it, which search would look for as words; the text itself
    where nothing else is left.
    """
    left, at = [], 0
    for locator in sorted(find_locators(text), key=lambda each: each.start):
        left.append(text[at : max(at, locator.start)])
        at = max(at, locator.end)
    remaining = " ".join("".join([*left, " ", text[at:]]).split())
    return remaining if len(remaining) >= LEAST else text


def _mask(index: Index, scope: Sequence[str]) -> Mask | None:
    return index.layout.rows_of(scope) if scope else None


def kinds_asked_for(text: str) -> list[Kind]:
    """The kinds of paragraph that a question names ("the preamble", "footnote", "من المنطوق")."""
    return [kind for kind, words in _KIND_WORDS.items() if words.search(text)]


def _prior(index: Index, named: Sequence[str], kinds: Sequence[Kind]) -> Scores | None:
    """What the question's own words about place add to each passage's score."""
    if not named and not kinds:
        return None
    prior = np.where(index.layout.rows_of(named), NAMED_DOCUMENT, 0.0)
    there, which = index.layout.kinds
    prior += np.where(np.isin(which, [i for i, k in enumerate(there) if k in kinds]), NAMED_KIND, 0)
    return prior.astype(np.float32)


def _one_version(
    index: Index, ranked: Sequence[tuple[Document, Paragraph, float]], asked_in: Language
) -> list[tuple[Document, Paragraph, float]]:
    """Each paragraph once, in Arabic where both official versions are indexed, best first.

    Of two versions the one in the question's language says how well the paragraph answers; the
    other's score, which comes by way of translation, bears it out, or stands for it where it is
    the better one.
    """
    found: dict[tuple[str, int], tuple[Document, Paragraph]] = {}
    own: dict[tuple[str, int], float] = {}
    other: dict[tuple[str, int], float] = {}
    for document, paragraph, score in ranked:
        scores = own if document.language == asked_in else other
        if document.language == "en":
            document, paragraph = index.counterpart(document.name, paragraph) or (
                document,
                paragraph,
            )
        key = (document.name, paragraph.order)
        found.setdefault(key, (document, paragraph))
        scores.setdefault(key, score)

    def total(key: tuple[str, int]) -> float:
        if LOCATED in (own.get(key), other.get(key)):
            return LOCATED
        borne_out = own.get(key, 0.0) + BORNE_OUT * other.get(key, 0.0)
        # a version that was not found at all must not do better than one that was found low
        return max(borne_out, other.get(key, 0.0))

    # sorting keeps the order of equals, so that exact references stay as they were asked for
    return [(*found[key], total(key)) for key in sorted(found, key=lambda key: -total(key))]
