"""What the list of documents says of each beyond its own values: paragraphs, state of the text, body."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from index import database, generations
from index.arabic.normalise import fold_text
from index.arabic.repair.values import SURE, RepairKind
from index.filters import bodies
from index.store import Index
from index.values import Language

_COUNTS = "SELECT document, count(*) FROM paragraphs GROUP BY document"
# A repair is (start, end, kind, confidence) in the database.
_REPAIRS = """
SELECT p.document, json_extract(r.value, '$[2]'), count(*), sum(json_extract(r.value, '$[3]') >= ?)
FROM paragraphs p, json_each(p.value, '$.repairs') r
WHERE p.value NOT LIKE '%"repairs":[]%' GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Repaired:
    """Places of one kind that are read otherwise than they stand."""

    places: int
    sure: int
    """Of these, those that are surely right."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document's text."""

    paragraphs: int = 0
    repaired: Mapping[RepairKind, Repaired] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """Places that are read otherwise than they stand, of every kind."""
        return sum(each.places for each in self.repaired.values())

    @property
    def sure(self) -> float:
        """The share of these that is surely right, 0.0 to 1.0; 1.0 where there are none."""
        places = self.places
        return sum(each.sure for each in self.repaired.values()) / places if places else 1.0


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of all documents of an index."""

    facts: Mapping[str, Facts]
    haystacks: Mapping[str, str]
    """Folded words of each document by which it is found in the list."""
    bodies: Mapping[str, str]
    """A key for the body that issued each document, one for its names in both languages; "": none."""


_of_indexes: WeakKeyDictionary[Index, Held] = WeakKeyDictionary()


def held(index: Index) -> Held:
    """What is known of the documents; worked out once for an index (0.2 s for 12,000 paragraphs)."""
    if index not in _of_indexes:
        _of_indexes[index] = _held(index)
    return _of_indexes[index]


def _held(index: Index) -> Held:
    counts: dict[str, int] = {}
    repaired: dict[str, dict[RepairKind, Repaired]] = defaultdict(dict)
    with (
        closing(_database(index)) as connection,
        database.faults(),
    ):
        counts.update(connection.execute(_COUNTS).fetchall())
        for name, kind, places, sure in connection.execute(_REPAIRS, (SURE,)):
            repaired[name][kind] = Repaired(places, sure)
    documents = index.documents.values()
    of_body = bodies(index)
    return Held(
        {d.name: Facts(counts.get(d.name, 0), dict(repaired.get(d.name, {}))) for d in documents},
        {d.name: fold_text(f"{d.symbol or ''} {d.title or ''} {d.name}") for d in documents},
        {d.name: min(of_body[d.name], default="") for d in documents},
    )


def _database(index: Index) -> sqlite3.Connection:
    """A connection of its own, so that no question waits for the list."""
    return database.open_readonly(generations.current(index.folder) / generations.DATABASE)


def body_names(index: Index, language: Language) -> dict[str, str]:
    """The bodies that issued documents, by their keys: a name of each, in this language if any has it."""
    names: dict[str, str] = {}
    known = held(index).bodies
    documents = list(index.documents.values())
    for document in sorted(documents, key=lambda each: each.language != language):
        key = known[document.name]
        if key and document.body:
            names.setdefault(key, document.body)
    return dict(sorted(names.items(), key=lambda item: item[1]))
