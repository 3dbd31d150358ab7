"""What the commands print: reports, tables, answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from assistant.answers import Answer, Found
from index.store import Index
from index.writing import Progress, Report


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on a terminal; nothing where stderr is not one."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield step


def print_report(report: Report, as_json: bool) -> None:
    """One summary line, then a table of what could not be read or not be read whole."""
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
        return
    print(
        f"{len(report.added)} added, {len(report.changed)} changed, {len(report.unchanged)} unchanged, "
        f"{len(report.failed)} failed; the index holds {report.documents} documents, "
        f"{report.paragraphs} paragraphs, {report.passages} passages ({report.embedded} newly embedded)."
    )
    problems = [(path, sentence, "not read") for path, sentence in report.failed]
    problems += [(name, sentence, "read in part") for name, sentence in report.warnings]
    if problems:
        _table(("file", "outcome", "why"), [(p, outcome, why) for p, why, outcome in problems])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal; tab-separated lines where the output is not one."""
    if not sys.stdout.isatty():
        for row in (header, *rows):
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table, markup=False)


def print_documents(index: Index, as_json: bool) -> None:
    """The documents of an index: symbol, date, status, language, how many paragraphs, file, title."""
    documents = list(index.documents.values())
    if as_json:
        print(json.dumps([asdict(d) for d in documents], ensure_ascii=False))
        return
    _table(
        ("symbol", "date", "status", "language", "file", "title"),
        [
            (d.symbol or "–", d.date or "–", d.status, d.language, d.name, (d.title or "–")[:90])
            for d in documents
        ],
    )
    print(
        f"{len(documents)} documents, {index.manifest.paragraphs} paragraphs, "
        f"{index.manifest.passages} passages."
    )


def print_found(found: Sequence[Found]) -> None:
    """Paragraphs with their label, file and words, best first."""
    if not found:
        print("Nothing found.")
    for rank, each in enumerate(found, 1):
        page = f", page {each.paragraph.pages[0]}" if each.paragraph.pages else ""
        print(f"{rank}. {each.label}  ({each.document.name}{page}; {each.score:.2f})")
        print(f"   {each.paragraph.clean.text}\n")


def print_answer(answer: Answer) -> None:
    """The answer, then its citations with where each stands."""
    print(answer.text)
    if answer.citations:
        print()
    for number, citation in enumerate(answer.citations, 1):
        paragraph = citation.found.paragraph
        page = f", page {paragraph.pages[0]}" if paragraph.pages else ""
        name = citation.found.document.name
        print(
            f"[{number}] {citation.found.label} — {name}{page}, {paragraph.start}–{paragraph.end}"
        )
