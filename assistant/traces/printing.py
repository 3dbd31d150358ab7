"""Traces as lines of a list."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from assistant.terminal import columns, counted, faint, strong
from assistant.traces.values import Trace


def print_traces(traces: Sequence[Trace]) -> None:
    """A line for each: its id, the question, and below what became of the model's sentences."""
    if not traces:
        print("No traces are kept.")
    for trace in traces:
        question = " ".join(trace.asked.question.split())
        typer.echo(f"{strong(trace.id)}  {_shortened(question)}")
        typer.echo(faint(f"    {_outcome(trace)}"))


def _outcome(trace: Trace) -> str:
    name = trace.model["name"]
    if not trace.messages:
        return f"{name} was not asked"
    if trace.fault is not None:
        return trace.fault.sentence
    kept = sum(each.outcome in ("confirmed", "corrected") for each in trace.sentences)
    back = sum(each.outcome == "withdrawn" for each in trace.sentences)
    took = f"{trace.timings['model_ms'] / 1000:.1f} s"
    return f"{name}: {counted(kept, 'sentence')} kept, {back:,} withdrawn, {took}"


def _shortened(text: str) -> str:
    width = columns()
    room = width - 26 if width else len(text)
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
