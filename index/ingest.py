"""Files into an index: what is new or changed is read, the rest is kept as it is."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import Any

from index import database, generations
from index.arabic.repair.layers import repair
from index.documents import read
from index.errors import FiqraError, UsageError
from index.masthead import describe
from index.paragraphs import outline
from index.quality import assess, refusal, summary
from index.values import Document, Paragraph, Source
from index.writing import Progress, Report, write


class NothingRead(FiqraError):
    """Not one of the files could be read, and there was no index before."""

    def __init__(self, failed: Sequence[tuple[str, str]]):
        more = f" ({len(failed) - 1} more files failed too.)" if len(failed) > 1 else ""
        super().__init__(f"No document could be read: {failed[0][1]}{more}")
        self.failed = tuple(failed)


def files_under(paths: Sequence[Path]) -> list[Path]:
    """The files that `paths` name, folders searched to the bottom, sorted.

    Hidden ones are left out, and so are indexes that stand among the documents.

    Raises UsageError for a path that does not exist and for a folder without a file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            indexes = {
                p.parent
                for p in path.rglob(generations.CURRENT)
                if (p.parent / "generations").is_dir()
            }
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and not any(n.startswith(".") for n in p.relative_to(path).parts)
                and indexes.isdisjoint(p.parents)
            )
            if not inside:
                raise UsageError(f"The folder {path} holds no file; name one that holds documents.")
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise UsageError(f"There is no file or folder {path}; check the spelling.")
    return list(found)


def ingest(
    folder: Path,
    paths: Sequence[Path],
    *,
    name: str | None = None,
    embedder: str | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Reads `paths` (files and folders) into the index in `folder`, made if it is not there.

    Files whose content is unchanged are left as they are; what a person stated of a document is
    kept. `name` gives a single file another name in the index. A file that cannot be read is
    reported and stops nothing. Raises FiqraError where nothing could be done at all.
    """
    files = files_under(paths)
    if name is not None and len(files) != 1:
        raise UsageError("--as names one document; give it one file.")

    def change(connection: sqlite3.Connection, report: Report) -> None:
        known = {d.name: d for d in database.documents(connection)}
        seen: dict[str, Path] = {}
        for done, path in enumerate(files):
            progress("reading", done, len(files))
            try:
                _read_file(connection, path, name or _name(path, known), known, seen, report)
            except FiqraError as fault:
                report.failed.append((_printable(str(path)), str(fault)))
            except (OSError, MemoryError, sqlite3.Error):  # no fault of the file's
                raise
            except Exception as fault:  # one file that Fiqra stumbles over must not lose the others
                logging.getLogger(__name__).exception("while reading %s", _printable(str(path)))
                report.failed.append((_printable(str(path)), stumbled(path, fault)))
        progress("reading", len(files), len(files))
        if report.failed and not (report.added or known):
            raise NothingRead(report.failed)

    return write(folder, change, embedder=embedder, progress=progress)


def _name(path: Path, known: dict[str, Document]) -> str:
    """The name of a file in the index: its own, unless it was given another one there before."""
    place = str(path.absolute())
    own = known.get(path.name)
    if own is not None and own.path == place:
        return path.name
    given = [document.name for document in known.values() if document.path == place]
    return given[0] if given else path.name


def stumbled(path: Path, fault: Exception) -> str:
    """The sentence for a file that Fiqra itself cannot cope with."""
    return (
        f"{_printable(path.name)} could not be read by a fault of Fiqra's own "
        f"({type(fault).__name__}: {fault}); save it in another format, or report it with the file."
    )


def _printable(text: str) -> str:
    """File names are bytes to the system; those that are no characters are shown as `\\xff`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _read_file(
    connection: sqlite3.Connection,
    path: Path,
    name: str,
    known: dict[str, Document],
    seen: dict[str, Path],
    report: Report,
) -> None:
    if _printable(name + str(path.absolute())) != name + str(path.absolute()):
        raise FiqraError(
            f"The name of {_printable(str(path))} is not valid Unicode; rename the file or its folder."
        )
    _refuse_same_name(name, path, seen, known.get(name))
    seen[name] = path
    content = _digest(path)
    if name in known and known[name].sha256 == content:
        report.unchanged.append(name)
        return
    source = read(path, name)
    outlined = _outlined(source)
    if outlined.unreadable:
        raise FiqraError(outlined.unreadable)
    _put(connection, source, outlined.paragraphs, str(path.absolute()), content)
    _report_quality(report, source.name, outlined)
    (report.changed if name in known else report.added).append(name)
    report.warnings.extend((name, sentence) for sentence in source.warnings)


def _refuse_same_name(name: str, path: Path, seen: dict[str, Path], known: Document | None) -> None:
    other = str(seen[name].absolute()) if name in seen else known.path if known else None
    if other is None or other == str(path.absolute()):
        return
    if name not in seen and not Path(other).exists():
        return  # the file has moved
    raise FiqraError(
        f"{path} has the name of another document, {other}; "
        f"give it a name of its own with `fiqra ingest {path} --as NAME`."
    )


def _digest(path: Path) -> str:
    if not path.is_file():  # a pipe would keep us waiting for ever
        raise FiqraError(f"{path} is not an ordinary file; save its content as one first.")
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be read: {fault.strerror or fault}; check its permissions."
        ) from fault


