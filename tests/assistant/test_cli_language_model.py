"""`fiqra ask`, `chat`, `traces` and `replay` where a language model is set."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from assistant.models import calls as model_calls

from . import scripted_server as server
from .conftest import Run
from .scripted_server import serving

FOLLOWED = "ما نص الفقرة 1 من القرار 2021/2؟\n\nوالفقرة التالية؟\n/quit\nnever\n"
DAMS = "ما الذي يقرره المجلس بشأن السدود؟"


@pytest.fixture
def council(fiqra: Run, index: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line with a model that is set by import path and stated to be here."""
    monkeypatch.setenv("FIQRA_LLM_IMPORT", "tests.assistant.speaking:council")
    monkeypatch.setenv("FIQRA_LLM_LOCAL", "true")
    return fiqra


def test_the_models_carried_sentence_is_printed_with_the_words_that_it_rests_on(
    council: Run,
) -> None:
    ran = council("ask", DAMS)
    assert ran.code == 0
    assert "يقرر المجلس حماية السدود في المنطقة [1]." in ran.out
    assert "> يقرر حماية السدود في المنطقة" in ran.out
    assert "500" not in ran.out
    assert ran.err == ""


def test_json_names_the_model_and_what_was_withdrawn(council: Run) -> None:
    given = council("ask", DAMS, "--json").json
    assert given["model"] == "scripted"
    assert given["note"] is None
    assert "500" in given["withdrawn"][0]["text"]
    assert given["withdrawn"][0]["reasons"]
    assert given["claims"] == [
        {"text": "يقرر المجلس حماية السدود في المنطقة [1].", "citations": [0]}
    ]


