"""A server on loopback that speaks the OpenAI protocol, and Ollama's, as a test tells it to.

A script is a list of steps, one for each call of the chat; the last one is repeated.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


Step = Callable[["Handler", Asked], None]


@dataclass
class ScriptedServer:
    """What it was asked, and where it is."""

    address: str
    asked: list[Asked] = field(default_factory=list)
    tokens: Callable[[dict[str, Any]], list[Any]] | None = None
    """What `/tokenize` answers to a body; without it there is no such path."""
    broken_pipes: int = 0
    """How often the other side went away while it spoke."""

    @property
    def base_url(self) -> str:
        return f"{self.address}/v1"

    @property
    def chats(self) -> list[Asked]:
        return [each for each in self.asked if "chat" in each.path]


class Handler(BaseHTTPRequestHandler):
    """Writes what the steps say."""

    protocol_version = "HTTP/1.1"
    script: list[Step]
    record: ScriptedServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.record.asked.append(asked)
        if self.path == "/tokenize" and self.record.tokens:
            return self.answer(200, {"tokens": self.record.tokens(body)})
        if "chat" not in self.path:
            return self.answer(404, {"error": "no such path"})
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        try:
            step(self, asked)
        except OSError:
            self.record.broken_pipes += 1
            self.close_connection = True

    def answer(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def begin_stream(self, kind: str = "text/event-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing on stderr: that the other side goes away is part of the scripts."""


@contextmanager
def serving(*script: Step) -> Iterator[ScriptedServer]:
    """The server, running until the end of the block."""
    handler = type("Scripted", (Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    record = ScriptedServer(f"http://127.0.0.1:{server.server_address[1]}")
    handler.script, handler.record = list(script), record  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield record
    finally:
        server.shutdown()
        server.server_close()


def event(delta: str | None, finish: str | None = None) -> bytes:
    """A line of the stream."""
    body = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "m",
        "choices": [
            {"index": 0, "delta": {"content": delta} if delta else {}, "finish_reason": finish}
        ],
    }
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def says(
    *pieces: str, finish: str = "stop", cut_bytes: int | None = None, pause: float = 0.0
) -> Step:
    """A reply, whole or streamed as asked; `cut_bytes`: in chunks of so many bytes."""

    def step(handler: Handler, asked: Asked) -> None:
        if not asked.body.get("stream"):
            message = {"role": "assistant", "content": "".join(pieces)}
            choice = {"index": 0, "message": message, "finish_reason": finish}
            usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
            return handler.answer(
                200,
                {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "m",
                    "choices": [choice],
                    "usage": usage,
                },
            )
        handler.begin_stream()
        events = [event(piece) for piece in pieces] + [event(None, finish), b"data: [DONE]\n\n"]
        if cut_bytes:
            data = b"".join(events)
            events = [data[at : at + cut_bytes] for at in range(0, len(data), cut_bytes)]
        for each in events:
            time.sleep(pause)
            handler.chunk(each)
        return handler.chunk(b"")

    return step


def refuses(
    status: int,
    message: str,
    code: str | None = None,
    headers: dict[str, str] | None = None,
    echo_key: bool = False,
) -> Step:
    """An error as OpenAI's services word it; `echo_key`: with the key that was sent."""

    def step(handler: Handler, asked: Asked) -> None:
        told = f"{message} {asked.headers.get('authorization', '')}" if echo_key else message
        handler.answer(status, {"error": {"message": told, "code": code, "type": code}}, headers)

    return step


def answers_with(data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Step:
    """These very bytes."""
    return lambda handler, asked: handler.answer(status, data, headers)


def stalls(*pieces: str, seconds: float = 3.0) -> Step:
    """These pieces of a stream, then nothing."""

    def step(handler: Handler, asked: Asked) -> None:
        if pieces:
            handler.begin_stream()
        for piece in pieces:
            handler.chunk(event(piece))
        time.sleep(seconds)

    return step


def breaks_off(*pieces: str, politely: bool = False, garbage: bytes = b"") -> Step:
    """These pieces of a stream, then the end of the connection; `politely`: as if all was said."""

    def step(handler: Handler, asked: Asked) -> None:
        handler.begin_stream()
        for piece in pieces:
            handler.chunk(event(piece))
        if garbage:
            handler.chunk(garbage)
        if politely:
            return handler.chunk(b"")
        time.sleep(0.05)
        return handler.hang_up()

    return step


def hangs_up() -> Step:
    """No answer at all."""
    return lambda handler, asked: handler.hang_up()


def ollama_says(*pieces: str, done: bool = True) -> Step:
    """A reply in Ollama's protocol."""

    def step(handler: Handler, asked: Asked) -> None:
        def line(text: str, last: bool) -> dict[str, Any]:
            counts = {"prompt_eval_count": 11, "eval_count": 7, "done_reason": "stop"}
            message = {"role": "assistant", "content": text}
            return {"model": "m", "message": message, "done": last, **(counts if last else {})}

        if not asked.body.get("stream"):
            return handler.answer(200, line("".join(pieces), True))
        handler.begin_stream("application/x-ndjson")
        lines: Sequence[dict[str, Any]] = [line(piece, False) for piece in pieces]
        for each in [*lines, line("", True)] if done else lines:
            handler.chunk(json.dumps(each).encode() + b"\n")
        return handler.chunk(b"")

    return step