def rebuild(
    folder: Path, *, embedder: str | None = None, progress: Progress = lambda *_: None
) -> Report:
    """Makes the index anew from the sources stored in it: for a new version, another embedder, or
    where its search part is damaged. The documents' files are not needed.
    """
    generations.current(folder)

    def change(connection: sqlite3.Connection, report: Report) -> None:
        known = database.documents(connection)
        for done, document in enumerate(known):
            progress("reading", done, len(known))
            with database.faults():
                source = database.source(connection, document.name)
            outlined = _outlined(source)
            _put(connection, source, outlined.paragraphs, document.path, document.sha256)
            _report_quality(report, source.name, outlined)
            report.changed.append(document.name)
        progress("reading", len(known), len(known))

    return write(folder, change, embedder=embedder, anew=True, progress=progress)


def remove(folder: Path, names: Sequence[str]) -> Report:
    """Takes documents out of the index, by name or symbol. Raises UsageError for an unknown one."""
    generations.current(folder)

    def change(connection: sqlite3.Connection, report: Report) -> None:
        known = database.documents(connection)
        for wanted in names:
            found = [d.name for d in known if wanted in (d.name, d.symbol)]
            if not found:
                raise UsageError(
                    f"The index holds no document {wanted}; `fiqra documents` lists them."
                )
            for name in found:
                if name not in report.removed:  # named twice, by its name and by its symbol
                    database.drop_document(connection, name)
                    report.removed.append(name)

    return write(folder, change)


def state(folder: Path, name: str, stated: dict[str, str | None]) -> Report:
    """States by hand what a document's text does not: keys of `database.SETTABLE`; None takes back."""
    generations.current(folder)

    def change(connection: sqlite3.Connection, report: Report) -> None:
        known = {d.name: d for d in database.documents(connection)}
        if name not in known:
            raise UsageError(f"The index holds no document {name}; `fiqra documents` lists them.")
        hand: dict[str, str | None] = {**database.by_hand(connection, name), **stated}
        kept = {key: value for key, value in hand.items() if value is not None}
        source = database.source(connection, name)
        paragraphs = database.paragraphs(connection, name)
        _put(connection, source, paragraphs, known[name].path, known[name].sha256, kept)
        report.changed.append(name)

    return write(folder, change)


@dataclass(frozen=True, slots=True)
class _Outlined:
    """A source's paragraphs, and what a person must know of the state that its text is in."""

    paragraphs: tuple[Paragraph, ...]
    damaged: str | None = None
    unreadable: str | None = None


def _outlined(source: Source) -> _Outlined:
    repaired = repair(source)
    paragraphs = outline(source, repaired)
    if not repaired.damage.kinds:
        return _Outlined(paragraphs)
    quality = assess(source, repaired, paragraphs)
    return _Outlined(paragraphs, summary(quality), refusal(quality))


def _report_quality(report: Report, name: str, outlined: _Outlined) -> None:
    """An index that is made anew keeps what it holds, unreadable or not, and says so."""
    if outlined.unreadable:
        report.warnings.append((name, outlined.unreadable))
    elif outlined.damaged:
        report.repaired.append((name, outlined.damaged))


def _put(
    connection: sqlite3.Connection,
    source: Source,
    paragraphs: Sequence[Paragraph],
    path: str,
    content: str,
    by_hand: dict[str, Any] | None = None,
) -> None:
    """Writes a source and its paragraphs; `by_hand` is None where what was stated before stands."""
    hand: dict[str, Any] = by_hand or {}
    if by_hand is None:
        hand = database.by_hand(connection, source.name)
    document = replace(_document(source, paragraphs, path, content), **hand)
    database.put_document(connection, document, source, paragraphs, hand)


MASTHEAD = 1000
"""Characters kept of a title block."""


def _document(source: Source, paragraphs: Sequence[Paragraph], path: str, content: str) -> Document:
    stated = describe(source, paragraphs)
    titles = (p.clean.text for p in paragraphs if p.kind == "title")
    return Document(
        name=source.name,
        path=path,
        sha256=content,
        format=source.format,
        language=stated.language or "ar",
        symbol=stated.symbol,
        title=stated.title,
        body=stated.body,
        date=stated.date,
        status=stated.status or "adopted",
        masthead="\n".join(titles)[:MASTHEAD],
        characters=len(source.text),
        page_count=len(source.pages),
        keywords=stated.keywords,
    )
