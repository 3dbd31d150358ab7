"""The right paragraph first, over the corpus that ships: clauses, months, everyday words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.retrieval import Retrieval, retrieve
from index.store import Index, open_index


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


def first(index: Index, question: str) -> Retrieval:
    return retrieve(index, Question(question), 5)


def test_of_a_clause_in_quotation_marks_only_its_own_words_are_searched_for(index: Index) -> None:
    clause = "Urges port authorities to accept worn-out fishing gear from vessels free of charge"
    found = first(
        index, f'I am drafting this for 2021: "{clause}." Is there agreed language near it?'
    )
    assert found.clause
    assert found.searched == f"{clause}."
    assert found.found[0].document.symbol == "RCW/RES/2022/8"
    assert found.found[0].paragraph.number == "4"


def test_an_english_clause_in_an_arabic_question_is_answered_in_arabic(index: Index) -> None:
    asked = (
        "هل من سابقة لهذا النص الإنكليزي: "
        '"Urges port authorities to accept worn-out fishing gear free of charge"؟'
    )
    found = first(index, asked)
    assert (found.language, found.asked_in) == ("ar", "en")
    assert found.found[0].document.symbol == "RCW/RES/2022/8"


@pytest.mark.parametrize(
    ("question", "symbol"),
    [
        ("What did the June 2021 text say on the annual abstraction?", "RCW/RES/2021/4"),
        ("What did the June 2023 text say on the annual abstraction?", "RCW/RES/2023/6"),
        ("ماذا قال نص حزيران/يونيه ٢٠٢١ عن مجموع ما يستخرج سنويا؟", "RCW/RES/2021/4"),
        ("ماذا قال نص يونيو 2023 عن مجموع ما يستخرج سنويا؟", "RCW/RES/2023/6"),
    ],
)
def test_a_text_is_found_by_the_month_that_it_is_called_by(
    index: Index, question: str, symbol: str
) -> None:
    assert first(index, question).found[0].document.symbol == symbol
