"""TREC topics, qrels and documents, in every form that is handed around."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.sets.importing import import_set
from index.errors import FiqraError, UsageError
from tests.eval.sets.importing.sources import (
    COAST,
    DAMS,
    WELLS,
    assert_ingests_and_checks,
    imported,
    write_lines,
)

TSV = [f"d1\t{WELLS}", f"d2\t{DAMS}", f"d3\t{COAST}"]
QRELS = ["1 0 d1 1", "1 0 d2 0", "1 0 d3 2", "2 0 d2 0"]
TOP = """<top>
<num> Number: 1
<title> هبوط منسوب المياه

<desc> Description:
x
</top>
<top>
<num> Number: 2
<title> سدود
</top>"""


def collection(folder: Path, **files: list[object] | list[str] | str) -> Path:
    """A folder of these files; `__` in a name is a dot, `___` a folder."""
    for name, lines in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        write_lines(path, *([lines] if isinstance(lines, str) else lines))
    return folder


def test_all_relevant_documents_are_evidence_and_a_topic_without_one_unanswerable(
    tmp_path: Path,
) -> None:
    source = collection(
        tmp_path / "in", topics__tsv=["1\tمنسوب المياه", "2\tسدود"], qrels__txt=QRELS, docs__tsv=TSV
    )
    made, (first, second) = imported("trec", source, tmp_path / "out")
    assert [each.doc for each in first.evidence] == ["d1.txt", "d3.txt"]
    assert (second.answerable, second.type) == (False, "unanswerable")
    assert made.documents == 3
    assert_ingests_and_checks(made)


def test_topics_in_angle_brackets(tmp_path: Path) -> None:
    source = collection(tmp_path / "in", topics__txt=TOP, qrels__txt=QRELS, docs__tsv=TSV)
    _, asked = imported("trec", source, tmp_path / "out")
    assert [(each.id, each.question) for each in asked] == [
        ("1", "هبوط منسوب المياه"),
        ("2", "سدود"),
    ]


def test_a_folder_as_of_beir(tmp_path: Path) -> None:
    source = collection(
        tmp_path / "in",
        queries__jsonl=[{"_id": "q 1", "text": "كم؟"}],
        corpus__jsonl=[{"_id": "d1", "title": "الآبار", "text": f"{WELLS}\n\n{DAMS}"}],
        qrels___test__tsv=["query-id\tcorpus-id\tscore", "q1\td1\t1"],
    )
    with pytest.raises(FiqraError, match="no question that can be imported"):
        import_set("trec", source, tmp_path / "out", "ar")  # "q 1" was never judged
    collection(source, queries__jsonl=[{"_id": "q1", "text": "كم؟"}])
    made, (asked,) = imported("trec", source, tmp_path / "out")
    (place,) = asked.evidence
    text = (made.documents_path / place.doc).read_text(encoding="utf-8")
    assert text[place.start : place.end] == f"الآبار\n\n{WELLS}\n\n{DAMS}"
    assert_ingests_and_checks(made)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    source = collection(
        tmp_path / "in",
        topics__tsv=["1\tx", "2\ty", "3\tz", "4\t w"],
        qrels__txt=["1 0 d1 1", "1 0 gone 1", "2 0 gone 1", "4 0 d1 0"],
        docs__tsv=TSV,
    )
    made, asked = imported("trec", source, tmp_path / "out")
    assert [each.id for each in asked] == ["1", "4"]
    assert set(made.left_out) == {
        "judgments of documents that are not there or blank: 2",
        "topics whose relevant documents are not there: 1",
        "topics without a judgment: 1",
    }


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"qrels__txt": ["1 0 d1 1", "1 0 d2 high"]}, "line 2, has high where the grade"),
        ({"qrels__txt": ["1 d1"]}, "line 1, has not the columns"),
        ({"docs__tsv": ["d1 no tab"]}, "line 1, has no tab"),
        ({"topics__tsv": "<top><title> x </top>"}, "Topic 1 .* no <num>"),
        ({"topics__more__tsv": ["1\tx"]}, r"holds topics\.more\.tsv, topics\.tsv; leave one"),
    ],
)
def test_a_broken_collection_is_refused(
    tmp_path: Path, changed: dict[str, list[str] | str], words: str
) -> None:
    source = collection(tmp_path / "in", topics__tsv=["1\tx"], qrels__txt=QRELS, docs__tsv=TSV)
    collection(source, **changed)
    with pytest.raises(FiqraError, match=words):
        import_set("trec", source, tmp_path / "out", "ar")
    assert not (tmp_path / "out").exists()


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    source = collection(tmp_path / "in", topics__tsv=["1\tx"], qrels__txt=QRELS)
    with pytest.raises(UsageError, match=r"holds no docs\.\* or documents\.\*"):
        import_set("trec", source, tmp_path / "out", "ar")
    with pytest.raises(UsageError, match="not a folder"):
        import_set("trec", source / "topics.tsv", tmp_path / "out", "ar")
