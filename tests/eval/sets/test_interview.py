"""A question asked for on a terminal, as somebody types it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.sets.interview import ask_for_question
from eval.sets.questions import Asked
from index.errors import UsageError
from index.store import Index

Typed = Callable[..., Asked]


@pytest.fixture
def typed(index: Index, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """The question that these lines make; all of them must be asked for."""

    def ask(*lines: str) -> Asked:
        left = iter(lines)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("typer.prompt", lambda words, default="", **_: next(left) or default)
        monkeypatch.setattr("typer.confirm", lambda *_, **__: next(left) == "y")
        made = ask_for_question(index)
        assert not list(left)
        return made

    return ask


def test_a_slip_is_asked_again_and_accepted_answers_are_taken(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(
        *("wells.en.txt", "op. para. 1", ""),
        *("How many wells?", "riddle", "unanswerable", "number", "hardest", "", "twin"),
        *("165", "en:165", "ar:١٦٥", "", "165 wells", ""),
    )
    assert (asked.type, asked.difficulty, asked.slice) == ("number", "medium", "twin")
    assert asked.answers == {"en": ("165",), "ar": ("١٦٥",)}
    assert [each.text for each in asked.nuggets] == ["165 wells"]
    err = capsys.readouterr().err
    assert "The type is one of lookup" in err
    assert "not 'riddle'" in err
    assert "The difficulty is one of easy, medium, hard, not 'hardest'." in err
    assert "`ar:…` or `en:…`, not '165'." in err


def test_a_question_without_an_answer_is_asked_for_none(typed: Typed) -> None:
    asked = typed("", "y", "Which penguins?", "", "easy", "absent")
    assert (asked.type, asked.difficulty, asked.answers) == ("unanswerable", "easy", {})
    with pytest.raises(UsageError, match="nothing was written"):
        typed("", "n")
