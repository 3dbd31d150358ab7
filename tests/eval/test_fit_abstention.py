"""The fitting of the abstention model: which questions it judges, and the figures of made-up ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from assistant import abstention
from assistant.abstention import NAMES, WORDLESS, Signs
from eval import fit_abstention
from eval.fit_abstention import Case, Judged, against, collect, fitted, rates, threshold, validated
from index.store import open_index
from index.values import Language
from tests.conftest import SAMPLE

DEV = SAMPLE.parent / "sets" / "dev.jsonl"


def made_up(count: int) -> list[Case]:
    random = np.random.default_rng(5)
    cases = []
    for number in range(count):
        answerable = bool(random.random() < 0.8)
        found = Signs(
            0.0 if answerable else float(random.choice([0.0, 1.0])),
            0.0,
            0.0,
            float(random.normal() + 2 * answerable),
            float(random.normal(scale=0.05)),
        )
        cases.append(Case("made", answerable, "ar", f"d{number % 20}", None, found))
    return cases


def test_the_threshold_keeps_the_share_of_answers() -> None:
    judged = validated(made_up(300))
    for share in (0.8, 0.925, 1.0):
        answered, _ = rates(judged, threshold(judged, share))
        assert share <= answered.mean() <= share + 0.01


def test_what_tells_weighs_in_its_direction() -> None:
    model, judged = fitted(made_up(300))
    weights = dict(zip(NAMES, model.weights, strict=True))
    assert weights["lacking"] < 0 < weights["nearness"]
    assert weights["contradicted"] == weights["beyond"] == 0
    assert (
        judged.confidence[judged.answerable].mean() > judged.confidence[~judged.answerable].mean()
    )


def test_certain_cases_keep_their_confidence() -> None:
    cases = [*made_up(100), Case("made", True, "ar", "d", 1.0, None)]
    assert validated(cases).confidence[-1] == 1.0


def test_questions_of_a_set_are_judged_or_certain(sample: Path, tmp_path: Path) -> None:
    lines = DEV.read_text(encoding="utf-8").splitlines()[:12]
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines), encoding="utf-8")
    with open_index(sample) as index:
        cases = list(collect("few", few, index))
    assert [case.answerable for case in cases] == [json.loads(line)["answerable"] for line in lines]
    for case in cases:
        assert (case.certain is None) == (case.signs is not None)
        assert case.document.startswith("few:")
    usual: dict[Language, float] = {"ar": 0.4, "en": 0.4}
    shipped = abstention.shipped().usual
    for case, other in zip(cases, against(cases, usual), strict=True):
        if case.signs and case.signs.wording is not None:
            assert other.signs is not None
            assert other.signs.wording == pytest.approx(
                case.signs.wording + shipped[case.language] - 0.4
            )


def test_the_document_has_a_line_for_every_set_and_sign() -> None:
    cases = made_up(120)
    models = {
        "late": fit_abstention.model(cases, NAMES),
        "plain": fit_abstention.model(cases, WORDLESS),
    }
    text = "\n".join(fit_abstention.document(cases, models))
    assert text.count("| made | 120 |") == 3
    for name in NAMES:
        assert f"without `{name}`" in text


def test_what_ships_was_written_by_the_command() -> None:
    value = json.loads(fit_abstention.DATA.read_text(encoding="utf-8"))
    assert re.fullmatch(
        r"python -m eval\.fit_abstention, \d+ questions of \d sets", value["made_by"]
    )
    assert 0.5 < value["late"]["threshold"] < 1.0


def test_a_perfect_order_refuses_all_and_answers_all() -> None:
    cases = made_up(50)
    truth = np.array([case.answerable for case in cases], dtype=float)
    answered, refused = rates(Judged(cases, truth), 0.5)
    assert answered.mean() == refused.mean() == 1.0
