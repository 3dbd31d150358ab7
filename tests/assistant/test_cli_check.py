"""`fiqra check`: a sentence, a file, a batch; what it prints, and one sentence for what it cannot do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import Run

TRUE = "يقرر المجلس حماية الآبار في المنطقة"
FALSE = "يقرر المجلس حماية الآبار قبل عام 2031"


def put(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def batch(fiqra: Run, folder: Path, *lines: object) -> tuple[int, list[dict[str, Any]]]:
    texts = put(folder / "t.jsonl", *lines)
    ran = fiqra("check", "--batch", texts, "--out", folder / "v.jsonl")
    out = (folder / "v.jsonl").read_text(encoding="utf-8").splitlines()
    return ran.code, [json.loads(line) for line in out]


def test_a_sentence_against_words_needs_no_index(fiqra: Run) -> None:
    ran = fiqra("check", TRUE, "--paragraph", "يقرر حماية الآبار في المنطقة؛")
    assert ran.code == 0
    assert ran.out.startswith("✓ supported\n")
    wrong = fiqra("check", FALSE, "--paragraph", "يقرر حماية الآبار في المنطقة؛", "--json")
    assert wrong.code == 0
    assert wrong.json["support"] == "unsupported"
    assert any("2031" in reason for reason in wrong.json["reasons"])


def test_a_sentence_against_a_citation(fiqra: Run, index: Path) -> None:
    found = fiqra("check", TRUE, "--citation", "WC/RES/2021/1, para. 1", "--json").json
    assert found["support"] == "supported"
    (cited,) = found["citations"]
    assert (cited["source"], cited["number"], cited["kind"]) == ("r1.txt", "1", "operative")
    assert cited["start"] < cited["end"]
    shown = fiqra("check", TRUE, "--citation", "WC/RES/2021/1, para. 40")
    assert shown.code == 0
    assert shown.out.startswith("✗ unsupported\n")
    assert "ولا توجد فيها الفقرة 40" in shown.out


def test_a_file_is_checked_statement_by_statement(fiqra: Run, index: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        f"# مذكرة\n\n{TRUE} (WC/RES/2021/1, OP 1). {FALSE}.[^1]\n\n"
        f"{TRUE} [WC/RES/2021/2, para. 2].\n\n[^1]: WC/RES/2021/1, OP 1\n",
        encoding="utf-8",
    )
    result = fiqra("check", "--file", draft, "--json").json
    assert [each["support"] for each in result["statements"]] == [
        "supported",
        "unsupported",
        "elsewhere",
    ]
    assert result["counts"] == {"supported": 1, "partly": 0, "elsewhere": 1, "unsupported": 1}
    assert result["statements"][2]["found"]["source"] == "r1.txt"
    text = draft.read_text(encoding="utf-8")
    for each in result["statements"]:
        assert text[each["start"] : each["end"]].startswith(each["text"][:20])
    assert [each["why"] for each in result["left_out"]] == ["heading", "reference"]
    shown = fiqra("check", "--file", draft)
    assert shown.code == 0
    assert "3 statements: 1 supported, 1 elsewhere, 1 unsupported." in shown.out
    assert "1 heading, 1 reference" in shown.out


def test_arabic_and_english_stand_on_lines_of_their_own(fiqra: Run, index: Path) -> None:
    out = fiqra("check", FALSE, "--citation", "WC/RES/2021/1, para. 1").out
    assert f"   {FALSE}\n" in out
    assert "✗ unsupported\n" in out


def test_a_batch_has_a_line_for_each_text(fiqra: Run, index: Path, tmp_path: Path) -> None:
    code, lines = batch(
        fiqra,
        tmp_path,
        {"id": "words", "text": FALSE, "paragraph": "يقرر حماية الآبار في المنطقة؛"},
        {"id": 2, "text": TRUE, "citation": "WC/RES/2021/1, para. 1"},
        {"id": "object", "text": TRUE, "citation": {"symbol": "WC/RES/2021/1", "number": "1"}},
        {"id": "elsewhere", "text": TRUE, "citation": {"source": "r2.txt", "number": "2"}},
        {"id": "none", "text": TRUE},
        {"id": "many", "text": f"{TRUE} (WC/RES/2021/1, OP 1). {FALSE} (OP 1)."},
    )
    assert code == 0
    assert [(line["id"], line["support"]) for line in lines] == [
        ("words", "unsupported"),
        (2, "supported"),
        ("object", "supported"),
        ("elsewhere", "elsewhere"),
        ("none", "supported"),
        ("many", "partly"),
    ]
    assert all(isinstance(line["reasons"], list) for line in lines)
    assert len(lines[-1]["statements"]) == 2


def test_bad_lines_are_marked_and_the_others_checked(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    code, lines = batch(
        fiqra,
        tmp_path,
        "{not json",
        {"id": "no text"},
        {"id": "blank", "text": " "},
        ["a", "list"],
        {"id": "both", "text": TRUE, "paragraph": "x", "citation": "WC/RES/2021/1, para. 1"},
        {"id": "number", "text": TRUE, "citation": 7},
        {"id": "vague", "text": TRUE, "citation": "somewhere"},
        {"id": "fine", "text": TRUE, "citation": "WC/RES/2021/1, para. 1"},
    )
    assert code == 3
    assert ["error" in line for line in lines] == [*[True] * 7, False]
    assert all(line["error"].endswith((".", '".')) for line in lines[:-1])
    assert lines[-1]["support"] == "supported"


def test_keys_that_give_the_verdict_away_change_nothing(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    line = {"id": "a", "text": FALSE, "citation": "WC/RES/2021/1, para. 1"}
    told = {"truth": "supported", "support": "supported", "kind": "paraphrase", "label": "x"}
    assert batch(fiqra, tmp_path, {**told, **line}) == batch(fiqra, tmp_path, line)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Give either a sentence"),
        ([" "], "empty"),
        (["x", "--paragraph", " "], "empty"),
        (["x", "--paragraph", "y", "--citation", "z"], "not both"),
        (["--file", "a.txt", "--citation", "z"], "go with a sentence"),
        (["x", "--file", "a.txt"], "Give either a sentence"),
        (["--batch", "a.jsonl"], "--out"),
        (["x", "--citation", "somewhere"], "names no document and paragraph"),
    ],
)
def test_wrong_use_is_one_sentence(
    fiqra: Run, index: Path, arguments: list[str], words: str
) -> None:
    assert fiqra("check", *arguments).said(2, words)


def test_files_that_cannot_be_read_are_one_sentence(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    assert fiqra("check", "--file", tmp_path / "none.txt").said(1, "none.txt")
    assert fiqra("check", "--file", tmp_path).said(1, "folder")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert fiqra("check", "--file", tmp_path / "empty.txt").said(1, "empty.txt")


def test_without_an_index_it_says_so(fiqra: Run) -> None:
    assert fiqra("check", "x y z").said(1, "no index")


def test_a_model_of_entailment_that_is_set_has_to_agree(
    fiqra: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.assistant.support.test_entailment import tiny

    arguments = ("check", "120 trees are planted.", "--paragraph", "Decides to plant 120 trees;")
    assert fiqra(*arguments, "--json").json["support"] == "supported"
    labels = ("entailment", "neutral", "contradiction")
    model = tiny(tmp_path / "nli", (0.0, 0.0, 9.0), labels)
    monkeypatch.setenv("FIQRA_NLI", str(model))
    assert fiqra(*arguments, "--json").json["support"] == "unsupported"
    monkeypatch.setenv("FIQRA_NLI", str(tmp_path / "absent"))
    assert fiqra(*arguments).said(1, "absent", "CrossEncoder")
