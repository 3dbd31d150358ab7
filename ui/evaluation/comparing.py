"""Two runs compared by `fiqra eval compare`, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.compare.report import HTML
from eval.compare.values import Contrast
from eval.report.tables import MAIN
from eval.scores import store
from index.errors import FiqraError, UsageError
from ui.evaluation import child

PATIENCE = 300.0
"""Seconds."""

KEPT = 8
"""Comparisons that are kept, so that their page is not made anew."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from run A to run B."""

    a: str
    b: str
    n: int
    """Questions that both were asked."""
    main: tuple[Contrast, ...]
    """The main figures over all questions."""
    changed: dict[str, int]
    """How many questions got better, worse, mixed or other."""
    notes: tuple[str, ...]
    page: str
    """`compare.html`."""


class Comparisons:
    """Makes comparisons, one at a time, and keeps the last ones. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Compared] = OrderedDict()

    def of(self, a: Path, b: Path) -> Compared:
        """The comparison of two runs. Raises FiqraError as `eval.compare.comparing.compare` does."""
        if a == b:
            raise UsageError("Choose two different runs to compare.")
        key = (a, b, *(_changed_at(each) for each in (a, b)))
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _compared(a, b)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _changed_at(run: Path) -> int:
    try:
        return (run / store.VERDICTS).stat().st_mtime_ns
    except OSError:
        return 0


def _compared(a: Path, b: Path) -> Compared:
    with TemporaryDirectory() as out:
        # runs over two sets are compared by what is common to them; a note says so
        order = ["eval", "compare", str(a), str(b), "--common", "--out", out, "--json"]
        process = child.start(order)
        try:
            # stdin stays open until it has ended: closing it is the sign to stop
            printed, errors = _ended(process)
        finally:
            process.kill()
            process.wait()
        if process.returncode != 0:
            raise FiqraError(child.sentence(errors) or "The runs could not be compared.")
        page = (Path(out) / HTML).read_text(encoding="utf-8")
    return _read(json.loads(printed), page)


def _ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    assert process.stderr is not None
    said: dict[str, str] = {}
    errors = process.stderr
    aside = threading.Thread(target=lambda: said.update(errors=errors.read()), daemon=True)
    late = threading.Timer(PATIENCE, process.kill)
    aside.start()
    late.start()
    try:
        printed = process.stdout.read()
        process.wait()
        aside.join()
    finally:
        late.cancel()
    return printed, said.get("errors", "")


def _read(value: dict[str, Any], page: str) -> Compared:
    contrasts = [
        Contrast(**{name: each[name] for name in each if name != "significant"})
        for each in value["contrasts"]
        if each["group"] == "all"
    ]
    found = {each.figure: each for each in contrasts}
    changed: dict[str, int] = {}
    for each in value["changed"]:
        changed[each["verdict"]] = changed.get(each["verdict"], 0) + 1
    return Compared(
        a=value["a"]["name"],
        b=value["b"]["name"],
        n=value["n"],
        main=tuple(found[name] for name in MAIN if name in found),
        changed=changed,
        notes=tuple(value["notes"]),
        page=page,
    )
