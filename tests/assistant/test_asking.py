"""What is asked is what is answered, or it is said that it is not: references, follow-ups, lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Question, Turn
from assistant.clauses import pasted_clause
from assistant.conversation import standalone
from assistant.extractive import answer
from index.filters import Filter, Years
from index.store import Index, open_index

PARAGRAPH_2 = "What does paragraph 2 of RCW/RES/2022/3 say?"


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


def symbols(given: Answer) -> list[str | None]:
    return [citation.found.document.symbol for citation in given.citations]


@pytest.mark.parametrize(
    "wanted", [Filter(years=Years(2023, 2023)), Filter(documents=("RCW/RES/2023/6",))]
)
def test_a_reference_that_the_filter_shuts_out_is_not_answered_by_likeness(
    index: Index, wanted: Filter
) -> None:
    assert answer(index, Question("paragraph 2 of RCW/RES/2022/3", filter=wanted)).abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [("What does paragraph 2 say?", "names a paragraph"), ("ما نص الفقرة 2؟", "اذكر وثيقتها")],
)
def test_a_paragraph_of_no_document_is_not_guessed(index: Index, question: str, said: str) -> None:
    given = answer(index, Question(question))
    assert given.abstained
    assert given.why == "no such document"
    assert said in given.text


def test_a_long_request_is_no_clause() -> None:
    text = (
        "Please give me the full text of paragraph 2 of RCW/RES/2022/3, "
        + "with the page and the file, " * 9
    )
    assert len(text) > 250
    assert pasted_clause(text) is None


@pytest.mark.parametrize(
    "question",
    ["thanks", "And the last one?", "and annex?", "And 3 (a)?", "How much does that cost?"],
)
def test_a_followup_is_not_given_the_paragraph_before_as_certain(
    index: Index, question: str
) -> None:
    history = (
        Turn("user", PARAGRAPH_2),
        Turn("assistant", answer(index, Question(PARAGRAPH_2)).text),
    )
    assert answer(index, Question(question, history)).confidence != 1.0


@pytest.mark.parametrize(
    "first", ["What is the population of Mars?", "Which resolutions were adopted in 2022?"]
)
def test_nearest_paragraphs_and_lists_say_of_no_document_what_is_spoken_of(
    index: Index, first: str
) -> None:
    history = (Turn("user", first), Turn("assistant", answer(index, Question(first)).text))
    assert answer(index, Question("What does paragraph 2 say?", history)).abstained


def test_another_year_is_not_of_the_document_before() -> None:
    history = [Turn("user", "When does the mandate expire under resolution 2539 (2020)?")]
    assert "2539" not in standalone("And in 2021?", history)


@pytest.mark.parametrize(
    "question",
    [
        "Which resolutions do not mention the aquifer?",
        "ما القرارات التي لا تذكر طبقة الغدير؟",
        "How many resolutions were not adopted in 2022?",
        "Which resolutions were adopted this year?",
    ],
)
def test_what_a_list_does_not_understand_is_not_answered_by_its_opposite(
    index: Index, question: str
) -> None:
    assert answer(index, Question(question)).abstained


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Which resolutions mention the aquifer?",
            ["RCW/RES/2021/4", "RCW/RES/2022/3", "RCW/RES/2023/6"],
        ),
        (
            "ما القرارات التي تذكر الطبقة في الديباجة؟",
            ["RCW/RES/2021/4", "RCW/RES/2022/3", "RCW/RES/2023/6"],
        ),
        ("Which resolutions were adopted on 16 June 2022?", ["RCW/RES/2022/3"]),
        (
            "كم قرارا أصدر المجلس الإقليمي للمياه والسواحل في 2022؟",
            ["RCW/RES/2022/3", "RCW/RES/2022/8"],
        ),
    ],
)
def test_lists_are_what_was_asked_for(index: Index, question: str, expected: list[str]) -> None:
    assert symbols(answer(index, Question(question))) == expected
