"""Traces on disk: a file of JSON lines a day, beside the index, readable by its owner alone."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from assistant.traces.values import Trace
from index.errors import FiqraError, UsageError

FOLDER = "traces"
"""Inside the index's folder: who deletes the index deletes what was asked of it."""


def keep(index: Path, trace: Trace, days: int) -> None:
    """Writes a trace down, and deletes the files of days that are `days` or more ago.

    `days` 0 keeps none, and deletes what was kept. Raises FiqraError where it cannot be written.
    """
    folder = index / FOLDER
    try:
        if days > 0:
            folder.mkdir(mode=0o700, exist_ok=True)
            with _alone(folder):
                path = folder / f"{trace.time[:10]}.jsonl"
                line = trace.model_dump_json() + "\n"
                if _is_cut_off(path):
                    line = "\n" + line
                file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(file, "a", encoding="utf-8", newline="\n") as out:
                    out.write(line)
        _drop_old(folder, days)
    except OSError as fault:
        raise FiqraError(
            f"The trace of this answer cannot be kept in {folder}: {fault.strerror or fault}; make "
            "room there, or set trace_days to 0."
        ) from fault


def _is_cut_off(file: Path) -> bool:
    """Whether its last line has no end, as a full disk leaves it: the next would be lost with it."""
    if not file.exists() or not file.stat().st_size:
        return False
    with file.open("rb") as lines:
        lines.seek(-1, os.SEEK_END)
        return lines.read() != b"\n"


def recent(index: Path) -> Iterator[Trace]:
    """The traces that are kept, the newest first. A line that was cut off is left out."""
    for file in sorted((index / FOLDER).glob("*.jsonl"), reverse=True):
        for line in reversed(_lines(file)):
            trace = _trace(line)
            if trace is not None:
                yield trace


def read(index: Path, identifier: str) -> Trace:
    """The trace of that id, or the newest one for `last`. Raises UsageError where there is none."""
    for trace in recent(index):
        if identifier in ("last", trace.id):
            return trace
    raise UsageError(
        f"There is no trace {identifier} in {index / FOLDER}; `fiqra traces` lists those that are kept."
    )


def delete(index: Path, identifiers: Collection[str] | None) -> int:
    """Deletes the traces of these ids, or all of them for None; returns how many there were.

    Raises UsageError where one of the ids is none, before any is deleted.
    """
    folder = index / FOLDER
    if not folder.is_dir():
        if identifiers:
            read(index, next(iter(identifiers)))
        return 0
    with _alone(folder):
        for identifier in identifiers or ():
            read(index, identifier)
        wanted = None if identifiers is None else {read(index, each).id for each in identifiers}
        gone = 0
        for file in folder.glob("*.jsonl"):
            lines = _lines(file)
            kept = [line for line in lines if wanted is not None and not _is_one(line, wanted)]
            gone += len(lines) - len(kept)
            _rewrite(file, kept)
        return gone


def _rewrite(file: Path, lines: list[str]) -> None:
    if not lines:
        file.unlink()
        return
    aside = file.with_suffix(".part")
    aside.touch(mode=0o600)
    aside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    aside.replace(file)


def _is_one(line: str, wanted: Collection[str]) -> bool:
    trace = _trace(line)
    return trace is not None and trace.id in wanted


def _drop_old(folder: Path, days: int) -> None:
    oldest = datetime.now(UTC).date() - timedelta(days=days)
    for file in folder.glob("*.jsonl"):
        try:
            day = date.fromisoformat(file.stem)
        except ValueError:
            continue
        if day <= oldest:
            file.unlink(missing_ok=True)


def _alone(folder: Path) -> FileLock:
    return FileLock(folder / "lock", timeout=10)


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="replace")
    return [line for line in text.split("\n") if line.strip()]


def _trace(line: str) -> Trace | None:
    try:
        return Trace.model_validate_json(line)
    except ValidationError:
        return None
