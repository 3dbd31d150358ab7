"""What of a paragraph is compared: its words in order, without figures, dates and names.

Two uses of a formulation differ in numbers, dates, symbols, and in the State, mission or place that
it is said of. The first three are left out; a name stands as `NAME`, whichever it is. Words are
folded and cut to stems, so that `وبعثة` and `البعثة`, `Recalls` and `Recalling` are the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from index.arabic.dates import MONTHS
from index.arabic.normalise import fold_text
from index.glossary import operative_verb, terms
from index.lexical import bare
from index.lexicon import stem, stop_words
from index.values import Language

NAME = "§"
"""Stands for one or more names in a row of States, missions and places."""

Act = Literal["decides", "ends", "asks", "states"]
"""`ends`: decides that something is over, the contrary of what extends it in the same words."""

_DECIDES = frozenset(
    "decides deciding authorizes authorizing authorises authorising extends extending renews renewing "
    "establishes establishing approves approving adopts adopting".split()
)
_ASKS = frozenset(
    "requests requesting urges urging invites inviting calls calling encourages encouraging demands "
    "demanding appeals appealing recommends recommending directs directing".split()
)
_ENDS = frozenset(
    "terminates terminating ends ending ceases ceasing lifts lifting revokes revoking discontinues "
    "discontinuing abolishes abolishing".split()
)
_ADVERBS = r"(?:also|further|furthermore|moreover|therefore|hereby|accordingly|\w+ly)"
_ENDS_EN = re.compile(
    r"(?:terminat|end|ceas|lift|revok|discontinu|abolish)(?:e|es|s|ing)?(?!\w)"
    rf"|(?:decid|resolv|agree)(?:e|es|s|ed|ing)?(?: {_ADVERBS})*,?"
    rf"(?: (?:with|upon|in) [^,]{{1,60}},)? (?:to (?:{_ADVERBS} )*|on )"
    r"(?:(?:the )?(?:terminat|ceas|lift|revok|discontinu|abolish)\w*|(?:bring (?:\w+ ){1,4}to an )?end)(?!\w)"
)
_OBJECT_AR = (
    r"(?:(?:هذه|هذا|جميع|كل|كافه) )*(?:ال)?(?:حظر|تدابير|جزا\w*|عقوبات|قيود|تعليق|تجميد|احكام|وقف)"
)
_BETWEEN_AR = r"(?: (?:ايضا|كذلك|كما|لذلك|علاوه|من ثم|بموجب هذا|فورا|في هذا الصدد|،|علي ذلك))*"
_ENDS_AR = re.compile(
    rf"[وف]?(?:كما )?[يتن]قرر{_BETWEEN_AR} (?:(?:ان [يتن]نهي|ان [يتن]لغي|انها|الغا|وضع حد ل)|"
    rf"(?:رفع|ان [يتن]رفع){_BETWEEN_AR} {_OBJECT_AR})"
    rf"|[وف]?[يتن](?:نهي|لغي)(?!\w)|[وف]?[يتن]رفع {_OBJECT_AR}"
)
_OPENS = 200
"""Characters in which a paragraph says what it decides."""
_NAMES = ("country", "mission", "place")
_MONTH = "|".join(
    sorted({re.escape(fold_text(n)) for names in MONTHS for n in names}, key=len, reverse=True)
)
_MONTHS = rf"(?:{_MONTH})(?: ?/ ?(?:{_MONTH}))?"
# dates (a month alone may be the verb "may"), symbols (S/PRST/2020/1), figures with what is written
# onto them (2nd, 1526a)
_FIGURES = re.compile(
    rf"\d+ {_MONTHS}(?!\w)|(?<!\w){_MONTHS}(?=,? \d)|(?<!\w)[a-z]+/(?=\S*\d)[\w./()-]+|\d+[^\W\d_]{{0,2}}"
)
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text without figures and dates: what the variants of a formulation
    differ in. Names are among them; punctuation and vowel marks are not.
    """
    return tuple(_WORD.findall(_FIGURES.sub(" ", fold_text(text))))


def compared(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """The stems of a text's `words` in order, names as `NAME`."""
    stems = list(map(_stem, words))
    names = _names(language)
    found: list[str] = []
    at = 0
    while at < len(stems):
        length = 0
        for name in names.get(stems[at], ()):
            if len(name) == 1 or tuple(stems[at : at + len(name)]) == name:
                length = len(name)
                break
        if not length and len(stems[at]) > 1:
            found.append(stems[at])
        elif length and found[-1:] != [NAME]:
            found.append(NAME)
        at += length or 1
    return tuple(found)


def act(verb: str | None, text: str = "") -> Act | None:
    """Of which kind the act is whose verb leads a paragraph; None where no known verb does.

    `text` are the paragraph's words: of one that decides they say whether it ends something (`Decides
    to terminate …`, `يقرر إنهاء …`).
    """
    kind = _act(verb)
    if verb and text and kind in (None, "decides", "ends"):
        opens = fold_text(text[:_OPENS])
        at = opens.find(fold_text(verb).split()[0])
        return "ends" if _ends(opens, max(at, 0)) else kind
    return kind


def _ends(folded: str, at: int) -> bool:
    return bool(_ENDS_EN.match(folded, at) or _ENDS_AR.match(folded, at))


@cache
def _act(verb: str | None) -> Act | None:
    known = operative_verb(verb) if verb else None
    if known is None:
        return None
    english = set(known[1].split())
    if english & _ENDS:
        return "ends"
    return "decides" if english & _DECIDES else "asks" if english & _ASKS else "states"


@cache
def says_something(word: str) -> bool:
    """Whether a word of `compared` counts for what two texts share, not only for how they open."""
    return word not in stop_words()


@cache
def _stem(word: str) -> str:
    return stem(word) if word.isascii() else bare(word)


@cache
def _names(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The stems of each name's words, by the first, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for term in terms():
        for form in (term.ar if language == "ar" else term.en) if term.kind in _NAMES else ():
            stems = tuple(map(_stem, words(form)))
            if stems:
                found.setdefault(stems[0], set()).add(stems)
    return {
        first: tuple(sorted(names, key=lambda name: (-len(name), name)))
        for first, names in found.items()
    }
