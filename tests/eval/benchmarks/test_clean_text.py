"""The benchmark of sound documents counts what repair changes and lists every number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.benchmarks.clean_text import main

SAMPLE = Path(__file__).parents[3] / "eval" / "sample" / "documents"


def test_the_sample_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(SAMPLE), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["documents"] == 9
    assert report["words"] > 1000
    assert report["words_changed_per_10000"] == 0
    assert report["changes"] == []


def test_a_turned_number_is_listed_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "قرار\n\n١ - يقرر نشر عدد لا يتجاوز 400 14 فرد في المنطقة؛\n\n٢ - يقرر أن يبقي المسألة قيد نظره."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    main([str(tmp_path), "--json"])
    report = json.loads(capsys.readouterr().out)
    (change,) = report["changes"]
    assert (change["document"], change["before"], change["after"]) == ("a.txt", "400 14", "14 400")
    assert report["changed"] == {"number": 1}
