"""A run as TREC's tools read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.runs import asking, folder
from eval.runs.foreign import read_foreign
from eval.runs.lines import Line, Place, Statement
from eval.runs.systems import System, open_system
from eval.runs.trec import docid, judged_rows, rag_json, ranked_rows, read_docid
from eval.sets.questions import Asked, Evidence
from index.store import Index
from index.values import Span
from tests.eval.runs.conftest import asked, several


def place(start: int, end: int, score: float | None = None, source: str = "r1.en.txt") -> Place:
    return Place(source, (Span(start, end),), score=score)


@given(st.text(min_size=1).filter(lambda t: t.isprintable()), st.integers(0, 9999))
def test_a_paragraphs_name_has_no_spaces_and_leads_back_to_it(source: str, start: int) -> None:
    name = docid(source, start, start + 5)
    assert len(name.split()) == 1
    assert read_docid(name) == (source, Span(start, start + 5))


@pytest.mark.parametrize(
    "text", ["r1.txt", "r1.txt#5", "r1.txt#5-", "r1.txt#9-5", "a b#1-2", "#1-2"]
)
def test_what_is_no_name_of_a_paragraph_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"form|characters"):
        read_docid(text)


def test_ranks_follow_the_scores_even_where_those_are_equal_or_missing() -> None:
    for scores in ([3.0, 2.0, 1.0], [1.0, 1.0, 1.0], [None, None, None], [1.0, 2.0, 3.0]):
        rows = [
            row.split()
            for row in ranked_rows("q 1", [place(i, i + 9, s) for i, s in enumerate(scores)], "x")
        ]
        assert [row[0] for row in rows] == ["q%201"] * 3
        assert [row[3] for row in rows] == ["1", "2", "3"]
        written = [float(row[4]) for row in rows]
        assert written == sorted(set(written), reverse=True)


def test_passages_that_find_evidence_are_relevant_and_missed_evidence_counts() -> None:
    question = asked("q", evidence=(Evidence("r1.en.txt", 0, 50), Evidence("r4.en.txt", 10, 60)))
    rows = list(judged_rows(question, [place(0, 48), place(100, 150)]))
    assert rows == ["q 0 r1.en.txt#0-48 1", "q 0 r1.en.txt#100-150 0", "q 0 r4.en.txt#10-60 1"]
    assert not list(judged_rows(asked("q", evidence=()), [place(0, 48)]))


def test_evidence_is_not_missed_where_another_acceptable_set_is_found_whole() -> None:
    question = asked(
        "q",
        evidence=(Evidence("r1.ar.txt", 0, 50), Evidence("r4.en.txt", 10, 60)),
        alternatives=((Evidence("r1.en.txt", 0, 50), Evidence("r1.en.txt", 200, 250)),),
    )
    both = list(judged_rows(question, [place(0, 48), place(200, 250)]))
    assert both == ["q 0 r1.en.txt#0-48 1", "q 0 r1.en.txt#200-250 1"]
    assert [row.split()[2:] for row in judged_rows(question, [place(0, 48)])] == [
        ["r1.en.txt#0-48", "1"],
        ["r1.ar.txt#0-50", "1"],
        ["r4.en.txt#10-60", "1"],
    ]


def test_an_answer_in_the_rag_form_names_each_paragraph_once_and_no_invented_one() -> None:
    line = Line(
        "q",
        "en",
        answer="One. Two words.",
        statements=(Statement("One.", (0, 2)), Statement("Two words.", (1, 7))),
        citations=(place(0, 9), place(20, 30), place(0, 9)),
    )
    value = rag_json(asked("q"), line, "mine")
    assert value["references"] == ["r1.en.txt#0-9", "r1.en.txt#20-30", "invented#7-8"]
    assert [each["citations"] for each in value["answer"]] == [[0, 0], [1, 2]]
    assert value["response_length"] == 3
    silent = rag_json(asked("q"), Line("q", abstained=True, answer="Nothing."), "mine")
    assert (silent["answer"], silent["references"]) == ([], [])


def test_a_run_ends_with_its_trec_files(index: Index, set_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    system = open_system("extractive", index, 4)
    asking.run(set_path, out, system, questions=several(3))
    ranked = (out / "retrieval.trec").read_text(encoding="utf-8").splitlines()
    assert all(len(row.split()) == 6 for row in ranked)
    assert {row.split()[0] for row in ranked} == {"q0", "q1", "q2"}
    judged = (out / "qrels.trec").read_text(encoding="utf-8").splitlines()
    assert all(len(row.split()) == 4 for row in judged)
    known = {each.id for each in folder.questions(out)}
    for raw, line in zip((out / "trec_rag.jsonl").open("rb"), folder.read_lines(out), strict=True):
        again = read_foreign(raw, known)
        assert [each.text for each in again.statements] == [e.text for e in line.statements]
        assert [each.spans[0].start for each in again.citations] == [
            each.spans[0].start for each in line.citations
        ]


def test_a_run_of_the_retrieval_alone_has_no_answers_in_trec_form(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    asking.run(set_path, tmp_path / "r", open_system("retrieval", index, 2), questions=several(2))
    assert (tmp_path / "r" / "retrieval.trec").is_file()
    assert not (tmp_path / "r" / "trec_rag.jsonl").exists()


def test_a_run_of_errors_has_files_too(index: Index, set_path: Path, tmp_path: Path) -> None:
    def failing(index: Index, asked: Asked) -> Line:
        raise RuntimeError("no")

    ran = asking.run(
        set_path, tmp_path / "r", System("no", index, failing, 1), questions=several(2)
    )
    assert ran.failed == 2
    assert (tmp_path / "r" / "retrieval.trec").read_bytes() == b""
    assert json.loads((tmp_path / "r" / folder.ANSWERS).open().readline())["error"]
