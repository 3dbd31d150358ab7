"""The SQLite file of an index: sources, documents, paragraphs and passages, to rows and back."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, astuple, replace
from pathlib import Path
from typing import Any

from index.arabic.mapping import Mapped
from index.arabic.repair.values import Repair
from index.errors import FiqraError
from index.values import Block, Box, Document, Paragraph, Passage, Source, Span, Stated

SCHEMA = """
CREATE TABLE documents (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, symbol TEXT, language TEXT NOT NULL,
    value TEXT NOT NULL, by_hand TEXT NOT NULL DEFAULT '{}', source BLOB NOT NULL
);
CREATE TABLE paragraphs (
    document TEXT NOT NULL, "order" INTEGER NOT NULL, value TEXT NOT NULL, map BLOB NOT NULL,
    PRIMARY KEY (document, "order")
) WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, document TEXT NOT NULL, paragraph INTEGER NOT NULL,
    "window" INTEGER NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
    context TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX passages_of ON passages (document, paragraph);
"""

_VERSIONS = """
CREATE TABLE IF NOT EXISTS versions (
    arabic TEXT NOT NULL, english TEXT NOT NULL, pairs TEXT NOT NULL, PRIMARY KEY (arabic, english)
) WITHOUT ROWID;
"""
"""Not in indexes that were made before it was kept; their pairs are worked out when asked for."""

_SURROGATE = re.compile("[\ud800-\udfff]")

SETTABLE = ("symbol", "title", "body", "date", "status")
"""What `fiqra documents set` can state by hand, and keeps when the file is read again."""


def create(path: Path) -> sqlite3.Connection:
    """A new, empty database at `path`."""
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    return connection


def open_readonly(path: Path) -> sqlite3.Connection:
    """The database at `path`, read only, usable from several threads one at a time.

    Raises FiqraError if it is not one.
    """
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("SELECT count(*) FROM documents").fetchone()
    except sqlite3.Error as fault:
        raise damaged(fault) from fault
    return connection


@contextmanager
def faults() -> Iterator[None]:
    """Makes one sentence of whatever reading a damaged database raises."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a closed connection: no fault of the file
        raise
    except (sqlite3.Error, zlib.error, ValueError, TypeError) as fault:
        raise damaged(fault) from fault


def damaged(fault: Exception) -> FiqraError:
    """The sentence for a database that cannot be read."""
    return FiqraError(
        f"The index's database is damaged ({fault}); make the index anew: move the index folder "
        "aside and run `fiqra ingest` on your documents."
    )


def _pack(value: Any) -> bytes:
    return zlib.compress(_json(value).encode("utf-8"), 6)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # SQLite takes no lone surrogates; JSON has a spelling for them
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _unpack(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))


def put_document(
    connection: sqlite3.Connection,
    document: Document,
    source: Source,
    paragraphs: Iterable[Paragraph],
    by_hand: dict[str, str],
) -> None:
    """Writes a document with its source and paragraphs in place of any of the same name.

    `by_hand` holds what a person has stated; `document` carries it already.
    """
    outline = [
        (document.name, p.order, _json(_paragraph_row(p)), p.clean.to_bytes()) for p in paragraphs
    ]
    row = (
        document.name,
        document.sha256,
        document.symbol,
        document.language,
        _json(asdict(document)),
        _json(by_hand),
        _pack(asdict(source)),
    )
    drop_document(connection, document.name)
    connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?)", outline)


def drop_document(connection: sqlite3.Connection, name: str) -> None:
    """Removes a document and its paragraphs; passages are laid out anew by `put_passages`."""
    connection.execute("DELETE FROM documents WHERE name = ?", (name,))
    connection.execute("DELETE FROM paragraphs WHERE document = ?", (name,))


def put_passages(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[Passage, str, str, str]],
) -> None:
    """Lays out all passages anew, row i first to last: (passage, kind, language, content hash)."""
    connection.execute("DELETE FROM passages")
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (i, p.document, p.paragraph, p.window, kind, language, p.context, p.text, content)
            for i, (p, kind, language, content) in enumerate(rows)
        ],
    )


