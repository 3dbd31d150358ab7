"""Retrieval figures of single questions, and what holds for all of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.runs.lines import Place
from eval.scores.retrieval import DEEPEST, retrieval_figures
from eval.sets.questions import Asked, Evidence
from index.values import Span

LENGTH = 100


def place(number: int, count: int = 1) -> Place:
    return Place("x.txt", (Span(number * LENGTH, (number + count) * LENGTH),))


def asked(*sets: tuple[int, ...]) -> Asked:
    made = [
        tuple(Evidence("x.txt", n * LENGTH, (n + 1) * LENGTH) for n in numbers) for numbers in sets
    ]
    return Asked(
        "1", "ar", "lookup", "easy", "?", True, evidence=made[0], alternatives=tuple(made[1:])
    )


def figures(question: Asked, *ranked: int) -> dict[str, float]:
    return retrieval_figures(question, [place(number) for number in ranked])


def test_two_pieces_of_evidence_are_recalled_one_by_one() -> None:
    row = figures(asked((1, 2)), 1, 9, 8, 2)
    assert [row[f"recall@{k}"] for k in (1, 3, 5, 10)] == [0.5, 0.5, 1.0, 1.0]
    assert [row[f"full@{k}"] for k in (1, 3, 5, 10)] == [0, 0, 1, 1]
    assert [row[f"hit@{k}"] for k in (1, 3, 5, 10)] == [1, 1, 1, 1]
    ideal = 1 + 1 / math.log2(3)
    assert row["ndcg@10"] == pytest.approx((1 + 1 / math.log2(5)) / ideal)


def test_the_same_evidence_found_again_gains_nothing() -> None:
    assert figures(asked((1,)), 1, 1, 1) == figures(asked((1,)), 1)


def test_one_passage_with_all_evidence_is_the_ideal() -> None:
    row = retrieval_figures(asked((1, 2)), [place(1, 2), place(9)])
    assert row == dict.fromkeys(row, 1.0)


def test_each_figure_is_the_best_over_the_sets_of_evidence() -> None:
    row = figures(asked((1, 2), (3,)), 1, 3)
    assert row["mrr@10"] == 1.0
    assert row["full@1"] == 0.0
    assert row["full@3"] == 1.0
    assert row["recall@1"] == 0.5
    assert row["recall@3"] == 1.0


def test_what_is_not_answered_has_no_figure() -> None:
    absent = Asked("1", "ar", "unanswerable", "easy", "?", False)
    assert retrieval_figures(absent, [place(1)]) == {}


def test_passages_after_the_fiftieth_do_not_count() -> None:
    question = asked((1,))
    late = [place(9)] * DEEPEST + [place(1)]
    assert set(retrieval_figures(question, late).values()) == {0.0}


sets = st.lists(
    st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True).map(tuple),
    min_size=1,
    max_size=3,
)
ranking = st.lists(st.integers(0, 12), max_size=15)


@given(sets, ranking)
def test_figures_are_shares_in_their_order(
    evidence: list[tuple[int, ...]], ranked: list[int]
) -> None:
    row = figures(asked(*evidence), *ranked)
    assert all(0 <= value <= 1 + 1e-12 for value in row.values())
    for k in (1, 3, 5, 10):
        assert row[f"full@{k}"] <= row[f"recall@{k}"] <= row[f"hit@{k}"]
    for name in ("hit", "recall", "full"):
        assert row[f"{name}@1"] <= row[f"{name}@3"] <= row[f"{name}@5"] <= row[f"{name}@10"]


@given(sets, ranking, st.integers(0, 12))
def test_one_more_passage_at_the_end_never_hurts(
    evidence: list[tuple[int, ...]], ranked: list[int], more: int
) -> None:
    before, after = figures(asked(*evidence), *ranked), figures(asked(*evidence), *ranked, more)
    assert all(after[name] >= before[name] for name in before)


@given(sets, ranking)
def test_another_set_that_would_do_never_hurts(
    evidence: list[tuple[int, ...]], ranked: list[int]
) -> None:
    fewer, more = figures(asked(evidence[0]), *ranked), figures(asked(*evidence), *ranked)
    assert all(more[name] >= fewer[name] for name in fewer)
