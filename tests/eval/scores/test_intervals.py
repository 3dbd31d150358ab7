"""How sure a mean is: the interval, the difference of two systems, McNemar's test."""

from __future__ import annotations

import time
import tracemalloc
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.scores.intervals import bootstrap, mcnemar, paired

shares = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(shares)
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_mean_and_stays_within_the_figures_range(
    values: list[float],
) -> None:
    found = bootstrap(values)
    assert 0 <= found.low <= found.mean + 1e-9 <= found.high + 2e-9 <= 1 + 2e-9
    assert found.n == len(values)
    assert found.mean == pytest.approx(np.mean(values), abs=1e-9)


@given(shares, st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_questions_changes_nothing(values: list[float], draw: object) -> None:
    shuffled = list(values)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert bootstrap(values) == bootstrap(shuffled)


@pytest.mark.parametrize(("n", "low"), [(1, 0.025), (10, 0.6915), (30, 0.8843), (100, 0.9638)])
def test_all_right_gives_clopper_and_pearsons_interval_and_says_so(n: int, low: float) -> None:
    found = bootstrap([1.0] * n)
    assert (found.mean, found.high, found.exact) == (1.0, 1.0, True)
    assert found.low == pytest.approx(low, abs=1e-4)
    mirrored = bootstrap([0.0] * n)
    assert (mirrored.low, mirrored.exact) == (0.0, True)
    assert mirrored.high == pytest.approx(1 - found.low)


def test_equal_values_of_another_unit_have_no_width() -> None:
    found = bootstrap([41.0, 41.0], share=False)
    assert (found.low, found.mean, found.high, found.exact) == (41.0, 41.0, 41.0, False)


def test_the_interval_covers_the_true_mean_as_often_as_it_says() -> None:
    draw = np.random.default_rng(3)
    seeds = range(300)
    covered = sum(
        (found := bootstrap(draw.random(60) < 0.7, rounds=500)).low <= 0.7 <= found.high
        for _ in seeds
    )
    assert 0.90 <= covered / len(seeds) <= 0.98


def test_counts_of_few_values_and_draws_of_many_give_the_same_interval() -> None:
    draw = np.random.default_rng(5)
    few = (draw.random(400) < 0.3).astype(float)
    many = few + draw.random(400) * 1e-6  # the same values, but no two of them equal
    assert bootstrap(few).low == pytest.approx(bootstrap(many).low, abs=0.01)
    assert bootstrap(few).high == pytest.approx(bootstrap(many).high, abs=0.01)


def test_ten_thousand_questions_with_45_figures_take_bounded_memory_and_seconds() -> None:
    draw = np.random.default_rng(1)
    table = draw.random((10_000, 45))
    table[:, 5:] = table[:, 5:].round(1)
    began = time.perf_counter()
    tracemalloc.start()
    for column in table.T:
        bootstrap(column)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6
    assert time.perf_counter() - began < 30


def test_no_values_have_no_interval() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])
    with pytest.raises(ValueError, match="finite"):
        bootstrap([1.0, float("nan")])


@given(shares)
@settings(max_examples=40, deadline=None)
def test_a_system_does_not_differ_from_itself(values: list[float]) -> None:
    found = paired(values, values)
    assert (found.mean, found.p) == (0.0, 1.0)
    assert found.low <= 0 <= found.high


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_swapping_two_systems_mirrors_their_difference(pairs: list[tuple[float, float]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    there, back = paired(first, second, rounds=2000), paired(second, first, rounds=2000)
    assert there.mean == pytest.approx(-back.mean, abs=1e-9)
    assert there.low == pytest.approx(-back.high, abs=0.12)
    assert there.p == pytest.approx(back.p, abs=0.12)


def test_a_clear_difference_is_told_from_noise() -> None:
    draw = np.random.default_rng(2)
    base = draw.random(200)
    better = paired(np.minimum(1, base + 0.2), base)
    assert better.low > 0.1
    assert better.p < 0.001
    noise = paired(base, draw.permutation(base))
    assert noise.low < 0 < noise.high
    assert noise.p > 0.05


def test_few_questions_cannot_be_surer_than_their_signs() -> None:
    assert paired([1.0, 1.0, 0.9], [0.0, 0.1, 0.0]).p == 0.25
    assert paired([1.0], [0.0]).p == 1.0


def test_two_systems_are_compared_on_the_same_questions() -> None:
    with pytest.raises(ValueError, match="paired"):
        paired([1.0], [1.0, 0.0])


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_the_exact_binomial_test(better: int, worse: int) -> None:
    n = better + worse
    tail = sum(comb(n, i) for i in range(min(better, worse) + 1)) / 2**n
    assert mcnemar(better, worse) == pytest.approx(min(1.0, 2 * tail))
    assert mcnemar(better, worse) == mcnemar(worse, better)


def test_mcnemar_of_known_tables() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(6, 0) == pytest.approx(0.03125)
    assert mcnemar(10, 2) == pytest.approx(0.03857, abs=1e-5)
    assert 0 < mcnemar(5_200, 4_800) < 0.001
    with pytest.raises(ValueError, match="negative"):
        mcnemar(-1, 2)
