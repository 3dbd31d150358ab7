"""The likeliest order of a line's pieces, by dynamic programming over where the line may be cut.

A text layer that is written out in drawing order has the runs S1 S2 … Sk of a right-to-left line as
Sk … S2 S1, each whole. Walking from the right end of what stands there to the left, every piece that
is cut off is the next one of the true text, and its cost is that of its words behind those before.
Where two runs were drawn in exchanged order, a gap opens, and the line is written out in two groups:
b … S1 | Sk … a, in truth S1 … a b … Sk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from index.arabic.repair.run_costs import LETTERS, Costs
from index.arabic.repair.run_cuts import COMMON, cut_cost, places
from index.arabic.repair.run_line import Line
from index.arabic.repair.run_pieces import Pieces, State, States, keep
from index.arabic.words import START

BEAM = 8
"""Hypotheses kept for every place where a cut may be."""
WIDE_BEAM = 20
"""Those kept where the best order is hardly better than what stands."""
MARGIN = 25.0
"""Hypotheses that cost this much more than the best at the same place are given up."""
GROUPS_TRIED = 2
LONGEST_CROSSED = 24
"""Characters of the longest run that is drawn before the one it follows."""

_WORD = re.compile("[\u0621-\u064a]+")
_GROUP = 6.0
_HOPELESS = 15.0
"""A piece that is this much too dear is so still with more tokens before it."""
_WELL_PLACED, _FRAGMENT = 0.5, 2.5
"""What a word costs in its right place, of what it costs anywhere; what a fragment does, joined."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a line's pieces, each (start, end, space before it), and its cost in nats."""

    pieces: tuple[tuple[int, int, bool], ...]
    cost: float


