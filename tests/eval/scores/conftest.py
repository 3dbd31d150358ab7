"""The project's scorer, imported from beside the repository; its tests skip where it is absent."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Means = dict[str, dict[str, tuple[float, int]]]
Scorer = Callable[[str, Sequence[dict[str, Any]], dict[str, dict[str, Any]]], Means]

SCORER = Path(__file__).resolve().parents[4] / "shared" / "score" / "score.py"


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    """`scorer(what, gold, runs by id)`: means and n by group and figure, as score.py sums up."""
    if not SCORER.is_file():
        pytest.skip("the project's scorer (../shared/score/score.py) is not here")
    spec = importlib.util.spec_from_file_location("project_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def means(what: str, gold: Sequence[dict[str, Any]], runs: dict[str, dict[str, Any]]) -> Means:
        values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for question in gold:
            if what == "retrieval" and not question["answerable"]:
                continue
            row = getattr(module, what)(question, runs.get(question["id"]))
            groups = ["all", *(f"{key}={question[key]}" for key in ("lang", "difficulty", "type"))]
            if question.get("slice"):
                groups.append(f"slice={question['slice']}")
            for group in groups:
                for name, value in row.items():
                    values[group][name].append(value)
        return {
            group: {name: (sum(each) / len(each), len(each)) for name, each in row.items()}
            for group, row in values.items()
        }

    return means
