"""The report of the PDF benchmark: who is ahead, who is missing."""

import json
from pathlib import Path

import pytest

from eval.benchmarks import pdf_text
from eval.benchmarks.pdf_engines import ENGINES, Engine, engines
from eval.benchmarks.pdf_making import Expected, missing_fonts
from eval.benchmarks.pdf_recipes import RECIPES
from eval.benchmarks.pdf_report import Run, as_text, as_values, behind, means, speed
from eval.benchmarks.pdf_scores import Scores

WRITTEN = Expected("قرر المجلس نشر البيانات", "", ("نشر البيانات",))


def run(pdf: str, engine: str, order: float, seconds: float) -> Run:
    return Run(pdf, engine, Scores(1, order, 1, 1, 0), seconds)


RUNS = [
    run("a", "fiqra", 1.0, 0.2),
    run("a", "pypdf", 0.5, 0.1),
    run("b", "fiqra", 0.8, 0.2),
    run("b", "pypdf", 0.9, 0.3),
]
ENGINES_RUN = [Engine("fiqra", "1", Path.read_text), Engine("pypdf", "7", Path.read_text)]


def test_an_engine_that_is_ahead_on_a_pdf_is_named_with_the_figures() -> None:
    assert behind(RUNS) == ["b: pypdf order 0.900, fiqra 0.800"]
    text = as_text(RUNS, ENGINES_RUN, [])
    assert "- b: pypdf order 0.900, fiqra 0.800" in text


def test_level_is_not_behind() -> None:
    assert behind([run("a", "fiqra", 1, 1), run("a", "pypdf", 1, 1)]) == []


def test_means_and_speed_are_over_the_same_pdfs() -> None:
    assert means(RUNS)["fiqra"]["order"] == pytest.approx(0.9)
    assert speed(RUNS)["fiqra"]["total"] == pytest.approx(1.0)
    assert as_values(RUNS, ENGINES_RUN, [])["means"]["pypdf"]["seconds"] == pytest.approx(0.4)


def test_a_missing_engine_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGINES, "absent", ("no-such-package-anywhere", Path.read_text))
    found, notes = engines(["absent"])
    assert found == []
    assert notes == ["absent is not installed (the extra `benchmark`): it is left out."]


def test_an_engine_that_fails_scores_nothing_and_says_why(tmp_path: Path) -> None:
    def fails(path: Path) -> str:
        raise ValueError("not a PDF")

    found = pdf_text.measured(Engine("broken", "0", fails), tmp_path / "a.pdf", WRITTEN)
    assert found.scores.recall == 0
    assert found.failure == "ValueError: not a PDF"
    assert "broken failed on a: ValueError: not a PDF" in as_text(
        [found], [Engine("broken", "0", fails)], []
    )


def test_an_unknown_engine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        pdf_text.main(["--engines", "nonsense"])
    assert "no engine is called nonsense" in capsys.readouterr().err


def test_nothing_to_compare_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pdf_text.main(["--read", str(tmp_path), "--engines", "fiqra"]) == 1
    assert "Nothing could be compared." in capsys.readouterr().out


def test_a_maker_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "missing_makers", lambda: {"chromium": "Chromium is missing."})
    assert "Chromium is missing." in pdf_text.make_into(tmp_path, "cr-naskh-verbs")


def test_a_pdf_is_made_and_read_from_end_to_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("weasyprint")
    if missing_fonts(recipe for recipe in RECIPES if recipe.name == "wp-kufi-annex"):
        pytest.skip("the font of wp-kufi-annex is not installed")
    command = ["--make", str(tmp_path), "--only", "wp-kufi", "--engines", "fiqra", "--json"]
    assert pdf_text.main([*command, "--repeat", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["means"]["fiqra"]["order"] > 0.99
    assert (tmp_path / "wp-kufi-annex.txt").read_text(encoding="utf-8").startswith("المجلس")
