"""A run's folder scored: a verdict for every question, then all figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.support.check import check
from assistant.support.values import Cited, Judge, Judgement
from eval.runs import folder
from eval.scores import store
from eval.scores.cited import cite_from, sources_of
from eval.scores.question import score
from eval.scores.summary import summarise
from eval.scores.values import Scored, Scores
from eval.support.calibration import calibrate
from index.store import Index

CHECKER = "check"
"""The deterministic checker, by which figures are made whatever others are asked beside it."""


def score_run(run: Path, index: Index, judge: str = CHECKER) -> Scores:
    """Scores every question of a run over its index; writes verdicts.jsonl and scores.json.

    Whether a statement is supported is for the named `judge` to say; numbers, dates and symbols are
    looked up by the deterministic checker whoever judges. What either says of pairs whose truth is
    known stands beside the figures. Raises UsageError for an unknown judge, FiqraError where the run
    was made over another index than this one.
    """
    from eval.judges.opening import open_judge

    folder.check_index(run, index)
    asked_judge = open_judge(judge)
    store.write_verdicts(run, _scored(run, index, _with_items(asked_judge)))
    calibrations = [calibrate(check, CHECKER)]
    if judge != CHECKER:
        calibrations.append(calibrate(asked_judge, judge))
    scores = summarise(run.resolve().name, store.read_verdicts(run), calibrations, judge)
    store.write_scores(run, scores)
    return scores


def _with_items(judge: Judge) -> Judge:
    """The judge's verdict with what the deterministic checker looked up."""
    if judge is check:
        return judge

    def both(statement: str, cited: Sequence[Cited]) -> Judgement:
        given = judge(statement, cited)
        return replace(given, items=check(statement, cited).items)

    return both


def _scored(run: Path, index: Index, judge: Judge) -> Iterator[Scored]:
    sources, cite = sources_of(index), cite_from(index)
    answers = _answers(run)
    for asked, line in folder.pairs(run):
        yield score(asked, line, sources, judge, cite, answers=answers)


def _answers(run: Path) -> bool:
    """Whether the run is of a system that answers, as far as it is known from what the system is.

    A run of the retrieval alone is not scored for answers that it does not give; one whose answers
    all failed, or that has no lines, is scored for them: they are worth 0.
    """
    if folder.read_config(run).system == "retrieval":
        return False
    retrieves = False
    for line in folder.read_lines(run):
        if line.error is None:
            if line.answered:
                return True
            retrieves = True
    return not retrieves
