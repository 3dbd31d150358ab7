"""`fiqra mcp` in a process of its own, spoken to by the client of the package `mcp`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio.from_thread
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult

from index.ingest import ingest
from tests.assistant.conftest import write

REPO = Path(__file__).resolve().parents[3]
START = ["-c", "from assistant.cli import main; main()", "mcp", "--no-model"]

Call = Callable[..., CallToolResult]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FIQRA_LLM")}
    return {**kept, "PYTHONPATH": str(REPO)}


@contextmanager
def connected(folder: Path, index: Path) -> Iterator[tuple[Client, Call]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=[*START, "--index", str(index)],
        env=environment(),
        cwd=folder,
    )
    with anyio.from_thread.start_blocking_portal() as portal:
        client = Client(stdio_client(server))
        with portal.wrap_async_context_manager(client):

            def call(tool: str, **arguments: Any) -> CallToolResult:
                result: CallToolResult = portal.call(client.call_tool, tool, arguments)
                return result

            listed = portal.call(client.list_tools).tools
            client.listed = {tool.name: tool for tool in listed}  # type: ignore[attr-defined]
            yield client, call


@pytest.fixture(scope="module")
def session(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Client, Call]]:
    with connected(tmp_path_factory.mktemp("client"), sample) as both:
        yield both


@pytest.fixture
def call(session: tuple[Client, Call]) -> Call:
    return session[1]


def given(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    value: dict[str, Any] = result.structured_content
    # a client that knows no structured results reads the same
    assert json.loads(result.content[0].text) == value  # type: ignore[union-attr]
    return value


def sentence(result: CallToolResult) -> str:
    assert result.is_error
    said: str = result.content[0].text  # type: ignore[union-attr]
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_the_client_is_told_what_there_is_and_that_nothing_is_changed(
    session: tuple[Client, Call],
) -> None:
    client, _ = session
    tools = client.listed  # type: ignore[attr-defined]
    assert set(tools) == {"ask", "search", "show", "precedent"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert "cite_as" in tool.description
    assert "never a quotation that is not in a result" in (client.instructions or "")
    assert tools["search"].input_schema["required"] == ["query"]


def test_an_answer_in_arabic_with_its_citation(call: Call) -> None:
    answer = given(call("ask", question="ماذا تقرر الفقرة 2 من القرار RCW/RES/2021/4؟"))
    assert answer["language"] == "ar"
    assert not answer["abstained"]
    citation = answer["citations"][0]
    assert citation["symbol"] == "RCW/RES/2021/4"
    assert "الفقرة 2" in citation["cite_as"]
    shown = given(call("show", link=citation["link"]))["paragraphs"][0]
    assert citation["quote"] in shown["raw"]


def test_an_answer_in_english_that_goes_on_from_the_one_before(call: Call) -> None:
    history = [
        {"role": "user", "text": "What does RCW/RES/2021/4 decide in paragraph 2?"},
        {"role": "assistant", "text": "It establishes a network."},
    ]
    answer = given(call("ask", question="And paragraph 3?", history=history))
    assert answer["language"] == "en"
    assert {each["number"] for each in answer["citations"]} == {"3"}
    assert "para. 3" in answer["citations"][0]["cite_as"]


def test_what_the_documents_do_not_answer_is_said_to_be_so(call: Call) -> None:
    answer = given(call("ask", question="Who won the football world cup in 1998?"))
    assert answer["abstained"]
    assert answer["claims"] == []


def test_search_finds_within_the_documents_that_are_named(call: Call) -> None:
    found = given(call("search", query="شبكة الرصد", documents=["RCW/RES/2021/4"], top_k=3))
    assert 0 < len(found["passages"]) <= 3
    assert {each["symbol"] for each in found["passages"]} == {"RCW/RES/2021/4"}
    assert all(each["link"] and each["cite_as"] for each in found["passages"])


def test_a_clause_has_its_precedent_with_what_differs(call: Call) -> None:
    clause = "Decides to establish a network for monitoring the wells"
    precedents = given(call("precedent", clause=clause, top_k=2))["precedents"]
    assert precedents[0]["text"].startswith("Decides to establish a network")
    assert any(piece["kind"] != "same" for piece in precedents[0]["differences"])


def test_a_document_is_shown_by_its_outline_and_by_paragraph(call: Call) -> None:
    outline = given(call("show", document="rcw-res-2021-4.en.txt"))
    assert outline["document"]["symbol"] == "RCW/RES/2021/4"
    assert len(outline["outline"]) == outline["paragraphs_in_all"]
    assert outline["next"] is None
    paragraphs = given(call("show", document="rcw-res-2021-4.en.txt", paragraph="2"))["paragraphs"]
    assert paragraphs[0]["number"] == "2"
    assert paragraphs[0]["link"] in {each["link"] for each in outline["outline"]}


@pytest.mark.parametrize(
    ("tool", "arguments", "word"),
    [
        ("ask", {"question": "  "}, "`question` is empty"),
        ("ask", {}, "`question` is missing"),
        ("ask", {"question": "?", "language": "fr"}, "`language`"),
        ("ask", {"question": "What?", "documents": ["no-such.txt"]}, "no-such.txt"),
        ("search", {"query": "x", "top_k": 0}, "greater than or equal to 1"),
        ("search", {"query": "x", "limit": 3}, "no argument `limit`"),
        ("search", {"query": "x" * 20_001}, "20000"),
        ("search", {"query": "water", "year": "soon"}, "A year is written"),
        ("precedent", {"clause": "Decides"}, "too short"),
        ("show", {"document": "A/RES/1/1"}, "no document A/RES/1/1"),
        ("show", {"document": "RCW/RES/2021/4", "paragraph": "99"}, "no paragraph 99"),
        ("show", {}, "Give either"),
        ("show", {"link": "elsewhere"}, "no link"),
        ("remove", {"document": "x"}, "no tool 'remove'"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    call: Call, tool: str, arguments: dict[str, Any], word: str
) -> None:
    assert word in sentence(call(tool, **arguments))


def test_four_calls_at_once_are_all_answered_with_their_own(call: Call) -> None:
    wanted = ["RCW/RES/2021/4", "RCW/RES/2022/3", "RCW/RES/2022/8", "RCW/RES/2023/6"]
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(
                lambda symbol: given(call("search", query="water", documents=[symbol])), wanted
            )
        )
    for symbol, each in zip(wanted, found, strict=True):
        assert {passage["symbol"] for passage in each["passages"]} == {symbol}


def test_a_document_that_is_read_in_later_is_found(two_resolutions: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with connected(tmp_path, folder) as (_, call):
        assert "There is no index" in sentence(call("search", query="الآبار"))
        shutil.copytree(two_resolutions / "index", folder)
        assert given(call("search", query="الآبار"))["passages"]
        assert "no document WC/RES/2021/3" in sentence(call("show", document="WC/RES/2021/3"))
        ingest(folder, [write(tmp_path / "r3.txt", 3, "الأنهار")])
        assert given(call("show", document="WC/RES/2021/3"))["outline"]


def lines(*messages: dict[str, Any]) -> str:
    return "".join(json.dumps({"jsonrpc": "2.0", **each}) + "\n" for each in messages)


HANDSHAKE = lines(
    {
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    },
    {"method": "notifications/initialized"},
)


@contextmanager
def started(folder: Path, index: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, *START, "--index", str(index)],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_stdout_holds_the_protocol_alone_and_closing_stdin_ends_it(
    two_resolutions: Path, tmp_path: Path
) -> None:
    asked = {"name": "ask", "arguments": {"question": "ما الذي يقرره المجلس بشأن السدود؟"}}
    with started(tmp_path, two_resolutions / "index") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(HANDSHAKE + "no JSON\n")
        process.stdin.write(lines({"id": 2, "method": "tools/call", "params": asked}))
        process.stdin.flush()
        replies = {}
        while 2 not in replies:
            line = json.loads(process.stdout.readline())
            assert line["jsonrpc"] == "2.0"
            replies[line.get("id")] = line
        assert replies[2]["result"]["structuredContent"]["language"] == "ar"
        out, err = process.communicate(timeout=20)  # closes stdin
        assert process.returncode == 0
        assert out == ""
        assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_ctrl_c_ends_it_with_one_line(two_resolutions: Path, tmp_path: Path) -> None:
    with started(tmp_path, two_resolutions / "index") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(HANDSHAKE)
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert process.stderr
        said = process.stderr.read()
        assert said.endswith("fiqra: stopped.\n")
        assert "Traceback" not in said


def test_settings_that_are_wrong_end_it_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "fiqra.toml").write_text("colour = 1\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, *START],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "colour" in ran.stderr


@pytest.mark.parametrize("year", ["2022", 2022])
def test_a_year_may_be_a_number(call: Call, year: str | int) -> None:
    found = given(call("search", query="observation wells", year=year))
    assert {each["symbol"][8:12] for each in found["passages"]} == {"2022"}
