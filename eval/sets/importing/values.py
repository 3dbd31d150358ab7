"""What an import is made of: questions that come one by one, and what is said of it at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.sets.importing.documents import Documents
from eval.sets.questions import Asked
from index.values import Language

Importer = Callable[[Path, Documents, Language, Callable[[str], None]], Iterator[Asked]]
"""Reads a source: writes its documents, yields its questions, and tells what it left out and why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    folder: Path
    questions_path: Path
    documents_path: Path
    documents: int
    questions: int
    unanswerable: int
    left_out: tuple[str, ...] = ()
    """Sentences: what of the source is not in the set."""
