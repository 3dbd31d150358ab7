"""The order of a line's pieces, where its runs stand reversed and cut words in two.

On such a line the words show the order only once they are read, and can be read only in their
order. Where words are stretched to justify a line, each stretch was drawn as a run of its own, and
its kashidas show the cuts: a piece that begins with one goes on with a word that was begun, one
that ends with one leaves a word open. In the line as it stands the pieces that begin a word keep
their order among each other; those that go on with one stand reversed behind the piece that they
go on from, and all of them may stand before it. So the possible orders are few: each piece that
begins a word is followed by a group of the others, turned round.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from index.arabic.normalise import KASHIDA
from index.arabic.repair.letters.decoding import Decoded
from index.arabic.repair.letters.observe import (
    IS_SPACE,
    SEAM,
    SEAM_SPACE,
    SPACE,
    Row,
)
from index.arabic.repair.letters.sequence import Sequences, sequences
from index.arabic.words import START, WordModel

Pieces = tuple[tuple[int, int], ...]
"""Ranges of a line's text in their supposed order."""

GAIN = 4.0
"""Nats that an order must be more probable than the one that stands to be looked at."""
GAIN_OF_WORDS = 6.0
"""The same where no word seems broken."""
UNMARKED_CUT, MARKED_CUT = 4.0, 1.0
"""Cost of one more cut between words; at a double space."""
_BROKEN = 3.0
"""Nats that a line's end and its beginning must gain together to be halves of a word."""
BROKEN_BORDER = -6.0
"""A line that begins inside a word, or ends inside one."""
_MOST, _UNSURE = 10, 5
_LIKELY, _WEAK = 0.5, -13.5
_BLANK = " \t\u00a0" + KASHIDA
_MARK = re.compile(rf"[\s{KASHIDA}]*\s[\s{KASHIDA}]*")
_REACH = 9
"""Symbols on either side of a seam that must be read with it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of a line's text that was drawn as one or more runs."""

    start: int
    end: int
    goes_on: bool
    """It begins inside a word."""
    open: bool
    """It ends inside a word."""
    first: str | None
    """Its first whole word, or None where it has none."""
    last: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where two pieces may meet."""

    place: int
    open: bool
    """What stands before it ends inside a word."""
    goes_on: bool
    """What stands behind it begins inside a word."""
    sure: bool
    """No word was read across it."""


def cuts(found: Decoded, text: str) -> list[Cut]:
    """The cuts of a line, by the stretching characters beside spaces; none where a likely word was
    read across the space, which is then a letter of it. The first and the last are the line's ends.
    """
    starts = found.row.starts
    made = [Cut(0, False, re.match(rf"\s*{KASHIDA}", text) is not None, True)]
    for match in _MARK.finditer(text):
        between = match.group()
        trimmed = between.rstrip(KASHIDA)
        place = match.start() + len(trimmed)
        if KASHIDA not in between or not match.start() > 0 or place >= len(text.rstrip(_BLANK)):
            continue
        across = [
            choice
            for choice in found.words
            if starts[choice.candidate.start] < match.start()
            and starts[choice.candidate.end - 1] >= place
        ]
        likely = any(
            c.share > _LIKELY and c.candidate.seen + c.candidate.alone > _WEAK for c in across
        )
        if likely and not (KASHIDA in trimmed and len(trimmed) < len(between)):
            continue
        made.append(Cut(place, KASHIDA in trimmed, len(trimmed) < len(between), not across))
    ends_open = re.search(rf"{KASHIDA}\s*$", text) is not None
    return [*made, Cut(len(text), ends_open, False, True)]


def pieces_of(found: Decoded, cut: Sequence[Cut]) -> list[Piece]:
    """The pieces between cuts."""
    starts = found.row.starts
    words = [c.candidate for c in found.words]
    made = []
    for low, high in pairwise(cut):
        inside = [
            w
            for w in words
            if low.place <= starts[w.start] and starts[w.end - 1] < high.place and not w.sign
        ]
        first = inside[0].word if inside and not low.goes_on else None
        last = inside[-1].word if inside and not high.open else None
        made.append(Piece(low.place, high.place, low.goes_on, high.open, first, last))
    return made


def possible_orders(pieces: Sequence[Piece]) -> Iterator[tuple[int, ...]]:
    """The orders that a line's pieces may have had, by their places in the line as it stands."""
    heads = [i for i, p in enumerate(pieces) if not p.goes_on]
    others = [i for i, p in enumerate(pieces) if p.goes_on]
    if not heads:
        yield tuple(reversed(others))
        return
    for bars in combinations(range(len(others) + len(heads) - 1), len(heads) - 1):
        bounds = [0, *(bar - k for k, bar in enumerate(bars)), len(others)]
        order: list[int] = []
        for head, (low, high) in zip(heads, pairwise(bounds), strict=True):
            order.append(head)
            order.extend(reversed(others[low:high]))
        yield tuple(order)


