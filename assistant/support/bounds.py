"""Least and most: a number or a date that a statement bounds from the other side than the paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Bound = Literal["least", "most"]

# All patterns run on folded text: small letters, no hamza, ه for ة.
_LEAST = (
    r"(?:no|not) (?:less|fewer|earlier|lower) than|not (?:before|below)|at (?:the )?least|a minimum of"
    r"|(?<!no )(?<!not )more than|(?<!not )exceed(?:s|ing)"
    r"|علي الاقل|(?:لا|الا) [يت]قل(?: \w+)? عن|ما لا يقل عن|لا [يت]سبق|ليس قبل|كحد ادني|حد ادني"
)
_MOST = (
    r"(?:no|not) (?:more|later|greater|higher) than|not (?:to )?exceed(?:ing)?|not after|at (?:the )?(?:very )?(?:most|latest)"
    r"|a maximum of|(?<!no )(?<!not )(?:less|fewer) than|up to"
    r"|علي الاكثر|(?:لا|الا) [يت]زيد(?: \w+)? (?:علي|عن)|(?:لا|الا) [يت]تجاوز|لا [يت]تعدي|موعد اقصاه|(?:ك|ب)?حد اقصي|اقصاها?"
)
_BOUND = rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))(?!\w)"
_BEFORE = re.compile(rf"(?<!\w)[وف]?{_BOUND}(?: (?:than|of|the|a|on|us|يوم|تاريخ|عن|\$|€))*[ $€]*$")
_BEHIND = re.compile(
    r"\s?(?:[a-z%٪]+|[\u0621-\u064a]+)?(?: (?:[a-z]+|[\u0621-\u064a]+))?[ ,،]{1,2}"
    r"(?:(?P<least>at (?:the )?least|or more|علي الاقل|كحد ادني)"
    r"|(?P<most>at (?:the )?(?:very )?(?:most|latest)|or (?:less|fewer)|علي الاكثر|كحد اقصي))(?!\w)"
)
_NEAR = 40
"""Characters before a number that its bound may stand in."""


def bound(text: str, start: int, end: int) -> tuple[Bound, int, int] | None:
    """The side from which the number or date at these characters of a folded text is bounded, and
    the characters of both together.
    """
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    found = before or _BEHIND.match(text, end)
    if found is None:
        return None
    side: Bound = "least" if found["least"] else "most"
    return side, before.start() if before else start, end if before else found.end()


def opposite(own: Bound, theirs: Sequence[Bound | None]) -> bool:
    """Whether every place of the paragraphs has the other bound than the statement."""
    return bool(theirs) and all(each not in (own, None) for each in theirs)
