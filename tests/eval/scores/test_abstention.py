"""Silence, its two rates, and the risk-coverage curve."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.runs.lines import Line
from eval.scores.abstention import MOST_POINTS, abstention_figures, risk_coverage
from eval.sets.questions import Asked

ANSWERABLE = Asked("1", "ar", "lookup", "easy", "?", True)
ABSENT = Asked("2", "ar", "unanswerable", "easy", "?", False)


@pytest.mark.parametrize(
    ("line", "answerable", "absent"),
    [
        (Line("x", answer="…"), (1.0, 0.0), (0.0, 1.0)),
        (Line("x", abstained=True), (0.0, 1.0), (1.0, 0.0)),
        # no refusal and no answer: no credit in any figure but the scorer's `answered`
        (Line("x", error="broken"), (1.0, 1.0), (0.0, 0.0)),
        (None, (0.0, 1.0), (0.0, 0.0)),
    ],
    ids=["answer", "refusal", "error", "missing"],
)
def test_an_answer_a_refusal_an_error_and_a_missing_line_are_four_things(
    line: Line | None, answerable: tuple[float, float], absent: tuple[float, float]
) -> None:
    found = abstention_figures(ANSWERABLE, line)
    assert (found["answered"], found["error_rate"]) == answerable
    found = abstention_figures(ABSENT, line)
    assert (found["abstain_recall"], found["hallucination_rate"]) == absent


def test_confidence_that_ranks_the_wrong_last_gives_the_least_area() -> None:
    best = risk_coverage([(0.9, True), (0.8, True), (0.2, False), (0.1, False)])
    worst = risk_coverage([(0.1, True), (0.2, True), (0.8, False), (0.9, False)])
    assert best is not None
    assert worst is not None
    assert best.area == pytest.approx((0 + 0 + 1 / 3 + 2 / 4) / 4)
    assert worst.area == pytest.approx((1 + 1 + 2 / 3 + 2 / 4) / 4)
    assert (best.excess, worst.excess) == (0.0, pytest.approx(worst.area - best.area))
    assert [(p.coverage, p.risk) for p in best.points] == [
        (0.25, 0),
        (0.5, 0),
        (0.75, pytest.approx(1 / 3)),
        (1.0, 0.5),
    ]


def test_one_confidence_for_all_says_nothing() -> None:
    curve = risk_coverage([(0.5, i % 4 != 0) for i in range(40)])
    assert curve is not None
    assert [(p.threshold, p.coverage, p.risk) for p in curve.points] == [(0.5, 1.0, 0.25)]
    assert curve.area == pytest.approx(0.25)


def test_a_missing_confidence_is_the_least_sure() -> None:
    left_out = risk_coverage([(0.9, True), (None, False)])
    assert left_out == risk_coverage([(0.9, True), (0.0, False)])
    assert risk_coverage([(None, True), (None, False)]) is None
    assert risk_coverage([]) is None


judged = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()), min_size=1)


@given(judged, st.randoms())
def test_the_order_of_the_lines_changes_nothing(
    pairs: list[tuple[float | None, bool]], draw: object
) -> None:
    shuffled = list(pairs)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = risk_coverage(pairs), risk_coverage(shuffled)
    assert first is not None
    assert second is not None
    assert first.points == second.points
    assert first.area == pytest.approx(second.area)


@given(judged)
def test_answering_all_has_the_share_of_wrong_ones_as_its_risk(
    pairs: list[tuple[float | None, bool]],
) -> None:
    curve = risk_coverage(pairs)
    assert curve is not None
    last = curve.points[-1]
    wrong = sum(not right for _, right in pairs) / len(pairs)
    assert (last.coverage, last.risk) == (1.0, pytest.approx(wrong))
    coverages = [p.coverage for p in curve.points]
    assert coverages == sorted(set(coverages))
    assert 0 <= curve.area <= 1


def test_a_long_curve_is_thinned_and_its_area_is_not() -> None:
    curve = risk_coverage([(i / 10_000, i % 2 == 0) for i in range(10_000)])
    assert curve is not None
    assert (len(curve.points), curve.n) == (MOST_POINTS, 10_000)
    assert curve.points[-1].coverage == 1.0
    assert curve.area == pytest.approx(0.5, abs=0.01)
