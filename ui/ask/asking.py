"""From a question on the page to its answer: shown as it comes, then kept."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering import answer, keeper
from assistant.answers import Question, Turn
from assistant.records import Exchange, as_turn, recorded
from index.errors import FiqraError, UsageError
from index.filters import Filter
from index.values import Language
from ui.ask.drafting import pending_html
from ui.ask.running import stoppable
from ui.ask.thread import answer_html, note_html, turn_html
from ui.ask.words import WORDS
from ui.keeping import conversations
from ui.keeping.store import Store
from ui.served import Served

if TYPE_CHECKING:
    from assistant.generative import Draft
    from assistant.traces import Trace

LONGEST = 4000
"""Characters of a question."""

KEPT_TURNS = 20
"""Turns before a question that are looked at; what it goes on from is in the last few."""

OFTEN = 0.1
"""Seconds between two looks of an answer that is being written."""


class Circumstances(BaseModel):
    """What the page sends beside the question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation: str | None = Field(None, max_length=64)
    """None for a new one."""
    scope: tuple[str, ...] = Field((), max_length=100_000)
    """Names of the documents that the question is restricted to; none for all."""
    turn: int | None = Field(None, ge=0)
    """The position of the exchange that is asked again or otherwise: it and those after it are
    replaced."""
    known: int | None = Field(None, ge=0)
    """How many exchanges the page knows of: others, made in another window, are not replaced."""
    run: str = Field("", max_length=64)
    """The page's own name for this question, by which it can be stopped."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A look of the answer, and what the page is told when it is finished."""

    html: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was made, and where it is kept: its conversation and its position there."""

    exchange: Exchange
    place: tuple[str, int] | None
    fault: str = ""
    """Why it is not kept: one sentence."""


def asked(
    served: Served, store: Store, text: str, sent: str, user: str, language: Language
) -> Iterator[Shown]:
    """The looks of a question's answer, the last one whole and kept in its conversation. Whatever a
    person can mend is one of them, too: nothing is raised but what is our own mistake.
    """
    words = WORDS[language]
    # without halves of characters, which nobody can be sent
    question = text.strip().encode("utf-8", "replace").decode("utf-8")
    try:
        circumstances = Circumstances.model_validate_json(sent or "{}")
    except ValidationError:  # not to be answered as if something else had been asked
        yield Shown(note_html(question[:LONGEST], words.failed, language), {"failed": True})
        return
    failed = {"failed": True, "run": circumstances.run}
    if not question or len(question) > LONGEST:
        sentence = words.too_long.format(most=f"{LONGEST:,}") if question else words.empty
        yield Shown(note_html(question[:LONGEST], sentence, language), failed)
        return
    yield Shown(pending_html(question, language), {})
    try:
        yield from _answered(served, store, question, circumstances, user, language)
    except FiqraError as fault:
        yield Shown(note_html(question, str(fault), language), failed)


def _answered(
    served: Served,
    store: Store,
    question: str,
    circumstances: Circumstances,
    user: str,
    language: Language,
) -> Iterator[Shown]:
    index = served.index
    history = _history(store, user, circumstances)
    scope = tuple(name for name in circumstances.scope if name in index.documents)
    if circumstances.scope and not scope:
        raise UsageError(WORDS[language].scope_gone)
    put = Question(question, history=history, filter=Filter(documents=scope))

    traces: list[str] = []
    write_trace = keeper(served.settings.index, served.settings.trace_days)

    def keep(trace: Trace) -> None:
        write_trace(trace)
        if served.settings.trace_days:
            traces.append(trace.id)

    def make(show: Callable[[Draft], None] | None, cancel: threading.Event) -> Kept:
        given = answer(
            index,
            put,
            served.model,
            served.reranker,
            on_draft=show,
            cancel=cancel,
            keep=keep,
            entails=served.entails,
        )
        exchange = Exchange(question, recorded(index, given), _now(), next(iter(traces), None))
        try:
            return Kept(exchange, _keep(store, user, circumstances, scope, exchange))
        except FiqraError as fault:  # it was made, and is shown all the same
            return Kept(exchange, None, str(fault))

    with stoppable(user, circumstances.run) as cancel:
        if served.model is None:
            kept = make(None, cancel)
        else:
            made: list[Kept] = []
            try:
                for draft in _drafts(made, make, cancel):
                    yield Shown(pending_html(question, language, draft), {})
            finally:
                cancel.set()  # the reader has gone, or it is finished
            kept = made[0]
    exchange = kept.exchange
    if kept.place is None:
        shown = note_html(question, kept.fault, language, answer_html(exchange.answer, language))
        yield Shown(shown, {"failed": True, "run": circumstances.run})
        return
    conversation, turn = kept.place
    yield Shown(
        turn_html(str(turn), exchange, language),
        {
            "conversation": conversation,
            "turn": turn,
            "run": circumstances.run,
            "citations": len(exchange.answer.citations),
            "said": _said(exchange, language),
        },
    )


def _drafts(
    made: list[Kept],
    make: Callable[[Callable[[Draft], None] | None, threading.Event], Kept],
    cancel: threading.Event,
) -> Iterator[Draft]:
    """The drafts of an answer that is made and kept in a thread of its own, not oftener than `OFTEN`:
    also where its reader goes, as much of it as there is by then is kept. It is put into `made`.
    Raises what the making raises.
    """
    drafts: queue.Queue[Draft | None] = queue.Queue()
    faults: list[Exception] = []

    def work() -> None:
        try:
            made.append(make(drafts.put, cancel))
        except Exception as fault:  # raised again by the reader's thread
            faults.append(fault)
        finally:
            drafts.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (draft := drafts.get()) is not None:
        newest, ended = _newest(drafts, draft)
        yield newest
        if ended:
            break
        cancel.wait(OFTEN)
    if faults:
        raise faults[0]


def _newest(drafts: queue.Queue[Draft | None], draft: Draft) -> tuple[Draft, bool]:
    """The newest of the drafts that are waiting, and whether it is the last."""
    while True:
        try:
            following = drafts.get_nowait()
        except queue.Empty:
            return draft, False
        if following is None:
            return draft, True
        draft = following


def _history(store: Store, user: str, circumstances: Circumstances) -> tuple[Turn, ...]:
    """The turns before the question, without those that it replaces."""
    if circumstances.conversation is None:
        return ()
    before = conversations.exchanges(store, user, circumstances.conversation)
    if circumstances.turn is not None:  # before anything is made that could not be kept
        conversations.check_known(len(before), circumstances.known)
    return turns_of(before[: circumstances.turn])


def turns_of(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """What was said, as a question that goes on from it has it."""
    turns = (
        turn for each in exchanges for turn in (Turn("user", each.question), as_turn(each.answer))
    )
    return tuple(turns)[-KEPT_TURNS:]


def _keep(
    store: Store,
    user: str,
    circumstances: Circumstances,
    scope: tuple[str, ...],
    exchange: Exchange,
) -> tuple[str, int]:
    """Keeps the exchange; its conversation and its position there."""
    own = circumstances.conversation
    if own is None:
        return conversations.begin(store, user, exchange.question, scope, exchange).id, 0
    turn, known = circumstances.turn, circumstances.known
    return own, conversations.append(store, user, own, exchange, turn, known)


def _said(exchange: Exchange, language: Language) -> str:
    words = WORDS[language]
    if exchange.answer.abstained:
        return words.ready_none
    return words.ready.format(count=len(exchange.answer.citations))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
