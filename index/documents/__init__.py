"""Files in, sources out: one reader a format, chosen by what the file holds and not by its name."""

from __future__ import annotations

from pathlib import Path

from index.documents.detect import detect
from index.errors import FiqraError
from index.values import Source

MAX_FILE_BYTES = 512 * 2**20
"""Larger files are refused unread, so that a slip of the hand cannot fill the memory."""


def read(path: Path, name: str | None = None) -> Source:
    """The file's text and what its format states, under `name` (the file's own name by default).

    Raises FiqraError, one sentence, where the file is missing, unreadable, empty, damaged,
    encrypted, too large or of a format that Fiqra does not read.
    """
    name = path.name if name is None else name
    return read_bytes(_load(path, name), name)


def read_bytes(data: bytes, name: str) -> Source:
    """As `read`, of a file's bytes."""
    match detect(data, name):
        case "pdf":
            from index.documents.pdf import read_pdf

            return read_pdf(data, name)
        case "docx":
            from index.documents.docx import read_docx

            return read_docx(data, name)
        case "akoma_ntoso":
            from index.documents.akoma_ntoso import read_akoma_ntoso

            return read_akoma_ntoso(data, name)
        case "html":
            from index.documents.html import read_html

            return read_html(data, name)
        case "markdown":
            from index.documents.markdown import read_markdown

            return read_markdown(data, name)
        case "text":
            from index.documents.text import read_text

            return read_text(data, name)


def _load(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise FiqraError(f"{name} is a folder, not a file: name the files in it.")
        if not path.exists():
            raise FiqraError(f"There is no file {path}: check the path.")
        if not path.is_file():
            # A pipe or a device would keep the reader waiting for ever.
            raise FiqraError(f"{name} is not an ordinary file: save its content as one first.")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise FiqraError(
                f"{name} has {size / 2**20:.0f} MB, more than the {MAX_FILE_BYTES // 2**20} MB "
                "that Fiqra reads: split it."
            )
        return path.read_bytes()
    except PermissionError as error:
        raise FiqraError(f"{name} may not be read: change its permissions.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FiqraError(
            f"{name} cannot be read ({reason}): check the path and the disk."
        ) from error
