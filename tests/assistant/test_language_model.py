"""A language model is asked: what it says arrives whole, and every fault is one sentence."""

from __future__ import annotations

import itertools
import threading
import time
import traceback
from typing import Any

import pytest

from assistant.models import calls as model_calls
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel, open_language_model
from assistant.settings import Settings

from . import scripted_server as server
from .scripted import ScriptedLLM
from .scripted_server import ScriptedServer, serving

KEY = "secret-5f1c0a77b2"
TEXT = "يقرر المجلس تمديد ولاية الفريق [ق٣]. It decides so."


@pytest.fixture(autouse=True)
def quick_and_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_calls, "FIRST_WAIT", 0.01)
    for name in ("FIQRA_LLM_API_KEY", "OPENAI_API_KEY", "OLLAMA_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def model_at(running: ScriptedServer, **more: Any) -> LanguageModel:
    return open_language_model(
        Settings(llm_model="small", llm_base_url=running.base_url, llm_timeout=5, **more)
    )


def messages(text: str = "ما الذي يقرره المجلس؟") -> list[Any]:
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role="system", content="أجب"), ChatMessage(role="user", content=text)]


def fault(model: LanguageModel, stream: bool) -> LanguageModelError:
    """The one sentence that a call ends with."""
    with pytest.raises(LanguageModelError) as caught:
        model.complete(messages(), (lambda _: None) if stream else None)
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert model.name in said
    assert not caught.value.__cause__
    assert not caught.value.__context__
    return caught.value


both = pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])


def test_a_reply_is_the_same_streamed_and_whole() -> None:
    with serving(server.says(*TEXT)) as running:
        model = model_at(running)
        pieces: list[str] = []
        streamed = model.complete(messages(), pieces.append)
        whole = model.complete(messages())
    assert streamed.text == whole.text == TEXT == "".join(pieces)
    assert len(pieces) == len(TEXT)
    assert (whole.prompt_tokens, whole.reply_tokens) == (11, 7)
    assert not whole.cut
    sent = running.chats[0].body
    assert sent["model"] == "small"
    assert sent["messages"][1]["content"] == "ما الذي يقرره المجلس؟"
    assert (sent["temperature"], sent["max_tokens"]) == (0.0, 1024)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_a_stream_cut_anywhere_gives_the_same_text(size: int) -> None:
    """Also in the middle of a letter, which is two bytes."""
    with serving(server.says(TEXT[:9], TEXT[9:], cut_bytes=size)) as running:
        assert model_at(running).complete(messages(), lambda _: None).text == TEXT


def test_text_is_given_out_as_it_comes() -> None:
    with serving(server.says("one ", "two ", "three", pause=0.2)) as running:
        began, times = time.perf_counter(), []
        reply = model_at(running).complete(
            messages(), lambda _: times.append(time.perf_counter() - began)
        )
    assert times[0] < times[-1] - 0.3
    assert reply.first_seconds < reply.seconds - 0.3


def test_a_reply_that_reached_its_longest_length_says_so() -> None:
    with serving(server.says("نصف جمل", finish="length")) as running:
        assert model_at(running).complete(messages()).cut
        assert model_at(running).complete(messages(), lambda _: None).cut


@both
@pytest.mark.parametrize(
    "first",
    [
        server.refuses(429, "slow down", headers={"Retry-After": "0"}),
        server.refuses(500, "oh"),
        server.refuses(503, "loading the model"),
        server.hangs_up(),
    ],
    ids=["429", "500", "503", "hangs up"],
)
def test_a_fault_that_passes_is_tried_again(first: server.Step, stream: bool) -> None:
    with serving(first, first, server.says(TEXT)) as running:
        pieces: list[str] = []
        reply = model_at(running).complete(messages(), pieces.append if stream else None)
    assert (reply.text, reply.attempts) == (TEXT, 3)
    assert "".join(pieces) == (TEXT if stream else "")


