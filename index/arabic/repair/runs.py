"""Lines whose runs stand in reverse order, put in order where that is clearly the better reading.

A line is put in order by its words alone (`run_search`), and only where the new order is at least
`CLEAR` nats likelier than the one that stands; a clean line, or one that no order makes much better,
stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.arabic.repair.run_costs import Costs, Document
from index.arabic.repair.run_line import Line, parse, ranges
from index.arabic.repair.run_search import WIDE_BEAM, Order, Search
from index.arabic.repair.values import Reading, reorder
from index.arabic.words import WordModel, plain

CLEAR = 15.5
"""Gain in nats from which on a new order is accepted; the most that 2,000 clean lines reached is 11,
and of orders that gain between 13 and 15 some are worse than what stands."""

LONGEST = 120
"""Characters of the longest printed line, spaces not counted; longer ones are paragraphs, which
were never cut at a line's end."""

_CLOSE = 25.0
"""An order that gains less is looked for again among more hypotheses: a cheaper one may have been
given up for a beginning that seemed dear."""
_TIE = 0.01

_LEAST_LETTERS = 8
_READINGS = 3
"""A line is read again until its order stays; one that does not settle is left as it was."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An order for a line and what it gains, in nats, over the one that stands."""

    line: Line
    order: Order
    gain: float

    @property
    def moved(self) -> bool:
        """Whether it is another order at all."""
        return any(a[0] > b[0] for a, b in pairwise(self.order.pieces))

    @property
    def confidence(self) -> float:
        """Probability that a word that stands whole in the line is the author's, beside a word that
        is its neighbour in his text. Fitted to lines cut and reversed by us, and lowered since
        real ones are cut in worse ways.
        """
        return _logistic(self._evidence())

    @property
    def touched(self) -> float:
        """That of a word put together of two pieces or parted from another."""
        return _logistic(self._evidence() - _TOUCHED)

    def _evidence(self) -> float:
        gain = min(self.gain, _MOST_GAIN)
        cuts = len(self.order.pieces) - 1
        dear = self.order.cost / len(self.line.tokens)
        return _EVEN + _A_NAT * gain - _A_CUT * cuts - _DEAR * dear


def _logistic(evidence: float) -> float:
    return 1 / (1 + math.exp(-evidence))


_EVEN, _A_NAT, _A_CUT, _DEAR, _TOUCHED = 2.0, 0.03, 0.08, 0.11, 1.6
_MOST_GAIN = 60.0


def reorder_runs(reading: Reading, model: WordModel) -> Reading:
    """One line (as `spacing.marked` gives it, kashidas and spaces standing) with its runs in order.

    A line that is clean, too long or not Arabic comes back as it is, and so does a repaired one.
    """
    return _settled(reading, model, Document(), None)


def read_runs(lines: Sequence[Reading], model: WordModel) -> list[Reading]:
    """The lines of a document with their runs in order. Its own words and pairs help: formulas
    come back in other lines, where they are cut elsewhere or not at all.
    """
    texts = [line.text.text for line in lines]
    document = Document.of(texts, model)
    return [_settled(line, model, document, text) for line, text in zip(lines, texts, strict=True)]


def propose(
    reading: Reading,
    model: WordModel,
    document: Document | None = None,
    own: str | None = None,
    least: float = CLEAR,
) -> Proposal | None:
    """The best order of a line that gains at least `least` nats, or None where no other order does
    and for a line that is too short, too long or not Arabic. `own` is the line as the document
    contains it.
    """
    if not _may_be_cut(reading):
        return None
    line = parse(reading)
    whole = frozenset(token.text for token in line.tokens)
    search = Search(line, Costs(model, document, own, whole))
    best = search.best(least)
    if best is None:
        return None
    gain = search.as_it_stands() - best.cost
    if gain < _CLOSE:
        best = search.best(gain - _TIE, WIDE_BEAM) or best
    proposal = Proposal(line, best, search.as_it_stands() - best.cost)
    return proposal if proposal.moved else None


def _may_be_cut(reading: Reading) -> bool:
    text = reading.text.text
    if len(text) > 5 * LONGEST:
        return False
    shown = "".join(plain(text).split())
    arabic = sum("\u0621" <= c <= "\u064a" for c in shown)
    return len(shown) <= LONGEST and arabic >= _LEAST_LETTERS and 2 * arabic >= len(shown)


def _settled(reading: Reading, model: WordModel, document: Document, own: str | None) -> Reading:
    found = reading
    for _ in range(_READINGS):
        proposal = propose(found, model, document, own)
        if proposal is None:
            return found
        pieces = ranges(proposal.line, found, proposal.order.pieces)
        found = reorder(found, pieces, proposal.confidence, proposal.touched)
    return reading
