"""A run's figures by group, from a stream of scored questions: only numbers are kept of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import nan

import numpy as np

from eval.scores.abstention import risk_coverage
from eval.scores.figures import FIGURES
from eval.scores.intervals import Floats, bootstrap
from eval.scores.values import Calibration, Estimate, Scored, Scores

NAMES = tuple(FIGURES)


def summarise(
    run: str,
    scored: Iterable[Scored],
    calibration: Sequence[Calibration] = (),
    judge: str = "check",
) -> Scores:
    """All figures of a run: for each group the mean of the questions that have the figure, with n
    and a 95% interval. A figure that no question of a group has is not there.

    Questions without a line were scored as failed (`question.score`) and are counted in `missing`.
    `judge` is the name of who judged support. Memory: some 40 numbers a question, and the groups' positions.
    """
    rows = array("d")
    groups: dict[str, array[int]] = {"all": array("L")}
    judged: list[tuple[float | None, bool]] = []
    missing = too_long = 0
    for position, each in enumerate(scored):
        rows.extend(each.row.get(name, nan) for name in NAMES)
        for group in groups_of(each):
            groups.setdefault(group, array("L")).append(position)
        if each.right is not None:
            judged.append((each.confidence, each.right))
        missing += each.missing
        too_long += each.too_long
    table = np.frombuffer(rows, dtype=float).reshape(-1, len(NAMES)) if rows else _EMPTY
    return Scores(
        run=run,
        groups={group: _figures(table[list(groups[group])]) for group in _in_order(groups)},
        curve=risk_coverage(judged),
        latency_ms=_latency(table),
        calibration=tuple(calibration),
        missing=missing,
        judge=judge,
        too_long=too_long,
    )


_EMPTY: Floats = np.empty((0, len(NAMES)))


def groups_of(scored: Scored) -> tuple[str, ...]:
    """The groups that a question belongs to, by name.

    `all`, `lang=`, `type=`, `difficulty=`, `slice=`, `lang=…,slice=…`, and `document=` for each
    document of its evidence.
    """
    slices = (f"slice={scored.slice}", f"lang={scored.lang},slice={scored.slice}")
    return (
        "all",
        f"lang={scored.lang}",
        f"type={scored.type}",
        f"difficulty={scored.difficulty}",
        *(slices if scored.slice else ()),
        *(f"document={each}" for each in scored.documents),
    )


_KINDS = ("all", "lang", "type", "difficulty", "slice", "lang,slice", "document")


def _in_order(groups: Iterable[str]) -> list[str]:
    """By kind as a report shows them, then by name, whatever the questions' order."""

    def place(group: str) -> tuple[int, str]:
        kind = "lang,slice" if group.startswith("lang=") and ",slice=" in group else group
        return _KINDS.index(kind.partition("=")[0]), group

    return sorted(groups, key=place)


def _figures(table: Floats) -> dict[str, Estimate]:
    made = {}
    for name, column in zip(NAMES, table.T, strict=True):
        values = column[~np.isnan(column)]
        if values.size:
            made[name] = bootstrap(values, share=FIGURES[name].unit == "share")
    return made


def _latency(table: Floats) -> dict[str, float]:
    """Half of the questions took no longer than `p50`, 19 of 20 no longer than `p95`; milliseconds."""
    times = table[:, NAMES.index("total_ms")]
    times = times[~np.isnan(times)]
    if not times.size:
        return {}
    low, high = np.quantile(times, [0.5, 0.95])
    return {"p50": float(low), "p95": float(high), "max": float(times.max())}
