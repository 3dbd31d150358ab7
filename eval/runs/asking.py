"""A run: all questions of a set asked of a system, every answer on the disk before the next question.

Whatever ends a run early (Ctrl-C, a kill, a full disk), the same command goes on where it stopped;
what is lost is at most the answer that was being made.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from eval.runs import folder
from eval.runs.lines import Line, line_json
from eval.runs.progress import progress
from eval.runs.systems import System, answered
from eval.sets.questions import Asked
from index.errors import FiqraError


class Stopped(FiqraError):
    """A run that was broken off by Ctrl-C; its folder can be gone on with."""

    exit_code = 130


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to."""

    questions: int
    asked: int
    """Questions that this start asked; the others were answered before."""
    failed: int
    """Of those, the ones that ended in an error."""


def run(
    set_path: Path,
    out: Path,
    system: System,
    *,
    flips: int = 0,
    options: Mapping[str, Any] | None = None,
    questions: Iterable[Asked] | None = None,
    retry_errors: bool = False,
) -> Ran:
    """Asks all questions of a set and writes the run's folder, or goes on with it.

    `questions` are the set's, where they are not to be read from its file. `flips` is up to how
    many questions are asked again with a number changed, where the system rereads its index.
    With `retry_errors` those that ended in an error before are asked again first.
    Raises FiqraError with one sentence where the set or the folder does not allow it; Stopped after
    Ctrl-C.
    """
    config = folder.configuration(set_path, system.index, system.name, system.top_k, flips, options)
    if questions is None:
        from eval.sets.check import load

        questions = load(set_path, system.index)
    with folder.opened(out, config, questions) as total, interruptible():
        return _ask_all(out, system, total, flips if system.rereads else 0, retry_errors)


def _ask_all(out: Path, system: System, total: int, flips: int, retry_errors: bool) -> Ran:
    from eval.runs.flips import chosen
    from eval.runs.trec import write_trec

    done = failed = again = 0
    try:
        to_flip = chosen(folder.questions(out), flips)
        if retry_errors:
            again, failed = _ask_errors_again(out, system, to_flip)
        with _answers(out) as (done, file):
            before = done
            report = progress(done, total)
            for asked in islice(folder.questions(out), before, None):
                line = _answer(system, asked, to_flip)
                failed += _append(file, line).error is not None
                done += 1
                report(done)
        write_trec(out)
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the line of progress is left open
        raise Stopped(
            f"Stopped after {done:,} of {total:,} questions; the same command goes on from there."
        ) from None
    return Ran(total, done - before + again, failed)


def _answer(system: System, asked: Asked, to_flip: Container[str]) -> Line:
    from eval.runs.flips import flipped

    line = answered(system, asked)
    return flipped(system, asked, line) if asked.id in to_flip else line


def _ask_errors_again(out: Path, system: System, to_flip: Container[str]) -> tuple[int, int]:
    """Asks the questions again whose lines are errors; how many, and how many of them failed anew.

    The answers are written anew aside and take the old ones' place when all of these are asked: a
    run that is broken off before keeps its old lines. Every other line stays as it was.
    """
    if not any(line.error is not None for line in folder.read_lines(out)):
        return 0, 0
    again = failed = 0
    path, questions = out / folder.ANSWERS, folder.questions(out)
    with path.open("rb") as old, folder.fresh_file(path) as new:
        for raw in old:
            asked = next(questions, None)
            if asked is not None and _is_error(raw, asked.id):
                line, raw = _as_bytes(_answer(system, asked, to_flip))
                again += 1
                failed += line.error is not None
            new.write(raw)
    return again, failed


def _is_error(raw: bytes, identifier: str) -> bool:
    """Whether a line that was written whole is an error in answer to that question."""
    return _id_of(raw) == identifier and json.loads(raw).get("error") is not None


def _append(file: IO[bytes], line: Line) -> Line:
    """Writes the line through to the disk; returns what was written."""
    line, data = _as_bytes(line)
    file.write(data)
    file.flush()
    os.fsync(file.fileno())
    return line


def _as_bytes(line: Line) -> tuple[Line, bytes]:
    """The line as it is written, or an error in its place where JSON cannot say it."""
    try:
        return line, folder.as_line(line_json(line))
    except Exception as fault:  # a system may give what is no line at all
        line = Line(line.id, error=f"no line of a run, {type(fault).__name__}: {fault}")
        return line, folder.as_line(line_json(line))


@contextmanager
def _answers(out: Path) -> Iterator[tuple[int, IO[bytes]]]:
    """The file of answers, open at its end, and how many questions it answers already.

    A last line that a kill left torn is cut off.
    """
    path = out / folder.ANSWERS
    with path.open("ab+") as file:
        file.seek(0)
        done, whole = _whole_lines(file, folder.questions(out), path)
        file.truncate(whole)
        file.seek(0, os.SEEK_END)
        folder.sync_folder(out)
        yield done, file


def _whole_lines(file: IO[bytes], questions: Iterator[Asked], path: Path) -> tuple[int, int]:
    """How many lines stand whole in a run's answers, and the bytes that they take.

    Raises FiqraError where they do not answer the run's questions one after another.
    """
    done = whole = 0
    for raw in file:
        identifier = _id_of(raw)
        if identifier is None:
            break
        expected = next(questions, None)
        if expected is None or expected.id != identifier:
            raise FiqraError(
                f"{path}, line {done + 1} answers {identifier}, where the run's next question is "
                f"{expected.id if expected else 'none'}; put the file back as it was, or make the "
                "run anew in another folder."
            )
        done += 1
        whole += len(raw)
    if file.read(1):
        raise FiqraError(
            f"{path}, line {done + 1} is damaged, and more lines follow; put the file back as it "
            "was, or make the run anew in another folder."
        )
    return done, whole


def _id_of(raw: bytes) -> str | None:
    """The id of a line that was written whole; None for one that was not."""
    if not raw.endswith(b"\n"):
        return None
    try:
        return str(json.loads(raw)["id"])
    except (ValueError, KeyError, TypeError):
        return None


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, whatever the program does with it elsewhere."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
