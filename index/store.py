"""An index opened for reading: its documents, paragraphs, passages, vectors and words."""

from __future__ import annotations

import functools
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index import database, generations, late, lexical
from index.arabic.digits import european
from index.centre import background
from index.counterparts import pair
from index.embedding import Embedder, Vectors, agree, open_embedder
from index.errors import FiqraError
from index.generations import Manifest
from index.labels import label
from index.late import Late
from index.layout import Layout
from index.values import Document, Language, Paragraph, Passage, Source
from index.vectors import VectorIndex
from index.vectors import load as load_vectors

SOURCES_KEPT = 8
"""Whole sources kept in memory: the citations of an answer come from few documents."""

_NUMBERED = ("preambular", "operative", "paragraph")
"""Kinds of paragraph on which points may hang, and with which those of an earlier one end."""


_NUMBER = re.compile(r"\d+(?:/\d+)*")


@dataclass(frozen=True, eq=False)
class Index:
    """One generation of an index. It stays readable while a new generation is written.

    Safe to share between threads: the database is read under a lock, the arrays are read only.
    What is read of the database raises FiqraError, one sentence, where it is damaged. Used in a
    `with` block, it is closed at its end.
    """

    folder: Path
    manifest: Manifest
    embedder: Embedder
    vectors: VectorIndex
    lexical: lexical.Lexical
    centres: Vectors
    """Mean query vectors of Arabic and English (`index.centre`), one row each."""
    late: Late | None
    """The passages' token vectors; None in an index that was made without."""
    _background: Vectors | None
    _connection: sqlite3.Connection
    # Never held while a cached property is asked for: those have a lock of their own, and two
    # threads that took the two in different order would wait for each other for ever.
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)
    _outlines: dict[str, list[Paragraph]] = field(default_factory=dict, init=False, repr=False)
    _paragraphs: dict[tuple[str, int], Paragraph] = field(
        default_factory=dict, init=False, repr=False
    )
    _sources: dict[str, Source] = field(default_factory=dict, init=False, repr=False)
    _pairs: dict[tuple[str, str], dict[int, int]] = field(
        default_factory=dict, init=False, repr=False
    )

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database. What was read before stays; what was not cannot be read any more."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, database.faults():
            yield self._connection

    @functools.cached_property
    def background(self) -> Vectors:
        """How near neutral queries come to the passages (`index.centre.background`)."""
        if self._background is not None:
            return self._background
        return background(self.embedder, self.vectors)  # made before it was kept with the index

    @functools.cached_property
    def centre_cosines(self) -> Vectors:
        """The product of each of the `centres` with each passage's vector, a row for each centre."""
        return self.vectors.cosines(self.centres)

    @functools.cached_property
    def documents(self) -> dict[str, Document]:
        """All documents by name."""
        with self._reading() as connection:
            return {d.name: d for d in database.documents(connection)}

    def outline(self, name: str) -> list[Paragraph]:
        """The paragraphs of a document in order. Raises KeyError for an unknown name."""
        if name not in self.documents:
            raise KeyError(name)
        with self._reading() as connection:
            if name not in self._outlines:
                found = database.paragraphs(connection, name)
                self._outlines[name] = [
                    self._paragraphs.setdefault((name, each.order), each) for each in found
                ]
            return self._outlines[name]

    def paragraph(self, name: str, order: int) -> Paragraph:
        """One paragraph of a document by its `order`. Raises KeyError where there is none."""
        known = self._paragraphs.get((name, order))
        if known is not None:
            return known
        found = self._read(name, order, order)
        if not found:
            raise KeyError((name, order))
        return found[0]

    def _read(self, name: str, first: int, last: int) -> list[Paragraph]:
        """The paragraphs of a document from one `order` to another, each read once."""
        with self._reading() as connection:
            return [
                self._paragraphs.setdefault((name, each.order), each)
                for each in database.paragraphs(connection, name, first, last)
            ]

    def points(self, name: str, paragraph: Paragraph) -> tuple[Paragraph, ...]:
        """The points that hang on a paragraph at any depth, in order."""
        if paragraph.kind not in (*_NUMBERED, "point"):
            return ()
        if self._closed.get((name, paragraph.order + 1), False):
            return ()  # most paragraphs have no points: the next one need not be read
        inside = {paragraph.order}
        found = []
        for each in self._following(name, paragraph.order):
            if each.parent in inside:
                inside.add(each.order)
                found.append(each)
            elif each.kind in _NUMBERED:
                break  # a footnote or a heading may stand among the points, no other paragraph
        return tuple(found)

    @functools.cached_property
    def _closed(self) -> dict[tuple[str, int], bool]:
        """For paragraphs with a passage, whether points of an earlier one end there, by its kind."""
        kinds, which = self.layout.kinds
        ends = [kind in _NUMBERED for kind in kinds]
        rows = zip(
            self.layout.document.tolist(),
            self.layout.paragraph.tolist(),
            which.tolist(),
            strict=True,
        )
        return {(self.layout.names[d], order): ends[kind] for d, order, kind in rows}

    def _following(self, name: str, order: int) -> Iterator[Paragraph]:
        """The paragraphs behind the one with that `order`, read as far as they are asked for."""
        while True:
            order += 1
            known = self._paragraphs.get((name, order))
            next_one = [known] if known else self._read(name, order, order)
            if not next_one:
                return
            yield from next_one

    def label(self, document: Document, paragraph: Paragraph, language: Language) -> str:
        """How a delegate would name the paragraph in `language`, a point by its paragraph."""
        above: Paragraph | None = None
        parent = paragraph.parent
        while parent is not None:
            above = self.paragraph(document.name, parent)
            parent = above.parent
        return label(document, paragraph, language, above)

    def source(self, name: str) -> Source:
        """A document's source, its whole text with it. Raises KeyError for an unknown name."""
        with self._reading() as connection:
            if name not in self._sources:
                found = database.source(connection, name)
                if len(self._sources) >= SOURCES_KEPT:
                    self._sources.clear()
                self._sources[name] = found
            return self._sources[name]

    def passage(self, row: int) -> Passage:
        """The passage of row `row`. Raises KeyError where there is none."""
        with self._reading() as connection:
            found = connection.execute(
                'SELECT document, paragraph, "window", context, text FROM passages WHERE row = ?',
                (row,),
            ).fetchone()
        if found is None:
            raise KeyError(row)
        return Passage(*found)

    def texts(self, rows: Sequence[int]) -> dict[int, str]:
        """The texts of the passages of these rows, without their context lines."""
        marks = ",".join(map(str, rows))
        with self._reading() as connection:
            return dict(
                connection.execute(f"SELECT row, text FROM passages WHERE row IN ({marks})")
            )

    @functools.cached_property
    def numbers(self) -> dict[str, frozenset[str]]:
        """The numbers (years, sessions, `64/293`) in each document's masthead, symbol and date."""
        return {
            d.name: frozenset(
                _NUMBER.findall(european(f"{d.masthead} {d.symbol or ''} {d.date or ''}"))
            )
            for d in self.documents.values()
        }

    @functools.cached_property
    def layout(self) -> Layout:
        """Which document, paragraph, kind and language each row belongs to."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT document, paragraph, kind, language FROM passages ORDER BY row"
            ).fetchall()
        return Layout.of(list(self.documents), rows)

    @functools.cached_property
    def _by_symbol(self) -> dict[tuple[str, Language], list[str]]:
        names: dict[tuple[str, Language], list[str]] = {}
        for document in self.documents.values():
            if document.symbol:
                names.setdefault((document.symbol, document.language), []).append(document.name)
        return names

    def counterpart(self, name: str, paragraph: Paragraph) -> tuple[Document, Paragraph] | None:
        """The same paragraph in the other language's official version, where it is indexed.

        Versions of one document have the same symbol; `index.counterparts` says which of their
        paragraphs are the same. The two of a pair are each other's counterparts.
        """
        place = self.counterpart_place(name, paragraph.order)
        return (self.documents[place[0]], self.paragraph(*place)) if place else None

    def counterpart_place(self, name: str, order: int) -> tuple[str, int] | None:
        """The document and the `order` of the `counterpart` of a paragraph; neither is read."""
        document = self.documents[name]
        other: Language = "en" if document.language == "ar" else "ar"
        for candidate in self._by_symbol.get((document.symbol or "", other), []):
            found = self._paired(name, candidate).get(order)
            if found is not None:
                return candidate, found
        return None

    def _paired(self, name: str, other: str) -> dict[int, int]:
        """Pairs of two versions, `order` of `name` to that of `other`; worked out once."""
        if (name, other) not in self._pairs:
            arabic, english = (
                (name, other) if self.documents[name].language == "ar" else (other, name)
            )
            with self._reading() as connection:
                kept = database.versions(connection, arabic, english)
            pairs = pair(self.outline(arabic), self.outline(english)) if kept is None else kept
            # Two threads at once do the same work twice, and put down the same.
            self._pairs[english, arabic] = {theirs: ours for ours, theirs in pairs.items()}
            self._pairs[arabic, english] = pairs
        return self._pairs[name, other]


_OPENING = threading.Lock()
"""One index is opened at a time: numpy reads the head of an array by way of Python's parser, which in
3.11 takes another thread's recursion for its own (SystemError, python/cpython#106905)."""


