"""Questions for when a document was adopted are answered by the line that says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adoption import adoption
from assistant.answers import Question, Turn
from assistant.extractive import CANDIDATES, answer
from assistant.retrieval import retrieve
from index.store import Index, open_index


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "quoted"),
    [
        (
            "متى اعتمد القرار 2022/3؟",
            "قرار اتخذه المجلس الإقليمي للمياه والسواحل في 16 حزيران/يونيه 2022",
        ),
        ("When was resolution 2022/3 adopted?", "في 16 حزيران/يونيه 2022"),
        (
            "On what date did the Regional Council adopt resolution 2022/8?",
            "في 17 حزيران/يونيه 2022",
        ),
        ("ما تاريخ اعتماد المقرر 2024/1؟", "١٣ حزيران/يونيه ٢٠٢٤"),
        ("In which session was resolution 2022/3 adopted?", "الدورة العاشرة"),
        ("في أي دورة اعتمد القرار 2021/4؟", "الدورة التاسعة"),
        ("At which plenary meeting was resolution 2021/4 adopted?", "الجلسة العامة 4"),
        ("في أي جلسة اتخذ المجلس القرار 2022/3؟", "الجلسة العامة 5"),
    ],
)
def test_the_line_that_says_so_is_quoted_whole(index: Index, asked: str, quoted: str) -> None:
    given = answer(index, Question(asked))
    assert given.confidence == 1.0
    assert [quoted in citation.quote for citation in given.citations] == [True]


@pytest.mark.parametrize(
    "asked",
    [
        "When must States adopt the plans of resolution 2022/3?",
        "When was the network of resolution 2022/3 adopted?",
        "متى يعتمد المجلس الخطة الواردة في القرار 2023/2؟",
        "When was paragraph 3 of resolution 2022/3 adopted?",
        "When were resolutions 2022/3 and 2022/8 adopted?",
        "What did resolution 2022/3 decide?",
        "When was the draft resolution RCW/2024/L.5/Rev.1 adopted?",
        "When was the network adopted?",
    ],
)
def test_other_questions_are_left_to_the_search(index: Index, asked: str) -> None:
    assert adoption(index, asked, retrieve(index, Question(asked), CANDIDATES)) == ()


def test_a_follow_up_asks_of_the_document_before(index: Index) -> None:
    turns = (Turn("user", "What does resolution 2022/8 say about ghost fishing?"),)
    given = answer(index, Question("And when was it adopted?", history=turns))
    assert given.confidence == 1.0
    assert "17 حزيران/يونيه 2022" in given.citations[0].quote
