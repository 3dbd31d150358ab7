"""`fiqra documents set`: what a document's text does not state, stated by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from index.errors import UsageError
from index.ingest import state

STATUSES = ("adopted", "draft", "revised")


def state_document(folder: Path, name: str, values: Mapping[str, str | None]) -> str:
    """Keeps the given values for a document; an empty one takes back what was stated before.

    Returns the sentence to print. Raises UsageError for a bad value or where none is given.
    """
    given = {key: value for key, value in values.items() if value is not None}
    if not given:
        raise UsageError("Say what to set: --symbol, --title, --body, --date or --status.")
    day, status = given.get("date"), given.get("status")
    if day and not _is_date(day):
        raise UsageError(f"--date is YYYY-MM-DD or YYYY, not {day!r}.")
    if status and status not in STATUSES:
        raise UsageError(f"--status is one of {', '.join(STATUSES)}, not {status!r}.")
    state(folder, name, {key: value or None for key, value in given.items()})
    return "; ".join(
        f"{key} of {name}: {value}" if value else f"{key} of {name}: as the text has it"
        for key, value in given.items()
    )


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
    except ValueError:
        return False
    return True
