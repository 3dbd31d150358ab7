"""Follow-ups: what a short question after another one refers to."""

from __future__ import annotations

import pytest

from assistant.answers import Turn
from assistant.conversation import standalone


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        (
            ["Paragraph 16 of resolution 2650?"],
            "And the next one?",
            "paragraph 17 of resolution 2650",
        ),
        (["ما نص الفقرة 16 من القرار 2650؟"], "والتي تليها؟", "الفقرة 17 من القرار 2650"),
        (
            ["ما نص الفقرة 16 من القرار 2650؟", "وماذا عن الفقرة التي تليها؟"],
            "والتي تليها؟",
            "الفقرة 18 من القرار 2650",
        ),
        (
            ["annex, para. 5 of A/RES/64/293"],
            "the previous paragraph?",
            "paragraph 4 of the annex to A/RES/64/293",
        ),
        (
            ["الفقرة الثالثة من ديباجة القرار 64/293"],
            "والتي قبلها؟",
            "الفقرة 2 من ديباجة القرار 64/293",
        ),
    ],
)
def test_the_paragraph_beside_the_last_one_is_named(
    earlier: list[str], question: str, expected: str
) -> None:
    assert standalone(question, [Turn("user", text) for text in earlier]) == expected


@pytest.mark.parametrize(
    "earlier",
    ["Who is asked to report?", "paragraph 1 of resolution 2650", "paras 5 and 6 of S/RES/2650"],
)
def test_where_there_is_no_paragraph_beside_it_the_question_only_leans_back(earlier: str) -> None:
    question = "And the previous one?"
    assert standalone(question, [Turn("user", earlier)]) == f"{earlier}\n{question}"
