"""A CrossEncoder beside Fiqra's ranking: tiny models with set weights, which like one word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.answers import Question
from assistant.cross_encoder import DEPTH, cross_encoded, fused_scores, open_reranker
from assistant.reranking import reranked
from assistant.retrieval import candidates, retrieve
from index.errors import FiqraError
from index.passages import searched_text
from index.store import open_index
from tests.assistant.conftest import SAMPLE, Run

LIKED = "تكاليف"
QUESTION = "ما الذي يقرره مجلس المياه بشأن الآبار؟"


def tiny(
    folder: Path, *, liked: str = LIKED, labels: int = 1, weight: float = 8.0, head: bool = True
) -> Path:
    """A real model of two layers whose score grows with the share of one word among all."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", liked]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=8,
        num_labels=labels,
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        for module in model.modules():
            if isinstance(module, torch.nn.LayerNorm):
                module.weight.fill_(1.0)
        # without queries and keys every token looks at all alike, so that the first one, which is
        # classified, holds their mean
        for layer in model.bert.encoder.layer:
            layer.attention.self.value.weight.copy_(torch.eye(8))
            layer.attention.output.dense.weight.copy_(torch.eye(8))
        model.bert.embeddings.word_embeddings.weight[:, 0] = 1.0
        model.bert.embeddings.word_embeddings.weight[len(words) - 1, 1] = 4.0
        model.bert.pooler.dense.weight.copy_(torch.eye(8) / 8)
        model.classifier.weight[:, 1] = weight
    kept: BertModel | BertForSequenceClassification = model if head else model.bert
    kept.save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("models") / "liking")


def test_its_scores_are_the_models_own(model: Path) -> None:
    score = open_reranker(str(model)).score
    texts = ["الماء والماء", f"عن {LIKED} الماء", f"{LIKED} {LIKED} {LIKED}", "", "\ud800\x00"]
    none, some, most, blank, odd = score("ما هذا؟", texts)
    assert most > some > none
    assert np.isfinite([blank, odd]).all()
    assert score("ما هذا؟", texts[::-1]).tolist() == pytest.approx([odd, blank, most, some, none])


def test_hits_are_ordered_by_the_mean_of_both_scores(
    model: Path, two_resolutions: Path, tmp_path: Path
) -> None:
    with open_index(two_resolutions / "index") as index:
        reranker = open_reranker(str(model))
        query, found = candidates(index, Question(QUESTION), 10)
        before = reranked(index, query, found.hits)
        after = cross_encoded(index, query, before, reranker)
        assert cross_encoded(index, query, before, None) == before
        assert {hit.row for hit in after} == {hit.row for hit in before}
        texts = [searched_text(index.passage(hit.row)) for hit in before]
        own = np.array([hit.score for hit in before])
        fused = fused_scores(own, reranker.score(query.text, texts))
        expected = [before[place].row for place in np.argsort(-fused, kind="stable")]
        assert [hit.row for hit in after] == expected
        assert expected != [hit.row for hit in before]
        assert LIKED in index.passage(after[0].row).text


def test_what_it_has_not_read_stays_below(model: Path, sample: Path) -> None:
    with open_index(sample) as index:
        query, found = candidates(index, Question("ماذا يطلب المجلس بشأن الصيد؟"), 10)
        before = reranked(index, query, found.hits)
        assert len(before) > DEPTH
        after = cross_encoded(index, query, before, open_reranker(str(model)))
        assert [hit.row for hit in after[DEPTH:]] == [hit.row for hit in before[DEPTH:]]
        scores = [hit.score for hit in after]
        assert scores == sorted(scores, reverse=True)


def test_a_pasted_clause_keeps_fiqras_order(model: Path, two_resolutions: Path) -> None:
    clause = (
        "يطلب إلى الأمين التنفيذي أن يقدم تقريرا عن حالة الآبار وعن تكاليف الحماية قبل نهاية السنة "
        "المقبلة؛"
    )
    with open_index(two_resolutions / "index") as index:
        assert candidates(index, Question(clause), 5)[0].clause
        plain = retrieve(index, Question(clause), 5)
        ranked = retrieve(index, Question(clause), 5, reranker=open_reranker(str(model)))
        assert [f.label for f in ranked.found] == [f.label for f in plain.found]


numbers = arrays(np.float64, st.integers(2, 40), elements=st.integers(-1000, 1000))


