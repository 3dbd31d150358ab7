"""Questions that ended in an error are asked again when that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.runs import asking, folder
from eval.runs.lines import Line
from eval.runs.systems import System
from eval.sets.questions import Asked
from index.errors import FiqraError
from index.store import Index
from tests.eval.runs.cheap import echo
from tests.eval.runs.conftest import several


def failing_at(index: Index, *identifiers: str) -> System:
    """Fails with these questions, and echoes the others."""

    def reply(index: Index, asked: Asked) -> Line:
        if asked.id in identifiers:
            raise FiqraError("The model does not answer; start it.")
        return echo(asked)

    return System("echo", index, reply, 1)


@pytest.fixture
def run(index: Index, set_path: Path, tmp_path: Path) -> Path:
    """Five questions asked, of which the second and the fourth failed."""
    out = tmp_path / "run"
    ran = asking.run(set_path, out, failing_at(index, "q1", "q3"), questions=several(5))
    assert (ran.asked, ran.failed) == (5, 2)
    return out


def test_errors_are_replaced_in_their_places(run: Path, index: Index, set_path: Path) -> None:
    before = (run / folder.ANSWERS).read_bytes().splitlines()
    assert asking.run(set_path, run, failing_at(index)).asked == 0  # not unless it is said
    ran = asking.run(set_path, run, failing_at(index, "q3"), retry_errors=True)
    assert (ran.questions, ran.asked, ran.failed) == (5, 2, 1)
    after = (run / folder.ANSWERS).read_bytes().splitlines()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True, True]
    lines = list(folder.read_lines(run))
    assert [each.id for each in lines] == ["q0", "q1", "q2", "q3", "q4"]
    assert [each.error is None for each in lines] == [True, True, True, False, True]
    assert asking.run(set_path, run, failing_at(index), retry_errors=True).asked == 1
    assert "q3" in (run / "trec_rag.jsonl").read_text(encoding="utf-8")
    kept = (run / folder.ANSWERS).read_bytes()
    assert asking.run(set_path, run, failing_at(index), retry_errors=True).asked == 0
    assert (run / folder.ANSWERS).read_bytes() == kept


def test_a_torn_line_is_asked_too(run: Path, index: Index, set_path: Path) -> None:
    whole = (run / folder.ANSWERS).read_bytes()
    (run / folder.ANSWERS).write_bytes(whole[:-20])
    ran = asking.run(set_path, run, failing_at(index), retry_errors=True)
    assert (ran.asked, ran.failed) == (3, 0)
    assert all(each.error is None for each in folder.read_lines(run))


def test_a_retry_that_is_stopped_keeps_the_old_lines(
    run: Path, index: Index, set_path: Path
) -> None:
    def stopped(index: Index, asked: Asked) -> Line:
        if asked.id == "q3":
            raise KeyboardInterrupt
        return echo(asked)

    before = (run / folder.ANSWERS).read_bytes()
    with pytest.raises(asking.Stopped):
        asking.run(set_path, run, System("echo", index, stopped, 1), retry_errors=True)
    assert (run / folder.ANSWERS).read_bytes() == before
    assert not list(run.glob("*.part"))
