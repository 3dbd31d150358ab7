"""What is printed after a run."""

from __future__ import annotations

import sys

import pytest

from eval.scores.values import Estimate, Scores
from eval.terminal import print_scores

SCORES = Scores(
    "run [1]",
    {
        "all": {"hit@5": Estimate(0.75, 0.6, 0.85, 60), "total_ms": Estimate(41.2, 38, 45, 60)},
        "lang=ar": {"hit@5": Estimate(0.7, 0.5, 0.86, 20)},
        "lang=en": {"hit@5": Estimate(0.8, 0.65, 0.9, 40)},
    },
    missing=2,
)


def test_off_a_terminal_cells_are_divided_by_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    print_scores(SCORES)
    printed = capsys.readouterr()
    head, hit, time = (line.split("\t") for line in printed.out.splitlines())
    assert head[:5] == ["figure", "Arabic", "Arabic low", "Arabic high", "Arabic n"]
    assert hit[:5] == ["hit@5", "0.7000", "0.5000", "0.8600", "20"]
    assert len(head) == len(hit) == len(time) == 13
    assert time[1:9] == [""] * 8
    assert "2 questions have no answer" in printed.err
    assert "Support judged by check." in printed.err


def test_on_a_terminal_languages_stand_side_by_side(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    print_scores(SCORES)
    printed = capsys.readouterr().out
    assert "run [1]" in printed
    line = next(line for line in printed.splitlines() if line.startswith("hit@5"))
    assert line.split() == (
        "hit@5 ↑ 0.700 0.50–0.86 n 20? 0.800 0.65–0.90 n 40 0.750 0.60–0.85 n 60".split()
    )
    assert "fewer than 30 questions" in printed


def test_faults_are_told_before_the_figures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    print_scores(Scores("run", {"all": {"failed": Estimate(0.5, 0.4, 0.6, 60)}}, judge="nli"))
    printed = capsys.readouterr().out
    said = printed.index("30 of 60 questions ended in an error or have no line.")
    assert said < printed.index("failed ↓") < printed.index("Support judged by nli.")
