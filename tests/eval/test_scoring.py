"""What a run is worth whose system never answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.runs import asking, folder
from eval.runs.lines import Line
from eval.runs.systems import System
from eval.scores.values import Scores
from eval.scoring import score_run
from eval.sets.questions import Asked, Evidence
from index.errors import FiqraError
from index.store import Index, open_index

TEXT = """Water Council

WC/RES/2022/4

Resolution 2022/4

The Water Council,

1. Decides to plant 5300 trees along the canals;

2. Requests the Executive Secretary to publish the accounts of the canals each year.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("council")
    (home / "r4.en.txt").write_text(TEXT, encoding="utf-8")
    ingest(home / "index", [home / "r4.en.txt"])
    with open_index(home / "index") as opened:
        yield opened


def questions() -> list[Asked]:
    place = Evidence("r4.en.txt", TEXT.index("1. "), TEXT.index("2. "), "op. para. 1")
    trees = "How many trees are planted?"
    return [
        Asked("trees", "en", "lookup", "easy", trees, True, evidence=(place,)),
        Asked("absent", "en", "unanswerable", "easy", "Who plants them?", False),
    ]


def failing(index: Index, asked: Asked) -> Line:
    raise FiqraError("The model does not answer.")


def bare(index: Index, asked: Asked) -> Line:
    if asked.id == "absent":
        raise FiqraError("Nothing was found.")
    return Line(asked.id, answered=False)


def scores_of(home: Path, index: Index, system: System) -> Scores:
    (home / "set.jsonl").write_text("{}\n", encoding="utf-8")
    asking.run(home / "set.jsonl", home / "run", system, questions=questions())
    return score_run(home / "run", index)


def test_a_system_that_fails_on_every_question_is_worth_nothing(
    index: Index, tmp_path: Path
) -> None:
    scores = scores_of(tmp_path, index, System("own.module:answer", index, failing, 5))
    found = {name: each.mean for name, each in scores.groups["all"].items()}
    assert found["failed"] == found["error_rate"] == 1.0
    assert found["hit@1"] == found["evidence_f1"] == found["abstain_recall"] == 0.0
    assert scores.judge == "check"


def test_a_peer_without_a_line_is_worth_nothing(index: Index, tmp_path: Path) -> None:
    scores_of(tmp_path, index, System("command", index, failing, 5))
    (tmp_path / "run" / folder.ANSWERS).write_bytes(b"")
    scores = score_run(tmp_path / "run", index)
    found = {name: each.mean for name, each in scores.groups["all"].items()}
    assert found["failed"] == found["error_rate"] == 1.0
    assert found["answered"] == found["evidence_f1"] == 0.0
    assert scores.missing == 2


@pytest.mark.parametrize(
    ("name", "reply"), [("own.module:search", bare), ("retrieval", bare), ("retrieval", failing)]
)
def test_a_run_of_the_retrieval_alone_is_not_scored_for_answers(
    index: Index, tmp_path: Path, name: str, reply: object
) -> None:
    scores = scores_of(tmp_path, index, System(name, index, reply, 5))  # type: ignore[arg-type]
    assert "error_rate" not in scores.groups["all"]
    assert "failed" in scores.groups["all"]
