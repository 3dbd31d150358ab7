"""The documents of an imported set: one text file for each, a paragraph on every line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from eval.sets.questions import Evidence

MOST_BYTES = 120
"""A file's name is cut to so many, as file systems take 255 and other things are added to it."""

_UNSAFE = re.compile(r"[^\w.()+-]+")


class Documents:
    """A folder of text files that grows. Keeps the names that it gave, nothing of the texts."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._names: set[str] = set()
        folder.mkdir(parents=True)

    def __len__(self) -> int:
        return len(self._names)

    def add(self, title: str, paragraphs: Sequence[str]) -> tuple[Evidence | None, ...]:
        """Writes a document of these paragraphs; returns where each stands, None for a blank one.

        A paragraph is one line: white space inside it becomes one space, as a line's end would end
        it. Nothing is written where all are blank.
        """
        cleaned = [clean(paragraph) for paragraph in paragraphs]
        if not any(cleaned):
            return (None,) * len(cleaned)
        name = self._name(title)
        places: list[Evidence | None] = []
        text = ""
        for paragraph in cleaned:
            if not paragraph:
                places.append(None)
                continue
            text += "\n\n" if text else ""
            places.append(Evidence(name, len(text), len(text) + len(paragraph), text=paragraph))
            text += paragraph
        (self.folder / name).write_bytes(f"{text}\n".encode())
        return tuple(places)

    def _name(self, title: str) -> str:
        """A file name that no other document has, not even in other capitals."""
        stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", title)).strip("._") or "document"
        stem = stem.encode()[:MOST_BYTES].decode(errors="ignore")
        name, number = f"{stem}.txt", 2
        while name.casefold() in self._names:
            name, number = f"{stem}-{number}.txt", number + 1
        self._names.add(name.casefold())
        return name


def clean(text: str) -> str:
    """The text on one line, without characters that print nothing at its ends and without controls.

    A byte-order mark would be no character of the file, and would move every offset.
    """
    words = " ".join(text.replace("\ufeff", "").split())
    kept = "".join(c for c in words if unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    start, end = 0, len(kept)
    while start < end and _invisible(kept[start]):
        start += 1
    while end > start and _invisible(kept[end - 1]):
        end -= 1
    return kept[start:end]


def _invisible(character: str) -> bool:
    return character == " " or unicodedata.category(character) == "Cf"
