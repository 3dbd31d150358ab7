"""What the commands that fit weights take: question sets and their indexes, where to write."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from index.errors import UsageError
from index.store import Index, open_index


def arguments(doc: str | None, data: Path) -> argparse.ArgumentParser:
    """The options of all of them; `data` is the file that `--write` writes."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--set", action="append", required=True, help="questions: [NAME=]FILE")
    parser.add_argument("--index", type=Path, action="append", required=True, help="their index")
    parser.add_argument("--table", type=Path, help="document to write the figures into")
    parser.add_argument("--write", action="store_true", help=f"write what is fitted, {data.name}")
    return parser


def sets(given: argparse.Namespace) -> Iterator[tuple[str, Path, Index]]:
    """Name, file and opened index of each set. Raises UsageError where they do not come in pairs."""
    if len(given.set) != len(given.index):
        raise UsageError("Give an --index for each --set, in the same order.")
    for named, folder in zip(given.set, given.index, strict=True):
        name, _, file = named.rpartition("=")
        yield name or Path(file).stem, Path(file), open_index(folder)
