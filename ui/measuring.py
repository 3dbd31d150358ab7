"""How quick the page is: `python -m ui.measuring --index DIR`.

Serves the page in a process of its own, then measures what people wait for: the first paint and an
answer after Enter in a real browser, and the answers of people who ask at once through the same
queue. The questions are made of paragraphs of the index, so that each is searched for.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from index.store import Index, open_index
from prompts import render

WORDS = 9
"""Words of a paragraph that a question is made of."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds that people waited."""

    passages: int
    first_paint: tuple[float, ...]
    answers: tuple[float, ...]
    """From Enter to the answer on the screen, one person alone."""
    at_once: tuple[float, ...]
    """From sending to the answer, each of the people who asked at once."""
    failed: int


def questions(index: Index, count: int) -> list[str]:
    """So many questions, each about a paragraph, evenly from all documents."""
    paragraphs = [
        (document.language, paragraph.clean.text)
        for document in index.documents.values()
        for paragraph in index.outline(document.name)
        if paragraph.kind == "operative" and len(paragraph.clean.text.split()) > WORDS
    ]
    step = max(1, len(paragraphs) // count)
    chosen = paragraphs[::step][:count]
    return [
        render("example_matter", language, title=" ".join(text.split()[:WORDS]))
        for language, text in chosen
    ]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The page over an index, in a process of its own, at its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", "from assistant.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "ui", "--no-model", "--index", str(folder), "--port", str(port)]
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None and not _is_up(address):
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def _is_up(address: str) -> bool:
    try:
        with urlopen(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def asked_at_once(address: str, asked: Sequence[str]) -> tuple[tuple[float, ...], int]:
    """How long each waited, and how many got no answer."""
    from gradio_client import Client

    clients = [Client(address, verbose=False, analytics_enabled=False) for _ in asked]

    def wait(client: Any, question: str) -> float | None:
        begun = time.perf_counter()
        try:
            client.predict(question, api_name="/ask")
        except Exception as fault:
            print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
            return None
        return time.perf_counter() - begun

    with ThreadPoolExecutor(len(asked)) as people:
        waited = list(people.map(wait, clients, asked))
    times = tuple(each for each in waited if each is not None)
    return times, len(waited) - len(times)


def in_a_browser(address: str, asked: Sequence[str]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """First paints, and answers after Enter; nothing where there is no chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return (), ()
    from playwright.sync_api import sync_playwright

    paints, answers = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for question in asked:
            page = browser.new_context().new_page()
            page.goto(address)
            box = page.locator("#fq-question textarea")
            box.wait_for()
            page.wait_for_selector("#fq-conversations > *", state="attached")
            paints.append(
                page.evaluate("performance.getEntriesByName('first-paint')[0].startTime") / 1000
            )
            box.fill(question)
            # measured in the page, where the person is
            waited = page.evaluate(
                """() => new Promise((done) => {
                  const begun = performance.now();
                  const look = () => document.querySelector("#fq-current .fq-turn[data-turn]")
                    ? done(performance.now() - begun) : requestAnimationFrame(look);
                  document.querySelector("#fq-send").click();
                  look();
                })"""
            )
            answers.append(waited / 1000)
            page.context.close()
        browser.close()
    return tuple(paints), tuple(answers)


def measured(folder: Path, people: int) -> Measured:
    """Everything that is measured, on the index in a folder."""
    with open_index(folder) as index:
        asked, passages = questions(index, people), index.manifest.passages
    with serving(folder) as address:
        paints, answers = in_a_browser(address, asked[:7])
        at_once, failed = asked_at_once(address, asked)
    return Measured(passages, paints, answers, at_once, failed)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--index", type=Path, default=Path(".fiqra"))
    parser.add_argument("--people", type=int, default=20)
    given = parser.parse_args()
    found = measured(given.index, given.people)
    print(f"{found.passages:,} passages")
    for name, times in (
        ("first paint", found.first_paint),
        ("answer after Enter, alone", found.answers),
        (f"answer, {given.people} people at once", found.at_once),
    ):
        if times:
            ordered = sorted(times)
            high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
            print(
                f"{name}: median {statistics.median(times):.2f} s, p95 {high:.2f} s, n {len(times)}"
            )
    print(f"without an answer: {found.failed}")


if __name__ == "__main__":
    main()
