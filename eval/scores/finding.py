"""Does a passage or citation find a piece of evidence?

The rule is that of the project's scorer: they share at least half of the shorter of the two, at
least half of the evidence or 200 characters of it, and the passage is no longer than three times
the evidence or 1,500 characters. All lengths are characters of the source.
"""

from __future__ import annotations

from collections.abc import Iterable

from eval.runs.lines import Place
from eval.sets.questions import Evidence

SHARED = 0.5
"""Of the shorter of the two: they are about the same words."""

ENOUGH = 200
"""Characters of the evidence that always suffice, however long it is."""

LONGEST = 1500
LONGEST_TIMES = 3
"""A passage may be this many characters, or this many times the evidence: a paragraph, not a page."""

EXACT = 0.9
"""Shared extent over joint extent from which a place is the evidence's own paragraph. Less than 1,
because one edition counts the printed number or a footnote mark in and another does not."""


def overlap(place: Place, evidence: Evidence) -> int:
    """Characters that the two share; 0 in different documents."""
    if place.source != evidence.doc:
        return 0
    return sum(
        max(0, min(span.end, evidence.end) - max(span.start, evidence.start))
        for span in place.spans
    )


def finds(place: Place, evidence: Evidence) -> bool:
    """Whether a passage or citation finds the evidence (the project's scorer's rule, unchanged)."""
    if place.source != evidence.doc:
        return False
    wanted = evidence.end - evidence.start
    shared = overlap(place, evidence)
    return (
        shared >= SHARED * min(place.length, wanted)
        and shared >= min(SHARED * wanted, ENOUGH)
        and not _too_long(place, evidence)
    )


def _too_long(place: Place, evidence: Evidence) -> bool:
    return place.length > max(LONGEST_TIMES * (evidence.end - evidence.start), LONGEST)


def too_long(place: Place, accepted: Iterable[Evidence]) -> bool:
    """Whether a place is too long to find any of the evidence, wherever it stands."""
    return all(_too_long(place, each) for each in accepted)


def finds_any(place: Place, accepted: Iterable[Evidence]) -> bool:
    """Whether a place finds some of the evidence."""
    return any(finds(place, each) for each in accepted)


def is_exactly(place: Place, evidence: Evidence) -> bool:
    """Whether a place is the evidence's own paragraph, not one that holds it or a part of it.

    It finds the evidence, and from its first to its last character it covers the same stretch:
    what they share is at least `EXACT` of what they cover together.
    """
    if not finds(place, evidence):
        return False
    start = min(span.start for span in place.spans)
    end = max(span.end for span in place.spans)
    shared = min(end, evidence.end) - max(start, evidence.start)
    joint = max(end, evidence.end) - min(start, evidence.start)
    return shared >= EXACT * joint
