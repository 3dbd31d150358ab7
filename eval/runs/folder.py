"""The folder of a run: how it was made, what was asked, what was answered; one writer at a time.

    DIR/config.json       how it was made
    DIR/questions.jsonl   the questions as asked, their evidence resolved
    DIR/answers.jsonl     a line a question, in the order of the questions (`eval.runs.lines`)
    DIR/run.lock          held while it is written

Every file but the answers is written aside and put in place whole. A folder without config.json has
not begun: questions that a killed start left there are written anew.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from eval.runs.lines import Line, read_line
from eval.sets.questions import Asked
from index.errors import FiqraError, UsageError
from index.store import Index

FORMAT = 1
"""Raised whenever the files of a run change their form."""

CONFIG = "config.json"
QUESTIONS = "questions.jsonl"
ANSWERS = "answers.jsonl"
LOCK = "run.lock"


@dataclass(frozen=True, slots=True)
class Config:
    """How a run was made. Two runs of equal configuration ask the same of the same."""

    set: str
    """The file of the question set."""
    set_sha256: str
    system: str
    top_k: int
    flips: int
    """Up to how many questions are asked again with a changed number (`eval.runs.flips`)."""
    index: str
    """The index's folder."""
    index_fingerprint: str
    embedder: str
    embedder_fingerprint: str
    documents: int
    passages: int
    fiqra: str
    python: str
    platform: str
    options: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else the system was told (a model's name, a splitter's length)."""
    started: str = ""
    format: int = FORMAT


_NAMES = {
    "set_sha256": "question set",
    "system": "system",
    "top_k": "number of passages",
    "flips": "number of flips",
    "index_fingerprint": "index",
    "embedder_fingerprint": "embedder",
    "fiqra": "version of Fiqra",
    "python": "version of Python",
    "platform": "machine",
    "options": "set of options",
    "format": "form of the run's files",
}
"""What must agree for a run to be gone on with, as a sentence names it."""


def configuration(
    set_path: Path,
    index: Index,
    system: str,
    top_k: int,
    flips: int = 0,
    options: Mapping[str, Any] | None = None,
) -> Config:
    """The configuration of a run that starts now. Raises UsageError if the set cannot be read."""
    from index.writing import fiqra_version

    manifest = index.manifest
    return Config(
        set=str(set_path),
        set_sha256=_sha256_of(set_path),
        system=system,
        top_k=top_k,
        flips=flips,
        index=str(index.folder),
        index_fingerprint=index_fingerprint(index),
        embedder=manifest.embedder,
        embedder_fingerprint=index.embedder.fingerprint,
        documents=manifest.documents,
        passages=manifest.passages,
        fiqra=fiqra_version(),
        python=platform.python_version(),
        platform=platform.platform(),
        options=json.loads(json.dumps(dict(options or {}))),  # as it will be read again
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def index_fingerprint(index: Index) -> str:
    """16 hexadecimal digits that change with what the index's files hold, wherever they lie."""
    manifest = index.manifest
    # an index made before checksums were kept goes by when it was made
    made = "" if manifest.checksums else manifest.made
    kept = sorted((manifest.checksums or manifest.files).items())
    return sha256(json.dumps([manifest.fingerprint, made, kept]).encode()).hexdigest()[:16]


def _sha256_of(path: Path) -> str:
    digest = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError as fault:
        raise UsageError(
            f"The question set {path} cannot be read: {fault.strerror or fault}; name a file of "
            "questions."
        ) from fault
    return digest.hexdigest()


@contextmanager
def opened(out: Path, config: Config, questions: Iterable[Asked]) -> Iterator[int]:
    """The run's folder, held against other writers: begun, or gone on with; gives the number of
    its questions.

    A new folder is begun by writing all `questions` (taken only then), so that a fault in a set is
    known before the first one is asked. Raises FiqraError with one sentence if the folder is not a
    run, was made by another configuration, is being written, or cannot be.
    """
    from filelock import FileLock, Timeout

    _check_folder(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / LOCK, timeout=0):
            if (out / CONFIG).is_file():
                _check_same(out, config)
            else:
                _begin(out, config, questions)
            yield _count_lines(out / QUESTIONS)
    except Timeout:
        raise FiqraError(
            f"Another fiqra is writing the run in {out}; wait until it is done, or name another "
            "folder with --out."
        ) from None
    except OSError as fault:
        raise FiqraError(
            f"The run in {out} cannot be written: {fault.strerror or fault}; make room or name "
            "another folder with --out (what was answered before is kept)."
        ) from fault


