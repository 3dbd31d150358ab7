"""What a comparison of two runs says, as values and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from eval.report.tables import MAIN
from eval.scores.figures import FIGURES

Verdict = Literal["worse", "mixed", "better", "other"]
"""How a question went: in one way, in some figures better and in others worse, or only otherwise,
with figures that one of the runs does not have.
"""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One figure of one group in both runs, over the questions that have it in both."""

    group: str
    figure: str
    n: int
    """Paired questions."""
    a: float
    b: float
    difference: float
    """b - a."""
    low: float
    high: float
    """95% interval of the difference: paired bootstrap over questions."""
    p: float
    """Two-sided, of the bootstrap."""
    moved: int
    """Questions whose value differs."""
    gained: int | None = None
    """For a 0/1 figure: questions that went from 0 to 1."""
    lost: int | None = None
    """For a 0/1 figure: questions that went from 1 to 0."""
    mcnemar: float | None = None
    """For a 0/1 figure: p of McNemar's exact test."""
    holm: float | None = None
    """For a main figure over all questions: p after Holm's correction over these."""
    only_a: int = 0
    """Questions that have the figure in A alone, such as those that B does not answer."""
    only_b: int = 0

    @property
    def best_p(self) -> float:
        """McNemar's p where there is one, for it is exact; else the bootstrap's."""
        return self.p if self.mcnemar is None else self.mcnemar

    @property
    def gain(self) -> float:
        """The difference, positive where B is better."""
        return self.difference if FIGURES[self.figure].higher_is_better else -self.difference

    @property
    def significant(self) -> bool:
        """Whether the difference is more than noise: the interval leaves out 0 and p is below 0.05,
        which takes six questions that differ at least (2·½⁵ is 0.063).
        """
        return (self.low > 0 or self.high < 0) and self.best_p < 0.05


@dataclass(frozen=True, slots=True)
class Move:
    """A figure of one question that differs; None where a run does not have it."""

    figure: str
    was: float | None
    now: float | None
    better: bool | None
    """None where only one of the runs has it, so that neither is better in it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that the runs do not do equally well."""

    id: str
    lang: str
    type: str
    verdict: Verdict
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a comparison says of a run itself."""

    name: str
    folder: str
    system: str
    questions: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over one set: A, the old or the other one, and B."""

    a: Run
    b: Run
    n: int
    """Questions that both were asked."""
    contrasts: tuple[Contrast, ...]
    """By group (`all` first), then in the order of a report."""
    changed: tuple[Changed, ...]
    """In the order of the set; the time that an answer took does not count."""
    notes: tuple[str, ...] = ()
    """What the reader must know, such as that only the common questions are compared."""

    def of(self, group: str) -> tuple[Contrast, ...]:
        """The contrasts of one group."""
        return tuple(each for each in self.contrasts if each.group == group)

    def questions(self, verdict: Verdict) -> tuple[Changed, ...]:
        """The questions that changed in one way."""
        return tuple(each for each in self.changed if each.verdict == verdict)

    def find(self, group: str, figure: str) -> Contrast | None:
        """One contrast, None where no question has the figure in both runs."""
        for each in self.contrasts:
            if each.group == group and each.figure == figure:
                return each
        return None

    @property
    def main(self) -> tuple[Contrast, ...]:
        """Those of the main figures over all questions."""
        found = {each.figure: each for each in self.of("all")}
        return tuple(found[name] for name in MAIN if name in found)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it has, in order."""
        return tuple(dict.fromkeys(each.group for each in self.contrasts))


def holm(values: Sequence[float]) -> list[float]:
    """The p values after Holm's step-down correction, in the order given (Holm 1979)."""
    adjusted = [1.0] * len(values)
    reached = 0.0
    for rank, i in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        reached = max(reached, (len(values) - rank) * values[i])
        adjusted[i] = min(1.0, reached)
    return adjusted


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON-ready values: the content of `compare.json`."""
    return {
        "a": _run_json(comparison.a),
        "b": _run_json(comparison.b),
        "n": comparison.n,
        "notes": list(comparison.notes),
        "contrasts": [
            {**asdict(each), "significant": each.significant} for each in comparison.contrasts
        ],
        "changed": [asdict(each) for each in comparison.changed],
    }


def _run_json(run: Run) -> dict[str, Any]:
    """A run without the path of its folder, which is nobody else's concern."""
    return {**asdict(run), "folder": run.name}
