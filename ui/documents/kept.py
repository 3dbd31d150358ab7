"""The files that were sent to the page, kept beside the index so that links to them go on working.

    DIR/files/NAME             the file of the document NAME
    DIR/files/.sent/TOKEN      sent and not yet read
    DIR/files/.before/NAME     what NAME replaces, until the new one is in the index

Generations of the index come and go in another folder (`index.generations`) and touch none of these.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from filelock import FileLock, Timeout

from index.values import Document

FOLDER, SENT, BEFORE = "files", ".sent", ".before"

LONGEST = 200
"""Bytes of a name in UTF-8; file systems take 255."""

# Separators and what other systems refuse; marks that turn the direction of what stands behind them.
_UNSAFE = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I | re.ASCII)


def safe_name(name: str) -> str:
    """A file's name without folders and without characters that could mislead; "" where none is left.

    The ending is kept where a long name is cut.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFC", _UNSAFE.sub(" ", last))
    plain = " ".join(plain.split()).strip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    if len(plain.encode("utf-8")) <= LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending.encode("utf-8")) > 10:
        stem, dot, ending = plain, "", ""
    room = LONGEST - len((dot + ending).encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore").strip(". ") + dot + ending


def kept_file(folder: Path, name: str) -> Path:
    """Where the file of a document that was sent is kept, by the document's name."""
    return (folder / FOLDER / name).absolute()


def is_kept(folder: Path, document: Document) -> bool:
    """Whether a document's file was sent to the page, also where the index has moved since."""
    kept, own = kept_file(folder, document.name), Path(document.path)
    return own == kept or (kept.exists() and not own.exists())


def may_replace(folder: Path, document: Document) -> bool:
    """Whether a file that was sent may replace the document: its own was sent too, or is gone."""
    return is_kept(folder, document) or not Path(document.path).exists()


def place(folder: Path, sent: Path, name: str) -> Path:
    """Puts a file that was sent where it is kept; one of the same name is set aside first."""
    target = kept_file(folder, name)
    before = target.parent / BEFORE / name
    if target.exists():
        before.parent.mkdir(exist_ok=True)
        os.replace(target, before)
    os.replace(sent, target)
    return target


def settle(folder: Path, name: str) -> None:
    """The new file of a document is in the index: what it replaced goes."""
    (folder / FOLDER / BEFORE / name).unlink(missing_ok=True)


def put_back(folder: Path, name: str) -> None:
    """The new file of a document could not be read: it goes, and what it should replace is back."""
    target = kept_file(folder, name)
    before = target.parent / BEFORE / name
    if before.exists():
        os.replace(before, target)
    else:
        target.unlink(missing_ok=True)


def mend(folder: Path, documents: Mapping[str, Document]) -> None:
    """Puts right what a reading that was killed left: files are again those of the documents."""
    with suppress(FileNotFoundError):
        for before in list((folder / FOLDER / BEFORE).iterdir()):
            document = documents.get(before.name)
            if document is not None and document.sha256 == _digest(before):
                put_back(folder, before.name)
            else:
                settle(folder, before.name)
    with suppress(FileNotFoundError):
        for path in list((folder / FOLDER).iterdir()):
            if path.is_file() and path.name not in documents:
                path.unlink()


def mend_idle(folder: Path, documents: Mapping[str, Document]) -> None:
    """As `mend`, unless somebody is writing to the index at this moment."""
    with suppress(Timeout), FileLock(folder / "writer.lock", timeout=0):
        mend(folder, documents)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
