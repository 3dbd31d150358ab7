"""The whole application behind its gate: under a root path, and without what Gradio would add."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from index.holding import Holder
from tests.ui.ask.conftest import wells  # noqa: F401 (a fixture)
from ui.keeping.store import Store, close, open_store
from ui.served import Served
from ui.serving import Where, application


@pytest.fixture
def folder(wells: Path, tmp_path: Path) -> Path:  # noqa: F811
    """An index to be written to."""
    return Path(shutil.copytree(wells, tmp_path / "index"))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(folder)
    yield opened
    close(opened)


def client(folder: Path, store: Store, root_path: str = "") -> TestClient:
    served = Served(Holder(folder), Settings(index=folder))
    app = application(served, store, Where(root_path=root_path))
    return TestClient(app, "http://localhost:7860", raise_server_exceptions=False)


@pytest.mark.parametrize("root_path", ["", "/fiqra", "/wells"])
def test_a_proxy_may_take_the_root_path_off_or_leave_it_on(
    folder: Path, store: Store, root_path: str
) -> None:
    browser = client(folder, store, root_path)
    for path in ("/", "/fiqra/holdings", "/fiqra/source?paragraph=x", "/health", "/config"):
        off, on = browser.get(path), browser.get(root_path + path)
        assert off.status_code == on.status_code == (404 if "source" in path else 200)
        assert off.headers["content-type"] == on.headers["content-type"]
    assert "fq-source" in browser.get("/fiqra/source?paragraph=x").text


def test_nothing_is_sent_to_gradio_and_nothing_fetched_by_it(folder: Path, store: Store) -> None:
    browser = client(folder, store)
    sent = browser.post("/gradio_api/upload", files={"files": ("wells.html", b"<script>")})
    assert sent.status_code == 404
    for path in ("file=http://localhost/", "proxy=http://localhost/", "deep_link?session_hash=x"):
        assert browser.get(f"/gradio_api/{path}").status_code == 404
    past_the_queue = browser.post("/gradio_api/run/search", json={"data": ["wells", 3, None]})
    assert past_the_queue.status_code == 404
    assert browser.get("/gradio_api/info").status_code == 200


def test_an_index_that_is_gone_is_said_in_a_sentence(folder: Path, store: Store) -> None:
    browser = client(folder, store)
    (folder / "CURRENT").unlink()
    health = browser.get("/health")
    assert (health.status_code, health.json()["ok"]) == (503, False)
    assert browser.get("/fiqra/holdings").json()["sentence"].endswith(".")
