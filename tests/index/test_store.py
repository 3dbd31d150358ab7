"""An index opened for reading: what it gives, to several threads, while others write, and damaged."""

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from index import generations
from index.errors import FiqraError
from index.ingest import ingest, rebuild, remove
from index.search import search
from index.store import Index, check_whole, open_index

ARABIC = """مجلس المياه

WC/RES/2021/1

القرار 2021/1

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن الآبار،

1 - يقرر حماية الآبار في المنطقة؛

2 - يطلب إلى الأمين التنفيذي ما يلي:

(أ) أن يحصي الآبار؛

’1‘ القديمة منها؛
"""

ENGLISH = """Water Council

WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its previous resolutions on wells,

1. Decides to protect the wells of the region;

2. Requests the Executive Secretary:

(a) To count the wells;

(i) The old ones;
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(ARABIC, encoding="utf-8")
    (folder / "e.txt").write_text(ENGLISH, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, files: Path) -> Path:
    folder = tmp_path / "index"
    ingest(folder, [files])
    return folder


def numbered(index: Index, name: str, *path: str) -> int:
    return next(p.order for p in index.outline(name) if p.path == path)


def test_versions_of_one_document_are_each_others_counterparts(index: Path) -> None:
    opened = open_index(index)
    for here, there in (("a.txt", "e.txt"), ("e.txt", "a.txt")):
        for paragraph in opened.outline(here):
            found = opened.counterpart(here, paragraph)
            assert found is not None
            assert (found[0].name, found[1].order) == (there, paragraph.order)


def test_an_index_made_before_pairs_were_kept_works_them_out(index: Path) -> None:
    kept = open_index(index)
    generation = index / "generations" / (index / "CURRENT").read_text().strip()
    with closing(sqlite3.connect(generation / "documents.sqlite")) as connection, connection:
        connection.execute("ALTER TABLE versions RENAME TO unknown")
    without = open_index(index)
    for paragraph in kept.outline("a.txt"):
        place = kept.counterpart_place("a.txt", paragraph.order)
        assert place is not None
        assert without.counterpart_place("a.txt", paragraph.order) == place
        assert kept.counterpart_place(*place) == ("a.txt", paragraph.order)


def test_points_are_those_of_the_outline_however_much_of_it_was_read(index: Path) -> None:
    whole = open_index(index)
    for name in ("a.txt", "e.txt"):
        outline = whole.outline(name)
        for paragraph in outline:
            alone = open_index(index)
            points = alone.points(name, alone.paragraph(name, paragraph.order))
            assert points == whole.points(name, paragraph)
            assert all(point == outline[point.order] for point in points)
    with_points = [p for p in whole.outline("e.txt") if whole.points("e.txt", p)]
    assert len(with_points) == 2, "the paragraph with points and the point with points"


def test_texts_are_those_of_the_passages(index: Path) -> None:
    opened = open_index(index)
    rows = list(range(opened.manifest.passages))
    assert opened.texts(rows) == {row: opened.passage(row).text for row in rows}
    assert opened.texts([]) == {}


def test_a_document_of_one_language_has_no_counterpart(index: Path) -> None:
    remove(index, ["a.txt"])
    opened = open_index(index)
    assert not any(opened.counterpart("e.txt", p) for p in opened.outline("e.txt"))


def test_two_copies_of_one_version_both_lead_to_the_other(index: Path, files: Path) -> None:
    ingest(index, [files / "a.txt"], name="copy.txt")
    opened = open_index(index)
    order = numbered(opened, "copy.txt", "1")
    for name in ("a.txt", "copy.txt"):
        found = opened.counterpart(name, opened.paragraph(name, order))
        assert found is not None
        assert found[1].clean.text.startswith("Decides to protect")
    back = opened.counterpart("e.txt", opened.paragraph("e.txt", numbered(opened, "e.txt", "1")))
    assert back is not None
    assert back[0].name == "a.txt"


def test_a_point_under_a_point_is_named_by_its_paragraph(index: Path) -> None:
    opened = open_index(index)
    inner = opened.paragraph("e.txt", numbered(opened, "e.txt", "2", "a", "i"))
    label = opened.label(opened.documents["e.txt"], inner, "en")
    assert label.endswith("op. para. 2 (a) (i)")


@pytest.mark.parametrize("order", [-1, 99])
def test_a_paragraph_that_is_not_there_is_a_key_error_each_time(index: Path, order: int) -> None:
    opened = open_index(index)
    for _ in range(2):
        with pytest.raises(KeyError):
            opened.paragraph("a.txt", order)
        opened.outline("a.txt")
    with pytest.raises(KeyError):
        opened.outline("nowhere.txt")
    with pytest.raises(KeyError):
        opened.source("nowhere.txt")
    with pytest.raises(KeyError):
        opened.passage(10_000)


def test_an_index_is_read_by_many_threads_at_once(index: Path) -> None:
    opened = open_index(index)
    start = threading.Barrier(8)
    results: list[object] = []

    def read() -> None:
        start.wait()
        outline = opened.outline("a.txt")
        found = [opened.counterpart("a.txt", p) for p in outline]
        hits = search(opened, "حماية الآبار", language="ar")
        results.append((len(opened.documents), found, hits, opened.source("e.txt").text))

    threads = [threading.Thread(target=read, daemon=True) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert len(results) == 8
    assert all(each == results[0] for each in results)


def test_readers_find_a_whole_index_at_every_moment_of_writing(index: Path, files: Path) -> None:
    stop = threading.Event()
    faults: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                with open_index(index) as opened:
                    assert len(opened.documents) == 2
                    assert search(opened, "wells", language="en")
            except BaseException as fault:
                faults.append(fault)
                return

    readers = [threading.Thread(target=read, daemon=True) for _ in range(2)]
    for each in readers:
        each.start()
    for turn in range(12):
        (files / "e.txt").write_text(f"{ENGLISH}\n3. Decides matter {turn};\n", encoding="utf-8")
        ingest(index, [files])
    stop.set()
    for each in readers:
        each.join(30)
    assert faults == []


def test_a_reader_that_looks_between_two_generations_takes_the_new_one(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_name = generations._current_name(index)
    names = iter(["removed-meanwhile", true_name])
    monkeypatch.setattr(generations, "_current_name", lambda _: next(names, true_name))
    assert generations.current(index).name == true_name


def test_what_a_killed_writer_left_is_swept_by_the_next(index: Path, files: Path) -> None:
    (index / "CURRENT.20200101T000000-deadbeef").write_text("x")
    (index / "generations" / "20200101T000000-deadbeef").mkdir()
    rebuild(index)
    assert sorted(p.name for p in index.iterdir()) == ["CURRENT", "generations", "writer.lock"]
    assert len(list((index / "generations").iterdir())) == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to count open files")
def test_an_index_that_is_let_go_leaves_no_file_open(index: Path) -> None:
    def opened_files() -> int:
        gc.collect()
        return len(os.listdir("/proc/self/fd"))

    with open_index(index) as opened:
        search(opened, "الآبار", language="ar")
    del opened
    before = opened_files()
    for _ in range(5):
        with open_index(index) as opened:
            opened.outline("a.txt")
    del opened
    assert opened_files() == before


def test_a_closed_index_reads_no_more(index: Path) -> None:
    with open_index(index) as opened:
        opened.outline("a.txt")
    assert opened.outline("a.txt")
    with pytest.raises(sqlite3.ProgrammingError):
        opened.outline("e.txt")


def test_an_index_without_its_last_document_is_whole_and_finds_nothing(
    index: Path, files: Path
) -> None:
    remove(index, ["a.txt", "e.txt"])
    assert check_whole(index) == []
    opened = open_index(index)
    assert (opened.documents, search(opened, "الآبار", language="ar")) == ({}, [])
    ingest(index, [files])
    assert len(open_index(index).documents) == 2


def test_a_document_without_a_word_is_kept_and_never_found(index: Path, tmp_path: Path) -> None:
    (tmp_path / "dots.txt").write_text("….\n\n———\n", encoding="utf-8")
    ingest(index, [tmp_path / "dots.txt"])
    opened = open_index(index)
    assert "dots.txt" in opened.documents
    assert "dots.txt" not in {h.document for h in search(opened, "….", language="ar")}
    assert check_whole(index) == []


def test_a_window_of_a_long_paragraph_leads_to_that_paragraph(index: Path, tmp_path: Path) -> None:
    filler = "تواصل الأمانة عملها المعتاد في المكاتب والمخازن. " * 60
    long = f"1 - {filler} وتربى في البحيرة أسماك السلمون المرقط. {filler}"
    text = ARABIC.split("1 - ")[0].replace("2021/1", "2021/5") + long + "\n"
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    ingest(index, [tmp_path / "long.txt"])
    opened = open_index(index)
    hit = search(opened, "أسماك السلمون المرقط في البحيرة", language="ar")[0]
    assert (hit.document, hit.paragraph) == ("long.txt", numbered(opened, "long.txt", "1"))
    assert "السلمون" in opened.passage(hit.row).text
    assert opened.passage(hit.row).window > 0


def overwrite(path: Path, what: bytes) -> None:
    data = bytearray(path.read_bytes())
    at = len(data) // 2
    data[at : at + len(what)] = what
    path.write_bytes(bytes(data))


def test_garbage_inside_the_database_is_one_sentence_and_no_traceback(index: Path) -> None:
    path = generations.current(index) / generations.DATABASE
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET source = x'00112233'")
        connection.execute("UPDATE paragraphs SET map = x'00' WHERE document = 'a.txt'")
    connection.close()
    size = path.stat().st_size
    manifest = generations.read_manifest(generations.current(index))
    assert manifest.files[generations.DATABASE] == size
    opened = open_index(index)
    for read in (lambda: opened.source("e.txt"), lambda: opened.outline("a.txt")):
        with pytest.raises(FiqraError, match=r"^[^\n]*damaged"):
            read()
    assert check_whole(index)
    with pytest.raises(FiqraError, match="damaged"):
        rebuild(index)


def test_garbage_inside_the_vectors_is_found_by_the_check(index: Path) -> None:
    overwrite(generations.current(index) / generations.VECTORS, b"garbage!")
    assert any("vectors" in sentence for sentence in check_whole(index))


def test_garbage_inside_the_postings_is_found_by_the_check(index: Path) -> None:
    overwrite(generations.current(index) / "lexical" / "words.rows.npy", b"\xff\xff\xff\x7f" * 2)
    assert check_whole(index)


def test_a_lone_surrogate_in_a_text_comes_back_as_it_was(tmp_path: Path) -> None:
    from index import database
    from index.ingest import _put
    from index.paragraphs import outline
    from index.values import Source

    connection = database.create(tmp_path / "d.sqlite")
    text = "1 - يقرر \ud800 حماية الآبار؛"
    source = Source("s.txt", "text", text)
    _put(connection, source, outline(source), "s.txt", "0")
    assert database.source(connection, "s.txt").text == text
    assert "\ud800" in database.paragraphs(connection, "s.txt")[0].raw
    connection.close()


def test_opening_an_index_loads_no_heavy_library(index: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from index.store import open_index\n"
        "open_index(Path(sys.argv[1]))\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'llama_index', 'docx', 'lxml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(index)], check=True, cwd=Path(__file__).parents[2]
    )
