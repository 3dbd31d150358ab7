"""The report for a pull request."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.report.html import write_html
from eval.report.markdown import write_markdown
from eval.runs import folder
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
        "*0.600* 0.20–1.00 n&nbsp;5 ⚠ | Answerable questions on which it was not silent; an error counts as not silent. |"
        in text
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


def test_what_must_be_known_of_the_figures_stands_above_them(tmp_path: Path) -> None:
    items = [good(f"g{n}") for n in range(3)]
    items = [
        (asked, line, replace(each, row={**each.row, "hit@1": 0.0, "failed": float(n == 0)}))
        for n, (asked, line, each) in enumerate(items)
    ]
    items[1] = (*items[1][:2], replace(items[1][2], too_long=True))
    write_markdown(make_run(tmp_path / "run", items), tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    above = text[: text.index("### Retrieval")]
    assert "- support judged by: check" in above
    assert "**1 of 3 questions ended in an error or have no line.**" in above
    assert "In 1 of 3 questions the first passage is too long to count as found" in above


def test_a_peers_command_is_not_printed(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [good("g")])
    path = run / folder.CONFIG
    config = json.loads(path.read_text(encoding="utf-8"))
    config |= {"system": "command", "options": {"command": "ask --key s3cret"}}
    path.write_text(json.dumps(config), encoding="utf-8")
    write_markdown(run, tmp_path / "report.md")
    write_html(run, tmp_path / "report.html")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "- command: 30c50c18" in text
    assert "s3cret" not in text + (tmp_path / "report.html").read_text(encoding="utf-8")
