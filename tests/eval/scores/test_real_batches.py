"""What `fiqra ask --batch` and `fiqra search --batch` print gets the project's scorer's own figures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.support.check import check
from eval.runs.lines import read_line
from eval.scores.cited import cite_from, sources_of
from eval.scores.question import score
from eval.scores.summary import summarise
from eval.scores.values import Scores
from eval.sets.reading import read_asked
from index.store import open_index
from tests.eval.scores.conftest import SCORER

SAMPLE = Path(__file__).resolve().parents[3] / "eval" / "sample"
QUESTIONS = 30

project_scorer = pytest.mark.skipif(
    not SCORER.is_file(), reason="the project's scorer (../shared/score/score.py) is not here"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from index.ingest import ingest

    folder = tmp_path_factory.mktemp("scored") / "index"
    documents = sorted((SAMPLE / "documents").glob("rcw-res-202[12]*"))
    assert documents
    ingest(folder, documents)
    return folder


@pytest.fixture(scope="module")
def gold(index: Path) -> Path:
    """Questions on these documents, and some that they do not answer."""
    path = index.parent / "gold.jsonl"
    with open_index(index) as opened:
        known = opened.documents
    rows = []
    for text in (SAMPLE / "sets" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        sets = [row["evidence"], *row["alternatives"]]
        if all(each["doc"] in known for found in sets for each in found):
            rows.append(text + "\n")
    path.write_text("".join(rows[:QUESTIONS]), encoding="utf-8")
    return path


def batch(verb: str, gold: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    out = index.parent / f"{verb}.jsonl"
    arguments = [verb, "--batch", gold, "--out", out, "--index", index]
    monkeypatch.setattr("sys.argv", ["fiqra", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    return out


def by_scorer(what: str, gold: Path, run: Path) -> dict[str, dict[str, float]]:
    made = subprocess.run(
        [sys.executable, SCORER, what, "--gold", gold, "--run", run, "--json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    groups: dict[str, dict[str, float]] = json.loads(made.stdout)["groups"]
    return {key: row for key, row in groups.items() if not key.startswith("seed=")}


def by_harness(gold: Path, run: Path, index: Path) -> Scores:
    lines: dict[str, Any] = {
        value["id"]: read_line(value)
        for value in map(json.loads, run.read_text(encoding="utf-8").splitlines())
    }
    with open_index(index) as opened:
        sources, cite = sources_of(opened), cite_from(opened)
        return summarise(
            "run", [score(a, lines.get(a.id), sources, check, cite) for a in read_asked(gold)]
        )


@project_scorer
@pytest.mark.parametrize(("verb", "what"), [("search", "retrieval"), ("ask", "answers")])
def test_a_real_batch_gets_the_scorers_figures_to_a_thousandth(
    verb: str, what: str, gold: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = batch(verb, gold, index, monkeypatch)
    theirs, ours = by_scorer(what, gold, run), by_harness(gold, run, index)
    assert len(theirs) > 5
    for group, row in theirs.items():
        figures = ours.groups[group]
        for name, value in row.items():
            if name != "n":
                assert figures[name].mean == pytest.approx(value, abs=0.001), (group, name)
                assert figures[name].n <= row["n"]


def test_a_real_batch_of_answers_invents_repeats_and_misquotes_nothing(
    gold: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = by_harness(gold, batch("ask", gold, index, monkeypatch), index).groups["all"]
    assert found["quotes_verified"].mean == 1.0
    assert found["invented_citations"].mean == found["repeated_citations"].mean == 0.0
    assert found["failed"].mean == 0.0