def test_the_waits_between_tries_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_calls, "FIRST_WAIT", 0.2)
    times: list[float] = []

    def refuse(handler: server.Handler, asked: server.Asked) -> None:
        times.append(time.perf_counter())
        handler.answer(500, {"error": "oh"})

    with serving(refuse) as running:
        fault(model_at(running, llm_retries=3), stream=False)
    waits = [after - before for before, after in itertools.pairwise(times)]
    assert len(waits) == 3
    assert all(0.1 * 2**n <= wait < 0.2 * 2**n + 0.2 for n, wait in enumerate(waits)), waits


@both
def test_tries_end(stream: bool) -> None:
    with serving(server.refuses(500, "oh")) as running:
        assert fault(model_at(running, llm_retries=1), stream).kind == "failed"
        assert len(running.chats) == 2


@both
@pytest.mark.parametrize(
    ("step", "kind", "words"),
    [
        (server.refuses(401, "no key"), "key", ["FIQRA_LLM_API_KEY"]),
        (server.refuses(403, "no"), "key", ["FIQRA_LLM_API_KEY"]),
        (
            server.refuses(404, "The model `small` does not exist.", "model_not_found"),
            "unknown model",
            ["llm_model", "small"],
        ),
        (server.refuses(404, "Not Found"), "unreadable", ["llm_base_url", "/v1"]),
        (
            server.refuses(
                400,
                "This model's maximum context length is 4096 tokens. However, you requested 5000.",
                "context_length_exceeded",
            ),
            "overflow",
            ["llm_context", "4096"],
        ),
        (
            server.refuses(
                400,
                "request (5000 tokens) exceeds the available context size (4096 tokens)",
                "exceed_context_size_error",
            ),
            "overflow",
            ["llm_context"],
        ),
        (server.refuses(400, "odd parameter"), "failed", ["odd parameter"]),
        (server.refuses(429, "x", "insufficient_quota"), "busy", ["quota"]),
        (server.refuses(429, "x", headers={"Retry-After": "3600"}), "busy", ["later"]),
        (server.refuses(307, "x", headers={"Location": "/v2"}), "unreadable", ["307"]),
        (server.says(""), "empty", ["empty reply"]),
        (server.says(" \n"), "empty", ["empty reply"]),
        (server.says("", finish="length"), "empty", ["llm_max_tokens"]),
    ],
)
def test_every_refusal_is_one_sentence_and_not_tried_again(
    step: server.Step, kind: str, words: list[str], stream: bool
) -> None:
    with serving(step) as running:
        error = fault(model_at(running), stream)
        assert len(running.chats) == 1
    assert error.kind == kind
    assert all(word in str(error) for word in words), str(error)


@pytest.mark.parametrize(
    "body", [b"{broken", b"<html>hello</html>", b'{"choices": []}', b"[]", b"{}"]
)
def test_a_reply_that_is_none_is_said_to_be_so(body: bytes) -> None:
    with serving(server.answers_with(body)) as running:
        error = fault(model_at(running), stream=False)
    assert error.kind == "unreadable"
    assert "llm_base_url" in str(error)


def test_a_stream_of_wrong_json_is_said_to_be_so() -> None:
    with serving(server.breaks_off(garbage=b"data: {wrong\n\n", politely=True)) as running:
        assert fault(model_at(running), stream=True).kind == "unreadable"


@pytest.mark.parametrize("politely", [True, False])
@pytest.mark.parametrize("garbage", [b"", b"data: {wrong\n\n"])
def test_a_stream_that_breaks_off_keeps_what_came_and_is_not_asked_twice(
    politely: bool, garbage: bytes
) -> None:
    step = server.breaks_off("يقرر ", "المجلس", politely=politely, garbage=garbage)
    with serving(step) as running:
        error = fault(model_at(running), stream=True)
        assert len(running.chats) == 1
    assert (error.kind, error.partial) == ("broken", "يقرر المجلس")


def test_an_error_within_a_stream_is_told() -> None:
    garbage = b'data: {"error": {"message": "context length exceeded", "code": 400}}\n\n'
    with serving(server.breaks_off(garbage=garbage, politely=True)) as running:
        assert fault(model_at(running), stream=True).kind == "overflow"


