"""The page as it is served: it answers on this machine, and on no other."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import FiqraError
from index.store import open_index
from tests.assistant.conftest import two_resolutions  # noqa: F401 (a fixture)
from tests.conftest import Run
from ui.app import start


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(two_resolutions: Path) -> Iterator[int]:  # noqa: F811
    """The port at which the page over two resolutions is served."""
    port = free_port()
    with open_index(two_resolutions / "index") as index:
        blocks = start(index, "127.0.0.1", port)
        yield port
        blocks.close(verbose=False)


def ask(port: int, question: str) -> str:
    from gradio_client import Client

    client = Client(f"http://127.0.0.1:{port}", verbose=False, analytics_enabled=False)
    return str(client.predict(question, api_name="/ask"))


def test_it_answers_with_the_paragraph(served: int) -> None:
    page = ask(served, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert 'dir="rtl"' in page
    assert "<mark>يقرر حماية السدود في المنطقة؛</mark>" in page
    assert "r2.txt" in page
    assert 'href="#source-1"' in page


def test_an_empty_question_is_asked_for(served: int) -> None:
    assert 'class="note"' in ask(served, "  ")


def test_a_port_that_is_taken_is_named(served: int, two_resolutions: Path) -> None:  # noqa: F811
    with (
        open_index(two_resolutions / "index") as index,
        pytest.raises(FiqraError, match=f"port {served}.*--port"),
    ):
        start(index, "127.0.0.1", served)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", ""])
def test_other_machines_are_refused(fiqra: Run, host: str) -> None:
    assert fiqra("ui", "--host", host).said(2, "no login", "127.0.0.1")


def test_a_port_that_is_none_is_refused(fiqra: Run) -> None:
    assert fiqra("ui", "--port", 70000).said(2, "--port", "65535")


def test_without_an_index_it_says_so(fiqra: Run) -> None:
    assert fiqra("ui").said(1, "ingest")
