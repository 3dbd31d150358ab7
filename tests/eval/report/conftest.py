"""A small run with one question of each fate, and a real browser where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.eval.report.made_runs import failed, good, make_run, silent, wrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six questions: two answered well, one badly, two with silence, one not at all."""
    items = [
        good("g-ar"),
        good("g-en", "en"),
        wrong("w-en"),
        silent("s-ar"),
        silent("u-en", "en", answerable=False),
        failed("f-ar"),
    ]
    return make_run(tmp_path_factory.mktemp("runs") / "made", items)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless. Tests are skipped where it or playwright is not installed.

    No longer than a module: while it is open, playwright's event loop runs in this thread, and
    tests that start one of their own would fail.
    """
    sync_api: Any = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: no test in a browser"
    )
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: no test in a browser")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()
