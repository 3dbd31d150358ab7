"""The Documents tab's routes over an index of two resolutions, as the page's script calls them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Settings
from index.holding import Holder
from tests.assistant.conftest import RESOLUTION, two_resolutions  # noqa: F401 (a fixture)
from ui.documents.routes import routes
from ui.served import Served

LONGEST = 120.0
"""Seconds that a job may take on a machine that is busy with other things."""


class Page:
    """What the page's script does, without a browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.served = Served(Holder(folder), Settings(index=folder))
        app = FastAPI()
        app.include_router(routes(self.served), prefix="/fiqra")
        self.client = TestClient(app, cookies={"fiqra_language": "en"})

    def list(self, **asked: str) -> str:
        return self.client.get("/fiqra/documents/list", params=asked).text

    def names(self, **asked: str) -> list[str]:
        return list(self.client.get("/fiqra/documents/names", params=asked).json())

    def send(self, name: str, content: str | bytes) -> Any:
        data = content.encode() if isinstance(content, str) else content
        return self.client.post("/fiqra/documents/send", params={"name": name}, content=data)

    def read(self, *sent: dict[str, Any]) -> Any:
        return self.client.post("/fiqra/documents/read", json={"files": list(sent)}).json()

    def jobs(self) -> dict[str, Any]:
        return dict(self.client.get("/fiqra/jobs").json())

    def wait(self) -> str:
        """Waits until all jobs have ended; gives their HTML."""
        until = time.monotonic() + LONGEST
        while (now := self.jobs())["active"]:
            assert time.monotonic() < until, now["html"]
            time.sleep(0.1)
        return str(now["html"])

    def add(self, name: str, content: str | bytes, **how: bool) -> str:
        """Sends a file, has it read and waits; gives the jobs' HTML."""
        self.read({"token": self.send(name, content).json()["token"], **how})
        return self.wait()


@pytest.fixture
def page(two_resolutions: Path, tmp_path: Path) -> Page:  # noqa: F811
    shutil.copytree(two_resolutions / "index", tmp_path / "ix")
    return Page(tmp_path / "ix")


def resolution(number: int, subject: str) -> str:
    return RESOLUTION.format(number=number, subject=subject)
