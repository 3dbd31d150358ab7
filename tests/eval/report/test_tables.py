"""How figures are arranged and written."""

from __future__ import annotations

from eval.report import tables
from eval.scores.figures import FIGURES
from eval.scores.values import Calibration, Estimate, Scores

HALF = Estimate(0.5, 0.25, 0.75, 10)


def scores(*groups: str) -> Scores:
    return Scores("run", {group: {"hit@1": HALF, "total_ms": HALF} for group in groups})


def test_arabic_and_english_come_before_other_languages_and_all_last() -> None:
    groups = tables.by_language(scores("all", "lang=fr", "lang=en", "lang=ar", "lang=ar,slice=x"))
    assert [group.name for group in groups] == ["Arabic", "English", "fr", "All"]


def test_difficulties_go_from_easy_to_hard() -> None:
    groups, _ = tables.groups_of(
        scores("difficulty=hard", "difficulty=easy", "difficulty=medium"), "difficulty"
    )
    assert [group.name for group in groups] == ["easy", "medium", "hard"]


def test_a_slice_is_followed_by_its_languages() -> None:
    found = scores("slice=a=b", "lang=en,slice=a=b", "lang=ar,slice=a=b", "slice=c")
    groups, left = tables.groups_of(found, "slice")
    assert [group.name for group in groups] == ["a=b", "a=b, Arabic", "a=b, English", "c"]
    assert left == 0


def test_of_too_many_documents_those_with_most_questions_stay() -> None:
    groups = {f"document=d{n:03d}": {"hit@1": Estimate(0, 0, 1, n)} for n in range(1, 131)}
    shown, left = tables.groups_of(Scores("run", groups), "document")
    assert left == 30
    assert [group.name for group in shown] == [f"d{n:03d}" for n in range(31, 131)]


def test_rooms_come_in_order_without_empty_ones() -> None:
    found = scores("all")
    assert [name for name, _ in tables.by_room(found, tables.by_language(found))] == [
        "Retrieval",
        "Time",
    ]


def test_every_figure_has_a_room_that_is_shown_and_main_ones_exist() -> None:
    assert {figure.room for figure in FIGURES.values()} == set(tables.ROOMS)
    assert set(tables.MAIN) <= set(FIGURES)


def test_values_are_written_in_their_unit() -> None:
    assert tables.number(FIGURES["hit@1"], 0.83149) == "0.831"
    assert tables.interval(FIGURES["hit@1"], HALF) == "0.25–0.75"
    assert tables.number(FIGURES["total_ms"], 1234.6) == "1,235 ms"


def test_a_checker_of_few_pairs_is_said_to_be_so() -> None:
    said = tables.checked(Calibration("check", 12, HALF, HALF, {"number": HALF}))
    assert "12 labelled pairs, 10 of them true" in said[0]
    assert "50 are (95% interval 25–75, n 10, few)" in said[0]
    assert "number 50 (n 10, few)" in said[2]


def test_faults_and_long_first_passages_are_said_only_where_there_are_some() -> None:
    few = {"all": {"hit@1": Estimate(0, 0, 1, 40), "failed": Estimate(0.0, 0.0, 0.1, 50)}}
    assert (
        tables.failed(Scores("run", few)) == tables.too_long(Scores("run", few, too_long=2)) == ""
    )
    assert tables.too_long(Scores("run", few, too_long=3)).startswith("In 3 of 40 questions")
    some = {"all": {"failed": Estimate(0.06, 0.0, 0.1, 50)}}
    assert tables.failed(Scores("run", some)).startswith("3 of 50 questions ended in an error")
