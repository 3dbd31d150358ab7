"""A report put on the disk: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.runs.folder import fresh_file
from index.errors import FiqraError


def write_whole(out: Path, pieces: Iterable[str]) -> None:
    """Writes the pieces one after another; an earlier report stays until the last one is written.

    A lone surrogate (half a character) of a system's answer is written as its escape. Raises
    FiqraError where `out` cannot be written, and what `pieces` raises.
    """
    try:
        with fresh_file(out) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "backslashreplace"))
    except OSError as fault:
        raise FiqraError(
            f"The report cannot be written to {out}: {fault.strerror or fault}; name another file."
        ) from fault
