"""Fiqra's embedding as a llama-index embedding.

Importing this file loads llama_index (more than a second), so nothing on the way from a question to
its answer imports it.
"""

from __future__ import annotations

import asyncio
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding, Embedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.embedding import DEFAULT, Embedder, open_embedder
from index.embedding.cached import BATCH, embed_with_cache


class FiqraEmbedding(BaseEmbedding):  # type: ignore[misc]  # llama_index is not followed by mypy
    """Unit vectors of one of Fiqra's embedders; texts that were embedded before come from the cache."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **fields: Any) -> None:
        fields.setdefault("model_name", embedder.fingerprint)
        fields.setdefault("embed_batch_size", BATCH)
        super().__init__(**fields)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        """The name under which llama-index reports it."""
        return "FiqraEmbedding"

    def _get_query_embedding(self, query: str) -> Embedding:
        return [float(number) for number in self._embedder.embed_queries([query])[0]]

    def _get_text_embedding(self, text: str) -> Embedding:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[Embedding]:
        rows: list[Embedding] = embed_with_cache(self._embedder, texts).vectors.tolist()
        return rows

    async def _aget_query_embedding(self, query: str) -> Embedding:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> Embedding:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[Embedding]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


def fiqra_embedding(name: str = DEFAULT) -> FiqraEmbedding:
    """The embedder of that name (as `index.embedding.open_embedder` takes it) for llama-index."""
    return FiqraEmbedding(open_embedder(name))
