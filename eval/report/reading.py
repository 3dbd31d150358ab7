"""A run's folder read question by question: what was asked, what was said, what it was worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.runs import folder
from eval.runs.lines import Line
from eval.scores import store
from eval.scores.values import Scored
from eval.sets.questions import Asked
from index.errors import FiqraError


@dataclass(frozen=True, slots=True)
class Reported:
    """A question of a run with its answer and its verdicts."""

    asked: Asked
    line: Line | None
    """None for a question that the run has no line for."""
    scored: Scored


def reported(run: Path) -> Iterator[Reported]:
    """The questions of a run in their order, one at a time.

    Lines and verdicts stand in the order of the questions; a line may be missing, a verdict not.
    Raises FiqraError where the verdicts are those of another set of questions.
    """
    verdicts = store.read_verdicts(run)
    for asked, line in folder.pairs(run):
        scored = next(verdicts, None)
        if scored is None or scored.id != asked.id:
            raise FiqraError(
                f"The verdicts in {run} are not those of its questions (question {asked.id}); "
                "score it again with `fiqra eval score`."
            )
        yield Reported(asked, line, scored)
