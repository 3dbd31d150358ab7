"""Whether a formulation was dropped: the document that took its last user's place goes without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from index.families.lines import Families, Family, Member, families
from index.store import Index

LEAST_SHARED, SHARE = 3, 0.25
"""Formulations that a later document shares with an earlier one at least, by number and as a share of
the earlier one's, to be its successor: a renewed mandate takes over most of its text."""

_held_by: WeakKeyDictionary[Families, Mapping[str, frozenset[int]]] = WeakKeyDictionary()


def dropped_in(index: Index, family: Family) -> Member | None:
    """The first later use-counting document that goes on from the last user of a formulation and does
    not have it, as any member of it; None where there is none, and so where it may still be in force.
    """
    last = family.last
    if last is None or last.date is None:
        return None
    known = families(index)
    held = held_by(known)
    own = held.get(last.document, frozenset())
    least = max(LEAST_SHARED, SHARE * len(own))
    later = {
        member.document: member
        for number in own
        for member in known.all[number].uses
        if member.date is not None and member.date > last.date and member.body == last.body
    }
    successors = [
        member
        for name, member in later.items()
        if family.number not in held[name] and len(own & held[name]) >= least
    ]
    return min(successors, key=lambda each: (each.date or "", each.document), default=None)


def held_by(known: Families) -> Mapping[str, frozenset[int]]:
    """The formulations of each document, by name."""
    if known not in _held_by:
        found: dict[str, set[int]] = defaultdict(set)
        for (name, _), number in known.places.items():
            found[name].add(number)
        _held_by[known] = {name: frozenset(numbers) for name, numbers in found.items()}
    return _held_by[known]
