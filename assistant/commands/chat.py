"""`fiqra chat`: a conversation in the terminal."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.commands.options import (
    BodyOption,
    IndexOption,
    JsonOption,
    KindOption,
    LocalOnlyOption,
    NoModelOption,
    RerankerOption,
    ScopeOption,
    SourceLanguageOption,
    YearOption,
    entailment_with,
    filter_with,
    language_model_with,
    open_within,
    reranker_with,
    settings_with,
)
from assistant.commands.questions import LanguageOption, answer_language_of
from index.errors import FiqraError

if TYPE_CHECKING:
    from assistant.answers import Answer, Question, Turn

NAME, SHORT_HELP = "chat", "A conversation: questions that go on from one another."

PROMPT = "? "
NEW, QUIT = "/new", "/quit"
WELCOME = f"Ask in Arabic or English; {NEW} begins another conversation, {QUIT} ends."

Answering = Callable[["Question", threading.Event], "Answer"]


def chat(
    language: LanguageOption = None,
    within: ScopeOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    source_language: SourceLanguageOption = None,
    reranker: RerankerOption = None,
    local_only: LocalOnlyOption = False,
    no_model: NoModelOption = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask one question after another; a follow-up may go on from what was said before.

    Questions are read from the terminal, or a line each from a pipe. Ctrl-C stops an answer that is
    being written; at the prompt it ends the conversation.
    """
    from assistant.answering import answer, keeper
    from assistant.answers import Question, answer_json
    from assistant.terminal_answer import answered_on_terminal

    reply_in = answer_language_of(language)
    wanted = filter_with(within, body, year, kind, source_language)
    settings = settings_with(index)
    model = language_model_with(settings, local_only=local_only, no_model=no_model)
    opened = open_within(index, wanted)
    ranker = reranker_with(reranker)
    keep = keeper(settings.index, settings.trace_days)
    entails = entailment_with(settings) if model else None

    def on_terminal(question: Question, cancel: threading.Event) -> Answer:
        return answered_on_terminal(
            lambda show: answer(
                opened,
                question,
                model,
                ranker,
                on_draft=show,
                cancel=cancel,
                keep=keep,
                entails=entails,
            ),
            strike=settings.llm_unsupported == "strike",
        )

    def as_line(question: Question, cancel: threading.Event) -> Answer:
        given = answer(opened, question, model, ranker, cancel=cancel, keep=keep, entails=entails)
        print(json.dumps(answer_json(given), ensure_ascii=False), flush=True)
        return given

    first = Question("", language=reply_in, filter=wanted)
    _converse(first, as_line if as_json else on_terminal, quiet=as_json)


def _converse(like: Question, answering: Answering, *, quiet: bool) -> None:
    """Reads questions until the end of the input and has each answered with the turns before it."""
    from dataclasses import replace

    from assistant.answering import turn_of
    from assistant.answers import Turn

    history: tuple[Turn, ...] = ()
    for line in _lines(quiet):
        if line == NEW:
            history = ()
            continue
        try:
            with _stoppable() as cancel:
                given = answering(replace(like, text=line, history=history), cancel)
        except FiqraError as fault:
            print(f"fiqra: {fault}", file=sys.stderr)
            continue
        history = _bounded((*history, Turn("user", line), turn_of(given)))
        if not quiet:
            print()


KEPT_TURNS = 20
"""Turns of a conversation that are kept; what a follow-up goes on from is in the last few."""


def _bounded(history: tuple[Turn, ...]) -> tuple[Turn, ...]:
    return history[-KEPT_TURNS:]


def _lines(quiet: bool) -> Iterator[str]:
    """The lines that are no blank ones, up to `QUIT` or the end of the input."""
    at_terminal = sys.stdin.isatty() and not quiet
    if at_terminal:
        print(WELCOME)
    while True:
        try:
            line = (input(PROMPT) if at_terminal else _next_line()).strip()
        except EOFError:
            return
        if line == QUIT:
            return
        if line:
            if not at_terminal and not quiet and not line.startswith("/"):
                print(f"{PROMPT}{line}")
            yield line


def _next_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets for as long as an answer is being made; a second one ends all."""
    cancel = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: Any) -> None:
        if cancel.is_set() and callable(before):
            before(number, frame)
        cancel.set()

    signal.signal(signal.SIGINT, stop)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
