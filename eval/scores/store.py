"""`scores.json` and `verdicts.jsonl` of a run's folder, written and read again as the same values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.support.values import Item
from eval.runs.folder import as_line, fresh_file
from eval.scores.values import (
    Calibration,
    CitationVerdict,
    Curve,
    CurvePoint,
    Estimate,
    Scored,
    Scores,
    StatementVerdict,
)
from index.errors import FiqraError

SCORES = "scores.json"
VERDICTS = "verdicts.jsonl"


def write_scores(run: Path, scores: Scores) -> None:
    """Writes `scores.json` into a run's folder, whole or not at all."""
    text = json.dumps(scores_json(scores), ensure_ascii=False, indent=1, allow_nan=False)
    try:
        with fresh_file(run / SCORES) as file:
            file.write(text.encode("utf-8", "backslashreplace") + b"\n")
    except OSError as fault:
        raise _unwritable(run / SCORES, fault) from fault


def read_scores(run: Path) -> Scores:
    """The scores of a run's folder. Raises FiqraError where there are none or they are damaged."""
    path = run / SCORES
    try:
        return scores_of(json.loads(path.read_text(encoding="utf-8")))
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FiqraError(
            f"{path} does not hold the scores of a run; score the run anew."
        ) from fault


def write_verdicts(run: Path, scored: Iterable[Scored]) -> None:
    """Writes `verdicts.jsonl` into a run's folder, one question a line as they come, whole or not
    at all. Raises FiqraError where it cannot be written, and what `scored` raises.
    """
    try:
        with fresh_file(run / VERDICTS) as file:
            for each in scored:
                file.write(as_line(scored_json(each)))
    except OSError as fault:
        raise _unwritable(run / VERDICTS, fault) from fault


def read_verdicts(run: Path) -> Iterator[Scored]:
    """The verdicts of a run's folder, one question at a time. Raises FiqraError naming file and line."""
    path = run / VERDICTS
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield _scored_line(path, number, line)
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _scored_line(path: Path, number: int, line: bytes) -> Scored:
    try:
        return scored_of(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FiqraError(
            f"{path}, line {number}, does not hold the verdicts on a question; score the run anew."
        ) from fault


def scored_json(scored: Scored) -> dict[str, Any]:
    """A question's figures and verdicts as JSON-ready values; what says nothing is left out."""
    made: dict[str, Any] = {
        "id": scored.id,
        "lang": scored.lang,
        "type": scored.type,
        "difficulty": scored.difficulty,
        "slice": scored.slice,
        "documents": list(scored.documents),
        "row": dict(scored.row),
        "confidence": scored.confidence,
        "right": scored.right,
        "statements": [
            {
                "support": each.support,
                "reasons": list(each.reasons),
                "items": [{"kind": i.kind, "text": i.text, "held": i.held} for i in each.items],
            }
            for each in scored.statements
        ],
        "citations": [
            {
                "finds": each.finds,
                "exact": each.exact,
                "known": each.known,
                "twin_of": each.twin_of,
                "quote": each.quote,
            }
            for each in scored.citations
        ],
        "notes": list(scored.notes),
    }
    if scored.missing:
        made["missing"] = True
    if scored.too_long:
        made["too_long"] = True
    return made


def scored_of(value: dict[str, Any]) -> Scored:
    """The value of `scored_json`'s JSON. Raises KeyError or TypeError where it is of another form."""
    return Scored(
        id=value["id"],
        lang=value["lang"],
        type=value["type"],
        difficulty=value["difficulty"],
        slice=value["slice"],
        documents=tuple(value["documents"]),
        row={name: float(figure) for name, figure in value["row"].items()},
        confidence=value["confidence"],
        right=value["right"],
        statements=tuple(
            StatementVerdict(
                each["support"],
                tuple(each["reasons"]),
                tuple(Item(**item) for item in each["items"]),
            )
            for each in value["statements"]
        ),
        citations=tuple(CitationVerdict(**each) for each in value["citations"]),
        notes=tuple(value["notes"]),
        missing=value.get("missing", False),
        too_long=value.get("too_long", False),
    )


def scores_json(scores: Scores) -> dict[str, Any]:
    """A run's figures as JSON-ready values."""
    curve = scores.curve
    return {
        "run": scores.run,
        "groups": {
            group: {name: _estimate_json(each) for name, each in figures.items()}
            for group, figures in scores.groups.items()
        },
        "curve": None
        if curve is None
        else {
            "area": curve.area,
            "n": curve.n,
            "excess": curve.excess,
            "points": [
                {"threshold": p.threshold, "coverage": p.coverage, "risk": p.risk}
                for p in curve.points
            ],
        },
        "latency_ms": dict(scores.latency_ms),
        "calibration": [
            {
                "checker": each.checker,
                "n": each.n,
                "precision": _estimate_json(each.precision),
                "recall": _estimate_json(each.recall),
                "caught": {kind: _estimate_json(e) for kind, e in each.caught.items()},
            }
            for each in scores.calibration
        ],
        "missing": scores.missing,
        "judge": scores.judge,
        "too_long": scores.too_long,
    }


def scores_of(value: dict[str, Any]) -> Scores:
    """The value of `scores_json`'s JSON. Raises KeyError or TypeError where it is of another form."""
    curve = value["curve"]
    return Scores(
        run=value["run"],
        groups={
            group: {name: Estimate(**each) for name, each in figures.items()}
            for group, figures in value["groups"].items()
        },
        curve=None
        if curve is None
        else Curve(
            tuple(CurvePoint(**p) for p in curve["points"]),
            curve["area"],
            curve["n"],
            curve["excess"],
        ),
        latency_ms=dict(value["latency_ms"]),
        calibration=tuple(
            Calibration(
                each["checker"],
                each["n"],
                Estimate(**each["precision"]),
                Estimate(**each["recall"]),
                {kind: Estimate(**e) for kind, e in each["caught"].items()},
            )
            for each in value["calibration"]
        ),
        missing=value["missing"],
        judge=value.get("judge", "check"),
        too_long=value.get("too_long", 0),
    )


def _estimate_json(estimate: Estimate) -> dict[str, Any]:
    made: dict[str, Any] = {
        "mean": estimate.mean,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
    }
    if estimate.exact:
        made["exact"] = True
    return made


def _unreadable(path: Path, fault: OSError) -> FiqraError:
    reason = fault.strerror or str(fault)
    return FiqraError(f"{path} cannot be read: {reason}; score the run first.")


def _unwritable(path: Path, fault: OSError) -> FiqraError:
    reason = fault.strerror or str(fault)
    return FiqraError(f"{path} cannot be written: {reason}; make room and score it again.")
