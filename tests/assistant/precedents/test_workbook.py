"""The table of precedents as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.precedents.table import TableRow
from assistant.precedents.workbook import write_workbook
from index.errors import FiqraError


def opened(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_arabic_clauses_make_a_sheet_from_right_to_left(tmp_path: Path) -> None:
    row = TableRow("يحث المجلس", symbol="WC/RES/2029/4", similarity=0.93456, against="weaker")
    write_workbook(tmp_path / "t.xlsx", [row, TableRow("نص جديد")], "ar")
    sheet = opened(tmp_path / "t.xlsx")
    assert sheet.sheet_view.rightToLeft
    header, first, second = sheet.iter_rows(values_only=True)
    assert header[:2] == ("النص المقترح", "الرمز")
    assert first == ("يحث المجلس", "WC/RES/2029/4", 0.935, "أضعف")
    assert second == ("نص جديد", None, None, None)
    assert sheet["A2"].alignment.readingOrder == 2
    assert sheet["B2"].alignment.readingOrder == 1


def test_english_clauses_make_a_sheet_from_left_to_right(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [TableRow("Urges the board")], "en")
    assert not opened(tmp_path / "t.xlsx").sheet_view.rightToLeft


@pytest.mark.parametrize("text", ["=1+1", "+49", "@SUM(A1)", "-cmd|x!A1", "#N/A", "{=1}"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "t.xlsx", [TableRow(text)], "en")
    cell = opened(tmp_path / "t.xlsx")["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), min_size=1))
def test_every_text_comes_back_as_a_text(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "t.xlsx", [TableRow(text)], "en")
    cell = opened(tmp_path / "t.xlsx")["A2"]
    assert cell.data_type == "s"
    assert cell.value == "".join(c for c in text if c not in "\ufffe\uffff")


def test_characters_that_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [TableRow("Urges\x0b all\x00")], "en")
    assert opened(tmp_path / "t.xlsx")["A2"].value == "Urges\n all"


def test_what_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="cannot be written"):
        write_workbook(tmp_path / "none" / "t.xlsx", [TableRow("x")], "en")
    with pytest.raises(FiqraError, match="longer than a cell"):
        write_workbook(tmp_path / "t.xlsx", [TableRow("x" * 40_000)], "en")
    assert not list(tmp_path.iterdir())
