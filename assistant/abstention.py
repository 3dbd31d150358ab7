"""Do the documents answer this at all?"""

from __future__ import annotations

from assistant.retrieval import Retrieval

LEAST_SCORE = 0.3
"""A question whose best paragraph scores less than this is taken as not answered."""


def decide(retrieval: Retrieval) -> bool:
    """Whether the paragraphs found answer the question, as far as their scores can tell."""
    return bool(retrieval.found) and retrieval.found[0].score >= LEAST_SCORE
