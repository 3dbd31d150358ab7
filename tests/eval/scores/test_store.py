"""Scores and verdicts are read again as they were written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.support.values import Item
from eval.scores import store
from eval.scores.figures import FIGURES
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

texts = st.text(max_size=12)
numbers = st.floats(-1e9, 1e9)
rows = st.dictionaries(st.sampled_from(list(FIGURES)), numbers, max_size=6)
items = st.builds(
    Item, st.sampled_from(["number", "date", "symbol", "quote"]), texts, st.booleans()
)
scored_values = st.builds(
    Scored,
    id=texts,
    lang=st.sampled_from(["ar", "en"]),
    type=texts,
    difficulty=texts,
    slice=texts,
    documents=st.lists(texts, max_size=3).map(tuple),
    row=rows,
    confidence=st.none() | numbers,
    right=st.none() | st.booleans(),
    statements=st.lists(
        st.builds(
            StatementVerdict,
            texts,
            st.lists(texts, max_size=2).map(tuple),
            st.lists(items, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    citations=st.lists(
        st.builds(
            CitationVerdict,
            st.booleans(),
            st.booleans(),
            st.booleans(),
            st.none() | texts,
            st.none() | st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    missing=st.booleans(),
    too_long=st.booleans(),
)
estimates = st.builds(
    Estimate, numbers, numbers, numbers, st.integers(0, 10_000), exact=st.booleans()
)
scores_values = st.builds(
    Scores,
    run=texts,
    groups=st.dictionaries(texts, st.dictionaries(texts, estimates, max_size=3), max_size=3),
    curve=st.none()
    | st.builds(
        Curve,
        st.lists(st.builds(CurvePoint, numbers, numbers, numbers), max_size=3).map(tuple),
        numbers,
        st.integers(0, 99),
        numbers,
    ),
    latency_ms=st.dictionaries(texts, numbers, max_size=3),
    calibration=st.lists(
        st.builds(
            Calibration,
            texts,
            st.integers(0, 99),
            estimates,
            estimates,
            st.dictionaries(texts, estimates, max_size=2),
        ),
        max_size=2,
    ).map(tuple),
    missing=st.integers(0, 99),
    judge=texts,
    too_long=st.integers(0, 99),
)
in_one_folder = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(st.lists(scored_values, max_size=3))
@in_one_folder
def test_verdicts_come_back_as_they_were(tmp_path: Path, scored: list[Scored]) -> None:
    store.write_verdicts(tmp_path, scored)
    assert list(store.read_verdicts(tmp_path)) == scored


@given(scores_values)
@in_one_folder
def test_scores_come_back_as_they_were(tmp_path: Path, scores: Scores) -> None:
    store.write_scores(tmp_path, scores)
    assert store.read_scores(tmp_path) == scores
    json.loads((tmp_path / store.SCORES).read_text(encoding="utf-8"))


def test_verdicts_that_end_in_a_fault_leave_the_earlier_ones(tmp_path: Path) -> None:
    one = Scored("1", "ar", "lookup", "easy", "", (), {"hit@1": 1.0})
    store.write_verdicts(tmp_path, [one])

    def breaking() -> Iterator[Scored]:
        yield one
        raise FiqraError("The index is gone.")

    with pytest.raises(FiqraError, match="gone"):
        store.write_verdicts(tmp_path, breaking())
    assert list(store.read_verdicts(tmp_path)) == [one]


@pytest.mark.parametrize("wrong", ["not JSON", "[]", "3", '{"id": "x"}', '{"id": "x", "row": 3}'])
def test_a_damaged_line_of_verdicts_is_named(tmp_path: Path, wrong: str) -> None:
    store.write_verdicts(tmp_path, [Scored("1", "ar", "lookup", "easy", "", (), {})])
    path = tmp_path / store.VERDICTS
    path.write_text(path.read_text(encoding="utf-8") + wrong + "\n", encoding="utf-8")
    with pytest.raises(FiqraError, match=r"verdicts\.jsonl, line 2, .* anew"):
        list(store.read_verdicts(tmp_path))


@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"run": "a", "groups": {"all": 3}}'])
def test_damaged_scores_are_refused_in_a_sentence(tmp_path: Path, wrong: str) -> None:
    (tmp_path / store.SCORES).write_text(wrong, encoding="utf-8")
    with pytest.raises(FiqraError, match="score the run anew"):
        store.read_scores(tmp_path)


def test_a_folder_without_scores_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="score the run first"):
        store.read_scores(tmp_path)
    with pytest.raises(FiqraError, match="score the run first"):
        list(store.read_verdicts(tmp_path))
