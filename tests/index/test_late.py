"""Late interaction: what a generation keeps of tokens, what the scores say, and indexes without."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import generations, late
from index.embedding.tokens import TokenEmbedder, Tokens
from index.errors import FiqraError
from index.ingest import ingest, rebuild
from index.learn_late import learn
from index.passages import searched_text
from index.search import search
from index.store import Index, check_whole, open_index

ARABIC = """مجلس المياه

WC/RES/2021/1

القرار 2021/1

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن الآبار،

1 - يقرر حماية الآبار في المنطقة؛

2 - يطلب إلى الأمين التنفيذي أن يحصي السدود القديمة قبل نهاية عام 2022؛

3 - يدعو الدول إلى تدريب المهندسين على صيانة الجسور الخشبية وإصلاح المضخات في القرى الجبلية النائية؛
"""
TWIN = ARABIC.replace("2021/1", "2023/4").replace("2022", "2024")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("late")
    (root / "documents").mkdir()
    (root / "documents" / "one.txt").write_text(ARABIC, encoding="utf-8")
    (root / "documents" / "two.txt").write_text(TWIN, encoding="utf-8")
    ingest(root / "index", [root / "documents"])
    return root / "index"


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "index"))


def tokens_of(index: Index, question: str) -> Tokens:
    assert isinstance(index.embedder, TokenEmbedder)
    _, (tokens,) = index.embedder.queries_with_tokens([question])
    return tokens


def row_with(index: Index, words: str) -> int:
    return next(r for r in range(index.manifest.passages) if words in index.passage(r).text)


@pytest.mark.parametrize(
    "question", ["من يصلح المضخات في الجبال؟", "Who repairs pumps in villages?"]
)
def test_the_paragraph_that_has_the_words_scores_highest(folder: Path, question: str) -> None:
    with open_index(folder) as index:
        rows = np.arange(index.manifest.passages)
        scores = late.question_scores(index, question, rows, "ar" if "؟" in question else "en")
        assert scores is not None
        assert "المضخات" in index.passage(int(scores.argmax())).text


def test_a_passage_is_nearest_to_itself(folder: Path) -> None:
    with open_index(folder) as index:
        rows = np.arange(index.manifest.passages)
        for row in rows:
            own = tokens_of(index, searched_text(index.passage(int(row))))
            scores = late.late_scores(index, own, rows, "ar")
            assert scores[row] == scores.max()


def test_scores_are_those_of_a_plain_loop_over_the_exact_vectors(folder: Path) -> None:
    with open_index(folder) as index:
        assert index.late is not None
        assert isinstance(index.embedder, TokenEmbedder)
        rows = [row_with(index, "السدود"), row_with(index, "المضخات"), row_with(index, "حماية")]
        asked = tokens_of(index, "تدريب المهندسين على السدود")
        basis = index.late.learned.basis
        weights = index.late.learned.rarity(asked.ids, "ar")
        texts = [searched_text(index.passage(row)) for row in rows]
        _, passages = index.embedder.passages_with_tokens(texts)
        expected = []
        for passage in passages:
            total = 0.0
            for weight, one in zip(weights, asked.vectors @ basis, strict=True):
                total += weight * max(float(one @ other) for other in passage.vectors @ basis)
            expected.append(total / weights.sum())
        given = late.late_scores(index, asked, rows, "ar")
        np.testing.assert_allclose(given, expected, atol=0.01)


def test_near_twins_share_the_highest_of_their_scores(folder: Path) -> None:
    with open_index(folder) as index:
        pair = [r for r in range(index.manifest.passages) if "السدود" in index.passage(r).text]
        assert len(pair) == 2
        assert index.passage(pair[0]).text != index.passage(pair[1]).text
        asked = tokens_of(index, "السدود قبل نهاية عام 2024")
        first, second = late.late_scores(index, asked, pair, "ar")
        assert first == second
        alone = [late.late_scores(index, asked, [row], "ar")[0] for row in pair]
        assert first == pytest.approx(max(alone))


def test_signatures_say_how_much_two_texts_share() -> None:
    words = [f"كلمة{chr(0x628 + i % 20)}{chr(0x62A + i % 17)}" for i in range(120)]
    whole = late.signature(" ".join(words))

    def shared(other: str) -> float:
        return float((late.signature(other) == whole).mean())

    assert shared(" ".join(words) + " 2024/12") == 1.0, "figures and spaces do not count"
    assert shared("حماية الآبار في المنطقة الجبلية النائية") < 0.1
    assert late.signature("").shape == late.signature("ab").shape == whole.shape


def test_rare_words_weigh_more_and_unknown_ones_most(folder: Path) -> None:
    with open_index(folder) as index:
        assert index.late is not None
        learned = index.late.learned
        count, known, held = learned.counts["ar"]
        order = np.argsort(held)
        common, rare = known[order[-1]], known[order[0]]
        weights = learned.rarity(np.array([common, rare, 249_999], dtype=np.int32), "ar")
        assert 0 <= weights[0] < weights[1] <= weights[2]
        assert count >= index.manifest.passages


def test_an_index_without_tokens_is_searched_without(copy: Path) -> None:
    generation = generations.current(copy)
    shutil.rmtree(generation / "late")
    manifest = generations.read_manifest(generation)
    (generation / generations.MANIFEST).unlink()
    generations.write_manifest(generation, manifest)
    with open_index(copy) as index:
        assert index.late is None
        assert search(index, "حماية الآبار", language="ar")
        assert late.question_scores(index, "الآبار", [0, 1], "ar") is None
        assert late.late_scores(index, tokens_of(index, "الآبار"), [0, 1], "ar").tolist() == [0, 0]
    assert check_whole(copy) == []
    rebuild(copy)
    with open_index(copy) as index:
        assert index.late is not None


def test_an_embedder_without_a_basis_makes_an_index_without_tokens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = late.shipped()
    assert learned is not None
    monkeypatch.setattr(late, "shipped", lambda: replace(learned, family="another"))
    (tmp_path / "one.txt").write_text(ARABIC, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "one.txt"])
    with open_index(tmp_path / "index") as index:
        assert index.late is None
        assert search(index, "حماية الآبار", language="ar")


def test_what_is_learned_is_read_as_it_was_written(tmp_path: Path) -> None:
    pairs = [("يقرر حماية الآبار", "Decides to protect the wells"), (ARABIC, "Dams and bridges")]
    learned = learn(pairs)
    late.write_learned(learned, tmp_path / "late.safetensors")
    read = late.read_learned(tmp_path / "late.safetensors")
    assert read.digest == learned.digest
    np.testing.assert_allclose(read.basis.T @ read.basis, np.eye(late.BASIS), atol=0.01)
    assert [read.counts[language][0] for language in ("ar", "en")] == [2, 2]


def test_no_question_and_no_rows_are_no_fault(folder: Path) -> None:
    with open_index(folder) as index:
        assert late.late_scores(index, tokens_of(index, ""), [0, 1], "ar").tolist() == [0, 0]
        assert late.late_scores(index, tokens_of(index, "ماء"), [], "en").shape == (0,)


@pytest.mark.parametrize("name", ["vectors.i8", "rows.safetensors", "learned.safetensors"])
def test_damaged_tokens_are_told_and_repaired_by_a_rebuild(copy: Path, name: str) -> None:
    path = generations.current(copy) / "late" / name
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(FiqraError, match="rebuild"):
        open_index(copy)
    path.write_bytes(b"\0" * len(data))
    assert any("late" in fault or "token vectors" in fault for fault in check_whole(copy))
    rebuild(copy)
    assert check_whole(copy) == []


def test_unchanged_paragraphs_are_not_computed_again(copy: Path) -> None:
    assert rebuild(copy).embedded == 0


def test_a_rebuild_that_is_killed_leaves_the_index_as_it_was(copy: Path, tmp_path: Path) -> None:
    before = generations.current(copy)
    program = (
        "import sys, os, signal\n"
        "from pathlib import Path\n"
        "from index import late\n"
        "from index.ingest import rebuild\n"
        "late.Writer.finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "rebuild(Path(sys.argv[1]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", program, str(copy)], env=environment)
    assert ran.returncode == -signal.SIGKILL
    assert generations.current(copy) == before
    assert check_whole(copy) == []
    rebuild(copy)
    assert len(list((copy / "generations").iterdir())) == 1
