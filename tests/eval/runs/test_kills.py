"""A run is killed, broken off, starved: what was answered stays, and the same command goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.runs import asking, folder
from eval.runs.lines import Line
from eval.runs.systems import System
from eval.sets.questions import Asked
from index.errors import FiqraError
from index.store import Index
from tests.eval.runs.cheap import slow_echo
from tests.eval.runs.conftest import several

ROOT = Path(__file__).resolve().parents[3]


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.eval.runs.cheap", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answers(out: Path) -> list[bytes]:
    path = out / folder.ANSWERS
    return path.read_bytes().splitlines(keepends=True) if path.exists() else []


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_ten_kills_at_random_moments_lose_at_most_one_answer_each(
    water: Path, set_path: Path, tmp_path: Path
) -> None:
    out, unbroken, count = tmp_path / "run", tmp_path / "unbroken", 150
    chance, kills, lost = random.Random(7), 0, []
    while kills < 10:
        before = len(answers(out))
        process = start(water, set_path, out, count, 0.003)
        # only then is it sure to be among the answers, wherever the machine's time goes
        while len(answers(out)) <= before and process.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        seen = len(answers(out))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "it was over before the kill"
        kills += 1
        whole = [line for line in answers(out) if line.endswith(b"\n")]
        lost.append(max(0, seen - len(whole)))
        assert [json.loads(line)["id"] for line in whole] == [f"q{i}" for i in range(len(whole))]
    assert max(lost) <= 1
    last = start(water, set_path, out, count, 0)
    assert last.wait(60) == 0, last.communicate()[1]
    assert start(water, set_path, unbroken, count, 0).wait(60) == 0
    assert [json.loads(line)["id"] for line in answers(out)] == [f"q{i}" for i in range(count)]
    for name in (folder.ANSWERS, "retrieval.trec", "qrels.trec", "trec_rag.jsonl"):
        assert (out / name).read_bytes() == (unbroken / name).read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="SIGINT as a shell sends it")
def test_after_ctrl_c_one_sentence_says_how_to_go_on(
    water: Path, set_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    process = start(water, set_path, out, 150, 0.01)
    while not answers(out) and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert err.splitlines()[-1].startswith("eval.runs.asking.Stopped: Stopped after ")
    assert "of 150 questions; the same command goes on from there." in err
    assert start(water, set_path, out, 150, 0).wait(60) == 0
    assert [each.id for each in folder.read_lines(out)] == [f"q{i}" for i in range(150)]


def test_a_torn_last_line_is_cut_off_and_its_question_asked_again(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    out, questions = tmp_path / "run", several(5)
    asking.run(set_path, out, slow_echo(index, 0), questions=questions)
    path = out / folder.ANSWERS
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    endings = [lines[3][:17], lines[3][:-1], b"\0" * 40, lines[3][:30] + b"\n", "ق".encode()[:1]]
    for torn in endings:
        path.write_bytes(b"".join(lines[:3]) + torn)
        if not torn.endswith(b"\n"):
            assert [each.id for each in folder.read_lines(out)] == ["q0", "q1", "q2"]
        ran = asking.run(set_path, out, slow_echo(index, 0))
        assert (ran.questions, ran.asked) == (5, 2)
        assert path.read_bytes() == whole


def test_a_whole_run_is_not_asked_again(index: Index, set_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert asking.run(set_path, out, slow_echo(index, 0), questions=several(3)).asked == 3

    def unwilling(index: Index, asked: Asked) -> Line:
        raise AssertionError("asked again")

    again = asking.run(set_path, out, System("echo", index, unwilling, 1))
    assert (again.questions, again.asked, again.failed) == (3, 0, 0)


def test_answers_that_are_not_in_the_questions_order_are_refused(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    asking.run(set_path, out, slow_echo(index, 0), questions=several(4))
    path = out / folder.ANSWERS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2] + lines[3])
    with pytest.raises(FiqraError, match="line 2 answers q2, where the run's next question is q1;"):
        asking.run(set_path, out, slow_echo(index, 0))
    path.write_bytes(lines[0] + b"{}\n" + lines[2])
    with pytest.raises(FiqraError, match="line 2 is damaged, and more lines follow;"):
        asking.run(set_path, out, slow_echo(index, 0))


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_where_there_is_no_more_room_one_sentence_says_so_and_what_was_answered_stays(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    import resource

    out, before = tmp_path / "run", resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(FiqraError, match=r"cannot be written: .*; make room"):
            asking.run(set_path, out, slow_echo(index, 0), questions=several(40))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(list(folder.read_lines(out))) > 3
    ran = asking.run(set_path, out, slow_echo(index, 0))
    assert 0 < ran.asked < 40
    assert [each.id for each in folder.read_lines(out)] == [f"q{i}" for i in range(40)]
