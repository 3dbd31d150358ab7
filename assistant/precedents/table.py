"""A table of precedents as CSV: a row for each precedent of each clause, for a spreadsheet.

UTF-8 with a byte-order mark, without which Excel takes Arabic for something else; commas, and the
line ends that RFC 4180 wants.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path

from assistant.strength import Strength, Verdict
from index.errors import FiqraError
from index.values import Language


@dataclass(frozen=True, slots=True)
class TableRow:
    """One precedent of one clause; a clause without any has a row with the clause alone.

    The order of the fields is that of the columns. None is an empty cell.
    """

    clause: str
    """The drafter's words."""
    symbol: str | None = None
    label: str | None = None
    """The paragraph as a delegate names it: `S/RES/2506 (2020), op. para. 4`."""
    date: str | None = None
    """ISO 8601."""
    text: str | None = None
    similarity: float | None = None
    """0 to 1."""
    family: str | None = None
    first: str | None = None
    """The symbol of the first document with the formulation."""
    last: str | None = None
    uses: int | None = None
    """In how many documents."""
    verb: str | None = None
    """The precedent's leading verb, as printed."""
    rung: int | None = None
    """Its place on the ladder (`assistant.strength`)."""
    against: Verdict | None = None
    """The clause against the precedent: `weaker`, `same` or `stronger`."""
    hedges: str | None = None
    """The precedent's, with a semicolon between them."""
    counterpart: str | None = None
    """The official paragraph in the other language."""


_HEADERS: dict[str, tuple[str, str]] = {
    "clause": ("النص المقترح", "Clause"),
    "symbol": ("الرمز", "Symbol"),
    "label": ("الفقرة", "Paragraph"),
    "date": ("التاريخ", "Date"),
    "text": ("نص السابقة", "Precedent"),
    "similarity": ("درجة التشابه", "Similarity"),
    "family": ("مجموعة الصيغ", "Family"),
    "first": ("أول استعمال", "First used in"),
    "last": ("آخر استعمال", "Last used in"),
    "uses": ("عدد الوثائق", "Documents"),
    "verb": ("الفعل", "Verb"),
    "rung": ("درجة القوة", "Rung"),
    "against": ("النص المقترح مقارنة بالسابقة", "Clause against precedent"),
    "hedges": ("عبارات التحفظ", "Hedges"),
    "counterpart": ("النص الرسمي باللغة الأخرى", "Official text in the other language"),
}
_VERDICTS = {"weaker": "أضعف", "same": "بالقوة نفسها", "stronger": "أقوى"}
_FORMULA = re.compile(r"[=+@\t\r]|-(?=[\d(=+@-])")
"""What makes a spreadsheet take a cell for a formula; a dash before a word is only a dash."""
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""


def strength_columns(strength: Strength | None) -> dict[str, str | int | None]:
    """The columns `verb`, `rung` and `hedges` of a precedent's strength."""
    if strength is None:
        return {"verb": None, "rung": None, "hedges": None}
    hedges = "; ".join(mark.text for mark in strength.hedges)
    return {"verb": strength.verb.text, "rung": strength.rung, "hedges": hedges or None}


def table_csv(rows: Sequence[TableRow], language: Language) -> str:
    """The table as CSV, its header in `language`; columns that no row fills are left out.

    A text that a spreadsheet would take for a formula has an apostrophe before it. Raises FiqraError
    for one that is longer than a cell of Excel.
    """
    place = 0 if language == "ar" else 1
    names = [
        field.name
        for field in fields(TableRow)
        if field.name == "clause" or any(getattr(row, field.name) is not None for row in rows)
    ]
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_HEADERS[name][place] for name in names])
    for row in rows:
        writer.writerow([_cell(name, getattr(row, name), language) for name in names])
    return file.getvalue()


def write_table(path: Path, rows: Sequence[TableRow], language: Language) -> None:
    """Writes `table_csv` into a file. Raises FiqraError where that cannot be done."""
    try:
        path.write_bytes(table_csv(rows, language).encode("utf-8-sig"))
    except UnicodeEncodeError as fault:
        raise FiqraError(
            "A text holds half a character (a lone surrogate), which no file can keep; take it out."
        ) from fault
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be written: {fault.strerror or fault}; name another file."
        ) from fault


def _cell(name: str, value: str | float | None, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if name == "against" and language == "ar":
        return _VERDICTS[str(value)]
    text = str(value)
    if len(text) >= _LONGEST:
        raise FiqraError(
            f"A text of {len(text)} characters is longer than a cell of a spreadsheet; "
            "take its paragraphs apart first."
        )
    return f"'{text}" if _FORMULA.match(text) else text
