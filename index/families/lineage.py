"""Which document goes on from which: the one rule for a wording's line and for what was dropped.

A later document of the same body goes on from an earlier one if it takes over enough of its
formulations, those that few others have counted most: enough of all that the earlier one has in common
with anything, of what its nearest successor takes over, and of what the later one takes over from its
own nearest model. The bounds were set on the Security Council's resolutions of 2020 to 2023, which
renew some forty mandates in parallel, and are checked there alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from index.families.lines import Families, Member

LEAST_SHARED, SHARE = 3, 0.25
"""What a later document takes over from an earlier one at least: so many formulations, and such a share
of all that the earlier one has in common with any other document."""

OF_THE_NEAREST = 0.7
"""And such a share of what the one that takes over most of it does: a resolution on another country
has the stock formulas of both."""

OF_ITS_MODEL = 0.5
"""And such a share of what the later document takes over from the one that it takes over most of."""


@dataclass(frozen=True, eq=False)
class Lineage:
    """What the adopted, dated documents of an index have in common."""

    held: Mapping[str, frozenset[int]]
    """The numbers of each document's formulations, by its name."""
    users: Mapping[int, frozenset[str]]
    """The documents of each formulation."""
    worth: Mapping[int, float]
    """What it says of two documents that both have it: the fewer have it, the more."""
    members: Mapping[str, Member]
    """One member of each document: its date, its body."""
    _standing: dict[str, _Standing] = field(default_factory=dict)
    _weights: dict[tuple[str, str], float] = field(default_factory=dict)

    def goes_on_from(self, later: str, earlier: str) -> bool:
        """Whether one document goes on from another, both by name."""
        if not self._may(later, earlier):
            return False
        weight = self.in_common(later, earlier)
        one, other = self._standing_of(earlier), self._standing_of(later)
        return (
            weight >= SHARE * one.shared
            and weight >= OF_THE_NEAREST * one.nearest_after
            and weight >= OF_ITS_MODEL * other.nearest_before
            and len(self.held[later] & self.held[earlier]) >= LEAST_SHARED
        )

    def successors(self, earlier: str) -> tuple[str, ...]:
        """The documents that go on from one, by date."""
        near = {name for number in self.held[earlier] for name in self.users[number]}
        found = (name for name in near if self.goes_on_from(name, earlier))
        return tuple(sorted(found, key=lambda name: (self.date(name), name)))

    def in_common(self, one: str, other: str) -> float:
        """What two documents have in common is worth."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self._weights:
            self._weights[pair] = sum(self.worth[n] for n in self.held[one] & self.held[other])
        return self._weights[pair]

    def date(self, name: str) -> str:
        """When a document was adopted, as far as known."""
        return self.members[name].date or ""

    def _may(self, later: str, earlier: str) -> bool:
        same = self.members[later].body == self.members[earlier].body
        return same and self.date(later) > self.date(earlier)

    def _standing_of(self, name: str) -> _Standing:
        if name not in self._standing:
            shared: dict[str, float] = defaultdict(float)
            for number in self.held[name]:
                for other in self.users[number]:
                    shared[other] += self.worth[number]
            after = (much for other, much in shared.items() if self._may(other, name))
            before = (much for other, much in shared.items() if self.date(other) < self.date(name))
            self._standing[name] = _Standing(
                sum(self.worth[n] for n in self.held[name] if len(self.users[n]) > 1),
                max(after, default=0.0),
                max(before, default=0.0),
            )
        return self._standing[name]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a document has in common with others."""

    shared: float
    """With any other document."""
    nearest_after: float
    """With the later one of its body that takes over most of it."""
    nearest_before: float
    """With the earlier one of which it has most."""


_of_families: WeakKeyDictionary[Families, Lineage] = WeakKeyDictionary()


def lineage(known: Families) -> Lineage:
    """The lineage of an index's documents, worked out once."""
    if known not in _of_families:
        members = {m.document: m for family in known.all for m in family.members if m.used}
        held: dict[str, set[int]] = defaultdict(set)
        users: dict[int, set[str]] = defaultdict(set)
        for (name, _), number in known.places.items():
            if name in members:
                held[name].add(number)
                users[number].add(name)
        languages = {
            name: known.all[number].language for name, numbers in held.items() for number in numbers
        }
        documents = Counter(languages.values())
        worth = {
            number: math.log(1 + documents[known.all[number].language] / len(names))
            for number, names in users.items()
        }
        _of_families[known] = Lineage(
            {name: frozenset(numbers) for name, numbers in held.items()},
            {number: frozenset(names) for number, names in users.items()},
            worth,
            members,
        )
    return _of_families[known]
