"""The table of precedents, as a spreadsheet reads it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.precedents.table import TableRow, strength_columns, table_csv, write_table
from assistant.strength import strength
from index.errors import FiqraError

ROW = TableRow(
    clause="يحث المجلس على تقديم تقرير",
    symbol="WC/RES/2029/4",
    label="القرار 2029/4، الفقرة 4",
    text="يطلب إلى المجلس،\nحسب الاقتضاء، أن يقدم تقريرا",
    similarity=0.93456,
    verb="يطلب",
    rung=10,
    against="weaker",
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_excel_reads_it_as_unicode_and_finds_every_cell(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", [ROW, TableRow("نص جديد")], "ar")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, second = read(data.decode("utf-8-sig"))
    row = dict(zip(header, first, strict=True))
    assert row["نص السابقة"] == ROW.text
    assert row["درجة التشابه"] == "0.935"
    assert row["النص المقترح مقارنة بالسابقة"] == "أضعف"
    assert second == ["نص جديد", *[""] * (len(header) - 1)]


def test_columns_that_nothing_fills_are_left_out() -> None:
    header, _ = read(table_csv([TableRow("New", symbol="X/1")], "en"))
    assert header == ["Clause", "Symbol"]
    assert read(table_csv([], "en")) == [["Clause"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "@SUM(A1)", "-1", "--x", "-cmd|x!A1", "- wells", "\n=1", "＝1"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert read(table_csv([TableRow(text)], "en"))[1] == [f"'{text}"]


@given(st.text(min_size=1).filter(lambda t: "\x00" not in t and t[0] not in "=+@-\t\r\n＝＋＠－"))
def test_every_other_text_comes_back_letter_for_letter(text: str) -> None:
    assert read(table_csv([TableRow(text)], "en"))[1] == [text]


def test_the_strength_of_a_precedent_fills_its_columns() -> None:
    found = strength("Requests the board, as appropriate and if necessary, to report")
    assert strength_columns(found) == {
        "verb": "Requests",
        "rung": 10,
        "hedges": "as appropriate; if necessary",
    }
    assert set(strength_columns(None).values()) == {None}


def test_what_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="cannot be written"):
        write_table(tmp_path / "none" / "t.csv", [ROW], "ar")
    with pytest.raises(FiqraError, match="longer than a cell"):
        table_csv([TableRow("x" * 40_000)], "en")
    assert not list(tmp_path.iterdir())


def test_half_a_character_is_left_out(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", [TableRow("Urges\ud800 all")], "en")
    assert "Urges all" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
