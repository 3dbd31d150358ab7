"""A logistic model: what it finds on made-up rows, and how its folds are dealt."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import logistic
from eval.logistic import auc, cross_validated, dealt, fit, interval


def test_known_weights_are_recovered() -> None:
    random = np.random.default_rng(2)
    features = random.normal(size=(20_000, 3)) * [1.0, 4.0, 0.5]
    chances = 1 / (1 + np.exp(-(features @ [1.5, -0.5, 0.0] + 0.7)))
    true = random.random(20_000) < chances
    model = fit(features, true)
    assert model.weights == pytest.approx([1.5, -0.5, 0.0], abs=0.12)
    assert model.probabilities(features).mean() == pytest.approx(true.mean(), abs=0.02)


def test_a_penalty_draws_weights_to_nothing() -> None:
    features = np.array([[0.0], [0.1], [0.9], [1.0]])
    true = np.array([False, False, True, True])
    assert 0 < fit(features, true, 100.0).weights[0] < fit(features, true, 1.0).weights[0]


def test_rows_of_one_class_are_refused() -> None:
    with pytest.raises(ValueError, match="one class"):
        fit(np.zeros((3, 1)), np.ones(3, dtype=bool))


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), min_size=1, max_size=60))
def test_a_group_is_in_one_fold(rows: list[tuple[str, bool]]) -> None:
    groups, true = [group for group, _ in rows], np.array([each for _, each in rows])
    for seed in range(3):
        folds = dealt(groups, true, seed=seed)
        assert all(len(set(folds[[g == group for g in groups]])) == 1 for group in set(groups))
        assert folds.min() >= 0
        assert folds.max() < logistic.FOLDS


def test_what_no_model_saw_cannot_be_learned_by_heart() -> None:
    random = np.random.default_rng(3)
    features, true = random.normal(size=(200, 5)), random.random(200) < 0.5
    groups = [str(row) for row in range(200)]
    assert auc(cross_validated(features, true, groups), true) == pytest.approx(0.5, abs=0.12)


def test_ties_count_half() -> None:
    true = np.array([True, True, False, False])
    assert auc(np.array([0.9, 0.5, 0.5, 0.1]), true) == 0.875
    assert auc(np.zeros(4), true) == 0.5


def test_an_interval_holds_the_figure() -> None:
    values = np.arange(100.0)
    low, high = interval(100, lambda rows: float(values[rows].mean()))
    assert low < values.mean() < high
    assert (low, high) == interval(100, lambda rows: float(values[rows].mean()))