def _edge(row: Row, place: int, ahead: bool) -> NDArray[np.uint8]:
    """The symbols just before a place of the row, or just behind it, cut between words."""
    symbols = row.symbols[:-1]
    if ahead:
        end = min(place + _REACH, len(symbols))
        while end < len(symbols) and not IS_SPACE[symbols[end]]:
            end += 1
        return symbols[place:end]
    start = max(place - _REACH, 0)
    while start > 0 and not IS_SPACE[symbols[start - 1]]:
        start -= 1
    return symbols[start:place]


def _seam_row(before: NDArray[np.uint8], behind: NDArray[np.uint8]) -> NDArray[np.uint8]:
    before, behind = before.copy(), behind.copy()
    letters = np.flatnonzero(before != SPACE)
    before[int(letters[-1]) + 1 if len(letters) else 0 :] = SEAM_SPACE
    letters = np.flatnonzero(behind != SPACE)
    behind[: int(letters[0]) if len(letters) else len(behind)] = SEAM_SPACE
    return np.concatenate([before, np.array([SEAM], np.uint8), behind])


def _as_row(symbols: NDArray[np.uint8]) -> Row:
    symbols = np.concatenate([symbols, np.array([SPACE], np.uint8)])
    nothing = np.zeros(len(symbols) + 1, np.int32)
    return Row(0, symbols, nothing, np.zeros(len(symbols), bool))


def orders(
    found: Sequence[Decoded],
    texts: Sequence[str],
    likelihood: Callable[[Sequence[Row]], NDArray[np.float64]],
    model: WordModel,
) -> dict[int, Pieces]:
    """The lines that seem to read better in another order, with it; `found` are their rows as they
    stand, each of a whole line.
    """
    cut: dict[int, tuple[Decoded, list[Cut]]] = {}
    wanted: dict[bytes, Row] = {}

    def want(symbols: NDArray[np.uint8]) -> bytes:
        key = symbols.tobytes()
        if key not in wanted:
            wanted[key] = _as_row(symbols)
        return key

    seams: dict[int, dict[tuple[int, int], tuple[bytes, bytes, bytes]]] = {}
    for reading in found:
        row = reading.row
        made = cuts(reading, texts[row.line])
        if not reading.words or len(made) > _MOST + 1:
            continue
        cut[row.line] = reading, made
        own = seams[row.line] = {}
        places = np.searchsorted(row.starts[:-2], [c.place for c in made]).tolist()
        heads = [_edge(row, place, True) for place in places]
        tails = [_edge(row, place, False) for place in places]
        for i, a in enumerate(made[1:], 1):
            for j, b in enumerate(made[:-1]):
                if a.open or b.goes_on or (b is made[0] and a is made[-1]):
                    own[a.place, b.place] = (
                        want(_seam_row(tails[i], heads[j])),
                        want(tails[i]),
                        want(heads[j]),
                    )
    rows_wanted = list(wanted.values())
    much = dict(zip(wanted, likelihood(rows_wanted).tolist(), strict=True)) if wanted else {}
    better = {}
    everywhere = sequences(map(_words, found), model)
    ends = {reading.row.line: _ends(reading, texts[reading.row.line]) for reading in found}
    for line, (reading, made) in cut.items():
        around = ends.get(line - 1, (None, START))[1], ends.get(line + 1, (None, None))[0]
        gains = {key: much[a] - much[b] - much[c] for key, (a, b, c) in seams[line].items()}
        last, first = made[-1], made[0]
        if not (last.open and first.goes_on) and gains[last.place, 0] > _BROKEN:
            made[0] = replace(first, goes_on=True)
            made[-1] = replace(last, open=True)
        known = everywhere.without(_words(reading))
        gain, order, last_word = _best(reading, texts[line], made, gains, around, known)
        broken = any(c.open or c.goes_on for c in made)
        if order is not None and gain > (GAIN if broken else GAIN_OF_WORDS):
            better[line] = order
            ends[line] = ends[line][0], last_word
    return better


