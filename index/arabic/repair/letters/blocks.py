"""Lines whose blocks of whole words stand in another order, judged with the lines around them.

Once its words are read, a line may still have its blocks of words reversed, where neither order is
ill-formed in itself: what decides is how the last line ends and the next one begins. Blocks were
drawn as runs of their own where the font changes (the verb at a paragraph's head), beside numbers
and signs, at wide spaces; between other words a cut is dear.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from index.arabic.repair.letters.decoding import Decoded
from index.arabic.repair.run_costs import (
    CLAUSE_MARKS,
    DIGITS,
    ITEM,
    LATIN,
    LETTERS,
    MONTHS,
    NOTE,
    OTHER,
    Costs,
    context,
)
from index.arabic.words import START

GAIN, GAIN_OF_SEAMS = 5.0, 1.5
"""Nats that another order of blocks must be more probable; where the line was cut anyway."""
_AT_SEAM, _AT_FONT, _AT_NUMBER, _AT_SPACE, _ANYWHERE = 0.0, 1.0, -1.0, 1.5, 3.0
_MOST, _MOST_EXCHANGED = 16, 10
_EXCHANGE = 1.0
"""Cost of two blocks' exchanging places without the rest of the line's being turned round."""
_HALVES = 3.5
"""Cost of a word's having been cut in two."""
_DATED = 2.0
"""What a year behind a month gains over another number."""
_YEAR = re.compile("(?:19|20)[0-9]{2}|(?:١٩|٢٠)[٠-٩]{2}")
_TRUST = 0.7
"""How far a neighbouring line is believed to end or begin as it should."""
_MARK_AHEAD = 8.0
_LONGEST = 60
"""Tokens; a line that has more is no printed line."""

_TOKEN = re.compile(
    r"(?P<note>\(\s*[0-9\u0660-\u0669]{1,3}\s*\))"
    r"|(?P<item>(?<!\S)(?:-\s*[0-9\u0660-\u0669]{1,3}|[0-9\u0660-\u0669]{1,3}\s*-)(?!\S))"
    r"|(?P<digits>[0-9\u0660-\u0669]+(?:[/.,][0-9\u0660-\u0669]+)*)"
    r"|(?P<latin>[A-Za-z][\w/.'-]*)"
    r"|(?P<other>[^\s\u0640])"
)
_KINDS = {"note": NOTE, "item": ITEM, "digits": DIGITS, "latin": LATIN, "other": OTHER}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was read, a number or a sign; a range of the line's text."""

    start: int
    end: int
    text: str
    kind: str
    intact: bool


def tokens(found: Decoded, text: str) -> list[Token]:
    """What a line consists of, as it was read."""
    starts = found.row.starts
    made: list[Token] = []
    at = 0

    def between(low: int, high: int) -> None:
        for match in _TOKEN.finditer(text, low, high):
            kind = _KINDS[str(match.lastgroup)]
            made.append(Token(match.start(), match.end(), match[0], kind, True))

    for choice in found.words:
        word = choice.candidate
        start, end = int(starts[word.start]), min(int(starts[word.end]), len(text))
        between(at, start)
        at = max(at, end)
        if word.sign:
            made.append(Token(start, end, word.word or "", OTHER, word.intact))
        else:
            made.append(Token(start, end, word.word or text[start:end], LETTERS, word.intact))
    between(at, len(text))
    return made


def read_text(line: Sequence[Token], text: str) -> str:
    """A line as it was read; wide spaces stay, since words on both sides may not belong together."""
    parts = []
    for k, token in enumerate(line):
        if k:
            wide = sum(c.isspace() for c in text[line[k - 1].end : token.start]) > 1
            parts.append("  " if wide or line[k - 1].intact != token.intact else " ")
        parts.append(token.text)
    return "".join(parts)


def _contexts(line: Sequence[Token]) -> list[str | None]:
    found: list[str | None] = []
    before: str | None = None
    for token in line:
        before = context(token.text, token.kind, before)
        found.append(before)
    return found


class Border:
    """What a line's neighbours say of its first and its last word."""

    def __init__(self, before: Sequence[Token], behind: Sequence[Token], costs: Costs) -> None:
        self.before = _contexts(before)[-1] if before else START
        self.behind = behind[0] if behind else None
        self.costs = costs

    def begins(self, token: Token) -> float:
        """Cost of a line's first token."""
        much = _likely(
            self.costs.token(token.text, token.kind, self.before),
            self.costs.token(token.text, token.kind, None),
        )
        return much + (_MARK_AHEAD if token.text in CLAUSE_MARKS and token.text != "(" else 0.0)

    def ends(self, last: str | None) -> float:
        """Cost of the next line's first token behind a line's last."""
        if self.behind is None:
            return 0.0
        text, kind = self.behind.text, self.behind.kind
        return _likely(self.costs.token(text, kind, last), self.costs.token(text, kind, None))


def _likely(cost: float, alone: float) -> float:
    return -math.log(_TRUST * math.exp(-cost) + (1 - _TRUST) * math.exp(-alone))


