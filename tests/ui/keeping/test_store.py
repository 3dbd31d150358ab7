"""The file in which people are kept: where it is, who can read it, and what becomes of a bad one."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from index.errors import FiqraError
from index.generations import CURRENT, Manifest, write_manifest
from index.generations import writing as generation
from tests.ui.keeping.exchanges import exchange
from ui.keeping import close, open_store
from ui.keeping.conversations import append, begin, conversations, exchanges


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    begin(store, "", "سؤال")
    for path in (store.path.parent, *store.path.parent.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    close(store)


def test_a_new_generation_of_the_index_leaves_it_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    begin(store, "", "سؤال")
    for _ in range(2):
        with generation(tmp_path) as folder:
            write_manifest(folder, Manifest(2, 1, "0", "x", "x", 1, 0, 0, 0, "", {}))
    close(store)
    assert (tmp_path / CURRENT).is_file()
    again = open_store(tmp_path)
    assert [each.title for each in conversations(again, "")] == ["سؤال"]
    close(again)


def test_a_damaged_file_is_one_sentence(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(200):
        begin(store, "", f"question {number} " * 20)
    close(store)
    whole = store.path.read_bytes()
    for content in (b"no database, but words " * 99, whole[: len(whole) // 2]):
        store.path.write_bytes(content)
        with pytest.raises(FiqraError, match=r"people\.sqlite.*is damaged.*move it aside") as fault:
            conversations(open_store(tmp_path), "")
        assert "\n" not in str(fault.value)


def test_the_file_of_a_newer_fiqra_is_left_alone(tmp_path: Path) -> None:
    close(open_store(tmp_path))
    path = tmp_path / "people" / "people.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(FiqraError, match=r"newer Fiqra; upgrade Fiqra"):
        open_store(tmp_path)
    assert path.read_bytes() == before


def test_where_it_cannot_be_made_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "people").write_text("a file", encoding="utf-8")
    with pytest.raises(FiqraError, match=r"cannot be written.*--index"):
        open_store(tmp_path)


def test_many_threads_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    """Two stores over one file, as the server and the command line have it."""
    stores = [open_store(tmp_path) for _ in range(2)]
    own = begin(stores[0], "u").id

    def write(number: int) -> None:
        for turn in range(10):
            append(stores[number % 2], "u", own, exchange(f"{number} {turn}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = [each.question for each in exchanges(stores[0], "u", own)]
    assert sorted(asked) == sorted(f"{number} {turn}" for number in range(8) for turn in range(10))
    for store in stores:
        close(store)


def test_two_processes_may_make_it_at_once(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def make() -> None:
        try:
            close(open_store(tmp_path))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
