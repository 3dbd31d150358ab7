"""The whole page, served and opened in Debian's chromium; skipped where there is none.

Screenshots of each state go to the folder that FIQRA_SCREENSHOTS names, for people to look at.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.models.opening import LanguageModel
from assistant.settings import Settings
from index.holding import Holder
from tests.chromium import chromium
from tests.ui.ask.conftest import wells  # noqa: F401 (a fixture)
from ui.keeping.store import close, open_store
from ui.served import Served
from ui.serving import Where, start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = {"width": 1360, "height": 860}, {"width": 360, "height": 740}

Shoot = Callable[["Page", str], None]
Open = Callable[..., "Page"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    folder: Path, model: LanguageModel | None = None, port: int | None = None
) -> Iterator[str]:
    """The page over an index, at its address."""
    store = open_store(folder)
    served = Served(Holder(folder), Settings(index=folder, trace_days=0), model)
    running = start(served, store, Where(port=port or free_port()))
    try:
        yield running.address
    finally:
        running.close()
        close(store)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(wells: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """A copy of the small index, to be written to."""
    copy = tmp_path_factory.mktemp("served") / "index"
    shutil.copytree(wells, copy)
    return copy


@pytest.fixture(scope="module")
def address(browser: Browser, folder: Path) -> Iterator[str]:
    """Where the page over the small index is served, without a language model."""
    with serving(folder) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a browser of its own. Whatever was asked of another machine, and every fault in
    the console, fails the test at its end.
    """
    contexts, faults = [], []

    def opened(
        address: str, size: dict[str, int] = WIDE, *, dark: bool = False, ready: str = ""
    ) -> Page:
        context = browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda r: None if _is_here(r.url) else faults.append(f"asked {r.url}"))
        page.on("pageerror", lambda e: faults.append(f"script: {e}"))
        page.on(
            "console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None
        )
        page.on("dialog", lambda d: faults.append(f"the browser's own dialog: {d.message}"))
        page.goto(address)
        page.wait_for_selector(ready or "#fq-question textarea")
        if not ready:
            page.wait_for_selector("#fq-conversations > *", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _is_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


@pytest.fixture(scope="session")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Shoot:
    """Keeps what the page looks like under a name."""
    named = os.environ.get("FIQRA_SCREENSHOTS")
    place = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    place.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.wait_for_timeout(300)  # what moves has come to rest
        page.screenshot(path=place / f"{name}.png")

    return shot


def ask(page: Page, question: str) -> None:
    """Asks by keyboard and waits for the answer."""
    before = page.locator(".fq-turn[data-turn]").count()
    box = page.locator("#fq-question textarea")
    box.fill(question)
    box.press("Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.fq-turn[data-turn]').length > n"
        " && !document.body.classList.contains('fq-running')",
        arg=before,
    )


def speak_english(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.get_by_role("button", name="Ask", exact=True).wait_for()
