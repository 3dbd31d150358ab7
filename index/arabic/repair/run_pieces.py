"""What a piece costs behind a beginning of the true text: its words, its spaces, its joints.

A piece may go on with the word that the last one left open. The costs of what stands in its middle
are those of the line as it stands, summed once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from index.arabic.repair.run_costs import LETTERS, QUOTES, Costs, context, spaced
from index.arabic.repair.run_line import Line
from index.arabic.words import START

_LOST_SPACE, _SPARE_SPACE = 1.0, 1.0
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


States = dict[tuple[str, str | None], State]


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
    begun: bool
    """Whether a word begins with the letters of its last one."""
    state: State


class Pieces:
    """The costs of all pieces of one line."""

    def __init__(self, line: Line, costs: Costs) -> None:
        self.line = line
        self.costs = costs
        tokens = line.tokens
        self.token_at = [0] * len(line.text)
        """Which token each kept character belongs to."""
        self.sums = [0.0]
        """Costs of the tokens before each, as they stand."""
        self._contexts: list[str | None] = []
        self._gap_costs = [self._gap_cost(i) for i in range(len(tokens))]
        self._second: dict[int, float] = {}
        """Costs of the second token of a piece that starts there, behind its first word."""
        self._lasts: dict[int, State] = {}
        before: str | None = START
        for i, token in enumerate(tokens):
            self.token_at[token.start : token.end] = [i] * (token.end - token.start)
            self._contexts.append(before)
            self.sums.append(self.sums[-1] + self._behind(i, before))
            before = context(token.text, token.kind, before)

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

    def opened(self, states: Sequence[State], cut: float) -> list[_Open]:
        """The states with what is the same for every piece that may follow them."""
        gaps, stretched, costs = self.line.gaps, self.line.stretched, self.costs
        found = []
        for state in states:
            cost = state.cost + cut if state.back is not None else state.cost
            paid, behind, apart = cost, state.before, 0.0
            if state.pending:
                paid += costs.word(state.pending, state.before)
                behind = state.pending
                if state.end < len(self.line.text) and gaps[state.end] and not stretched[state.end]:
                    apart = _SPARE_SPACE
            # A space is missing on both sides: here, and where the last piece was cut off.
            lacking = state.end < len(self.line.text) and not gaps[state.end]
            spaced_word = state.back is not None and spaced(state.kind, state.last, LETTERS, "ا")
            begun = bool(state.pending) and costs.can_begin(state.pending)
            found.append(_Open(cost, paid, apart, behind, lacking, spaced_word, begun, state))
        return found

    def extend(
        self, into: States, opened: Sequence[_Open], start: int, end: int, limit: float
    ) -> None:
        """Adds what the piece from `start` to `end` makes of each of the states, where the cost
        stays below `limit`.
        """
        head, tail = self.token_at[start], self.token_at[end - 1]
        token = self.line.tokens[head]
        text = token.text[start - token.start : end - token.start]
        if tail > head + 1:
            self._extend_far(into, opened, start, end, text, limit)
            return
        kind = token.kind
        letters, single = kind == LETTERS, head == tail
        costs, close = self.costs, self._close
        for one in opened:
            if one.cost > limit:
                continue
            state = one.state
            for cost, first, before, space in self._openings(one, start, text, kind, single, limit):
                if single:
                    close(into, cost, first, kind, before, start, end, space, state, limit)
                    continue
                cost += costs.word(first, before) if letters else costs.token(first, kind, before)
                if cost > limit:
                    continue
                before = context(first, kind, before)
                last = self.line.tokens[tail]
                shown = last.text[: end - last.start]
                cost += self._gap_costs[tail]
                close(into, cost, shown, last.kind, before, start, end, space, state, limit)

    def at_least(self, start: int, end: int) -> float:
        """What a piece costs behind anything but for its first two tokens; 0.0 for a short one."""
        head, tail = self.token_at[start], self.token_at[end - 1]
        if tail <= head + 1:
            return 0.0
        return self.sums[tail] - self.sums[head + 2] + self._last_of(end).rank

    def _openings(
        self, one: _Open, start: int, text: str, kind: str, single: bool, limit: float
    ) -> list[tuple[float, str, str | None, bool]]:
        """How a piece may begin behind a state: going on with its last word, or anew. Each with
        the cost before its first token, that token, what it stands behind and whether spaced.
        """
        state = one.state
        found: list[tuple[float, str, str | None, bool]] = []
        if state.pending and kind == LETTERS:
            joined = one.cost + self._spare(start) + one.apart
            if joined <= limit:
                made = state.pending + text
                if self.costs.can_begin(made) if single else self._may_join(one, start, made):
                    found.append((joined, made, state.before, False))
        if one.paid <= limit:
            space = state.back is not None and spaced(state.kind, state.last, kind, text)
            lost = space and one.lacking and start > 0 and not self.line.gaps[start]
            found.append((one.paid + (_LOST_SPACE if lost else 0.0), text, one.behind, space))
        return found

    def _may_join(self, one: _Open, start: int, made: str) -> bool:
        stretched = self.line.stretched
        if stretched[one.state.end] or stretched[start]:
            return True
        return one.begun and self.costs.known(made) > 0.0

    def _spare(self, start: int) -> float:
        apart = start and self.line.gaps[start] and not self.line.stretched[start]
        return _SPARE_SPACE if apart else 0.0

    def _extend_far(
        self,
        into: States,
        opened: Sequence[_Open],
        start: int,
        end: int,
        text: str,
        limit: float,
    ) -> None:
        """`_extend` for a piece of three tokens or more. What follows the second one is the same
        for all states: only the cheapest goes on.
        """
        head, tail = self.token_at[start], self.token_at[end - 1]
        kind = self.line.tokens[head].kind
        between = self.sums[tail] - self.sums[head + 2]
        last = self._last_of(end)
        least = limit - between - last.rank
        best: tuple[_Open, bool] | None = None
        if kind != LETTERS:
            for one in opened:
                for cost, first, before, space in self._openings(
                    one, start, text, kind, False, least
                ):
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
                cost, paid, apart, behind, lacking, space, _, state = one
                if cost > least:
                    continue
                if state.pending and cost + spare + apart < least:
                    made = state.pending + text
                    if self._may_join(one, start, made):
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
            keep(into, made_of)

    def _last_of(self, end: int) -> State:
        """What the last token of a long piece that ends there adds: no state but the costs of one."""
        found = self._lasts.get(end)
        if found is None:
            tail = self.token_at[end - 1]
            token = self.line.tokens[tail]
            text = token.text[: end - token.start]
            only: States = {}
            before = self._contexts[tail]
            self._close(only, self._gap_costs[tail], text, token.kind, before, 0, end, False, None)
            found = self._lasts[end] = next(iter(only.values()))
        return found

    def _close(
        self,
        into: States,
        cost: float,
        text: str,
        kind: str,
        before: str | None,
        start: int,
        end: int,
        space: bool,
        back: State | None,
        limit: float = math.inf,
    ) -> None:
        """Adds a piece whose last token reads `text`; a word is paid for when it is complete."""
        if kind == LETTERS:
            rank = cost + self.costs.begun(text, before)
            pending = text
        else:
            rank = cost = cost + self.costs.token(text, kind, before)
            pending = ""
            before = context(text, kind, before)
        if rank <= limit:
            keep(into, State(rank, cost, pending, before, kind, text, start, end, space, back))


def keep(into: States, state: State) -> None:
    """The cheaper of two states that nothing can tell apart from here on."""
    key = (state.pending, state.before)
    other = into.get(key)
    if other is None or state[0] < other[0]:
        into[key] = state
