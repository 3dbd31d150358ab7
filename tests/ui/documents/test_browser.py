"""The tab alone in a real browser: a file is sent, listed, found, ticked, taken out."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from index.holding import Holder
from tests.assistant.conftest import two_resolutions  # noqa: F401 (a fixture)
from tests.chromium import chromium
from tests.ui.documents.conftest import resolution
from ui.documents.words import WORDS
from ui.served import FIRST_LANGUAGE, Served

SCRIPT = "<img src=x onerror=\"document.title='ran'\">"
SCOPE = "JSON.parse(sessionStorage.getItem('fiqra-scope') || '[]')"


@pytest.fixture(scope="module")
def address(two_resolutions: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: F811
    """Where the tab is served, without the rest of the page."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    import uvicorn
    from fastapi import FastAPI

    from ui.documents.routes import routes
    from ui.documents.tab import build

    folder = tmp_path_factory.mktemp("browser") / "ix"
    shutil.copytree(two_resolutions / "index", folder)
    served = Served(Holder(folder), Settings(index=folder))
    app = FastAPI()
    app.include_router(routes(served), prefix="/fiqra")
    room = Path(__file__).resolve().parents[3] / "ui" / "documents"
    script = (room / "page.js").read_text(encoding="utf-8")
    with gr.Blocks(analytics_enabled=False) as blocks:
        build(served)
    app = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        css=(room / "style.css").read_text(encoding="utf-8"),
        head=f"<script>window.fiqraBase = location.origin + '/';\n{script}</script>",
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    """The tab in English; at the end nothing was wrong on its console and nothing left the machine."""
    wrong: list[str] = []
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "fiqra_language", "value": "en", "url": address}])
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on(
            "request",
            lambda sent: (
                wrong.append(sent.url)
                if not sent.url.startswith((address, "data:", "blob:"))
                else None
            ),
        )
        page.goto(address)
        page.wait_for_selector("tr[data-name]")
        yield page
    assert wrong == []


def test_a_file_is_sent_listed_found_ticked_and_taken_out(page: Any, tmp_path: Path) -> None:
    sent = tmp_path / "r3.txt"
    text = resolution(3, "الأنهار").replace("مجلس المياه", f"مجلس المياه {SCRIPT}")
    sent.write_text(text, encoding="utf-8")
    page.evaluate("document.addEventListener('fiqra:index', () => { window.changed = true; })")
    page.set_input_files("#fq-files", sent)
    page.wait_for_selector(".fq-job.done", timeout=120_000)
    page.wait_for_selector('tr[data-name="r3.txt"]')
    assert page.evaluate("window.changed") is True

    page.fill('#fq-filters [name="words"]', "2021/3")
    page.wait_for_function("document.querySelectorAll('tr[data-name]').length === 1")
    page.check('tr[data-name="r3.txt"] .fq-tick')
    assert page.evaluate(SCOPE) == ["r3.txt"]
    assert page.is_visible("#fq-scope")

    page.reload()
    page.wait_for_selector(".fq-job.done")  # what was done is still listed
    assert page.is_checked('tr[data-name="r3.txt"] .fq-tick')

    page.click('[data-remove="r3.txt"]')
    assert page.is_visible("#fq-dialog")
    page.keyboard.press("Escape")
    assert not page.is_visible("#fq-dialog")
    page.click('[data-remove="r3.txt"]')
    page.click("#fq-dialog .danger")
    page.wait_for_selector('tr[data-name="r3.txt"]', state="detached", timeout=120_000)
    page.wait_for_function(f"{SCOPE}.length === 0")
    assert page.title() != "ran"


def test_a_file_that_is_no_document_is_refused_in_words(page: Any, tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.on("console", lambda said: None)
    page.set_input_files("#fq-files", picture)
    page.wait_for_selector("#fq-sending .fault")
    assert "PNG" in page.inner_text("#fq-sending")


def test_the_list_is_ordered_and_reached_by_keys(page: Any) -> None:
    def names() -> list[str]:
        return list(
            page.eval_on_selector_all("tr[data-name]", "rows => rows.map(r => r.dataset.name)")
        )

    before = names()
    page.focus('button[data-order="symbol"]')
    page.keyboard.press("Enter")
    page.wait_for_selector('th.symbol[aria-sort="descending"]')
    assert names() == before[::-1]
    focused = page.evaluate("document.activeElement.dataset.order")
    assert focused == "symbol"


def test_on_a_narrow_screen_nothing_is_cut_off(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.is_visible('[data-remove="r1.txt"]')


DROPPED = """([selector, files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const dropped = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried });
  document.querySelector(selector).dispatchEvent(dropped);
  return dropped.defaultPrevented;
}"""


def test_files_dropped_beside_the_frame_are_sent_and_one_of_two_with_a_name_is_asked_about(
    page: Any,
) -> None:
    files = [["same.txt", resolution(7, "الموانئ")], ["same.txt", resolution(8, "السفن")]]
    assert page.evaluate(DROPPED, ["tr[data-name]", files]) is True  # the browser stays on the page
    page.wait_for_selector("#fq-dialog[open]")
    words = WORDS[FIRST_LANGUAGE]  # what the server renders is in the cookie's, the tab in this
    assert words.twice.format(name="\u2068same.txt\u2069") in page.inner_text("#fq-dialog")
    page.click(f"#fq-dialog button:has-text('{words.leave}')")
    page.wait_for_selector('tr[data-name="same.txt"]', timeout=120_000)
    assert "2021/7" in page.inner_text('tr[data-name="same.txt"]')


ANSWERED = """([status, body]) => {
  const real = window.real || (window.real = window.fetch);
  window.fetch = (place, how) => String(place).endsWith("rebuild")
    ? Promise.resolve(new Response(body, { status })) : real(place, how);
}"""


def test_what_could_not_be_begun_is_said(page: Any) -> None:
    for status, body, said in (
        (200, "<p>a proxy's own</p>", WORDS[FIRST_LANGUAGE].not_done),
        (503, '{"detail": "Many files wait."}', "Many files wait."),
    ):
        page.evaluate(ANSWERED, [status, body])
        page.click("#fq-rebuild")
        page.click("#fq-dialog .primary")
        page.wait_for_selector(f'#fq-sending .fault:has-text("{said}")')


def test_where_the_login_has_ended_the_page_is_made_anew(page: Any) -> None:
    page.evaluate(ANSWERED, [401, "{}"])
    page.click("#fq-rebuild")
    page.click("#fq-dialog .primary")
    page.wait_for_function("window.real === undefined")
