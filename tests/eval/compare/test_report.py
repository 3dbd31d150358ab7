from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare.comparing import compare
from eval.compare.report import print_comparison, write_comparison
from eval.compare.thresholds import Outcome
from index.errors import FiqraError
from tests.eval.compare.folders import write_known
from tests.eval.compare.test_comparing import silent
from tests.eval.scores.known import perfect

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """B is silent on the first question and says something hostile in the second."""
    known = perfect()
    hostile = replace(known[1].line, answer="<script>alert(1)</script>", statements=())
    a = write_known(tmp_path / "a", known)
    b = write_known(tmp_path / "b", [silent(known[0]), replace(known[1], line=hostile), *known[2:]])
    return a, b


def test_the_reports_name_what_changed(runs: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = Outcome(2, ("answered is 0.750, below the minimum of 0.900 (n = 4).",))
    write_comparison(compare(*runs), out, outcome)
    markdown = (out / "compare.md").read_text(encoding="utf-8")
    assert "# b against a" in markdown
    assert "| answered ↑ | 1.000 | 0.750 | -0.250 |" in markdown
    assert "## Worse: 2" in markdown
    assert re.search(r"- `number` \(ar, number\): .*answered 1\.000 → 0\.000", markdown)
    assert "1 of 2 thresholds are kept" in markdown
    page = (out / "compare.html").read_text(encoding="utf-8")
    assert page.count('<details class="q"') == 2
    assert 'data-id="number"' in page
    assert 'data-id="list"' not in page
    assert html.escape(perfect()[1].asked.question) in page
    assert "<script>alert" not in page
    assert "below the minimum of 0.900" in page
    value = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    assert {each["id"] for each in value["changed"]} == {"number", "date"}


def test_the_page_asks_for_nothing(runs: tuple[Path, Path], tmp_path: Path) -> None:
    write_comparison(compare(*runs), tmp_path / "out")
    page = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", page)
    assert "url(" not in page
    assert "@import" not in page


def test_arabic_stands_from_right_to_left(runs: tuple[Path, Path], tmp_path: Path) -> None:
    write_comparison(compare(*runs), tmp_path / "out")
    page = (tmp_path / "out" / "compare.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="text" dir="rtl" lang="ar">كم يبلغ', page)


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the page with")
def test_a_browser_filters_the_page(runs: tuple[Path, Path], tmp_path: Path) -> None:
    write_comparison(compare(*runs), tmp_path / "out")
    address = (tmp_path / "out" / "compare.html").as_uri()
    shown = {}
    for asked in ("", "#better=answered", "#worse=answered", "#fail=better"):
        assert CHROMIUM is not None
        dumped = subprocess.run(
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--dump-dom",
                address + asked,
            ],
            capture_output=True,
            timeout=120,
            check=True,
        ).stdout.decode("utf-8")
        found = re.search(r'id="shown"[^>]*><b>(\d+)</b>', dumped)
        assert found is not None
        shown[asked] = int(found[1])
    # a value that no option has leaves the filter open
    assert shown == {"": 2, "#better=answered": 2, "#worse=answered": 1, "#fail=better": 0}


def test_a_run_compared_with_itself_has_a_report_too(
    runs: tuple[Path, Path], tmp_path: Path
) -> None:
    write_comparison(compare(runs[0], runs[0]), tmp_path / "out")
    assert "and 5 stayed the same" in (tmp_path / "out" / "compare.md").read_text(encoding="utf-8")
    assert '<details class="q"' not in (tmp_path / "out" / "compare.html").read_text("utf-8")


def test_the_terminal_shows_main_figures_and_questions(
    runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    print_comparison(compare(*runs), Outcome(1, (), ("hit@1: let pass.",)))
    said = capsys.readouterr().out
    head = said.splitlines()[0].split("\t")
    assert head[:4] == ["figure", "A", "B", "B - A"]
    rows = [line.split("\t") for line in said.splitlines()[1:] if "\t" in line]
    assert {len(row) for row in rows} == {len(head)}
    assert ["answered ↑", "1.000", "0.750", "-0.250"] in [row[:4] for row in rows]
    assert "Worse: 2" in said
    assert "1 of 1 thresholds are kept." in said
    assert "hit@1: let pass." in said


def test_a_place_that_cannot_be_written_is_told(runs: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FiqraError, match="cannot be written"):
        write_comparison(compare(*runs), tmp_path / "file")
