"""Debian's chromium, driven by playwright; tests are skipped where either is not installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

# nothing but the pages of the tests is asked for
_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser. Not to be kept open longer than a module: while it is, playwright's event loop
    runs in this thread, and tests that start one of their own would fail.
    """
    sync_api: Any = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: no test in a browser"
    )
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: no test in a browser")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield made
        made.close()
