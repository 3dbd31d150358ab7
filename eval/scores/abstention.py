"""Was it silent when it should be, and is its confidence worth anything?

NoMIRACL's two rates (Thakur et al. 2024) stand together, because one alone is won by always or
never answering; the risk-coverage curve says what would happen at any other threshold.

Three things can happen to a question: it is answered, it is refused (`abstained`), or there is no
answer because the line has an error or is missing. The third is no refusal and no answer:
- `answered` and `abstain_recall` are those of the project's scorer, to whom a line with an error is
  not silent (answered 1, abstain_recall 0) and a missing line is nothing (0 and 0);
- `error_rate` is the share of answerable questions whose asker got no answer, for whatever reason;
- `hallucination_rate` is the share of unanswerable ones that got one;
- `failed` tells errors and missing lines apart from refusals.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby

from eval.runs.lines import Line
from eval.scores.figures import Row
from eval.scores.values import Curve, CurvePoint
from eval.sets.questions import Asked

MOST_POINTS = 200
"""Points that a curve keeps for its plot; the area is that of all of them."""


def gives_answer(line: Line | None) -> bool:
    """Whether a reader gets an answer: a line without an error, not silent, of a run that answers."""
    return line is not None and line.answered and line.error is None and not line.abstained


def abstention_figures(asked: Asked, line: Line | None) -> Row:
    """A question's figures of silence; `line` is None where the run has none for it."""
    given = gives_answer(line)
    silent = line is not None and line.abstained
    row: Row = {}
    if asked.answerable:
        row["answered"] = float(line is not None and not silent)
        row["error_rate"] = float(not given)
    else:
        row["abstain_recall"] = float(silent)
        row["hallucination_rate"] = float(given)
    return row


def risk_coverage(judged: Iterable[tuple[float | None, bool]]) -> Curve | None:
    """The risk-coverage curve of (confidence, right) pairs, and its area (AURC, Geifman 2018).

    Questions are answered from the surest down; risk is the share of wrong ones among those. The
    area is the mean risk over all coverages 1/n, 2/n … 1: 0.0 if none is wrong, and the share of
    wrong ones if confidence says nothing. What cannot be answered is wrong whenever it is answered,
    so a set with such questions has an area above 0 in the best order too: `excess` (E-AURC of the
    same paper) is what the confidence adds to that.

    Ties enter together, as one point; inside a tie the area takes the mean over all orders, so that
    it does not depend on how lines are ordered. A missing confidence counts as 0.0, the least sure,
    so that leaving it out gains nothing. None where no question has a confidence.
    """
    sure, right = array("d"), array("b")
    known = False
    for confidence, is_right in judged:
        known = known or confidence is not None
        sure.append(0.0 if confidence is None else confidence)
        right.append(is_right)
    n = len(sure)
    if not known:
        return None
    points: list[CurvePoint] = []
    area = 0.0
    answered = wrong = 0
    order = sorted(range(n), key=sure.__getitem__, reverse=True)
    for threshold, tie in groupby(order, key=sure.__getitem__):
        members = [not right[i] for i in tie]
        share = sum(members) / len(members)
        area += sum((wrong + i * share) / (answered + i) for i in range(1, len(members) + 1))
        answered += len(members)
        wrong += sum(members)
        points.append(CurvePoint(threshold, answered / n, wrong / answered))
    least = sum(i / (n - wrong + i) for i in range(1, wrong + 1))
    return Curve(tuple(_thinned(points)), area / n, n, max(0.0, (area - least) / n))


def _thinned(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """At most `MOST_POINTS`, the first and the last among them, evenly over the ranks."""
    if len(points) <= MOST_POINTS:
        return list(points)
    last = len(points) - 1
    return [points[round(i * last / (MOST_POINTS - 1))] for i in range(MOST_POINTS)]
