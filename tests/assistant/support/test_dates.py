"""Dates however they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support.dates import find_dates, holds
from index.arabic.dates import MONTHS
from index.arabic.normalise import fold_text

DAYS = st.integers(0, 36_000).map(lambda n: date(1946, 1, 1) + timedelta(days=n))


def read(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(d.year, d.month, d.day) for d in find_dates(fold_text(text))]


def held(statement: str, paragraph: str) -> bool:
    there = find_dates(fold_text(paragraph))
    asked = find_dates(fold_text(statement))
    return bool(asked) and all(holds(there, one) for one in asked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("في موعد أقصاه 31 كانون الأول/ديسمبر 2023", [(2023, 12, 31)]),
        ("٣١ ديسمبر ٢٠٢٣", [(2023, 12, 31)]),
        ("31 كانون الأول 2023", [(2023, 12, 31)]),
        ("5 جانفي 2004", [(2004, 1, 5)]),
        ("15 أوت 2004", [(2004, 8, 15)]),
        ("3 غشت 2011", [(2011, 8, 3)]),
        ("June 16, 2022", [(2022, 6, 16)]),
        ("16th of June 2022", [(2022, 6, 16)]),
        ("2024-06-30", [(2024, 6, 30)]),
        ("30/06/2024", [(2024, 6, 30)]),
        ("10–14 June 2024", [(2024, 6, 10), (2024, 6, 14)]),
        ("يومي 6 و 7 شباط/فبراير 2024", [(2024, 2, 6), (2024, 2, 7)]),
        ("30 June to 2 July 2024", [(2024, 6, 30), (2024, 7, 2)]),
        ("بين آذار/مارس 2020 وأيلول/سبتمبر 2021", [(2020, 3, None), (2021, 9, None)]),
        ("الثاني عشر من أكتوبر", [(None, 10, 12)]),
        ("the twenty-first of June 2018", [(2018, 6, 21)]),
        ("2021ديسمبر / كانون الأول   16", [(2021, 12, 16)]),
        ("الفترة 2024-2028", [(2024, None, None), (2028, None, None)]),
        ("31 March of each year", [(None, 3, 31)]),
    ],
)
def test_every_writing_of_a_date_is_read(text: str, found: list[tuple[int, int, int]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    ["States may 2 of them", "2000 dollars", "2 030 people", "they march in step", "يمارس عمله"],
)
def test_common_words_and_sums_are_no_dates(text: str) -> None:
    assert all(year is None and day is not None for year, _, day in read(text)) or not read(text)


def test_two_month_names_that_disagree_are_no_month() -> None:
    assert (2020, 1, None) not in read("كانون الثاني/فبراير 2020")


def test_less_is_held_by_more_and_never_the_other_way_round() -> None:
    assert held("June 2022", "16 حزيران/يونيه 2022")
    assert held("in 2022", "16 June 2022")
    assert not held("16 June 2022", "June 2022")
    assert not held("16 June 2022", "16 June 2021")


@given(DAYS)
def test_a_date_is_itself_in_every_writing(day: date) -> None:
    names = MONTHS[day.month - 1]
    writings = [f"{day.day} {names[0]}/{names[1]} {day.year}", day.isoformat()]
    writings += [f"{day.day} {name} {day.year}" for name in names]
    writings.append(f"{names[-1].title()} {day.day}, {day.year}")
    for statement in writings:
        for paragraph in writings:
            assert held(statement, paragraph), (statement, paragraph)


@given(DAYS, DAYS)
def test_another_day_is_another_date(day: date, other: date) -> None:
    name, theirs = MONTHS[day.month - 1][0], MONTHS[other.month - 1][-1]
    same = day == other
    assert held(f"{day.day} {name} {day.year}", f"{other.day} {theirs} {other.year}") is same
