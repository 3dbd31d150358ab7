"""What models put around a sentence does not reach the reader, and what it says does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generative.tidying import tidied

SAID = "The dam is closed."
SAID_AR = "يقرر المجلس إغلاق السد."


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"Answer: {SAID}",
        f"**Answer:** {SAID}",
        f"**Answer: {SAID}**",
        f"**{SAID}",
        f": {SAID}",
        f"| {SAID} |",
        "According to, the dam is closed.",
        "According to paragraph, the dam is closed.",
        "As stated in the passage, the dam is closed.",
        "states that the dam is closed.",
        "Paragraph says that the dam is closed.",
        f"<b>{SAID}</b>",
        f"{SAID}<|im_end|>",
        f"\u202e{SAID}\u202c\x1b",
        "The dam is closed [1].",
        "The dam is closed[^2].",
        "The dam “is closed.",
        'The "dam is closed.',
    ],
)
def test_what_stands_around_an_english_sentence_is_taken_off(text: str) -> None:
    assert tidied(text, "en") == SAID


@pytest.mark.parametrize(
    "text",
    [
        f"الجواب: {SAID_AR}",
        f"وفقا ل، {SAID_AR}",
        f"وفقًا للفقرة، {SAID_AR}",
        f"كما ورد في الفقرة، {SAID_AR}",
        f"»{SAID_AR}",
    ],
)
def test_what_stands_around_an_arabic_sentence_is_taken_off(text: str) -> None:
    assert tidied(text, "ar") == SAID_AR


@pytest.mark.parametrize(
    "text",
    [
        "In 2022, the dam was closed.",
        "The paragraph says that the dam is closed.",
        "Under resolution 2650 (2022), the dam is closed.",
        "The **dam** is closed (op. para. 2).",
        "The dam is “closed” and «shut».",
    ],
)
def test_a_sentence_of_its_own_words_stays_as_it_is(text: str) -> None:
    assert tidied(text, "en") == text


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ('It is "closed".', "en", "It is “closed”."),
        ('هو "مغلق".', "ar", "هو «مغلق»."),
        ("هو »مغلق« و»محمي«.", "ar", "هو «مغلق» و«محمي»."),
        ("It is „closed“.", "en", "It is “closed”."),
        ("It “is [k7m]. It is “closed”.", "en", "It is [k7m]. It is “closed”."),
        ("It is “ closed ”.", "en", "It is  “closed” ."),
        ("“is […] closed…”", "en", "“is” […] “closed”"),
    ],
)
def test_quotations_stand_in_marks_that_have_their_partner(
    text: str, language: str, shown: str
) -> None:
    assert tidied(text, language) == shown  # type: ignore[arg-type]


@given(st.text(alphabet='«»“”„"ab[]1.… >*\u202e', max_size=30), st.sampled_from(["ar", "en"]))
def test_every_mark_has_its_partner_and_nothing_is_unseen(text: str, language: str) -> None:
    left = tidied(text, language)  # type: ignore[arg-type]
    assert "\u202e" not in left
    assert '"' not in left
    for opening, closing in ("«»", "“”"):
        marks = "".join(re.findall(f"[{opening}{closing}]", left))
        assert marks == (opening + closing) * (len(marks) // 2)
    assert not re.search(r"\[\d\]", left)
