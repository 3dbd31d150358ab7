"""The report for a pull request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.report.markdown import write_markdown
from tests.eval.report.made_runs import good, make_run, wrong


@pytest.fixture(scope="module")
def text(run: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("markdown") / "report.md"
    write_markdown(run, out)
    return out.read_text(encoding="utf-8")


def test_languages_come_first_then_groups_then_questions(text: str) -> None:
    heads = [
        "## Figures by language",
        "## What went wrong",
        "By type",
        "By slice",
        "## The 3 worst",
    ]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_a_figure_has_its_interval_its_n_and_its_meaning(text: str) -> None:
    assert (
        "| `answered` ↑ | *0.333* 0.00–1.00 n&nbsp;3 ⚠ | *1.000* 0.16–1.00 n&nbsp;2 ⚠ | "
        "*0.600* 0.20–1.00 n&nbsp;5 ⚠ | Answerable questions that were answered. |" in text
    )


def test_every_table_has_as_many_cells_in_each_row(text: str) -> None:
    for table in text.split("\n\n"):
        rows = [line for line in table.split("\n") if line.startswith("|")]
        assert len({row.replace("\\|", "").count("|") for row in rows}) <= 1


def test_the_worst_question_comes_first_with_what_is_wrong(text: str) -> None:
    worst = text[text.index("## The 3 worst") :]
    assert worst.index("### w-en") < worst.index("### f-ar") < worst.index("### s-ar")
    assert "cited: `seven.en.txt` op. para. 2: twin of seven.ar.txt" in worst
    assert "unsupported: number 42 is not in the paragraph" in worst
    assert "Error: no line in the run" in worst
    assert '<blockquote dir="rtl">' in worst
    assert "g-ar" not in worst


def test_of_many_failures_the_twenty_worst_are_told(tmp_path: Path) -> None:
    run = make_run(tmp_path / "many", (wrong(f"w{n:02d}") for n in range(25)))
    write_markdown(run, tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert text.count("\n### w") == 20
    assert "### w00" in text
    assert "### w24" not in text


def test_a_run_without_failures_says_so(tmp_path: Path) -> None:
    write_markdown(make_run(tmp_path / "fine", [good("g")]), tmp_path / "report.md")
    assert "## No question went wrong" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_nothing_of_an_answer_is_markup_or_calls_people(tmp_path: Path) -> None:
    asked, line, verdicts = wrong("w")
    assert line is not None
    hostile = "<script>x</script> @octocat | # head #1 `code` *b*\n\n# head\n| a |"
    verdicts = replace(verdicts, notes=(hostile,), slice=hostile)
    asked = replace(asked, question=hostile)
    run = make_run(tmp_path / "w", [(asked, replace(line, answer=hostile), verdicts)])
    write_markdown(run, tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "@octocat" not in text
    assert "\n# head" not in text
    assert "\n| a |" not in text
    assert "#1" not in text
    assert "@<!-- -->octocat" in text
