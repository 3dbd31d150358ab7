"""Streamed or whole, an answer is the same; the first words come with the model's first ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.answers import Question, answer_json
from assistant.generative import Draft, written
from index.store import Index, open_index
from tests.assistant.speaking import model_saying

WELLS = "How many observation wells will the monitoring network have under the 2022 resolution?"
REPLIES = [
    "The network is to have 165 observation wells [{0}]. It costs 9 dollars [{0}]. It must be"
    " operational by 30 June 2024. [{0}]",
    "The Council decides:\n- that there are 165 observation wells [{0}];\n- that the Moon is dry [{1}].",
    "Nothing is cited here.",
    "The indexed documents do not answer this question.",
    "",
]


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


@pytest.mark.parametrize("reply", REPLIES)
def test_the_final_answer_is_the_same_as_without_streaming(index: Index, reply: str) -> None:
    def json(piece: int | None) -> dict[str, object]:
        model = model_saying(reply, piece=piece or 7)
        on_draft = None if piece is None else (lambda _: None)
        line = answer_json(written(index, Question(WELLS), model, on_draft=on_draft).answer)
        return {key: value for key, value in line.items() if key != "timings"}

    whole = json(None)
    assert json(1) == json(3) == json(50) == whole


def test_sentences_are_pending_then_confirmed_or_withdrawn(index: Index) -> None:
    seen: list[Draft] = []
    written(index, Question(WELLS), model_saying(REPLIES[0], piece=4), on_draft=seen.append)
    assert any("165" in each.pending for each in seen)
    outcomes = [tuple(s.outcome for s in each.sentences) for each in seen]
    assert ("confirmed",) in outcomes
    assert outcomes[-1] == ("confirmed", "withdrawn", "confirmed")
    assert not any("[" in each.pending for each in seen)


def test_the_first_words_are_shown_within_100_ms_of_the_models(index: Index) -> None:
    came: list[float] = []

    def pieces(_: list[str]) -> object:
        def stream() -> object:
            came.append(time.perf_counter())
            yield "The network is to have "
            time.sleep(0.3)
            yield "165 observation wells."

        return stream()

    shown: list[float] = []

    def on_draft(draft: Draft) -> None:
        if draft.pending and not shown:
            shown.append(time.perf_counter())

    written(index, Question(WELLS), model_saying(pieces), on_draft=on_draft)
    assert 0 <= shown[0] - came[0] < 0.1
