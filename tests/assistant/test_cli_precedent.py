"""`fiqra precedent`: a clause, a draft, what is taken away."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest

from .conftest import Run, write

CLAUSE = "يقرر حماية السدود في المنطقة الشمالية"
DRAFT = """مشروع قرار

إن مجلس المياه،

1 - يقرر حماية السدود في المنطقة؛

2 - يرحب بإطلاق محطة فضائية حول القمر بالتعاون مع وكالات الفضاء الدولية؛
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_clause_gets_its_precedent_with_differences_and_use(fiqra: Run, index: Path) -> None:
    ran = fiqra("precedent", CLAUSE, "--top-k", 1)
    assert ran.code == 0
    assert "WC/RES/2021/2" in ran.out
    assert "> يقرر حماية السدود في المنطقة" in ran.out
    assert "{+الشمالية+}" in ran.out
    assert "استُعملت" in ran.out or "أول استعمال" in ran.out


def test_json_has_the_differences_and_the_strength(fiqra: Run, index: Path) -> None:
    (found,) = fiqra("precedent", CLAUSE, "--top-k", 1, "--json").json
    assert found["symbol"] == "WC/RES/2021/2"
    assert "".join(p["after"] for p in found["differences"]) == CLAUSE
    assert found["strength"]["place"] == "operative"
    assert found["against"]["verdict"] == "same"
    assert found["first"] == "WC/RES/2021/2"
    assert 0.5 < found["similarity"] < 1


def test_the_citation_is_ready_to_paste(fiqra: Run, index: Path) -> None:
    plain = fiqra("precedent", CLAUSE, "--top-k", 1)
    assert "صيغة الإحالة: WC/RES/2021/2، الفقرة 1\n" in plain.out
    quoted = fiqra("precedent", CLAUSE, "--top-k", 1, "--quote")
    assert "«يقرر حماية السدود في المنطقة" in quoted.out
    assert "» (WC/RES/2021/2، الفقرة 1)\n" in quoted.out
    (found,) = fiqra("precedent", CLAUSE, "--top-k", 1, "--json", "--quote").json
    assert found["citation"] == "WC/RES/2021/2، الفقرة 1"
    assert found["quotation"].endswith("» (WC/RES/2021/2، الفقرة 1)")


