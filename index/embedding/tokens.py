"""What an embedder gives that can show single words: a vector for each token of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.embedding.text import Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of a text that hold a letter or digit, in order; all of them where none does."""

    ids: NDArray[np.int32]
    """Their places in the model's vocabulary."""
    vectors: Vectors
    """A unit row for each."""

    def __len__(self) -> int:
        return len(self.ids)


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that offers token vectors beside its text vectors, both of one pass."""

    def queries_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """The rows of `embed_queries` (cosine at least .9998), and each question's tokens."""
        ...

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """The rows of `embed_passages` (cosine at least .9998), and each passage's tokens."""
        ...
