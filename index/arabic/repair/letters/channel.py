"""The channel: with which probability a shape is seen as a symbol.

Counts on four levels (letter, form, the letter after, both letters beside it), each shrunk towards
the one above it (Witten and Bell 1991 in spirit, with a fixed weight); above all a letter stays
itself, becomes a space, or becomes anything, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arabic.repair.letters.observe import FIRST_EXTRA, SEAM_SPACE, SPACE, STRETCH, SYMBOLS
from index.arabic.repair.letters.shapes import FIRST_LIGATURE, LETTER_COUNT, Ints, parts

Matrix = NDArray[np.float64]

_STAYS, _SPACE = 0.80, 0.08
_WEIGHTS = (2.0, 10.0, 10.0, 10.0)
"""What the level above counts against each level, in times seen: the neighbours of a letter tell
little but where a font has variants, and a word read wrongly again and again would teach itself.
"""
_LEAST = 2e-4
_STRETCH_LETTER = 0.5


@dataclass(frozen=True, slots=True)
class Levels:
    """For every shape the number of its class on each level."""

    classes: tuple[Ints, ...]
    counts: tuple[int, ...]
    prior: Matrix


def levels(shapes: Ints, extra: int) -> Levels:
    """The levels of a trie's shapes, with `extra` strange characters in the alphabet."""
    letter, form, before, after = parts(shapes)
    keys = (
        letter,
        letter * 4 + form,
        (letter * 4 + form) * LETTER_COUNT + after,
        ((letter * 4 + form) * LETTER_COUNT + after) * LETTER_COUNT + before,
    )
    found = [np.unique(key, return_inverse=True) for key in keys]
    anything = np.zeros(SYMBOLS)
    anything[2 : FIRST_EXTRA + extra] = 1 / (FIRST_EXTRA - 2 + extra)
    rest = 1 - _STAYS - _SPACE
    prior = np.tile(anything * rest, (len(found[0][0]), 1))
    prior[:, SPACE] = _SPACE
    for row, code in enumerate(found[0][0]):
        if code < FIRST_LIGATURE:
            prior[row, code + 1] += _STAYS
        elif code < FIRST_LIGATURE + 4:
            prior[row] += anything * _STAYS
        else:
            prior[row, code - 4 + 1] += _STAYS
    return Levels(
        tuple(inverse.astype(np.int32) for _, inverse in found),
        tuple(len(unique) for unique, _ in found),
        prior,
    )


def emission(known: Levels, counts: Matrix | None, stretching: int) -> NDArray[np.float32]:
    """Log-probabilities, shapes by symbols; -inf where next to impossible.

    `counts` are how often each shape was seen as each symbol, None before anything was read.
    """
    above = known.prior
    above_classes = known.classes[0]
    if counts is not None:
        for level, (classes, many) in enumerate(zip(known.classes, known.counts, strict=True)):
            seen = np.zeros((many, SYMBOLS))
            np.add.at(seen, classes, counts)
            parent = np.zeros(many, np.int64)
            parent[classes] = above_classes
            weight = _WEIGHTS[level]
            total = seen.sum(axis=1, keepdims=True)
            above = (seen + weight * above[parent]) / (total + weight)
            above_classes = classes
    spread = above[above_classes]
    if stretching >= 0:
        spread[:, STRETCH] = spread[:, stretching] * _STRETCH_LETTER
    spread[:, SEAM_SPACE] = spread[:, SPACE]
    with np.errstate(divide="ignore"):
        logs = np.where(spread >= _LEAST, np.log(spread), -np.inf)
    found: NDArray[np.float32] = logs.astype(np.float32)
    return found
