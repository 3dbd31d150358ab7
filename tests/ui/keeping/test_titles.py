"""Titles are on one line, bounded, cut at a word, and turn nothing round."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.keeping.titles import LENGTH, title_of

DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=st.characters() | st.sampled_from(f"{DIRECTION}\n ًّ,"), max_size=200))
def test_of_any_text(text: str) -> None:
    title = title_of(text)
    assert len(title) <= LENGTH + 1
    assert title == " ".join(title.split())
    assert not set(title) & set(DIRECTION)
    assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in title)
    title.encode("utf-8")


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("ما هي السدود؟", "ما هي السدود؟"),
        ("  two\n lines ", "two lines"),
        ("word " * 20, "word word word word word word word word word word word word…"),
        ("x" * 100, "x" * 60 + "…"),
        ("ماذا تقول الفقرة 7 من القرار، " * 4, None),
        ("\u202e", ""),
    ],
)
def test_it_is_cut_at_a_word(question: str, title: str | None) -> None:
    made = title_of(question)
    if title is not None:
        assert made == title
    else:
        begun = made.removesuffix("…")
        assert question.startswith(begun)
        assert question[len(begun)] in " ،"


def test_a_letter_keeps_its_marks() -> None:
    assert title_of("بَ" * 60) == "بَ" * 30 + "…"
    assert title_of("ا" + "بَ" * 60) == "ا" + "بَ" * 29 + "…"