def _words(found: Decoded) -> list[str]:
    return [c.candidate.word for c in found.words if c.candidate.word and not c.candidate.sign]


def _ends(found: Decoded, text: str) -> tuple[str | None, str | None]:
    """The first word of a line, if it begins with one, and the last, if it ends with one."""
    words = [c.candidate for c in found.words]
    if not words:
        return None, None
    starts = found.row.starts
    first = words[0].word if not text[: starts[words[0].start]].strip() else None
    behind = text[starts[words[-1].end] :].strip(_BLANK)
    last = words[-1].word if not behind else START if behind[-1] in "،؛.:" else None
    return first, last


def _best(
    found: Decoded,
    text: str,
    made: Sequence[Cut],
    gains: Mapping[tuple[int, int], float],
    around: tuple[str | None, str | None],
    known: Sequences,
) -> tuple[float, Pieces | None, str | None]:
    """The likeliest order of a line's pieces, one of them perhaps cut once more between words."""
    unsure = [k for k, cut in enumerate(made) if not cut.sure][:_UNSURE]
    tried: list[tuple[float, list[Piece], Pieces | None]] = []
    for many in range(len(unsure) + 1):
        for left_out in combinations(unsure, many):
            pieces = pieces_of(found, [c for k, c in enumerate(made) if k not in left_out])
            tried.append(_likeliest(pieces, gains, around, known))
    tried.sort(key=lambda t: -t[0])
    starts = found.row.starts
    words = [c.candidate for c in found.words]
    for _, pieces, _ in tried[:2]:
        for i, piece in enumerate(pieces):
            inside = [
                w for w in words if piece.start <= starts[w.start] and starts[w.end - 1] < piece.end
            ]
            for a, b in pairwise(inside):
                if a.sign or b.sign or a.word is None or b.word is None:
                    continue
                place = int(starts[b.start])
                two = [
                    Piece(piece.start, place, piece.goes_on, False, piece.first, a.word),
                    Piece(place, piece.end, False, piece.open, b.word, piece.last),
                ]
                gain, some, order = _likeliest(
                    [*pieces[:i], *two, *pieces[i + 1 :]], gains, around, known
                )
                gap = text[starts[a.end] : place]
                cost = MARKED_CUT if sum(c.isspace() for c in gap) > 1 else UNMARKED_CUT
                tried.append((gain - cost, some, order))
    gain, pieces, order = max(tried, key=lambda t: t[0])
    last = next((p.last for p in pieces if order and p.end == order[-1][1]), None)
    return gain, order, last


def _likeliest(
    pieces: Sequence[Piece],
    gains: Mapping[tuple[int, int], float],
    around: tuple[str | None, str | None],
    known: Sequences,
) -> tuple[float, list[Piece], Pieces | None]:
    """The gain of the best order over the one that stands, the pieces, and the order as ranges."""
    many = len(pieces)
    join = {
        (i, j): gains[a.end, b.start] if (a.end, b.start) in gains else known.gain(a.last, b.first)
        for i, a in enumerate(pieces)
        for j, b in enumerate(pieces)
        if i != j
    }
    before, behind = around
    begin = [BROKEN_BORDER if p.goes_on else _begins(p.first, before, known) for p in pieces]
    finish = [BROKEN_BORDER if p.open else _begins(behind, p.last, known) for p in pieces]

    def total(order: Sequence[int]) -> float:
        return begin[order[0]] + finish[order[-1]] + sum(join[pair] for pair in pairwise(order))

    stands = tuple(range(many))
    best, kept = -math.inf, None
    for order in (*possible_orders(pieces), stands[::-1]):
        if order != stands:
            much = total(order)
            if much > best:
                best, kept = much, order
    if kept is None:
        return -math.inf, list(pieces), None
    ranges = tuple((pieces[i].start, pieces[i].end) for i in kept)
    return best - total(stands), list(pieces), ranges


def _begins(word: str | None, before: str | None, known: Sequences) -> float:
    """How much more probable a word is at the beginning of a line behind the last word of the line
    before, which may not be what stood there.
    """
    if word is None:
        return 0.0
    return max(
        math.log(0.5 + 0.5 * math.exp(known.gain(before, word))),
        math.log(0.5 + 0.5 * math.exp(known.gain(START, word))) if before == START else -9.0,
    )
