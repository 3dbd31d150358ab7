"""One call of a language model: in pieces or at once, given up in time, made again, cancelled.

The call runs in a thread of its own, so that it can be given up while the library that makes it
waits for the network. A thread that was given up ends with its next piece, or with the library's
own timeout; what it still brings is dropped.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.models import endpoint as model_endpoint
from assistant.models import faults as model_faults
from assistant.models.faults import LanguageModelError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatMessage

FIRST_WAIT = 0.5
"""Seconds before the second attempt; doubled for each further one, and drawn between half and all."""

LONGEST_WAIT = 20.0
"""Seconds; a server that asks for a longer wait is not called again."""

_TICK = 0.05
"""Seconds after which a wait looks whether it was cancelled."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote. Times are seconds from the call's last attempt."""

    text: str
    cut: bool
    """Whether it stopped at the longest length that is allowed."""
    first_seconds: float
    seconds: float
    attempts: int
    prompt_tokens: int | None = None
    """As the model's server counted, None where it does not tell."""
    reply_tokens: int | None = None


@dataclass(frozen=True)
class Call:
    """Everything that a call needs but its messages."""

    llm: LLM
    name: str
    endpoint: str | None
    timeout: float
    retries: int
    max_tokens: int
    has_key: bool
    ends_are_marked: bool
    """Whether the last piece of a stream says that it is the last, as both protocols have it."""

    @property
    def place(self) -> str:
        """The endpoint, as sentences name it."""
        return f"at {self.endpoint}" if self.endpoint else "that is set by llm_import"


def call(
    what: Call,
    messages: Sequence[ChatMessage],
    on_text: Callable[[str], None] | None,
    cancel: threading.Event | None,
) -> Reply:
    """The model's reply; with `on_text` each piece of text is given to it as it comes.

    Faults that pass (429, 5xx, no connection, one that broke off) are tried again after a wait
    that grows, as long as no text has been given out. Raises LanguageModelError.
    """
    cancel = cancel or threading.Event()
    attempt = 1
    while True:
        try:
            return _attempt(what, messages, on_text, cancel, attempt)
        except LanguageModelError as fault:
            if not fault.passing or fault.partial or attempt > what.retries:
                raise
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0)
            if fault.wait is not None:
                if fault.wait > LONGEST_WAIT:
                    raise
                wait = max(wait, fault.wait)
        if cancel.wait(wait):
            raise _cancelled(what, "")
        attempt += 1


def _attempt(
    what: Call,
    messages: Sequence[ChatMessage],
    on_text: Callable[[str], None] | None,
    cancel: threading.Event,
    attempt: int,
) -> Reply:
    pieces: queue.Queue[Any] = queue.Queue()
    given_up = threading.Event()
    worker = threading.Thread(
        target=_produce,
        args=(what.llm, messages, on_text is not None, pieces, given_up),
        name="language-model",
        daemon=True,
    )
    began = time.perf_counter()
    worker.start()
    text, first, last = "", None, None
    came = cut = ended = False
    try:
        while True:
            piece = _next(what, pieces, cancel, text)
            if piece is None:
                break
            if isinstance(piece, BaseException):
                raise _told(what, piece, text)
            came = True
            last = _counts(piece, last)
            finish = _finish(piece)
            cut, ended = cut or finish == "length", ended or bool(finish)
            new = _new_text(piece, text)
            if new:
                first = time.perf_counter() - began if first is None else first
                text += new
                if on_text is not None:
                    on_text(new)
    finally:
        given_up.set()
    seconds = time.perf_counter() - began
    if on_text is not None and what.ends_are_marked and not ended:
        if not came:
            # nothing at all in the format of a stream: a page of some other service
            raise LanguageModelError("unreadable", model_faults.unreadable(what.name, what.place))
        error = LanguageModelError(
            "broken", model_faults.broken(what.name, what.place), partial=text
        )
        error.passing = True
        raise error
    if not text.strip():
        raise _empty(what, cut)
    prompt_tokens, reply_tokens = last or (None, None)
    return Reply(text, cut, first or seconds, seconds, attempt, prompt_tokens, reply_tokens)


