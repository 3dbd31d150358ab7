"""Figures in a document, written by a command between two marks (`<!-- name -->`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.errors import UsageError


def put(path: Path, name: str, lines: Sequence[str]) -> None:
    """Writes the lines between the marks of that name. Raises UsageError where they are not there."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = path.read_text(encoding="utf-8")
    before, first, rest = text.partition(begin)
    _, last, after = rest.partition(end)
    if not (first and last):
        raise UsageError(f"{path} has no {begin} and {end} to write the figures between.")
    path.write_text("\n".join([before + begin, "", *lines, "", end + after]), encoding="utf-8")
