"""Do the citations of an answer point at the evidence, at exactly its paragraph, or at its twin?

UN resolutions repeat each other year after year: an answer can have the right words from the wrong
resolution. Such a citation finds no evidence, but its paragraph says nearly what the evidence says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.support.dates import find_dates
from eval.runs.lines import Line, Place
from eval.scores.figures import Row
from eval.scores.finding import finds, finds_any, is_exactly
from eval.scores.grounding import quote_verified
from eval.scores.values import CitationVerdict, Sources
from eval.sets.questions import Asked, Evidence
from index.arabic.normalise import fold_text

TWIN = 0.75
"""Share of words, in order, that two paragraphs have in common from which they are twins
(`2·shared / (words of both)`). Of 150 pairs of Security Council paragraphs that repeat each other
from year to year all are above it, of 300 others 3."""

_WORD = re.compile(r"[^\W\d_]+")


def evidence_figures(
    asked: Asked, line: Line | None, sources: Sources
) -> tuple[Row, tuple[CitationVerdict, ...]]:
    """A question's evidence figures, and a verdict on each of the line's citations.

    As in the project's scorer: an answerable question that was refused or has no line counts 0 for
    recall and F1 and has no precision; one that was answered without citations counts 0 for all
    (precision, exact paragraphs and twins too). Precision counts what finds evidence of any
    accepted set; recall is that of the set with the best F1. An unanswerable question has none.
    """
    cites = line.citations if line else ()
    accepted = [each for evidence in asked.evidence_sets for each in evidence]
    verdicts = tuple(_verdict(each, accepted, sources) for each in cites)
    if not asked.answerable or not accepted:
        return {}, verdicts
    if line is None or line.abstained:
        return {"evidence_recall": 0.0, "evidence_f1": 0.0}, verdicts
    n = len(cites)
    precision = _share(sum(each.finds for each in verdicts), n)
    best = {"evidence_precision": 0.0, "evidence_recall": 0.0, "evidence_f1": 0.0}
    for evidence in asked.evidence_sets:
        recall = sum(any(finds(c, each) for c in cites) for each in evidence) / len(evidence)
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        if f1 >= best["evidence_f1"]:
            best = {
                "evidence_precision": precision,
                "evidence_recall": recall,
                "evidence_f1": f1,
            }
    best["exact_paragraph"] = _share(sum(each.exact for each in verdicts), n)
    best["twin_error"] = _share(sum(each.twin_of is not None for each in verdicts), n)
    return best, verdicts


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _verdict(place: Place, accepted: Sequence[Evidence], sources: Sources) -> CitationVerdict:
    finding = finds_any(place, accepted)
    known = names_a_place(place, sources)
    return CitationVerdict(
        finds=finding,
        exact=finding and any(is_exactly(place, each) for each in accepted),
        known=known,
        twin_of=None if finding or not known else _twin(place, accepted, sources),
        quote=quote_verified(place, sources),
    )


def names_a_place(place: Place, sources: Sources) -> bool:
    """Whether a citation names characters that are there: a known document, spans within its text."""
    text = sources(place.source)
    return (
        text is not None
        and bool(place.spans)
        and all(0 <= span.start < span.end <= len(text) for span in place.spans)
    )


def words_at(place: Place, sources: Sources) -> str | None:
    """The source's characters at a place, pieces joined by one space; None where there is no place."""
    text = sources(place.source)
    if text is None or not names_a_place(place, sources):
        return None
    return " ".join(text[span.start : span.end] for span in place.spans)


def _twin(place: Place, accepted: Sequence[Evidence], sources: Sources) -> str | None:
    """`file · label` of the evidence that the place is a twin of."""
    said = words_at(place, sources)
    if said is None:
        return None
    for evidence in accepted:
        text = sources(evidence.doc)
        if text is not None and are_twins(said, text[evidence.start : evidence.end]):
            return f"{evidence.doc} · {evidence.label or f'{evidence.start}-{evidence.end}'}"
    return None


def are_twins(first: str, second: str) -> bool:
    """Whether two texts are nearly the same words: spelling folded, numbers and dates set aside.

    Words in the order in which they stand (`difflib`), at least `TWIN` of both together.
    """
    return similarity(first, second) >= TWIN


def similarity(first: str, second: str) -> float:
    """0.0 to 1.0: the share of words that two texts have in common in order; 0.0 where the words, in
    whatever order, already rule out twins (difflib is slow).
    """
    mine, yours = _words(first), _words(second)
    both = len(mine) + len(yours)
    if not both or 2 * (Counter(mine) & Counter(yours)).total() < TWIN * both:
        return 0.0
    return SequenceMatcher(None, mine, yours, autojunk=False).ratio()


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    """Folded words without numbers and dates: those are what twins differ in."""
    folded = fold_text(text)
    for date in find_dates(folded):
        folded = folded[: date.start] + " " * (date.end - date.start) + folded[date.end :]
    return tuple(each.casefold() for each in _WORD.findall(folded))
