"""SQuAD-like files become articles of whole paragraphs, each question with its paragraph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.sets.check import check
from eval.sets.importing import import_set
from index.errors import FiqraError, UsageError
from index.ingest import ingest
from index.store import open_index
from tests.eval.sets.importing.sources import (
    COAST,
    DAMS,
    SHARED,
    WELLS,
    assert_ingests_and_checks,
    imported,
    write_json,
)


def article(title: str, *contexts: str, **changed: Any) -> dict[str, Any]:
    return {
        "title": title,
        "paragraphs": [
            {
                "context": context,
                "qas": [
                    {
                        "id": f"{title}-{number}",
                        "question": "كم؟",
                        "answers": [
                            {"text": "12 في المائة", "answer_start": 3},
                            {"text": "12 في المائة", "answer_start": 3},
                            {"text": "12%", "answer_start": 3},
                        ],
                        **changed,
                    }
                ],
            }
            for number, context in enumerate(contexts)
        ],
    }


def test_the_evidence_is_the_whole_paragraph_and_answers_are_accepted(tmp_path: Path) -> None:
    source = write_json(tmp_path / "x.json", {"data": [article("آبار السهل", WELLS, DAMS)]})
    made, (first, second) = imported("squad", source, tmp_path / "out")
    assert [path.name for path in made.documents_path.iterdir()] == ["آبار_السهل.txt"]
    assert [each.text for each in (*first.evidence, *second.evidence)] == [WELLS, DAMS]
    assert first.answers == {"ar": ("12 في المائة", "12%")}
    assert first.id == "آبار_السهل-0"  # blanks would break the files of a run
    assert_ingests_and_checks(made)
    with open_index(tmp_path / "out" / "index") as index:
        assert check(made.questions_path, index).warnings == ()


def test_an_impossible_question_is_unanswerable(tmp_path: Path) -> None:
    changed = {"is_impossible": True, "answers": []}
    source = write_json(tmp_path / "x.json", {"data": [article("a", WELLS, **changed)]})
    made, (asked,) = imported("squad", source, tmp_path / "out")
    assert (asked.answerable, asked.type, asked.evidence) == (False, "unanswerable", ())
    assert made.unanswerable == 1


@pytest.mark.parametrize(
    "context",
    [
        f"\ufeff {WELLS}\u200f ",
        WELLS.replace(" من ", "\nمن\u2028 "),
        WELLS.replace(" من ", "\x0c\x00من "),
        f"1. {WELLS}",
        f"# {WELLS}",
    ],
)
def test_white_space_and_marks_of_a_paragraph_move_nothing(tmp_path: Path, context: str) -> None:
    source = write_json(tmp_path / "x.json", {"data": [article("a", DAMS, context, COAST)]})
    made, asked = imported("squad", source, tmp_path / "out")
    words = (made.documents_path / "a.txt").read_text(encoding="utf-8").split("\n\n")
    assert [each.evidence[0].text for each in asked] == [word.strip() for word in words]
    assert [each.evidence[0].text for each in asked][::2] == [DAMS, COAST]


def test_articles_of_one_title_keep_apart(tmp_path: Path) -> None:
    data = [article("A/B: c?", WELLS, id=1), article("a_b_C_", DAMS, id="2"), article("", COAST)]
    made, asked = imported(
        "squad", write_json(tmp_path / "x.json", {"data": data}), tmp_path / "out"
    )
    assert [each.evidence[0].doc for each in asked] == ["A_B_c.txt", "a_b_C-2.txt", "x_3.txt"]
    assert made.documents == 3


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    data = [
        article("a", WELLS),
        article("b", " \n"),
        article("a", DAMS),
        article("c", DAMS, question=""),
    ]
    made, asked = imported(
        "squad", write_json(tmp_path / "x.json", {"data": data}), tmp_path / "out"
    )
    assert len(asked) == 1
    assert made.left_out == (
        "questions with a blank context: 1",
        "questions with the id of an earlier one: 1",
        "blank questions: 1",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Invalid JSON"),
        ("[]", "SQuAD-like"),
        ('{"data": []}', "`data`"),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', r"data\[0\]\.paragraphs\[0\]\.context"),
        (json.dumps({"data": [{"paragraphs": [{"context": "x"}]}]}), "no question"),
    ],
)
def test_another_file_is_refused_and_leaves_nothing(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(FiqraError, match=words) as raised:
        import_set("squad", tmp_path / "x.json", tmp_path / "out", "ar")
    assert "x.json" in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_wrong_calls_are_refused(tmp_path: Path) -> None:
    source = write_json(tmp_path / "x.json", {"data": [article("a", WELLS)]})
    with pytest.raises(UsageError, match=r"squat is not a kind .* squad is nearest"):
        import_set("squat", source, tmp_path / "out", "ar")
    with pytest.raises(UsageError, match=r"missing\.json cannot be read"):
        import_set("squad", tmp_path / "missing.json", tmp_path / "out", "ar")
    with pytest.raises(UsageError, match="new or empty"):
        import_set("squad", source, tmp_path, "ar")
    (tmp_path / "empty").mkdir()
    assert import_set("squad", source, tmp_path / "empty", "ar").questions == 1


def test_a_slice_of_xquad_imports_without_a_fault(tmp_path: Path) -> None:
    xquad = SHARED / "xquad" / "xquad.ar.json"
    if not xquad.exists():
        pytest.skip(f"{xquad} is not on this machine")
    value = json.loads(xquad.read_text(encoding="utf-8"))
    value["data"] = [
        article | {"paragraphs": article["paragraphs"][:2]} for article in value["data"][:2]
    ]
    made, asked = imported("squad", write_json(tmp_path / "xquad.json", value), tmp_path / "out")
    assert made.documents == 2
    assert all(each.answers["ar"][0] in each.evidence[0].text for each in asked)
    assert_ingests_and_checks(made)


def test_an_import_can_be_asked_over_an_index_of_other_documents_too(tmp_path: Path) -> None:
    source = write_json(tmp_path / "x.json", {"data": [article("a", WELLS)]})
    made, _ = imported("squad", source, tmp_path / "out")
    (tmp_path / "other.txt").write_text(DAMS, encoding="utf-8")
    ingest(tmp_path / "index", [made.documents_path, tmp_path / "other.txt"])
    with open_index(tmp_path / "index") as index:
        assert not check(made.questions_path, index).faults
