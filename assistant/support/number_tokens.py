"""A folded text cut into what numbers are read from, and a number as a value."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from index.arabic.normalise import fold_text

_GROUPED = r"\d{1,3}(?:[  ]\d{3})+(?![\d])|0{3}(?: \d{3})* \d{1,3}(?!\d)"
_FIGURE = rf"(?:{_GROUPED})(?:[.,٫]\d+)?|\d+(?:[.,٬٫]\d+)*"
_WRITTEN_ON = r"(?:m|mn|bn|km)(?![a-z\d])"
"""Scales and units that stand right behind their figure: `1.6m`."""
_TOKEN = re.compile(
    rf"(?P<figure>(?>{_FIGURE}))(?P<ordinal>st|nd|rd|th)?(?:(?![a-z\d])|(?={_WRITTEN_ON}))|(?P<arabic>[\u0621-\u064a]+)"
    r"|(?P<latin>[a-z]+)|(?P<sign>[%٪$€£])|(?P<other>\S)"
)
PERCENT = re.compile(
    r"\s?(?:[%٪]|per ?cent(?!\w)|percentage points?|pct"
    r"|(?:في |ب)(?:الم(?:ا)?يه|الماءه)(?!\w)|نقط(?:ه|تين|تان|ا) ميويه)"
)
_NOT_NUMBERS = frozenset(map(fold_text, ("لست", "كمية", "كست", "بلف")))
"""Words that a clitic and a number would make and that are something else."""

CLITICS = tuple(
    f"{conjunction}{preposition}"
    for conjunction in ("", "و", "ف")
    for preposition in ("", "ب", "ل", "ك")
)
"""What Arabic writes onto a word, the article apart."""


LONGEST_FIGURE = 300
"""Characters of a figure. What is longer counts nothing; Python refuses to read 4,301 digits."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands in the folded text."""

    start: int
    end: int
    values: frozenset[Fraction]
    """What it may mean; usually one value."""
    percent: bool = False
    currency: str | None = None
    sure: bool = True
    """Whether it surely counts something: `one`, `first` and a dual may be said without a number."""
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Token:
    """A figure, a word or a sign."""

    start: int
    end: int
    text: str
    kind: str
    """`figure`, `arabic`, `latin`, `sign` or `other`."""
    ordinal: bool = False
    """Whether a figure is an ordinal: `14th`."""


def tokens_of(folded: str) -> list[Token]:
    """The tokens of a folded text, in its order."""
    return [
        Token(m.start(), m.end(), m["figure"], "figure", bool(m["ordinal"]))
        if m["figure"]
        else Token(m.start(), m.end(), m[0], m.lastgroup or "")
        for m in _TOKEN.finditer(folded)
    ]


def figure_values(text: str) -> frozenset[Fraction]:
    """What a figure in European digits may mean: `1,250` is 1250 or 1.25, `000 50` is 50 000.

    Text layers that print runs backwards have the groups of a number in the wrong order. None for a
    figure of more than `LONGEST_FIGURE` characters.
    """
    if len(text) > LONGEST_FIGURE:
        return frozenset()
    groups = re.split(r"[  ]", text)
    if len(groups) > 1:
        if groups[0] == "000":
            groups.reverse()
        head, *tail = re.split(r"[.,٫]", groups[-1])
        whole = "".join([*groups[:-1], head])
        return frozenset({Fraction(f"{whole}.{tail[0]}" if tail else whole)})
    parts = re.split(r"[.,٬٫]", text)
    marks = re.findall(r"[.,٬٫]", text)
    if not marks:
        return frozenset({Fraction(text)})
    values: set[Fraction] = set()
    grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(p) == 3 for p in parts[1:])
    if grouped and len(set(marks)) == 1 and marks[0] != "٫":
        values.add(Fraction("".join(parts)))
    if len(marks) == 1 and marks[0] != "٬":
        values.add(Fraction(".".join(parts)))
    if len(marks) > 1 and len(set(marks[:-1])) == 1 and marks[-1] != marks[0]:
        values.add(Fraction("".join(parts[:-1]) + "." + parts[-1]))
    return frozenset(values)


def bare(token: Token, words: Collection[str]) -> str | None:
    """The token as one of these words, its clitics off; None if it is none of them."""
    text = token.text
    if text in words:
        return text
    if token.kind != "arabic" or text in _NOT_NUMBERS:
        return None
    for clitics in CLITICS:
        if not text.startswith(clitics):
            continue
        rest = text[len(clitics) :]
        for form in (rest, rest.removeprefix("ال"), f"ال{rest[1:]}" if rest[:1] == "ل" else rest):
            if len(form) > 1 and form in words:
                return form
        if rest[:1] == "ل" and len(rest) > 3 and rest[1:] in words:
            return rest[1:]
    return None


def openings(token: Token) -> list[str]:
    """A word as it may open an ordinal: itself, or without the clitics before its article."""
    if token.kind != "arabic":
        return [token.text]
    found = [token.text]
    for clitics in CLITICS[1:]:
        rest = token.text.removeprefix(clitics)
        if rest != token.text and rest.startswith("ال"):
            found.append(rest)
    if token.text.startswith(("لل", "ولل")):
        found.append("ال" + token.text.removeprefix("و")[2:])
    return found


def stands_alone(folded: str, token: Token) -> bool:
    """Whether a figure is a number and not part of a word: `G20`, `PM2.5`; `COVID-19` counts, as to
    change its number makes it another name.
    """
    before = re.search(r"[a-z]*$", folded[max(0, token.start - 3) : token.start])
    return before is None or len(before[0]) not in (1, 2) or before[0] == "us"


def is_per_cent(folded: str, token: Token) -> bool:
    """Whether `المائة` is the end of `في المائة`, which is no hundred."""
    return any(
        m.start() < token.end <= m.end() for m in PERCENT.finditer(folded, max(0, token.start - 4))
    )
