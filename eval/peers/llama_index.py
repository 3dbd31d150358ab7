"""llama-index as its own documentation sets it up, over the documents of one of Fiqra's indexes.

The usual pipeline: a Document a file with the metadata of SimpleDirectoryReader, the default
SentenceSplitter, a VectorStoreIndex, and for answers a CitationQueryEngine over the three best
chunks. Embedded with the index's own embedder, so that the pipelines differ and not the models. The
text of a document is what its reader gives (`Source.text`), as any loader would give it.

Importing this file loads llama_index (more than a second).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.llms.generic_utils import messages_to_history_str
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.chat_engine.condense_question import DEFAULT_PROMPT as CONDENSE
from llama_index.core.llms.llm import LLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters

from eval.peers.chunks import locate
from eval.peers.markers import is_silent, statements
from eval.runs.lines import Line, Place, Statement
from eval.sets.questions import Asked
from index.arabic.normalise import arabic_share
from index.embedding.cached import embed_with_cache
from index.errors import FiqraError
from index.llamaindex import FiqraEmbedding
from index.store import Index
from index.values import Language, Span

READ_K = 3
"""Chunks that the citation engine reads, as in llama-index's own example of it."""

_UNSEEN = ("file_name", "file_type", "file_size")
"""Metadata that SimpleDirectoryReader keeps from models; `file_path` is embedded and shown."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The peer's chunks and its retriever of the best of them."""

    index: Index
    retriever: BaseRetriever
    """Over all documents."""
    store: VectorStoreIndex
    top_k: int
    spans: dict[str, tuple[str, Span]]
    """By node id: the document, and where the chunk stands in its source."""
    options: dict[str, Any]
    """What it was set to, for the run's configuration."""


