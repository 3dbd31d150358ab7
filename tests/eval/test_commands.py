"""`fiqra eval` from a set to a report, as an evaluator types it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

SETS = Path(__file__).resolve().parents[2] / "eval" / "sample" / "sets"


@pytest.fixture
def sample_here(sample: Path, tmp_path: Path) -> Path:
    """The sample's index as `.fiqra` in the folder where `fiqra` runs."""
    shutil.copytree(sample, tmp_path / ".fiqra")
    return tmp_path / ".fiqra"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Every sixth question of the development set."""
    lines = (SETS / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(lines[::6]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_the_sets_that_ship_are_sound(fiqra: Run, sample_here: Path, name: str) -> None:
    ran = fiqra("eval", "check", name, "--json")
    assert ran.code == 0
    assert ran.json["faults"] == []
    assert ran.json["warnings"] == []


def test_a_run_is_asked_scored_reported_and_compared(
    fiqra: Run, sample_here: Path, few: Path, tmp_path: Path
) -> None:
    questions = len(few.read_text(encoding="utf-8").splitlines())
    ran = fiqra("eval", "run", "--set", few, "--out", "first", "--flips", 3)
    assert ran.code == 0
    assert f"{questions} questions asked" in ran.out
    for name in (
        "config.json answers.jsonl verdicts.jsonl scores.json report.md report.html "
        "retrieval.trec qrels.trec trec_rag.jsonl"
    ).split():
        assert (tmp_path / "first" / name).stat().st_size
    scores = json.loads((tmp_path / "first" / "scores.json").read_text(encoding="utf-8"))
    assert scores["groups"]["all"]["hit@5"]["n"] > 10
    assert scores["calibration"][0]["checker"] == "check"
    assert scores["calibration"][0]["n"] >= 100

    again = fiqra("eval", "run", "--set", few, "--out", "first", "--flips", 3)
    assert "of them before" in again.out

    assert fiqra("eval", "run", "--set", few, "--out", "second", "--system", "retrieval").code == 0
    compared = fiqra("eval", "compare", "first", "second", "--out", "comparison")
    assert compared.code == 0
    assert "hit@5" in compared.out
    assert (tmp_path / "comparison" / "compare.html").stat().st_size

    kept = tmp_path / "kept.toml"
    kept.write_text('[figures."hit@5"]\nminimum = 0.01\n', encoding="utf-8")
    assert fiqra("eval", "compare", "first", "second", "--thresholds", kept).code == 0
    broken = tmp_path / "broken.toml"
    broken.write_text('[figures."hit@5"]\nminimum = 1.01\n', encoding="utf-8")
    assert fiqra("eval", "compare", "first", "second", "--thresholds", broken).code in (1, 2)
    broken.write_text('[figures."hit@1"]\nminimum = 1.0\n', encoding="utf-8")
    failed = fiqra("eval", "compare", "first", "second", "--thresholds", broken)
    assert failed.code == 1
    assert "hit@1" in failed.out + failed.err


def test_a_run_is_not_gone_on_with_otherwise(fiqra: Run, sample_here: Path, few: Path) -> None:
    assert fiqra("eval", "run", "--set", few, "--out", "run", "--system", "retrieval").code == 0
    assert fiqra("eval", "run", "--set", few, "--out", "run").said(2, "system")


def test_a_run_is_scored_over_the_index_that_it_was_made_over(
    fiqra: Run, sample_here: Path, few: Path, tmp_path: Path
) -> None:
    made = ("eval", "run", "--set", few, "--out", "run", "--system", "retrieval", "--flips", 0)
    assert fiqra(*made).code == 0
    assert fiqra("eval", "score", "run").code == 0
    kept = sample_here.rename(tmp_path / "kept")
    gone = fiqra("eval", "score", "run")
    assert gone.said(2, "The run was made over .fiqra (fingerprint ", "name it with --index")
    assert fiqra("eval", "score", "run", "--index", kept).code == 0
    (tmp_path / "one.md").write_text("# One\n\n1. The wells are closed.\n", encoding="utf-8")
    assert fiqra("ingest", "one.md").code == 0  # another index stands where the run's was
    assert fiqra("eval", "score", "run").said(2, "The run was made over .fiqra")
    config = tmp_path / "run" / "config.json"
    config.write_text(config.read_text(encoding="utf-8").replace('".fiqra"', '"kept"'))
    assert fiqra("eval", "score", "run").code == 0


def test_a_set_that_ships_is_not_added_to(fiqra: Run, sample_here: Path, tmp_path: Path) -> None:
    told = ("dev is a set that ships", "mine.jsonl")
    assert fiqra("eval", "new", "dev", "--question", "Why?", "--unanswerable").said(2, *told)
    assert fiqra("eval", "draft", "dev", "--run", "run", "--id", "q").said(2, *told)
    assert not (tmp_path / "dev").exists()
    (tmp_path / "dev").mkdir()  # a folder of that name is no set
    assert fiqra("eval", "check", "dev").code == 0


def test_a_draft_of_no_run_is_told(fiqra: Run, tmp_path: Path) -> None:
    ran = fiqra("eval", "draft", "mine.jsonl", "--run", "nope", "--id", "q")
    assert ran.said(2, "There is no run in nope")


def test_a_question_is_written_checked_and_asked(
    fiqra: Run, sample_here: Path, tmp_path: Path
) -> None:
    written = fiqra(
        *("eval", "new", "mine.jsonl", "--question", "How many observation wells by 2024?"),
        *("--evidence", "RCW/RES/2022/3 op. para. 2", "--type", "number", "--answer", "en:165"),
        *("--nugget", "165 observation wells", "--json"),
    )
    assert written.code == 0
    (line,) = (tmp_path / "mine.jsonl").read_text(encoding="utf-8").splitlines()
    question = json.loads(line)
    assert question["lang"] == "en"
    assert question["evidence"][0]["doc"] == "rcw-res-2022-3.ar.txt"
    assert "165" in question["evidence"][0]["text"]
    assert question["alternatives"][0][0]["doc"] == "rcw-res-2022-3.en.txt"
    assert fiqra("eval", "check", "mine.jsonl").code == 0
    assert fiqra("eval", "run", "--set", "mine.jsonl", "--out", "mine").code == 0

    marked = fiqra(
        *("eval", "draft", "mine.jsonl", "--run", "mine", "--id", question["id"]),
        *("--note", "the year is wrong"),
    )
    assert marked.code == 0
    draft = json.loads((tmp_path / "mine.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert draft["draft"] is True
    assert draft["question"] == question["question"]
    assert "draft" in fiqra("eval", "check", "mine.jsonl").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--evidence", "RCW/RES/2022/3 op. para. 40"], ["no paragraph"]),
        (["--evidence", "RCW/RES/1999/1 para. 2"], ["fiqra documents"]),
        ([], ["--evidence", "--unanswerable"]),
        (["--unanswerable", "--type", "number"], ["unanswerable"]),
        (["--evidence", "RCW/RES/2022/3 2", "--type", "riddle"], ["riddle", "lookup"]),
        (["--evidence", "RCW/RES/2022/3 2", "--answer", "165"], ["ar:", "en:"]),
    ],
)
def test_a_question_that_cannot_be_written_writes_nothing(
    fiqra: Run, sample_here: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    ran = fiqra("eval", "new", "mine.jsonl", "--question", "How many wells?", *arguments)
    assert ran.said(2, *words)
    assert not (tmp_path / "mine.jsonl").exists()


def test_a_program_of_ones_own_is_scored_alike(
    fiqra: Run, sample_here: Path, few: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.py").write_text(
        "import json, sys\n"
        "for line in open(sys.argv[1], encoding='utf-8'):\n"
        "    asked = json.loads(line)\n"
        "    print(json.dumps({'id': asked['id'], 'language': asked['lang'], 'abstained': True,\n"
        "                      'answer': 'No.', 'claims': [], 'citations': []}))\n",
        encoding="utf-8",
    )
    ran = fiqra(
        *("eval", "peer", "command", "--set", few, "--out", "own"),
        *("--command", f"{sys.executable} own.py {{questions}}"),
    )
    assert ran.code == 0, ran.err
    scores = json.loads((tmp_path / "own" / "scores.json").read_text(encoding="utf-8"))
    assert scores["groups"]["all"]["abstain_recall"]["mean"] == 1.0
    assert scores["groups"]["all"]["answered"]["mean"] == 0.0


def test_a_question_set_of_squad_form_becomes_a_set_over_documents(
    fiqra: Run, tmp_path: Path
) -> None:
    article = {
        "title": "Wells",
        "paragraphs": [
            {
                "context": "The network has 165 wells. They were dug in 2022.",
                "qas": [
                    {
                        "id": "one",
                        "question": "How many wells does the network have?",
                        "answers": [{"text": "165", "answer_start": 16}],
                    }
                ],
            }
        ],
    }
    (tmp_path / "squad.json").write_text(json.dumps({"data": [article]}), encoding="utf-8")
    made = fiqra("eval", "import", "squad", "squad.json", "--out", "wells", "--lang", "en")
    assert made.code == 0
    assert fiqra("ingest", "wells/documents").code == 0
    assert fiqra("eval", "check", "wells/questions.jsonl").code == 0


def test_the_page_lists_every_figure_as_the_reports_do() -> None:
    import runpy

    page = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
    text = page.read_text(encoding="utf-8")
    assert runpy.run_path(str(page.with_name("figures.py")))["rendered"](text) == text
