"""How sure an answer says it is: how probable it is that the documents answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.abstention import enough
from assistant.answers import Question, answer_json
from assistant.extractive import CANDIDATES, answer, answer_from
from assistant.retrieval import retrieve, widened
from index.store import Index, open_index


@pytest.fixture(scope="module")
def opened(two_resolutions: Path) -> Iterator[Index]:
    with open_index(two_resolutions / "index") as index:
        yield index


def test_an_exact_reference_is_sure_and_a_missing_one_is_not(opened: Index) -> None:
    assert answer(opened, Question("ما نص الفقرة 1 من القرار 2021/1؟")).confidence == 1.0
    for missing in ("ما نص الفقرة 9 من القرار 2021/1؟", "ما نص الفقرة 1 من القرار 2019/7؟"):
        given_answer = answer(opened, Question(missing))
        assert given_answer.abstained
        assert given_answer.confidence == 0.0


def test_a_pasted_clause_is_answered_with_what_is_nearest(opened: Index) -> None:
    clause = (
        "يقرر حماية الأنهار والبحيرات الكبرى في جميع المناطق الساحلية والجبلية من التلوث الصناعي؛"
    )
    found = retrieve(opened, Question(clause), CANDIDATES)
    assert found.clause
    assert not answer(opened, Question(clause)).abstained


def test_between_the_two_it_tells_answers_from_silence(opened: Index) -> None:
    known = answer(opened, Question("ما الذي تقرر لحماية الآبار في المنطقة؟"))
    unknown = answer(opened, Question("ما عاصمة نيوزيلندا وكم عدد سكانها؟"))
    assert not known.abstained
    assert known.confidence is not None
    assert 0.5 < known.confidence < 1.0
    assert enough(opened, known.confidence)
    assert unknown.abstained
    assert unknown.confidence is not None
    assert 0.0 <= unknown.confidence < 0.5
    assert not enough(opened, unknown.confidence)
    for each in (known, unknown):
        assert answer_json(each)["confidence"] == pytest.approx(each.confidence, abs=1e-4)


@pytest.mark.parametrize(
    "asked", ["ما الذي تقرر لحماية الآبار؟", "paragraph 2 of WC/RES/2021/1", "تكاليف الحماية"]
)
def test_one_search_serves_the_answer_and_a_longer_list(opened: Index, asked: str) -> None:
    question = Question(asked)
    once = retrieve(opened, question, CANDIDATES, reserve=20)
    assert once.found == retrieve(opened, question, CANDIDATES).found
    assert widened(opened, once, 20).found == retrieve(opened, question, 20).found
    assert answer_from(opened, question, once).text == answer(opened, question).text