@both
def test_a_model_that_says_nothing_is_given_up_in_time(stream: bool) -> None:
    with serving(server.stalls(seconds=2)) as running:
        model = open_language_model(
            Settings(llm_model="slow", llm_base_url=running.base_url, llm_timeout=0.3)
        )
        began = time.perf_counter()
        error = fault(model, stream)
        assert time.perf_counter() - began < 1.5
        assert len(running.chats) == 1
    assert error.kind == "timeout"
    assert "0.3 seconds" in str(error)


def test_a_stream_that_stalls_keeps_what_came() -> None:
    with serving(server.stalls("يقرر", seconds=2)) as running:
        model = open_language_model(
            Settings(llm_model="slow", llm_base_url=running.base_url, llm_timeout=0.3)
        )
        error = fault(model, stream=True)
    assert (error.kind, error.partial) == ("timeout", "يقرر")


@both
def test_an_endpoint_where_nothing_listens_is_unreachable(stream: bool) -> None:
    with serving(server.says("")) as running:
        gone = model_at(running, llm_retries=1)
    error = fault(gone, stream)
    assert error.kind == "unreachable"
    assert running.base_url in str(error)


def test_a_call_is_cancelled_at_once_and_the_server_is_left() -> None:
    with serving(server.says(*["كلمة "] * 500, pause=0.02)) as running:
        cancel = threading.Event()
        threading.Timer(0.3, cancel.set).start()
        began = time.perf_counter()
        with pytest.raises(LanguageModelError) as caught:
            model_at(running).complete(messages(), lambda _: None, cancel=cancel)
        assert time.perf_counter() - began < 1.0
        deadline = time.perf_counter() + 5
        while not running.broken_pipes and time.perf_counter() < deadline:
            time.sleep(0.02)
        assert running.broken_pipes == 1
    assert caught.value.kind == "cancelled"
    assert caught.value.partial.startswith("كلمة ")


@both
def test_a_call_is_cancelled_while_nothing_comes_and_between_tries(stream: bool) -> None:
    waiting = server.refuses(429, "x", headers={"Retry-After": "10"})
    for step in (server.stalls(seconds=2), waiting):
        with serving(step) as running:
            cancel = threading.Event()
            threading.Timer(0.2, cancel.set).start()
            began = time.perf_counter()
            with pytest.raises(LanguageModelError, match="stopped"):
                model_at(running).complete(
                    messages(), (lambda _: None) if stream else None, cancel=cancel
                )
            assert time.perf_counter() - began < 1.0


def test_messages_that_the_context_cannot_hold_are_not_sent() -> None:
    with serving(server.says(TEXT)) as running:
        model = model_at(running, llm_context=300)
        with pytest.raises(LanguageModelError) as caught:
            model.complete(messages("كلمة " * 200))
        assert not running.chats
        assert model.complete(messages()).text == TEXT
    assert caught.value.kind == "overflow"
    assert "of 300" in str(caught.value) or "300" in str(caught.value)


def test_ollama_is_asked_in_its_own_words_for_the_whole_context() -> None:
    with serving(server.ollama_says("يقرر ", "المجلس")) as running:
        model = open_language_model(Settings(llm_model="qwen", llm_ollama=running.address))
        pieces: list[str] = []
        streamed = model.complete(messages(), pieces.append)
        whole = model.complete(messages())
    assert streamed.text == whole.text == "يقرر المجلس"
    assert pieces == ["يقرر ", "المجلس"]
    assert (whole.prompt_tokens, whole.reply_tokens) == (11, 7)
    assert (streamed.prompt_tokens, streamed.reply_tokens) == (11, 7)
    options = running.chats[0].body["options"]
    assert (options["num_ctx"], options["num_predict"]) == (8192, 1024)


@both
@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (server.answers_with(b'{"error": "model \'qwen\' not found"}', 404), "unknown model"),
        (server.answers_with(b'{"error": "unauthorized"}', 401), "key"),
        (server.answers_with(b'{"error": "oh"}', 500), "failed"),
        (server.answers_with(b"{wrong"), "unreadable"),
        (server.ollama_says(""), "empty"),
        (server.hangs_up(), "broken"),
    ],
)
def test_faults_of_ollama_are_told_apart(step: server.Step, kind: str, stream: bool) -> None:
    with serving(step) as running:
        model = open_language_model(
            Settings(llm_model="qwen", llm_ollama=running.address, llm_retries=0)
        )
        assert fault(model, stream).kind == kind


