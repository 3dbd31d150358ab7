"""What a run can ask: each system by name, and one sentence where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.answers import Question, answer_json, found_json
from assistant.extractive import answer
from assistant.retrieval import retrieve
from eval.runs.lines import Line, line_json, read_line
from eval.runs.systems import answered, open_system
from index.errors import FiqraError
from index.store import Index
from tests.eval.runs.conftest import asked

CHEAP = "tests.eval.runs.cheap"
QUESTIONS = [
    ("en", "How many new wells are drilled in the region?"),
    ("ar", "كم بئرا جديدة تحفر في المنطقة؟"),
    ("en", "What does paragraph 2 of WC/RES/2021/1 say?"),
    ("en", "What does paragraph 9 of WC/RES/2021/1 say?"),
    ("en", "Which penguins live in Antarctica?"),
]


@pytest.mark.parametrize(("lang", "question"), QUESTIONS)
def test_an_extractive_line_is_the_answer_that_ask_gives_and_the_passages_that_search_gives(
    index: Index, lang: str, question: str
) -> None:
    line = line_json(open_system("extractive", index, 7)(asked("q", question, lang=lang)))
    full = Question(question, language=lang)  # type: ignore[arg-type]
    given = answer_json(answer(index, full))
    for name in ("language", "abstained", "why", "answer", "claims", "confidence"):
        assert line[name] == given[name]
    keys = ("source", "start", "end", "spans", "label")
    for own, theirs in zip(line["citations"], given["citations"], strict=True):
        for name in (*keys, "quote", "quote_spans"):
            assert own[name] == theirs[name]
    for own, passage in zip(line["passages"], retrieve(index, full, 7).found, strict=True):
        for name in (*keys, "score"):
            assert own[name] == found_json(passage)[name]


def test_a_quotation_stands_in_the_source_where_the_line_says(index: Index) -> None:
    line = open_system("extractive", index, 5)(asked("q", "كم بئرا جديدة تحفر؟", lang="ar"))
    assert line.citations
    for place in line.citations:
        text = index.source(place.source).text
        assert place.quote == " ".join(text[s.start : s.end] for s in place.quote_spans)
        for quoted in place.quote_spans:
            assert any(s.start <= quoted.start and quoted.end <= s.end for s in place.spans)


def test_retrieval_alone_says_nothing_and_is_timed(index: Index) -> None:
    line = open_system("retrieval", index, 3)(asked("q"))
    assert not line.answered
    assert not line.answer
    assert len(line.passages) == 3
    assert line.total_ms is not None
    assert line.total_ms > 0
    assert read_line(json.loads(json.dumps(line_json(line)))) == line


def test_a_function_of_ones_own_is_asked_by_its_name(index: Index) -> None:
    line = open_system(f"{CHEAP}:constant", index, 3)(asked("q7"))
    assert (line.id, line.answer, line.confidence) == ("q7", "They drill 240 wells.", None)
    assert line.total_ms is not None
    whole = answered(open_system(f"{CHEAP}:whole_line", index, 3), asked("q8"))
    assert (whole.id, len(whole.passages), whole.confidence) == ("q8", 1, 0.5)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("extractiv", "There is no system 'extractiv'; it is"),
        ("no_such_package.answers:reply", "there is no module no_such_package; install it"),
        (f"{CHEAP}:nothing", "has no function nothing."),
        (f"{CHEAP}:NOT_A_FUNCTION", "has no function NOT_A_FUNCTION."),
        (f"{CHEAP}:", "There is no system"),
    ],
)
def test_a_system_that_is_not_there_is_one_sentence(index: Index, name: str, said: str) -> None:
    with pytest.raises(FiqraError) as raised:
        open_system(name, index, 3)
    assert said in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_module_that_breaks_when_it_is_imported_is_one_sentence(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "breaks_at_once.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(FiqraError, match="importing breaks_at_once ended with ZeroDivisionError"):
        open_system("breaks_at_once:reply", index, 3)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("raises", "internal fault, ZeroDivisionError: by nought"),
        ("refuses", "The model does not answer; start it."),
        ("no_answer", "gave a str; it must return an Answer"),
    ],
)
def test_a_fault_in_one_question_is_its_line(index: Index, function: str, said: str) -> None:
    line = answered(open_system(f"{CHEAP}:{function}", index, 3), asked("q"))
    assert line.id == "q"
    assert said in (line.error or "")
    assert isinstance(read_line(line_json(line)), Line)
