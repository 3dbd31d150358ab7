"""The endpoints of a page that is really served, called by `gradio_client` and by plain HTTP."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.settings import Settings
from index.holding import Holder
from ui.api import api
from ui.served import Served


@pytest.fixture(scope="module")
def address(sample: Path) -> Iterator[str]:
    import gradio as gr

    served = Served(Holder(sample), Settings(index=sample))
    with gr.Blocks(analytics_enabled=False) as page:
        api(served)
    page.queue()
    page.launch(
        server_name="127.0.0.1",
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        ssr_mode=False,
        show_error=False,
    )
    yield str(page.local_url)
    page.close(verbose=False)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def test_an_answer_in_arabic(client: Client) -> None:
    question = "ماذا تقرر الفقرة 2 من القرار RCW/RES/2021/4؟"
    answer = client.predict(question=question, api_name="/ask")
    assert answer["language"] == "ar"
    assert answer["citations"][0]["symbol"] == "RCW/RES/2021/4"
    assert "الفقرة 2" in answer["citations"][0]["cite_as"]
    assert answer["citations"][0]["quote"] in answer["answer"]


def test_an_answer_that_goes_on_in_the_language_that_is_wanted(client: Client) -> None:
    answer = client.predict(
        question="And paragraph 3?",
        history=[{"role": "user", "text": "What does paragraph 2 of RCW/RES/2021/4 decide?"}],
        language="ar",
        documents=["RCW/RES/2021/4"],
        api_name="/ask",
    )
    assert answer["language"] == "ar"
    assert {each["number"] for each in answer["citations"]} == {"3"}


def test_search_and_precedent(client: Client) -> None:
    found = client.predict(
        query="monitoring wells", top_k=2, documents=["RCW/RES/2021/4"], api_name="/search"
    )
    assert len(found["passages"]) == 2
    assert all(each["link"] for each in found["passages"])
    clause = "Decides to establish a network for monitoring the wells"
    precedents = client.predict(clause=clause, top_k=1, api_name="/precedent")["precedents"]
    assert len(precedents) == 1
    assert precedents[0]["text"].startswith("Decides to establish a network")


@pytest.mark.parametrize(
    ("endpoint", "arguments", "words"),
    [
        ("/ask", {"question": "  "}, "`question` is empty"),
        ("/ask", {"question": "x" * 20_001}, "20000"),
        ("/ask", {"question": "What?", "documents": ["none.txt"]}, "none.txt"),
        ("/ask", {"question": "What?", "language": "fr"}, "`language`"),
        ("/ask", {"question": "?", "history": [{"role": "king", "text": ""}]}, "`history.0.role`"),
        ("/search", {"query": "water", "top_k": 101}, "less than or equal to 100"),
        ("/precedent", {"clause": "Decides"}, "too short"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    client: Client, endpoint: str, arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(AppError) as fault:
        client.predict(**arguments, api_name=endpoint)
    assert words in str(fault.value)
    assert "Traceback" not in str(fault.value)


def test_several_at_once_are_all_answered(address: str, client: Client) -> None:
    symbols = ["RCW/RES/2021/4", "RCW/RES/2022/3", "RCW/RES/2022/8", "RCW/RES/2023/6"]

    def found(symbol: str) -> set[str]:
        result = client.predict(query="water", documents=[symbol], api_name="/search")
        return {each["symbol"] for each in result["passages"]}

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(found, symbols)) == [{symbol} for symbol in symbols]


def test_the_endpoints_are_described_with_their_types(client: Client) -> None:
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(named) == {"/ask", "/search", "/precedent"}
    types = {
        each["parameter_name"]: each["python_type"]["type"] for each in named["/ask"]["parameters"]
    }
    assert types["question"] == "str"
    assert "list" in types["documents"]
    assert "cite_as" in named["/ask"]["description"]


def test_it_answers_plain_http_as_the_manual_says(address: str) -> None:
    base = f"{address.rstrip('/')}/gradio_api/call/search"
    body = json.dumps({"data": ["water", 1, None]}).encode()
    asked = urllib.request.Request(base, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked) as reply:
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{base}/{event}") as reply:
        lines: list[str] = reply.read().decode("utf-8").splitlines()
    assert lines[0] == "event: complete"
    (result,) = json.loads(lines[1].removeprefix("data: "))
    assert len(result["passages"]) == 1


def test_on_the_whole_page_they_have_their_names(sample: Path, tmp_path: Path) -> None:
    from ui.app import page
    from ui.keeping.store import close, open_store

    store = open_store(tmp_path)
    try:
        blocks = page(Served(Holder(sample), Settings(index=sample)), store)
    finally:
        close(store)
    public = {
        each["api_name"]
        for each in blocks.config["dependencies"]
        if each["api_visibility"] == "public"
    }
    assert public == {"ask", "search", "precedent"}
