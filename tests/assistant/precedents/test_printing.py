"""A precedent on a terminal: its lines, and which way they go."""

from __future__ import annotations

import pytest

from assistant.precedents import printing
from assistant.precedents.finding import precedents
from index.store import Index, open_index
from tests.assistant.precedents.lines_of_use import MONTHLY, two_lines


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(two_lines(tmp_path_factory.mktemp("printing")))


def test_the_last_change_and_the_citation_have_lines_of_their_own(
    index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    printing.print_precedents(index, precedents(index, MONTHLY, 1), MONTHLY)
    lines = capsys.readouterr().out.splitlines()
    changed = next(i for i, line in enumerate(lines) if "last changed in" in line)
    assert lines[changed + 1].startswith("     ± [-Urges-] {+Requests+} the Secretary-General")
    assert "   Cite as: S/RES/2680 (2023), para. 1" in lines


def test_an_arabic_line_that_begins_with_latin_letters_says_which_way_it_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "آخر تغيير في S/RES/2695 (2023)"
    monkeypatch.setattr(printing, "columns", lambda: 20)
    monkeypatch.setattr("assistant.terminal.columns", lambda: 20)
    lines = printing._flow(f"{text}\nS/RES/2695 (2023)، الفقرة 4", "  ", "ar").split("\n")
    assert [line.startswith("\u200f") for line in lines] == [
        line.lstrip("\u200f ").startswith("S/RES") for line in lines
    ]
    assert any(line.startswith("\u200f") for line in lines)
    assert "\u200f" not in printing._flow("S/RES/2695 (2023), para. 4", "  ", "en")


def test_nothing_is_put_into_lines_that_go_into_a_file() -> None:
    line = "S/RES/2695 (2023)، الفقرة 4"
    assert printing._flow(line, "", "ar") == line
