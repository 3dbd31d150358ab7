"""Traces that cannot be kept, or were cut off, cost neither the answer nor another trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.answering import answer, keeper
from assistant.answers import Question
from assistant.traces import recent
from index.store import Index, open_index
from tests.assistant.speaking import model_saying

WELLS = "How many observation wells will the monitoring network have under the 2022 resolution?"
REPLY = "The network is to have 165 observation wells [{op. para. 2}]."
SHOWN = "The network is to have 165 observation wells [1]."


@pytest.fixture
def index(sample: Path, tmp_path: Path) -> Index:
    shutil.copytree(sample, tmp_path / "index")
    return open_index(tmp_path / "index")


def asked(index: Index, folder: Path, question: str = WELLS, reply: str = REPLY) -> str:
    return answer(index, Question(question), model_saying(reply), keep=keeper(folder, 30)).text


def test_the_answer_comes_though_its_trace_cannot_be_kept(
    index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "index"
    (folder / "traces").write_text("no folder")
    assert asked(index, folder) == SHOWN
    assert "trace" in capsys.readouterr().err


def test_that_traces_cannot_be_kept_is_said_once(
    index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index" / "traces").write_text("no folder")
    keep = keeper(tmp_path / "index", 30)
    for _ in range(3):
        assert answer(index, Question(WELLS), model_saying(REPLY), keep=keep).text == SHOWN
    assert capsys.readouterr().err.count("fiqra: ") == 1


def test_a_line_that_was_cut_off_does_not_take_the_next_trace_with_it(
    index: Index, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    asked(index, folder)
    (file,) = (folder / "traces").glob("*.jsonl")
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"id": "cut')
    asked(index, folder)
    assert len(list(recent(folder))) == 2


def test_halves_of_characters_are_asked_answered_and_kept(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shown = asked(index, folder, f"{WELLS}\udcff", REPLY.replace("wells", "wells\ud83d"))
    assert shown == SHOWN
    assert len(list(recent(folder))) == 1
