"""Which way round a bracket is read.

A text layer holds the bracket that is seen or the one that is meant, as its producer liked, and
pdfium turns some of them round again; the box of a bracket does not tell. What tells is the text
itself: an opening bracket stands behind a space and before a word, a closing one the other way
round, and they come in pairs. The cheapest reading of a paragraph's brackets is found by dynamic
programming; the character given counts as much as it agrees with the sure ones of its document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAIRS = ("()", "[]", "{}", "«»", "‹›", "<>")
_OTHER = {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
_OPENERS = {pair[0] for pair in _PAIRS}
_BEFORE = frozenset(" \t\n([{«‹<“\"'”„-–—/")
_BEHIND = frozenset(" \t\n)]}»›>.,،;؛:!؟?“\"'”„-–—/")
_MARKER = re.compile(r"\s*[\w*]{1,4}$")
_DEPTH = 3
_MANY = 400
"""Brackets of a kind in one paragraph beyond which its text is taken as it is."""


def votes(texts: Sequence[str]) -> Counter[tuple[str, bool, bool]]:
    """How often a bracket that its neighbours make sure is given as it is meant.

    Counted by the kind of bracket, whether Arabic letters stand nearest to it, and agreement.
    """
    found: Counter[tuple[str, bool, bool]] = Counter()
    for text in texts:
        for at, c in enumerate(text):
            if c not in _OTHER:
                continue
            opens, closes = _costs(text, at)
            if abs(opens - closes) >= 2:
                found[
                    _class(text, at), _near_arabic(text, at), (opens < closes) == (c in _OPENERS)
                ] += 1
    return found


def settle(text: str, known: Counter[tuple[str, bool, bool]]) -> str:
    """The paragraph with every bracket the way it is read."""
    out = list(text)
    for pair in _PAIRS:
        places = [at for at, c in enumerate(text) if c in pair]
        if not places or len(places) > _MANY:
            continue
        if pair == "<>" and not _paired(text, places):
            continue
        for at, opens in zip(places, _best(text, places, known), strict=True):
            out[at] = pair[0] if opens else pair[1]
    return "".join(out)


def _paired(text: str, places: Sequence[int]) -> bool:
    """Whether signs for less and more are used as brackets: no spaces inside, an even number."""
    return len(places) % 2 == 0 and all(
        " " not in text[a:b] for a, b in zip(places[::2], places[1::2], strict=True)
    )


def _class(text: str, at: int) -> str:
    return min(text[at], _OTHER[text[at]])


def _near_arabic(text: str, at: int) -> bool:
    for distance in range(1, 25):
        for each in (
            text[max(0, at - distance) : at - distance + 1],
            text[at + distance : at + distance + 1],
        ):
            if each.isalpha():
                return "\u0590" <= each <= "\u08ff"
    return True


def _costs(text: str, at: int) -> tuple[float, float]:
    """What it costs, by its neighbours, to read a bracket as opening and as closing."""
    before = text[at - 1] if at else "\n"
    behind = text[at + 1] if at + 1 < len(text) else "\n"
    starts, ends = before in _BEFORE, behind in _BEHIND
    opens = 1.5 * (not starts) + 1.5 * (ends and behind not in "“\"'”„([{«-–—")
    closes = 1.5 * (not ends) + 1.5 * (starts and before not in "“\"'”„)]}»-–—")
    if behind in ".,،;؛":
        opens += 2
    return opens, closes


def _best(text: str, places: Sequence[int], known: Counter[tuple[str, bool, bool]]) -> list[bool]:
    """For each bracket whether it opens: the cheapest way through, by how many are open."""
    paths: dict[int, tuple[float, list[bool]]] = {0: (0.0, [])}
    for order, at in enumerate(places):
        opens, closes = _costs(text, at)
        key = _class(text, at), _near_arabic(text, at)
        right, wrong = known[(*key, True)] + 1, known[(*key, False)] + 1
        trust = 1.2 * (right - wrong) / (right + wrong)
        opens, closes = (opens, closes + trust) if text[at] in _OPENERS else (opens + trust, closes)
        marker = order == 0 and bool(_MARKER.match(text[:at].rsplit("\n", 1)[-1]))
        grown: dict[int, tuple[float, list[bool]]] = {}
        for depth, (cost, path) in paths.items():
            ways = [(depth + 1, cost + opens + 0.6 * depth, True)] if depth < _DEPTH else []
            if depth:
                ways.append((depth - 1, cost + closes, False))
            else:
                ways.append((0, cost + closes + (0.5 if marker else 2.2), False))
            for after, total, opening in ways:
                if after not in grown or total < grown[after][0]:
                    grown[after] = total, [*path, opening]
        paths = grown
    return min((cost + 2.2 * depth, path) for depth, (cost, path) in paths.items())[1]
