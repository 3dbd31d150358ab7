"""What scoring says of a question and of a run, as values; with their JSON in `verdicts.jsonl`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.support.values import Item
from eval.scores.figures import Row

Sources = Callable[[str], "str | None"]
"""The text of a document's source by its file name; None for one that is not indexed."""


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """Whether what a statement cites carries it."""

    support: str
    """`supported`, `partly` or `unsupported`."""
    reasons: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    """What a citation of an answer is worth; positions are those of the run line's citations."""

    finds: bool
    """Whether it finds evidence of the question."""
    exact: bool = False
    """Whether it is exactly a paragraph of the evidence."""
    known: bool = True
    """False for one that names no place in the documents."""
    twin_of: str | None = None
    """`file · label` of the evidence whose words it has from another place."""
    quote: bool | None = None
    """Whether its quotation stands where it is said to, to the letter; None where it quotes nothing."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question's figures, and the verdicts that they come from."""

    id: str
    lang: str
    type: str
    difficulty: str
    slice: str
    documents: tuple[str, ...]
    """Documents of the evidence; empty for an unanswerable question."""
    row: Row
    confidence: float | None = None
    right: bool | None = None
    """For the risk-coverage curve: whether what it would have answered is right; None if unknown."""
    statements: tuple[StatementVerdict, ...] = ()
    citations: tuple[CitationVerdict, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for a reader: the number that is not there, the nugget that is missing."""
    missing: bool = False
    """Whether the run has no line for it."""
    too_long: bool = False
    """Whether the first passage is too long to find any evidence, whatever it holds."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of a figure over n questions with a 95% interval."""

    mean: float
    low: float
    high: float
    n: int
    exact: bool = False
    """True where all values are the same 0 or 1, so that resampling says nothing and the interval is
    Clopper and Pearson's."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of the risk-coverage curve: what happens if only answers as sure as this are given."""

    threshold: float
    coverage: float
    """Share of the questions that are answered."""
    risk: float
    """Share of the answers given that are wrong."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Risk by coverage, least coverage first, and the area under it (AURC)."""

    points: tuple[CurvePoint, ...]
    area: float
    n: int
    excess: float = 0.0
    """The area above the least that the same answers allow: 0.0 where every right one is surer than
    every wrong one."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a checker says of pairs whose truth is known: `support` when it should be refused or not."""

    checker: str
    n: int
    precision: Estimate
    """Of the statements that it calls supported, those that are."""
    recall: Estimate
    """Of the supported ones, those that it calls so."""
    caught: Mapping[str, Estimate] = field(default_factory=dict)
    """By kind of fault (`number`, `entity`, `negation`): the share that it refuses."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All of a run's figures; the content of `scores.json`."""

    run: str
    groups: Mapping[str, Mapping[str, Estimate]]
    """Figures by group (`all`, `lang=ar`, `type=lookup`, `document=…`), then by name."""
    curve: Curve | None = None
    latency_ms: Mapping[str, float] = field(default_factory=dict)
    """`p50`, `p95`, `max`."""
    calibration: tuple[Calibration, ...] = ()
    missing: int = 0
    """Questions of the set that the run has no line for; they count as failed."""
    judge: str = "check"
    """Who said whether statements are supported, by name."""
    too_long: int = 0
    """Questions whose first passage is too long to find any evidence."""
