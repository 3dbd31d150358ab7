"""A table of precedents, and it as CSV: a row for each precedent of each clause, for a spreadsheet.

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
    citation: str | None = None
    """As UN documents cite it: `S/RES/2506 (2020), para. 4`."""
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
    years: str | None = None
    """In how many in each year: `2020 ×2, 2021`."""
    bodies: str | None = None
    """Who used it, with a semicolon between them."""
    wordings: int | None = None
    """How many different wordings it had, figures and dates aside."""
    dropped: str | None = None
    """The later document that goes without it."""
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
    "citation": ("صيغة الإحالة", "Citation"),
    "date": ("التاريخ", "Date"),
    "text": ("نص السابقة", "Precedent"),
    "similarity": ("درجة التشابه", "Similarity"),
    "family": ("مجموعة الصيغ", "Family"),
    "first": ("أول استعمال", "First used in"),
    "last": ("آخر استعمال", "Last used in"),
    "uses": ("عدد الوثائق", "Documents"),
    "years": ("السنوات", "Years"),
    "bodies": ("الهيئات", "Bodies"),
    "wordings": ("عدد الصياغات", "Wordings"),
    "dropped": ("أُسقطت في", "Dropped in"),
    "verb": ("الفعل", "Verb"),
    "rung": ("درجة القوة", "Rung"),
    "against": ("النص المقترح مقارنة بالسابقة", "Clause against precedent"),
    "hedges": ("عبارات التحفظ", "Hedges"),
    "counterpart": ("النص الرسمي باللغة الأخرى", "Official text in the other language"),
}
_VERDICTS = {"weaker": "أضعف", "same": "بالقوة نفسها", "stronger": "أقوى"}
_FORMULA = re.compile(r"[=+@\t\r\n＝＋＠－-]")
"""What may make a spreadsheet take a cell for a formula, in full width as well; a hyphen before a word
is enough for some (`-cmd|…`)."""
_IMPOSSIBLE = re.compile(r"[\x00\ud800-\udfff]")
"""What no text file can keep: half a character (a lone surrogate), and the end of a text to many readers."""
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
    names = columns_of(rows)
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([header(name, language) for name in names])
    for row in rows:
        writer.writerow([_written(cell(row, name, language)) for name in names])
    return file.getvalue()


def columns_of(rows: Sequence[TableRow]) -> list[str]:
    """The names of the columns that some row fills, in order; the clause always."""
    return [
        field.name
        for field in fields(TableRow)
        if field.name == "clause" or any(getattr(row, field.name) is not None for row in rows)
    ]


def header(name: str, language: Language) -> str:
    """What a column is called."""
    return _HEADERS[name][0 if language == "ar" else 1]


def cell(row: TableRow, name: str, language: Language) -> str | float | None:
    """What a cell holds: a number, a text in which a verdict is a word of `language`, or nothing.

    Raises FiqraError for a text that is longer than a cell of Excel.
    """
    value: str | float | None = getattr(row, name)
    if name == "against" and value is not None and language == "ar":
        return _VERDICTS[str(value)]
    if isinstance(value, str) and len(value) >= _LONGEST:
        raise FiqraError(
            f"A text of {len(value)} characters is longer than a cell of a spreadsheet; "
            "take its paragraphs apart first."
        )
    return value


def write_table(path: Path, rows: Sequence[TableRow], language: Language) -> None:
    """Writes `table_csv` into a file. Raises FiqraError where that cannot be done."""
    try:
        path.write_bytes(table_csv(rows, language).encode("utf-8-sig"))
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be written: {fault.strerror or fault}; name another file."
        ) from fault


def _written(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    text = _IMPOSSIBLE.sub("", str(value))
    return f"'{text}" if _FORMULA.match(text) else text
