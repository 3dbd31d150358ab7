"""Two texts word by word: what is the same, changed, moved, added and missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.differences.alignment import Pair, align, strong_pairs
from assistant.differences.letters import letters
from assistant.differences.moves import Move, find_moves
from assistant.differences.sliding import slid
from assistant.differences.tokens import Cut, Token, cut, joined_like
from assistant.differences.values import Letters, Piece, Summary

_WORDS = re.compile(r"\S*[^\W_]\S*")


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """What differs between a text and the one that came of it, in the order of reading.

    Joining every piece's `before` gives the first text to the letter, every `after` the second.
    What moved has a piece at each of its two places. Empty for two empty texts.
    """
    if before == after:
        return (Piece("same", before, after),) if before else ()
    first, second = cut(before), cut(after)
    first, second = joined_like(first, second), joined_like(second, first)
    if not first.tokens or not second.tokens:
        return _without_counterpart(first, second)
    pairs, moves = _aligned(first.tokens, second.tokens)
    return _Assembly(first, second).pieces(pairs, moves)


def _without_counterpart(first: Cut, second: Cut) -> tuple[Piece, ...]:
    """Where one of the texts shows nothing."""
    pieces = []
    for text in (first, second):
        if text.text and not text.tokens:
            own = (text.text, "") if text is first else ("", text.text)
            pieces.append(Piece("same", *own))
    return (*pieces, *_Assembly(first, second).pieces([], []))


def _aligned(first: Sequence[Token], second: Sequence[Token]) -> tuple[list[Pair], list[Move]]:
    pairs = align(first, second)
    moves = find_moves(first, second, pairs)
    if moves:
        # once what moved is out of the way, what is left may have other counterparts
        gone = {k for m in moves for k in range(m.before, m.before + m.length)}
        come = {k for m in moves for k in range(m.after, m.after + m.length)}
        left = [i for i in range(len(first)) if i not in gone]
        right = [j for j in range(len(second)) if j not in come]
        own, other = {i: k for k, i in enumerate(left)}, {j: k for k, j in enumerate(right)}
        kept = [(own[i], other[j]) for i, j in strong_pairs(first, second, pairs)]
        found = align([first[i] for i in left], [second[j] for j in right], kept)
        pairs = [(left[i], right[j]) for i, j in found]
    return slid(first, second, pairs, moves), moves


@dataclass(frozen=True, slots=True)
class _Assembly:
    """The pieces of two texts whose counterparts are known."""

    first: Cut
    second: Cut

    def pieces(self, pairs: Sequence[Pair], moves: Sequence[Move]) -> tuple[Piece, ...]:
        """All of both texts, in order."""
        gone = {m.before + k: (n, m) for n, m in enumerate(moves, 1) for k in range(m.length)}
        come = {m.after + k: (n, m) for n, m in enumerate(moves, 1) for k in range(m.length)}
        made: list[Piece] = []
        i = j = 0
        end = (len(self.first.tokens), len(self.second.tokens))
        for low, high in [*pairs, end]:
            while i < low:
                i = self._one_side(made, i, low, gone, is_first=True)
            while j < high:
                j = self._one_side(made, j, high, come, is_first=False)
            if (low, high) != end:
                self._pair(made, low, high)
                i, j = low + 1, high + 1
        return tuple(made)

    def _pair(self, made: list[Piece], i: int, j: int) -> None:
        one, two = self.first.tokens[i], self.second.tokens[j]
        before, after = self._text(True, i, i + 1), self._text(False, j, j + 1)
        if one.key != two.key:
            found = letters(self.first, one, self.second, two)
            made.append(Piece("changed", before, after, found, _other_figure(one, two)))
        elif made and made[-1].kind == "same":
            made[-1] = Piece("same", made[-1].before + before, made[-1].after + after)
        else:
            made.append(Piece("same", before, after))

    def _one_side(
        self,
        made: list[Piece],
        at: int,
        end: int,
        moved: dict[int, tuple[int, Move]],
        *,
        is_first: bool,
    ) -> int:
        """Adds the piece that opens at token `at` of one text; gives the place behind it."""
        tokens = self.first.tokens if is_first else self.second.tokens
        if at in moved:
            number, move = moved[at]
            text = self._text(is_first, at, at + move.length)
            sides = (text, "") if is_first else ("", text)
            found = self._moved_letters(move, is_first)
            made.append(Piece("moved", *sides, found, move=number))
            return at + move.length
        stop = at + 1
        if not tokens[at].figure:
            while stop < end and stop not in moved and not tokens[stop].figure:
                stop += 1
        text, figure = self._text(is_first, at, stop), tokens[at].figure
        if is_first:
            made.append(Piece("missing", text, "", figure=figure))
        else:
            made.append(Piece("added", "", text, figure=figure))
        return stop

    def _moved_letters(self, move: Move, is_first: bool) -> tuple[Letters, ...]:
        """Letters that changed on the way (a capital, a hamza), in the text of each place."""
        found = []
        start = self.first.tokens[move.before].start
        other = self.second.tokens[move.after].start
        for k in range(move.length):
            one, two = self.first.tokens[move.before + k], self.second.tokens[move.after + k]
            if one.key != two.key:
                low, high = one.start - start, two.start - other
                for each in letters(self.first, one, self.second, two):
                    before = (each.before[0] + low, each.before[1] + low)
                    after = (each.after[0] + high, each.after[1] + high)
                    found.append(Letters(before, after))
        return tuple(found)

    def _text(self, is_first: bool, start: int, end: int) -> str:
        side = self.first if is_first else self.second
        return side.text[side.tokens[start].start : side.tokens[end - 1].end]


def _other_figure(one: Token, two: Token) -> bool:
    """Whether a changed pair is another number or date, or the same in figures and in words."""
    if not (one.figure and two.figure):
        return False
    digits = [any(c.isdigit() for c in token.key) for token in (one, two)]
    same = one.values & two.values if one.kind == "number" else one.values == two.values
    return one.kind != two.kind or not same or digits[0] != digits[1]


def summary(pieces: Sequence[Piece]) -> Summary:
    """How many words are the same, changed, added, missing and moved, and how alike the texts are."""
    counts = dict.fromkeys(("same", "changed", "added", "missing", "moved"), 0)
    both = same = 0.0
    for piece in pieces:
        before, after = (len(_WORDS.findall(text)) for text in (piece.before, piece.after))
        both += before + after
        same += (before + after) * {"same": 1.0, "moved": 0.5}.get(piece.kind, 0.0)
        if piece.kind == "same" or piece.kind == "moved":
            counts[piece.kind] += before  # what moved is counted where it was
        else:
            counts[piece.kind] += max(before, after)
    alone = float(all(piece.kind == "same" for piece in pieces))
    return Summary(
        **counts,
        figures=sum(piece.figure for piece in pieces),
        similarity=same / both if both else alone,
    )
