"""A small logistic model: fitted with a penalty, cross-validated by group, and its figures.

Few features and few questions: Newton's method needs a dozen steps, and nothing else is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Fold = NDArray[np.int64]

FOLDS = 5
PENALTY = 10.0
"""L2 penalty on the weights of standardised features, against the sum of log-likelihoods."""

DEALS = 5
STEPS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """Weights of the features as they are given, and the bias."""

    weights: Floats
    bias: float

    def probabilities(self, features: Floats) -> Floats:
        """The probability of each row."""
        logits = np.clip(features @ self.weights + self.bias, -30, 30)
        found: Floats = 1 / (1 + np.exp(-logits))
        return found


def fit(features: Floats, true: Flags, penalty: float = PENALTY) -> Logistic:
    """The model of which rows are true.

    Both classes have the same weight, so that few false rows are not drowned by many true ones; the
    bias is then moved so that the probabilities hold for the shares that there are. Raises
    ValueError where all rows are of one class.
    """
    if true.all() or not true.any():
        raise ValueError("rows of one class only; give some of both")
    mean, spread = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-9)
    design = np.c_[(features - mean) / spread, np.ones(len(features))]
    share = float(true.mean())
    weight = np.where(true, 0.5 / share, 0.5 / (1 - share))
    penalties = np.diag([penalty] * features.shape[1] + [1e-6])
    found = np.zeros(features.shape[1] + 1)
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        gradient = design.T @ (weight * (expected - true)) + penalties @ found
        slope = weight * expected * (1 - expected)
        step = np.linalg.solve((design.T * slope) @ design + penalties, gradient)
        found = found - step
        if np.abs(step).max() < 1e-9:
            break
    weights = found[:-1] / spread
    bias = float(found[-1] - weights @ mean + np.log(share / (1 - share)))
    return Logistic(weights, bias)


def dealt(groups: Sequence[str], true: Flags, count: int = FOLDS, seed: int = 0) -> Fold:
    """A fold for each row; rows of a group are in one. Groups with the most false rows are dealt
    first, each to the fold with the fewest of those, then the fewest rows; `seed` mixes equals.
    """
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    false = {group: sum(not true[row] for row in rows) for group, rows in members.items()}
    load = [(0, 0)] * count
    found = np.zeros(len(groups), dtype=np.int64)
    mixed = np.random.default_rng(seed).permutation(sorted(members)).tolist()
    for group in sorted(mixed, key=lambda g: -false[g]):
        fold = min(range(count), key=lambda f: load[f] if false[group] else load[f][::-1])
        load[fold] = (load[fold][0] + false[group], load[fold][1] + len(members[group]))
        found[members[group]] = fold
    return found


def cross_validated(
    features: Floats,
    true: Flags,
    groups: Sequence[str],
    *,
    penalty: float = PENALTY,
    deals: int = DEALS,
) -> Floats:
    """Each row's probability by models that were fitted without the rows of its fold, none of which
    is of its group; the mean of several deals, as one deal of few rows is a matter of luck.
    """
    found = np.zeros(len(true))
    for seed in range(deals):
        folds = dealt(groups, true, seed=seed)
        for fold in range(FOLDS):
            own = folds == fold
            model = fit(features[~own], true[~own], penalty)
            found[own] += model.probabilities(features[own]) / deals
    return found


def auc(scores: Floats, true: Flags) -> float:
    """The share of pairs of a true and a false row in which the true one scores higher; ties half."""
    above, below = scores[true][:, None], scores[~true][None, :]
    return float(((above > below) + 0.5 * (above == below)).mean())


def interval(
    rows: int, figure: Callable[[NDArray[np.intp]], float], rounds: int = 2000, seed: int = 1
) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of a figure of row numbers; draws for which it is not
    defined (ValueError) are left out.
    """
    values = list(_drawn(rows, figure, rounds, seed))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _drawn(
    rows: int, figure: Callable[[NDArray[np.intp]], float], rounds: int, seed: int
) -> Iterator[float]:
    random = np.random.default_rng(seed)
    for _ in range(rounds):
        value: Any = figure(random.integers(rows, size=rows))
        if np.isfinite(value):
            yield value
