"""A draft's paragraphs: each is looked for, and what is not is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.precedents.draft import Drafted, drafted, left_out
from assistant.precedents.finding import Precedent
from assistant.precedents.report import clause_markdown, draft_markdown
from index.store import Index, open_index
from tests.assistant.precedents.lines_of_use import PLAIN, two_lines

DRIVERS = (
    "Calls upon drivers to keep off mountain bridges and tunnels while miners work there by night"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(two_lines(tmp_path_factory.mktemp("draft")))


def of(index: Index, path: Path, text: str) -> list[Drafted]:
    path.write_text(text, encoding="utf-8")
    return [each for _, _, each in drafted(index, path)]


def test_a_list_without_numbers_is_a_paragraph_an_item(index: Index, tmp_path: Path) -> None:
    text = f"- {PLAIN}\n- يرحب بتعيين الممثل الخاص\n  الجديد في البعثة\n* {DRIVERS}\n\nCondemns the theft of copper\n"
    found = of(index, tmp_path / "list.txt", text)
    assert [each.text for each in found] == [
        PLAIN,
        "يرحب بتعيين الممثل الخاص الجديد في البعثة",
        DRIVERS,
        "Condemns the theft of copper",
    ]
    assert found[0].precedent is not None
    assert found[2].precedent is not None


def test_a_numbered_draft_with_a_list_inside_keeps_its_numbers(
    index: Index, tmp_path: Path
) -> None:
    text = f"The Security Council,\n\n1. {PLAIN}\n\n2. {DRIVERS};\n"
    assert [each.number for each in of(index, tmp_path / "d.txt", text)][-2:] == ["1", "2"]


def test_a_recital_of_one_word_and_a_number_is_looked_for(index: Index, tmp_path: Path) -> None:
    text = f"The Security Council,\n\nRecalling its resolution 2601 (2021),\n\n1. {PLAIN}\n"
    found = of(index, tmp_path / "d.txt", text)
    assert any("2601" in each.text for each in found)


def test_what_has_not_words_enough_is_counted(index: Index, tmp_path: Path) -> None:
    text = f"1. Deleted;\n\n2. {PLAIN}\n\n3. Deleted;\n\n4. {DRIVERS};\n\n5. Deleted;\n"
    found = of(index, tmp_path / "d.txt", text)
    assert [each.number for each in found] == ["2", "4"]
    assert left_out(found) == 3
    report = draft_markdown(index, "d.txt", found)
    assert report.endswith("Paragraphs without words enough to look for: 3.\n")


def test_the_nearest_of_several_is_taken_where_the_first_is_not_near(
    index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from assistant.precedents import draft
    from assistant.precedents.finding import precedents

    def turned(*given: object) -> list[Precedent]:
        """As of a search that puts the nearest last."""
        return sorted(precedents(*given), key=lambda each: each.similarity)  # type: ignore[arg-type]

    monkeypatch.setattr(draft, "precedents", turned)
    (found,) = of(index, tmp_path / "d.txt", f"1. {DRIVERS};\n")
    assert found.precedent is not None
    assert "mountain bridges" in found.precedent.found.text


def test_nothing_of_a_draft_is_markup_in_the_report(index: Index, tmp_path: Path) -> None:
    hostile = "Urges <img src=x onerror=alert(1)> [States](javascript:x) &lt;all&gt; ![a](http://b)"
    report = draft_markdown(index, "<b>.txt", of(index, tmp_path / "d.txt", f"1. {hostile};\n"))
    shown = report.replace("\\<", "").replace("]\\(", "").replace("\\&", "")
    assert "<" not in shown
    assert "](" not in shown
    assert "&lt;" not in shown


def test_the_report_of_a_clause_has_its_words_once(index: Index) -> None:
    from assistant.precedents.finding import precedents

    clause = DRIVERS.replace("by night", "at dawn")
    found = precedents(index, clause, 3)
    report = clause_markdown(index, clause, found)
    assert report.startswith(f"# Precedents\n\n> {clause}\n")
    assert report.count(f"> {clause}") == 1
    assert [line for line in report.splitlines() if line.startswith("## ")] == [
        f"## {n}. {each.found.label} ({each.similarity:.0%})" for n, each in enumerate(found, 1)
    ]
    assert "Paragraphs:" not in report
