"""A document's original file, as long as it is the one that was read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from index.errors import FiqraError
from index.values import Document, Language
from ui.reading.words import WORDS

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f"\\/:*?<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
"""Characters that a file's name may not have somewhere, and those that turn how it is shown."""


def original(document: Document, language: Language) -> bytes:
    """The bytes of the file that was read.

    Raises FiqraError, one sentence in `language`, where it is gone or not the same any more.
    """
    words = WORDS[language]
    try:
        data = Path(document.path).read_bytes()
    except (OSError, ValueError) as fault:
        raise FiqraError(words.file_moved.format(document.name)) from fault
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise FiqraError(words.file_changed.format(document.name))
    return data


def download_headers(name: str) -> dict[str, str]:
    """What makes a browser save a file and never show it (RFC 6266), whatever it holds."""
    safe = _UNSAFE.sub("_", name).strip(". ") or "document"
    plain = safe.encode("ascii", "replace").decode("ascii").replace("?", "_")
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
