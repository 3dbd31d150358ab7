"""Where a sentence of a reply ends: Arabic and English, with the points that end none.

A semicolon (؛ or ;) ends none. In the documents it parts the clauses of one sentence, which share
its subject and verb; a clause cut off there could not be checked by itself. Where such clauses stand
on lines of their own, the line ends them.
"""

from __future__ import annotations

import re

from assistant.markers.brackets import EMPHASIS

STOPS = ".!?؟…。．۔"
QUOTES = '«»“”„"'
_FAMILY = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“", '"': '"'}

_LEAD = re.compile(
    r"(?:\s*(?:#{1,6}(?=\s)|>|[-*•–—▪◦](?=\s)|\(?(?:\d{1,3}|[٠-٩]{1,3}|[A-Za-z]|[ivx]{1,5}|[أ-ي]ـ?)[.)](?=\s)"
    r"|\((?:\d{1,3}|[٠-٩]{1,3}|[A-Za-z]|[ivx]{1,5}|[أ-ي]ـ?)\)(?=\s)))+\s*"
)
_NUMBERING = re.compile(
    r"[\s#>*•\-–—_(]*(?:\d{1,3}|[٠-٩]{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[أ-ي]ـ?)[*_]*"
)
_LAST_WORD = re.compile(r"[^\s()\[\]«»“”\"'/،,*_]+$")
_INITIALS = re.compile(r"و?(?:[^\W\d_]ـ?\.)*[^\W\d_]ـ?")
_BEFORE_NUMBER = frozenset(
    "no nos para paras art arts p pp vol vols ch chap sect sec fig figs res add rev corr doc op "
    "annex app ser ed cap".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof messrs st gen col lt capt amb hon rev cf vs viz op".split()
)
_BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+\1")


def family(quote: str) -> str:
    """The kind of a quotation mark, the same for the opening and the closing one.

    Which of the two opens is not asked: mirrored pairs are common in right-to-left text.
    """
    return _FAMILY[quote]


def is_abbreviation(statement: str, after: str) -> bool:
    """Whether the point after `statement` (its text so far) ends no sentence: a list number, an
    initial, `para.` before a number, `د.`. `after` is the next character that is not a space.
    """
    if len(statement) < 16 and _NUMBERING.fullmatch(statement):
        return True
    found = _LAST_WORD.search(statement[-40:])
    if found is None:
        return False
    word = found[0]
    if _INITIALS.fullmatch(word):
        return True
    word = word.lower()
    return word in _NEVER_LAST or (word in _BEFORE_NUMBER and (after.isdigit() or after == "("))


def split_lead(text: str) -> tuple[str, str]:
    """A statement's bullet, list number or heading mark, and its words: `("1. ", "The Council …")`."""
    found = _LEAD.match(text)
    if found is None or found.end() == len(text):
        return "", text
    return text[: found.end()], text[found.end() :]


def is_heading(lead: str, text: str) -> bool:
    """Whether a line of its own announces rather than states: `## …`, `**…**`, `…:`."""
    if "#" in lead:
        return True
    bare = text.strip(EMPHASIS + " ")
    return bare.endswith((":", "：")) or (
        bool(_BOLD.fullmatch(text)) and not bare.endswith(tuple(STOPS))
    )