def open_index(folder: Path, embedder: str | None = None) -> Index:
    """The current generation of the index in `folder`.

    `embedder` names the embedder to search with; None takes the one that made the vectors. One
    that does not agree with them is refused: vectors of two models say nothing about each other.
    Raises FiqraError with one sentence for a missing, damaged or outdated index.
    """
    for attempt in range(3):
        generation = generations.current(folder)
        try:
            with _OPENING:
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
    vectors = load_vectors(generation / generations.VECTORS)
    words = lexical.load(generation / generations.LEXICAL, manifest.passages, manifest.documents)
    if len(vectors) != manifest.passages or vectors.dimension != manifest.dimension:
        raise FiqraError(
            "The index is damaged: its vectors are not those of its passages; repair it with "
            "`fiqra ingest --rebuild`, which needs none of the documents' files."
        )
    tokens = late.load(generation, manifest.passages)
    # last, so that nothing of it stays open where something else is wrong
    connection = database.open_readonly(generation / generations.DATABASE)
    centres = _load_array(generation / generations.CENTRES)
    near = generation / generations.BACKGROUND
    known = _load_array(near) if near.exists() else None
    return Index(folder, manifest, model, vectors, words, centres, tokens, known, connection)


def _load_array(path: Path) -> Vectors:
    try:
        array: Vectors = np.load(path)
    except (OSError, ValueError, EOFError) as fault:
        raise FiqraError(
            f"The index's {path.stem} cannot be read ({fault}); repair it with "
            "`fiqra ingest --rebuild`."
        ) from fault
    return array


