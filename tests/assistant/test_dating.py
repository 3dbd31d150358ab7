"""The months that a question may call a document by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dating import Period, deadlines, periods


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the April 2022 resolution on Libya extend?", [Period(2022, 4, 4)]),
        ("ما الذي قرره المجلس في نيسان/أبريل ٢٠٢٢؟", [Period(2022, 4, 4)]),
        ("ماذا طلب المجلس في نوفمبر 2023؟", [Period(2023, 11, 11)]),
        ("Which States voted in early 2020?", [Period(2020, 1, 3)]),
        ("ما الذي جُدد مطلع عام 2020؟", [Period(2020, 1, 3)]),
        ("the text of late 2021", [Period(2021, 10, 12)]),
        ("the one adopted on 29 April 2022", [Period(2022, 4, 4, 29)]),
        ("Was the mandate extended until June 2023?", []),
        ("هل مُددت الولاية حتى حزيران/يونيه 2023؟", []),
        ("How many people fled in 2021?", []),
        ("paragraph 5 of resolution 2650 (2022)", []),
    ],
)
def test_months_are_read_in_both_languages_and_deadlines_left_out(
    question: str, expected: list[Period]
) -> None:
    assert periods(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which resolution extended the mandate until 31 August 2021?", {"2021"}),
        ("What did the June 2021 text extend until June 2021?", set()),
        ("في موعد أقصاه 15 تشرين الثاني/نوفمبر 2021", {"2021"}),
        ("the 2020 resolution, no later than March 2021", {"2021"}),
        ("How many people fled in 2021?", set()),
    ],
)
def test_the_year_of_a_deadline_dates_no_document(question: str, expected: set[str]) -> None:
    assert deadlines(question) == expected


@pytest.mark.parametrize(
    ("date", "held"),
    [
        ("2022-04-29", True),
        ("2022-04", True),
        ("2022", False),
        ("2022-05-01", False),
        (None, False),
    ],
)
def test_only_a_date_that_is_known_to_lie_there_counts(date: str | None, held: bool) -> None:
    assert Period(2022, 4, 4).holds(date) is held
    assert Period(2022, 4, 4, 30).holds(date) is False


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert all(1 <= each.first <= each.last <= 12 for each in periods(text))