def put_versions(
    connection: sqlite3.Connection, found: Iterable[tuple[str, str, dict[int, int]]]
) -> None:
    """Lays out anew which paragraphs are the same: (Arabic version, English version, orders)."""
    connection.execute(_VERSIONS)
    connection.execute("DELETE FROM versions")
    connection.executemany(
        "INSERT INTO versions VALUES (?, ?, ?)",
        ((arabic, english, _json(list(pairs.items()))) for arabic, english, pairs in found),
    )


def versions(connection: sqlite3.Connection, arabic: str, english: str) -> dict[int, int] | None:
    """The `order` of paragraphs of an Arabic version to that of the same in an English one; None
    where that is not kept.
    """
    try:
        row = connection.execute(
            "SELECT pairs FROM versions WHERE arabic = ? AND english = ?", (arabic, english)
        ).fetchone()
    except sqlite3.OperationalError as fault:
        if "no such table" in str(fault):
            return None
        raise
    return dict(json.loads(row[0])) if row else None


def documents(connection: sqlite3.Connection) -> list[Document]:
    """All documents, by name."""
    rows = connection.execute("SELECT value FROM documents ORDER BY name")
    return [_document(json.loads(value)) for (value,) in rows]


def by_hand(connection: sqlite3.Connection, name: str) -> dict[str, str]:
    """What a person has stated of a document; empty where nothing was."""
    row = connection.execute("SELECT by_hand FROM documents WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else {}


def source(connection: sqlite3.Connection, name: str) -> Source:
    """A document's source as its reader gave it. Raises KeyError for an unknown name."""
    row = connection.execute("SELECT source FROM documents WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    value = _unpack(row[0])
    stated = value.pop("stated")
    return Source(
        **{key: value[key] for key in ("name", "format", "text")},
        pages=tuple(value["pages"]),
        blocks=tuple(_block(b) for b in value["blocks"]),
        markup=_spans(value["markup"]),
        stated=Stated(**{**stated, "keywords": tuple(stated["keywords"])}),
        boxes=tuple((Span(**span), Box(**box)) for span, box in value.get("boxes", ())),
        warnings=tuple(value["warnings"]),
    )


def paragraphs(
    connection: sqlite3.Connection, document: str, first: int = 0, last: int | None = None
) -> list[Paragraph]:
    """The paragraphs of a document in order, or those whose `order` is from `first` to `last`."""
    query = 'SELECT value, map FROM paragraphs WHERE document = ? AND "order" >= ?'
    values: list[Any] = [document, first]
    if last is not None:
        query += ' AND "order" <= ?'
        values.append(last)
    rows = connection.execute(query + ' ORDER BY "order"', values)
    return [_paragraph(json.loads(value), data) for value, data in rows]


def _document(value: dict[str, Any]) -> Document:
    return Document(**{**value, "keywords": tuple(value["keywords"])})


def _spans(values: Iterable[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(v["start"], v["end"]) for v in values)


def _block(value: dict[str, Any]) -> Block:
    number_span = value["number_span"]
    return Block(
        **{
            **value,
            "spans": _spans(value["spans"]),
            "number_span": Span(**number_span) if number_span else None,
        }
    )


def _paragraph_row(paragraph: Paragraph) -> dict[str, Any]:
    row = asdict(
        replace(paragraph, clean=Mapped("", paragraph.clean.starts[:0], paragraph.clean.ends[:0]))
    )
    row["clean"] = paragraph.clean.text
    row["spans"] = [[s.start, s.end] for s in paragraph.spans]
    number_span = paragraph.number_span
    row["number_span"] = [number_span.start, number_span.end] if number_span else None
    row["repairs"] = [astuple(repair) for repair in paragraph.repairs]
    row["boxes"] = [astuple(box) for box in paragraph.boxes]
    return row


def _paragraph(value: dict[str, Any], data: bytes) -> Paragraph:
    number_span = value["number_span"]
    fields: dict[str, Any] = {
        **value,
        **{key: tuple(value[key]) for key in ("path", "headings", "pages", "notes")},
        "spans": tuple(Span(a, b) for a, b in value["spans"]),
        "number_span": Span(*number_span) if number_span else None,
        "clean": Mapped.from_bytes(value["clean"], data),
        "repairs": tuple(Repair(*repair) for repair in value["repairs"]),
        "boxes": tuple(Box(*box) for box in value.get("boxes", ())),
    }
    return Paragraph(**fields)
