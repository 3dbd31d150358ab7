"""Gradio's named endpoints: called by `gradio_client`, or by any program that speaks HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from assistant.answering import keeper
from assistant.tools import calls
from assistant.tools.arguments import Ask, Precede, Search, checked
from assistant.tools.results import as_text
from index.errors import FiqraError
from ui.served import Served

AT_ONCE = 2
"""Questions that are answered at the same time, of the page and of programs; others wait their turn."""

QUEUE = "answers"
"""The name under which whatever answers shares that limit (`concurrency_id`)."""


def api(served: Served) -> None:
    """Adds the endpoints to the page that is being built."""
    from gradio.events import api as served_at

    by = calls.By(
        served.model,
        served.reranker,
        served.entails,
        keeper(served.settings.index, served.settings.trace_days),
    )

    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        language: Literal["ar", "en"] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        given = {"history": history, "language": language, "documents": documents}
        return _said(lambda: _ask(served, by, {"question": question, **_stated(given)}))

    def search(query: str, top_k: int = 5, documents: list[str] | None = None) -> dict[str, Any]:
        given = {"query": query, "top_k": top_k, "documents": documents}
        return _said(lambda: calls.search(served.index, checked(Search, _stated(given)), by))

    def precedent(clause: str, top_k: int = 5) -> dict[str, Any]:
        given = {"clause": clause, "top_k": top_k}
        return _said(lambda: calls.precedent(served.index, checked(Precede, given), by))

    endpoint = partial(served_at, concurrency_limit=AT_ONCE, concurrency_id=QUEUE)
    endpoint(ask, api_name="ask", api_description=ASK)
    endpoint(search, api_name="search", api_description=SEARCH)
    endpoint(precedent, api_name="precedent", api_description=PRECEDENT)


_CITED = (
    "Every paragraph has `link` (its permanent link on this page, ?paragraph=LINK) and `cite_as` "
    "(S/RES/2506 (2020), para. 4)."
)

ASK = (
    "The answer to a question in Arabic or English, every statement cited, or that the documents do "
    "not answer it (`abstained`): the JSON of `fiqra ask --json`. history: earlier turns, oldest "
    'first, each {"role": "user" or "assistant", "text": …}, 40 at most. language: "ar" or "en", '
    "without it that of the question. documents: symbols or file names to keep to. " + _CITED
)

SEARCH = (
    "The paragraphs nearest to a question or to words, best first (`passages`, as of `fiqra search "
    "--json`). top_k: 1 to 100. documents: symbols or file names to keep to. " + _CITED
)

PRECEDENT = (
    "The agreed language nearest to a drafter's clause (`precedents`, as of `fiqra precedent "
    "--json`): first and last use, what differs word by word, weaker or stronger, the official "
    "counterpart. top_k: 1 to 100. " + _CITED
)


def _ask(served: Served, by: calls.By, given: dict[str, Any]) -> dict[str, Any]:
    return calls.ask(served.index, checked(Ask, given), by)


def _stated(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments without those that were left out."""
    return {name: value for name, value in given.items() if value is not None}


def _said(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the call gives; what a person can mend is the one sentence that the caller is told."""
    import gradio as gr

    try:
        result: dict[str, Any] = json.loads(as_text(call()))
    except FiqraError as fault:
        raise gr.Error(str(fault), print_exception=False) from fault
    return result
