"""`fiqra traces` and `fiqra replay`: what a language model was asked and said, and what became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import IndexOption, JsonOption, open_with, settings_with
from index.errors import UsageError

SHORT_HELP = "List or delete what a language model was asked and said."
REPLAY, REPLAY_HELP = "replay", "Check a model's recorded reply again, without the model."

LISTED = 20
"""Traces that a list shows unless all are wanted."""

app = typer.Typer(help="What a language model was asked and said: the traces that are kept.")


@app.callback(invoke_without_command=True)
def traces(
    context: typer.Context,
    index: IndexOption = None,
    every: Annotated[bool, typer.Option("--all", help=f"Not only the last {LISTED}.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the traces that are kept, the newest first."""
    context.obj = index
    if context.invoked_subcommand is not None:
        return
    from itertools import islice

    from assistant.traces import recent
    from assistant.traces.printing import print_traces

    found = recent(settings_with(index).index)
    listed = list(found if every else islice(found, LISTED))
    if as_json:
        print(json.dumps([trace.model_dump(mode="json") for trace in listed], ensure_ascii=False))
    else:
        print_traces(listed)


@app.command("show", short_help="Print a trace whole, as JSON.")
def show(
    context: typer.Context,
    trace: Annotated[str, typer.Argument(help="Its id, or `last`.")],
    index: IndexOption = None,
) -> None:
    """Print a trace whole, as JSON."""
    from assistant.traces import read

    print(read(_folder(context, index), trace).model_dump_json(indent=2))


@app.command("delete", short_help="Delete traces.")
def delete(
    context: typer.Context,
    traces: Annotated[list[str] | None, typer.Argument(help="Their ids.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that are kept.")] = False,
    index: IndexOption = None,
) -> None:
    """Delete traces, by id or all of them."""
    from assistant.terminal import counted
    from assistant.traces import delete as drop

    if bool(traces) == every:
        raise UsageError("Name the traces to delete, or say --all.")
    gone = drop(_folder(context, index), None if every else traces)
    print(f"{counted(gone, 'trace')} deleted.")


def replay(
    trace: Annotated[str, typer.Argument(help="A trace's id, or `last`.")] = "last",
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a model's recorded reply apart and check it again, against the index as it is now.

    No model is asked. Prints the answer that it gives, and in what that is not the answer of then.
    """
    from assistant.answers import answer_json
    from assistant.terminal_answer import print_answer
    from assistant.traces import read
    from assistant.traces.replaying import replayed

    kept = read(settings_with(index).index, trace)
    played = replayed(open_with(index), kept)
    if as_json:
        line = {
            "trace": kept.id,
            "same": not played.differences,
            "differences": played.differences,
            **answer_json(played.answer),
        }
        print(json.dumps(line, ensure_ascii=False))
        return
    print_answer(played.answer)
    print()
    for difference in played.differences:
        print(f"! {difference}")
    if not played.differences:
        print(f"The same as then ({kept.time}).")


def _folder(context: typer.Context, index: Path | None) -> Path:
    return settings_with(index or context.obj).index
