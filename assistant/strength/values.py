"""What gives a clause its strength, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.values import Language, Span

Scale = Literal["main", "censure", "basis", "modal"]
"""`censure`: concern, regret, condemnation. `basis`: `Acting under …`, which has no force of its own.
`modal`: the rungs of `may`, `should` and `shall`; no leading verb has it."""

Place = Literal["operative", "preambular"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ladder: the forms of a verb in both languages, and where they stand."""

    scale: Scale
    rung: int
    also: tuple[int, ...]
    """Rungs of other verbs that the same Arabic forms stand for (`يدعو`: invites, calls upon)."""
    ar: tuple[str, ...]
    ar_preambular: tuple[str, ...]
    en: tuple[str, ...]
    en_preambular: tuple[str, ...]
    seen: str
    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a clause that bear on its strength."""

    text: str
    """As printed."""
    span: Span
    """Characters of the clause."""
    means: str
    """Of an adverb `+` (strengthens) or `=`; of a hedge what it leaves open (`case`, `resources` …);
    of a modal its rung: 1 leaves free, 2 advises, 3 binds."""


@dataclass(frozen=True, slots=True)
class Strength:
    """What gives a clause its strength."""

    verb: Mark
    scale: Scale
    rung: int
    rungs: tuple[int, ...]
    """Every rung that the printed verb may stand for, the usual one first."""
    place: Place
    adverbs: tuple[Mark, ...]
    hedges: tuple[Mark, ...]
    modal: Mark | None
    language: Language
