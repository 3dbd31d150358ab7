"""Which characters of a line are written from right to left, for a file format that wants it said.

A small part of the Unicode bidirectional algorithm (UAX #9, W1-W7, N0-N2), enough for one line
without embeddings: in an Arabic line a Latin phrase with its numbers and brackets is one stretch
from left to right, a number alone another, and everything else Arabic.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

_RIGHT = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}


def right_to_left(line: str, paragraph: bool) -> list[bool]:
    """For each character of a line whether its run is one from right to left; `paragraph` says
    which way the line itself goes (True: from right to left).
    """
    classes = [unicodedata.bidirectional(c) for c in line]
    kinds: list[str | None] = []
    strong = "R" if paragraph else "L"
    for c in classes:
        if c == "NSM":
            kinds.append(kinds[-1] if kinds else None)
        elif c in _RIGHT:
            strong = "R"
            kinds.append("R")
        elif c == "L":
            strong = "L"
            kinds.append("L")
        elif c == "EN":
            # a number behind Latin words belongs to them (W7)
            kinds.append("L" if strong == "L" else "N")
        else:
            kinds.append(None)
    _separators(classes, kinds)
    _brackets(line, kinds, paragraph)
    _neutrals(kinds, paragraph)
    return [kind == "R" for kind in kinds]


def runs(line: str, paragraph: bool) -> list[tuple[str, bool]]:
    """The line cut where the direction changes: (characters, from right to left)."""
    marked = zip(line, right_to_left(line, paragraph), strict=True)
    return [("".join(c for c, _ in group), way) for way, group in groupby(marked, lambda m: m[1])]


def _separators(classes: list[str], kinds: list[str | None]) -> None:
    """`64/293`, `10-20` and `2,5` are numbers; so is `50%`."""
    for i, c in enumerate(classes):
        if c in ("CS", "ES") and 0 < i < len(classes) - 1:
            if classes[i - 1] == classes[i + 1] == "EN" and kinds[i - 1] == kinds[i + 1]:
                kinds[i] = kinds[i - 1]
        elif c == "ET" and i and classes[i - 1] in ("EN", "ET"):
            kinds[i] = kinds[i - 1]


def _brackets(line: str, kinds: list[str | None], paragraph: bool) -> None:
    """Brackets around Latin words behind Latin words are theirs; others are the line's own."""
    opened: list[int] = []
    for i, character in enumerate(line):
        if character in _PAIRS.values():
            opened.append(i)
        elif character in _PAIRS:
            while opened and line[opened[-1]] != _PAIRS[character]:
                opened.pop()
            if not opened:
                continue
            start = opened.pop()
            inside = {kind for kind in kinds[start + 1 : i] if kind}
            before = next((kind for kind in reversed(kinds[:start]) if kind), None)
            own = "R" if paragraph else "L"
            if inside == {"L"} and before == "L":
                kinds[start] = kinds[i] = "L"
            elif inside and own not in inside and before == "R":
                kinds[start] = kinds[i] = "R"
            elif inside:
                kinds[start] = kinds[i] = own


def _neutrals(kinds: list[str | None], paragraph: bool) -> None:
    """What stands between two stretches of one direction takes it; else the line's."""
    own = "R" if paragraph else "L"
    at = 0
    while at < len(kinds):
        if kinds[at] is not None:
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] is None:
            end += 1
        before = kinds[at - 1] if at else own
        after = kinds[end] if end < len(kinds) else own
        # numbers count as from right to left here (N1)
        before, after = ("R" if each == "N" else each for each in (before, after))
        kinds[at:end] = [before if before == after else own] * (end - at)
        at = end
