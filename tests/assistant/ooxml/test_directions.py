"""Which stretches of a line go from right to left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ooxml.directions import right_to_left, runs


def left(line: str, *, paragraph: bool = True) -> list[str]:
    return [text for text, way in runs(line, paragraph) if not way]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("القرار 2506 (2020)،", ["2506", "2020"]),
        ("الوثيقة S/RES/2506 (2020)،", ["S/RES/2506 (2020)"]),
        ("القرار 64/293 بنسبة 2,5 أو 50%", ["64/293", "2,5", "50%"]),
        ("جائحة COVID-19 العالمية", ["COVID-19"]),
        ("(United Nations)", ["United Nations"]),
        ("الفقرة ٤ (أ)", []),
        ("", []),
    ],
)
def test_latin_words_and_numbers_in_an_arabic_line(line: str, expected: list[str]) -> None:
    assert left(line) == expected


def test_arabic_words_in_an_english_line_with_what_stands_between_them() -> None:
    assert left('The words "يطلب إلى" twice.', paragraph=False) == ['The words "', '" twice.']


@given(st.text(alphabet="aB 1٢أب(،).,/\u200f\u064e«»\t-"), st.booleans())
def test_the_runs_make_up_the_line(line: str, paragraph: bool) -> None:
    assert "".join(text for text, _ in runs(line, paragraph)) == line
    assert len(right_to_left(line, paragraph)) == len(line)