def test_withdrawn_sentences_are_struck_through_where_the_setting_says_so(
    council: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIQRA_LLM_UNSUPPORTED", "strike")
    ran = council("ask", DAMS)
    shown, _, struck = ran.out.partition("حُذف لأن أي فقرة لا تسنده:")
    assert "500" not in shown
    assert "~~وتكلف الحماية 500 دولار.~~" in struck


def test_the_documents_own_words_can_be_had_in_spite_of_the_model(council: Run) -> None:
    assert council("ask", DAMS, "--no-model", "--json").json["model"] is None


def test_a_batch_is_answered_by_the_model_and_its_gold_is_not_read(
    council: Run, tmp_path: Path
) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "run.jsonl"
    line = {"id": "a", "question": DAMS, "answers": {"ar": ["500"]}, "evidence": "secret"}
    batch.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    assert council("ask", "--batch", batch, "--out", out).code == 0
    given = json.loads(out.read_text(encoding="utf-8"))
    assert given["model"] == "scripted"
    assert "secret" not in council("traces", "show", "last").out


def test_a_model_that_is_elsewhere_is_named_before_it_is_asked_and_refused_if_wanted(
    fiqra: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIQRA_LLM_IMPORT", "tests.assistant.speaking:council")
    ran = fiqra("ask", DAMS)
    assert "may leave this machine" in ran.err
    assert fiqra("ask", DAMS, "--local-only").said(2, "local_only", "scripted")
    assert fiqra("chat", "--local-only").said(2, "local_only")


def test_a_trace_is_kept_listed_shown_replayed_and_deleted(council: Run, index: Path) -> None:
    answer = council("ask", DAMS, "--json").json
    (trace,) = council("traces", "--json").json
    assert trace["asked"]["question"] == DAMS
    assert trace["messages"][0][0] == "system"
    assert "500" in trace["reply"]
    assert [each["outcome"] for each in trace["sentences"]] == ["confirmed", "withdrawn"]
    assert trace["answer"]["answer"] == answer["answer"]
    assert {"search_ms", "model_ms", "check_ms", "total_ms"} <= trace["timings"].keys()
    assert trace["index"]["passages"] > 0
    assert any(each["key"] and each["text"] for each in trace["passages"])
    assert trace["id"] in council("traces").out
    played = council("replay", trace["id"], "--json").json
    assert played["same"] is True
    assert played["answer"] == answer["answer"]
    assert "The same as then" in council("replay").out
    assert council("traces", "delete", trace["id"]).out == "1 trace deleted.\n"
    assert council("traces").out == "No traces are kept.\n"
    assert council("replay", trace["id"]).said(2, "no trace")


def test_traces_are_for_their_owner_alone(council: Run, index: Path) -> None:
    council("ask", DAMS)
    (file,) = (index / "traces").glob("*.jsonl")
    assert os.stat(file).st_mode & 0o077 == 0


def test_no_trace_is_kept_where_the_setting_says_so_and_earlier_ones_go(
    council: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council("ask", DAMS)
    monkeypatch.setenv("FIQRA_TRACE_DAYS", "0")
    council("ask", DAMS)
    assert council("traces").out == "No traces are kept.\n"


def test_traces_of_days_that_are_over_are_deleted(council: Run, index: Path) -> None:
    council("ask", DAMS)
    (file,) = (index / "traces").glob("*.jsonl")
    file.rename(file.with_name("2020-01-01.jsonl"))
    council("ask", DAMS)
    assert not file.with_name("2020-01-01.jsonl").exists()
    assert len(council("traces", "--json").json) == 1


def test_all_traces_are_deleted_only_when_it_is_said(council: Run) -> None:
    council("ask", DAMS)
    assert council("traces", "delete").said(2, "--all")
    assert council("traces", "delete", "--all").out == "1 trace deleted.\n"


def test_a_changed_index_is_named_when_a_trace_is_played_again(
    council: Run, index: Path, tmp_path: Path
) -> None:
    from .conftest import write

    council("ask", DAMS)
    council("ingest", write(tmp_path / "documents" / "r3.txt", 3, "الأنهار"))
    played = council("replay", "--json").json
    assert played["same"] is False
    assert "another one" in played["differences"][0]
    council("remove", "r2.txt")
    assert council("replay").said(1, "no longer in the index")


def test_a_follow_up_goes_on_from_the_turn_before(
    council: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO(FOLLOWED))
    ran = council("chat", "--no-model")
    assert ran.code == 0
    assert ran.out.count("? ") == 2
    assert "31 آذار/مارس 2022" in ran.out
    assert "never" not in ran.out


def test_a_conversation_as_json_is_a_line_for_each_answer(
    council: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{DAMS}\n/new\n{DAMS}\n"))
    ran = council("chat", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["model"] for line in lines] == ["scripted", "scripted"]


FAULTS: dict[str, tuple[server.Step, str]] = {
    "needs a key": (server.refuses(401, "no key"), "مفتاحا"),
    "busy": (server.refuses(429, "slow down"), "طلبات أخرى"),
    "fails": (server.refuses(500, "x"), "تعطل"),
    "unknown model": (server.refuses(404, "model not found", "model_not_found"), "بالاسم المحدد"),
    "empty": (server.says(""), "فارغا"),
    "wrong JSON": (server.answers_with(b"<html>"), "تعطل"),
    "stalls": (server.stalls(seconds=2.0), "الوقت المحدد"),
    "overflow": (server.refuses(400, "maximum context length is 512 tokens"), "أطول مما يتسع"),
    "no citation": (server.says("يقرر المجلس حماية السدود في المنطقة."), "لم يستند"),
    "another language": (server.says("The Council decides to protect the dams [x9x]."), "لم يستند"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_to_the_model_the_answer_is_cited_and_says_why_in_one_line(
    fiqra: Run, index: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    step, why = FAULTS[fault]
    monkeypatch.setattr(model_calls, "FIRST_WAIT", 0.01)
    with serving(step) as running:
        monkeypatch.setenv("FIQRA_LLM_MODEL", "small")
        monkeypatch.setenv("FIQRA_LLM_BASE_URL", running.base_url)
        monkeypatch.setenv("FIQRA_LLM_TIMEOUT", "1" if fault == "stalls" else "20")
        ran = fiqra("ask", DAMS)
        given = fiqra("ask", DAMS, "--json").json
    assert ran.code == 0
    assert why in ran.out.splitlines()[0]
    assert "> " in ran.out
    assert given["note"] == ran.out.splitlines()[0]
    assert given["citations"]
    assert ran.err.count("\n") == bool(given["fault"])


def test_a_model_that_is_not_there_is_no_reason_not_to_answer(
    fiqra: Run, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_calls, "FIRST_WAIT", 0.01)
    monkeypatch.setenv("FIQRA_LLM_MODEL", "small")
    monkeypatch.setenv("FIQRA_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    ran = fiqra("ask", DAMS)
    assert ran.code == 0
    assert "تعذر الوصول" in ran.out.splitlines()[0]
    assert "127.0.0.1:9" in ran.err
    assert "[1]" in ran.out


def test_a_batch_does_not_wait_for_a_dead_model_at_every_line(
    fiqra: Run, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "run.jsonl"
    lines = [json.dumps({"id": str(n), "question": DAMS}) for n in range(8)]
    batch.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(model_calls, "FIRST_WAIT", 0.01)
    with serving(server.refuses(401, "no key")) as running:
        monkeypatch.setenv("FIQRA_LLM_MODEL", "small")
        monkeypatch.setenv("FIQRA_LLM_BASE_URL", running.base_url)
        assert fiqra("ask", "--batch", batch, "--out", out).code == 0
        assert len(running.chats) == 3
    given = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(each["citations"] and "مفتاحا" in each["note"] for each in given)
