"""Which language a question is asked in, and which one is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.values import Language

_URL = re.compile(r"(?:https?://|www\.|undocs\.org|docs\.un\.org)\S*", re.IGNORECASE)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_SYMBOL = re.compile(r"\b[A-Za-z]{1,5}(?:/[\w.()-]+)+")
_ACRONYM = re.compile(r"\b(?!(?:OP|PP)s?\d*\b)(?:[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*s?)(?![A-Za-z])")
_ARABIC_WORD = re.compile("[\u0621-\u064a][\u0621-\u065f\u0670]*")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_ARABIC_FUNCTION = frozenset(
    [
        "ما",
        "ماذا",
        "من",
        "هل",
        "كيف",
        "متى",
        "أين",
        "لماذا",
        "لم",
        "كم",
        "أي",
        "أية",
        "عن",
        "في",
        "على",
        "إلى",
        "هو",
        "هي",
        "هذا",
        "هذه",
        "التي",
        "الذي",
        "وما",
        "ومن",
        "وهل",
        "أعطني",
        "اعرض",
        "أريد",
        "ابحث",
        "وش",
        "شو",
        "ايش",
        "إيش",
        "فيما",
        "بشأن",
        "حول",
        "ترجم",
        "اشرح",
    ]
)
_ENGLISH_FUNCTION = frozenset(
    [
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "does",
        "do",
        "did",
        "is",
        "are",
        "was",
        "were",
        "the",
        "of",
        "in",
        "on",
        "to",
        "for",
        "and",
        "a",
        "an",
        "by",
        "with",
        "about",
        "from",
        "can",
        "could",
        "should",
        "show",
        "give",
        "tell",
        "list",
        "find",
        "quote",
        "please",
        "explain",
    ]
)
NEAR = 0.15
"""How far the Arabic share of letters may be from a half and still be called a tie."""


def asked_language(question: str, history: Sequence[str] = ()) -> Language:
    """The language that a person asked in.

    Letters decide; symbols, acronyms, quoted text and addresses do not count ("ما هو UNODC؟" is
    Arabic). Where both scripts remain, question words decide, then the greater share of letters,
    then langdetect. A question without words of its own (`S/RES/2650`) is in the language of the
    newest turn of `history` (texts, oldest first) that shows one; failing all, Arabic.
    """
    own = _language(question)
    if own is not None:
        return own
    for text in reversed(history):
        earlier = _language(text)
        if earlier is not None:
            return earlier
    return "ar"


def answer_language(
    question: str, requested: Language | None, history: Sequence[str] = ()
) -> Language:
    """The language to answer in: the requested one, else the one of the question."""
    return requested if requested is not None else asked_language(question, history)


def _language(text: str) -> Language | None:
    bare = _URL.sub(" ", text)
    own_words = _ACRONYM.sub(" ", _SYMBOL.sub(" ", _QUOTED.sub(" ", bare)))
    # a question that is nothing but a quotation is in the language of the quotation
    by_words = _by_words(own_words) or _by_words(_ACRONYM.sub(" ", _SYMBOL.sub(" ", bare)))
    return by_words or ("ar" if "؟" in text else None)


def _by_words(text: str) -> Language | None:
    arabic, latin = _ARABIC_WORD.findall(text), _LATIN_WORD.findall(text)
    if not arabic and not latin:
        return None
    if not latin or not arabic:
        return "ar" if arabic else "en"
    in_arabic = sum(word in _ARABIC_FUNCTION for word in arabic)
    in_english = sum(word.lower() in _ENGLISH_FUNCTION for word in latin)
    if bool(in_arabic) != bool(in_english):
        return "ar" if in_arabic else "en"
    letters = len("".join(arabic))
    share = letters / (letters + len("".join(latin)))
    if abs(share - 0.5) > NEAR:
        return "ar" if share > 0.5 else "en"
    return _detected(text) or ("ar" if share >= 0.5 else "en")


def _detected(text: str) -> Language | None:
    """langdetect's guess, the same at every call; None where it finds another language or none."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        guess = detect(text)
    except LangDetectException:
        return None
    return guess if guess in ("ar", "en") else None
