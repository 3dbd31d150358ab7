"""The runs that the page shows: the folders of one folder, read from their own files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from eval.runs import folder
from eval.scores import store
from eval.scores.values import Estimate
from index.errors import FiqraError, UsageError
from ui.served import Served

REPORT = "report.html"

SETS = "sets"
"""The folder, beside the runs, of the question sets that were sent to the page."""

MOST_LISTED = 200

HEADLINES = ("hit@5", "evidence_recall", "citation_recall", "abstain_recall", "total_ms")
"""The figures of `eval.report.tables.MAIN` that stand in the list."""

_NAME = re.compile(r"[^\W_][\w.-]{0,79}")

State = Literal["done", "unfinished", "damaged"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is listed."""

    name: str
    state: State
    set: str = ""
    """The file of the question set, without its folder."""
    system: str = ""
    started: str = ""
    """ISO 8601, UTC."""
    questions: int = 0
    answered: int = 0
    figures: tuple[tuple[str, Estimate], ...] = ()
    """Those of `HEADLINES` that it has, over all questions."""
    has_report: bool = False
    fault: str = ""
    """What is wrong with one that is damaged: one sentence."""


def runs_folder(served: Served) -> Path:
    """The folder of the runs: that of the setting `runs` where there is one, else `runs` beside the
    index.
    """
    named = served.settings.runs
    return Path(named) if named else served.holder.folder.absolute().parent / "runs"


def listed(runs: Path) -> list[Run]:
    """The runs of the folder, the latest first; none where there is no such folder."""
    found = sorted(_found(runs), key=lambda run: (run.started, run.name), reverse=True)
    return found[:MOST_LISTED]


def _found(runs: Path) -> Iterator[Run]:
    try:
        places = sorted(runs.iterdir()) if runs.is_dir() else []
    except OSError as fault:
        raise FiqraError(
            f"The folder of runs {runs.name} cannot be read: {fault.strerror or fault}."
        ) from fault
    for place in places:
        if _NAME.fullmatch(place.name) and (place / folder.CONFIG).is_file():
            yield _run(place)


def _run(place: Path) -> Run:
    try:
        config = folder.read_config(place)
        common = (place.name, Path(config.set).name, config.system, config.started)
        questions = lines_of(place / folder.QUESTIONS)
        answered = lines_of(place / folder.ANSWERS)
        if not (place / store.SCORES).is_file():
            return _listed(common, "unfinished", questions, answered)
        figures = _figures(place / store.SCORES, _stamp(place / store.SCORES))
    except (FiqraError, OSError) as fault:
        return Run(place.name, "damaged", fault=without_folder(str(fault), place.parent))
    report = (place / REPORT).is_file()
    return _listed(common, "done", questions, answered, figures, report)


def _listed(
    common: tuple[str, str, str, str],
    state: State,
    questions: int,
    answered: int,
    figures: tuple[tuple[str, Estimate], ...] = (),
    has_report: bool = False,
) -> Run:
    name, set_name, system, started = common
    return Run(name, state, set_name, system, started, questions, answered, figures, has_report)


@lru_cache(maxsize=MOST_LISTED)
def _figures(scores: Path, _stamp: tuple[int, int]) -> tuple[tuple[str, Estimate], ...]:
    """The headline figures of a file of scores, read again when it has changed."""
    found = store.read_scores(scores.parent).groups.get("all", {})
    return tuple((name, found[name]) for name in HEADLINES if name in found)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def without_folder(sentence: str, runs: Path) -> str:
    """A sentence that names runs by their names: where they lie is nobody's concern on the page."""
    for known in (runs.absolute(), runs):
        sentence = sentence.replace(f"{known}{os.sep}", "")
    return sentence


def lines_of(path: Path) -> int:
    """How many whole lines a file has; 0 for one that is not there."""
    try:
        with path.open("rb") as file:
            return sum(1 for line in file if line.endswith(b"\n"))
    except FileNotFoundError:
        return 0


def path_of(runs: Path, name: str) -> Path:
    """The folder of the run of that name. Raises UsageError where there is none."""
    place = runs / name
    if not _NAME.fullmatch(name) or not (place / folder.CONFIG).is_file():
        raise UsageError(f"There is no run {name[:80]!r} any more; load the list of runs again.")
    return place


def new_name(wanted: str) -> str:
    """A name for a run as a folder takes it. Raises UsageError for one that cannot be made one."""
    name = "-".join(wanted.split())
    if not _NAME.fullmatch(name) or name.casefold() == SETS:
        raise UsageError(
            f"A run cannot be called {wanted[:80]!r}; write letters, digits, dots and hyphens."
        )
    return name


def kept_sets(runs: Path) -> list[str]:
    """The question sets that were sent to the page, by name."""
    place = runs / SETS
    if not place.is_dir():
        return []
    return sorted(path.name for path in place.glob("*.jsonl") if _NAME.fullmatch(path.name))


def keep_set(runs: Path, name: str, content: bytes) -> str:
    """Keeps a question set that was sent; gives the name under which it is kept.

    A set of the same name and other content stays: the new one gets a number. Raises UsageError for
    a file that is no set, FiqraError where it cannot be kept.
    """
    stem = re.split(r"[/\\]", name)[-1].removesuffix(".jsonl")
    stem = re.sub(r"[^\w.-]+", "-", stem).strip("-._")[:60] or "set"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(
            f"{name[:80]} is not UTF-8 text (byte {fault.start + 1}); save it as UTF-8."
        ) from fault
    if not content.strip():
        raise UsageError(f"{name[:80]} holds no question.")
    try:
        (runs / SETS).mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = runs / SETS / (f"{stem}.jsonl" if number == 1 else f"{stem}-{number}.jsonl")
            if path.exists() and path.read_bytes() != content:
                continue
            path.write_bytes(content)
            return path.name
    except OSError as fault:
        raise FiqraError(f"The set cannot be kept: {fault.strerror or fault}.") from fault
    raise UsageError(f"There are too many sets called {stem}; give it another name.")
