"""How a formulation's wording went on: its wordings by date, and which earlier one each came of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.families.lineage import Lineage, lineage
from index.families.lines import Family, Member, families
from index.families.wording import words
from index.store import Index


@dataclass(frozen=True)
class Wording:
    """One wording of a formulation in one line of documents, for as long as it was kept."""

    members: tuple[Member, ...]
    """Its uses by date, all of one `variant`."""
    before: int | None = None
    """The place in `wordings` of the one that it came of; None for the first of a line."""
    came_of: Member | None = None
    """The use that it is to be compared with, the last of that wording when this one came up."""
    goes_on: bool = False
    """Whether its document goes on from the one of `came_of`; else that is only nearest in words."""

    @property
    def first(self) -> Member:
        """Its first use."""
        return self.members[0]

    @property
    def last(self) -> Member:
        """Its last use."""
        return self.members[-1]

    @cached_property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({member.document for member in self.members})

    @property
    def bodies(self) -> dict[str, int]:
        """Who uses it how often, the first user first."""
        return dict(Counter(m.body for m in self.members if m.body is not None))


def wordings(index: Index, family: Family) -> tuple[Wording, ...]:
    """The succession of a formulation's wordings, by their first uses; drafts are no uses.

    Several lines may run side by side: a mandate for each mission, renewed in the same months. So a use
    is not compared with the one before it by date, but

    1. with the earlier document that its own goes on from (`lineage`): of several the one that has most
       in common with it, the latest of equal ones; of its paragraphs with the formulation, the one with
       the same words, else the nearest in words;
    2. where it goes on from none, with the last earlier use in the same words, and where there is
       none, with the earlier use that is nearest in words, the latest of equal ones.

    A use with the same words (figures and dates aside) as the one it is compared with continues that
    wording; with other words it begins one. Uses on the same day are of no effect on each other.
    """
    used = [member for member in family.members if member.used]
    if len({member.variant for member in used}) <= 1:
        return (Wording(tuple(used)),) if used else ()
    return _Descent(index, lineage(families(index)), used).wordings()


@dataclass(frozen=True)
class _Descent:
    index: Index
    known: Lineage
    used: Sequence[Member]

    def wordings(self) -> tuple[Wording, ...]:
        runs: list[list[Member]] = []
        origins: list[tuple[Member | None, int | None, bool]] = []
        run_of: dict[tuple[str, int], int] = {}
        for member in self.used:
            came_of, goes_on = self._origin(member)
            before = None if came_of is None else run_of[came_of.document, came_of.paragraph]
            run = self._continued(member, before, runs, origins)
            if run is None:
                run = len(runs)
                runs.append([])
                origins.append((came_of, before, goes_on))
            runs[run].append(member)
            run_of[member.document, member.paragraph] = run
        return tuple(
            Wording(tuple(members), before, came_of, goes_on)
            for members, (came_of, before, goes_on) in zip(runs, origins, strict=True)
        )

    def _continued(
        self,
        member: Member,
        before: int | None,
        runs: Sequence[Sequence[Member]],
        origins: Sequence[tuple[Member | None, int | None, bool]],
    ) -> int | None:
        """The run that a use belongs to; None where it begins one."""
        if before is not None and runs[before][0].variant == member.variant:
            return before
        # the same step from the same wording was made already, as in a line that forks
        for number in reversed(range(len(runs))):
            if runs[number][0].variant == member.variant and origins[number][1] == before:
                return number
        return None

    def _origin(self, member: Member) -> tuple[Member | None, bool]:
        earlier = [e for e in self.used if (e.date or "") < (member.date or "")]
        if not earlier:
            return None, False
        document = self._line(member, earlier)
        if document is not None:
            here = [e for e in earlier if e.document == document]
            return self._nearest(member, self._free(member, here)), True
        same = [e for e in earlier if e.variant == member.variant]
        return (same[-1] if same else self._nearest(member, earlier)), False

    def _line(self, member: Member, earlier: Sequence[Member]) -> str | None:
        """The earlier document that the member's goes on from."""
        best, found = 0.0, None
        for document in dict.fromkeys(e.document for e in earlier if e.body == member.body):
            weight = self.known.in_common(member.document, document)
            if weight >= best and self.known.goes_on_from(member.document, document):
                best, found = weight, document
        return found

    def _free(self, member: Member, here: Sequence[Member]) -> Sequence[Member]:
        """Without those that other paragraphs of the member's document take over word for word."""
        taken = {m.variant for m in self.used if m.document == member.document} - {member.variant}
        return [e for e in here if e.variant not in taken] or here

    def _nearest(self, member: Member, candidates: Sequence[Member]) -> Member:
        own = self._words(member)

        def near(at: int) -> tuple[bool, float, int]:
            other = candidates[at]
            theirs = self._words(other)
            share = len(own & theirs) / (len(own | theirs) or 1)
            return other.variant == member.variant, share, at

        return candidates[max(range(len(candidates)), key=near)]

    def _words(self, member: Member) -> frozenset[str]:
        if member.variant not in self._known_words:
            text = self.index.paragraph(member.document, member.paragraph).clean.text
            self._known_words[member.variant] = frozenset(words(text))
        return self._known_words[member.variant]

    @cached_property
    def _known_words(self) -> dict[int, frozenset[str]]:
        return {}
