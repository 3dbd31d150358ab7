"""Question sets read from JSON lines: one line at a time, so that a set of any length fits.

What is kept while reading is each id with its line, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.sets.faults import Fault
from eval.sets.line import BadLine, Entry, Reference, read_entry
from eval.sets.questions import Asked, Evidence, Pointed
from index.errors import UsageError

__all__ = ["Entry", "read_asked", "read_lines", "read_set"]

_MARK = b"\xef\xbb\xbf"


def read_set(path: Path) -> Iterator[Entry]:
    """The entries of a set in order, drafts with them.

    Raises FiqraError at the first fault, with file, line and mend, and UsageError where the file
    cannot be opened.
    """
    for each in read_lines(path):
        if isinstance(each, Fault):
            raise each.error()
        yield each


def read_lines(path: Path) -> Iterator[Entry | Fault]:
    """The entries of a set in order, and between them every fault of the lines that are none.

    Blank lines are passed over. A set without a question is a fault of the file. Raises UsageError
    where the file cannot be opened.
    """
    first: dict[str, int] = {}
    empty = True
    for number, text in _lines(path):
        empty = False
        if isinstance(text, Fault):
            yield text
            continue
        try:
            entry = read_entry(text, path, number)
        except BadLine as bad:
            for kind, sentence in bad.faults:
                yield Fault(path, number, sentence, kind)
            continue
        earlier = first.setdefault(entry.asked.id, number)
        if earlier != number:
            yield Fault(
                path,
                number,
                f"the id {entry.asked.id} is already that of line {earlier}; give one of the two "
                "another id.",
                "duplicate id",
            )
            continue
        yield entry
    if empty:
        yield Fault(
            path, 0, "the set holds no question; write one JSON object on each line.", "empty"
        )


def _lines(path: Path) -> Iterator[tuple[int, str | Fault]]:
    """The non-blank lines with their numbers; only a line feed ends one."""
    try:
        file = path.open("rb")
    except OSError as fault:
        raise UsageError(
            f"The question set {path} cannot be read: {fault.strerror or fault}; name a file of "
            "JSON lines."
        ) from fault
    with file:
        for number, raw in enumerate(file, 1):
            data = raw.removeprefix(_MARK) if number == 1 else raw
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError as fault:
                yield (
                    number,
                    Fault(
                        path,
                        number,
                        f"the line is not UTF-8 text (byte {fault.start + 1}); save the file as UTF-8.",
                        "not UTF-8",
                    ),
                )
                continue
            if text.strip():
                yield number, text.rstrip("\r\n")


def read_asked(path: Path) -> Iterator[Asked]:
    """The questions of a set whose evidence all stands as `start` and `end`; no index is needed.

    For `questions.jsonl` of a run. Drafts are left out. Raises FiqraError at the first fault;
    evidence that is named by label alone is one.
    """
    for entry in read_set(path):
        if entry.draft:
            continue
        sets = [_spans(entry, places) for places in entry.place_sets]
        yield replace(entry.asked, evidence=sets[0], alternatives=tuple(sets[1:]))


def _spans(entry: Entry, places: Sequence[tuple[str, Reference]]) -> tuple[Evidence, ...]:
    spans = []
    for where, place in places:
        if isinstance(place, Pointed):
            raise Fault(
                entry.path,
                entry.line,
                f"{where} names {place.label} of {place.doc} without `start` and `end`; "
                "read the set with its index.",
                "not resolved",
            ).error()
        spans.append(place)
    return tuple(spans)
