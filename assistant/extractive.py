"""Answers made of the documents' own words: no language model, nothing that no paragraph says."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from assistant.abstention import confidence, enough, telling
from assistant.adoption import adoption
from assistant.answers import Answer, Citation, Claim, Found, Question, Why
from assistant.citations import numbered_spans, quote_spans, quoted
from assistant.conversation import own_question
from assistant.cross_encoder import Reranker
from assistant.dating import periods
from assistant.listing import Listing, asked_listing, listed
from assistant.locators import Missing, find_locators, missing_sentence
from assistant.retrieval import Retrieval, kinds_asked_for, retrieve
from assistant.twins import folded
from index import lexical
from index.glossary import named_terms, operative_verb, translate_terms
from index.store import Index
from index.values import Language, Paragraph, Source, Span
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

WHOLE = 700
"""Characters. A paragraph up to this long is quoted whole, a longer one by its best sentences."""

MOST_TERMS = 6
_SENTENCE_END = re.compile(r"[.؛;!؟?]+\s+")


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
    language = retrieval.language
    if not index.manifest.passages:
        return _abstention(language, render("nothing_indexed", language), "nothing indexed")
    if not (retrieval.located or retrieval.clause):
        listing = asked_listing(index, own_question(retrieval.asked))
        if listing is not None:
            return _list_answer(index, question, retrieval, listing)
        said = () if retrieval.resolution.missing else adoption(index, question.text, retrieval)
        retrieval = replace(retrieval, found=said or retrieval.found)
    missing = asked_for(question.text, retrieval.resolution.missing)
    if retrieval.located:
        chosen = retrieval.located[:MOST_LOCATED]
        notes = [missing_sentence(m, language) for m in missing]
        return _cited(index, retrieval, chosen, notes, 1.0)
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
    if not enough(index, sure):
        return _not_answered(index, folded(index, retrieval)[:NEAREST], language, sure)
    best = _near_best(telling(folded(index, retrieval)), question.text)
    return _cited(index, retrieval, best, [], sure)


def _list_answer(
    index: Index, question: Question, retrieval: Retrieval, listing: Listing
) -> Answer:
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
        return _not_answered(index, retrieval.found[:NEAREST], language, 0.0)
    chosen = [
        Found(each.document, each.paragraph, label, each.score)
        for each in found
        for label in [index.label(each.document, each.paragraph, language)]
    ]
    total = len({d.symbol or d.name for d in index.documents.values()})
    note = (
        render(f"listing_{listing.end}", language)
        if listing.end
        else render("listing", language, count=len(chosen), total=total)
    )
    return _cited(index, retrieval, chosen, [note], None)


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


def _not_answered(
    index: Index, nearest: Sequence[Found], language: Language, sure: float
) -> Answer:
    """That the documents do not answer, and the nearest paragraphs as such, in their own words."""
    lines = [render("not_answered", language)]
    if nearest:
        lines += ["", render("nearest", language)]
    for each in nearest:
        lines.append(f"- {each.label}")
        lines += [f"> {line}" for line in _whole_lines(index, each)]
    return Answer(
        language,
        "\n".join(lines),
        abstained=True,
        why="not in the documents",
        nearest=tuple(nearest),
        confidence=sure,
    )


def _cited(
    index: Index,
    retrieval: Retrieval,
    chosen: Sequence[Found],
    notes: Sequence[str],
    sure: float | None,
) -> Answer:
    """An answer of these paragraphs: whole ones where the question refers to them, else the words
    of each that answer.
    """
    whole = bool(retrieval.located)
    made = (_citation(index, retrieval, found, whole=whole) for found in chosen)
    citations = [citation for citation in made if citation.quote]
    if not citations:
        nothing = render("no_words", retrieval.language, labels="; ".join(f.label for f in chosen))
        return _abstention(retrieval.language, nothing, "no such paragraph")
    claims = [
        Claim(_claim_text(citation, retrieval.language, number), (number - 1,))
        for number, citation in enumerate(citations, 1)
    ]
    text = "\n\n".join([*notes, *(claim.text for claim in claims)])
    return Answer(retrieval.language, text, tuple(claims), tuple(citations), confidence=sure)


def _citation(index: Index, retrieval: Retrieval, found: Found, *, whole: bool) -> Citation:
    source = index.source(found.document.name)
    start, end = 0, len(found.paragraph.clean)
    if not whole and not found.points:
        start, end = best_sentences(found.paragraph, _search_terms(retrieval, found))
    lines = _quotation(source, found, start, end)
    spans = tuple(span for line in lines for span in line)
    other = _counterpart(index, found, retrieval.language)
    return Citation(
        found,
        quoted(source, spans),
        spans,
        tuple(quoted(source, line) for line in lines),
        reading=_reading(found, start, end),
        counterpart=other,
        counterpart_lines=_whole_lines(index, other) if other else (),
    )


def _reading(found: Found, start: int, end: int) -> tuple[str, ...]:
    """The quoted words as they are read, if any of them was repaired."""
    own = found.paragraph
    if not any(p.repairs for p in found.points) and not any(
        r.start < end and r.end > start for r in own.repairs
    ):
        return ()
    quoted_words = replace(own, clean=own.clean.cut(start, end), repairs=())
    return tuple(replace(found, paragraph=quoted_words).text.splitlines())


def _quotation(source: Source, found: Found, start: int, end: int) -> list[tuple[Span, ...]]:
    """Where the paragraph's words from `start` to `end` stand, then those of each of its points."""
    own = [quote_spans(source, found.paragraph, start, end)] if end else []
    return own + [numbered_spans(source, point) for point in found.points]


