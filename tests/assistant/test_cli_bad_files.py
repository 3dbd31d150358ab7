"""Files that cannot be read: each named in one sentence, none in the way of another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.conftest import Run, write
from tests.index.documents.builders import pdf


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "0 bytes"),
        ("locked.pdf", pdf([["secret"]], encrypted=True), "encrypted"),
        ("cut.pdf", b"%PDF-1.7\n", "damaged"),
        ("scan.pdf", pdf([[]]), "OCR"),
        ("noise.txt", bytes(range(256)) * 20, "unknown encoding"),
        ("greek.txt", "Η θάλασσα και τα νησιά της".encode("iso-8859-7") * 9, "unknown encoding"),
        ("blank.txt", b" \n\n ", "no text"),
        ("line.txt", b"word " * 10_000_000, "split it"),
        ("questions.jsonl", b'{"id": "1", "question": "?"}\n{"id": "2"}\n', "JSON"),
        ("questions.json", b'[{"id": "1", "question": "?"}]', "JSON"),
        ("broken.jsonl", b'{"id": "1", "question": "?"}\n{"id": \n', "JSON"),
    ],
)
def test_an_unreadable_file_alone_is_a_failure_that_says_why(
    fiqra: Run, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert fiqra("ingest", name).said(1, name, words)
    assert fiqra("documents").said(1, "There is no index")


def test_bad_files_among_good_ones_are_listed_and_the_good_ones_are_read(
    fiqra: Run, tmp_path: Path
) -> None:
    write(tmp_path / "d" / "r1.txt", 1, "الآبار")
    (tmp_path / "d" / "empty.pdf").write_bytes(b"")
    (tmp_path / "d" / "q.jsonl").write_bytes(b'{"id": "1"}')
    ran = fiqra("ingest", "d")
    assert ran.code == 3
    assert "1 added, 2 failed" in ran.out
    assert [line.split(" ")[3] for line in ran.err.splitlines()] == ["d/empty.pdf", "d/q.jsonl"]
    assert "r1.txt" in fiqra("documents").out


def test_several_bad_files_and_no_good_one_are_all_listed(fiqra: Run, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "d" / name).write_bytes(b"")
    ran = fiqra("ingest", "d")
    assert ran.code == 1
    assert "d/a.pdf" in ran.err
    assert "d/b.pdf" in ran.err


def test_only_bad_files_leave_an_index_as_it_is(fiqra: Run, index: Path, tmp_path: Path) -> None:
    before = fiqra("documents").out
    (tmp_path / "empty.pdf").write_bytes(b"")
    ran = fiqra("ingest", "empty.pdf")
    assert (ran.code, "empty.pdf" in ran.err) == (1, True)
    assert fiqra("documents").out == before


def test_a_file_that_may_not_be_opened_is_said_to_be_so(
    fiqra: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = write(tmp_path / "locked.txt", 1, "الآبار")
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == locked.name:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert fiqra("ingest", "locked.txt").said(1, "locked.txt", "permissions")


def test_a_folder_without_files_and_a_path_that_is_not_there_are_wrong_usage(
    fiqra: Run, tmp_path: Path
) -> None:
    (tmp_path / "hollow").mkdir()
    assert fiqra("ingest", "hollow").said(2, "hollow", "no file")
    assert fiqra("ingest", "nowhere").said(2, "nowhere")
    assert fiqra("ingest").said(2, "PATHS")
    assert fiqra("ingest", "--rebuild", "hollow").said(2, "--rebuild")


def test_a_second_file_of_one_name_is_refused_unless_renamed(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    twin = write(tmp_path / "other" / "r1.txt", 3, "الأنهار")
    refused = fiqra("ingest", twin)
    assert (refused.code, "--as" in refused.err) == (1, True)
    assert "الأنهار" not in fiqra("show", "r1.txt").out
    assert fiqra("ingest", twin, "--as", "r3.txt").code == 0
    assert "الأنهار" in fiqra("show", "r3.txt").out


def test_the_report_as_json_lists_what_failed(fiqra: Run, tmp_path: Path) -> None:
    write(tmp_path / "d" / "r1.txt", 1, "الآبار")
    (tmp_path / "d" / "empty.pdf").write_bytes(b"")
    ran = fiqra("ingest", "d", "--json")
    report = json.loads(ran.out)
    assert (ran.code, ran.err) == (3, "")
    assert report["added"] == ["r1.txt"]
    assert report["failed"][0][0].endswith("empty.pdf")


def test_an_index_among_the_documents_is_not_read_as_one(fiqra: Run, tmp_path: Path) -> None:
    write(tmp_path / "d" / "r1.txt", 1, "الآبار")
    for expected in ("1 added.", "1 unchanged."):
        ran = fiqra("ingest", "d", "--index", "d/index")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(expected)
