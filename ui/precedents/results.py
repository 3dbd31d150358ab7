"""What was looked for and found, remembered for a while: to be shown in the other language, taken away."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from assistant.precedents.draft import Drafted, drafted
from assistant.precedents.finding import Precedent
from assistant.precedents.taking import take_away, take_clause
from assistant.strength import Verdict
from index.errors import FiqraError
from index.filters import Filter
from index.store import Index

REMEMBERED = 60
"""Results of all people together; the oldest are forgotten first."""

MOST_WAITING = 10
"""Drafts that wait or are worked on."""


@dataclass
class Result:
    """What was found for a clause, or is being found for a draft."""

    user: str
    name: str
    """The clause, or the name of the draft's file."""
    index: Index
    found: Sequence[Precedent] | None = None
    """None for a draft."""
    speaking: Verdict | None = None
    """How strongly the precedents of a clause were to speak."""
    drafted: list[Drafted] = field(default_factory=list)
    total: int = 0
    done: bool = False
    stopped: bool = False
    fault: str | None = None
    token: str = field(default_factory=lambda: uuid4().hex)

    def precedent(self, place: int) -> Precedent | None:
        """The precedent that is shown at a place, from 0."""
        found = [each.nearest for each in self.drafted] if self.found is None else list(self.found)
        return found[place] if 0 <= place < len(found) else None

    def file(self, suffix: str) -> bytes:
        """The result as a file. Raises FiqraError where it cannot be made."""
        with TemporaryDirectory(prefix="fiqra-") as folder:
            path = Path(folder) / f"precedents{suffix}"
            if self.found is None:
                take_away(self.index, path, self.name, self.drafted)
            else:
                take_clause(self.index, path, self.name, self.found, self.speaking)
            return path.read_bytes()


class Results:
    """Results by token; each is shown to the person who asked only. Safe to share between threads."""

    def __init__(self) -> None:
        self._results: OrderedDict[str, Result] = OrderedDict()
        self._lock = threading.Lock()
        self._one_draft = threading.Lock()

    def keep(self, result: Result) -> Result:
        """Remembers a result."""
        with self._lock:
            self._results[result.token] = result
            while len(self._results) > REMEMBERED:
                _, old = self._results.popitem(last=False)
                old.stopped = True
        return result

    def of(self, token: str, user: str) -> Result | None:
        """The result of this token, if this person asked for it."""
        with self._lock:
            result = self._results.get(token)
        return result if result is not None and result.user == user else None

    def is_busy(self) -> bool:
        """Whether no more drafts are taken for the moment."""
        with self._lock:
            waiting = [r for r in self._results.values() if r.found is None and not r.done]
        return len(waiting) >= MOST_WAITING

    def begin(
        self, result: Result, folder: TemporaryDirectory[str], path: Path, wanted: Filter
    ) -> None:
        """Works on a draft in a thread, one draft at a time; its `folder` is deleted at the end."""
        self.keep(result)
        threading.Thread(
            target=self._work, args=(result, folder, path, wanted), daemon=True
        ).start()

    def _work(
        self, result: Result, folder: TemporaryDirectory[str], path: Path, wanted: Filter
    ) -> None:
        try:
            with folder, self._one_draft:
                for _, total, each in drafted(result.index, path, wanted):
                    if result.stopped:
                        break
                    result.total = total
                    result.drafted.append(each)
        except FiqraError as fault:
            result.fault = str(fault)
        except Exception:
            result.fault = (
                f"{path.name} could not be read by a fault of Fiqra's own; try another format."
            )
            raise
        finally:
            result.done = True