def _whole_lines(index: Index, found: Found) -> tuple[str, ...]:
    """The paragraph's own words to the letter, a line for it and one for each of its points."""
    source = index.source(found.document.name)
    lines = _quotation(source, found, 0, len(found.paragraph.clean))
    return tuple(quoted(source, line) for line in lines)


def _counterpart(index: Index, found: Found, language: Language) -> Found | None:
    other = index.counterpart(found.document.name, found.paragraph)
    if other is None:
        return None
    document, paragraph = other
    points = index.points(document.name, paragraph) if found.points else ()
    return Found(
        document, paragraph, index.label(document, paragraph, language), found.score, points
    )


def _search_terms(retrieval: Retrieval, found: Found) -> str:
    """The question's words in the language of the paragraph."""
    asked, asked_in = retrieval.asked, retrieval.asked_in
    if found.document.language == asked_in:
        return asked
    return " ".join(translate_terms(asked, asked_in))


def best_sentences(paragraph: Paragraph, terms: str) -> tuple[int, int]:
    """The stretch of the readable text to quote: all of it, or the best whole sentences up to `WHOLE`.

    Sentences are weighed by how many of the question's words and 4-grams they hold.
    """
    text = paragraph.clean.text
    if len(text) <= WHOLE:
        return 0, len(text)
    borders = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    sentences = [(a, b) for a, b in pairwise(borders) if text[a:b].strip()]
    words, ngrams = lexical.word_hashes(terms), lexical.ngram_hashes(terms)
    values = [
        float(
            np.isin(words, lexical.word_hashes(text[a:b])).sum()
            + 0.2 * np.isin(ngrams, lexical.ngram_hashes(text[a:b])).sum()
        )
        for a, b in sentences
    ]
    first = last = int(np.argmax(values))
    while True:
        before = values[first - 1] if first > 0 else -1.0
        after = values[last + 1] if last + 1 < len(sentences) else -1.0
        wider = (first - 1, last) if before > after else (first, last + 1)
        if max(before, after) < 0 or sentences[wider[1]][1] - sentences[wider[0]][0] > WHOLE:
            break
        first, last = wider
    start, end = sentences[first][0], sentences[last][1]
    return start, start + len(text[start:end].rstrip())


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