def _check_folder(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder for the run with --out.")
    if (out / CONFIG).exists():
        return
    others = [
        p.name for p in out.iterdir() if p.suffix != ".part" and p.name not in (LOCK, QUESTIONS)
    ]
    if others:
        raise UsageError(
            f"{out} holds {min(others)} and no run; name a new or empty folder with --out."
        )


def _check_same(out: Path, config: Config) -> None:
    before = read_config(out)
    for name, called in _NAMES.items():
        was, now = getattr(before, name), getattr(config, name)
        if was != now:
            # figures that nobody can read are told by their first digits
            told = [
                f"{each[:12]}…" if isinstance(each, str) and len(each) > 60 else each
                for each in (was, now)
            ]
            raise UsageError(
                f"The run in {out} was made with another {called} ({told[0]}, now {told[1]}); go on "
                "with that one, or name a new folder with --out."
            )


def _begin(out: Path, config: Config, questions: Iterable[Asked]) -> None:
    from eval.sets.writing import asked_json

    with fresh_file(out / QUESTIONS) as file:
        for asked in questions:
            file.write(as_line(asked_json(asked)))
    with fresh_file(out / CONFIG) as file:
        file.write(json.dumps(asdict(config), ensure_ascii=False, indent=1).encode() + b"\n")


@contextmanager
def fresh_file(path: Path) -> Iterator[IO[bytes]]:
    """A file written aside that takes the place of `path` when the block ends well, whole or not
    at all, whatever happens to the process or the machine.
    """
    aside = path.with_name(f"{path.name}.part")
    try:
        with aside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        with suppress(FileNotFoundError):
            aside.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Puts a folder's list of names on the disk, where the system has a way to do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse
            os.fsync(handle)
    finally:
        os.close(handle)


def as_line(value: Mapping[str, Any]) -> bytes:
    """A line of JSON; a lone surrogate is written as the escape that it came as.

    Raises ValueError or TypeError for what JSON cannot say.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def read_config(run: Path) -> Config:
    """How a run was made. Raises FiqraError where the folder is no run, or its file is damaged."""
    try:
        value = json.loads((run / CONFIG).read_text(encoding="utf-8"))
        known = {each.name for each in fields(Config)}
        return Config(**{key: each for key, each in value.items() if key in known})
    except FileNotFoundError:
        raise UsageError(
            f"There is no run in {run}; make one with `fiqra eval run --set SET --out {run}`."
        ) from None
    except (OSError, ValueError, TypeError, AttributeError) as fault:
        raise FiqraError(
            f"The run in {run} is damaged: {CONFIG} cannot be read ({fault}); make the run anew in "
            "another folder."
        ) from fault


def check_index(run: Path, index: Index) -> None:
    """Raises UsageError if a run was made over another index than this one."""
    config = read_config(run)
    if config.index_fingerprint != index_fingerprint(index):
        raise UsageError(
            f"The run in {run} was made over another index ({config.index}, of "
            f"{config.documents:,} documents) than {index.folder} "
            f"({index.manifest.documents:,} documents); name that one with --index, or make the "
            "run anew in another folder."
        )


def questions(run: Path) -> Iterator[Asked]:
    """The questions of a run as they were asked, one after another."""
    from eval.sets.reading import read_asked

    return read_asked(run / QUESTIONS)


def read_lines(run: Path) -> Iterator[Line]:
    """The lines of a run, one after another, in the order of its questions.

    A last line that a killed run left torn is passed over. Raises FiqraError where a line is damaged.
    """
    path = run / ANSWERS
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    return
                try:
                    yield read_line(json.loads(raw))
                except (ValueError, KeyError, TypeError, AttributeError) as fault:
                    raise FiqraError(
                        f"{path}, line {number} is damaged ({type(fault).__name__}: {fault}); make "
                        "the run anew in another folder."
                    ) from fault
    except FileNotFoundError:
        return
    except OSError as fault:
        raise FiqraError(
            f"{path} cannot be read: {fault.strerror or fault}; check that the disk works."
        ) from fault


def pairs(run: Path) -> Iterator[tuple[Asked, Line | None]]:
    """Every question of a run with its line, None where it has none; both stand in one order."""
    lines = read_lines(run)
    waiting = next(lines, None)
    for asked in questions(run):
        if waiting is not None and waiting.id == asked.id:
            yield asked, waiting
            waiting = next(lines, None)
        else:
            yield asked, None