def build(
    index: Index,
    top_k: int,
    *,
    splitter: SentenceSplitter | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Pipeline:
    """The usual pipeline over an index's documents, retrieving `top_k` chunks.

    `splitter` is SentenceSplitter with its own defaults if None (1,024 tokens, 200 of overlap).
    Vectors come from the cache of embedded texts where it has them; `progress` is called with the
    chunks embedded so far and all. Raises FiqraError for an index without a word.
    """
    splitter = splitter or SentenceSplitter()
    nodes: list[TextNode] = []
    spans: dict[str, tuple[str, Span]] = {}
    for name in index.documents:
        text = index.source(name).text
        chunks = splitter.get_nodes_from_documents([_document(index, name, text)])
        places = locate(text, [node.text for node in chunks])
        spans |= {node.node_id: (name, span) for node, span in zip(chunks, places, strict=True)}
        nodes += chunks
    if not nodes:
        raise FiqraError(f"The index in {index.folder} has no text; ingest documents first.")
    texts = [node.get_content(metadata_mode=MetadataMode.EMBED) for node in nodes]
    heard = (lambda done: progress(done, len(texts))) if progress else None
    for node, vector in zip(
        nodes, embed_with_cache(index.embedder, texts, heard).vectors, strict=True
    ):
        node.embedding = vector.tolist()
    store = VectorStoreIndex(nodes, embed_model=FiqraEmbedding(index.embedder))
    return Pipeline(
        index,
        store.as_retriever(similarity_top_k=top_k),
        store,
        top_k,
        spans,
        {
            "splitter": "SentenceSplitter",
            "chunk_size": splitter.chunk_size,
            "chunk_overlap": splitter.chunk_overlap,
            "chunks": len(nodes),
        },
    )


def _document(index: Index, name: str, text: str) -> Document:
    """A file as SimpleDirectoryReader loads it; its path is its name, so that machines agree."""
    metadata = {
        "file_path": name,
        "file_name": name,
        "file_type": index.documents[name].format,
        "file_size": len(text.encode("utf-8", "surrogatepass")),
    }
    return Document(
        text=text,
        id_=name,
        metadata=metadata,
        excluded_embed_metadata_keys=list(_UNSEEN),
        excluded_llm_metadata_keys=list(_UNSEEN),
    )


def _retriever(pipeline: Pipeline, asked: Asked) -> BaseRetriever:
    """The retriever within the documents that a question is asked of."""
    if not asked.scope:
        return pipeline.retriever
    within = MetadataFilter(key="file_name", value=list(asked.scope), operator=FilterOperator.IN)
    return pipeline.store.as_retriever(
        similarity_top_k=pipeline.top_k, filters=MetadataFilters(filters=[within])
    )


def retrieval(pipeline: Pipeline, asked: Asked) -> Line:
    """What the peer retrieves; the question goes in as it stands, for without a language model the
    pipeline has nothing that reads the turns before it. A question with a scope is looked for in its
    documents only, by a filter on the file name.
    """
    began = time.perf_counter()
    found = _retriever(pipeline, asked).retrieve(asked.question)
    elapsed = _milliseconds_since(began)
    return Line(
        asked.id,
        passages=tuple(_place(pipeline, each) for each in found),
        confidence=_confidence(found),
        total_ms=elapsed,
        answered=False,
    )


def quotation(pipeline: Pipeline, asked: Asked) -> Line:
    """A stand-in for a model: the best chunk, quoted whole with its citation, whatever is asked.

    It is no part of llama-index. It says what citing whole chunks is worth, and never abstains.
    """
    line = retrieval(pipeline, asked)
    if not line.passages:
        return replace(line, answered=True, abstained=True, language=asked.lang)
    best = line.passages[0]
    quote = " ".join(
        pipeline.index.source(best.source).text[span.start : span.end] for span in best.spans
    )
    return replace(
        line,
        answered=True,
        language=_language(quote),
        answer=f"«{quote}»",
        statements=(Statement(f"«{quote}»", (0,)),),
        citations=(replace(best, score=None, quote=quote, quote_spans=best.spans),),
    )


class _First(BaseRetriever):  # type: ignore[misc]  # llama_index is not followed by mypy
    """Hands on the first chunks of a retriever and keeps all, for the run's passages."""

    def __init__(self, inner: BaseRetriever, k: int) -> None:
        super().__init__()
        self.inner = inner
        self.k = k
        self.found: list[NodeWithScore] = []

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        self.found = list(self.inner.retrieve(query_bundle))
        return self.found[: self.k]


def cited_answers(pipeline: Pipeline, llm: LLM, read_k: int = READ_K) -> Callable[[Asked], Line]:
    """The peer's answers: CitationQueryEngine with its own settings (sources of 512 tokens).

    A question with turns before it is first made to stand alone by `llm`, with the prompt of
    llama-index's CondenseQuestionChatEngine. The answer's markers become citations of its sources;
    one that names no source stays as a position out of range. The engine has no way to abstain but
    words: see `markers.is_silent`.
    """
    retriever = _First(pipeline.retriever, read_k)
    engine = CitationQueryEngine(retriever, llm=llm)

    def answer(asked: Asked) -> Line:
        began = time.perf_counter()
        retriever.inner = _retriever(pipeline, asked)
        response = engine.query(_standing_alone(llm, asked))
        elapsed = _milliseconds_since(began)
        sources = _sources(pipeline, engine, retriever.found[:read_k], response.source_nodes)
        text = str(response)
        said, used = statements(text, len(sources))
        silent = is_silent(text, said)
        return Line(
            asked.id,
            language=_language(text) if text.strip() else asked.lang,
            abstained=silent,
            answer=text,
            statements=() if silent else said,
            citations=() if silent else tuple(sources[number - 1] for number in used),
            passages=tuple(_place(pipeline, each) for each in retriever.found),
            confidence=_confidence(retriever.found),
            total_ms=elapsed,
        )

    return answer


def _standing_alone(llm: LLM, asked: Asked) -> str:
    if not asked.history:
        return asked.question
    history = [ChatMessage(role=turn.role, content=turn.text) for turn in asked.history]
    return str(
        llm.predict(
            CONDENSE, question=asked.question, chat_history=messages_to_history_str(history)
        )
    )


def _sources(
    pipeline: Pipeline,
    engine: CitationQueryEngine,
    read: Sequence[NodeWithScore],
    shown: Sequence[NodeWithScore],
) -> list[Place]:
    """Where the engine's numbered sources stand, in their order.

    The engine cuts the chunks anew and forgets where the pieces stand; they are cut here in the same
    way and each is checked against what the model was shown.
    """
    sources: list[Place] = []
    for each in read:
        name, span = pipeline.spans[each.node.node_id]
        text = pipeline.index.source(name).text[span.start : span.end]
        pieces = engine.text_splitter.split_text(each.node.get_content(MetadataMode.NONE))
        for piece, inside in zip(pieces, locate(text, pieces), strict=True):
            number = len(sources) + 1
            if number > len(shown) or shown[number - 1].node.get_content() != (
                f"Source {number}:\n{piece}\n"
            ):
                raise FiqraError(
                    f"llama-index's source {number} is not the piece of {name} that it is cut from; "
                    "this version of it cannot be scored."
                )
            sources.append(Place(name, (Span(span.start + inside.start, span.start + inside.end),)))
    return sources


def _place(pipeline: Pipeline, each: NodeWithScore) -> Place:
    name, span = pipeline.spans[each.node.node_id]
    return Place(
        name,
        (span,),
        score=None if each.score is None else round(float(each.score), 4),
        symbol=pipeline.index.documents[name].symbol,
    )


def _confidence(found: Sequence[NodeWithScore]) -> float | None:
    """The cosine of the best chunk, the only sign of confidence that the pipeline has."""
    if not found or found[0].score is None:
        return None
    return round(min(1.0, max(0.0, float(found[0].score))), 4)


def _language(text: str) -> Language:
    return "ar" if arabic_share(text) >= 0.5 else "en"


def _milliseconds_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
