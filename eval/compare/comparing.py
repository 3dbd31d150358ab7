"""Is B better than A? Every figure and group of two scored runs, paired question by question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.compare.same_set import common_questions
from eval.compare.values import Changed, Comparison, Contrast, Move, Run, Verdict, holm
from eval.report.header import shown
from eval.report.tables import MAIN, too_long
from eval.runs import folder
from eval.scores import store
from eval.scores.figures import FIGURES
from eval.scores.intervals import mcnemar, paired
from eval.scores.summary import groups_of
from eval.scores.values import Scored, Scores
from index.errors import FiqraError

ROUNDS = 10_000
"""Samples of the bootstrap."""

_NAMES = tuple(FIGURES)
_SAME = 1e-9
"""Values nearer than this are the same one, summed in another order."""


def compare(a_dir: Path, b_dir: Path, *, common: bool = False, rounds: int = ROUNDS) -> Comparison:
    """What changed from run A to run B, both scored.

    Differences are B minus A over the questions that have the figure in both runs, with the
    interval of a paired bootstrap (Efron and Tibshirani 1993, fixed seed) and, for figures that are
    0 or 1, McNemar's exact test. Memory is some numbers a question. Raises UsageError where the
    runs are over different sets (`common`: see `same_set.common_questions`), FiqraError where one
    is not scored or does not have all its questions.
    """
    settings = tuple(folder.read_config(each) for each in (a_dir, b_dir))  # are they runs at all?
    ids, note = common_questions(a_dir, b_dir, common=common)
    place = {id: i for i, id in enumerate(ids)}
    a = _table(a_dir, store.read_verdicts(a_dir), place)
    b = _table(b_dir, store.read_verdicts(b_dir), place)
    scores = store.read_scores(a_dir), store.read_scores(b_dir)
    contrasts = tuple(_contrasts(a.values, b.values, b.groups, rounds))
    return Comparison(
        a=Run(a_dir.resolve().name, str(a_dir), settings[0].system, a.count),
        b=Run(b_dir.resolve().name, str(b_dir), settings[1].system, b.count),
        n=len(ids),
        contrasts=_corrected(contrasts),
        changed=tuple(_changed(ids, a, b)),
        notes=(*([note] if note else []), *_other_settings(*settings), *_of_scores(*scores)),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A run's figures: one row a question, one column a figure, NaN where there is none."""

    values: NDArray[np.float64]
    groups: dict[str, list[int]]
    kind: list[tuple[str, str]]
    """Language and type of each question."""
    count: int
    """Questions of the whole run."""


def _table(run_dir: Path, verdicts: Iterable[Scored], place: dict[str, int]) -> _Table:
    values = np.full((len(place), len(_NAMES)), np.nan)
    groups: dict[str, list[int]] = {}
    kind = [("", "")] * len(place)
    waiting = set(place)
    count = 0
    for scored in verdicts:
        count += 1
        i = place.get(scored.id)
        if i is None:
            continue
        waiting.discard(scored.id)
        values[i] = [scored.row.get(name, np.nan) for name in _NAMES]
        kind[i] = (scored.lang, scored.type)
        for group in groups_of(scored):
            groups.setdefault(group, []).append(i)
    if waiting:
        raise FiqraError(
            f"The verdicts in {run_dir} lack question {min(waiting)} of its set; make them anew with "
            f"`fiqra eval score {run_dir}`."
        )
    return _Table(values, groups, kind, count)


_SETTINGS = {
    "system": "system",
    "index_fingerprint": "index",
    "embedder_fingerprint": "embedder",
    "top_k": "number of passages",
    "fiqra": "version of Fiqra",
    "python": "version of Python",
    "platform": "machine",
    "options": "options",
}
"""What of a run's configuration a reader of a comparison is told where it differs."""


def _other_settings(a: folder.Config, b: folder.Config) -> Iterator[str]:
    for name, called in _SETTINGS.items():
        was, now = getattr(a, name), getattr(b, name)
        if name == "options":
            was, now = shown(was), shown(now)
            changed = [key for key in {**was, **now} if was.get(key) != now.get(key)]
            was, now = ({key: each.get(key) for key in changed} for each in (was, now))
        if was != now:
            yield f"Other {called}: {_said(was)} in A, {_said(now)} in B."