@given(numbers, st.data())
def test_fusion_obeys_what_both_say(own: np.ndarray, data: st.DataObject) -> None:
    other = data.draw(arrays(np.float64, len(own), elements=st.integers(-1000, 1000)))
    fused = fused_scores(own, other)
    assert fused.mean() == pytest.approx(own.mean(), abs=1e-6)
    assert fused.std() <= max(own.std(), 1.0) + 1e-6
    np.testing.assert_allclose(fused_scores(own, 7 * other + 3), fused, atol=1e-6)
    agreed = (own[:, None] >= own) & (other[:, None] >= other)
    assert ((fused[:, None] - fused)[agreed] >= -1e-6).all()


def test_search_and_ask_take_it_by_flag_and_by_setting(
    fiqra: Run, index: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = fiqra("search", QUESTION, "--json").json
    liked = fiqra("search", QUESTION, "--json", "--reranker", model).json
    assert LIKED not in plain[0]["text"]
    assert LIKED in liked[0]["text"]
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "q", "question": QUESTION}), encoding="utf-8")
    batch = ["--batch", questions, "--out", tmp_path / "run.jsonl"]
    assert fiqra("search", *batch, "--reranker", model).code == 0
    (line,) = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["passages"][0]["label"] == liked[0]["label"]
    assert fiqra("ask", QUESTION, "--reranker", model).code == 0
    assert fiqra("ask", *batch, "--reranker", model).code == 0
    monkeypatch.setenv("FIQRA_RERANKER", str(model))
    assert fiqra("search", QUESTION, "--json").json == liked
    assert fiqra("search", QUESTION, "--json", "--reranker", "").json == plain


def test_a_run_is_asked_with_it_and_says_so(
    fiqra: Run, sample: Path, model: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample, tmp_path / ".fiqra")
    first = (SAMPLE.parent / "sets" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[0]
    questions = tmp_path / "one.jsonl"
    questions.write_text(first + "\n", encoding="utf-8")
    made = ["eval", "run", "--set", questions, "--out", "run", "--system", "retrieval"]
    ran = fiqra(*made, "--reranker", model)
    assert ran.code == 0, ran.err
    options = json.loads((tmp_path / "run" / "config.json").read_text())["options"]
    assert options["reranker"] == str(model)
    assert len(options["reranker_digest"]) == 16
    assert fiqra(*made).said(2, "set of options")
    foreign = ["--system", "tests.assistant.nothing:here", "--reranker", model]
    assert fiqra("eval", "run", "--set", questions, "--out", "b", *foreign).said(2, "by itself")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("./not-here", "There is no reranker folder"),
        ("a/b/c", "There is no reranker folder"),
        ("nobody/no-such-reranker", "unset HF_HUB_OFFLINE"),
        ("empty", "holds no model"),
        ("embedding", "is a BertModel, not a CrossEncoder"),
        ("three", "has 3 labels"),
        ("damaged", "cannot be loaded"),
        ("weightless", "cannot be loaded"),
    ],
)
def test_what_is_no_reranker_is_told_in_one_sentence(
    fiqra: Run, index: Path, tmp_path: Path, name: str, told: str
) -> None:
    if name == "empty":
        (tmp_path / name).mkdir()
    elif name == "embedding":
        tiny(tmp_path / name, head=False)
    elif name == "three":
        tiny(tmp_path / name, labels=3)
    elif name in ("damaged", "weightless"):
        weights = tiny(tmp_path / name) / "model.safetensors"
        weights.write_bytes(b"\x00" * 40) if name == "damaged" else weights.unlink()
    assert fiqra("search", QUESTION, "--reranker", name).said(1, told)


def test_a_hub_model_on_this_machine_is_taken_from_the_hubs_cache(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    kept = tmp_path / "models--someone--liking"
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / "main").write_text("0" * 40)
    snapshot = kept / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    shutil.copy(model / "config.json", snapshot)  # as a broken download leaves it
    with pytest.raises(FiqraError, match="not on this machine"):
        open_reranker("someone/liking")
    shutil.copytree(model, snapshot, dirs_exist_ok=True)
    found = open_reranker("someone/liking")
    assert found.name == "someone/liking"
    assert found.fingerprint == open_reranker(str(model)).fingerprint


def test_scores_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    reranker = open_reranker(str(tiny(tmp_path / "nan", weight=float("nan"))))
    with pytest.raises(FiqraError, match="no numbers"):
        reranker.score("ما هذا؟", ["الماء", "النار"])


def test_its_fingerprint_is_of_its_weights(model: Path, tmp_path: Path) -> None:
    one = open_reranker(str(model)).fingerprint
    assert one == open_reranker(str(tiny(tmp_path / "again"))).fingerprint
    assert one != open_reranker(str(tiny(tmp_path / "other", weight=2.0))).fingerprint