def test_the_workbook_has_the_precedent_and_its_citation(
    fiqra: Run, index: Path, draft: Path, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "out.xlsx"
    assert fiqra("precedent", "--file", draft, "--out", out).code == 0
    sheet = load_workbook(out).worksheets[0]
    header, first, second = sheet.iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert sheet.sheet_view.rightToLeft
    assert row["صيغة الإحالة"] == "WC/RES/2021/2، الفقرة 1"
    assert dict(zip(header, second, strict=True))["الرمز"] is None


def test_a_draft_names_new_language_and_what_is_agreed(
    fiqra: Run, index: Path, draft: Path
) -> None:
    ran = fiqra("precedent", "--file", draft)
    agreed, new = ran.out.split("## ")[1:]
    assert "WC/RES/2021/2" in agreed
    assert "بالألفاظ نفسها" in agreed
    assert "صيغة جديدة" in new
    assert "عدد الفقرات: 2. صيغ جديدة: 1." in ran.out


def test_the_docx_holds_the_precedent_and_the_draft_as_tracked_changes(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    assert fiqra("precedent", CLAUSE, "--top-k", 1, "--out", out).code == 0
    with zipfile.ZipFile(out) as package:
        body = package.read("word/document.xml").decode()
        notes = package.read("word/footnotes.xml").decode()
    assert "<w:ins " in body
    assert "الشمالية" in body
    assert "WC/RES/2021/2" in notes


def test_only_the_word_that_is_written_otherwise_is_a_change_in_the_docx(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    clause = "يقرِّر حماية السدود في المنطقة؛"
    assert fiqra("precedent", clause, "--top-k", 1, "--out", out).code == 0
    with zipfile.ZipFile(out) as package:
        body = package.read("word/document.xml").decode()
    deleted = "".join(re.findall(r"<w:delText[^>]*>([^<]*)", body))
    assert deleted.strip() == "يقرر"


def test_the_table_has_a_row_for_each_paragraph(
    fiqra: Run, index: Path, draft: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    assert fiqra("precedent", "--file", draft, "--out", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    assert rows[0]["الرمز"] == "WC/RES/2021/2"
    assert rows[1]["الرمز"] == ""


def test_a_clause_taken_away_is_no_report_of_a_draft(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o.md"
    assert fiqra("precedent", CLAUSE, "--top-k", 2, "--out", out).code == 0
    report = out.read_text(encoding="utf-8")
    assert report.startswith(f"# السوابق\n\n> {CLAUSE}\n\n## 1. ")
    assert report.count(f"> {CLAUSE}\n") == 1
    assert "عدد الفقرات" not in report


def test_a_strength_that_nothing_has_is_no_new_language(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    ran = fiqra("precedent", CLAUSE, "--strength", "stronger")
    assert ran.code == 0
    assert "أقوى" in ran.out
    assert "صيغة جديدة" not in ran.out
    for name in ("o.md", "o.docx", "o.csv", "o.xlsx"):
        out = tmp_path / name
        assert fiqra("precedent", CLAUSE, "--strength", "stronger", "--out", out).code == 0
        assert out.stat().st_size


def test_what_a_draft_leaves_out_is_said(fiqra: Run, index: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{DRAFT}\n3 - تحذف؛\n", encoding="utf-8")
    assert "فقرات لم يُبحث عنها لقلة ألفاظها: 1." in fiqra("precedent", "--file", draft).out
    ran = fiqra("precedent", "--file", draft, "--out", tmp_path / "o.docx")
    assert "words enough to look for: 1 paragraph" in ran.out
    lines = fiqra("precedent", "--file", draft, "--json").json
    assert sum(line["left_out"] for line in lines) == 1


def test_a_clause_of_lines_with_control_characters_is_taken_away(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o.md"
    clause = "يقرر حماية السدود\x0bفي المنطقة\r\nالشمالية"
    assert fiqra("precedent", clause, "--out", out).code == 0
    assert "> يقرر حماية السدود\n> في المنطقة\n> الشمالية\n" in out.read_text(encoding="utf-8")
    for name in ("o.docx", "o.csv", "o.xlsx"):
        assert fiqra("precedent", clause, "--out", tmp_path / name).code == 0


def test_a_clause_that_begins_with_a_hyphen_stands_behind_two(fiqra: Run, index: Path) -> None:
    assert fiqra("precedent", "--top-k", 1, "--", f"- {CLAUSE}").code == 0


def test_nothing_of_a_batch_line_is_a_fault_of_ours(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    batch, out = tmp_path / "c.jsonl", tmp_path / "run.jsonl"
    texts = [f"{CLAUSE}\x00 كلها", f"{CLAUSE} {'4' * 5000}", "9" * 6000]
    lines = [{"id": n, "text": text} for n, text in enumerate(texts)]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert fiqra("precedent", "--batch", batch, "--out", out).code == 3
    first, second, bad = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert first["passages"]
    assert second["passages"]
    assert "too short" in bad["error"]
    assert len(bad["error"]) < 200


def test_a_batch_gives_paragraphs_in_the_form_of_search(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    batch, out = tmp_path / "c.jsonl", tmp_path / "run.jsonl"
    lines = [{"id": "a", "text": CLAUSE, "evidence": "secret"}, {"id": "b", "question": CLAUSE}]
    lines += [{"id": "c", "text": " "}]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert fiqra("precedent", "--batch", batch, "--out", out).code == 3
    first, second, bad = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert first["passages"][0]["symbol"] == "WC/RES/2021/2"
    assert first["passages"] == second["passages"]
    assert {"family", "similarity", "first", "last"} <= first["passages"][0].keys()
    assert "text" in bad["error"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["precedent"], ["clause", "--file"]),
        (["precedent", ""], ["empty"]),
        (["precedent", "يقرر"], ["too short"]),
        (["precedent", CLAUSE, "--out", "x.pdf"], [".docx"]),
        (["precedent", CLAUSE, "--top-k", "0"], ["--top-k"]),
        (["precedent", CLAUSE, "--strength", "loud"], ["--strength", "stronger"]),
        (["precedent", "--file", "x.txt", "--strength", "stronger"], ["--strength", "clause"]),
        (["precedent", "--batch", "x.jsonl", "--out", "r.docx"], ["JSON lines", "r.docx"]),
        (["precedent", "7" * 3000], ["too short"]),
        (["precedent", "--file", "absent.docx"], ["absent.docx"]),
        (["precedent", "--batch", "x.jsonl"], ["--out"]),
    ],
)
def test_bad_input_is_one_sentence(
    fiqra: Run, index: Path, arguments: list[str], words: list[str]
) -> None:
    ran = fiqra(*arguments)
    assert ran.said(ran.code, *words)
    assert ran.code in (1, 2)


def test_a_draft_without_words_is_refused(fiqra: Run, index: Path, tmp_path: Path) -> None:
    from docx import Document

    empty = tmp_path / "pictures.docx"
    Document().save(str(empty))
    ran = fiqra("precedent", "--file", empty)
    assert ran.code in (1, 2)
    assert ran.err.count("\n") == 1


def test_a_paragraph_of_fifty_thousand_words_is_refused(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("يقرر تمديد الولاية " * 17_000, encoding="utf-8")
    assert fiqra("precedent", "--file", long).said(2, "long.txt", "break it")


def test_the_text_of_a_table_is_looked_for(fiqra: Run, index: Path, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_table(1, 1).cell(0, 0).text = CLAUSE
    document.save(str(tmp_path / "table.docx"))
    (found,) = fiqra("precedent", "--file", tmp_path / "table.docx", "--json").json
    assert found["precedent"]["symbol"] == "WC/RES/2021/2"


def test_clauses_of_documents_added_later_are_found(
    fiqra: Run, index: Path, tmp_path: Path
) -> None:
    fiqra("ingest", write(tmp_path / "documents" / "r3.txt", 3, "الأنهار"))
    (found,) = fiqra("precedent", "يقرر حماية الأنهار في المنطقة", "--top-k", 1, "--json").json
    assert found["symbol"] == "WC/RES/2021/3"
    assert found["similarity"] > 0.9
