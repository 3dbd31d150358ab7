"""What the commands print: reports, lists, answers; wrapped and with emphasis on a terminal only."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer

from assistant.answers import Found
from index.arabic.repair.values import SURE
from index.store import Index
from index.values import Document, Paragraph
from index.writing import Progress, Report

MOST_COLUMNS = 100
"""Lines are not made longer than this, however wide the terminal is."""

SECONDS_BETWEEN_LINES = 10.0
"""Where stderr is no terminal, a line of progress comes this often and no oftener."""


def columns() -> int | None:
    """The width to wrap at; None where stdout is not a terminal and lines are left whole."""
    if not sys.stdout.isatty():
        return None
    return min(MOST_COLUMNS, shutil.get_terminal_size().columns)


def flow(text: str, before: str = "") -> str:
    """The text's lines, each beginning with `before`, wrapped between words on a terminal."""
    width = columns()
    if width is None:
        return "\n".join(before + line for line in text.split("\n"))
    return "\n".join(
        before + piece
        for line in text.split("\n")
        for piece in textwrap.wrap(
            line,
            max(20, width - len(before)),
            break_long_words=False,
            break_on_hyphens=False,
        )
        or [""]
    )


def strong(text: str) -> str:
    """Bold on a terminal that may show it."""
    return typer.style(text, bold=True) if styled() else text


def faint(text: str) -> str:
    """Dim on a terminal that may show it."""
    return typer.style(text, dim=True) if styled() else text


def styled() -> bool:
    """Whether stdout is a terminal that may show emphasis."""
    return columns() is not None and not os.environ.get("NO_COLOR")


def place(document: Document, paragraph: Paragraph) -> str:
    """Where a paragraph stands: `file.pdf, page 3, characters 10–95`."""
    page = f", page {paragraph.pages[0]}" if paragraph.pages else ""
    return f"{document.name}{page}, characters {paragraph.start}–{paragraph.end}"


def reading_note(paragraphs: Sequence[Paragraph]) -> str:
    """That what is shown is a reading of damaged text, and how sure it is."""
    repairs = [repair for paragraph in paragraphs for repair in paragraph.repairs]
    sure = sum(repair.confidence >= SURE for repair in repairs)
    return (
        f"a reading: {counted(len(repairs), 'place')} repaired, {sure:,} of them surely; "
        "--raw shows the source's own characters"
    )


def counted(number: int, noun: str) -> str:
    """`1 document`, `1,250 documents`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar with the time that is left on a terminal; elsewhere now and then a line on stderr."""
    if not sys.stderr.isatty():
        yield _lines_of_progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield step


def _lines_of_progress() -> Progress:
    last = time.monotonic()

    def step(what: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"{what} {done:,}/{total:,}", file=sys.stderr)

    return step


def print_report(report: Report, as_json: bool) -> None:
    """What an ingestion did, then on stderr a line for what was not read or not read whole."""
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return
    names = ("added", "changed", "unchanged", "failed")
    did = [f"{len(files):,} {name}" for name in names if (files := getattr(report, name))]
    typer.echo(
        flow(
            f"{', '.join(did) or 'Nothing to do'}. The index holds {counted(report.documents, 'document')} "
            f"with {counted(report.paragraphs, 'paragraph')}; "
            f"{counted(report.embedded, 'passage')} newly embedded."
        )
    )
    for _, sentence in report.repaired:
        typer.echo(flow(sentence))
    print_problems(report.failed)
    for name, sentence in report.warnings:
        print(f"fiqra: read in part: {_with_folder(name, sentence)}", file=sys.stderr)


def print_problems(failed: Sequence[tuple[str, str]]) -> None:
    """A line on stderr for each file (path, sentence) that could not be read."""
    for path, sentence in failed:
        print(f"fiqra: not read: {_with_folder(path, sentence)}", file=sys.stderr)


def _with_folder(path: str, sentence: str) -> str:
    """The sentence, which begins with the file's name as a rule, with its whole path."""
    if path in sentence:
        return sentence
    name = Path(path).name
    return (
        path + sentence.removeprefix(name) if sentence.startswith(name) else f"{path}: {sentence}"
    )


def print_removed(report: Report, as_json: bool) -> None:
    """What was taken out and what is left."""
    removed = list(dict.fromkeys(report.removed))
    if as_json:
        print(json.dumps({"removed": removed, "documents": report.documents}, ensure_ascii=False))
        return
    left = counted(report.documents, "document")
    typer.echo(flow(f"Removed {', '.join(removed)}; {left} left."))


def print_documents(index: Index, as_json: bool) -> None:
    """The documents of an index: symbol, date, status, language and file, the title below."""
    documents = list(index.documents.values())
    if as_json:
        print(json.dumps([asdict(d) for d in documents], ensure_ascii=False))
        return
    header = ("symbol", "date", "status", "language", "file")
    rows = [(d.symbol or "–", d.date or "–", d.status, d.language, d.name) for d in documents]
    if columns() is None:
        print("\t".join((*header, "title")))
        for row, document in zip(rows, documents, strict=True):
            print("\t".join(" ".join(cell.split()) for cell in (*row, document.title or "–")))
        return
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header) - 1)]

    def line(row: Sequence[str]) -> str:
        return "  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]])

    typer.echo(faint(line(header)))
    for row, document in zip(rows, documents, strict=True):
        typer.echo(strong(line(row)))
        typer.echo(flow(document.title or "(no title)", "    "))
    typer.echo(
        f"\n{counted(len(documents), 'document')}, "
        f"{counted(index.manifest.paragraphs, 'paragraph')}, "
        f"{counted(index.manifest.passages, 'passage')}."
    )


def print_found(found: Sequence[Found]) -> None:
    """Paragraphs with their label, words and place, best first."""
    if not found:
        print("Nothing found.")
    for rank, each in enumerate(found, 1):
        if rank > 1:
            print()
        typer.echo(strong(f"{rank}. {each.label}"))
        for line in each.text.splitlines():
            typer.echo(flow(line, "   "))
        if each.repaired:
            typer.echo(faint(f"   {reading_note((each.paragraph, *each.points))}"))
        typer.echo(faint(f"   {place(each.document, each.paragraph)}"))
