"""Figures by group: who is in which, with what n, in how much memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from eval.scores.figures import FIGURES
from eval.scores.summary import groups_of, summarise
from eval.scores.values import Scored


def scored(identifier: str, **changes: object) -> Scored:
    given: dict[str, object] = {
        "lang": "ar",
        "type": "lookup",
        "difficulty": "easy",
        "slice": "",
        "documents": ("a.txt",),
        "row": {"hit@1": 1.0},
    }
    return Scored(identifier, **{**given, **changes})  # type: ignore[arg-type]


def test_a_question_is_in_the_group_of_each_of_its_properties() -> None:
    twin = scored("1", lang="en", slice="twin", documents=("a.txt", "b.md"), difficulty="hard")
    assert groups_of(twin) == (
        "all",
        "lang=en",
        "type=lookup",
        "difficulty=hard",
        "slice=twin",
        "lang=en,slice=twin",
        "document=a.txt",
        "document=b.md",
    )
    assert "slice=" not in " ".join(groups_of(scored("2")))


def test_groups_stand_in_one_order_whatever_the_questions_do() -> None:
    rows = [
        scored("1", slice="twin", documents=("z.txt",)),
        scored("2", lang="en", type="number", documents=("b.txt",)),
        scored("3", lang="en", slice="absent", documents=()),
    ]
    found = list(summarise("run", rows).groups)
    assert found == list(summarise("run", reversed(rows)).groups)
    assert found == [
        "all",
        "lang=ar",
        "lang=en",
        "type=lookup",
        "type=number",
        "difficulty=easy",
        "slice=absent",
        "slice=twin",
        "lang=ar,slice=twin",
        "lang=en,slice=absent",
        "document=b.txt",
        "document=z.txt",
    ]


def test_a_figure_counts_the_questions_that_have_it() -> None:
    rows = [
        scored("1", row={"hit@1": 1.0, "mrr@10": 1.0}),
        scored("2", row={"hit@1": 0.0}, lang="en"),
        scored("3", row={}),
    ]
    found = summarise("run", rows)
    assert (found.groups["all"]["hit@1"].mean, found.groups["all"]["hit@1"].n) == (0.5, 2)
    assert found.groups["all"]["mrr@10"].n == 1
    assert list(found.groups["all"]) == ["hit@1", "mrr@10"]
    assert "mrr@10" not in found.groups["lang=en"]


def test_times_are_given_by_their_quantiles_and_have_no_share() -> None:
    rows = [scored(str(i), row={"total_ms": float(i)}) for i in range(1, 102)]
    found = summarise("run", rows)
    assert found.latency_ms == {"p50": 51.0, "p95": 96.0, "max": 101.0}
    assert not found.groups["all"]["total_ms"].exact


def test_missing_lines_are_counted() -> None:
    rows = [scored("1"), scored("2", missing=True, row={"failed": 1.0})]
    assert summarise("run", rows).missing == 1


def test_long_first_passages_are_counted_and_the_judge_is_told() -> None:
    found = summarise("run", [scored("1"), scored("2", too_long=True)], judge="nli")
    assert (found.too_long, found.judge) == (1, "nli")


def test_a_run_without_questions_has_no_figures() -> None:
    found = summarise("run", [])
    assert (found.groups, found.curve, found.latency_ms) == ({"all": {}}, None, {})


def test_the_curve_is_made_of_what_is_known_to_be_right_or_wrong() -> None:
    rows = [
        scored("1", confidence=0.9, right=True),
        scored("2", confidence=0.2, right=False),
        scored("3", confidence=0.5),
    ]
    curve = summarise("run", rows).curve
    assert curve is not None
    assert (curve.n, curve.area) == (2, 0.25)


@pytest.mark.parametrize("length", [2_000])
def test_long_verdicts_are_not_kept(length: int) -> None:
    def many() -> Iterator[Scored]:
        for i in range(length):
            row = dict.fromkeys(FIGURES, i * 7 % 10 / 10)
            notes = ("a long note on what is wrong " * 200 + str(i),)
            yield scored(str(i), row=row, notes=notes, confidence=0.5, right=True)

    tracemalloc.start()
    summarise("run", many())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # the notes alone are 11 MB
    assert peak < 6e6
