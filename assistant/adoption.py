"""When a document was adopted: the line of its masthead or end that says so (`قرار اتخذه … في …`).

Search ranks these lines low, for they say nothing of any matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.abstention import MASTHEAD_LINE
from assistant.answers import Found
from assistant.locators import find_locators
from assistant.retrieval import LOCATED, Retrieval
from assistant.support.dates import find_dates
from index.arabic.normalise import fold_text
from index.store import Index
from index.values import Document, Paragraph

# All patterns run on folded text: small letters, no hamza, ه for ة.
_MEETING = re.compile(r"\bmeeting\b|(?<!\w)(?:ال)?(?:جلسه|اجتماع)(?!\w)|(?<!\w)جلسته(?:ا)?(?!\w)")
_SESSION = re.compile(r"\bsession\b|(?<!\w)(?:ال|ب)?دوره(?!\w)|(?<!\w)دورته(?:ا)?(?!\w)")
_TIME = re.compile(r"\b(?:when|date|day|month|year)\b|(?<!\w)(?:متي|تاريخ|يوم|شهر|سنه|عام)(?!\w)")
_ADOPTED = re.compile(
    r"\b(?:adopt(?:ed|ion)?|passed|approved|taken)\b"
    r"|(?<!\w)(?:[وف]?(?:اتخذ|اعتمد)(?:ت)?(?:ه|ها)?|(?:ال)?(?:اعتماد|اتخاذ|صدور)ه?|صدر(?:ت)?)(?!\w)"
)
_NO_MORE = re.compile(
    r"(?:and|please|exactly|at|on|in|during|under|what|which|was|is|were|did|has|been|it|its|the|of|by"
    r"|this|that|text|document|resolution|decision|number|first|plenary|security|general|economic|social"
    r"|council|assembly|commission|committee|united|nations"
    r"|[وف]?(?:في|اي|ما|هو|هي|ماهو|تم|هذا|هذه|ب|من|من قبل|رقم|عامه|جري|كان)|[وفبل]?ال(?:قرار|مقرر|نص|وثيقه)"
    r"|قرار|مقرر|مجلس|ال(?:مجلس|امن|جمعيه|عامه|اقتصادي|اجتماعي|لجنه)|والاجتماعي|لجنه)"
)
"""Words that may stand beside: with any other one something else is asked for."""

_WORD = re.compile(r"[^\W_]+")


def adoption(index: Index, question: str, retrieval: Retrieval) -> tuple[Found, ...]:
    """The line that says when, or at which meeting or session, a document was adopted, as an exactly
    located paragraph; none unless the question asks just that of one document that says so.
    """
    named = [index.documents[name] for name in retrieval.resolution.documents]
    locators = find_locators(question)
    if len({d.symbol or d.name for d in named}) != 1 or any(x.names_paragraph for x in locators):
        return ()
    for locator in reversed(locators):
        question = f"{question[: locator.start]} {question[locator.end :]}"
    asked = fold_text(question)
    kinds = [pattern for pattern in (_SESSION, _MEETING, _TIME) if pattern.search(asked)]
    if not kinds or not _ADOPTED.search(asked) or not _nothing_else(asked, named):
        return ()
    wanted = [d for d in named if retrieval.version in (None, d.language)]
    for document in sorted(wanted, key=lambda each: each.language != "ar"):
        lines = _lines(index.outline(document.name), kinds[0])
        if lines:
            label = index.label(document, lines[0], retrieval.language)
            return (Found(document, lines[0], label, LOCATED),)
    return ()


def _nothing_else(asked: str, named: Sequence[Document]) -> bool:
    bodies = {word for d in named for word in _WORD.findall(fold_text(d.body or ""))}
    for pattern in (_SESSION, _MEETING, _TIME, _ADOPTED):
        asked = pattern.sub(" ", asked)
    return all(word in bodies or _NO_MORE.fullmatch(word) for word in _WORD.findall(asked))


def _lines(outline: Sequence[Paragraph], asked: re.Pattern[str]) -> list[Paragraph]:
    """The line that says it was adopted, if it says what is asked; else a short line that does."""
    of_document = [p for p in outline if p.kind in ("title", "heading", "closing")]
    texts = [(p, fold_text(p.clean.text)) for p in of_document]
    dated = [(p, t) for p, t in texts if any(d.year and d.day for d in find_dates(t))]
    adopted = [p for p, t in dated if _ADOPTED.search(t) and (asked is _TIME or asked.search(t))]
    if adopted:
        return adopted[:1]
    if asked is _TIME:  # the day under which a text closes is that of its adoption
        return [p for p, _ in dated if p.kind == "closing"][:1]
    short = [p for p, t in texts if len(t) <= MASTHEAD_LINE and asked.search(t)]
    if not short and asked is _SESSION:
        return _lines(outline, _MEETING)
    return short[-1:] if asked is _MEETING else short[:1]
