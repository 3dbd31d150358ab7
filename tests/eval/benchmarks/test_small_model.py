"""The sentences of answers as lines for a reader: all of them, each with the words that it cites."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import extractive
from assistant.answers import Answer, Claim, Question
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel, open_language_model
from assistant.settings import Settings
from eval.benchmarks import small_model
from eval.sets.check import load
from eval.sets.questions import Asked
from index.errors import UsageError
from index.store import Index, open_index
from tests.assistant import scripted_server as server
from tests.assistant.scripted_server import serving

SETS = Path(__file__).resolve().parents[3] / "eval" / "sample" / "sets"


@pytest.fixture(scope="module")
def index(sample: Path) -> Iterator[Index]:
    with open_index(sample) as opened:
        yield opened


@pytest.fixture(scope="module")
def questions(index: Index) -> list[Asked]:
    return list(load(SETS / "dev.jsonl", index))


def few(questions: Sequence[Asked]) -> list[Asked]:
    return small_model.chosen(questions, 8)


def absent_model() -> LanguageModel:
    return open_language_model(
        Settings(llm_model="m", llm_base_url="http://127.0.0.1:9/v1", llm_retries=0)
    )


def of_kind(found: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [each for each in found if each["kind"] == kind]


def quoting(index: Index, question: Question, _: LanguageModel) -> Answer:
    return extractive.answer(index, question)


def test_half_of_the_questions_are_answerable_and_half_arabic(questions: list[Asked]) -> None:
    kinds = Counter((q.lang, q.answerable) for q in small_model.chosen(questions, 40))
    assert set(kinds.values()) == {10}
    assert len(kinds) == 4
    assert len({q.type for q in small_model.chosen(questions, 40)}) > 5


@pytest.mark.parametrize("count", [0, 1, 7, 41, 1000])
def test_as_many_questions_as_there_are_in_the_order_of_the_set(
    questions: list[Asked], count: int
) -> None:
    found = small_model.chosen(questions, count)
    assert len(found) <= count
    assert len({q.id for q in found}) == len(found)
    assert found == [q for q in questions if q in found]
    assert len(found) == count or len([q for q in found if not q.answerable]) == 20


def test_every_sentence_of_an_answer_is_a_line_with_what_it_cites(
    index: Index, questions: list[Asked]
) -> None:
    found = list(small_model.lines(index, few(questions), quoting, absent_model()))
    asked = of_kind(found, "question")
    assert [each["id"] for each in asked] == [q.id for q in few(questions)]
    for each, line in zip(few(questions), asked, strict=True):
        answer = extractive.answer(index, Question(each.question, each.history, each.lang))
        own = [s for s in of_kind(found, "sentence") if s["id"] == each.id]
        assert [s["sentence"] for s in own][: len(answer.claims)] == [c.text for c in answer.claims]
        assert len(own) == line["sentences"] >= 1
        for sentence, claim in zip(own, answer.claims, strict=False):
            cited = [answer.citations[i].found for i in claim.citations]
            assert [c["label"] for c in sentence["cited"]] == [f.label for f in cited]
            assert [c["words"] for c in sentence["cited"]] == [f.text for f in cited]
        assert all(s["label"] == "" for s in own)
        assert line["how"] == ("abstained" if answer.abstained else "extractive")
    last = found[-1]
    assert (last["kind"], last["questions"]) == ("totals", 8)
    assert sum(last["answerable"].values()) == sum(last["unanswerable"].values()) == 4
    assert last["in_the_language_asked"] == 8


def test_a_sentence_that_stands_in_no_statement_is_a_line_too(
    index: Index, questions: list[Asked]
) -> None:
    def adding(index: Index, question: Question, _: LanguageModel) -> Answer:
        plain = extractive.answer(index, question)
        return replace(plain, text=f"Nobody vouches for this.\n\n{plain.text}")

    found = list(small_model.lines(index, few(questions), adding, absent_model()))
    loose = [s for s in of_kind(found, "sentence") if s["sentence"] == "Nobody vouches for this."]
    assert len(loose) == 8
    assert not any(each["cited"] for each in loose)


def test_what_the_model_said_is_kept_beside_what_the_reader_saw(
    index: Index, questions: list[Asked]
) -> None:
    from llama_index.core.llms import ChatMessage

    def writing(index: Index, question: Question, model: LanguageModel) -> Answer:
        reply = model.complete([ChatMessage(role="user", content=question.text)])
        claim = Claim(reply.text.removesuffix(" Lies."), ())
        return Answer(question.language or "en", claim.text, (claim,), model=model.name)

    with serving(server.says("The dam is 40 m high. Lies.")) as running:
        model = open_language_model(Settings(llm_model="m", llm_base_url=running.base_url))
        found = list(small_model.lines(index, few(questions)[:1], writing, model))
    sentence, asked, last = found
    assert (sentence["sentence"], sentence["how"]) == ("The dam is 40 m high.", "generated")
    assert [reply["text"] for reply in asked["replies"]] == ["The dam is 40 m high. Lies."]
    assert last["sentences"] == 1


def test_a_question_that_fails_costs_no_other(index: Index, questions: list[Asked]) -> None:
    from llama_index.core.llms import ChatMessage

    def failing(index: Index, question: Question, model: LanguageModel) -> Answer:
        try:
            model.complete([ChatMessage(role="user", content=question.text)])
        except LanguageModelError:
            raise ValueError("not thought of") from None
        raise AssertionError

    found = list(small_model.lines(index, few(questions), failing, absent_model()))
    asked = of_kind(found, "question")
    assert len(asked) == 8
    assert all("ValueError: not thought of" in each["error"] for each in asked)
    assert all("cannot be reached" in each["replies"][0]["fault"] for each in asked)
    assert found[-1]["answerable"] == found[-1]["unanswerable"] == {"failed": 4}


def test_lines_are_written_as_they_come_and_labels_are_never_overwritten(
    index: Index, questions: list[Asked], tmp_path: Path
) -> None:
    out = tmp_path / "lines.jsonl"
    found = list(small_model.lines(index, few(questions), quoting, absent_model()))
    assert small_model.write(iter(found), out) == found[-1]
    written = out.read_text(encoding="utf-8")
    assert [json.loads(line) for line in written.splitlines()] == found
    with pytest.raises(UsageError, match="labels"):
        small_model.write(iter(found), out)
    assert out.read_text(encoding="utf-8") == written
