"""A question of a set as a value: what is asked, what answers it, and what a right answer says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.answers import Turn
from index.values import Language

Type = Literal[
    "lookup",
    "number",
    "definition",
    "list",
    "multi",
    "followup",
    "reference",
    "precedent",
    "unanswerable",
]
Difficulty = Literal["easy", "medium", "hard"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that answers: characters `start` to `end` (end exclusive) of a document's source text."""

    doc: str
    """The document's file name without its folder."""
    start: int
    end: int
    label: str = ""
    """As a reader names it (`op. para. 2`); what stands at the place is what counts."""
    text: str = ""
    """The words that stand there, where the set states them."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Evidence named by document and label (`op. para. 2`, `annex 12`), not yet looked up in an index."""

    doc: str
    label: str
    text: str = ""
    """Words that stand in that paragraph, where the set states them."""


@dataclass(frozen=True, slots=True)
class Nugget:
    """One fact of a right answer. An answer without a vital one is incomplete."""

    text: str
    vital: bool
    forms: tuple[str, ...] = ()
    """Other wordings that state the same, in any language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set, its evidence resolved to characters of the sources."""

    id: str
    lang: Language
    type: Type
    difficulty: Difficulty
    question: str
    answerable: bool
    history: tuple[Turn, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """The places that together answer; empty for an unanswerable question."""
    alternatives: tuple[tuple[Evidence, ...], ...] = ()
    """Other sets of places that would do as well."""
    answers: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Accepted short answers by language, each complete in itself."""
    answer_points: tuple[str, ...] = ()
    reference_answer: str = ""
    nuggets: tuple[Nugget, ...] = ()
    slice: str = ""
    """What makes it hard (`twin`, `absent`); figures are given by slice too."""
    scope: tuple[str, ...] = ()
    """File names of the documents that it is asked of, as `Question.scope`; empty for all."""

    @property
    def evidence_sets(self) -> tuple[tuple[Evidence, ...], ...]:
        """The acceptable sets of evidence, the first choice first; every figure is the best over them."""
        return tuple(each for each in (self.evidence, *self.alternatives) if each)
