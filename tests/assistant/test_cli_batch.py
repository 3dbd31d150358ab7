"""Batches: one line for one question in the same order, bad lines marked, all else ignored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import Run

FIRST = {"id": "a", "question": "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟"}
SECOND = {"id": "b", "question": "What does paragraph 2 of WC/RES/2021/1 ask for?", "lang": "en"}


def put(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def results(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line.pop("timings", None)
    return lines


def batch(fiqra: Run, folder: Path, verb: str, *lines: object) -> tuple[int, list[dict[str, Any]]]:
    questions = put(folder / "q.jsonl", *lines)
    ran = fiqra(verb, "--batch", questions, "--out", folder / "run.jsonl")
    return ran.code, results(folder / "run.jsonl")


@pytest.mark.parametrize("verb", ["ask", "search"])
def test_keys_that_give_the_answer_away_change_nothing(
    fiqra: Run, index: Path, tmp_path: Path, verb: str
) -> None:
    told: dict[str, object] = {
        "evidence": [{"doc": "r1.txt", "start": 0, "end": 9, "text": "مجلس المياه"}],
        "answerable": False,
        "reference_answer": "السدود",
        "answer_points": ["السدود"],
        "type": "unanswerable",
        "scope": ["r1.txt"],
        "language": "en",
        "text": "other words",
        "top_k": 1,
    }
    plain = batch(fiqra, tmp_path, verb, FIRST, SECOND)
    assert plain[0] == 0
    assert batch(fiqra, tmp_path, verb, {**told, **FIRST}, {**SECOND, **told}) == plain


def test_bad_lines_are_marked_and_the_others_answered_in_order(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    code, lines = batch(
        fiqra,
        tmp_path,
        "ask",
        FIRST,
        "{not json",
        {"id": "no question"},
        "",
        {"id": "blank", "question": " "},
        ["a", "list"],
        {"id": "tongue", "question": "x", "lang": "fr"},
        {"id": "turns", "question": "x", "history": [{"role": "oracle", "text": "x"}]},
        SECOND,
    )
    assert code == 3
    ids = ["a", None, "no question", "blank", None, "tongue", "turns", "b"]
    assert [line["id"] for line in lines] == ids
    assert ["error" in line for line in lines] == [False, *[True] * 6, False]
    assert all(line["error"].endswith(".") for line in lines if "error" in line)
    assert lines[0]["citations"][0]["source"] == "r2.txt"
    assert lines[-1]["language"] == "en"


def test_a_separator_inside_a_question_does_not_end_its_line(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    text = json.dumps({**FIRST, "question": f"{FIRST['question']}\u2028\u0085"}, ensure_ascii=False)
    code, lines = batch(fiqra, tmp_path, "ask", text, SECOND)
    assert (code, [line["id"] for line in lines]) == (0, ["a", "b"])


def test_windows_line_ends_a_byte_order_mark_and_numbers_as_ids_are_taken(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    text = json.dumps({**FIRST, "id": 7, "history": None})
    (tmp_path / "q.jsonl").write_bytes(f"\ufeff{text}\r\n\r\n".encode())
    ran = fiqra("ask", "--batch", "q.jsonl", "--out", "run.jsonl")
    assert (ran.code, [line["id"] for line in results(tmp_path / "run.jsonl")]) == (0, [7])


def test_a_search_line_has_twenty_paragraphs_unless_told_otherwise(
    fiqra: Run, sample: Path, tmp_path: Path
) -> None:
    put(tmp_path / "q.jsonl", {"id": "a", "question": "شبكة الرصد"})
    command = ["search", "--batch", "q.jsonl", "--out", "run.jsonl", "--index", sample]
    for more, expected in (([], 20), (["--top-k", "3"], 3)):
        assert fiqra(*command, *more).code == 0
        (line,) = results(tmp_path / "run.jsonl")
        assert len(line["passages"]) == expected
        passage = line["passages"][0]
        keys = [
            "source",
            "start",
            "end",
            "spans",
            "score",
            "symbol",
            "kind",
            "number",
            "label",
            "text",
            "raw",
        ]
        assert set(keys) <= set(passage)


def test_a_follow_up_is_understood_from_its_history(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    turns = [{"role": "user", "text": FIRST["question"]}, {"role": "assistant", "text": "…"}]
    _, lines = batch(
        fiqra, tmp_path, "ask", {"id": "f", "question": "وماذا عن الفقرة 2؟", "history": turns}
    )
    cited = [(each["source"], each["number"]) for each in lines[0]["citations"]]
    assert ("r2.txt", "2") in cited
    assert {source for source, _ in cited} == {"r2.txt"}


def test_the_languages_option_goes_before_the_lines_own(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    put(tmp_path / "q.jsonl", SECOND)
    fiqra("ask", "--batch", "q.jsonl", "--out", "run.jsonl", "--language", "ar")
    assert [line["language"] for line in results(tmp_path / "run.jsonl")] == ["ar"]


def test_a_missing_or_unreadable_batch_is_wrong_usage(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    assert fiqra("ask", "--batch", "no.jsonl", "--out", "o.jsonl").said(2, "no.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    assert fiqra("ask", "--batch", "latin.jsonl", "--out", "o.jsonl").said(2, "UTF-8")
    assert not (tmp_path / "o.jsonl").exists()


def test_an_out_path_that_cannot_be_written_is_one_sentence(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    put(tmp_path / "q.jsonl", FIRST)
    assert fiqra("ask", "--batch", "q.jsonl", "--out", "no/folder.jsonl").said(1, "no/folder.jsonl")
    assert fiqra("ask", "--batch", "q.jsonl", "--out", ".fiqra").said(1, ".fiqra")
    assert fiqra("ask", "--batch", "q.jsonl", "--out", "q.jsonl").said(2, "q.jsonl")
    assert json.loads((tmp_path / "q.jsonl").read_text()) == FIRST
    assert not list(tmp_path.glob("*.part"))


def test_an_empty_batch_gives_an_empty_run(fiqra: Run, index: Path, tmp_path: Path) -> None:
    assert batch(fiqra, tmp_path, "ask", "", " ") == (0, [])


def test_a_fault_of_ours_in_one_question_costs_no_other(
    fiqra: Run, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import extractive

    real = extractive.answer

    def stumble(opened: Any, question: Any, *others: Any) -> Any:
        if "stumble" in question.text:
            raise ZeroDivisionError("division by zero")
        return real(opened, question, *others)

    monkeypatch.setattr(extractive, "answer", stumble)
    code, lines = batch(fiqra, tmp_path, "ask", {"id": "s", "question": "stumble"}, FIRST)
    assert code == 3
    assert "ZeroDivisionError" in lines[0]["error"]
    assert lines[1]["citations"]
