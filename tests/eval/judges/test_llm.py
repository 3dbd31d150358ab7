"""The judge that asks a language model."""

from __future__ import annotations

import pytest

from assistant.support.values import Cited
from eval.judges.opening import open_judge
from index.errors import FiqraError, UsageError
from tests.eval.judges import scripted

NAME = "llm:tests.eval.judges.scripted:model"
CITED = [Cited("2. Decides to plant 120 trees;", "en", "G/RES/1", "2", "G/RES/1, op. para. 2")]


@pytest.fixture(autouse=True)
def _empty() -> None:
    scripted.REPLIES.clear()
    scripted.ASKED.clear()


def test_its_verdict_is_taken_from_the_json_in_its_reply() -> None:
    scripted.REPLIES.append(
        'Sure: {"support": "partly", "reason": "The date is not there."} Anything else?'
    )
    judgement = open_judge(NAME)("120 trees are planted by May.", CITED)
    assert judgement.support == "partly"
    assert judgement.reasons == ("The date is not there.",)
    assert "120 trees are planted by May." in scripted.ASKED[0]
    assert CITED[0].text in scripted.ASKED[0]


def test_it_is_asked_in_the_language_of_the_statement() -> None:
    scripted.REPLIES.append('{"support": "supported", "reason": ""}')
    judgement = open_judge(NAME)("تقرر غرس 120 شجرة.", CITED)
    assert (judgement.support, judgement.reasons) == ("supported", ())
    assert "العبارة" in scripted.ASKED[0]
    assert "Statement:" not in scripted.ASKED[0]


def test_a_reply_that_is_no_verdict_is_asked_for_once_more() -> None:
    scripted.REPLIES.extend(["I think so", '{"support": "unsupported", "reason": "no"}'])
    assert open_judge(NAME)("x", CITED).support == "unsupported"
    assert len(scripted.ASKED) == 2


@pytest.mark.parametrize("reply", ["", "yes", '{"support": "maybe"}', "{broken", "[1]"])
def test_two_replies_that_are_no_verdict_end_in_one_sentence(reply: str) -> None:
    scripted.REPLIES.extend([reply, reply])
    with pytest.raises(FiqraError, match="gave no verdict") as told:
        open_judge(NAME)("x", CITED)
    assert "\n" not in str(told.value)


def test_a_model_that_fails_is_told() -> None:
    with pytest.raises(FiqraError, match="nobody answers"):
        open_judge(NAME)("x", CITED)


def test_without_a_citation_the_model_is_not_asked() -> None:
    assert open_judge(NAME)("x", []).support == "unsupported"
    assert not scripted.ASKED


@pytest.mark.parametrize(
    "name",
    [
        "llm:no.such.module:f",
        "llm:tests.eval.judges.scripted:nothing",
        "llm:os",
        "llm:tests.eval.judges.scripted:no_model",
    ],
)
def test_a_path_that_gives_no_model_is_told(name: str) -> None:
    with pytest.raises(UsageError):
        open_judge(name)


@pytest.mark.parametrize("name", ["", "gpt", "nli", "nli:", "llm:"])
def test_an_unknown_judge_names_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError, match="check, nli:FOLDER"):
        open_judge(name)


def test_the_deterministic_checker_is_one_of_them() -> None:
    judge = open_judge("check")
    assert judge("Decides to plant 120 trees.", CITED).support == "supported"
    assert judge("Decides to plant 130 trees.", CITED).support == "unsupported"
