"""A peer by adapter: any program that reads questions and writes lines of a run.

The command is given the questions as JSON lines, one `{"id", "question", "history", "lang",
"scope"}` each (`scope`: the file names of the documents that it is asked of; empty for all), on stdin or in the file that `{questions}` in it stands for. It writes a line for each question, in
any order and in either form of `eval.runs.foreign`, to stdout or into the file that `{out}` stands
for. It is never shown what the set expects.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.runs import folder
from eval.runs.asking import Ran, Stopped, interruptible
from eval.runs.foreign import BadLine, read_foreign
from eval.runs.lines import line_json
from eval.runs.trec import write_trec
from eval.sets.questions import Asked
from index.errors import FiqraError
from index.store import Index

ASKED = "peer-questions.jsonl"
GIVEN = "peer-answers.jsonl"


def run(
    set_path: Path,
    out: Path,
    command: str,
    *,
    index: Index,
    name: str = "command",
    options: Mapping[str, Any] | None = None,
    questions: Iterable[Asked] | None = None,
) -> Ran:
    """Has a shell command answer a set and makes its lines the run in `out`.

    The lines are checked one by one; the first fault ends the run with file, line and mend, and
    what the command wrote stays in the folder. A question without a line counts as failed. A folder
    that holds the command's answers already is left as it is. Raises FiqraError with one sentence,
    Stopped after Ctrl-C; a command that was broken off is begun anew.
    """
    told = {**(options or {}), "command": command}
    config = folder.configuration(set_path, index, name, 0, options=told)
    if questions is None:
        from eval.sets.check import load

        questions = load(set_path, index)
    with folder.opened(out, config, questions) as total, interruptible():
        if (out / folder.ANSWERS).is_file():
            write_trec(out)
            return Ran(total, 0, 0)
        _write_questions(out)
        _call(out, command)
        answered, failed = _take(out)
        write_trec(out)
        (out / ASKED).unlink()
        (out / GIVEN).unlink()
    if answered < total:
        print(
            f"{total - answered:,} of {total:,} questions have no line; they count as failed.",
            file=sys.stderr,
        )
    return Ran(total, total, failed + total - answered)


def _write_questions(out: Path) -> None:
    with folder.fresh_file(out / ASKED) as file:
        for asked in folder.questions(out):
            history = [{"role": turn.role, "text": turn.text} for turn in asked.history]
            value = {"id": asked.id, "question": asked.question, "history": history}
            file.write(folder.as_line({**value, "lang": asked.lang, "scope": list(asked.scope)}))


def _call(out: Path, command: str) -> None:
    given = (out / GIVEN).absolute()
    given.unlink(missing_ok=True)
    full = command.replace("{questions}", shlex.quote(str((out / ASKED).absolute())))
    to_file = "{out}" in full
    full = full.replace("{out}", shlex.quote(str(given)))
    with (
        (out / ASKED).open("rb") as asked,
        Path(os.devnull if to_file else given).open("wb") as said,
    ):
        process = subprocess.Popen(
            full, shell=True, stdin=asked, stdout=said, start_new_session=os.name == "posix"
        )
        try:
            code = process.wait()
        except BaseException as ended:
            _end(process)
            if isinstance(ended, KeyboardInterrupt):
                raise Stopped("Stopped; the same command begins anew.") from None
            raise
    if code:
        raise FiqraError(
            f"The command ended with exit code {code} ({full}); run it by itself to see why, then "
            "try again."
        )
    if not given.is_file():
        raise FiqraError(
            f"The command wrote no {given}; have it write its lines there, or to stdout."
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the shell and what it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()


def _take(out: Path) -> tuple[int, int]:
    """Checks the command's lines and writes them as the run's, in the order of the questions.

    Gives their number, and how many are errors. Keeps where each line stands, not what it says.
    """
    path = out / GIVEN
    known = {asked.id for asked in folder.questions(out)}
    at: dict[str, tuple[int, int]] = {}
    offset = failed = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if raw.strip():
                try:
                    line = read_foreign(raw, known)
                    if line.id in at:
                        raise BadLine(f"the id {line.id!r} has a line already; write one for each")
                except BadLine as fault:
                    raise FiqraError(f"{path}, line {number}: {fault}.") from fault
                at[line.id] = (offset, len(raw))
            offset += len(raw)
        with folder.fresh_file(out / folder.ANSWERS) as answers:
            for asked in folder.questions(out):
                if asked.id not in at:
                    continue
                start, length = at[asked.id]
                file.seek(start)
                line = read_foreign(file.read(length), known)
                failed += line.error is not None
                answers.write(folder.as_line(line_json(line)))
    return len(at), failed
