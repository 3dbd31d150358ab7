"""When the documents do not answer: the signs of it, and what a person is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.abstention import NAMES, WORDLESS, Signs, named_nowhere, shipped, signs, telling
from assistant.answers import Question
from assistant.extractive import CANDIDATES, answer
from assistant.retrieval import retrieve
from index.store import Index, open_index

SOMETHING_ELSE = (
    "How many minutes does a football match last?",
    "Which striker scored most goals in the league?",
    "Why was the goalkeeper shown a red card?",
    "كم دقيقة تستغرق مباراة كرة القدم؟",
    "من سجل هدف الفوز في المباراة النهائية؟",
    "لماذا طرد الحكم حارس المرمى؟",
    "How do I roast a chicken with garlic?",
    "How much butter goes into a sponge cake?",
    "What do you need for a good tomato sauce?",
    "كيف أشوي الدجاج بالثوم؟",
    "كم ملعقة زبدة أضع في العجين؟",
    "ما مقادير صلصة الطماطم؟",
    "What is the atomic number of iron?",
    "How do acids and bases react with each other?",
    "Who discovered oxygen?",
    "ما العدد الذري للحديد؟",
    "كيف تتفاعل الأحماض مع القواعد؟",
    "من اكتشف الأكسجين؟",
)


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


@pytest.fixture(scope="module")
def two(two_resolutions: Path) -> Iterator[Index]:
    with open_index(two_resolutions / "index") as opened:
        yield opened


def found_signs(index: Index, asked: str) -> Signs:
    return signs(index, asked, retrieve(index, Question(asked), CANDIDATES))


@pytest.mark.parametrize("asked", SOMETHING_ELSE)
def test_questions_about_something_else_are_refused(index: Index, asked: str) -> None:
    given = answer(index, Question(asked))
    assert given.abstained
    assert given.why == "not in the documents"
    assert not given.citations


def test_a_type_that_no_paragraph_holds_is_lacking(two: Index) -> None:
    asked = "كم دولارا خصص القرار لحماية الآبار؟"
    assert found_signs(two, asked).lacking == 1.0
    assert answer(two, Question(asked)).abstained
    assert found_signs(two, "متى يقدم الأمين التنفيذي تقريره عن حماية الآبار؟").lacking < 1.0


def test_what_is_asked_of_the_wrong_document_is_found_beyond_it(index: Index) -> None:
    wells = "How many observation wells will the network of the Ghadir aquifer have?"
    own = found_signs(index, f"Under resolution 2023/6: {wells}")
    other = found_signs(index, f"Under resolution 2022/8: {wells}")
    assert other.beyond > own.beyond + 0.1
    assert found_signs(index, wells).beyond == 0.0


@pytest.mark.parametrize(
    "asked",
    [
        "What does resolution 2022/3 request of the Executive Secretary?",
        "ماذا طلب من الأمين التنفيذي في القرار 2022/3؟",
        "What does resolution 2021/4 request of the Executive Secretary?",
    ],
)
def test_a_general_question_is_not_beyond_the_document_that_it_names(
    index: Index, asked: str
) -> None:
    assert found_signs(index, asked).beyond == 0.0
    assert not answer(index, Question(asked)).abstained


def test_a_state_that_no_passage_names_is_certainly_not_spoken_of(index: Index) -> None:
    given = answer(index, Question("What did Egypt pledge to the Fund?"))
    assert (given.abstained, given.confidence) == (True, 0.0)


def test_a_state_beside_something_that_stands_there_is_not_certain(index: Index) -> None:
    asked = "What did Egypt and Japan pledge?"
    assert named_nowhere(index, asked, "en", [("en", "Welcomes the pledge of Qatar;")])
    assert not named_nowhere(index, asked, "en", [("en", "Welcomes the pledge of Japan;")])


@pytest.mark.parametrize(
    "asked",
    [
        "As the delegate of Brazil I ask: how many observation wells will the network have?",
        "How many wells does the network, drafted by France and Malta, have?",
        "What did Brazil's presidency say of the wells?",
        "بصفتي مندوب البرازيل أسأل: كم بئرا في الشبكة؟",
        "كم بئرا في الشبكة بناء على مشروع مالطة؟",
        "What is said of the Korean Peninsula?",
    ],
)
def test_who_asks_or_drafts_and_places_are_not_missed(index: Index, asked: str) -> None:
    assert not named_nowhere(index, asked, "ar" if "ئ" in asked else "en")


def test_a_year_that_no_passage_names_is_missed(index: Index) -> None:
    assert named_nowhere(index, "What was decided in 1931?", "en")


def test_an_opposite_of_the_paragraph_is_a_contradiction(two: Index) -> None:
    assert found_signs(two, "لماذا حظر المجلس حماية الآبار؟").contradicted == 0.0
    assert found_signs(two, "ما الذي تقرر لحماية الآبار؟").contradicted == 0.0


SIGNS = st.builds(
    Signs,
    lacking=st.sampled_from([0.0, 0.5, 1.0]),
    contradicted=st.sampled_from([0.0, 1.0]),
    beyond=st.floats(0, 1),
    nearness=st.floats(-4, 4),
    wording=st.floats(-0.3, 0.3),
)


@given(SIGNS, st.sampled_from(NAMES))
def test_every_sign_counts_in_its_direction(found: Signs, name: str) -> None:
    better = replace(found, **{name: getattr(found, name) + 0.1})
    for model in (shipped().late, shipped().plain):
        before, after = model.probability(found), model.probability(better)
        assert 0.0 < before < 1.0
        if name in model.weights:
            assert after >= before if name in ("nearness", "wording") else after <= before


def test_an_index_without_token_vectors_is_judged_without_them() -> None:
    assert set(shipped().plain.weights) == set(WORDLESS)
    assert set(shipped().late.weights) == set(NAMES)
    found = Signs(0.0, 0.0, 0.0, 1.0, None)
    assert 0.0 < shipped().plain.probability(found) < 1.0


def test_headings_tell_nothing(index: Index) -> None:
    found = retrieve(index, Question("water"), 20).found
    kept = telling(found)
    assert kept
    assert all(each.paragraph.kind != "heading" for each in kept)