def _of_scores(a: Scores, b: Scores) -> Iterator[str]:
    """What the runs' own scores say that a reader of the differences must know."""
    if a.judge != b.judge:
        yield (
            f"Support was judged by {a.judge} in A and by {b.judge} in B: figures that rest on it "
            "differ for that alone."
        )
    for name, scores in (("A", a), ("B", b)):
        if said := too_long(scores):
            yield f"{name}: {said}"


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {'–' if each is None else each}" for key, each in value.items())
    return str(value)


def _contrasts(
    a: NDArray[np.float64], b: NDArray[np.float64], groups: dict[str, list[int]], rounds: int
) -> Iterator[Contrast]:
    for group in _in_order(groups):
        rows = np.array(groups[group])
        for column, name in enumerate(_NAMES):
            made = _contrast(group, name, a[rows, column], b[rows, column], rounds)
            if made is not None:
                yield made


def _in_order(groups: Iterable[str]) -> list[str]:
    """The kinds of groups as a question names them (all, its language, its type), each by name."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    for group in groups:
        kinds.setdefault((group.partition("=")[0], ",slice=" in group), []).append(group)
    return [group for names in kinds.values() for group in sorted(names)]


def _contrast(
    group: str, figure: str, a: NDArray[np.float64], b: NDArray[np.float64], rounds: int
) -> Contrast | None:
    has_a, has_b = ~np.isnan(a), ~np.isnan(b)
    both = has_a & has_b
    n = int(both.sum())
    if not n:
        return None
    only_a, only_b = int((has_a & ~has_b).sum()), int((has_b & ~has_a).sum())
    a, b = a[both], b[both]
    b = np.where(np.abs(b - a) < _SAME, a, b)
    found = paired(b, a, share=FIGURES[figure].unit == "share", rounds=rounds)
    made = Contrast(
        group=group,
        figure=figure,
        n=n,
        a=float(a.mean()),
        b=float(b.mean()),
        difference=found.mean,
        low=found.low,
        high=found.high,
        p=found.p,
        moved=int((a != b).sum()),
        only_a=only_a,
        only_b=only_b,
    )
    if not np.isin([a, b], (0.0, 1.0)).all():
        return made
    gained, lost = int((b > a).sum()), int((a > b).sum())
    return replace(made, gained=gained, lost=lost, mcnemar=mcnemar(gained, lost))


def _corrected(contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """With Holm's p for the main figures over all questions, one family."""
    family = [i for i, c in enumerate(contrasts) if c.group == "all" and c.figure in MAIN]
    made = list(contrasts)
    for i, p in zip(family, holm([contrasts[i].best_p for i in family]), strict=True):
        made[i] = replace(contrasts[i], holm=p)
    return tuple(made)


def _changed(ids: Sequence[str], a: _Table, b: _Table) -> Iterator[Changed]:
    columns = [i for i, name in enumerate(_NAMES) if FIGURES[name].room != "time"]
    for i, id in enumerate(ids):
        moves = tuple(
            move
            for c in columns
            if (move := _move(_NAMES[c], a.values[i, c], b.values[i, c])) is not None
        )
        if moves:
            lang, kind = b.kind[i] if b.kind[i][0] else a.kind[i]
            yield Changed(id, lang, kind, _verdict(moves), moves)


def _move(figure: str, was: float, now: float) -> Move | None:
    """How a figure differs; None where it does not."""
    old, new = (None if np.isnan(each) else float(each) for each in (was, now))
    if old is None or new is None:
        return None if old is new else Move(figure, old, new, None)
    if abs(new - old) < _SAME:
        return None
    return Move(figure, old, new, (new > old) == FIGURES[figure].higher_is_better)


def _verdict(moves: Sequence[Move]) -> Verdict:
    ways = {move.better for move in moves if move.better is not None}
    if not ways:
        return "other"
    if len(ways) > 1:
        return "mixed"
    return "better" if ways.pop() else "worse"
