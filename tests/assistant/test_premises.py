"""Paragraphs that say the opposite of what a question takes for granted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.premises import contradicted


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did the resolution terminate the mandate?", "يقرر تمديد ولاية البعثة؛"),
        ("لماذا أنهى القرار ولاية البعثة؟", "Decides to extend the mandate of the Mission;"),
        ("By how much did the cost go up?", "وانخفضت التكلفة، وهو انخفاض كبير؛"),
        ("لماذا رفض المجلس العرض؟", "يرحب بالعرض؛"),
        ("Why was fishing banned?", "Permits fishing in the bay;"),
    ],
)
def test_the_opposite_contradicts_across_languages(question: str, text: str) -> None:
    assert contradicted(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was the mandate extended?", "Decides to extend the mandate;"),
        ("Why was the mandate extended or terminated?", "Decides to terminate the mandate;"),
        ("Why was the mandate extended?", "Extends the mandate and terminates the embargo;"),
        ("What was decided on wells?", "Decides to terminate the mandate;"),
        ("", ""),
    ],
)
def test_nothing_else_does(question: str, text: str) -> None:
    assert not contradicted(question, text)


@given(st.text(max_size=100), st.text(max_size=100))
def test_a_text_never_contradicts_itself(text: str, other: str) -> None:
    assert not contradicted(text, text)
    assert contradicted(text, other) == contradicted(other, text)