def _cuts(
    line: Sequence[Token], text: str, seams: Collection[int], after: Sequence[float]
) -> dict[int, float]:
    """Tokens that a block may begin with, and what a cut before each costs; `after` is what each
    token costs where it stands.
    """
    found = {}
    for k, (a, b) in enumerate(pairwise(line), 1):
        gap = text[a.end : b.start]
        dear = _ANYWHERE
        if any(a.end <= seam <= b.start for seam in seams):
            dear = _AT_SEAM
        elif a.kind == b.kind == LETTERS and a.intact != b.intact:
            dear = _AT_FONT
        elif (a.kind in (DIGITS, NOTE, ITEM)) != (b.kind in (DIGITS, NOTE, ITEM)):
            dear = _AT_NUMBER
        elif sum(c.isspace() for c in text[a.end - 1 : b.start]) > 1 or "\u0640" in gap:
            dear = _AT_SPACE
        found[k] = dear
    kept = sorted(found, key=lambda k: (found[k] - after[k], k))[:_MOST]
    return {k: found[k] for k in sorted(kept)}


def cost(line: Sequence[Token], border: Border) -> float:
    """What a line costs as it stands."""
    if not line:
        return 0.0
    behind = _contexts(line)
    inside = sum(border.costs.token(b.text, b.kind, behind[k]) for k, b in enumerate(line[1:]))
    return border.begins(line[0]) + inside + border.ends(behind[-1])


def _joined(
    line: Sequence[Token], behind: Sequence[str | None], last: int, first: int, costs: Costs
) -> float:
    """Cost of a token behind another, which may be two halves of a word."""
    a, b = line[last], line[first]
    much = costs.token(b.text, b.kind, behind[last])
    if first != last + 1 and a.kind == b.kind == LETTERS and costs.known(a.text + b.text):
        before = behind[last - 1] if last else START
        whole = costs.word(a.text + b.text, before) - costs.word(a.text, before)
        much = min(much, whole + _HALVES)
    if a.text in MONTHS and _YEAR.fullmatch(b.text):
        much -= _DATED
    return much


def best_order(
    line: Sequence[Token],
    text: str,
    seams: Collection[int],
    border: Border,
) -> tuple[float, tuple[tuple[int, int] | None, ...]]:
    """The order of a line's blocks that is likeliest, as ranges of its text, and what it gains in
    nats over the one that stands; 0.0 where none is likelier.
    """
    whole = ((0, len(text)),)
    if not 2 <= len(line) <= _LONGEST:
        return 0.0, whole
    behind, costs = _contexts(line), border.costs
    after = [0.0, *(costs.token(b.text, b.kind, behind[k]) for k, b in enumerate(line[1:]))]
    cuts = _cuts(line, text, seams, after)
    heads = [0, *cuts]
    tails = [*(k - 1 for k in cuts), len(line) - 1]
    many = len(heads)
    link = [
        [
            _joined(line, behind, tails[i], heads[j], costs)
            - (cuts[heads[j]] if j == i + 1 else 0.0)
            for j in range(many)
        ]
        for i in range(many)
    ]
    begin = [border.begins(line[k]) for k in heads]
    end = [border.ends(behind[k]) for k in tails]

    def total(order: Sequence[int]) -> float:
        return begin[order[0]] + end[order[-1]] + sum(link[i][j] for i, j in pairwise(order))

    stands = list(range(many))
    kept = _reversed(many, link, begin, end)
    least = total(kept)
    free = [0, *(i for i, k in enumerate(cuts, 1) if cuts[k] == _AT_SEAM), many]
    if 3 <= len(free) <= _MOST_EXCHANGED:
        other = _exchanged(stands, free, total)
        if total(other) + _EXCHANGE < least:
            kept, least = other, total(other) + _EXCHANGE
    gain = total(stands) - least
    if kept == stands or gain <= 0.0:
        return 0.0, whole
    bounds = [0, *(line[k].start for k in cuts), len(text)]
    ranges: list[tuple[int, int] | None] = []
    for i in kept:
        before = ranges[-1] if ranges else None
        if before is not None and before[1] == bounds[i]:
            ranges[-1] = before[0], bounds[i + 1]
            continue
        touch = before is not None and not text[before[1] - 1].isspace()
        if touch and not text[bounds[i]].isspace() and line[heads[i]].text not in CLAUSE_MARKS:
            ranges.append(None)
        ranges.append((bounds[i], bounds[i + 1]))
    return gain, tuple(ranges)


def _exchanged(
    order: list[int], free: Sequence[int], total: Callable[[Sequence[int]], float]
) -> list[int]:
    """The order after the best exchange of two neighbouring blocks that begin and end at `free`."""
    trials = (order[:a] + order[b:c] + order[a:b] + order[c:] for a, b, c in combinations(free, 3))
    return min(trials, key=total, default=order)


def _reversed(
    many: int, link: Sequence[Sequence[float]], begin: Sequence[float], end: Sequence[float]
) -> list[int]:
    """The best order that is the line's blocks all turned round, cut at some of the cuts."""
    inside = [[0.0] * (many + 1) for _ in range(many)]
    for i in range(many):
        for j in range(i + 2, many + 1):
            inside[i][j] = inside[i][j - 1] + link[j - 2][j - 1]
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for i in range(many - 1, -1, -1):
        best[i, many] = begin[i] + inside[i][many], -1
        for j in range(i + 1, many):
            found = min(
                (best[j, k][0] + link[k - 1][i] + inside[i][j], k) for k in range(j + 1, many + 1)
            )
            best[i, j] = found
    _, j = min((best[0, j][0] + end[j - 1], j) for j in range(1, many + 1))
    i, blocks = 0, []
    while True:
        blocks.append(list(range(i, j)))
        k = best[i, j][1]
        if k < 0:
            break
        i, j = j, k
    return [cell for block in reversed(blocks) for cell in block]
