"""Answers made of the documents' own words: no language model, nothing that no paragraph says."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.abstention import confidence, enough, telling
from assistant.adoption import adoption
from assistant.answers import Answer, Citation, Claim, Found, Question, Why
from assistant.citing import cite, whole_lines
from assistant.conversation import own_question
from assistant.cross_encoder import Reranker
from assistant.dating import periods
from assistant.listing import Listing, asked_listing, listed
from assistant.locators import Missing, find_locators, missing_sentence
from assistant.retrieval import Retrieval, kinds_asked_for, retrieve
from assistant.twins import folded
from index.glossary import named_terms, operative_verb
from index.store import Index
from index.values import Language
from prompts import render

CANDIDATES = 10
"""Paragraphs that an answer is chosen from."""

MOST_LOCATED = 40
"""Paragraphs quoted for a reference that names many ("paragraphs 1 to 60")."""

MOST_CITED = 2
NEAR_BEST = 0.93
"""A further paragraph is quoted if it scores at least this share of the best one's score."""

NEAREST = 3
SHORT = 120
"""Characters. A question of this length that names a document is about that document."""

MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a question is to be answered from: paragraphs that answer it, chosen without a model."""

    retrieval: Retrieval
    chosen: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    """Sentences that go before the answer: of several paragraphs asked for, which do not exist."""
    sure: float | None = None
    """As `Answer.confidence`."""
    listing: bool = False
    """Whether they are the items of a list that the question asks for."""


def answer(index: Index, question: Question, reranker: Reranker | None = None) -> Answer:
    """The answer to a question in the documents' own words, or that they do not answer it."""
    began = time.perf_counter()
    given = answer_from(index, question, retrieve(index, question, CANDIDATES, reranker=reranker))
    return replace(given, total_ms=(time.perf_counter() - began) * 1000)


def answer_from(index: Index, question: Question, retrieval: Retrieval) -> Answer:
    """The answer made of what was retrieved for the question (`CANDIDATES` paragraphs), untimed.

    Its confidence is 1.0 where the question refers to a paragraph exactly, 0.0 where that is
    missing, else how probable it is that the documents answer (`abstention.confidence`).
    """
    found = grounds(index, question, retrieval)
    return found if isinstance(found, Answer) else in_own_words(index, found)


def grounds(index: Index, question: Question, retrieval: Retrieval) -> Grounds | Answer:
    """The paragraphs that answer the question, or the answer that none does."""
    language = retrieval.language
    if not index.manifest.passages:
        return _abstention(language, render("nothing_indexed", language), "nothing indexed")
    if not (retrieval.located or retrieval.clause):
        listing = asked_listing(index, own_question(retrieval.asked))
        if listing is not None:
            return _listed(index, question, retrieval, listing)
        said = () if retrieval.resolution.missing else adoption(index, question.text, retrieval)
        retrieval = replace(retrieval, found=said or retrieval.found)
    missing = asked_for(question.text, retrieval.resolution.missing)
    if retrieval.located:
        notes = tuple(missing_sentence(m, language) for m in missing)
        return Grounds(retrieval, retrieval.located[:MOST_LOCATED], notes, 1.0)
    if missing:
        why: Why = (
            "no such paragraph" if missing[0].reason == "no paragraph" else "no such document"
        )
        sentences = " ".join(missing_sentence(m, language) for m in missing)
        return _abstention(language, sentences, why)
    own = () if retrieval.clause else find_locators(question.text)
    if not retrieval.resolution.documents and any(each.names_paragraph for each in own):
        # of which document is not said, or it is one that the filter shuts out: none is guessed
        return _abstention(language, render("which_document", language), "no such document")
    sure = confidence(index, question.text, retrieval)
    together = folded(index, retrieval)
    if not enough(index, sure):
        return not_answered(index, together, language, sure)
    return Grounds(retrieval, tuple(_near_best(telling(together), question.text)), sure=sure)


def _listed(
    index: Index, question: Question, retrieval: Retrieval, listing: Listing
) -> Grounds | Answer:
    """The documents that a question asks for, each with the paragraph that shows it, and how many
    they are among those that are indexed.
    """
    language, wanted = retrieval.language, question.filter
    asked = own_question(retrieval.asked)
    found = [] if listing.unread else listed(index, listing, asked, retrieval.asked_in, wanted)
    months = periods(asked) if listing.wanted.years else []
    if months:
        found = [each for each in found if any(m.holds(each.document.date) for m in months)]
    if not found:
        return not_answered(index, retrieval.found, language, 0.0)
    chosen = tuple(
        Found(each.document, each.paragraph, label, each.score)
        for each in found
        for label in [index.label(each.document, each.paragraph, language)]
    )
    total = len({d.symbol or d.name for d in index.documents.values()})
    note = (
        render(f"listing_{listing.end}", language)
        if listing.end
        else render("listing", language, count=len(chosen), total=total)
    )
    return Grounds(retrieval, chosen, (note,), listing=True)


