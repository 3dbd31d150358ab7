"""The table of precedents as a workbook (XLSX), from right to left where the clauses are Arabic.

Every text is stored as a text, so that none can be a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.ooxml.characters import kept
from assistant.precedents.table import TableRow, cell, columns_of, header
from index.arabic.normalise import arabic_share
from index.errors import FiqraError
from index.values import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE, _MIDDLE, _NARROW = 60, 24, 14
"""Widths of columns, in characters."""
_WIDTHS = {
    **dict.fromkeys(("clause", "text", "counterpart"), _WIDE),
    **dict.fromkeys(("label", "citation", "years", "bodies", "hedges", "against"), _MIDDLE),
}


def write_workbook(path: Path, rows: Sequence[TableRow], language: Language) -> None:
    """Writes the table, its header in `language`; columns that no row fills are left out.

    Raises FiqraError for a text that is longer than a cell, and where the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    if sheet is None:  # a new workbook always has one
        sheet = book.create_sheet()
    sheet.title = "السوابق" if language == "ar" else "Precedents"
    sheet.sheet_view.rightToLeft = language == "ar"
    names = columns_of(rows)
    _row(sheet, 1, [header(name, language) for name in names], heading=True)
    for number, row in enumerate(rows, 2):
        _row(sheet, number, [cell(row, name, language) for name in names])
    for number, name in enumerate(names, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, _NARROW)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    try:
        book.save(path)
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be written: {fault.strerror or fault}; name another file."
        ) from fault


def _row(
    sheet: Worksheet, number: int, values: Sequence[str | float | None], *, heading: bool = False
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, value in enumerate(values, 1):
        if value is None:
            continue
        made = sheet.cell(number, place)
        if isinstance(value, str):
            made.value = kept(value)
            made.data_type = "s"  # a text beginning with = would be a formula otherwise
            right = arabic_share(value) >= 0.5
            made.quotePrefix = value.startswith(("=", "+", "-", "@"))
        else:
            made.value = round(value, 3)
            right = False
        made.alignment = Alignment(
            wrap_text=True,
            vertical="top",
            readingOrder=2 if right else 1 if isinstance(value, str) else 0,
            horizontal="right" if right else None,
        )
        if heading:
            made.font = Font(bold=True)
            made.fill = PatternFill("solid", fgColor="E7EDF3")
