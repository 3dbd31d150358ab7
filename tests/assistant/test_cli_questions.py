"""Questions, options and settings that are off: one sentence, exit code 2, nothing asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assistant.conftest import Run


@pytest.mark.parametrize("verb", ["ask", "search"])
def test_without_an_index_a_question_names_the_command_that_makes_one(
    fiqra: Run, verb: str
) -> None:
    assert fiqra(verb, "ما هذا؟").said(1, "There is no index in .fiqra", "fiqra ingest")


@pytest.mark.parametrize("verb", ["ask", "search"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([""], "empty"),
        ([" \t\u00a0"], "empty"),
        ([], "Give either a question, or a batch"),
        (["x", "--batch", "q.jsonl", "--out", "o.jsonl"], "Give either a question, or a batch"),
        (["--batch", "q.jsonl"], "--out"),
        (["x", "--out", "o.jsonl"], "--batch"),
        (["x", "--in", "nothing.txt"], "no document nothing.txt"),
        (
            ["x", "--body", "Moon Council"],
            "no document of Moon Council; there are documents of: مجلس",
        ),
        (["x", "--year", "1999"], "there are: 2021"),
        (["x", "--year", "soon"], "2019-2021"),
        (["x", "--kind", "verse"], "--kind is one of title, heading"),
        (["x", "--source-language", "fr"], "--source-language is `ar` or `en`"),
        (["x", "--source-language", "en"], "`ar`"),
    ],
)
def test_a_question_that_is_none_is_wrong_usage(
    fiqra: Run, index: Path, verb: str, arguments: list[str], words: str
) -> None:
    assert fiqra(verb, *arguments).said(2, words)


@pytest.mark.parametrize("value", ["0", "-3", "1001"])
def test_top_k_has_limits(fiqra: Run, index: Path, value: str) -> None:
    assert fiqra("search", "x", "--top-k", value).said(2, "--top-k", value)


def test_a_language_that_is_not_answered_in_is_refused(fiqra: Run, index: Path) -> None:
    assert fiqra("ask", "x", "--language", "fr").said(2, "`ar` or `en`")


@pytest.mark.parametrize("arguments", [["nonsense"], ["ask", "x", "--top"], ["show"]])
def test_other_wrong_usage_exits_2_without_a_traceback(fiqra: Run, arguments: list[str]) -> None:
    ran = fiqra(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.err
    assert "Traceback" not in ran.err


def test_alone_it_shows_its_help(fiqra: Run) -> None:
    ran = fiqra()
    assert ran.code in (0, 2)
    assert "ingest" in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("verb", ["", "ingest", "ask", "search", "show", "documents", "doctor"])
def test_every_help_is_whole_sentences_without_markup(fiqra: Run, verb: str) -> None:
    ran = fiqra(*verb.split(), "--help")
    assert ran.code == 0
    assert "..." not in ran.out.partition("Commands:")[2]


def test_an_unknown_setting_is_named_with_those_that_there_are(fiqra: Run, tmp_path: Path) -> None:
    (tmp_path / "fiqra.toml").write_text('indx = "elsewhere"\n')
    assert fiqra("documents").said(2, "fiqra.toml", "'indx'", "embedder")


def test_a_settings_file_that_is_not_toml_is_said_to_be_so(fiqra: Run, tmp_path: Path) -> None:
    (tmp_path / "fiqra.toml").write_text("index =\n")
    assert fiqra("documents").said(2, "fiqra.toml")


def test_the_option_goes_before_the_variable_and_that_before_the_file(
    fiqra: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fiqra.toml").write_text('index = "in-file"\n')
    assert fiqra("documents").said(1, "in-file")
    monkeypatch.setenv("FIQRA_INDEX", "in-variable")
    assert fiqra("documents").said(1, "in-variable")
    assert fiqra("documents", "--index", "in-option").said(1, "in-option")


def test_an_abstention_and_an_empty_scope_are_results(fiqra: Run, index: Path) -> None:
    ran = fiqra("ask", "ماذا تقول الفقرة 99 من القرار WC/RES/2021/1؟", "--json")
    assert ran.code == 0
    assert (ran.json["abstained"], ran.json["why"]) == (True, "no such paragraph")


def test_an_answer_quotes_a_paragraph_and_says_where_it_stands(fiqra: Run, index: Path) -> None:
    ran = fiqra("ask", "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert ran.code == 0
    assert "> يقرر حماية السدود في المنطقة؛" in ran.out
    assert "r2.txt, characters " in ran.out


def test_a_question_stays_in_the_document_it_is_asked_of(fiqra: Run, index: Path) -> None:
    ran = fiqra("search", "حماية السدود", "--in", "WC/RES/2021/1", "--json")
    assert {found["source"] for found in ran.json} == {"r1.txt"}


def test_filters_leave_only_what_passes(fiqra: Run, index: Path) -> None:
    options = ("--year", "2021", "--kind", "preambular", "--source-language", "ar")
    ran = fiqra("search", "حماية السدود", *options, "--json")
    assert {found["kind"] for found in ran.json} == {"preambular"}


def test_a_filter_holds_for_every_line_of_a_batch(fiqra: Run, index: Path, tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "run.jsonl"
    batch.write_text('{"id": 1, "question": "حماية السدود"}\n', encoding="utf-8")
    arguments = ("--batch", str(batch), "--out", str(out), "--in", "r1.txt", "--kind", "operative")
    assert fiqra("search", *arguments).code == 0
    (line,) = [json.loads(each) for each in out.read_text(encoding="utf-8").splitlines()]
    assert {each["source"] for each in line["passages"]} == {"r1.txt"}
    assert {each["kind"] for each in line["passages"]} <= {"operative", "point"}
    assert fiqra("search", *arguments[:4], "--year", "1999").said(2, "there are: 2021")


def test_an_exact_reference_does_not_leave_the_filter(fiqra: Run, index: Path) -> None:
    ran = fiqra("search", "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟", "--in", "r1.txt", "--json")
    assert {found["source"] for found in ran.json} == {"r1.txt"}
