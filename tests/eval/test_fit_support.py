"""The model over the checker's signs."""

from __future__ import annotations

import json

from assistant.support.carrying import NAMES, Signs, grade, shipped
from eval.fit_support import DATA, Case, fitted


def test_what_is_shipped_names_every_sign_and_more_of_each_is_better() -> None:
    kept = json.loads(DATA.read_text(encoding="utf-8"))
    assert tuple(kept["weights"]) == NAMES
    model = shipped()
    assert all(weight > 0 for weight in model.weights.values())
    for side in ("same", "across"):
        low, high = Signs(0.4, 0.8), Signs(0.9, 0.97)
        assert model.probability(low, side) < model.threshold < model.probability(high, side)
        assert grade(high, side) == "supported"


def test_true_and_false_statements_are_told_apart() -> None:
    true = [Case(True, "paraphrase", f"p{i}", "same", Signs(0.9, 0.96)) for i in range(20)]
    true += [Case(True, "translation", f"p{i}", "across", Signs(0.8, 0.9)) for i in range(20)]
    false = [Case(False, "silent", f"q{i}", "same", Signs(0.7, 0.88)) for i in range(10)]
    false += [Case(False, "silent", f"q{i}", "across", Signs(0.6, 0.8)) for i in range(10)]
    model, judged, truth = fitted([*true, *false])
    assert judged[truth].min() > judged[~truth].max()
    assert model.probability(Signs(0.9, 0.96), "same") > 0.5
