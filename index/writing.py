"""One change of an index, from the old generation to a new one: documents, passages, vectors, words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from index import database, generations, late, lexical, vectors
from index.arabic.normalise import NORMALISER
from index.centre import background, centres
from index.counterparts import pair
from index.embedding import DEFAULT, Embedder, agree, for_many, open_embedder
from index.embedding.cached import Embedded, TokensKept, embed_with_cache
from index.embedding.tokens import TokenEmbedder
from index.errors import FiqraError
from index.generations import Manifest
from index.passages import passages, searched_text, searched_words
from index.values import Document, Language, Paragraph, Passage

Progress = Callable[[str, int, int], None]
"""Called with what is being done (`reading`, `embedding`), how many are done, and of how many."""


@dataclass
class Report:
    """What a change did, by document name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(path, sentence) of each file that could not be read."""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    """(name, sentence) of what was read but not whole."""
    repaired: list[tuple[str, str]] = field(default_factory=list)
    """(name, sentence) of what was damaged: what is wrong with it and what was repaired."""
    embedded: int = 0
    """Passages whose vectors were not at hand."""
    documents: int = 0
    paragraphs: int = 0
    passages: int = 0

    @property
    def moved(self) -> bool:
        """Whether anything is different from before."""
        return bool(self.added or self.changed or self.removed)


Change = Callable[[sqlite3.Connection, Report], None]
"""Changes the documents in a copy of the index's database and reports what it did."""


def write(
    folder: Path,
    change: Change,
    *,
    embedder: str | None = None,
    anew: bool = False,
    progress: Progress = lambda *_: None,
) -> Report:
    """Applies `change` to the index in `folder` (made if it is not there) as one new generation.

    `embedder` names the model of a new index; an index keeps the one it has, unless it is made
    `anew`, which also takes an index of an older version or with a damaged search part. Nothing is
    written where nothing changed. Raises FiqraError with one sentence where it cannot be done; the
    index is then as it was.
    """
    report = Report()
    with generations.writing(folder) as fresh:
        before = generations.current(folder) if generations.has_index(folder) else None
        manifest = generations.read_manifest(before) if before else None
        if before and manifest and not anew:
            generations.check_version(manifest)
            generations.check_files(before, manifest)
        name = embedder or (manifest.embedder if manifest else DEFAULT)
        model = open_embedder(name)
        if manifest and not anew and not agree(model.fingerprint, manifest.fingerprint):
            raise FiqraError(
                f"This index was made with the embedder {manifest.embedder}, not with {name}; add to it "
                "with that one, or make all vectors anew with `fiqra ingest --rebuild --embedder NAME`."
            )
        try:
            with closing(database.create(fresh / generations.DATABASE)) as connection:
                if before:
                    _copy(before, connection)
                change(connection, report)
                if report.moved or not before:
                    made = _lay_out(connection, fresh, model, name, report, progress)
                elif manifest:
                    _count(report, manifest)
        except sqlite3.OperationalError as fault:
            if "full" in str(fault):
                raise OSError(errno.ENOSPC, "No space left on device") from fault
            raise
        if report.moved or not before:
            generations.write_manifest(fresh, made)
    return report


def _copy(before: Path, connection: sqlite3.Connection) -> None:
    with closing(database.open_readonly(before / generations.DATABASE)) as old:
        try:
            old.backup(connection)
        except sqlite3.OperationalError:
            raise  # a full disk, which is not the index's fault
        except sqlite3.DatabaseError as fault:
            raise database.damaged(fault) from fault


def _lay_out(
    connection: sqlite3.Connection,
    fresh: Path,
    model: Embedder,
    embedder: str,
    report: Report,
    progress: Progress,
) -> Manifest:
    """Passages, vectors and words of all documents."""
    rows: list[tuple[Passage, str, Language, str]] = []
    paragraph_count = 0
    documents = database.documents(connection)
    for document in documents:
        paragraphs = database.paragraphs(connection, document.name)
        kinds = {p.order: p.kind for p in paragraphs}
        paragraph_count += len(paragraphs)
        for passage in passages(document, paragraphs):
            content = sha256(searched_text(passage).encode("utf-8", "replace")).hexdigest()
            rows.append((passage, kinds[passage.paragraph], document.language, content))
    database.put_passages(connection, rows)
    database.put_versions(connection, _versions(connection, documents))
    connection.commit()

    texts = [searched_text(row[0]) for row in rows]
    done = _embed(fresh, model, rows, lambda n: progress("embedding", n, len(texts)))
    rows_of_vectors = vectors.build(done.vectors)
    vectors.save(rows_of_vectors, fresh / generations.VECTORS)
    profiles = [profile(d, database.paragraphs(connection, d.name)) for d in documents]
    words = lexical.build([searched_words(row[0]) for row in rows], profiles)
    lexical.save(words, fresh / generations.LEXICAL)
    np.save(fresh / generations.CENTRES, centres(model))
    np.save(fresh / generations.BACKGROUND, background(model, rows_of_vectors))
    if done.warning:
        report.warnings.append(("cache", done.warning))
    report.embedded = done.embedded
    manifest = Manifest(
        format=generations.FORMAT,
        normaliser=NORMALISER,
        fiqra=fiqra_version(),
        embedder=embedder,
        fingerprint=model.fingerprint,
        dimension=model.dimension,
        documents=len(documents),
        paragraphs=paragraph_count,
        passages=len(rows),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        files={},
    )
    _count(report, manifest)
    return manifest


def _versions(
    connection: sqlite3.Connection, documents: Sequence[Document]
) -> Iterator[tuple[str, str, dict[int, int]]]:
    """Which paragraphs of the language versions of one document are the same."""
    english: dict[str, list[str]] = {}
    for document in documents:
        if document.language == "en" and document.symbol:
            english.setdefault(document.symbol, []).append(document.name)
    for document in documents:
        others = english.get(document.symbol or "", []) if document.language == "ar" else []
        for other in others:
            ours = database.paragraphs(connection, document.name)
            yield document.name, other, pair(ours, database.paragraphs(connection, other))


def _embed(
    fresh: Path,
    model: Embedder,
    rows: Sequence[tuple[Passage, str, Language, str]],
    progress: Callable[[int], None],
) -> Embedded:
    """The passages' vectors, and into the generation their tokens' where the model shows those."""
    texts = [searched_text(row[0]) for row in rows]
    learned = late.learned_for(model)
    if learned is None or not isinstance(model, TokenEmbedder):
        return embed_with_cache(for_many(model, len(texts)), texts, progress)
    with late.Writer(fresh, learned, len(texts)) as writer:
        kept = TokensKept(
            model, learned.digest, partial(late.packed, learned), late.is_packed, writer.put
        )
        done = embed_with_cache(model, texts, progress, kept)
        writer.finish([row[0].text for row in rows], [row[2] for row in rows])
    return done


def _count(report: Report, manifest: Manifest) -> None:
    report.documents, report.paragraphs = manifest.documents, manifest.paragraphs
    report.passages = manifest.passages


def profile(document: Document, paragraphs: Sequence[Paragraph]) -> str:
    """What a document says of itself: its title block and its headings."""
    headings = (p.clean.text for p in paragraphs if p.kind == "heading")
    return "\n".join([document.masthead, document.symbol or "", *headings])


def fiqra_version() -> str:
    """The installed version, or `0` where Fiqra runs from a folder without being installed."""
    try:
        return version("fiqra")
    except PackageNotFoundError:
        return "0"
