"""A server that is killed while it writes: all that it had kept is there, and nothing half."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ui.keeping import close, open_store
from ui.keeping.conversations import conversations, exchanges

WRITING = """
import sys
from pathlib import Path
from tests.ui.keeping.exchanges import exchange
from ui.keeping import open_store
from ui.keeping.conversations import append, begin
store = open_store(Path(sys.argv[1]))
own = begin(store, "u", "first").id
while True:
    for turn in range(4):
        append(store, "u", own, exchange(f"question {turn}", "ج " * 4000), turn)
        print(turn, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("lines", [1, 6, 19])
def test_what_was_kept_when_it_was_killed_is_whole(tmp_path: Path, lines: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    ) as child:
        assert child.stdout is not None
        for _ in range(lines):
            last = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().split()
    last = int(rest[-1]) if rest else last

    store = open_store(tmp_path)
    (own,) = conversations(store, "u")
    kept = exchanges(store, "u", own.id)
    # the one that was kept last, or the next, whose line was not printed any more
    assert len(kept) in (last + 1, (last + 1) % 4 + 1)
    assert [each.question for each in kept] == [f"question {turn}" for turn in range(len(kept))]
    assert all(each.answer.text == "ج " * 4000 for each in kept)
    close(store)
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
