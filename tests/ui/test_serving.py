"""Where the page is served, and to whom; what it refuses is one sentence."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from index.store import check_whole
from tests.assistant.conftest import two_resolutions  # noqa: F401 (a fixture)
from tests.conftest import Run
from tests.ui.browser.conftest import free_port, serving
from ui.keeping import conversations
from ui.keeping.store import close, open_store


@pytest.fixture
def folder(two_resolutions: Path, tmp_path: Path) -> Path:  # noqa: F811
    """An index to be written to."""
    import shutil

    shutil.copytree(two_resolutions / "index", tmp_path / "index")
    return tmp_path / "index"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", ""])
def test_other_machines_are_refused_where_nobody_logs_in(
    fiqra: Run, folder: Path, host: str
) -> None:
    ran = fiqra("ui", "--index", folder, "--host", host)
    assert ran.said(2, "fiqra users add", "--without-login")


def test_a_port_that_is_none_is_refused(fiqra: Run, folder: Path) -> None:
    assert fiqra("ui", "--index", folder, "--port", 70000).said(2, "--port", "65535")


def test_a_port_that_is_taken_is_named(fiqra: Run, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert fiqra("ui", "--index", folder, "--port", port).said(1, f"port {port}", "--port")


def test_without_an_index_it_says_so(fiqra: Run) -> None:
    assert fiqra("ui").said(1, "ingest")


def test_it_says_that_it_is_well(folder: Path) -> None:
    with serving(folder) as address, urllib.request.urlopen(f"{address}/health") as answer:
        assert json.loads(answer.read())["documents"] == 2


def test_killed_and_started_again_it_has_all_conversations_and_a_whole_index(folder: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    def started() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from assistant.cli import main; main()",
                *("ui", "--index", str(folder), "--port", str(port)),
            ],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health").close()
                return process
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the page was not served")

    def ask(question: str) -> dict[str, object]:
        from gradio_client import Client

        client = Client(address, verbose=False, analytics_enabled=False)
        return dict(client.predict(question, api_name="/ask"))

    store = open_store(folder)
    try:
        begun = conversations.begin(store, "", "قبل").id
        process = started()
        assert not ask("ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")["abstained"]
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert check_whole(folder) == []
        process = started()
        assert not ask("ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")["abstained"]
        assert [each.id for each in conversations.conversations(store, "")] == [begun]
        process.terminate()
        process.wait()
    finally:
        close(store)
