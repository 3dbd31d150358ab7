"""NoMIRACL: ten passages a question, which are its scope; relevant ones answer, else none does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.sets.importing import import_set
from index.errors import FiqraError
from tests.eval.sets.importing.sources import (
    COAST,
    DAMS,
    SHARED,
    WELLS,
    assert_ingests_and_checks,
    imported,
    write_lines,
)

PASSAGES = [
    {"docid": "11#0", "text": WELLS},
    {"docid": "11#1", "text": DAMS},
    {"docid": "12#0", "text": COAST},
]


def entry(number: int, **changed: Any) -> dict[str, Any]:
    sound = {"query_id": str(number), "subset": "relevant", "answerable": True, "question": "كم؟"}
    return sound | {"passages": PASSAGES} | changed


def test_passages_are_documents_and_a_questions_own_are_its_scope(tmp_path: Path) -> None:
    refused = entry(2, answerable=False, subset="non_relevant", passages=PASSAGES[:2])
    source = write_lines(tmp_path / "x.jsonl", entry(1), refused)
    made, (relevant, other) = imported("nomiracl", source, tmp_path / "out")
    names = ("11_0.txt", "11_1.txt", "12_0.txt")
    assert (relevant.scope, other.scope) == (names, names[:2])
    assert made.documents == 3  # a passage of two questions is one document
    assert (other.answerable, other.type, other.evidence) == (False, "unanswerable", ())
    assert relevant.answerable
    assert [places[0].doc for places in relevant.evidence_sets] == list(names)
    assert_ingests_and_checks(made)


def test_where_the_relevant_passages_are_named_only_they_answer(tmp_path: Path) -> None:
    value = {
        "query_id": "7",
        "query": "كم؟",
        "positive_passages": [{"docid": "1#2", "title": "السدود", "text": DAMS}],
        "negative_passages": PASSAGES[:1],
    }
    nothing = value | {"query_id": "8", "positive_passages": []}
    source = write_lines(tmp_path / "x.jsonl", value, nothing)
    made, (asked, without) = imported("nomiracl", source, tmp_path / "out")
    ((place,),) = asked.evidence_sets
    text = (made.documents_path / place.doc).read_text(encoding="utf-8")
    assert text[place.start : place.end] == f"السدود: {DAMS}"
    assert asked.scope == ("1_2.txt", "11_0.txt")
    assert not without.answerable


def test_another_passage_of_the_same_name_is_another_document(tmp_path: Path) -> None:
    again = entry(2, passages=[{"docid": "11#0", "text": COAST}])
    source = write_lines(tmp_path / "x.jsonl", entry(1), again)
    _, (_, asked) = imported("nomiracl", source, tmp_path / "out")
    assert asked.scope == ("11_0-2.txt",)


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("{", "line 2, is not JSON"),
        ([1], "line 2, is not a JSON object"),
        ({"query_id": "1", "question": "x", "answerable": True}, "line 2, has no `passages`"),
        (entry(1, answerable="perhaps"), "line 2, says neither by `answerable`"),
        (entry(1, question=None), "line 2, has no `question` or `query`"),
        (entry(1, passages=[{"text": "x"}]), "line 2, has no `docid`"),
        (entry(1, passages="x"), "line 2, has `passages` that are not a list"),
        (entry(1, question=[]), "line 2, has a `question` that is not a string"),
    ],
)
def test_a_broken_line_names_the_file_and_the_line(
    tmp_path: Path, broken: object, words: str
) -> None:
    source = write_lines(tmp_path / "x.jsonl", entry(9), broken)
    with pytest.raises(FiqraError, match=words) as raised:
        import_set("nomiracl", source, tmp_path / "out", "ar")
    assert str(raised.value).startswith(str(source))


def test_a_slice_of_the_arabic_sample_imports_without_a_fault(tmp_path: Path) -> None:
    sample = SHARED / "nomiracl_ar" / "dev.jsonl"
    if not sample.exists():
        pytest.skip(f"{sample} is not on this machine")
    lines = sample.read_text(encoding="utf-8").splitlines()
    first = {'"answerable": true' in each: each for each in reversed(lines)}
    source = write_lines(tmp_path / "x.jsonl", first[True], first[False])
    made, asked = imported("nomiracl", source, tmp_path / "out")
    assert sorted(each.answerable for each in asked) == [False, True]
    assert all(len(each.scope) == 10 for each in asked)
    assert_ingests_and_checks(made)
