"""Figures of what was retrieved: hit, recall and full at k, reciprocal rank, discounted gain, budget.

Every figure of a question is the best over its acceptable sets of evidence; each figure is best for
itself. Only the first 50 passages count, as in the project's scorer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.runs.lines import Place
from eval.scores.figures import Row
from eval.scores.finding import finds
from eval.sets.questions import Asked, Evidence

CUTOFFS = (1, 3, 5, 10)
DEEPEST = 50
"""Passages after this many are not looked at."""

BUDGET = 3000
"""Characters of retrieved text that a reader or model is given."""


def retrieval_figures(asked: Asked, passages: Sequence[Place]) -> Row:
    """A question's retrieval figures; none for one that the documents do not answer.

    No passages (a missing line, an error) is 0 everywhere.
    """
    if not asked.answerable or not asked.evidence_sets:
        return {}
    seen = passages[:DEEPEST]
    rows = [_row(seen, evidence) for evidence in asked.evidence_sets]
    return {name: max(row[name] for row in rows) for name in rows[0]}


def _row(passages: Sequence[Place], evidence: Sequence[Evidence]) -> Row:
    ranks = found_at(passages, evidence)
    found = [rank for rank in ranks if rank is not None]
    row: Row = {}
    for k in CUTOFFS:
        within = sum(rank <= k for rank in found)
        row[f"hit@{k}"] = float(within > 0)
        row[f"recall@{k}"] = within / len(evidence)
        row[f"full@{k}"] = float(within == len(evidence))
    first = min(found, default=None)
    row["mrr@10"] = 1 / first if first is not None and first <= 10 else 0.0
    row["ndcg@10"] = _ndcg(found, len(evidence))
    row[f"budget@{BUDGET}"] = budget_cover(passages, evidence, BUDGET)
    return row


def found_at(passages: Sequence[Place], evidence: Sequence[Evidence]) -> list[int | None]:
    """For each piece of evidence the rank, from 1, of the first passage that finds it."""
    return [
        next((rank for rank, each in enumerate(passages, 1) if finds(each, wanted)), None)
        for wanted in evidence
    ]


def _ndcg(found: Sequence[int], wanted: int) -> float:
    """Normalised discounted gain of the first 10 (Järvelin & Kekäläinen 2002), 1 / log2(1 + place).

    The relevant items are the pieces of evidence, each of worth 1 and counted once, where it is
    first found. A passage that finds two takes two places of the ideal order, its own rank and the
    next: so the figure is 1 for whoever puts all evidence first, however it is cut, and never more.
    """
    gain, place = 0.0, 0
    for rank in sorted(rank for rank in found if rank <= 10):
        place = max(rank, place + 1)
        if place <= 10:
            gain += 1 / math.log2(1 + place)
    return gain / sum(1 / math.log2(1 + i) for i in range(1, min(wanted, 10) + 1))


def budget_cover(passages: Sequence[Place], evidence: Sequence[Evidence], budget: int) -> float:
    """Share of the evidence's characters that the first `budget` retrieved characters hold.

    Fair between systems that cut documents into pieces of different lengths.
    """
    kept: list[tuple[str, int, int]] = []
    left = budget
    for passage in passages:
        for span in passage.spans:
            if left > 0:
                kept.append((passage.source, span.start, min(span.end, span.start + left)))
                left -= span.end - span.start
    total = covered = 0
    for each in evidence:
        total += each.end - each.start
        marks = bytearray(each.end - each.start)
        for source, start, end in kept:
            low, high = max(start, each.start), min(end, each.end)
            if source == each.doc and high > low:
                marks[low - each.start : high - each.start] = b"\x01" * (high - low)
        covered += sum(marks)
    return covered / max(1, total)