_SEARCH = "repair the index with `fiqra ingest --rebuild`, which needs none of the documents' files"
_DOCUMENTS = "move the index folder aside and run `fiqra ingest` on your documents"


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
    faults = [
        f"{name} is not as it was written; {_DOCUMENTS if name == generations.DATABASE else _SEARCH}."
        for name in generations.changed_files(generation, manifest)
    ]
    with closing(connection):
        try:
            with database.faults():
                faults += _database_faults(connection, manifest)
        except FiqraError as fault:
            faults.append(str(fault))
    try:
        vectors = load_vectors(generation / generations.VECTORS)
        words = lexical.load(
            generation / generations.LEXICAL, manifest.passages, manifest.documents
        )
        late.load(generation, manifest.passages)
    except FiqraError as fault:
        return [*faults, str(fault)]
    if len(vectors) != manifest.passages or any(
        postings.rows.size and not 0 <= postings.rows.min() <= postings.rows.max() < postings.count
        for postings in (words.words, words.ngrams, words.profiles)
    ):
        faults.append(
            "The index's search part is not that of its passages; repair it with "
            "`fiqra ingest --rebuild`, which needs none of the documents' files."
        )
    return faults


def _database_faults(connection: sqlite3.Connection, manifest: Manifest) -> Iterator[str]:
    (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        yield f"The index's database is damaged: {verdict}."
    (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    if passages != manifest.passages:
        yield f"The index's database holds {passages} passages, its manifest says {manifest.passages}."
    for document in database.documents(connection):
        source = database.source(connection, document.name)
        for p in database.paragraphs(connection, document.name):
            if p.raw != " ".join(source.text[s.start : s.end] for s in p.spans):
                yield f"{document.name}: paragraph {p.order} does not stand where it says it does."
