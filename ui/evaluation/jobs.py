"""The run that was begun on the page: one at a time, in a process of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eval.runs import folder
from ui.evaluation import child
from ui.evaluation.runs import lines_of, without_folder

State = Literal["running", "done", "stopped", "failed"]

_STOPPED = 130

PATIENCE = 20.0
"""Seconds after which a run that was told to stop is ended."""


@dataclass(frozen=True, slots=True)
class Job:
    """The run that runs, or the one that ran last."""

    run: str
    user: str
    state: State = "running"
    done: int = 0
    total: int = 0
    """Questions; 0 as long as the set is being read."""
    stopping: bool = False
    fault: str = ""
    """One sentence, where it failed."""


class Runner:
    """Starts runs, one at a time. Safe to share between threads."""

    def __init__(self, runs: Path, index: Path) -> None:
        self._runs, self._index = runs, index.absolute()
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._child: subprocess.Popen[str] | None = None

    def job(self) -> Job | None:
        """The run that runs or ran last, with how far it is; None where none was begun."""
        with self._lock:
            job = self._job
        if job is None or job.state != "running":
            return job
        place = self._runs / job.run
        total = lines_of(place / folder.QUESTIONS) if (place / folder.CONFIG).is_file() else 0
        return replace(job, done=min(lines_of(place / folder.ANSWERS), total), total=total)

    def begin(self, run: str, user: str, questions: str, system: str) -> bool:
        """Begins a run, or goes on with one; False where another one runs."""
        arguments = ["eval", "run", "--set", questions, "--out", str(self._runs / run)]
        return self._start(run, user, [*arguments, "--system", system, "--index", str(self._index)])

    def _start(self, run: str, user: str, arguments: Sequence[str]) -> bool:
        with self._lock:
            if self._job is not None and self._job.state == "running":
                return False
            self._runs.mkdir(parents=True, exist_ok=True)
            process = self._child = child.start(arguments)
            self._job = Job(run, user)
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()
        return True

    def stop(self) -> bool:
        """Stops the run that runs; what was answered is kept. Whether there was one."""
        with self._lock:
            if self._job is None or self._job.state != "running" or self._child is None:
                return False
            self._job = replace(self._job, stopping=True)
            process = self._child
        assert process.stdin is not None
        with suppress(OSError, ValueError):
            process.stdin.close()
        late = threading.Timer(PATIENCE, process.kill)
        late.daemon = True
        late.start()
        return True

    def _wait(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        printed = threading.Thread(target=process.stdout.read, daemon=True)
        printed.start()
        errors = process.stderr.read()
        code = process.wait()
        with self._lock:
            assert self._job is not None
            job, self._child = self._job, None
            if code == 0:
                self._job = replace(job, state="done")
            elif job.stopping or code == _STOPPED:
                self._job = replace(job, state="stopped")
            else:
                fault = without_folder(child.sentence(errors), self._runs)
                self._job = replace(job, state="failed", fault=fault)
        with suppress(OSError, ValueError):
            process.stdin.close()  # type: ignore[union-attr]
