"""The figures that the project's scorer has too are the same, whatever a run holds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.support.values import Cited, Judgement
from eval.runs.lines import Place, read_line
from eval.scores.figures import FIGURES
from eval.scores.question import score
from eval.scores.summary import summarise
from eval.scores.values import Scores
from eval.sets.reading import read_asked
from tests.eval.scores.conftest import SCORER, Scorer

SAME = {
    "retrieval": {
        *(f"{name}@{k}" for name in ("hit", "full") for k in (1, 3, 5, 10)),
        "mrr@10",
        "budget@3000",
    },
    "answers": {
        "evidence_precision",
        "evidence_recall",
        "evidence_f1",
        "abstain_recall",
        "answered",
        "language",
    },
}
TEXTS = {name: f"نص المستند {name} words of it " * 400 for name in ("a.txt", "b.txt", "c.md")}


def carried(statement: str, cited: object) -> Judgement:
    return Judgement("supported" if cited else "unsupported")


def cite(place: Place) -> Cited:
    return Cited("")


def harness(gold: Path, runs: dict[str, dict[str, Any]]) -> Scores:
    lines = {identifier: read_line(value) for identifier, value in runs.items()}
    return summarise(
        "run",
        (score(a, lines.get(a.id), TEXTS.get, carried, cite) for a in read_asked(gold)),
    )


def written(gold: list[dict[str, Any]], path: Path) -> Path:
    rows = (json.dumps(each, ensure_ascii=False) + "\n" for each in gold)
    path.write_text("".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", range(12))
def test_random_runs_get_the_scorers_figures_in_every_group(
    seed: int, scorer: Scorer, tmp_path: Path
) -> None:
    draw = random.Random(seed)
    gold = [question(draw, i) for i in range(60)]
    runs = {each["id"]: line for each in gold if (line := run_line(draw, each)) is not None}
    agree(written(gold, tmp_path / "set.jsonl"), runs, scorer)


@pytest.mark.parametrize("name", ["dev.jsonl", "sc-dev.jsonl"])
def test_random_answers_to_the_real_questions_get_the_scorers_figures(
    name: str, scorer: Scorer
) -> None:
    path = SCORER.parents[1] / "gold" / name
    if not path.is_file():
        pytest.skip(f"the development questions (../shared/gold/{name}) are not here")
    draw = random.Random(name)
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    runs = {each["id"]: line for each in gold if (line := near_miss(draw, each)) is not None}
    agree(path, runs, scorer)


def near_miss(draw: random.Random, asked: dict[str, Any]) -> dict[str, Any] | None:
    """A line whose places lie on, beside and about the evidence; now and then none at all."""
    if draw.random() < 0.1:
        return None
    places = [e for found in (asked["evidence"], *asked["alternatives"]) for e in found]
    moved = []
    for _ in range(draw.randint(0, 20) if places else 0):
        at = draw.choice(places)
        start = max(0, at["start"] + draw.choice([0, 0, -80, 40, 400, -2000]))
        length = draw.choice([at["end"] - at["start"], 60, 300, 1400, 4000])
        moved.append({"source": at["doc"], "start": start, "end": start + length})
    return {
        "id": asked["id"],
        "language": draw.choice([asked["lang"], asked["lang"], "ar", "en"]),
        "abstained": draw.random() < 0.2,
        "answer": draw.choice(["ينص على ذلك", "It says so", "> It «ينص» says", ""]),
        "claims": [],
        "citations": moved[:3],
        "passages": moved,
    }


def agree(gold: Path, runs: dict[str, dict[str, Any]], scorer: Scorer) -> None:
    ours = harness(gold, runs)
    asked = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for what, names in SAME.items():
        theirs = scorer(what, asked, runs)
        # the scorer also groups by the first part of the id, which only its own sets have
        shared = {group: row for group, row in theirs.items() if not group.startswith("seed=")}
        assert set(shared) <= set(ours.groups)
        for group, row in shared.items():
            assert set(row) <= names
            for name, (mean, n) in row.items():
                found = ours.groups[group][name]
                assert (found.mean, found.n) == (pytest.approx(mean, abs=1e-9), n), (group, name)


def test_the_scorer_has_no_figure_that_the_harness_lacks(scorer: Scorer, tmp_path: Path) -> None:
    draw = random.Random(1)
    gold = [question(draw, i) for i in range(40)]
    runs = {each["id"]: run_line(draw, each, whole=True) for each in gold}
    for what, names in SAME.items():
        found = scorer(what, gold, runs)["all"]
        assert set(found) == names - {"recall@1"}
        assert names <= set(FIGURES)


def question(draw: random.Random, number: int) -> dict[str, Any]:
    answerable = draw.random() < 0.8
    sets = [list(evidence(draw)) for _ in range(draw.choice([1, 1, 1, 2, 3]))] if answerable else []
    return {
        "id": f"{number:03}",
        "lang": draw.choice(["ar", "en"]),
        "type": draw.choice(["lookup", "number", "list"]) if answerable else "unanswerable",
        "difficulty": draw.choice(["easy", "medium", "hard"]),
        "history": [],
        "question": "ما هو؟",
        "answerable": answerable,
        "evidence": sets[0] if sets else [],
        "alternatives": sets[1:],
        "answer_points": [],
        "reference_answer": "",
        **({"slice": draw.choice(["twin", "absent"])} if draw.random() < 0.5 else {}),
    }


def evidence(draw: random.Random) -> Iterator[dict[str, Any]]:
    """Spans apart from one another, short and long, so that each is a piece of its own."""
    for _ in range(draw.choice([1, 1, 2, 3])):
        start = draw.randrange(0, 5000)
        yield {
            "doc": draw.choice(list(TEXTS)),
            "start": start,
            "end": start + draw.choice([5, 80, 300, 700, 2000]),
            "label": "",
        }


def run_line(
    draw: random.Random, asked: dict[str, Any], *, whole: bool = False
) -> dict[str, Any] | None:
    kind = draw.random()
    if kind < 0.1 and not whole:
        return None
    if kind < 0.2 and not whole:
        return {"id": asked["id"], "error": "internal fault"}
    spans = [e for found in [asked["evidence"], *asked["alternatives"]] for e in found]
    return {
        "id": asked["id"],
        "language": draw.choice(["ar", "en", asked["lang"]]),
        "abstained": draw.random() < 0.3,
        "answer": draw.choice(
            ["", "Yes, «نعم» it is.", "نعم OK", "> كلام\nit says", "١٢٣", "كما ذكر"]
        ),
        "claims": [],
        "citations": [place(draw, spans) for _ in range(draw.choice([0, 1, 1, 2, 4]))],
        "passages": [place(draw, spans) for _ in range(draw.choice([0, 1, 10, 20, 70]))],
    }


def place(draw: random.Random, spans: list[dict[str, Any]]) -> dict[str, Any]:
    """Anywhere, or near a piece of evidence, in one or several pieces, from a word to pages."""
    near = draw.choice(spans) if spans and draw.random() < 0.4 else None
    source = near["doc"] if near else draw.choice([*TEXTS, "unknown.txt"])
    start = max(0, near["start"] + draw.randrange(-200, 200)) if near else draw.randrange(6000)
    lengths = [draw.choice([4, 60, 250, 600, 1600]) for _ in range(draw.choice([1, 1, 1, 2, 3]))]
    pieces = []
    for length in lengths:
        pieces.append({"start": start, "end": start + length})
        start += length + draw.randrange(0, 50)
    made = {"source": source, "start": pieces[0]["start"], "end": pieces[-1]["end"]}
    return made | ({"spans": pieces} if len(pieces) > 1 or draw.random() < 0.5 else {})
