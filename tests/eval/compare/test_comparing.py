from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.compare.comparing import compare
from eval.compare.values import comparison_json, holm
from eval.runs import folder
from eval.scores import store
from eval.scores.figures import FIGURES
from eval.scores.intervals import mcnemar
from index.errors import FiqraError, UsageError
from tests.eval.compare.folders import write_known, write_rows
from tests.eval.scores.known import Known, perfect


def silent(known: Known) -> Known:
    """The question with a line that refuses it."""
    line = replace(
        known.line,
        abstained=True,
        answer="",
        statements=(),
        citations=(),
        confidence=0.1,
        flip=None,
    )
    return replace(known, line=line)


def test_a_run_is_no_better_than_itself(tmp_path: Path) -> None:
    run = write_known(tmp_path / "a", perfect())
    comparison = compare(run, run)
    assert comparison.n == len(perfect())
    assert comparison.changed == ()
    assert comparison.contrasts
    for each in comparison.contrasts:
        assert each.difference == 0.0
        assert each.a == each.b
        assert each.p == each.best_p == 1.0
        assert each.low <= 0 <= each.high
        assert not each.significant
        assert (each.gained, each.lost) in ((0, 0), (None, None))
    assert {each.holm for each in comparison.main} == {1.0}


def test_one_changed_answer_is_the_one_that_is_listed(tmp_path: Path) -> None:
    known = perfect()
    a = write_known(tmp_path / "a", known)
    b = write_known(tmp_path / "b", [silent(known[0]), *known[1:]])
    comparison = compare(a, b)
    (changed,) = comparison.changed
    assert changed.id == known[0].asked.id
    assert changed.verdict == "worse"
    moves = {move.figure: (move.was, move.now, move.better) for move in changed.moves}
    assert moves["answered"] == (1.0, 0.0, False)
    assert moves["error_rate"] == (0.0, 1.0, False)
    assert moves["evidence_f1"] == (1.0, 0.0, False)
    assert moves["citation_recall"] == (1.0, None, None)
    assert "hit@1" not in moves
    assert "total_ms" not in moves
    answered = comparison.find("all", "answered")
    assert answered is not None
    assert (answered.n, answered.gained, answered.lost, answered.mcnemar) == (4, 0, 1, 1.0)
    assert answered.difference == pytest.approx(-0.25)
    cited = comparison.find("all", "citation_recall")
    assert cited is not None
    assert (cited.only_a, cited.only_b) == (1, 0)
    # only groups that the question is in have moved
    english = comparison.find("lang=en", "answered")
    assert english is not None
    assert english.difference == 0.0
    arabic = comparison.find("lang=ar", "answered")
    assert arabic is not None
    assert arabic.difference == pytest.approx(-1 / 3)
    backwards = compare(b, a)
    assert [(each.id, each.verdict) for each in backwards.changed] == [(changed.id, "better")]


def test_a_question_can_get_better_and_worse(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [{"hit@1": 1.0, "mrr@10": 0.2}, {"hit@1": 1.0}, {"hit@1": 0.0}])
    b = write_rows(tmp_path / "b", [{"hit@1": 0.0, "mrr@10": 0.5}, {"flip": 1.0}, {"hit@1": 0.0}])
    verdicts = {each.id: each.verdict for each in compare(a, b).changed}
    assert verdicts == {"q0": "mixed", "q1": "other"}


def test_less_is_better_where_it_is(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [{"hallucination_rate": 0.0}] * 30)
    b = write_rows(tmp_path / "b", [{"hallucination_rate": 1.0}] * 30)
    comparison = compare(a, b)
    (each,) = comparison.of("all")
    assert each.difference == 1.0
    assert each.gain == -1.0
    assert each.significant
    assert {changed.verdict for changed in comparison.changed} == {"worse"}


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 0, 0.0625),
        (6, 0, 0.03125),
        (8, 2, 0.109375),
        (10, 2, 158 / 4096),
    ],
)
def test_0_1_figures_are_tested_exactly(tmp_path: Path, gained: int, lost: int, p: float) -> None:
    was = [0.0] * gained + [1.0] * lost + [1.0] * 20
    now = [1.0] * gained + [0.0] * lost + [1.0] * 20
    a = write_rows(tmp_path / "a", [{"hit@1": each} for each in was])
    b = write_rows(tmp_path / "b", [{"hit@1": each} for each in now])
    found = compare(a, b).find("all", "hit@1")
    assert found is not None
    assert (found.gained, found.lost, found.moved) == (gained, lost, gained + lost)
    assert found.mcnemar == pytest.approx(p) == pytest.approx(mcnemar(gained, lost))
    assert found.significant == (p < 0.05)


