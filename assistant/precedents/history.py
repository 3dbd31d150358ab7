"""How a formulation was worded over the years, and what changed when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.differences import Piece, differences
from index.families import Family, Member, Wording, wordings
from index.store import Index

SHOWN = 5
"""Changes of a formulation that are shown at once, and for which words are compared."""

Change = tuple[Wording, Member]
"""A wording, and the earlier use that it is compared with."""


@dataclass(frozen=True, eq=False)
class History:
    """A formulation's wordings. Nothing is worked out before it is asked for.

    Finding the wordings takes 0.1 s for a family of 140 paragraphs, comparing two of them some
    milliseconds for a hundred words.
    """

    index: Index
    family: Family

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """By their first uses; each is followed in its own line (`index.families.wordings`)."""
        return wordings(self.index, self.family)

    @cached_property
    def count(self) -> int:
        """How many different wordings were used, figures and dates aside."""
        return len({member.variant for member in self.family.members if member.used})

    def text(self, member: Member) -> str:
        """The readable words of a use."""
        return self.index.paragraph(member.document, member.paragraph).clean.text

    def pieces(self, wording: Wording) -> tuple[Piece, ...]:
        """What a wording has otherwise than the one it came of; empty for the first of a line."""
        if wording.came_of is None:
            return ()
        return _compared(self.text(wording.came_of), self.text(wording.first))

    def line(self, document: str, paragraph: int) -> frozenset[int]:
        """The places in `wordings` of those that a paragraph's own goes on from or was taken over by,
        its own among them; empty for a paragraph that is no use (a draft's).
        """
        own = next(
            (
                number
                for number, wording in enumerate(self.wordings)
                if any((m.document, m.paragraph) == (document, paragraph) for m in wording.members)
            ),
            None,
        )
        if own is None:
            return frozenset()
        found, at = {own}, self.wordings[own]
        while at.goes_on and at.before is not None:
            found.add(at.before)
            at = self.wordings[at.before]
        after = {own}
        for number, wording in enumerate(self.wordings):
            if wording.goes_on and wording.before in after:
                after.add(number)
        return frozenset(found | after)

    def last_change(self, document: str, paragraph: int) -> Wording | None:
        """The last change in a paragraph's own line; where that never changed, the last wording of
        the formulation that came up beside another; None where there is one wording only.
        """
        line = self.line(document, paragraph)
        changed = [
            wording
            for number, wording in enumerate(self.wordings)
            if number in line and wording.goes_on
        ]
        beside = [wording for wording in self.wordings if wording.came_of is not None]
        found = changed or beside
        return found[-1] if found else None

    def changes(self, document: str, paragraph: int) -> tuple[list[Change], list[Change]]:
        """Every wording that came of another one, with the use that it is compared with, the newest
        first: those in the line of a paragraph, and the others.
        """
        line = self.line(document, paragraph)
        own: list[Change] = []
        others: list[Change] = []
        for number, wording in reversed(list(enumerate(self.wordings))):
            if wording.came_of is not None:
                (own if number in line else others).append((wording, wording.came_of))
        return own, others


@lru_cache(maxsize=512)
def _compared(before: str, after: str) -> tuple[Piece, ...]:
    """Kept, because the same formulations are looked at again and again."""
    return differences(before, after)


def years_of(wording: Wording) -> dict[int, int]:
    """In how many documents a wording stands, by year."""
    documents = {member.document: member.year for member in wording.members}
    return dict(sorted(Counter(year for year in documents.values() if year is not None).items()))
