"""An embedder that takes no time: a text is the letters that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np

from index.embedding import Vectors

DIMENSION = 256


class Letters:
    """Counts of three letters in a row, hashed, as unit vectors."""

    fingerprint = "letters/1"
    dimension = DIMENSION

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        rows = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for i in range(len(text) - 2):
                row[crc32(text[i : i + 3].encode("utf-8", "surrogatepass")) % DIMENSION] += 1
            row /= np.linalg.norm(row) or 1.0
        return rows
