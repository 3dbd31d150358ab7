"""The words that may stand in a text, as a trie of shapes held in arrays.

A node is reached by one shape. A word with lam-alef stands in it twice, with the ligature and with
the two letters apart, since fonts and their maps do it either way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from index.arabic.repair.letters.shapes import LETTERS, PUNCTUATION, Ints, encoded, ligated, shapes
from index.arabic.words import WordModel

Floats = NDArray[np.float32]

LONGEST = 18
"""Letters; hardly a word is longer."""
_PREFIXED = 20_000
"""So many of the commonest words count with particles written onto them too."""

_PARTICLES = ("و", "ب", "ل", "ف", "وب", "ول", "ال")
_WORD = re.compile(f"[{LETTERS}]{{1,{LONGEST}}}")
_PERSONS = {"ت": "ي", "ي": "ت"}
_JOINED_AHEAD = ("و", "ف")
_WRITTEN_ON, OTHER_PARTICLE = ("و", "ب"), -1.6
"""Particles before the article, and what a noun with one tells of its probability with another."""
OTHER_PERSON = -0.7
"""What a verb's form of the other gender tells of its own probability, in nats."""


@dataclass(frozen=True, slots=True)
class Trie:
    """Nodes are numbered so that the children of one stand together, sorted; 0 is the root."""

    words: tuple[str, ...]
    logs: Floats
    """Log-probability of each word alone."""
    shapes: Ints
    """The shapes that occur, sorted; a shape's place here is its number below."""
    shape: Ints
    """Of each node: the number of its shape."""
    first: Ints
    """Of each node: its first child; the next node's is where its children end."""
    word: Ints
    """Of each node: the word that ends there, or -1."""
    best: Floats
    """Of each node: the log-probability of the likeliest word that ends there or below."""
    letters: Ints
    """Shape numbers of all spellings, one after another (see `spelling`)."""
    spelling: Ints
    """Where each word's spellings begin in `letters`: with ligatures at 2w, without at 2w + 1."""


def vocabulary(model: WordModel) -> dict[str, float]:
    """The words of a model with their probabilities, common ones also behind particles."""
    found = {w: p for w, p in model.single.items() if _WORD.fullmatch(w) and p > 0.0}
    for base in nlargest(_PREFIXED, found, key=lambda w: (found[w], w)):
        if len(base) < 3:
            continue
        forms = [p + base for p in _PARTICLES[:-1]]
        if base.startswith("لل"):
            forms = ["و" + base]  # the particle ل and the article: no other particle goes before
        elif base.startswith("ال"):
            forms = [*(p + base for p in "وبف"), "وب" + base, "لل" + base[2:], "ولل" + base[2:]]
        else:
            forms.append("ال" + base)
        for form in forms:
            if form not in found and len(form) <= LONGEST:
                p = model.probability(form)
                if p > 0.0:
                    found[form] = p
    return found


def other_person(word: str) -> str | None:
    """The word with the other prefix of a verb of the third person, she instead of he: which of
    them is frequent depends on the body that speaks, so a document must decide it for itself.
    """
    at = 1 if word[:1] in _JOINED_AHEAD else 0
    other = _PERSONS.get(word[at : at + 1])
    return word[:at] + other + word[at + 1 :] if other and len(word) > at + 2 else None


def _logs(words: Sequence[str], probabilities: Mapping[str, float]) -> Floats:
    found = []
    for word in words:
        much = probabilities.get(word, 0.01)
        other = other_person(word)
        if other is not None and other in probabilities:
            much = max(much, probabilities[other] * math.exp(OTHER_PERSON))
        if word[1:3] == "ال" and word[0] in _WRITTEN_ON:
            for particle in _WRITTEN_ON:
                much = max(
                    much, probabilities.get(particle + word[1:], 0.0) * math.exp(OTHER_PARTICLE)
                )
        found.append(much)
    logs: Floats = np.log(found).astype(np.float32)
    return logs


def build(model: WordModel) -> Trie:
    """The trie of a model's vocabulary."""
    probabilities = vocabulary(model)
    words = (*sorted(probabilities), *PUNCTUATION)
    logs = _logs(words, probabilities)
    spellings = [s for pair in zip(ligated(words), words, strict=True) for s in pair]
    codes, starts = encoded(spellings)
    kinds, numbers = np.unique(shapes(codes, starts), return_inverse=True)
    numbers = numbers.astype(np.int32)
    lengths = np.diff(starts)
    # Without a lam-alef both spellings are one: the second is left out of the nodes.
    doubled = np.zeros(len(spellings), dtype=bool)
    doubled[1::2] = lengths[1::2] == lengths[::2]
    # Punctuation is decided by the lattice, not looked up as a word.
    doubled[-2 * len(PUNCTUATION) :] = True
    live = np.flatnonzero(~doubled)
    parent = np.zeros(len(live), dtype=np.int64)
    node_shape, node_parent, node_word = [np.zeros(1, np.int32)], [np.zeros(1, np.int64)], []
    node_word.append(np.full(1, -1, np.int32))
    made = 1
    for depth in range(int(lengths.max())):
        keep = lengths[live] > depth
        live, parent = live[keep], parent[keep]
        if not len(live):
            break
        key = parent * len(kinds) + numbers[starts[live] + depth]
        unique, inverse = np.unique(key, return_inverse=True)
        ended = np.full(len(unique), -1, np.int32)
        last = lengths[live] == depth + 1
        ended[inverse[last]] = live[last] // 2
        node_shape.append((unique % len(kinds)).astype(np.int32))
        node_parent.append(unique // len(kinds))
        node_word.append(ended)
        parent = inverse.astype(np.int64) + made
        made += len(unique)
    parents = np.concatenate(node_parent)[1:]
    first = np.searchsorted(parents, np.arange(made + 1)).astype(np.int32) + 1
    ends = np.concatenate(node_word)
    best = np.where(ends >= 0, logs[ends], -np.inf).astype(np.float32)
    depths = np.cumsum([len(part) for part in node_word])
    for low, high in zip(depths[-2::-1], depths[:0:-1], strict=True):
        np.maximum.at(best, parents[low - 1 : high - 1], best[low:high])
    return Trie(
        words,
        logs,
        kinds.astype(np.int32),
        np.concatenate(node_shape),
        first,
        ends,
        best,
        numbers,
        starts.astype(np.int32),
    )
