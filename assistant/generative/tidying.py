"""A sentence of a reply without what models put around it: labels, tags, what is left of a key, and
inverted commas without a partner.
"""

from __future__ import annotations

import re

from index.arabic.normalise import INVISIBLE
from index.values import Language

MARKS: dict[Language, tuple[str, str]] = {"ar": ("«", "»"), "en": ("“", "”")}
"""What quoted words stand between."""

_TAG = re.compile(r"<\|[^<>|]{1,30}\|>|</?[a-z][a-z0-9]{0,9}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PAIR = re.compile("(«[^«»]*»|“[^“”]*”)")
_CROSSED = re.compile("«[^»]*“[^”]*»|“[^”]*«[^»]*”")
"""A quotation that ends inside another one."""

_OMISSION = re.compile(r"\s*(?:[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.)\s*")
_NUMBER = re.compile(r"\s*\[\^?\d{1,3}\]")
"""A citation that the model made up. Those of the answer are numbered by us."""

_EDGE = " \t\n:：،,;؛|"
_LABEL = re.compile(
    r"[*_]*(?:(?:the )?(?:final |short )?answer(?: is)?|response|assistant|الجواب(?: هو)?|الإجابة(?: هي)?|جواب)\s*[:：][*_]*\s*",
    re.IGNORECASE,
)
_NAMED = r"(?:paragraphs?|passages?|blocks?|documents?|sources?|texts?)"
_ATTRIBUTION = re.compile(
    rf"(?:(?:according to|as per|per|under|in|from|based on|as \w+(?: \w+)? (?:in|by))(?: the)?(?: {_NAMED})?\s*,"
    rf"|(?:{_NAMED} )?(?:states?|says?|notes?|mentions?|indicates?) that"
    r"|(?:(?:وفق|طبق)\u064b?ا?\u064b? ل(?:لفقرة|لفقرتين|لفقرات)?"
    r"|(?:وفق|بحسب|حسب|بموجب|استناد\u064b?ا\u064b? إلى|بناء\u064b? على|كما (?:ورد|جاء) في)"
    r"(?: الفقرة| الفقرتين| الفقرات)?)\s*،)\s*",
    re.IGNORECASE,
)
"""What is left of `According to [k7m], …` and `[k7m] states that …`, whose citation now stands at
the end of the sentence."""


def tidied(text: str, language: Language) -> str:
    """The sentence as it is checked and shown; empty where nothing else is there.

    Every inverted comma that is left has its partner, and stands in «…» or “…”; words left out of a
    quotation part it in two. What cannot be seen, and could turn a line round, is gone.
    """
    text = _TAG.sub("", INVISIBLE.sub("", text))
    text = _paired(_paired(text.replace("„", "“"), "«", "»"), "“", "”")
    text = _straight(text, MARKS[language])
    if _CROSSED.search(text):
        text = re.sub("[«»]", "", text)
    text = _PAIR.sub(lambda m: _without_omissions(m[0]), text)
    text = _paired(_paired(text, "«", "»"), "“", "”")  # one may have lost its partner with another
    text = _NUMBER.sub("", text).strip(" \t\n|").lstrip(_EDGE)
    text = _emphasis(text)
    if label := _LABEL.match(text):
        text = _emphasis(text[label.end() :])
    if attribution := _ATTRIBUTION.match(text):
        rest = text[attribution.end() :]
        text = rest[:1].upper() + rest[1:]
    return text.strip()


def _emphasis(text: str) -> str:
    """Without marks for bold of which one is missing: the other stood in the next sentence."""
    return text.replace("**", "") if text.count("**") % 2 else text


def _paired(text: str, opening: str, closing: str) -> str:
    """The marks of one kind as pairs. Turned round (»…«), as right-to-left text often has them, or
    all alike (“…“), they are meant as pairs; of others only those are kept that are pairs already.
    """
    places = [at for at, c in enumerate(text) if c in (opening, closing)]
    marks = "".join(text[at] for at in places)
    half = len(marks) // 2
    meant = (opening + closing) * half
    if len(marks) % 2 or (marks not in (meant, (closing + opening) * half) and len(set(marks)) > 1):
        pair = opening + closing
        meant = re.sub(f"{pair}|.", lambda m: m[0] if m[0] == pair else " ", marks)
    characters = list(text)
    for at, mark in zip(places, meant, strict=True):
        characters[at] = mark.strip()
    return "".join(characters)


def _straight(text: str, marks: tuple[str, str]) -> str:
    """Straight inverted commas as the language's marks; none inside a quotation, none alone."""
    text = _PAIR.sub(lambda m: m[0].replace('"', ""), text)
    if text.count('"') % 2:
        return text.replace('"', "")
    parts = text.split('"')
    return "".join(
        part + (marks[at % 2] if at < len(parts) - 1 else "") for at, part in enumerate(parts)
    )


def _without_omissions(quotation: str) -> str:
    """`“a […] b”` as `“a” […] “b”`: each stands in the source, the two together do not."""
    inner = quotation[1:-1]
    pieces = [piece.strip() for piece in _OMISSION.split(inner)]
    whole = [
        f"{quotation[0]}{piece}{quotation[-1]}" for piece in pieces if any(map(str.isalnum, piece))
    ]
    before = " " if inner[:1].isspace() else ""
    after = " " if inner[-1:].isspace() else ""
    return f"{before}{' […] '.join(whole)}{after}"
