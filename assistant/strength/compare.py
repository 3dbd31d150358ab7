"""Is one clause weaker or stronger than another, and what makes it so?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.strength.values import Mark, Strength

Verdict = Literal["weaker", "same", "stronger"]
Sign = Literal["verb", "place", "modal", "hedge added", "hedge removed", "adverb"]

SHARED = 3
"""Up to this rung (notes, recalls, recognizes) the main scale and the one of censure compare."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign in which two clauses differ."""

    sign: Sign
    one: str
    """The first clause's words, empty where it has none."""
    other: str
    makes: Verdict | None
    """What it makes of the first clause; None for a verb that does not compare."""


@dataclass(frozen=True, slots=True)
class Compared:
    """`verdict` is the first clause's: `weaker` than the other, the `same`, `stronger`; None where
    the two verbs do not compare (a condemnation and a request) and nothing can be said.
    """

    verdict: Verdict | None
    reasons: tuple[Reason, ...]


def compared(one: Strength, other: Strength) -> Compared:
    """The first clause against the other one.

    The weightiest sign that differs decides: the verb's rung; then its place (a preambular paragraph
    asks for nothing); the modal (in one language only: Arabic often has none for `shall`); hedges;
    adverbs. The other signs are named all the same. A verb that stands for several rungs is the
    same as any of them, and does not compare with what lies between.
    """
    verb = _verbs(one, other)
    reasons = []
    if verb != "same":
        reasons.append(Reason("verb", one.verb.text, other.verb.text, verb))
    if one.place != other.place:
        makes: Verdict = "weaker" if one.place == "preambular" else "stronger"
        reasons.append(Reason("place", one.place, other.place, makes))
    reasons += [*_modals(one, other), *_hedges(one, other), *_adverbs(one, other)]
    if not reasons:
        return Compared("same", ())
    # of hedges alone one may be added and another removed: then nothing is said of the whole
    first = [r.makes for r in reasons if r.sign.split()[0] == reasons[0].sign.split()[0]]
    return Compared(first[0] if len(set(first)) == 1 else None, tuple(reasons))


def _verbs(one: Strength, other: Strength) -> Verdict | None:
    scales = {one.scale, other.scale}
    if "basis" in scales:
        return "same" if len(scales) == 1 else None
    steps = {_step(a, b) for a in one.rungs for b in other.rungs}
    if len(scales) == 2 and min(one.rung, other.rung) > SHARED:
        return None
    if "same" in steps:
        return "same" if len(scales) == 1 else None
    return steps.pop() if len(steps) == 1 else None


def _step(one: int, other: int) -> Verdict:
    return "same" if one == other else "weaker" if one < other else "stronger"


def _modals(one: Strength, other: Strength) -> Iterator[Reason]:
    if one.language != other.language or one.modal is None or other.modal is None:
        return
    step = _step(int(one.modal.means), int(other.modal.means))
    if step != "same":
        yield Reason("modal", one.modal.text, other.modal.text, step)


def _hedges(one: Strength, other: Strength) -> Iterator[Reason]:
    ours = Counter(hedge.means for hedge in one.hedges)
    theirs = Counter(hedge.means for hedge in other.hedges)
    if added := ours - theirs:
        yield Reason("hedge added", _words(one.hedges, added), "", "weaker")
    if removed := theirs - ours:
        yield Reason("hedge removed", "", _words(other.hedges, removed), "stronger")


def _adverbs(one: Strength, other: Strength) -> Iterator[Reason]:
    ours = [mark for mark in one.adverbs if mark.means == "+"]
    theirs = [mark for mark in other.adverbs if mark.means == "+"]
    step = _step(len(ours), len(theirs))
    if step != "same":
        yield Reason("adverb", _joined(ours), _joined(theirs), step)


def _words(marks: Iterable[Mark], meanings: Counter[str]) -> str:
    return _joined(mark for mark in marks if mark.means in meanings)


def _joined(marks: Iterable[Mark]) -> str:
    return ", ".join(mark.text for mark in marks)