def test_a_stream_of_ollama_that_ends_too_soon_is_broken() -> None:
    with serving(server.ollama_says("يقرر", done=False)) as running:
        model = open_language_model(Settings(llm_model="qwen", llm_ollama=running.address))
        assert fault(model, stream=True).partial == "يقرر"


def scripted_model(*replies: Any, **more: Any) -> LanguageModel:
    from dataclasses import replace

    settings = Settings(llm_import="tests.assistant.scripted:scripted", llm_local=True, **more)
    return replace(open_language_model(settings), llm=ScriptedLLM(replies=list(replies)))


def test_any_llama_index_model_is_asked_the_same_way() -> None:
    model = scripted_model(TEXT, TEXT)
    pieces: list[str] = []
    assert model.complete(messages(), pieces.append).text == TEXT == "".join(pieces)
    assert model.complete(messages()).text == TEXT
    assert model.llm.asked[0][1].content == "ما الذي يقرره المجلس؟"  # type: ignore[attr-defined]


@both
def test_a_fault_of_any_other_model_is_told_in_its_words(stream: bool) -> None:
    error = fault(scripted_model(RuntimeError("the weights are\ngone")), stream)
    assert error.kind == "failed"
    assert "the weights are gone" in str(error)
    unreachable = scripted_model(ConnectionError("no"), llm_retries=0)
    assert fault(unreachable, stream).kind == "unreachable"
    assert fault(scripted_model(""), stream).kind == "empty"


@pytest.fixture
def with_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIQRA_LLM_API_KEY", f" {KEY}\n")
    monkeypatch.setenv("OPENAI_API_KEY", "other-service-0123")
    monkeypatch.setenv("OPENAI_ORG_ID", "other-org")
    monkeypatch.setenv("OLLAMA_API_KEY", "other-service-0123")


@both
def test_the_key_goes_to_the_endpoint_and_no_other_services_key_does(
    with_key: None, monkeypatch: pytest.MonkeyPatch, stream: bool
) -> None:
    on_text = (lambda _: None) if stream else None
    for settings, step in (
        ("llm_base_url", server.says(TEXT)),
        ("llm_ollama", server.ollama_says(TEXT)),
    ):
        with serving(step) as running:
            where = running.base_url if settings == "llm_base_url" else running.address
            set_so = Settings(**{"llm_model": "small", settings: where})
            open_language_model(set_so).complete(messages(), on_text)
            with monkeypatch.context() as without:
                without.delenv("FIQRA_LLM_API_KEY")
                open_language_model(set_so).complete(messages(), on_text)
        first, second = (asked.headers for asked in running.chats)
        assert first["authorization"] == f"Bearer {KEY}"
        assert "authorization" not in second
        assert "other" not in str([first, second])


@both
@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 429, 500])
def test_no_key_is_ever_in_what_a_fault_shows(with_key: None, stream: bool, status: int) -> None:
    """Also where the server repeats it, in the traceback, and in the printed form of the model."""
    step = server.refuses(status, "wrong key", echo_key=True)
    with serving(step) as running:
        model = model_at(running, llm_retries=0)
        error = fault(model, stream)
        assert running.chats[0].headers["authorization"] == f"Bearer {KEY}"
    shown = "".join(traceback.format_exception(error)) + repr(model) + repr(vars(error))
    assert KEY not in shown
    assert KEY not in repr(model.llm) + str(model.llm.to_dict())
    if status == 401:
        assert "refuses the key in FIQRA_LLM_API_KEY" in str(error)


def test_nothing_logs_the_key(with_key: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with serving(server.refuses(401, "no", echo_key=True)) as running:
        fault(model_at(running), stream=True)
    assert KEY not in caplog.text


def test_a_proxy_is_not_asked_for_a_model_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(server.says(TEXT)) as running:
        assert model_at(running, llm_retries=0).complete(messages()).text == TEXT
