"""A function that a user names: opened, or one sentence that says why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from eval.judges.opening import open_judge
from eval.opening import open_function, open_model
from index.errors import FiqraError, UsageError

MODELS = "tests.eval.peers.models"


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("model", UsageError, "package.module:function"),
        ("no.such.module:f", UsageError, "there is no module no"),
        (f"{MODELS}:none", UsageError, "has no function none"),
        (f"{MODELS}:not_a_model", UsageError, "must return a llama-index LLM"),
        (f"{MODELS}:broken", FiqraError, "ValueError: no weights"),
    ],
)
def test_a_model_that_cannot_be_opened_is_one_sentence(
    name: str, kind: type[FiqraError], words: str
) -> None:
    for opened in (lambda: open_model(name), lambda: open_judge(f"llm:{name}")):
        with pytest.raises(kind, match=words) as told:
            opened()
        assert str(told.value).endswith(".")
        assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 / 0", "ended with ZeroDivisionError: division by zero."),
        ("import no_such_package", "there is no module no_such_package;"),
        ("raise SystemExit(3)", "ended with SystemExit: 3."),
        ("raise ValueError('one.\\ntwo')", "ended with ValueError: one."),
        ("def broken(:", "ended with SyntaxError: "),
        ("raise RuntimeError", "ended with RuntimeError."),
    ],
)
def test_a_module_that_cannot_be_imported_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    name = f"opened_{abs(hash(text))}"
    (tmp_path / f"{name}.py").write_text(text + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(FiqraError) as told:
        open_function(f"{name}:f", "system")
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_module_in_the_folder_where_fiqra_starts_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "beside_the_set.py").write_text("def f() -> int:\n    return 7\n", encoding="utf-8")
    monkeypatch.setattr("sys.path", [*sys.path])
    monkeypatch.chdir(tmp_path)
    assert open_function("beside_the_set:f", "system")() == 7
