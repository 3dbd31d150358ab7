"""A question to paragraphs: exact references first, then what search finds, in reranking's order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answers import Found, Question
from assistant.clauses import pasted_clause
from assistant.conversation import own_question, standalone
from assistant.cross_encoder import Reranker, cross_encoded
from assistant.dating import deadlines, periods
from assistant.language import answer_language, asked_language
from assistant.locators import Locator, Resolution, find_locators, matching, resolve
from assistant.reranking import DEPTH, Query, reranked
from assistant.worded import worded_rows
from index.arabic.normalise import fold_text
from index.filters import Filter, documents, rows
from index.search import Hit, Scores, beyond, ranking
from index.store import Index
from index.threads import one_thread
from index.values import Kind, Language

NAMED_DOCUMENT = 0.5
"""Added to the score of every passage of a document that the question names."""

DATED = 0.3
"""Added to the score of every passage of a document from a month that the question names."""

WITH_POINTS = 1500
"""Characters. A paragraph that search finds is shown with its points up to this length."""

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
    clause: bool = False
    """Whether it is a passage that somebody pastes."""
    beyond: float = 0.0
    """How much better than in the documents that the question names it is matched in others
    (`search.beyond`); 0.0 where it is not, or names none."""
    searched: str = ""
    """What was searched for: the question as it was asked, without its references."""
    version: Language | None = None
    """The only language of which paragraphs are wanted; None where either version will do."""

    @property
    def located(self) -> tuple[Found, ...]:
        """Those of `found` that an exact reference names."""
        return tuple(each for each in self.found if each.score == LOCATED)


def retrieve(
    index: Index, question: Question, k: int, *, reserve: int = 0, reranker: Reranker | None = None
) -> Retrieval:
    """The `k` best paragraphs for a question, or for a clause that a drafter pastes.

    Paragraphs that a question refers to exactly come first, without any search for them. Of two
    official versions of one paragraph only the Arabic one is given; the answer shows the other
    beside it. `reserve`: how many `widened` may be asked for later, without another search.
    `reranker` takes part in the order where a person has named one.
    Raises UsageError where the question's filter names what is not there or leaves nothing.
    """
    with one_thread():
        query, found = candidates(index, question, max(k, reserve))
        ranked = reranked(index, query, found.hits)
    hits = tuple(cross_encoded(index, query, ranked, reranker))
    return widened(index, replace(found, hits=hits), k)


def candidates(index: Index, question: Question, k: int) -> tuple[Query, Retrieval]:
    """What is looked for, and the search's hits for it as search ranks them, enough for `k`
    paragraphs and for reranking; `found` is empty.
    """
    wanted = question.filter
    allowed = rows(index, wanted)
    said = _understood(index, question, _scope(index, wanted))
    months: list[str] = []
    if not said.clause:
        months = _dated(index, said.asked)
        if not said.resolution.documents:
            # an earlier question that stands before this one has said nothing of where to look
            allowed = worded_rows(index, own_question(said.asked), allowed)
    named, kinds = said.resolution.documents, kinds_asked_for(question.text)
    ranked = ranking(
        index,
        said.searched,
        language=said.asked_in,
        k=max(DEPTH, _depth(k)),
        by_document=not said.clause,
        allowed=allowed,
        prior=_prior(index, named, months, kinds),
        undated=deadlines(said.asked),
    )
    own_language = asked_language(question.text, [turn.text for turn in question.history])
    return Query(said.searched, said.asked_in, question.text, said.clause), Retrieval(
        answer_language(question.text, question.language or own_language),
        said.asked_in,
        said.asked,
        (),
        tuple(ranked.hits),
        said.resolution,
        clause=said.clause,
        # allowing all that naming gives lets more questions for the wrong document pass
        beyond=beyond(index, ranked.content, index.layout.rows_of(named), NAMED_DOCUMENT / 2),
        searched=said.searched,
        version=wanted.language,
    )


@dataclass(frozen=True, slots=True)
class _Understood:
    """A question that stands alone, and which of its words are searched for."""

    asked: str
    asked_in: Language
    searched: str
    resolution: Resolution
    clause: bool


def _understood(index: Index, question: Question, scope: Sequence[str]) -> _Understood:
    clause = question.text if question.clause else pasted_clause(question.text)
    if clause is not None:
        around = question.text.replace(clause, " ")
        resolution = _resolve(index, around, around, scope)
        return _Understood(clause, asked_language(clause), clause, resolution, clause=True)
    asked = standalone(question.text, question.history)
    language = asked_language(question.text, [turn.text for turn in question.history])
    resolution = _resolve(index, question.text, asked, scope)
    # of a follow-up what is asked counts twice, what it leans on once
    parts = [asked, own_question(asked)] if "\n" in asked else [asked]
    if resolution.documents:
        parts = [without_references(part) for part in parts]
    return _Understood(asked, language, "\n".join(parts), resolution, clause=False)


def widened(index: Index, retrieval: Retrieval, k: int) -> Retrieval:
    """What `retrieve` gives for `k`, from hits that one with at least that `reserve` has found."""
    located = [
        ((found.document.name, found.paragraph.order), LOCATED)
        for place, found in enumerate(retrieval.resolution.found)
        if place not in retrieval.resolution.inside
    ]
    searched = [((h.document, h.paragraph), h.score) for h in retrieval.hits[: _depth(k)]]
    ranked = _one_version(index, [*located, *searched], retrieval.asked_in, retrieval.version)
    found = _with_points(index, ranked, retrieval.language, max(k, len(located)))
    return replace(retrieval, found=tuple(found))


def _depth(k: int) -> int:
    """Hits for `k` paragraphs: points are shown with theirs, versions and copies together."""
    return 3 * k + 10


_Place = tuple[str, int]
"""A document's name and the `order` of a paragraph of it; most that are ranked are never read."""