def _produce(
    llm: LLM,
    messages: Sequence[ChatMessage],
    stream: bool,
    pieces: queue.Queue[Any],
    given_up: threading.Event,
) -> None:
    """Puts the model's replies into the queue, then None; or the exception that ended it."""
    try:
        if not stream:
            pieces.put(llm.chat(messages))
        else:
            for reply in llm.stream_chat(messages):
                if given_up.is_set():
                    model_endpoint.hang_up()
                    return
                pieces.put(reply)
        pieces.put(None)
    except Exception as fault:  # each library's own; `fault_of` tells them apart
        pieces.put(fault)


def _next(what: Call, pieces: queue.Queue[Any], cancel: threading.Event, text: str) -> Any:
    """The next thing in the queue; raises where nothing comes in time or the call is cancelled."""
    until = time.monotonic() + what.timeout
    while True:
        if cancel.is_set():
            raise _cancelled(what, text)
        left = until - time.monotonic()
        if left <= 0:
            sentence = model_faults.timed_out(what.name, what.place, what.timeout)
            raise LanguageModelError("timeout", sentence, partial=text)
        try:
            return pieces.get(timeout=min(_TICK, left))
        except queue.Empty:
            continue


def _empty(what: Call, cut: bool) -> LanguageModelError:
    return LanguageModelError(
        "empty", model_faults.empty(what.name, what.place, cut, what.max_tokens)
    )


def _told(what: Call, fault: BaseException, text: str) -> LanguageModelError:
    if not text and "EndEvent" in str(fault) and type(fault).__name__ == "ValidationError":
        # so llama-index fails where a stream of a custom LLM ends without a piece
        return _empty(what, cut=False)
    error = model_faults.fault_of(
        fault, what.name, what.endpoint, timeout=what.timeout, has_key=what.has_key
    )
    if text and error.kind in ("unreadable", "unreachable"):
        # it was a reply up to here
        error = LanguageModelError("broken", model_faults.broken(what.name, what.place))
    # The exception itself is not kept as a cause: it holds the request with its headers, and what
    # the server said of a key.
    error.partial = text
    return error


def _cancelled(what: Call, text: str) -> LanguageModelError:
    return LanguageModelError(
        "cancelled", f"The call of the language model {what.name} was stopped.", partial=text
    )


def _new_text(reply: Any, text: str) -> str:
    """What this reply adds: its delta, or where it has none the end of its whole text."""
    delta = getattr(reply, "delta", None)
    if delta is None:
        whole = _writable(str(reply.message.content or ""))
        return whole[len(text) :]
    return _writable(str(delta))


def _writable(text: str) -> str:
    """The text without halves of characters, which servers send that cut between bytes and which
    no file takes.
    """
    return text.encode("utf-8", "ignore").decode("utf-8")


def _finish(reply: Any) -> str | None:
    """Why the model stopped, where this reply says so: `stop`, `length` or another word."""
    raw = getattr(reply, "raw", None)
    if isinstance(raw, dict) and ("done" in raw or "done_reason" in raw):
        return raw.get("done_reason") or ("stop" if raw.get("done") else None)
    choices = raw.get("choices") if isinstance(raw, dict) else getattr(raw, "choices", None)
    if not choices:
        return None
    first = choices[0]
    found = first.get("finish_reason") if isinstance(first, dict) else first.finish_reason
    return found or None


def _counts(reply: Any, before: tuple[int, int] | None) -> tuple[int, int] | None:
    """Tokens of the prompt and of the reply as the server counted them."""
    raw = getattr(reply, "raw", None)
    usage = raw.get("usage") if isinstance(raw, dict) else None
    told = usage or getattr(reply, "additional_kwargs", None) or {}
    read, wrote = told.get("prompt_tokens"), told.get("completion_tokens")
    if isinstance(read, int) and isinstance(wrote, int) and read:
        return read, wrote
    return before
