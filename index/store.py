"""An index opened for reading: its documents, paragraphs, passages, vectors and words."""

from __future__ import annotations

import functools
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import database, generations, lexical
from index.embedding import Embedder, agree, open_embedder
from index.errors import FiqraError
from index.generations import Manifest
from index.labels import label
from index.values import Document, Language, Paragraph, Passage, Source
from index.vectors import VectorIndex
from index.vectors import load as load_vectors


@dataclass(frozen=True)
class Index:
    """One generation of an index. It stays readable while a new generation is written.

    Safe to share between threads: the database is read under a lock, the arrays are read only.
    """

    folder: Path
    manifest: Manifest
    embedder: Embedder
    vectors: VectorIndex
    lexical: lexical.Lexical
    _connection: sqlite3.Connection
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @functools.cached_property
    def documents(self) -> dict[str, Document]:
        """All documents by name."""
        with self._lock:
            return {d.name: d for d in database.documents(self._connection)}

    @functools.cached_property
    def _outlines(self) -> dict[str, list[Paragraph]]:
        return {}

    def outline(self, name: str) -> list[Paragraph]:
        """The paragraphs of a document in order. Raises KeyError for an unknown name."""
        if name not in self.documents:
            raise KeyError(name)
        with self._lock:
            if name not in self._outlines:
                self._outlines[name] = database.paragraphs(self._connection, name)
            return self._outlines[name]

    def paragraph(self, name: str, order: int) -> Paragraph:
        """One paragraph of a document by its `order`."""
        with self._lock:
            if name in self._outlines:
                return self._outlines[name][order]
            found = database.paragraphs(self._connection, name, order)
        if not found:
            raise KeyError((name, order))
        return found[0]

    def label(self, document: Document, paragraph: Paragraph, language: Language) -> str:
        """How a delegate would name the paragraph in `language`, a point by its paragraph."""
        parent = paragraph.parent
        above = self.paragraph(document.name, parent) if parent is not None else None
        return label(document, paragraph, language, above)

    def source(self, name: str) -> Source:
        """A document's source, its whole text with it. Raises KeyError for an unknown name."""
        with self._lock:
            return database.source(self._connection, name)

    def passage(self, row: int) -> Passage:
        """The passage of row `row`."""
        with self._lock:
            found = self._connection.execute(
                'SELECT document, paragraph, "window", context, text FROM passages WHERE row = ?',
                (row,),
            ).fetchone()
        if found is None:
            raise KeyError(row)
        return Passage(*found)

    @functools.cached_property
    def layout(self) -> Layout:
        """Which document, paragraph, kind and language each row belongs to."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT document, paragraph, kind, language FROM passages ORDER BY row"
            ).fetchall()
        return Layout.of(rows)

    @functools.cached_property
    def _by_symbol(self) -> dict[tuple[str, Language], list[str]]:
        names: dict[tuple[str, Language], list[str]] = {}
        for document in self.documents.values():
            if document.symbol:
                names.setdefault((document.symbol, document.language), []).append(document.name)
        return names

    def counterpart(self, name: str, paragraph: Paragraph) -> tuple[Document, Paragraph] | None:
        """The same paragraph in the other language's official version, where it is indexed.

        Same symbol, kind, part, annex and number; unnumbered ones (preambular paragraphs, headings)
        by position, and only where both versions have equally many: rather none than a wrong one.
        """
        document = self.documents[name]
        other: Language = "en" if document.language == "ar" else "ar"
        for candidate in self._by_symbol.get((document.symbol or "", other), []):
            theirs = _twin(paragraph, self.outline(name), self.outline(candidate))
            if theirs is not None:
                return self.documents[candidate], theirs
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """For every passage row: codes of its document, its paragraph's order, kind and language."""

    names: tuple[str, ...]
    document: NDArray[np.int32]
    """Position of the row's document in `names`."""
    paragraph: NDArray[np.int32]
    kind: NDArray[np.str_]
    language: NDArray[np.str_]

    @classmethod
    def of(cls, rows: Sequence[tuple[str, int, str, str]]) -> Layout:
        """The layout of (document, paragraph, kind, language) rows."""
        names = tuple(sorted({r[0] for r in rows}))
        code = {name: i for i, name in enumerate(names)}
        return cls(
            names,
            np.array([code[r[0]] for r in rows], dtype=np.int32),
            np.array([r[1] for r in rows], dtype=np.int32),
            np.array([r[2] for r in rows], dtype="U10"),
            np.array([r[3] for r in rows], dtype="U2"),
        )

    def rows_of(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Which rows belong to the named documents."""
        wanted = set(names)
        codes = [i for i, name in enumerate(self.names) if name in wanted]
        return np.isin(self.document, codes)


def _alignment_key(paragraph: Paragraph, outline: Sequence[Paragraph]) -> tuple[object, ...]:
    by_order = {p.order: p for p in outline}
    keys: list[object] = []
    here: Paragraph | None = paragraph
    while here is not None:
        position: object = here.ordinal
        if here.kind == "point":
            position = sum(
                1
                for p in outline
                if p.parent == here.parent and p.kind == "point" and p.order <= here.order
            )
        elif here.number is not None and here.number.isdigit():
            position = here.number
        keys.append((here.kind, position))
        here = by_order.get(here.parent) if here.parent is not None else None
    return (paragraph.part, *reversed(keys))


def _twin(
    paragraph: Paragraph, ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> Paragraph | None:
    def count(outline: Sequence[Paragraph], kind: str) -> int:
        return sum(p.kind == kind and p.part == paragraph.part for p in outline)

    if paragraph.number is None and count(ours, paragraph.kind) != count(theirs, paragraph.kind):
        return None
    key = _alignment_key(paragraph, ours)
    found = [p for p in theirs if p.kind == paragraph.kind and _alignment_key(p, theirs) == key]
    return found[0] if len(found) == 1 else None


def open_index(folder: Path, embedder: str | None = None) -> Index:
    """The current generation of the index in `folder`.

    `embedder` names the embedder to search with; None takes the one that made the vectors. One
    that does not agree with them is refused: vectors of two models say nothing about each other.
    Raises FiqraError with one sentence for a missing, damaged or outdated index.
    """
    for attempt in range(3):
        generation = generations.current(folder)
        try:
            return _open(folder, generation, embedder)
        except FiqraError:
            # a writer may have switched generations and removed this one between two of our reads
            if attempt == 2 or generations.current(folder) == generation:
                raise
    raise AssertionError("unreachable")


def _open(folder: Path, generation: Path, embedder: str | None) -> Index:
    manifest = generations.read_manifest(generation)
    generations.check_version(manifest)
    generations.check_files(generation, manifest)
    model = open_embedder(embedder or manifest.embedder)
    if not agree(model.fingerprint, manifest.fingerprint):
        raise FiqraError(
            f"This index was made with the embedder {manifest.embedder} ({manifest.fingerprint}), "
            f"not with {embedder or manifest.embedder} ({model.fingerprint}); search with the one it "
            "was made with, or make its vectors anew with `fiqra ingest --rebuild --embedder NAME`."
        )
    connection = database.open_readonly(generation / generations.DATABASE)
    vectors = load_vectors(generation / generations.VECTORS)
    words = lexical.load(generation / generations.LEXICAL, manifest.passages)
    if len(vectors) != manifest.passages:
        raise FiqraError(
            "The index is damaged: it holds more or fewer vectors than passages; repair it with "
            "`fiqra ingest --rebuild`, which needs none of the documents' files."
        )
    return Index(folder, manifest, model, vectors, words, connection)


def check_whole(folder: Path) -> list[str]:
    """What is wrong with the index, a sentence each; empty where it is whole. Reads all of it."""
    try:
        generation = generations.current(folder)
        manifest = generations.read_manifest(generation)
        generations.check_version(manifest)
        generations.check_files(generation, manifest)
        connection = database.open_readonly(generation / generations.DATABASE)
    except FiqraError as fault:
        return [str(fault)]
    faults = []
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            faults.append(f"The index's database is damaged: {verdict}.")
        for document in database.documents(connection):
            source = database.source(connection, document.name)
            faults += [
                f"{document.name}: paragraph {p.order} does not stand where it says it does."
                for p in database.paragraphs(connection, document.name)
                if p.raw != " ".join(source.text[s.start : s.end] for s in p.spans)
            ]
    except (sqlite3.Error, json.JSONDecodeError, ValueError) as fault:
        faults.append(str(database.damaged(fault)))
    return faults
