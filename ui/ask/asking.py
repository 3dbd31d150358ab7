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
from assistant.answers import Answer, Question, Turn
from assistant.records import Exchange, as_turn, recorded
from index.errors import FiqraError
from index.filters import Filter
from index.values import Language
from ui.ask.drafting import pending_html
from ui.ask.running import stoppable
from ui.ask.thread import note_html, turn_html
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
    scope: tuple[str, ...] = Field((), max_length=5000)
    """Names of the documents that the question is restricted to; none for all."""
    turn: int | None = Field(None, ge=0)
    """The position of the exchange that is asked again or otherwise: it and those after it are
    replaced."""
    run: str = Field("", max_length=64)
    """The page's own name for this question, by which it can be stopped."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A look of the answer, and what the page is told when it is finished."""

    html: str
    told: dict[str, Any]


def asked(
    served: Served, store: Store, text: str, sent: str, user: str, language: Language
) -> Iterator[Shown]:
    """The looks of a question's answer, the last one whole and kept in its conversation. Whatever a
    person can mend is one of them, too: nothing is raised but what is our own mistake.
    """
    words = WORDS[language]
    question = text.strip()
    try:
        circumstances = Circumstances.model_validate_json(sent or "{}")
    except ValidationError:
        circumstances = Circumstances()
    if not question or len(question) > LONGEST:
        sentence = words.too_long.format(most=f"{LONGEST:,}") if question else words.empty
        yield Shown(note_html(question[:LONGEST], sentence, language), {"failed": True})
        return
    yield Shown(pending_html(question, language), {})
    try:
        yield from _answered(served, store, question, circumstances, user, language)
    except FiqraError as fault:
        yield Shown(note_html(question, str(fault), language), {"failed": True})


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
    put = Question(question, history=history, filter=Filter(documents=scope))

    traces: list[str] = []
    write_trace = keeper(served.settings.index, served.settings.trace_days)

    def keep(trace: Trace) -> None:
        write_trace(trace)
        if served.settings.trace_days:
            traces.append(trace.id)

    def make(show: Callable[[Draft], None] | None, cancel: threading.Event) -> Answer:
        return answer(
            index,
            put,
            served.model,
            served.reranker,
            on_draft=show,
            cancel=cancel,
            keep=keep,
            entails=served.entails,
        )

    with stoppable(user, circumstances.run) as cancel:
        if served.model is None:
            given = make(None, cancel)
        else:
            made: list[Answer] = []
            try:
                for draft in _drafts(made, make, cancel):
                    yield Shown(pending_html(question, language, draft), {})
            finally:
                cancel.set()  # the reader has gone, or it is finished
            given = made[0]
    exchange = Exchange(question, recorded(index, given), _now(), next(iter(traces), None))
    conversation, turn = _keep(store, user, circumstances, scope, exchange)
    yield Shown(
        turn_html(str(turn), exchange, language),
        {
            "conversation": conversation,
            "turn": turn,
            "citations": len(exchange.answer.citations),
            "said": _said(exchange, language),
        },
    )


def _drafts(
    made: list[Answer],
    make: Callable[[Callable[[Draft], None] | None, threading.Event], Answer],
    cancel: threading.Event,
) -> Iterator[Draft]:
    """The drafts of an answer that is made in a thread of its own, not oftener than `OFTEN`; the
    answer is put into `made`. Raises what the making raises.
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
        own = conversations.begin(store, user, exchange.question, scope).id
        return own, conversations.append(store, user, own, exchange)
    return own, conversations.append(store, user, own, exchange, circumstances.turn)


def _said(exchange: Exchange, language: Language) -> str:
    words = WORDS[language]
    if exchange.answer.abstained:
        return words.ready_none
    return words.ready.format(count=len(exchange.answer.citations))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
