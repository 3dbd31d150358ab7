"""The work on the index that people asked for on the page: one thing at a time, in order."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

Kind = Literal["ingest", "remove", "rebuild"]
State = Literal["waiting", "running", "done", "failed", "stopped"]

KEPT = 20
"""Jobs that have ended and are still listed; they are forgotten when the page is served anew."""

MOST_WAITING = 100

_PROGRAM = "from ui.documents.work import main; main()"


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done to the index, or was, or is going to be."""

    id: str
    kind: Kind
    user: str
    names: tuple[str, ...]
    """The documents that it is about; all of them where it is empty."""
    files: tuple[tuple[str, str], ...] = ()
    """Files that were sent: (path, name)."""
    state: State = "waiting"
    step: str = ""
    done: int = 0
    total: int = 0
    outcome: dict[str, Any] | None = None
    """The fields of `index.writing.Report`, and `missing`: numbers that documents lack, by name."""
    fault: str | None = None
    """One sentence; "" where it ended without one."""
    failed: tuple[tuple[str, str], ...] = ()
    """(name, sentence) of files that could not be read."""

    @property
    def active(self) -> bool:
        """Whether there is still something to be done."""
        return self.state in ("waiting", "running")


class Jobs:
    """The jobs of one index, done one after the other by a thread. Safe to share between threads."""

    def __init__(self, folder: Path, embedder: str | None, after: Callable[[], object]) -> None:
        """`after` is called when a job has changed the index."""
        self._folder, self._embedder, self._after = folder.absolute(), embedder, after
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def all(self) -> list[Job]:
        """The jobs that are listed, in the order in which they were asked for."""
        with self._lock:
            return list(self._jobs.values())

    def add(
        self,
        kind: Kind,
        user: str,
        names: tuple[str, ...] = (),
        files: tuple[tuple[str, str], ...] = (),
    ) -> Job | None:
        """Puts a job at the end of the line; None where the line is as long as it may be."""
        job = Job(uuid4().hex[:12], kind, user, names, files)
        with self._lock:
            if sum(each.active for each in self._jobs.values()) >= MOST_WAITING:
                return None
            ended = [each.id for each in self._jobs.values() if not each.active]
            for old in ended[: max(0, len(ended) - KEPT + 1)]:
                del self._jobs[old]
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        return job

    def stop(self, identifier: str) -> bool:
        """Stops a job that waits or runs. Whether there was one."""
        with self._lock:
            job = self._jobs.get(identifier)
            if job is None or not job.active:
                return False
            if job.state == "running" and self._child is not None:
                self._child.kill()
            self._jobs[identifier] = replace(job, state="stopped")
        if job.state == "waiting":
            _forget_files(job)
        return True

    def dismiss(self, identifier: str) -> bool:
        """Takes a job that has ended off the list. Whether there was one."""
        with self._lock:
            job = self._jobs.get(identifier)
            if job is None or job.active:
                return False
            del self._jobs[identifier]
        return True

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                self._run(job)
            except Exception:  # whatever befalls one job, those that wait have their turn
                logging.getLogger(__name__).exception("while working on %s", job.kind)
                self._end(job.id, _Said())
            finally:
                _forget_files(job)

    def _next(self) -> Job | None:
        with self._lock:
            for job in self._jobs.values():
                if job.state == "waiting":
                    running = replace(job, state="running")
                    self._jobs[job.id] = running
                    return running
            self._thread = None
            return None

    def _run(self, job: Job) -> None:
        order = {
            "kind": job.kind,
            "folder": str(self._folder),
            "embedder": self._embedder,
            "names": job.names,
            "files": job.files,
        }
        said = _Said()
        try:
            with self._lock:
                if self._jobs[job.id].state != "running":  # stopped before it began
                    return
                child = self._child = _started()
        except OSError as fault:
            self._end(job.id, _Said(fault=f"The work could not be begun: {fault.strerror}."))
            return
        errors = threading.Thread(target=_drained, args=(child,), daemon=True)
        errors.start()
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            with suppress(BrokenPipeError):
                child.stdin.write(json.dumps(order) + "\n")
                child.stdin.flush()
            for line in child.stdout:
                self._heard(job.id, line, said)
        finally:
            child.wait()
            with suppress(BrokenPipeError):
                child.stdin.close()  # type: ignore[union-attr]
            with self._lock:
                self._child = None
        self._end(job.id, said)

    def _heard(self, identifier: str, line: str, said: _Said) -> None:
        try:
            told = json.loads(line)
        except ValueError:  # something that a library prints
            return
        if not isinstance(told, dict):
            return
        if "step" in told:
            with self._lock:
                job = self._jobs[identifier]
                self._jobs[identifier] = replace(
                    job, step=told["step"], done=told["done"], total=told["total"]
                )
            return
        said.outcome = told.get("outcome")
        said.fault = told.get("fault")
        failed = told.get("failed") or (said.outcome or {}).get("failed", ())
        said.failed = tuple((Path(path).name, sentence) for path, sentence in failed)

    def _end(self, identifier: str, said: _Said) -> None:
        if said.outcome is not None:
            # so that the first question after it does not wait for the index to be opened
            with suppress(Exception):
                self._after()
        with self._lock:
            job = self._jobs[identifier]
            state: State = "done" if said.outcome is not None else job.state
            if state == "running":
                state = "failed"
            self._jobs[identifier] = replace(
                job,
                state=state,
                outcome=said.outcome,
                fault=said.fault,
                failed=said.failed,
            )


@dataclass
class _Said:
    """What a job told before it ended."""

    outcome: dict[str, Any] | None = None
    fault: str | None = None
    failed: tuple[tuple[str, str], ...] = ()


def _forget_files(job: Job) -> None:
    """Deletes the files of a job that were not put where they are kept."""
    for path, _ in job.files:
        with suppress(OSError):
            Path(path).unlink(missing_ok=True)


def _started() -> subprocess.Popen[str]:
    """The process that waits for an order. It finds our packages wherever this one has."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = [ours, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
    )


def _drained(child: subprocess.Popen[str]) -> None:
    """Passes on what the child says to the server's own stderr: it is for who runs the page."""
    assert child.stderr is not None
    for line in child.stderr:
        sys.stderr.write(line)
