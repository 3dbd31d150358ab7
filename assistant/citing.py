"""A found paragraph as a citation: its words to the letter, how they are read, the official counterpart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np

from assistant.answers import Citation, Found
from assistant.citations import numbered_spans, quote_spans, quoted
from index import lexical
from index.glossary import translate_terms
from index.store import Index
from index.values import Language, Paragraph, Source, Span

WHOLE = 700
"""Characters. A paragraph up to this long is quoted whole, a longer one by its best sentences."""

_SENTENCE_END = re.compile(r"[.؛;!؟?]+\s+")


def cite(
    index: Index, found: Found, language: Language, about: tuple[str, Language] | None = None
) -> Citation:
    """The paragraph as a citation of an answer in `language`; its quotation may be empty where the
    source prints no words there.

    `about`, a text and its language, is what a long paragraph's sentences are chosen by; without it,
    or where points are shown with the paragraph, it is quoted whole.
    """
    source = index.source(found.document.name)
    start, end = 0, len(found.paragraph.clean)
    if about is not None and not found.points:
        text, asked_in = about
        same = found.document.language == asked_in
        terms = text if same else " ".join(translate_terms(text, asked_in))
        start, end = best_sentences(found.paragraph, terms)
    lines = _quotation(source, found, start, end)
    spans = tuple(span for line in lines for span in line)
    other = _counterpart(index, found, language)
    return Citation(
        found,
        quoted(source, spans),
        spans,
        tuple(quoted(source, line) for line in lines),
        reading=_reading(found, start, end),
        counterpart=other,
        counterpart_lines=whole_lines(index, other) if other else (),
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


def whole_lines(index: Index, found: Found) -> tuple[str, ...]:
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
