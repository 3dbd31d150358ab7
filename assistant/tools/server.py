"""An MCP server over stdin and stdout: `ask`, `search`, `show` and `precedent` for language models."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anyio
import anyio.to_thread
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel

from assistant.tools import calls
from assistant.tools.arguments import Ask, Precede, Search, Show, checked
from assistant.tools.described import DESCRIPTIONS, INSTRUCTIONS, RESULTS, TITLES
from assistant.tools.results import AT_ONCE as MOST
from assistant.tools.results import as_text
from index.errors import FiqraError, UsageError
from index.store import Index
from index.writing import fiqra_version

AT_ONCE = 2
"""Calls that are worked on at the same time; others wait their turn."""

ARGUMENTS: dict[str, type[BaseModel]] = {
    "ask": Ask,
    "search": Search,
    "show": Show,
    "precedent": Precede,
}


@dataclass(frozen=True)
class Serving:
    """`index` gives the index as it is now, and raises FiqraError where there is none."""

    index: Callable[[], Index]
    by: calls.By


def serve(serving: Serving) -> None:
    """Serves one client until it closes stdin. stdout holds the protocol and nothing else."""
    anyio.run(_serve, serving)


async def _serve(serving: Serving) -> None:
    limiter = anyio.CapacityLimiter(AT_ONCE)

    async def listed(*_: Any) -> ListToolsResult:
        return ListToolsResult(tools=tools())

    async def called(_: Any, params: Any) -> CallToolResult:
        cancel = threading.Event()
        try:
            return await anyio.to_thread.run_sync(
                call,
                serving,
                params.name,
                params.arguments or {},
                cancel,
                abandon_on_cancel=True,
                limiter=limiter,
            )
        finally:
            cancel.set()  # a language model that nobody waits for any more is stopped

    server: Server[Any] = Server(
        "fiqra",
        version=fiqra_version(),
        title="Fiqra فقرة",
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def tools() -> list[Tool]:
    """The tools as a client is told of them."""
    return [
        Tool(
            name=name,
            title=TITLES[name],
            description=DESCRIPTIONS[name].replace("{most}", str(MOST)),
            input_schema=_schema(kind),
            output_schema=RESULTS[name],
            annotations=ToolAnnotations(
                title=TITLES[name],
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )
        for name, kind in ARGUMENTS.items()
    ]


def call(
    serving: Serving, name: str, arguments: Mapping[str, Any], cancel: threading.Event
) -> CallToolResult:
    """What a tool gives; whatever goes wrong is one sentence, marked as an error."""
    try:
        return _given(_called(serving, name, arguments, cancel))
    except FiqraError as fault:
        return _failed(str(fault))
    except Exception as fault:  # one call must not end the server for all others
        print(f"fiqra: {name}: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)
        return _failed(
            "Something went wrong inside Fiqra; its log has the cause. Try it in other words, or "
            "start Fiqra again."
        )


def _called(
    serving: Serving, name: str, arguments: Mapping[str, Any], cancel: threading.Event
) -> dict[str, Any]:
    kind = ARGUMENTS.get(name)
    if kind is None:
        raise UsageError(f"There is no tool {name!r}; there are {', '.join(ARGUMENTS)}.")
    given = checked(kind, arguments)
    index = serving.index()
    match given:
        case Ask():
            return calls.ask(index, given, serving.by, cancel)
        case Search():
            return calls.search(index, given, serving.by)
        case Precede():
            return calls.precedent(index, given, serving.by)
        case Show():
            return calls.show(index, given)
    raise AssertionError(kind)


def _given(result: dict[str, Any]) -> CallToolResult:
    # the same twice: clients of older protocols read the text alone
    text = as_text(result)
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=json.loads(text)
    )


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The arguments' JSON Schema, without the titles that only repeat their names."""
    schema: dict[str, Any] = _untitled(kind.model_json_schema())
    schema.pop("description", None)
    return schema


def _untitled(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _untitled(inner)
            for key, inner in value.items()
            if key != "title" or not isinstance(inner, str)
        }
    return [_untitled(each) for each in value] if isinstance(value, list) else value
