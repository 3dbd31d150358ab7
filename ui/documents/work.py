"""What changes the index on behalf of the page, in a process of its own: the chat stays quick, and
whatever happens to it the index is whole.

The order is one line of JSON on stdin, which stays open: when it closes, the page is gone and so is
the work. What is done is told in lines of JSON on stdout.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index import database, generations, ingest
from index.errors import FiqraError
from index.numbering import missing_numbers
from index.values import Document
from index.writing import Report
from ui.documents import kept

LESS_URGENT = 10
"""By so much the work is less urgent than the page, in the units of `nice`."""

ENDED = 130


def main() -> None:
    """Does the order that comes on stdin."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_page, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(LESS_URGENT)
    try:
        _tell({"outcome": done(order)})
    except FiqraError as fault:
        failed = list(fault.failed) if isinstance(fault, ingest.NothingRead) else []
        _tell({"fault": str(fault), "failed": failed})


def _end_with_the_page() -> None:
    with suppress(OSError, ValueError):
        sys.stdin.read()
    os._exit(ENDED)


def _tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


def _progress(step: str, count: int, total: int) -> None:
    _tell({"step": step, "done": count, "total": total})


def done(order: dict[str, Any]) -> dict[str, Any]:
    """Does an order (`jobs.Order`) and gives what came of it. Raises FiqraError where it cannot be."""
    folder = Path(order["folder"])
    match order["kind"]:
        case "ingest":
            files = [(Path(sent), name) for sent, name in order["files"]]
            report = _read(folder, files, order["embedder"])
        case "remove":
            report = _remove(folder, order["names"])
        case _:
            report = ingest.rebuild(folder, embedder=order["embedder"], progress=_progress)
    return {**asdict(report), "missing": _missing(folder, [*report.added, *report.changed])}


def _documents(folder: Path) -> dict[str, Document]:
    with closing(
        database.open_readonly(generations.current(folder) / generations.DATABASE)
    ) as connection:
        return {each.name: each for each in database.documents(connection)}


def _read(folder: Path, files: list[tuple[Path, str]], embedder: str | None) -> Report:
    kept.mend_idle(folder, _documents(folder))
    placed = {str(kept.place(folder, sent, name)): name for sent, name in files}
    try:
        report = ingest.ingest(
            folder, [Path(path) for path in placed], embedder=embedder, progress=_progress
        )
    except FiqraError:
        for name in placed.values():
            kept.put_back(folder, name)
        raise
    failed = {path for path, _ in report.failed}
    for path, name in placed.items():
        if path in failed:
            kept.put_back(folder, name)
        else:
            kept.settle(folder, name)
    return report


def _remove(folder: Path, names: list[str]) -> Report:
    known = _documents(folder)
    report = ingest.remove(folder, names)
    for name in report.removed:
        if name in known and kept.is_kept(folder, known[name]):
            kept.kept_file(folder, name).unlink(missing_ok=True)
    return report


def _missing(folder: Path, names: list[str]) -> dict[str, int]:
    """How many paragraph numbers are absent from documents, or stand twice; by name, where any."""
    found = {}
    with closing(
        database.open_readonly(generations.current(folder) / generations.DATABASE)
    ) as connection:
        for name in names:
            faults = missing_numbers(database.paragraphs(connection, name))
            if faults:
                found[name] = sum(each.upto - each.number + 1 for each in faults)
    return found
