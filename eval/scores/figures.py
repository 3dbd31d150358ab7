"""Every figure of a report by name: what it measures, in what unit, and which way is better.

The value of a figure for one question is a number, or the question has none (a question that the
documents do not answer has no hit@1). The figure of a group of questions is the mean of those that
have one, with their number n.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Room = Literal[
    "retrieval",
    "evidence",
    "citations",
    "grounding",
    "correctness",
    "abstention",
    "language",
    "time",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure means."""

    name: str
    room: Room
    means: str
    """One sentence for the reader of a report."""
    higher_is_better: bool = True
    unit: Literal["share", "ms"] = "share"


def _retrieval() -> list[Figure]:
    rows = []
    for k in (1, 3, 5, 10):
        first = f"first {k} passages" if k > 1 else "first passage"
        rows += [
            Figure(f"hit@{k}", "retrieval", f"Some evidence is found in the {first}."),
            Figure(
                f"recall@{k}",
                "retrieval",
                f"Share of the evidence found in the {first}.",
            ),
            Figure(
                f"full@{k}",
                "retrieval",
                f"All evidence of one set is found in the {first}.",
            ),
        ]
    return [
        *rows,
        Figure(
            "mrr@10", "retrieval", "1 / rank of the first passage that finds evidence, 0 beyond 10."
        ),
        Figure(
            "ndcg@10", "retrieval", "Discounted gain of the first 10 passages over the ideal order."
        ),
        Figure(
            "budget@3000",
            "retrieval",
            "Share of the evidence's characters within the first 3,000 retrieved.",
        ),
    ]


FIGURES: dict[str, Figure] = {
    each.name: each
    for each in [
        *_retrieval(),
        Figure(
            "evidence_precision", "evidence", "Share of an answer's citations that find evidence."
        ),
        Figure(
            "evidence_recall",
            "evidence",
            "Share of the evidence that an answer cites; 0 where it is silent.",
        ),
        Figure("evidence_f1", "evidence", "Harmonic mean of the two; 0 where it is silent."),
        Figure(
            "exact_paragraph",
            "evidence",
            "Share of citations that are exactly a paragraph of the evidence.",
        ),
        Figure(
            "twin_error",
            "evidence",
            "Share of citations that have the evidence's words from a wrong paragraph.",
            False,
        ),
        Figure(
            "citation_recall",
            "citations",
            "Share of statements that the paragraphs they cite carry (ALCE).",
        ),
        Figure(
            "citation_precision",
            "citations",
            "Share of citations that their statement needs (ALCE); invented, repeated and unused ones count as wrong.",
        ),
        Figure(
            "support_recall",
            "citations",
            "Support of statements, 1, ½ or 0, over all of them (TREC RAG).",
        ),
        Figure(
            "support_precision",
            "citations",
            "Support of statements, 1, ½ or 0, over those that cite (TREC RAG).",
        ),
        Figure(
            "invented_citations",
            "citations",
            "Share of citations that name no place in the documents.",
            False,
        ),
        Figure(
            "repeated_citations",
            "citations",
            "Share of citations that a statement gives twice.",
            False,
        ),
        Figure(
            "quotes_verified",
            "grounding",
            "Share of quotations that stand in the source to the letter where they are said to.",
        ),
        Figure(
            "numbers_grounded",
            "grounding",
            "Share of numbers in the answer that the cited paragraphs hold.",
        ),
        Figure(
            "dates_grounded",
            "grounding",
            "Share of dates in the answer that the cited paragraphs hold.",
        ),
        Figure(
            "symbols_grounded",
            "grounding",
            "Share of document symbols in the answer that it cites or that the cited paragraphs hold.",
        ),
        Figure(
            "flip",
            "grounding",
            "The answer changes when a number in a paragraph that it cites is changed.",
        ),
        Figure("accepted_answer", "correctness", "The answer holds an accepted short answer."),
        Figure(
            "vital_nuggets", "correctness", "Share of vital facts that the answer states in full."
        ),
        Figure(
            "all_nuggets", "correctness", "Share of all facts that it states, half for in part."
        ),
        Figure(
            "answered",
            "abstention",
            "Answerable questions on which it was not silent; an error counts as not silent.",
        ),
        Figure(
            "error_rate",
            "abstention",
            "Answerable questions that got no answer (NoMIRACL).",
            False,
        ),
        Figure("abstain_recall", "abstention", "Unanswerable questions on which it was silent."),
        Figure(
            "hallucination_rate",
            "abstention",
            "Unanswerable questions that were answered (NoMIRACL).",
            False,
        ),
        Figure("failed", "abstention", "Questions that ended in an error.", False),
        Figure(
            "language", "language", "The answer is in the question's language, said and written."
        ),
        Figure("total_ms", "time", "Time from question to answer.", False, "ms"),
    ]
}
"""In the order in which a report shows them."""

Row = dict[str, float]
"""One question's figures by name; a figure that the question does not have is absent."""
