"""How sure a mean is: bootstrap intervals, the difference of two systems, and McNemar's test.

Resampling is by question (Efron & Tibshirani 1993, percentile interval) with a fixed seed, so that
a report made twice is the same twice. The mean of a resample depends only on how often each value
was drawn, and those counts are multinomial: where few values occur (a figure of 0s and 1s) they are
drawn at once instead of question by question. It is the same distribution, at a cost that does not
grow with the number of questions.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.scores.values import Estimate

Floats = NDArray[np.float64]

ROUNDS = 2_000
SEED = 7
LEVEL = 0.95

CHUNK = 1_000_000
"""Draws held in memory at a time: 8 MB of positions and 8 MB of values."""

FEW = 64
"""Up to this many distinct values a resample is drawn as the counts of the values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one system is above another on the same questions."""

    mean: float
    """Mean of (first - second)."""
    low: float
    high: float
    p: float
    """Two-sided: how likely so large a difference would be if there were none."""
    n: int


def bootstrap(
    values: Sequence[float] | Floats, *, share: bool = True, rounds: int = ROUNDS, seed: int = SEED
) -> Estimate:
    """The mean of `values` with its 95% percentile bootstrap interval.

    Where all values are the same, resampling says nothing. Then the interval is Clopper and
    Pearson's and `exact` is set: for n ones from (α/2)^(1/n) to 1, for n zeros the mirror image.
    `share` says that the values lie in 0 to 1; equal values that are neither 0 nor 1 get the same
    reasoning (the unseen rest, at most 1 - (α/2)^(1/n) of the questions, may have any value).
    For other units equal values have no width. Raises ValueError for no values.
    """
    distinct, counts = _counted(values)
    return _estimate(tuple(distinct.tolist()), tuple(counts.tolist()), share, rounds, seed)


@functools.lru_cache(maxsize=8192)
def _estimate(
    distinct: tuple[float, ...], counts: tuple[int, ...], share: bool, rounds: int, seed: int
) -> Estimate:
    # Small groups of questions have the same values over and over: hence the cache.
    n = sum(counts)
    if len(distinct) == 1:
        value = distinct[0]
        low, high = _constant(value, n, 0.0, 1.0) if share else (value, value)
        return Estimate(value, low, high, n, exact=share)
    means = _resampled(np.array(distinct), np.array(counts), rounds, seed)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(float(np.dot(distinct, counts) / n), float(low), float(high), n)


def paired(
    first: Sequence[float] | Floats,
    second: Sequence[float] | Floats,
    *,
    share: bool = True,
    rounds: int = 10_000,
    seed: int = SEED,
) -> Difference:
    """The mean difference of two systems over the same questions, `first[i]` against `second[i]`.

    Paired bootstrap: questions are drawn again with both values. p is twice the share of the
    resamples on the other side of 0, one resample counted as seen (Davison & Hinkley 1997), and
    never below 2^(1-m) for m questions that differ: no test by signs can say more with so few.
    Raises ValueError if the lengths differ or there are no values.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values cannot be paired with {len(second)}")
    distinct, counts = _counted(np.asarray(first, dtype=float) - np.asarray(second, dtype=float))
    n = int(counts.sum())
    mean = float(np.dot(distinct, counts) / n)
    differing = int(counts[distinct != 0].sum())
    floor = 2.0 ** (1 - differing) if differing else 1.0
    if len(distinct) == 1:
        low, high = _constant(mean, n, -1.0, 1.0) if share else (mean, mean)
        return Difference(mean, low, high, min(1.0, floor), n)
    means = _resampled(distinct, counts, rounds, seed)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    tail = min(int((means <= 0).sum()), int((means >= 0).sum()))
    p = min(1.0, max(floor, 2 * (tail + 1) / (rounds + 1)))
    return Difference(mean, float(low), float(high), p, n)


def mcnemar(better: int, worse: int) -> float:
    """Exact two-sided p of McNemar's test: `better` questions right only in the one system, `worse`
    only in the other. 1.0 where none differs. Raises ValueError for a negative count.
    """
    if better < 0 or worse < 0:
        raise ValueError("counts of questions are not negative")
    n = better + worse
    # whole numbers throughout: binomials of thousands overflow a float
    tail, ways = 0, 1
    for i in range(min(better, worse) + 1):
        tail += ways
        ways = ways * (n - i) // (i + 1)
    return min(1.0, 2 * tail / (1 << n))


def _counted(values: Sequence[float] | Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Distinct values in order, and how often each occurs."""
    given = np.asarray(values, dtype=float)
    if not given.size:
        raise ValueError("no values, no interval")
    if not np.isfinite(given).all():
        raise ValueError("a value is not a finite number")
    # what differs in the last bits only is one value: 1/3 computed in two ways
    return np.unique(given.round(12) + 0.0, return_counts=True)


def _constant(value: float, n: int, least: float, most: float) -> tuple[float, float]:
    """The interval of a mean where all n values are the same and any lies in `least` to `most`."""
    seen = ((1 - LEVEL) / 2) ** (1 / n)
    return least + (value - least) * seen, most - (most - value) * seen


def _resampled(distinct: Floats, counts: NDArray[np.int64], rounds: int, seed: int) -> Floats:
    """Means of `rounds` resamples, in bounded memory."""
    n = int(counts.sum())
    draw = np.random.default_rng(seed)
    if len(distinct) <= FEW:
        drawn: Floats = draw.multinomial(n, counts / n, size=rounds) @ distinct / n
        return drawn
    values = np.repeat(distinct, counts)
    means = np.empty(rounds)
    step = max(1, CHUNK // n)
    for start in range(0, rounds, step):
        size = (min(step, rounds - start), n)
        means[start : start + step] = values[draw.integers(0, n, size=size)].mean(axis=1)
    return means
