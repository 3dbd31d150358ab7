"""What a person sees of an index: documents, outlines, paragraphs, and the JSON that programs read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant import terminal
from tests.assistant.conftest import SAMPLE, Run, write

KEYS = {
    "kind": str,
    "part": str,
    "number": str,
    "label": str,
    "start": int,
    "end": int,
    "spans": list,
    "pages": list,
    "headings": list,
    "raw": str,
    "clean": str,
}


@pytest.fixture
def shown(fiqra: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FIQRA_INDEX", str(sample))
    return fiqra


def test_documents_are_listed_with_what_is_known_of_them(shown: Run) -> None:
    lines = shown("documents").out.splitlines()
    assert lines[0].split("\t") == ["symbol", "date", "status", "language", "file", "title"]
    assert any(line.startswith("RCW/RES/2022/3\t2022-06-16\tadopted\tar\t") for line in lines)
    assert lines[-1].startswith("RCW/SEC/2024/INF.2")
    assert len(shown("documents", "--json").json) == 18


def test_an_outline_has_the_numbers_that_show_takes(shown: Run) -> None:
    out = shown("show", "RCW/RES/2023/2").out
    assert "\npreambular 3  " in out
    assert "\noperative 8  " in out
    assert "\nannex paragraph 2  " in out
    assert "\n  annex point ب  " in out
    assert max(len(line) for line in out.splitlines()[3:]) <= terminal.MOST_COLUMNS


@pytest.mark.parametrize(
    ("wanted", "label"),
    [
        ("3", "الفقرة 3 من المنطوق"),
        ("٣", "الفقرة 3 من المنطوق"),
        ("operative 3", "الفقرة 3 من المنطوق"),
        ("preamble 3", "الفقرة الثالثة من الديباجة"),
        ("preambular 3", "الفقرة الثالثة من الديباجة"),
        ("annex 3", "المرفق، الفقرة 3"),
        ("annex paragraph 3", "المرفق، الفقرة 3"),
        ("annex 2 (b)", "المرفق، الفقرة 2 (ب)"),
        ("2 (ب)", "المرفق، الفقرة 2 (ب)"),
        ("الفقرة 3 من المرفق", "المرفق، الفقرة 3"),
        ("footnote 1", "الحاشية 1"),
    ],
)
def test_a_paragraph_is_shown_by_number_or_by_reference(
    shown: Run, wanted: str, label: str
) -> None:
    first = shown("show", "RCW/RES/2023/2", wanted).out.splitlines()[0]
    assert first.startswith("الوثيقة RCW/RES/2023/2، ")
    assert first.endswith(label)


def test_a_symbol_in_any_case_or_a_file_name_is_enough(shown: Run) -> None:
    by_symbol = shown("show", "rcw/res/2022/3", "2").out
    assert by_symbol == shown("show", "rcw-res-2022-3.ar.txt", "2").out
    english = shown("show", "rcw-res-2022-3.en.txt", "2").out
    assert english.startswith("RCW/RES/2022/3, op. para. 2\nDecides to expand the network")


def test_what_is_not_there_is_wrong_usage(shown: Run) -> None:
    assert shown("show", "RCW/RES/1999/1").said(2, "RCW/RES/1999/1", "fiqra documents")
    assert shown("show", "RCW/RES/2023/2", "99").said(2, "99", "fiqra show")


@pytest.mark.parametrize("file", sorted(path.name for path in SAMPLE.iterdir()))
def test_json_has_every_key_and_its_offsets_point_into_the_raw_text(shown: Run, file: str) -> None:
    raw = shown("show", file, "--raw").out.removesuffix("\n")
    if not file.endswith(".xml"):
        assert raw == (SAMPLE / file).read_bytes().decode("utf-8-sig")
    outline = shown("show", file, "--json").json
    assert [p["start"] for p in outline] == sorted(p["start"] for p in outline)
    for paragraph in outline:
        for key, kind in KEYS.items():
            assert isinstance(paragraph[key], kind) or (key == "number" and not paragraph[key])
        pieces = [raw[span["start"] : span["end"]] for span in paragraph["spans"]]
        assert " ".join(pieces) == paragraph["raw"]
        assert (paragraph["start"], paragraph["end"]) == (
            paragraph["spans"][0]["start"],
            paragraph["spans"][-1]["end"],
        )


def test_one_paragraph_raw_is_as_it_stands_in_the_file(shown: Run) -> None:
    out = shown("show", "rcw-res-2022-3.ar.txt", "2", "--raw").out
    assert out.startswith("2 - يقرر توسيع")
    assert out.rstrip("\n") in (SAMPLE / "rcw-res-2022-3.ar.txt").read_text(encoding="utf-8")
    (only,) = shown("show", "rcw-res-2022-3.ar.txt", "2", "--json").json
    assert (only["kind"], only["number"], only["part"]) == ("operative", "2", "main")


def test_raw_text_keeps_its_line_ends(fiqra: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "r1.txt", 1, "الآبار")
    data = path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    path.write_bytes(data)
    fiqra("ingest", "r1.txt")
    assert fiqra("show", "r1.txt", "--raw").out == data.decode("utf-8-sig") + "\n"


def test_what_is_stated_by_hand_is_shown_and_can_be_taken_back(fiqra: Run, index: Path) -> None:
    command = ("documents", "set", "r1.txt", "--symbol")
    assert fiqra(*command, "WC/RES/1").code == 0
    assert "WC/RES/1\t" in fiqra("documents").out
    assert fiqra(*command, "").out == "symbol of r1.txt: as the text has it\n"
    assert "WC/RES/2021/1\t" in fiqra("documents").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["r1.txt"], "--symbol"),
        (["r1.txt", "--date", "2024-13-01"], "YYYY"),
        (["r1.txt", "--status", "old"], "adopted"),
        (["nothing.txt", "--symbol", "x"], "nothing.txt"),
    ],
)
def test_a_wrong_statement_is_wrong_usage(
    fiqra: Run, index: Path, arguments: list[str], words: str
) -> None:
    assert fiqra("documents", "set", *arguments).said(2, words)


def test_the_index_named_before_set_is_the_one_that_is_set(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    index.rename(tmp_path / "elsewhere")
    command = ("documents", "--index", "elsewhere", "set", "r1.txt", "--date", "2021")
    assert fiqra(*command).code == 0


def test_a_removed_document_is_gone(fiqra: Run, index: Path) -> None:
    assert fiqra("remove", "WC/RES/2021/1").out == "Removed r1.txt; 1 document left.\n"
    assert "r1.txt" not in fiqra("documents").out
    assert fiqra("remove", "r1.txt").said(2, "r1.txt")
    assert fiqra("remove", "r2.txt", "--json").json == {"removed": ["r2.txt"], "documents": 0}
    assert fiqra("ask", "السدود", "--json").json["why"] == "nothing indexed"


def test_the_doctor_is_content_without_an_index_and_says_what_to_do(fiqra: Run) -> None:
    ran = fiqra("doctor")
    assert ran.code == 0
    assert "no index in .fiqra yet" in ran.out
    assert "fiqra ingest" in ran.out
    assert "fiqra demo" in ran.out


def test_the_doctor_tells_of_the_index(fiqra: Run, index: Path) -> None:
    ran = fiqra("doctor")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "All is well.")
    assert "2 documents" in ran.out
    assert fiqra("doctor", "--json").json["well"] is True


def test_lines_are_wrapped_between_words_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "كلمات كثيرة " * 30
    assert terminal.flow(text, "> ") == "> " + text
    monkeypatch.setattr(terminal, "columns", lambda: 40)
    lines = terminal.flow(text, "> ").splitlines()
    assert len(lines) > 5
    assert all(line.startswith("> ") and len(line) <= 40 for line in lines)
    assert " ".join(line[2:] for line in lines) == text.strip()


def test_emphasis_is_for_terminals_that_may_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal.strong("x") == "x"
    monkeypatch.setattr(terminal, "columns", lambda: 40)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.strong("x") != "x"
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert terminal.strong("x") == "x"
