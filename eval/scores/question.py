"""All figures of one question, and the verdicts that they come from."""

from __future__ import annotations

from dataclasses import replace

from assistant.support.values import Judge, Judgement
from eval.runs.lines import Line
from eval.scores.abstention import abstention_figures, gives_answer
from eval.scores.citations import judged, statements_of
from eval.scores.cited import Cite
from eval.scores.correctness import correctness_figures
from eval.scores.evidence import evidence_figures
from eval.scores.figures import Row
from eval.scores.finding import finds_any, too_long
from eval.scores.grounding import grounding_figures
from eval.scores.languages import language_figures
from eval.scores.retrieval import retrieval_figures
from eval.scores.values import Scored, Sources, StatementVerdict
from eval.sets.questions import Asked, Evidence


def score(
    asked: Asked,
    line: Line | None,
    sources: Sources,
    judge: Judge,
    cite: Cite,
    *,
    answers: bool = True,
) -> Scored:
    """What a run's line is worth; `line` is None where the run has none for the question.

    Retrieval is scored whatever else happened. Citations and grounding are those of answers that a
    reader gets, refusals have no figure there; evidence and language treat refusals, errors and
    missing lines as the project's scorer does; correctness is 0 wherever an answerable question got
    no answer. `answers` False: the run is one of retrieval alone, so that an error or a missing
    line is no failed answer.
    """
    row: Row = {"failed": float(line is None or line.error is not None)}
    row |= retrieval_figures(asked, line.passages if line else ())
    verdicts: tuple[StatementVerdict, ...] = ()
    notes: tuple[str, ...] = ()
    evidence, citations = evidence_figures(asked, line, sources)
    if answers and (line is None or line.answered):
        row |= evidence
        row |= language_figures(asked, line)
        row |= abstention_figures(asked, line)
        if line is not None and gives_answer(line):
            more, verdicts, notes = _answer(line, sources, judge, cite)
            row |= more
        correctness, missed = correctness_figures(asked, line or Line(asked.id, error="no line"))
        row |= correctness
        notes += missed
    if line is not None and line.total_ms is not None:
        row["total_ms"] = line.total_ms
    return Scored(
        id=asked.id,
        lang=asked.lang,
        type=asked.type,
        difficulty=asked.difficulty,
        slice=asked.slice,
        documents=tuple(sorted({each.doc for found in asked.evidence_sets for each in found})),
        row=row,
        confidence=line.confidence if line else None,
        right=_right(asked, line, row),
        statements=verdicts,
        citations=citations,
        notes=notes,
        missing=line is None,
        too_long=_too_long(asked, line),
    )


def _answer(
    line: Line, sources: Sources, judge: Judge, cite: Cite
) -> tuple[Row, tuple[StatementVerdict, ...], tuple[str, ...]]:
    """Figures, verdicts and notes of an answer that a reader gets."""
    statements = statements_of(line)
    row, judgements = judged(line, statements, judge, cite)
    row |= grounding_figures(replace(line, statements=statements), judgements, sources)
    loose = tuple(
        f"In no statement, so without a citation: {each.text}"
        for each in statements[len(line.statements) :]
    )
    return row, tuple(_verdict(each) for each in judgements), loose


def _verdict(judgement: Judgement) -> StatementVerdict:
    return StatementVerdict(judgement.support, judgement.reasons, judgement.items)


def _right(asked: Asked, line: Line | None, row: Row) -> bool | None:
    """For the risk-coverage curve: is what the system says, or would say, right?

    An unanswerable question has no right answer. An answered one is right if it holds an accepted
    answer; where the set accepts none, if a citation finds evidence. Where the system was silent,
    the first passage that it retrieved stands for what it would have cited. None (left out of the
    curve) where nothing is known: it was silent and tells no passages.
    """
    if not asked.answerable or line is None or line.error is not None:
        return False
    if gives_answer(line):
        if "accepted_answer" in row:
            return row["accepted_answer"] == 1.0
        return row.get("evidence_recall", 0.0) > 0.0
    if not line.passages:
        return None
    return finds_any(line.passages[0], _accepted(asked))


def _too_long(asked: Asked, line: Line | None) -> bool:
    """Whether the first passage of an answerable question cannot find anything, being so long."""
    return bool(
        asked.answerable and line and line.passages and too_long(line.passages[0], _accepted(asked))
    )


def _accepted(asked: Asked) -> list[Evidence]:
    return [each for evidence in asked.evidence_sets for each in evidence]
