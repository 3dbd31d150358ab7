"""`fiqra users`: who can log in, from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.ui.keeping.quick import quick_passwords  # noqa: F401 (a fixture)
from ui.keeping import close, open_store
from ui.keeping.users import verified


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Sets what is read from the input, which is no terminal."""

    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return given  # type: ignore[return-value]


def opens(index: Path, name: str, password: str) -> bool:
    store = open_store(index)
    try:
        return verified(store, name, password) is not None
    finally:
        close(store)


def test_from_adding_to_removing(fiqra: Run, index: Path, typed: Run) -> None:
    typed("correct horse\n")
    assert fiqra("users", "add", "سعاد", "--password-stdin").out == "سعاد can log in.\n"
    assert opens(index, "سعاد", "correct horse")

    typed("another password\r\n")
    assert fiqra("users", "password", "سعاد", "--password-stdin").code == 0
    assert not opens(index, "سعاد", "correct horse")
    assert opens(index, "سعاد", "another password")

    (listed,) = fiqra("users", "list", "--json").json
    assert (listed["name"], listed["disabled"], listed["conversations"]) == ("سعاد", None, 0)
    assert fiqra("users", "list").out.startswith("سعاد  (since 20")

    assert "conversations are kept" in fiqra("users", "remove", "سعاد").out
    assert not opens(index, "سعاد", "another password")
    assert "(removed 20" in fiqra("users", "list").out

    typed("correct horse\n")
    again = fiqra("users", "add", "سعاد", "--password-stdin")
    assert "again, and finds the conversations" in again.out
    assert "are deleted" in fiqra("users", "remove", "سعاد", "--with-conversations").out
    assert "There are no users" in fiqra("users", "list").out
    assert fiqra("users", "list", "--json").json == []


def test_a_password_is_typed_twice_and_not_shown(
    fiqra: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    answers = iter(["correct horse", "correct horse", "one password", "another one"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    ran = fiqra("users", "add", "a")
    assert (ran.code, ran.out) == (0, "a can log in.\n")
    assert fiqra("users", "add", "b").said(2, "not the same", "try again")
    assert [user["name"] for user in fiqra("users", "list", "--json").json] == ["a"]


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("a", "short", ["at least 10 characters"]),
        ("a", "", ["at least 10 characters"]),
        ("longenough1", "LongEnough1", ["not the name itself"]),
        ("a b", "correct horse", ["1 to 64 letters", "'a b'"]),
        ("a\u202eb", "correct horse", ["1 to 64 letters"]),
    ],
)
def test_what_is_refused(
    fiqra: Run, index: Path, typed: Run, name: str, password: str, words: list[str]
) -> None:
    typed(password + "\n")
    assert fiqra("users", "add", name, "--password-stdin").said(2, *words)
    assert fiqra("users", "list", "--json").json == []


def test_who_is_not_there_is_said(fiqra: Run, index: Path) -> None:
    for verb in ("remove", "password"):
        assert fiqra("users", verb, "nobody").said(2, "no user nobody", "fiqra users list")


def test_without_a_terminal_a_password_has_to_come_by_the_input(
    fiqra: Run, index: Path, typed: Run
) -> None:
    typed("")
    assert fiqra("users", "add", "a").said(2, "--password-stdin")


def test_a_folder_without_an_index_is_left_empty(fiqra: Run, tmp_path: Path) -> None:
    assert fiqra("users", "list", "--index", tmp_path / "none").said(1, "There is no index in")
    assert not (tmp_path / "none").exists()


def test_a_damaged_file_is_one_sentence(fiqra: Run, index: Path) -> None:
    fiqra("users", "list")
    (index / "people" / "people.sqlite").write_bytes(b"no database at all " * 99)
    assert fiqra("users", "list").said(1, "people.sqlite", "is damaged", "add the users anew")