class Search:
    """The tokens and costs of one line, ready to be put in any order."""

    def __init__(self, line: Line, costs: Costs) -> None:
        self.line = line
        self.costs = costs
        self.size = len(line.text)
        self._pieces = Pieces(line, costs)
        self._token_at, self._sums = self._pieces.token_at, self._pieces.sums
        self._rest = [0.0]
        """What the tokens before each will cost at least in any order, about."""
        for i in range(len(line.tokens)):
            self._rest.append(self._rest[-1] + self._at_least(i))
        self._most = self.as_it_stands()
        self._beam = BEAM
        self.cuts = places(line, costs)
        self._cut_costs = {
            place: cut_cost(line, self._token_at, costs, place) for place in self.cuts
        }

    def _at_least(self, i: int) -> float:
        token = self.line.tokens[i]
        stands = self._sums[i + 1] - self._sums[i]
        if token.kind != LETTERS:
            return min(stands, 1.5)
        if len(token.text) == 1 or self.costs.known(token.text) < COMMON:
            return min(stands, _FRAGMENT)
        return min(stands, _WELL_PLACED * self.costs.word(token.text, None))

    def as_it_stands(self) -> float:
        """Cost of the line in the order in which it stands."""
        return self._sums[-1]

    def best(self, gain: float, beam: int = BEAM) -> Order | None:
        """The cheapest order of pieces, reversed as a whole or in two groups, or None if none costs
        at least `gain` less than the line as it stands.
        """
        self._most = self.as_it_stands() - gain
        self._beam = beam
        start = State(0.0, 0.0, "", START, "", "", 0, 0, False, None)
        best = self._finished(self._walk({self.size: [start]}, 0), None)
        if self._has_fragments(best):
            for middle in self._group_borders():
                first = self._walk({middle: [start]}, 0, self._rest[-1] - self._rest_at(middle))
                crossed = self._crossed(first, middle)
                if crossed:
                    best = self._finished(self._walk(crossed, middle), best, middle)
        if best is None:
            return None
        return Order(tuple(_pieces(best)), self._total(best))

    def _total(self, state: State) -> float:
        return state.cost + (self.costs.word(state.pending, state.before) if state.pending else 0.0)

    def _finished(
        self, walked: dict[int, list[State]], best: State | None, at: int = 0
    ) -> State | None:
        for state in walked.get(at, []):
            most = self._most if best is None else self._total(best)
            if self._total(state) < most:
                best = state
        return best

    def _has_fragments(self, best: State | None) -> bool:
        """Whether words on no list are left: then a piece may stand where it does not belong."""
        order = [(0, self.size, False)] if best is None else _pieces(best)
        text = "".join((" " if space else "") + self._shown(a, b) for a, b, space in order)
        known = self.costs.known
        return any(not known(word) for word in _WORD.findall(text))

    def _shown(self, start: int, end: int) -> str:
        """A piece with spaces between its tokens."""
        tokens = self.line.tokens[self._token_at[start] : self._token_at[end - 1] + 1]
        return " ".join(t.text[max(start - t.start, 0) : end - t.start] for t in tokens)

    def _rest_at(self, place: int) -> float:
        """What the tokens to the left of a place will cost at least, about."""
        return self._rest[self._token_at[place]] if place < self.size else self._rest[-1]

    def _walk(
        self, begun: dict[int, list[State]], low: int, more: float = 0.0
    ) -> dict[int, list[State]]:
        """Reads to the left down to `low`: the states at every cut on the way. `more` is what other
        parts of the line will cost at least.
        """
        cuts = [place for place in self.cuts if low <= place <= max(begun)]
        base = self._rest_at(low)
        found: dict[int, States] = {}
        for place, some in begun.items():
            for state in some:
                keep(found.setdefault(place, {}), state)
        kept: dict[int, list[State]] = {}
        for i in range(len(cuts) - 1, -1, -1):
            place = cuts[i]
            here = found.get(place)
            if not here:
                continue
            most = self._most - more - (self._rest_at(place) - base)
            states = sorted(here.values(), key=itemgetter(0))[: self._beam]
            most = min(most, states[0].rank + MARGIN)
            states = [state for state in states if state.rank <= most]
            if not states:
                continue
            kept[place] = states
            opened = self._pieces.opened(states, self._cut_costs[place])
            cheapest = min(one.cost for one in opened)
            for start in reversed(cuts[:i]):
                limit = self._most - more - (self._rest_at(start) - base)
                over = cheapest + self._pieces.at_least(start, place) - limit
                if over > 0.0:
                    if over > _HOPELESS:
                        break
                    continue
                into = found.get(start)
                if into is None:
                    into = found[start] = {}
                self._pieces.extend(into, opened, start, place, limit)
        return kept

    def _group_borders(self) -> list[int]:
        """Where one group may end: at the widest gaps, for there a space was added to another."""
        tokens = self.line.tokens
        wide = [t.start for t in tokens[1:] if self.line.gaps[t.start] > 1]
        return sorted(sorted(wide, key=lambda place: -self.line.gaps[place])[:GROUPS_TRIED])

    def _crossed(self, first: dict[int, list[State]], middle: int) -> dict[int, list[State]]:
        """The first group but for its leftmost piece b; the second's rightmost one a, then b."""
        crossed: dict[int, list[State]] = {}
        for place in self.cuts:
            if not max(middle, self.size - LONGEST_CROSSED) <= place < self.size:
                continue
            found: States = {}
            for inner, states in first.items():
                if not 0 < inner < min(middle, LONGEST_CROSSED):
                    continue
                cut = self._cut_costs[inner] + self._cut_costs[place] + _GROUP
                behind_a: States = {}
                limit = self._most - (self._rest_at(place) - self._rest_at(middle))
                opened = self._pieces.opened(states[: self._beam // 2], cut)
                self._pieces.extend(behind_a, opened, place, self.size, limit)
                opened = self._pieces.opened(list(behind_a.values()), 0.0)
                self._pieces.extend(found, opened, 0, inner, limit)
            if found:
                crossed[place] = sorted(found.values(), key=itemgetter(0))[: self._beam]
        return crossed


def _pieces(state: State) -> list[tuple[int, int, bool]]:
    """The pieces of a state in their order: start, end, whether a space stands before."""
    pieces = []
    while state.back is not None:
        pieces.append((state.start, state.end, state.space))
        state = state.back
    return pieces[::-1]
