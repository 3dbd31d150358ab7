"""What is said while a run goes on."""

from __future__ import annotations

import sys

import pytest

from eval.runs.progress import duration, progress, progress_line


@pytest.mark.parametrize(
    ("done", "total", "new", "seconds", "said"),
    [
        (120, 4_000, 100, 40.0, "120/4,000, 2.5 a second, 26 min left"),
        (2, 10, 2, 8.0, "2/10, 4.0 s each, 32 s left"),
        (10, 10, 5, 1.0, "10/10, 5.0 a second"),
        (0, 10, 0, 0.0, "0/10"),
    ],
)
def test_rate_and_time_left_count_only_what_this_start_asked(
    done: int, total: int, new: int, seconds: float, said: str
) -> None:
    assert progress_line(done, total, new, seconds) == said


def test_long_times_are_told_in_hours() -> None:
    assert duration(3 * 3600 + 5 * 60) == "3 h 05 min"


def test_it_is_quiet_where_nobody_watches(capfd: pytest.CaptureFixture[str]) -> None:
    report = progress(0, 1000)
    for done in range(1, 1001):
        report(done)
    assert capfd.readouterr().err == ""


def test_on_a_terminal_the_last_report_ends_the_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    report = progress(0, 3)
    for done in (1, 2, 3):
        report(done)
    assert capsys.readouterr().err.count("\n") == 1
