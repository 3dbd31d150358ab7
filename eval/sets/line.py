"""One line of a set: JSON to an entry, or everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.answers import Turn
from eval.sets.keys import LineKeys, PlaceKeys
from eval.sets.questions import Asked, Evidence, Nugget, Pointed
from eval.sets.sentences import sentence

Reference = Evidence | Pointed


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a set as read: its evidence may still be named by label (`Pointed`)."""

    path: Path
    line: int
    """Counted from 1."""
    asked: Asked
    """The question, without its evidence."""
    evidence: tuple[Reference, ...] = ()
    alternatives: tuple[tuple[Reference, ...], ...] = ()
    draft: bool = False
    """Not finished: it is left out of every run until `draft` is removed."""
    wrong: tuple[Reference, ...] = ()
    """What a wrong answer cited, as a reader found it; nothing is scored by it."""
    note: str = ""
    """What the reader said of it."""

    @property
    def place_sets(self) -> Iterator[list[tuple[str, Reference]]]:
        """The evidence and each alternative, every place with its name: `alternative 2, place 1`."""
        yield [(f"evidence {number}", place) for number, place in enumerate(self.evidence, 1)]
        for which, places in enumerate(self.alternatives, 1):
            yield [
                (f"alternative {which}, place {number}", place)
                for number, place in enumerate(places, 1)
            ]


class BadLine(ValueError):
    """A line is no entry; `faults` are sentences, each with its kind and mend."""

    def __init__(self, faults: Sequence[tuple[str, str]]):
        super().__init__("; ".join(sentence for _, sentence in faults))
        self.faults = tuple(faults)


def read_entry(text: str, path: Path, line: int) -> Entry:
    """The entry that a line's text is. Raises BadLine with all of its faults."""
    value = _parse(text)
    if not isinstance(value, dict):
        raise BadLine([("not an object", 'the line is not a JSON object; write {"id": …} on it.')])
    try:
        read = LineKeys.model_validate(value)
    except ValidationError as fault:
        raise BadLine([sentence(each) for each in fault.errors()]) from fault
    faults = list(_contradictions(read))
    if faults:
        raise BadLine(faults)
    return _entry(read, path, line)


def _parse(text: str) -> Any:
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen = dict(pairs)
        if len(seen) < len(pairs):
            names = [key for key, _ in pairs]
            twice.extend(key for key in seen if names.count(key) > 1)
        return seen

    try:
        value = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as fault:
        raise BadLine(
            [
                (
                    "not JSON",
                    f"the line is not JSON ({fault.msg}, character {fault.pos + 1}); "
                    "write one whole JSON object on one line.",
                )
            ]
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise BadLine(
            [
                (
                    "not JSON",
                    "the line is not JSON that can be read (too deep, or a number too long); "
                    "write it anew.",
                )
            ]
        ) from fault
    if twice:
        raise BadLine(
            [
                ("key twice", f"the key `{key}` stands twice in one object; keep one of the two.")
                for key in dict.fromkeys(twice)
            ]
        )
    return value


def _contradictions(read: LineKeys) -> Iterator[tuple[str, str]]:
    """What is wrong although every key by itself is as it should be."""
    for where, place in _named_places(read):
        if (place.start is None) != (place.end is None):
            there, lacks = ("start", "end") if place.end is None else ("end", "start")
            yield (
                "half a span",
                f"{where} has `{there}` without `{lacks}`; add it, or name the paragraph by `label`.",
            )
        elif place.start is None and not place.label.strip():
            yield (
                "no place",
                f"{where} names no paragraph; add `label`, or `start` and `end`.",
            )
        elif place.start is not None and place.end is not None and place.start == place.end:
            yield (
                "empty span",
                f"{where} is empty, characters {place.start} to {place.end}; "
                "`end` is the character after the last.",
            )
        elif place.start is not None and place.end is not None and place.start > place.end:
            yield (
                "span reversed",
                f"{where} ends at {place.end} before it starts at {place.start}; swap the two.",
            )
    if read.answerable and read.type == "unanswerable":
        yield (
            "contradiction",
            "the question is answerable and of type unanswerable; set `answerable` to false, "
            "or `type` to what it asks for.",
        )
    if not read.answerable and (read.evidence or read.alternatives):
        yield (
            "unanswerable with evidence",
            "the question is unanswerable and has evidence; remove `evidence` and `alternatives`, "
            "or set `answerable` to true.",
        )
    if read.answerable and not read.evidence and not read.draft:
        yield (
            "answerable without evidence",
            "the question is answerable and has no evidence; add the place that answers it, "
            "or set `answerable` to false.",
        )
    for number, places in enumerate(read.alternatives, 1):
        if not places:
            yield (
                "empty alternative",
                f"alternative {number} has no place; add one, or remove the empty list.",
            )


def _named_places(read: LineKeys) -> Iterator[tuple[str, PlaceKeys]]:
    for number, place in enumerate(read.evidence, 1):
        yield f"evidence {number}", place
    for which, places in enumerate(read.alternatives, 1):
        for number, place in enumerate(places, 1):
            yield f"alternative {which}, place {number}", place
    for number, place in enumerate(read.wrong, 1):
        yield f"wrong place {number}", place


def _entry(read: LineKeys, path: Path, line: int) -> Entry:
    return Entry(
        path=path,
        line=line,
        asked=Asked(
            id=read.id,
            lang=read.lang,
            type=read.type,
            difficulty=read.difficulty,
            question=read.question,
            answerable=read.answerable,
            history=tuple(Turn(turn.role, turn.text) for turn in read.history),
            answers={language: tuple(texts) for language, texts in read.answers.items()},
            answer_points=tuple(read.answer_points),
            reference_answer=read.reference_answer,
            nuggets=tuple(Nugget(n.text, n.vital, tuple(n.forms)) for n in read.nuggets),
            slice=read.slice,
            scope=tuple(read.scope),
        ),
        evidence=tuple(map(_place, read.evidence)),
        alternatives=tuple(tuple(map(_place, places)) for places in read.alternatives),
        draft=read.draft,
        wrong=tuple(map(_place, read.wrong)),
        note=read.note,
    )


def _place(read: PlaceKeys) -> Reference:
    if read.start is None or read.end is None:
        return Pointed(read.doc, read.label, read.text)
    return Evidence(read.doc, read.start, read.end, read.label, read.text)