def test_graded_figures_have_no_mcnemar(tmp_path: Path) -> None:
    a = write_rows(tmp_path / "a", [{"mrr@10": 0.5}, {"mrr@10": 1.0}])
    b = write_rows(tmp_path / "b", [{"mrr@10": 1.0}, {"mrr@10": 1.0}])
    found = compare(a, b).find("all", "mrr@10")
    assert found is not None
    assert found.mcnemar is None
    assert found.gained is None
    assert found.best_p == found.p == 1.0


def test_intervals_hold_the_true_difference_as_often_as_they_say(tmp_path: Path) -> None:
    """Simulated: 80 questions, B right on 0.7 and A on 0.5 of them, drawn together (correlated)."""
    draw = np.random.default_rng(11)
    names = [name for name, figure in FIGURES.items() if figure.higher_is_better]
    inside, widths = [], []
    for i in range(6):
        shape = (80, len(names))
        hard = draw.random(shape)
        was = (hard + draw.normal(0, 0.2, shape) < 0.5).astype(float)
        now = (hard + draw.normal(0, 0.2, shape) < 0.7).astype(float)
        a, b = (
            write_rows(
                tmp_path / f"{run}{i}", [dict(zip(names, row, strict=True)) for row in values]
            )
            for run, values in (("a", was.tolist()), ("b", now.tolist()))
        )
        for each in compare(a, b).of("all"):
            column = names.index(each.figure)
            inside.append(each.low <= _true_difference() <= each.high)
            # the standard error of a mean of paired differences, which the bootstrap estimates
            theory = float(np.std(now[:, column] - was[:, column]) / np.sqrt(80))
            widths.append((each.high - each.low) / (2 * 1.96 * theory))
    assert len(inside) > 120
    # binomial(150, 0.95) is below 0.89 of 150 about once in a thousand
    assert np.mean(inside) >= 0.89
    assert np.mean(widths) == pytest.approx(1.0, abs=0.03)


@functools.cache
def _true_difference() -> float:
    """P(now) - P(was) of the simulation, by a large sample."""
    draw = np.random.default_rng(5)
    hard, noise = draw.random(400_000), draw.normal(0, 0.2, 400_000)
    return float((hard + noise < 0.7).mean() - (hard + noise < 0.5).mean())


def test_holms_correction_is_that_of_the_textbook() -> None:
    # four tests: 4·0.005, 3·0.01, 2·0.03, and the largest no smaller than the one before
    assert holm([0.03, 0.005, 0.04, 0.01]) == pytest.approx([0.06, 0.02, 0.06, 0.03])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_the_main_figures_are_corrected_for_being_many(tmp_path: Path) -> None:
    rows = [{"hit@1": 0.0, "hit@5": 0.0, "answered": 1.0, "hit@3": 0.0}] * 8
    better = [{**each, "hit@1": 1.0, "hit@3": 1.0} for each in rows[:7]] + rows[7:]
    a, b = write_rows(tmp_path / "a", rows), write_rows(tmp_path / "b", better)
    comparison = compare(a, b)
    first = comparison.find("all", "hit@1")
    assert first is not None
    assert first.mcnemar == 2 / 2**7
    assert first.holm == pytest.approx(3 * 2 / 2**7)
    third = comparison.find("all", "hit@3")
    assert third is not None
    assert third.holm is None
    inside = comparison.find("lang=en", "hit@1")
    assert inside is not None
    assert inside.holm is None


def test_runs_over_different_sets_are_refused(tmp_path: Path) -> None:
    known = perfect()
    a = write_known(tmp_path / "a", known)
    changed = replace(known[1], asked=replace(known[1].asked, question="من؟"))
    b = write_known(tmp_path / "b", [known[0], changed, *known[2:]])
    with pytest.raises(UsageError, match=r"Question date is not the same in .*; run both with one"):
        compare(a, b)
    elsewhere = replace(known[1], asked=replace(known[1].asked, evidence=known[0].asked.evidence))
    c = write_known(tmp_path / "c", [known[0], elsewhere, *known[2:]])
    with pytest.raises(UsageError, match="Question date is not the same"):
        compare(a, c)
    renamed = replace(known[1], asked=replace(known[1].asked, id="other"))
    d = write_known(tmp_path / "d", [known[0], renamed, *known[2:]])
    with pytest.raises(
        UsageError, match=r"5 questions .* 5, 4 of them the same; compare runs over"
    ):
        compare(a, d, common=True)


