"""What a person reads of a check, of a question that was added and of an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.sets.check import check
from eval.sets.importing.values import Imported
from eval.sets.reading import read_asked
from eval.sets.terminal import MOST_OF_A_KIND, print_added, print_check, print_imported
from eval.sets.writing import Draft
from index.store import Index
from tests.eval.sets.conftest import Write, line


def test_a_check_prints_counts_faults_warnings_and_drafts(
    write: Write, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = [line(id=f"bare-{n}", lang="en", nuggets=[], answers={}) for n in range(8)]
    path = write(line(), "{", line(id="d", draft=True), *bare)
    print_check(check(path, index), as_json=False)
    out = capsys.readouterr().out
    assert "questions\t\t1\t8\t9" in out
    assert f"{path}, line 2: the line is not JSON" in out
    assert out.count("neither `nuggets`") == MOST_OF_A_KIND
    assert "3 more of this kind (no nuggets)" in out
    assert "9 questions resolved, 1 fault, 8 warnings. 1 draft left out (line 3);" in out


def test_the_json_of_a_check_has_all_of_it(
    write: Write, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(line(), line(id="two", lang="fr"), line(id="three", nuggets=[], answers={}))
    print_check(check(path, index), as_json=True)
    value = json.loads(capsys.readouterr().out)
    assert value["questions"] == 2
    assert [(fault["line"], fault["kind"]) for fault in value["faults"]] == [(2, "unknown lang")]
    assert [fault["line"] for fault in value["warnings"]] == [3]
    assert value["counts"]["type"] == {"number": {"ar": 2}}


def test_a_question_is_printed_with_its_evidence(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(line())
    asked = next(read_asked(path))
    print_added(path, asked, as_json=False)
    out = capsys.readouterr().out
    assert f"Question one is added to {path}." in out
    assert "evidence: wells.ar.txt, characters" in out
    assert "or: wells.en.txt" in out
    print_added(path, Draft(asked, note="no"), as_json=True)
    assert json.loads(capsys.readouterr().out)["draft"] is True


def test_an_import_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Imported(
        tmp_path,
        tmp_path / "questions.jsonl",
        tmp_path / "documents",
        1,
        2,
        1,
        ("blank questions: 1",),
    )
    print_imported(made, as_json=False)
    out = capsys.readouterr().out
    assert "2 questions (1 unanswerable) over 1 document in" in out
    assert "Left out: blank questions: 1." in out
    assert f"fiqra ingest {tmp_path / 'documents'}" in out
    print_imported(made, as_json=True)
    assert json.loads(capsys.readouterr().out)["left_out"] == ["blank questions: 1"]
