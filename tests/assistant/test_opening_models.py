"""Which model is set and where it runs: said before the first text goes there, refused if it must not."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from assistant.models import endpoint as model_endpoint
from assistant.models.endpoint import is_this_machine
from assistant.models.opening import is_set, open_language_model
from assistant.settings import Settings, load_settings
from index.errors import UsageError
from tests.conftest import Run

from . import scripted_server as server
from .scripted_server import serving

KEY = "secret-5f1c0a77b2"
FAR = "http://192.0.2.7:8000/v1"  # an address that is kept for documentation, RFC 5737


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FIQRA_LLM_API_KEY", raising=False)


def refused(*words: str, **settings: Any) -> None:
    with pytest.raises(UsageError) as caught:
        open_language_model(Settings(**settings))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def resolving(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> None:
    """Lets these names resolve to these addresses and no other name to any."""

    def lookup(host: str, *_: object, **__: object) -> list[Any]:
        if host.replace(".", "").replace(":", "").isalnum() and host[0].isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (host, 0))]
        if host not in names:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (ip, 0)) for ip in names[host]]

    monkeypatch.setattr(model_endpoint.socket, "getaddrinfo", lookup)


def test_without_a_model_nothing_is_set() -> None:
    assert not is_set(Settings())
    refused("No language model is set", "llm_base_url")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"llm_model": "m"}, ["not where it runs", "llm_base_url", "llm_ollama"]),
        ({"llm_base_url": FAR}, ["not which model", "llm_model"]),
        ({"llm_ollama": "localhost"}, ["not which model"]),
        ({"llm_model": "m", "llm_base_url": FAR, "llm_ollama": "localhost"}, ["set one of them"]),
        ({"llm_model": "m", "llm_base_url": FAR, "llm_local": True}, ["llm_import only"]),
        ({"llm_import": "no_colon"}, ["package.module:callable"]),
        ({"llm_import": "absent_package:Model"}, ["absent_package", "install"]),
        ({"llm_import": "tests.assistant.scripted:absent"}, ["absent"]),
        ({"llm_import": "tests.assistant.scripted:no_model"}, ["str", "not a llama-index LLM"]),
        ({"llm_import": "tests.assistant.scripted:keyless"}, ["No API key found"]),
    ],
)
def test_what_is_not_said_enough_is_one_sentence(
    settings: dict[str, Any], words: list[str]
) -> None:
    refused(*words, **settings)


def test_a_key_in_the_words_of_another_package_is_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        open_language_model(Settings(llm_import="tests.assistant.scripted:keyless"))
    assert "sk-abcdef0123456789" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/v1",
        "http://localhost:1234/v1",
        "http://127.9.9.9/v1",
        "http://[::1]:8080/v1",
        "http://[::ffff:127.0.0.1]/v1",
        "http://0.0.0.0:8080/v1",
    ],
)
def test_loopback_is_this_machine(address: str) -> None:
    if "[" in address and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    assert is_this_machine(address)


def test_names_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, here=["127.0.0.1"], far=["192.0.2.7"], both=["127.0.0.1", "192.0.2.7"])
    assert is_this_machine("http://here/v1")
    assert not is_this_machine("http://far/v1")
    assert not is_this_machine("http://both/v1")
    assert not is_this_machine("http://absent/v1")
    assert not is_this_machine(FAR)
    assert not is_this_machine("http://239.1.1.1/v1")


def test_an_address_of_this_machines_own_is_this_machine() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.7", 9))
        except OSError:
            pytest.skip("no network here")
        own = probe.getsockname()[0]
    assert is_this_machine(f"http://{own}:8080/v1")


def test_a_model_that_is_elsewhere_is_named_before_any_text_goes_there() -> None:
    model = open_language_model(Settings(llm_model="big", llm_base_url=FAR))
    assert not model.local
    for language, word in (("ar", "ليس على هذا الجهاز"), ("en", "not on this machine")):
        notice = model.notice(language)  # type: ignore[arg-type]
        assert notice is not None
        assert word in notice
        assert "big" in notice
        assert FAR in notice


def test_a_model_that_is_here_needs_no_notice_and_passes_local_only() -> None:
    settings = Settings(llm_model="m", llm_base_url="http://localhost:9/v1/", local_only=True)
    model = open_language_model(settings)
    assert (model.local, model.notice("ar"), model.endpoint) == (
        True,
        None,
        "http://localhost:9/v1",
    )


def test_local_only_refuses_what_is_elsewhere() -> None:
    refused("local_only", FAR, llm_model="m", llm_base_url=FAR, local_only=True)
    refused("local_only", llm_model="m", llm_ollama="192.0.2.7", local_only=True)
    refused(
        "local_only", "llm_local", llm_import="tests.assistant.scripted:scripted", local_only=True
    )
    stated = Settings(
        llm_import="tests.assistant.scripted:scripted", local_only=True, llm_local=True
    )
    assert open_language_model(stated).local


def test_a_model_that_ollama_passes_on_is_elsewhere() -> None:
    for name in ("gpt-oss:120b-cloud", "qwen3-coder:cloud"):
        model = open_language_model(Settings(llm_model=name, llm_ollama="127.0.0.1"))
        assert not model.local
        assert "ollama.com" in str(model.notice("en"))
        refused("ollama.com", llm_model=name, llm_ollama="127.0.0.1", local_only=True)
    here = open_language_model(Settings(llm_model="qwen3", llm_ollama="127.0.0.1"))
    assert (here.local, here.endpoint) == (True, "http://127.0.0.1:11434")


def test_a_model_that_does_not_say_where_it_is_may_be_elsewhere() -> None:
    model = open_language_model(Settings(llm_import="tests.assistant.scripted:scripted"))
    assert not model.local
    assert "does not say where" in str(model.notice("en"))
    assert "قد يخرج" in str(model.notice("ar"))


def test_settings_come_from_the_file_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fiqra.toml").write_text(
        'llm_model = "a"\nllm_base_url = "localhost:8080/v1"\nllm_timeout = 9\nlocal_only = true\n'
    )
    monkeypatch.setenv("FIQRA_LLM_MODEL", "b")
    monkeypatch.setenv("FIQRA_LLM_API_KEY", KEY)
    settings = load_settings()
    model = open_language_model(settings)
    assert (model.name, model.endpoint, model.timeout) == ("b", "http://localhost:8080/v1", 9.0)
    assert KEY not in repr(settings) + repr(model) + settings.model_dump_json()


def test_a_key_in_the_file_is_refused_and_not_repeated(fiqra: Run, tmp_path: Path) -> None:
    for line in (
        f'llm_api_key = "{KEY}"',
        f'llm_base_url = "https://me:{KEY}@example.org/v1"',
        f'llm_base_url = "https://example.org/v1?key={KEY}"',
        f'llm_ollama = "ftp://{KEY}"',
        f'llm_timeout = "{KEY}"',
    ):
        (tmp_path / "fiqra.toml").write_text(line + "\n")
        ran = fiqra("doctor")
        assert ran.said(2, line.partition(" ")[0])
        assert KEY not in ran.err + ran.out


def test_a_key_that_cannot_be_one_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIQRA_LLM_API_KEY", f"{KEY} # mine")
    with pytest.raises(UsageError, match="FIQRA_LLM_API_KEY") as caught:
        open_language_model(Settings(llm_model="m", llm_base_url=FAR))
    assert KEY not in str(caught.value)


def test_the_doctor_tries_the_model(fiqra: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(server.says(*["OK "] * 200, pause=0.01)) as running:
        monkeypatch.setenv("FIQRA_LLM_MODEL", "small")
        monkeypatch.setenv("FIQRA_LLM_BASE_URL", running.base_url)
        monkeypatch.setenv("FIQRA_LLM_API_KEY", KEY)
        ran = fiqra("doctor")
        assert ran.code == 0
        assert f"Language model small at {running.base_url}, on this machine: answers (" in ran.out
        as_json = fiqra("doctor", "--json")
        assert len(running.chats) == 2
    assert "answers" in as_json.json["model"]
    assert KEY not in ran.out + ran.err + as_json.out + as_json.err


@pytest.mark.parametrize(
    ("step", "word"),
    [
        (server.refuses(401, "wrong", echo_key=True), "FIQRA_LLM_API_KEY"),
        (server.refuses(404, "The model `small` does not exist", echo_key=True), "llm_model"),
        (server.refuses(500, "oh", echo_key=True), "500"),
        (server.says(""), "empty reply"),
        (server.answers_with(b"<html>"), "llm_base_url"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_model_in_one_sentence(
    fiqra: Run, monkeypatch: pytest.MonkeyPatch, step: server.Step, word: str
) -> None:
    with serving(step) as running:
        monkeypatch.setenv("FIQRA_LLM_MODEL", "small")
        monkeypatch.setenv("FIQRA_LLM_BASE_URL", running.base_url)
        monkeypatch.setenv("FIQRA_LLM_API_KEY", KEY)
        ran = fiqra("doctor")
        assert len(running.chats) == 1
    faults = [line for line in ran.out.splitlines() if line.startswith("! ")]
    assert (ran.code, len(faults)) == (1, 1), ran.out
    assert word in faults[0], faults
    assert KEY not in ran.out + ran.err


def test_the_doctor_says_first_that_a_model_is_elsewhere_and_what_is_not_set(
    fiqra: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIQRA_LLM_IMPORT", "tests.assistant.scripted:scripted")
    ran = fiqra("doctor")
    assert "does not say where it runs" in ran.err
    assert "Language model scripted, not on this machine: answers (" in ran.out
    monkeypatch.setenv("FIQRA_LOCAL_ONLY", "1")
    ran = fiqra("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert "local_only refuses it" in ran.out
    monkeypatch.setenv("FIQRA_LLM_IMPORT", "")
    monkeypatch.setenv("FIQRA_LLM_MODEL", "m")
    assert "not where it runs" in fiqra("doctor").out


def test_the_longest_reply_leaves_half_of_the_context_to_the_prompt() -> None:
    settings = Settings(
        llm_model="m", llm_base_url="http://127.0.0.1:9/v1", llm_context=1000, llm_max_tokens=1024
    )
    model = open_language_model(settings)
    assert model.max_tokens == 500
    assert model.llm.max_tokens == 500
