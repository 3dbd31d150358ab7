"""Files of other collections read line by line, with faults that name file, line and mend."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import FiqraError, UsageError


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The non-blank lines of a UTF-8 file with their numbers, without their ends.

    Raises UsageError where it cannot be opened, FiqraError where it is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except OSError as fault:
        raise UsageError(
            f"{path} cannot be read: {fault.strerror or fault}; check the path."
        ) from fault
    except UnicodeDecodeError as fault:
        raise FiqraError(f"{path} is not UTF-8 text; save it as UTF-8.") from fault


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines. Raises FiqraError for a line that is none."""
    for number, line in text_lines(path):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as fault:
            raise bad(path, number, "is not JSON; is the file one of JSON lines?") from fault
        if not isinstance(value, dict):
            raise bad(path, number, "is not a JSON object; is the file one of JSON lines?")
        yield number, value


def word(
    value: Mapping[str, Any], keys: Sequence[str], path: Path, number: int, *, needed: bool = True
) -> str:
    """The string (or number) under the first of `keys` that there is; "" if none is and none needed.

    Raises FiqraError for another value, and for none where one is needed.
    """
    for key in keys:
        if key in value and value[key] is not None:
            found = value[key]
            if not isinstance(found, str | int) or isinstance(found, bool):
                raise bad(path, number, f"has a `{key}` that is not a string.")
            return str(found)
    if needed:
        raise bad(path, number, f"has no `{'` or `'.join(keys)}`.")
    return ""


def bad(path: Path, number: int, what: str) -> FiqraError:
    """The exception for a line: `what` goes on from its place (`has no `id`.`)."""
    return FiqraError(f"{path}, line {number}, {what}")


def as_id(text: str) -> str:
    """An identifier without blanks, which files of runs are separated by."""
    return "_".join(text.split())
