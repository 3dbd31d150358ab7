"""Whether a formulation was dropped: the document that took its last user's place goes without it."""

from __future__ import annotations

from index.families.lineage import lineage
from index.families.lines import Family, Member, families
from index.store import Index

OF_ITS_SIZE = 0.33
"""Such a share of the earlier document's number of formulations the later one has that drops any: one
of a page that extends measures leaves the text that set them as it is."""


def dropped_in(index: Index, family: Family) -> Member | None:
    """The first later use-counting document that goes on from the last user of a formulation
    (`lineage`), whole, and does not have it, as any member of it; None where there is none, and so
    where it may still be in force.
    """
    if family.last is None:
        return None
    known = lineage(families(index))
    last = family.last.document
    for later in known.successors(last):
        whole = len(known.held[later]) >= OF_ITS_SIZE * len(known.held[last])
        if whole and family.number not in known.held[later]:
            return known.members[later]
    return None
