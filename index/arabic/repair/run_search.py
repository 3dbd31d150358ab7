"""The likeliest order of a line's pieces, by dynamic programming over where the line may be cut.

A text layer that is written out in drawing order has the runs S1 S2 … Sk of a right-to-left line as
Sk … S2 S1, each whole. Walking from the right end of what stands there to the left, every piece that
is cut off is the next one of the true text, and its cost is that of its words behind those before.
Where two runs were drawn in exchanged order, a gap opens, and the line is written out in two groups:
b … S1 | Sk … a, in truth S1 … a b … Sk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from index.arabic.repair.run_costs import LETTERS, QUOTES, Costs, context, spaced
from index.arabic.repair.run_cuts import COMMON, cut_cost, places
from index.arabic.repair.run_line import Line
from index.arabic.words import START

BEAM = 8
"""Hypotheses kept for every place where a cut may be."""
MARGIN = 25.0
"""Hypotheses that cost this much more than the best at the same place are given up."""
GROUPS_TRIED = 2
LONGEST_CROSSED = 24
"""Characters of the longest run that is drawn before the one it follows."""

_WORD = re.compile("[\u0621-\u064a]+")
_GROUP = 6.0
_LOST_SPACE, _SPARE_SPACE = 1.0, 1.0
_WELL_PLACED, _FRAGMENT = 0.5, 2.5
"""What a word costs in its right place, of what it costs anywhere; what a fragment does, joined."""
_WRONG_SPACE = 2.0


class State(NamedTuple):
    """A beginning of the true text: all but its last word is paid for."""

    rank: float
    """Cost with about what the pending word will cost."""
    cost: float
    pending: str
    """Letters of the last word, which the next piece may go on with; empty behind a sign."""
    before: str | None
    """What the pending word stands behind, or the next token if none is pending."""
    kind: str
    last: str
    """Kind and text of the last token."""
    start: int
    end: int
    """The last piece, in kept characters."""
    space: bool
    """Whether a space stands before the last piece."""
    back: State | None


_States = dict[tuple[str, str | None], State]


class _Open(NamedTuple):
    """A state that a piece may follow."""

    cost: float
    """Of the state and the cut behind it."""
    paid: float
    """With its pending word."""
    apart: float
    """What joining to its last word costs."""
    behind: str | None
    """What a word that begins anew stands behind."""
    lacking: bool
    """Whether no space stands behind its last piece where it was cut off."""
    spaced: bool
    """Whether a space belongs between it and a word."""
    state: State


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
        tokens = line.tokens
        self._token_at = [0] * self.size
        self._sums = [0.0]
        self._contexts: list[str | None] = []
        self._gap_costs = [self._gap_cost(i) for i in range(len(tokens))]
        before: str | None = START
        for i, token in enumerate(tokens):
            self._token_at[token.start : token.end] = [i] * (token.end - token.start)
            self._contexts.append(before)
            self._sums.append(self._sums[-1] + self._behind(i, before))
            before = context(token.text, token.kind, before)
        self._rest = [0.0]
        """What the tokens before each will cost at least in any order, about."""
        for i in range(len(tokens)):
            self._rest.append(self._rest[-1] + self._at_least(i))
        self._most = self.as_it_stands()
        self._second: dict[int, float] = {}
        """Costs of the second token of a piece that starts there, behind its first word."""
        self._lasts: dict[int, State] = {}
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

    def _behind(self, i: int, before: str | None) -> float:
        """Cost of a token where it stands, wrong spaces included, behind a context."""
        token = self.line.tokens[i]
        return self.costs.token(token.text, token.kind, before) + self._gap_costs[i]

    def _gap_cost(self, i: int) -> float:
        """Of a space before a token where none belongs, or the other way round."""
        if not i:
            return 0.0
        last, token = self.line.tokens[i - 1], self.line.tokens[i]
        if last.text in QUOTES or token.text in QUOTES:
            return 0.0  # whether one opens or closes differs from writer to writer
        should = spaced(last.kind, last.text, token.kind, token.text)
        stands = self.line.gaps[token.start] > 0
        wrong = should != stands and (LETTERS in (last.kind, token.kind) or stands)
        return _WRONG_SPACE if wrong else 0.0

    def as_it_stands(self) -> float:
        """Cost of the line in the order in which it stands."""
        return self._sums[-1]

    def best(self, gain: float) -> Order | None:
        """The cheapest order of pieces, reversed as a whole or in two groups, or None if none costs
        at least `gain` less than the line as it stands.
        """
        self._most = self.as_it_stands() - gain
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
        found: dict[int, _States] = {}
        for place, some in begun.items():
            for state in some:
                _keep(found.setdefault(place, {}), state)
        kept: dict[int, list[State]] = {}
        for i in range(len(cuts) - 1, -1, -1):
            place = cuts[i]
            here = found.get(place)
            if not here:
                continue
            most = self._most - more - (self._rest_at(place) - base)
            states = sorted(here.values(), key=itemgetter(0))[:BEAM]
            most = min(most, states[0].rank + MARGIN)
            states = [state for state in states if state.rank <= most]
            if not states:
                continue
            kept[place] = states
            opened = self._opened(states, self._cut_costs[place])
            for start in cuts[:i]:
                into = found.get(start)
                if into is None:
                    into = found[start] = {}
                limit = self._most - more - (self._rest_at(start) - base)
                self._extend(into, opened, start, place, limit)
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
            found: _States = {}
            for inner, states in first.items():
                if not 0 < inner < min(middle, LONGEST_CROSSED):
                    continue
                cut = self._cut_costs[inner] + self._cut_costs[place] + _GROUP
                behind_a: _States = {}
                limit = self._most - (self._rest_at(place) - self._rest_at(middle))
                opened = self._opened(states[: BEAM // 2], cut)
                self._extend(behind_a, opened, place, self.size, limit)
                opened = self._opened(list(behind_a.values()), 0.0)
                self._extend(found, opened, 0, inner, limit)
            if found:
                crossed[place] = sorted(found.values(), key=itemgetter(0))[:BEAM]
        return crossed

    def _opened(self, states: Sequence[State], cut: float) -> list[_Open]:
        """The states with what is the same for every piece that may follow them."""
        gaps, stretched, costs = self.line.gaps, self.line.stretched, self.costs
        found = []
        for state in states:
            cost = state.cost + cut if state.back is not None else state.cost
            paid, behind, apart = cost, state.before, 0.0
            if state.pending:
                paid += costs.word(state.pending, state.before)
                behind = state.pending
                if state.end < self.size and gaps[state.end] and not stretched[state.end]:
                    apart = _SPARE_SPACE
            # A space is missing on both sides: here, and where the last piece was cut off.
            lacking = state.end < self.size and not gaps[state.end]
            spaced_word = state.back is not None and spaced(state.kind, state.last, LETTERS, "")
            found.append(_Open(cost, paid, apart, behind, lacking, spaced_word, state))
        return found

    def _extend(
        self, into: _States, opened: Sequence[_Open], start: int, end: int, limit: float
    ) -> None:
        """Adds what the piece from `start` to `end` makes of each of the states, where the cost
        stays below `limit`.
        """
        head, tail = self._token_at[start], self._token_at[end - 1]
        token = self.line.tokens[head]
        text = token.text[start - token.start : end - token.start]
        if tail > head + 1:
            self._extend_far(into, opened, start, end, text, limit)
            return
        kind = token.kind
        letters, single = kind == LETTERS, head == tail
        costs = self.costs
        for one in opened:
            if one.cost > limit:
                continue
            state = one.state
            for cost, first, before, space in self._openings(one, start, text, kind, single):
                if cost > limit:
                    continue
                if single:
                    self._close(into, cost, first, kind, before, start, end, space, state)
                    continue
                cost += costs.word(first, before) if letters else costs.token(first, kind, before)
                if cost > limit:
                    continue
                before = context(first, kind, before)
                last = self.line.tokens[tail]
                shown = last.text[: end - last.start]
                cost += self._gap_costs[tail]
                self._close(into, cost, shown, last.kind, before, start, end, space, state)

    def _openings(
        self, one: _Open, start: int, text: str, kind: str, single: bool
    ) -> list[tuple[float, str, str | None, bool]]:
        """How a piece may begin behind a state: going on with its last word, or anew. Each with
        the cost before its first token, that token, what it stands behind and whether spaced.
        """
        state = one.state
        lost = start > 0 and not self.line.gaps[start]
        found: list[tuple[float, str, str | None, bool]] = []
        if state.pending and kind == LETTERS:
            made = state.pending + text
            fits = self.costs.can_begin(made) if single else self._may_join(state.end, start, made)
            if fits:
                joined = one.cost + self._spare(start) + one.apart
                found.append((joined, made, state.before, False))
        space = state.back is not None and spaced(state.kind, state.last, kind, text)
        anew = one.paid + (_LOST_SPACE if space and lost and one.lacking else 0.0)
        found.append((anew, text, one.behind, space))
        return found

    def _may_join(self, end: int, start: int, made: str) -> bool:
        stretched = self.line.stretched
        return stretched[end] or stretched[start] or self.costs.known(made) > 0.0

    def _spare(self, start: int) -> float:
        apart = start and self.line.gaps[start] and not self.line.stretched[start]
        return _SPARE_SPACE if apart else 0.0

    def _extend_far(
        self,
        into: _States,
        opened: Sequence[_Open],
        start: int,
        end: int,
        text: str,
        limit: float,
    ) -> None:
        """`_extend` for a piece of three tokens or more. What follows the second one is the same
        for all states: only the cheapest goes on.
        """
        head, tail = self._token_at[start], self._token_at[end - 1]
        kind = self.line.tokens[head].kind
        between = self._sums[tail] - self._sums[head + 2]
        last = self._last_of(end)
        least = limit - between - last.rank
        best: tuple[_Open, bool] | None = None
        if kind != LETTERS:
            for one in opened:
                for cost, first, before, space in self._openings(one, start, text, kind, False):
                    cost += self.costs.token(first, kind, before)
                    if cost < least:
                        cost += self._behind(head + 1, context(first, kind, before))
                        if cost < least:
                            least, best = cost, (one, space)
        else:
            word = self.costs.word
            second = self._second.get(start)
            if second is None:
                second = self._second[start] = self._behind(head + 1, text)
            lost = start > 0 and not self.line.gaps[start]
            spare = self._spare(start)
            for one in opened:
                cost, paid, apart, behind, lacking, space, state = one
                if cost > least:
                    continue
                if state.pending and cost + spare + apart < least:
                    made = state.pending + text
                    if self._may_join(state.end, start, made):
                        cost += spare + apart + word(made, state.before)
                        if cost < least:
                            cost += self._behind(head + 1, made)
                            if cost < least:
                                least, best = cost, (one, False)
                paid += second
                if space and lost and lacking:
                    paid += _LOST_SPACE
                if paid < least:
                    paid += word(text, behind)
                    if paid < least:
                        least, best = paid, (one, space)
        if best is not None:
            one, space = best
            cost = least + between
            made_of = State(
                cost + last.rank,
                cost + last.cost,
                last.pending,
                last.before,
                last.kind,
                last.last,
                start,
                end,
                space,
                one.state,
            )
            _keep(into, made_of)

    def _last_of(self, end: int) -> State:
        """What the last token of a long piece that ends there adds: no state but the costs of one."""
        found = self._lasts.get(end)
        if found is None:
            tail = self._token_at[end - 1]
            token = self.line.tokens[tail]
            text = token.text[: end - token.start]
            only: _States = {}
            before = self._contexts[tail]
            self._close(only, self._gap_costs[tail], text, token.kind, before, 0, end, False, None)
            found = self._lasts[end] = next(iter(only.values()))
        return found

    def _close(
        self,
        into: _States,
        cost: float,
        text: str,
        kind: str,
        before: str | None,
        start: int,
        end: int,
        space: bool,
        back: State | None,
    ) -> None:
        """Adds a piece whose last token reads `text`; a word is paid for when it is complete."""
        if kind == LETTERS:
            rank = cost + self.costs.begun(text, before)
            _keep(into, State(rank, cost, text, before, kind, text, start, end, space, back))
            return
        cost += self.costs.token(text, kind, before)
        before = context(text, kind, before)
        _keep(into, State(cost, cost, "", before, kind, text, start, end, space, back))


def _pieces(state: State) -> list[tuple[int, int, bool]]:
    """The pieces of a state in their order: start, end, whether a space stands before."""
    pieces = []
    while state.back is not None:
        pieces.append((state.start, state.end, state.space))
        state = state.back
    return pieces[::-1]


def _keep(into: _States, state: State) -> None:
    """The cheaper of two states that nothing can tell apart from here on."""
    key = (state.pending, state.before)
    other = into.get(key)
    if other is None or state[0] < other[0]:
        into[key] = state
