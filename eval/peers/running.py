"""A peer asked a question set, into a run's folder like any other, so that all that is measured of
Fiqra is measured of it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.opening import open_model
from eval.runs.asking import Ran, run
from eval.runs.lines import Line
from eval.runs.progress import progress
from eval.runs.systems import System
from eval.sets.questions import Asked
from index.errors import FiqraError, UsageError
from index.store import Index

PEERS = ("llama-index",)
"""The pipelines that are known by name; any other program: `eval.runs.command`."""

TOP_K = 20
"""Chunks that a line's passages hold, as many as paragraphs in a run of Fiqra."""


def run_peer(
    name: str,
    set_path: Path,
    index: Index,
    out: Path,
    *,
    llm: str | None = None,
    quote: bool = False,
    top_k: int = TOP_K,
) -> Ran:
    """Asks a peer all questions of a set over an index's documents; writes the run to `out`.

    `llm` is `package.module:function`, called without arguments for a llama-index LLM that writes
    the answers. Without one the run is of the retrieval alone, or, with `quote`, of a stand-in that
    quotes the best chunk whole. Goes on with a run that was broken off. Raises UsageError with one
    sentence for an unknown peer or model, FiqraError where the run cannot be made.
    """
    if name not in PEERS:
        raise UsageError(f"There is no peer {name!r}; the peers are {', '.join(PEERS)}.")
    if llm and quote:
        raise UsageError("Answers are written by the model or quoted, not both; leave out one.")
    if top_k < 1:
        raise UsageError(f"The number of passages is 1 or more, not {top_k}.")
    system, options = llama_index_system(index, llm=llm, quote=quote, top_k=top_k)
    return run(set_path, out, system, options=options)


def llama_index_system(
    index: Index, *, llm: str | None = None, quote: bool = False, top_k: int = TOP_K
) -> tuple[System, dict[str, Any]]:
    """llama-index over an index's documents as a system to run, and what it was set to."""
    model = open_model(llm) if llm else None
    try:
        from eval.peers import llama_index as peer
    except ImportError as fault:
        raise FiqraError(
            f"llama-index cannot be loaded ({fault}); install it with "
            "`pip install llama-index-core`."
        ) from fault

    pipeline = peer.build(index, top_k, progress=_embedding_progress())
    options: dict[str, Any] = {"llama_index": version("llama-index-core"), **pipeline.options}
    if model is not None:
        answer = peer.cited_answers(pipeline, model)
        reply: Callable[[Asked], Line] = answer
        options |= {
            "answers": "CitationQueryEngine",
            "read_k": peer.READ_K,
            "llm": llm,
            "model": model.metadata.model_name,
        }
    elif quote:
        reply = lambda asked: peer.quotation(pipeline, asked)  # noqa: E731
        options["answers"] = "the best chunk, quoted (a stand-in, no part of llama-index)"
    else:
        reply = lambda asked: peer.retrieval(pipeline, asked)  # noqa: E731
        options["answers"] = "none"
    how = llm or ("quotation" if quote else "retrieval")
    # its chunks are made once: it would not notice a changed number
    system = System(
        f"llama-index {how}", index, lambda _, asked: reply(asked), top_k, rereads=False
    )
    return system, options


def _embedding_progress() -> Callable[[int, int], None]:
    report: Callable[[int], None] | None = None

    def heard(done: int, total: int) -> None:
        nonlocal report
        report = report or progress(0, total)
        report(done)

    return heard