def _with_points(
    index: Index, ranked: Sequence[tuple[_Place, float]], language: Language, most: int
) -> list[Found]:
    """The first paragraphs, `most` at most, each with the points that hang on it, as far as they
    are short enough to be read with it; a point that has come with its paragraph is not given again.
    """
    found: list[Found] = []
    given: set[_Place] = set()
    copies: set[tuple[str | None, str, tuple[str, ...], str]] = set()
    for place, score in ranked:
        if len(found) == most:
            break
        if place in given:
            continue
        document, paragraph = index.documents[place[0]], index.paragraph(*place)
        # one version of a document may be indexed twice, from its XML and from its text
        copy = (document.symbol, paragraph.kind, paragraph.path, fold_text(paragraph.clean.text))
        if document.symbol and copy in copies:
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


def _scope(index: Index, wanted: Filter) -> list[str]:
    """File names of the documents that a filter names or describes; empty where it does neither."""
    about_documents = wanted.documents or wanted.bodies or wanted.years or wanted.language
    if not about_documents:
        return []
    return [
        name
        for name in documents(index, wanted)
        if wanted.language in (None, index.documents[name].language)
    ]


def _resolve(index: Index, text: str, asked: str, scope: Sequence[str]) -> Resolution:
    """What the question refers to; a reference that leans on an earlier turn takes its document."""
    own = find_locators(text)
    if asked == text or any(locator.document for locator in own):
        return _within(index, own, scope, scope)
    earlier = _within(index, find_locators(asked), scope, scope)
    if not own:
        # its document, but not the paragraph: that was quoted already
        return replace(earlier, found=(), inside=frozenset(), missing=())
    # "and paragraph 4?": of the document that the question before was about
    return _within(index, own, scope, earlier.documents or scope)


def _within(
    index: Index, locators: Sequence[Locator], allowed: Sequence[str], scope: Sequence[str]
) -> Resolution:
    """What the locators lead to in the documents `allowed`, in all where none is named.

    A document that is indexed is not said to be missing because a filter shuts it out.
    """
    indexed = list(index.documents.values())
    if not allowed:
        return resolve(locators, indexed, index.outline, scope)
    inside = [document for document in indexed if document.name in set(allowed)]
    found = resolve(locators, inside, index.outline, scope)
    missing = tuple(
        each
        for each in found.missing
        if each.asked.document is None
        or each.reason != "no document"
        or not matching(each.asked.document, indexed)
    )
    return replace(found, missing=missing)


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


def kinds_asked_for(text: str) -> list[Kind]:
    """The kinds of paragraph that a question names ("the preamble", "footnote", "من المنطوق")."""
    return [kind for kind, words in _KIND_WORDS.items() if words.search(text)]


def _dated(index: Index, asked: str) -> list[str]:
    """The documents from the months that a question names."""
    months = periods(asked)
    return [
        name
        for name, document in index.documents.items()
        if any(month.holds(document.date) for month in months)
    ]


def _prior(
    index: Index, named: Sequence[str], dated: Sequence[str], kinds: Sequence[Kind]
) -> Scores | None:
    """What the question's own words about place add to each passage's score."""
    if not named and not dated and not kinds:
        return None
    prior = np.where(index.layout.rows_of(named), NAMED_DOCUMENT, 0.0)
    prior += np.where(index.layout.rows_of(dated), DATED, 0.0)
    there, which = index.layout.kinds
    prior += np.where(np.isin(which, [i for i, k in enumerate(there) if k in kinds]), NAMED_KIND, 0)
    return prior.astype(np.float32)


def _one_version(
    index: Index,
    ranked: Sequence[tuple[_Place, float]],
    asked_in: Language,
    version: Language | None,
) -> list[tuple[_Place, float]]:
    """Each paragraph once, in Arabic where both official versions are indexed and either will do,
    best first.

    Of two versions the one in the question's language says how well the paragraph answers; the
    other's score, which comes by way of translation, bears it out, or stands for it where it is
    the better one.
    """
    own: dict[_Place, float] = {}
    other: dict[_Place, float] = {}
    totals: dict[_Place, float] = {}
    for place, score in ranked:
        language = index.documents[place[0]].language
        scores = own if language == asked_in else other
        if language == "en" and version is None:
            place = index.counterpart_place(*place) or place
        scores.setdefault(place, score)
        totals[place] = 0.0
    for place in totals:
        if LOCATED in (own.get(place), other.get(place)):
            totals[place] = LOCATED
            continue
        borne_out = own.get(place, 0.0) + BORNE_OUT * other.get(place, 0.0)
        # a version that was not found at all must not do better than one that was found low
        totals[place] = max(borne_out, other.get(place, 0.0))
    # sorting keeps the order of equals, so that exact references stay as they were asked for
    return sorted(totals.items(), key=lambda each: -each[1])