def asked_for(text: str, missing: Sequence[Missing]) -> list[Missing]:
    """Those of the missing documents and paragraphs that the question is about.

    A long text that mentions a document which is not indexed may be answered without it.
    """
    return [
        each
        for each in missing
        if each.reason == "no paragraph" or each.asked.names_paragraph or len(text) <= SHORT
    ]


def _near_best(found: Sequence[Found], asked: str) -> list[Found]:
    """The best paragraph and those that score about as well, what is decided before what is recalled
    unless the preamble is asked for.
    """
    bar = found[0].score * NEAR_BEST
    near = [each for each in found[:MOST_CITED] if each.score >= bar]
    if "preambular" in kinds_asked_for(asked):
        return near
    return sorted(near, key=lambda each: each.paragraph.kind == "preambular")


def _abstention(language: Language, sentence: str, why: Why) -> Answer:
    return Answer(language, sentence, abstained=True, why=why, confidence=0.0)


def not_answered(
    index: Index, found: Sequence[Found], language: Language, sure: float | None
) -> Answer:
    """That the documents do not answer, and the nearest paragraphs as such, in their own words."""
    nearest = tuple(found[:NEAREST])
    lines = [render("not_answered", language)]
    if nearest:
        lines += ["", render("nearest", language)]
    for each in nearest:
        lines.append(f"- {each.label}")
        lines += [f"> {line}" for line in whole_lines(index, each)]
    return Answer(
        language,
        "\n".join(lines),
        abstained=True,
        why="not in the documents",
        nearest=nearest,
        confidence=sure,
    )


def in_own_words(index: Index, grounds: Grounds) -> Answer:
    """An answer of these paragraphs: whole ones where the question refers to them, else the words
    of each that answer.
    """
    retrieval = grounds.retrieval
    language = retrieval.language
    about = None if retrieval.located else (retrieval.asked, retrieval.asked_in)
    made = (cite(index, found, language, about) for found in grounds.chosen)
    citations = [citation for citation in made if citation.quote]
    if not citations:
        labels = "; ".join(found.label for found in grounds.chosen)
        return _abstention(
            language, render("no_words", language, labels=labels), "no such paragraph"
        )
    claims = [
        Claim(_claim_text(citation, language, number), (number - 1,))
        for number, citation in enumerate(citations, 1)
    ]
    text = "\n\n".join([*grounds.notes, *(claim.text for claim in claims)])
    return Answer(language, text, tuple(claims), tuple(citations), confidence=grounds.sure)


def _claim_text(citation: Citation, language: Language, number: int) -> str:
    """A statement: where it stands and who does what, then the words, then the official other version."""
    found, other = citation.found, citation.counterpart
    lines = [
        f"{_frame(found, other, language)} [{number}]",
        *(f"> {line}" for line in citation.lines),
    ]
    if other is not None and found.document.language != language:
        lines.append(render("official", language))
        lines += [f"> {line}" for line in citation.counterpart_lines]
    return "\n".join(lines)


def _frame(found: Found, other: Found | None, language: Language) -> str:
    """The statement's own sentence: in another language than the document's it says who does what.

    Who: the body's name as the official version in the answer's language prints it. What: the
    operative verb. Then whatever else the glossary knows by name.
    """
    document, text = found.document, found.paragraph.sure
    says = render("paragraph_says", language, label=found.label)
    if document.language == language:
        return says
    official = other if other and other.document.language == language else None
    leading = official.paragraph.sure if official else text
    verb = operative_verb(leading) if found.paragraph.kind in ("operative", "preambular") else None
    names = named_terms(text, document.language)[:MOST_TERMS]
    if not (verb or names):
        return says
    body = official.document.body if official else None
    if body is None and document.body:
        body = next(iter(named_terms(document.body, document.language)), None)
    acts = verb[0 if language == "ar" else 1] if verb else ""
    who = [body] if body and verb else []
    does = " ".join([acts, *who] if language == "ar" else [*who, acts]).strip()
    listed = ("؛ " if language == "ar" else "; ").join(names)
    separator = " – " if does and listed else ""
    return render("paragraph_acts", language, label=found.label, acts=f"{does}{separator}{listed}")
