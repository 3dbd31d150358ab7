"""A line as it may be cut: its characters without kashidas and vowel marks, its tokens, its gaps.

Kashidas, vowel marks and spaces are no part of what is compared, but they belong to the line and
show where it may have been joined; every kept character knows its range of the reading's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.arabic.normalise import KASHIDA, MARKS, kashida_breaks
from index.arabic.repair.run_costs import DIGITS, ITEM, LATIN, LETTERS, NOTE, OTHER
from index.arabic.repair.values import Reading

_TOKEN = re.compile(
    "(?P<lettered>^[\u0621-\u064a] -(?![^ ]))"
    "|(?P<letters>[\u0621-\u064a\u066e-\u06d3]+)"
    "|(?P<note>[()][0-9\u0660-\u0669]{1,3}[()])"
    "|(?P<item>(?<![^ ])(?:- ?[0-9\u0660-\u0669]{1,3}|[0-9\u0660-\u0669]{1,3} ?-)(?![^ ]))"
    "|(?P<digits>[0-9\u0660-\u0669]+(?:[/.,\u066b\u066c][0-9\u0660-\u0669]+)*)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f][\\w/.\u2019'-]*)"
    "|(?P<other>[^ ])"
)
_APART = re.compile(r"\S+")
_KINDS = {
    "lettered": ITEM,
    "letters": LETTERS,
    "note": NOTE,
    "item": ITEM,
    "digits": DIGITS,
    "latin": LATIN,
    "other": OTHER,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; `start` and `end` count the line's kept characters."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """The kept characters of a line and what stood between them."""

    text: str
    """Kept characters without spaces."""
    starts: tuple[int, ...]
    """Where the range of each begins in the reading's text; kashidas and marks go with a letter."""
    ends: tuple[int, ...]
    gaps: tuple[int, ...]
    """Spaces before each character, and behind the last one."""
    stretched: tuple[bool, ...]
    """Whether kashidas touch the gap before each character, and the line's end."""
    tokens: tuple[Token, ...]


def parse(reading: Reading) -> Line:
    """The line of a reading whose kashidas and spaces still stand."""
    text = reading.text.text
    joining = {i for start, end in kashida_breaks(text) for i in range(start, end)}
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[int] = []
    stretched: list[bool] = []
    joined: list[bool] = []
    spaces, stretch, glued, first = 0, False, False, -1
    for i, character in enumerate(text):
        if character.isspace():
            spaces += 1
            glued = glued or i in joining
        elif character == KASHIDA or MARKS.match(character):
            if character == KASHIDA:
                stretch = True
            if kept:
                ends[-1] = i + 1
            elif first < 0:
                first = i
        else:
            kept.append(character)
            starts.append(first if first >= 0 else i)
            ends.append(i + 1)
            gaps.append(spaces)
            # A kashida inside a word is no mark; at a space or a line's end it is.
            stretched.append(stretch and (spaces > 0 or len(kept) == 1))
            joined.append(glued and spaces <= 1)
            spaces, stretch, glued, first = 0, False, False, -1
    gaps.append(spaces)
    stretched.append(stretch)
    return Line(
        "".join(kept),
        tuple(starts),
        tuple(ends),
        tuple(gaps),
        tuple(stretched),
        tuple(_tokens(kept, gaps, joined)),
    )


def _tokens(kept: Sequence[str], gaps: Sequence[int], joined: Sequence[bool]) -> list[Token]:
    shown: list[str] = []
    place: list[int] = []
    for i, character in enumerate(kept):
        if gaps[i] and not joined[i] and shown:
            shown.append(" ")
            place.append(i)
        shown.append(character)
        place.append(i)
    found = []
    for match in _TOKEN.finditer("".join(shown)):
        start = place[match.start()]
        kind = _KINDS[match.lastgroup or "other"]
        written = match.group().replace(" ", "")
        found.append(Token(start, start + len(written), written, kind))
    return found


def ranges(
    line: Line, reading: Reading, order: Sequence[tuple[int, int, bool]]
) -> list[tuple[int, int] | None]:
    """Pieces for `values.reorder`: ranges of the reading's text, None for a space between two.

    `order` has pieces of the line's kept characters in their true order, each with whether a space
    stands before it.
    """
    text = reading.text.text
    joined: list[tuple[int, int, bool]] = []
    for start, end, space in order:
        if joined and joined[-1][1] == start and space == bool(line.gaps[start]):
            # Two neighbours that stay neighbours are one piece, with what stands between them.
            start, _, space = joined.pop()
        joined.append((start, end, space))
    pieces: list[tuple[int, int] | None] = []
    for i, (start, end, space) in enumerate(joined):
        if i and space:
            pieces.append(None)
        low, high = line.starts[start], line.ends[end - 1]
        # Kashidas set apart by a space at the piece's end would part it from what follows.
        core = high
        while core > low and (text[core - 1] == KASHIDA or text[core - 1].isspace()):
            core -= 1
        if any(c.isspace() for c in text[core:high]):
            pieces.append((low, core))
            pieces += [match.span() for match in _APART.finditer(text, core, high)]
        else:
            pieces.append((low, high))
    return pieces
