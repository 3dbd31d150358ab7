"""A real language model, small and on loopback: asked, counted, stopped, given too much."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from typing import Any

import pytest

from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel, open_language_model
from assistant.models.tokens import estimated
from assistant.settings import Settings
from eval.benchmarks.small_model_running import running_small_model
from tests.conftest import Run

from .small_model import CONTEXT, small_model

__all__ = ["small_model"]

LONG = "The harbour master writes down every boat, its cargo and its flag. " * 300
"""More than the model holds, in any tokenizer."""


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIQRA_LLM_API_KEY", raising=False)


@pytest.fixture
def model(small_model: Settings) -> LanguageModel:
    return open_language_model(small_model)


def asking(text: str) -> list[Any]:
    from llama_index.core.llms import ChatMessage

    return [
        ChatMessage(role="system", content="Answer in one sentence."),
        ChatMessage(role="user", content=text),
    ]


def slot(settings: Settings) -> dict[str, Any]:
    """What the server is busy with."""
    address = str(settings.llm_base_url).removesuffix("/v1")
    with urllib.request.urlopen(f"{address}/slots", timeout=10) as reply:
        found: dict[str, Any] = json.load(reply)[0]
    return found


def test_the_doctor_says_that_it_answers(
    small_model: Settings, fiqra: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIQRA_LLM_MODEL", str(small_model.llm_model))
    monkeypatch.setenv("FIQRA_LLM_BASE_URL", str(small_model.llm_base_url))
    monkeypatch.setenv("FIQRA_LOCAL_ONLY", "1")
    ran = fiqra("doctor")
    assert ran.code == 0, ran.out
    place = f"{small_model.llm_model} at {small_model.llm_base_url}, on this machine"
    assert f"Language model {place}: answers (" in ran.out


@pytest.mark.parametrize(
    "text", ["Who wrote the water treaty of Genoa?", "من كتب معاهدة المياه؟"], ids=["en", "ar"]
)
def test_its_reply_is_the_same_streamed_and_whole(model: LanguageModel, text: str) -> None:
    pieces: list[str] = []
    streamed = model.complete(asking(text), pieces.append)
    whole = model.complete(asking(text))
    assert whole.text == streamed.text == "".join(pieces)
    assert len(pieces) > 3
    assert streamed.cut == whole.cut
    assert streamed.first_seconds < streamed.seconds


def test_its_tokens_are_counted_by_its_server(model: LanguageModel) -> None:
    short, longer = "Say: OK", "يقرر المجلس تمديد ولاية الفريق. It decides so in 1924."
    counted = model.tokens.count(longer) - model.tokens.count(short)
    read = [model.complete(asking(text)).prompt_tokens or 0 for text in (short, longer)]
    assert counted == read[1] - read[0]
    assert counted != estimated(longer) - estimated(short)
    texts = [message.content or "" for message in asking(longer)]
    assert 0 <= model.tokens.of_messages(texts) - read[1] <= 16


def test_a_prompt_that_only_the_estimate_holds_for_too_long_is_sent(
    small_model: Settings,
) -> None:
    text = " ".join(["The harbour master writes down every boat and its cargo."] * 17)
    tight = small_model.model_copy(update={"llm_context": 256, "llm_max_tokens": 8})
    model = open_language_model(tight)
    assert model.tokens.count(text) < 200
    assert estimated(text) > 256
    assert model.complete(asking(text)).text


def test_cancel_stops_it_and_its_server(small_model: Settings) -> None:
    patient = open_language_model(small_model.model_copy(update={"llm_max_tokens": 1500}))
    enough, began = threading.Event(), []

    def on_text(_: str) -> None:
        began.append(time.perf_counter())
        enough.set()

    with pytest.raises(LanguageModelError) as caught:
        patient.complete(asking("Write a very long story."), on_text, cancel=enough)
    assert time.perf_counter() - began[0] < 1
    assert caught.value.kind == "cancelled"
    assert caught.value.partial
    # left alone it would write on for half a minute
    until = time.monotonic() + 5
    while slot(small_model)["is_processing"]:
        assert time.monotonic() < until, "the server writes on"
        time.sleep(0.1)


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
@pytest.mark.parametrize("known", [True, False], ids=["context known", "context unknown"])
def test_what_it_cannot_hold_is_an_overflow(
    small_model: Settings, known: bool, stream: bool
) -> None:
    settings = small_model.model_copy(update={"llm_context": CONTEXT if known else None})
    pieces: list[str] = []
    with pytest.raises(LanguageModelError) as caught:
        open_language_model(settings).complete(asking(LONG), pieces.append if stream else None)
    assert caught.value.kind == "overflow"
    assert str(CONTEXT) in str(caught.value)
    assert not pieces


def test_a_reply_that_is_cut_says_so(small_model: Settings) -> None:
    short = open_language_model(small_model.model_copy(update={"llm_max_tokens": 3}))
    assert short.complete(asking("Who wrote the water treaty of Genoa?")).cut


def test_when_its_server_has_ended_it_cannot_be_reached(small_model: Settings) -> None:
    with running_small_model(context=256) as settings:
        model = open_language_model(settings.model_copy(update={"llm_retries": 0}))
        assert model.complete(asking("Say: OK")).text
    with pytest.raises(LanguageModelError) as caught:
        model.complete(asking("Say: OK"))
    assert caught.value.kind == "unreachable"
