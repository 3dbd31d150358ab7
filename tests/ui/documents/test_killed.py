"""Whoever is killed while a document is read: the index is whole, and so are the kept files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from index.store import check_whole, open_index
from tests.ui.documents.conftest import Page, resolution
from ui.documents import kept

_PAGE = """
import sys, time
from pathlib import Path
from ui.documents.jobs import Jobs
jobs = Jobs(Path(sys.argv[1]), None, lambda: None)
jobs.add("ingest", "", ("r3.txt",), ((sys.argv[2], "r3.txt"),))
while jobs._child is None: time.sleep(0.01)
print(jobs._child.pid, flush=True)
time.sleep(600)
"""


def test_the_child_is_killed(page: Page) -> None:
    sent = page.send("r3.txt", resolution(3, "الأنهار")).json()
    job = page.read({"token": sent["token"]})["job"]
    time.sleep(0.5)
    page.client.post(f"/fiqra/jobs/{job}/stop")  # SIGKILL
    page.wait()
    assert check_whole(page.folder) == []
    assert "r3.txt" in page.add("r3.txt", resolution(3, "الأنهار"))
    assert page.names() == ["r1.txt", "r2.txt", "r3.txt"]


def test_the_page_is_killed_and_its_work_ends_with_it(page: Page, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_text(resolution(3, "الأنهار"), encoding="utf-8")
    root = str(Path(__file__).resolve().parents[3])
    server = subprocess.Popen(
        [sys.executable, "-c", _PAGE, str(page.folder), str(sent)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert server.stdout is not None
    child = int(server.stdout.readline())
    time.sleep(0.3)
    server.send_signal(signal.SIGKILL)
    server.wait()
    until = time.monotonic() + 30
    while time.monotonic() < until and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)
    assert check_whole(page.folder) == []
    with open_index(page.folder) as index:
        assert set(index.documents) >= {"r1.txt", "r2.txt"}


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_what_a_killed_replacement_left_is_put_right(page: Page, tmp_path: Path) -> None:
    old = resolution(3, "الأنهار")
    page.add("r3.txt", old)
    new = tmp_path / "new"
    new.write_text(resolution(3, "البحار"), encoding="utf-8")
    kept.place(page.folder, new, "r3.txt")  # and then it is killed
    kept.mend(page.folder, page.served.index.documents)
    assert (page.folder / "files" / "r3.txt").read_text(encoding="utf-8") == old
    stray = page.folder / "files" / "stray.txt"
    stray.write_text("x")
    kept.mend(page.folder, page.served.index.documents)
    assert not stray.exists()


def test_an_order_is_one_line_of_json(page: Page) -> None:
    root = str(Path(__file__).resolve().parents[3])
    order = {"kind": "remove", "folder": str(page.folder), "names": ["none"], "embedder": None}
    ran = subprocess.run(
        [sys.executable, "-c", "from ui.documents.work import main; main()"],
        input=json.dumps(order) + "\n",
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    # stdin has ended: either the work was done before that was seen, or it ended with the page
    assert ran.returncode in (0, 130)
