"""Directions and isolation of texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from eval.report.texts import blocks, direction, isolated, remark

mixed = st.text(st.sampled_from("ابجد abc 12/()<>&\"':.·“”«»\n\u200f"), max_size=60)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("COUNCIL/RES/7، الفقرة 2 من منطوق القرار", "rtl"),
        ("What does القرار 7 say about fees?", "ltr"),
        ("64/293", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_text_has_the_direction_of_most_of_its_letters(text: str, way: str) -> None:
    assert direction(text) == way


@given(mixed)
def test_isolation_changes_no_character_and_lets_no_markup_through(text: str) -> None:
    for made in (isolated(text), remark(text)):
        without = re.sub(r'</?bdi(?: dir="(?:ltr|rtl)")?>', "", str(made))
        assert Markup(without).unescape() == text
        assert "<" not in without


def test_symbols_are_isolated_in_arabic_and_ranges_are_not() -> None:
    made = str(isolated("القرار COUNCIL/RES/7 (2030)، الفقرات 10-95، بمبلغ 50 000 دولار"))
    assert re.findall('<bdi dir="ltr">(.*?)</bdi>', made) == [
        "COUNCIL/RES/7 (2030)",
        "50 000",
    ]


def test_an_arabic_phrase_in_a_remark_keeps_the_number_that_it_begins_with() -> None:
    made = str(remark("A vital fact is missing: 42 محطة بحلول عام 2031."))
    assert '<bdi dir="rtl">42 محطة بحلول عام 2031</bdi>.' in made


def test_quoted_lines_stand_apart() -> None:
    said = "Label: [1]\n> first\n> second\n\nOfficial text:\n>third"
    found = [(block.quoted, block.lines) for block in blocks(said)]
    assert found == [
        (False, ("Label: [1]",)),
        (True, ("first", "second")),
        (False, ("Official text:",)),
        (True, ("third",)),
    ]