def test_common_questions_are_compared_where_that_is_asked_for(tmp_path: Path) -> None:
    known = perfect()
    a = write_known(tmp_path / "a", known)
    b = write_known(tmp_path / "b", [silent(known[0]), known[2]])
    with pytest.raises(UsageError, match=r"5 questions and .* 2, 2 of them the same; .* --common"):
        compare(a, b)
    comparison = compare(a, b, common=True)
    assert comparison.n == 2
    assert (comparison.a.questions, comparison.b.questions) == (5, 2)
    assert [each.id for each in comparison.changed] == [known[0].asked.id]
    assert "Only the 2 common questions" in comparison.notes[0]
    assert compare(b, a, common=True).n == 2


def test_offsets_of_evidence_with_a_label_may_differ(tmp_path: Path) -> None:
    """A newer version may extract a file's text anew; the paragraph is still the same."""
    known = perfect()
    a = write_known(tmp_path / "a", known)
    asked = known[0].asked
    moved = tuple(replace(each, start=each.start + 3, end=each.end + 3) for each in asked.evidence)
    b = write_known(
        tmp_path / "b", [replace(known[0], asked=replace(asked, evidence=moved)), *known[1:]]
    )
    assert compare(a, b).n == 5


def test_other_settings_are_told(tmp_path: Path) -> None:
    a = write_known(tmp_path / "a", perfect())
    b = write_known(tmp_path / "b", perfect())
    path = b / folder.CONFIG
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, "system": "retrieval", "options": {"k": 3}}))
    assert compare(a, b).notes == (
        "Other system: extractive in A, retrieval in B.",
        "Other options: k – in A, k 3 in B.",
    )


def test_other_judges_and_long_first_passages_are_told(tmp_path: Path) -> None:
    a = write_known(tmp_path / "a", perfect())
    b = write_known(tmp_path / "b", perfect())
    scores = store.read_scores(b)
    store.write_scores(b, replace(scores, judge="nli", too_long=4))
    judged, long = compare(a, b).notes
    assert judged.startswith("Support was judged by check in A and by nli in B")
    assert long.startswith("B: In 4 of 4 questions the first passage is too long")


def test_no_command_and_no_path_leave_the_machine(tmp_path: Path) -> None:
    runs = [write_known(tmp_path / name, perfect()) for name in ("a", "b")]
    for run, command in zip(runs, ("ask --key s3cret", "ask --key other"), strict=True):
        path = run / folder.CONFIG
        config = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**config, "options": {"command": command}}))
    comparison = compare(*runs)
    (note,) = comparison.notes
    assert note.startswith("Other options: command ")
    assert "key" not in note
    value = comparison_json(comparison)
    assert (value["a"]["folder"], value["b"]["folder"]) == ("a", "b")
    assert str(tmp_path) not in json.dumps(value)


def test_a_run_that_is_not_scored_is_refused(tmp_path: Path) -> None:
    a = write_known(tmp_path / "a", perfect())
    b = write_known(tmp_path / "b", perfect())
    store.write_verdicts(b, list(store.read_verdicts(b))[:3])
    with pytest.raises(FiqraError, match=r"lack question .* `fiqra eval score"):
        compare(a, b)
    with pytest.raises(UsageError, match="There is no run in"):
        compare(a, tmp_path)
    (b / "verdicts.jsonl").unlink()
    with pytest.raises(FiqraError, match=r"verdicts\.jsonl cannot be read.*score the run"):
        compare(a, b)


def test_thousands_of_questions_take_seconds_and_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    draw = np.random.default_rng(3)
    names = [name for name in FIGURES if name != "total_ms"]
    count = 1500

    def rows() -> list[dict[str, float]]:
        return [
            dict(zip(names, map(float, row), strict=True))
            for row in draw.integers(0, 2, (count, len(names)))
        ]

    a, b = write_rows(tmp_path / "a", rows()), write_rows(tmp_path / "b", rows())
    tracemalloc.start()
    comparison = compare(a, b, rounds=1000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert comparison.n == count
    assert most < 60e6 + count * 16_000  # what changed is kept, question by question


def test_the_json_holds_every_contrast(tmp_path: Path) -> None:
    known = perfect()
    a = write_known(tmp_path / "a", known)
    b = write_known(tmp_path / "b", [silent(known[0]), *known[1:]])
    comparison = compare(a, b)
    value = json.loads(json.dumps(comparison_json(comparison), allow_nan=False))
    assert len(value["contrasts"]) == len(comparison.contrasts)
    assert value["changed"][0]["id"] == known[0].asked.id
    assert value["a"]["name"] == "a"
