"""Follow-ups: what a short question after another one refers to."""

from __future__ import annotations

import pytest

from assistant.answers import Turn
from assistant.conversation import own_question, standalone


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


def after(earlier: str, question: str, answered: str = "") -> str:
    history = [Turn("user", earlier)]
    if answered:
        history.append(Turn("assistant", answered))
    return standalone(question, history)


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        (
            "Which ports were inspected in Lebanon?",
            "What about Libya?",
            "Which ports were inspected in Libya?",
        ),
        ("ما الموانئ التي فُتشت في لبنان؟", "وماذا عن ليبيا؟", "ما الموانئ التي فُتشت في ليبيا؟"),
        (
            "Which ports were inspected in 2020?",
            "And in 2021?",
            "Which ports were inspected in 2021?",
        ),
        ("ما الموانئ التي فُتشت عام ٢٠٢٠؟", "وفي عام ٢٠٢١؟", "ما الموانئ التي فُتشت عام ٢٠٢١؟"),
        (
            "How many wells does resolution 2021/4 allow?",
            "And resolution 2022/3?",
            "How many wells does resolution 2022/3 allow?",
        ),
        ("كم بئرا يسمح به القرار 2650؟", "وفي القرار 2539؟", "كم بئرا يسمح به القرار 2539؟"),
        ("كم بئرا يسمح به القرار 2650؟", "وفي 2539؟", "كم بئرا يسمح به القرار 2539؟"),
    ],
)
def test_a_state_a_year_or_a_document_takes_the_place_of_the_earlier_one(
    earlier: str, question: str, expected: str
) -> None:
    assert after(earlier, question) == expected


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (
            "What does resolution 2539 say about Lebanon?",
            "What are the penalties for wildlife trafficking?",
        ),
        ("ماذا يقول القرار 2539 عن لبنان؟", "ما عقوبات الاتجار بالحيوانات البرية؟"),
        ("How often does the Joint Technical Group meet?", "Who funds beach cleaning in Cyprus?"),
        ("كم مرة يجتمع الفريق؟", "ومن يمول تنظيف الشواطئ والموانئ في قبرص؟"),
    ],
)
def test_a_question_about_something_else_stands_alone_however_short(
    earlier: str, question: str
) -> None:
    assert after(earlier, question) == question


@pytest.mark.parametrize(
    "question",
    ["Now something else: who funds it?", "موضوع آخر: من يمولها؟", "On another topic, who pays?"],
)
def test_a_change_of_topic_that_is_said_is_heard(question: str) -> None:
    asked = after("How many wells are there?", question)
    assert "wells" not in asked
    assert not asked.startswith(("Now", "On", "موضوع"))


@pytest.mark.parametrize(
    "question", ["Who chairs it?", "And for children?", "Until when?", "ومن يرأسه؟", "وللأطفال؟"]
)
def test_a_fragment_stands_below_what_it_leans_on(question: str) -> None:
    earlier = "How often does the Group meet?"
    assert after(earlier, question) == f"{earlier}\n{question}"
    assert own_question(after(earlier, question)) == question


def test_a_third_turn_leans_on_the_first() -> None:
    history = [
        Turn("user", "Which ports were inspected in Lebanon?"),
        Turn("user", "And in Libya?"),
        Turn("user", "And in Cyprus?"),
    ]
    assert standalone("And in Malta?", history) == "Which ports were inspected in Malta?"
    assert standalone("Who did it?", history[:2]).startswith("Which ports were inspected in Libya?")


def test_the_document_last_answered_from_is_remembered() -> None:
    answered = "S/RES/2669 (2022), op. para. 1: [1]\n> recalling its resolution 1701 (2006)"
    asked = after("What was demanded of the army?", "Who is to report on it?", answered)
    assert "S/RES/2669 (2022)" in asked
    assert "1701" not in asked


def test_another_document_than_the_last_one_may_be_meant() -> None:
    answered = "Resolution 2597 (2021) extended it."
    asked = after("Until when was it extended?", "Did the one before it say so?", answered)
    assert "2597" not in asked


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("ماذا قرر المجلس بشأن مالي؟", "وليبيا؟", "ماذا قرر المجلس بشأن ليبيا؟"),
        ("ماذا قرر المجلس بشأن مالي؟", "ولليبيا؟", "ماذا قرر المجلس بشأن ليبيا؟"),
        ("ماذا قرر المجلس بشأن مالي؟", "وللصومال؟", "ماذا قرر المجلس بشأن الصومال؟"),
        (
            "When does the mandate end under resolution 2539?",
            "And under 2591?",
            "When does the mandate end under resolution 2591?",
        ),
        (
            "متى تنتهي الولاية بموجب القرار 2539؟",
            "وبموجب 2591؟",
            "متى تنتهي الولاية بموجب القرار 2591؟",
        ),
    ],
)
def test_particles_written_onto_a_name_are_not_taken_along(
    before: str, question: str, expected: str
) -> None:
    assert standalone(question, [Turn("user", before)]) == expected
