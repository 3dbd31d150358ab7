"""Fiqra inside a llama-index pipeline: its search as a retriever, its paragraphs as nodes, its embedding.

    engine = RetrieverQueryEngine.from_args(fiqra_retriever(open_index(Path(".fiqra"))), llm=llm)
    store = VectorStoreIndex(nodes(index), embed_model=fiqra_embedding())

Fiqra itself keeps its vectors in FAISS directly, not in llama-index's FaissVectorStore: they are one
exact index file, written beside the other files of a generation and made current with them by one
rename; a search is restricted by a mask of rows; and paragraphs stand once, in the index's own
database, where a vector store would want a second document store beside it.

Importing this file loads llama_index (more than a second), so nothing on the way from a question to
its answer imports it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding, Embedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from index.arabic.normalise import arabic_share
from index.embedding import DEFAULT, Embedder, open_embedder
from index.embedding.cached import BATCH, embed_with_cache
from index.search import search
from index.store import Index
from index.values import Language, Paragraph

SHOWN = ("symbol", "label_ar", "label_en")
"""Metadata that a language model is shown with the text; nothing of it is embedded."""


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


class FiqraRetriever(BaseRetriever):  # type: ignore[misc]  # llama_index is not followed by mypy
    """Fiqra's search over an opened index: words, 4-grams and vectors, within and across languages."""

    def __init__(self, index: Index, k: int = 10, **fields: Any) -> None:
        super().__init__(**fields)
        self._index = index
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = query_bundle.query_str
        language: Language = "ar" if arabic_share(query) >= 0.5 else "en"
        return [
            NodeWithScore(
                node=_node(
                    self._index, hit.document, self._index.paragraph(hit.document, hit.paragraph)
                ),
                score=hit.score,
            )
            for hit in search(self._index, query, language=language, k=self._k)
        ]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def fiqra_retriever(index: Index, k: int = 10) -> BaseRetriever:
    """The `k` best paragraphs for a query string as nodes, best first, with the search's scores.

    A query counts as Arabic if half of its letters or more are Arabic. Nodes are those of `nodes`,
    without vectors.
    """
    return FiqraRetriever(index, k)


def nodes(index: Index, names: Sequence[str] | None = None) -> list[TextNode]:
    """The paragraphs of the named documents (of all, for None) as nodes, in reading order.

    A node's id is `document#order`, its text the paragraph's readable text; `start`, `end` and
    `spans` in its metadata are characters of the source (`index.values.Source.text`), `page` is
    counted from 1. All metadata are flat, as many vector stores want them, so `spans` are JSON:
    `[[0, 40], [52, 80]]`. A node brings the stored vector of its paragraph, of one in several
    windows their mean made a unit; so a vector store that takes them must be asked with the
    embedding that made the index. Paragraphs without a word to read are left out. Raises KeyError
    for an unknown name.
    """
    vectors = dict(_vectors(index))
    made = []
    for name in index.documents if names is None else names:
        for paragraph in index.outline(name):
            if paragraph.clean.text.strip():
                node = _node(index, name, paragraph)
                node.embedding = vectors.get((name, paragraph.order))
                made.append(node)
    return made


def _node(index: Index, name: str, paragraph: Paragraph) -> TextNode:
    document = index.documents[name]
    metadata = {
        "source": name,
        "symbol": document.symbol,
        "kind": paragraph.kind,
        "part": paragraph.part,
        "number": paragraph.number,
        "label_ar": index.label(document, paragraph, "ar"),
        "label_en": index.label(document, paragraph, "en"),
        "start": paragraph.start,
        "end": paragraph.end,
        "spans": json.dumps([[s.start, s.end] for s in paragraph.spans]),
        "page": paragraph.pages[0] if paragraph.pages else None,
    }
    return TextNode(
        id_=f"{name}#{paragraph.order}",
        text=paragraph.clean.text,
        start_char_idx=paragraph.start,
        end_char_idx=paragraph.end,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=[key for key in metadata if key not in SHOWN],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=name)},
    )


def _vectors(index: Index) -> Iterator[tuple[tuple[str, int], Embedding]]:
    """The vector of each paragraph that has one, by document and order."""
    layout, rows = index.layout, index.vectors.vectors()
    of_paragraph: dict[tuple[str, int], list[int]] = {}
    for row in range(len(rows)):
        key = (layout.names[layout.document[row]], int(layout.paragraph[row]))
        of_paragraph.setdefault(key, []).append(row)
    for key, places in of_paragraph.items():
        mean = rows[places].mean(axis=0)
        yield key, (mean / (np.linalg.norm(mean) or 1.0)).tolist()
