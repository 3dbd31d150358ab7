"""Is it a clause that a drafter pastes, rather than a question, and which words are the clause?

Its words are searched for as they are: the numbers and references in it are its own, not places to
look at, and it names no document.
"""

from __future__ import annotations

import re

from index.glossary import operative_verb

CLAUSE, LONG = 80, 250
"""Characters. A pasted clause has at least the first; a text of the second is one unless it begins as
a question or a request does."""

QUOTED = 40
"""Characters. A quotation of at least this length may be the clause that a question is about."""

_QUOTATION = re.compile(rf"[«“\"]([^«»“”\"]{{{QUOTED},}})[»”\"]")
_NUMBER = re.compile(r"^\s*\(?(?:\d{1,3}|\w)\s?[.)\-–—]+\s*")
"""A paragraph's own number, pasted with it."""

_WORDING = re.compile(
    r"\b(?:agreed|wording|language|precedents?|formulations?|similar|like it|close to it)\b"
    r"|صيغ|صياغ|لغة|متفق|سابقة|سوابق|مشابه|شبيه|تشبه",
    re.IGNORECASE,
)
"""What is asked about a clause when agreed language near to it is looked for."""

_DRAFTING = re.compile(
    rf"{_WORDING.pattern}|\b(?:adopted|draft\w*|clauses?|text|proposes?)\b"
    r"|نصها?(?!\w)|النص(?!\w)|مسودة|مشروع|فقرة تقول|أقترح|يقترح|مقترح",
    re.IGNORECASE,
)
"""The same, and words that are also said of documents and titles: enough beside what begins as a
paragraph of a resolution does."""

_REQUEST = re.compile(
    r"\W*(?:please|kindly|(?:i|we) (?:would|want|need|wish|am|have)|(?:can|could|would) you|list|give|tell"
    r"|show|find|name|what|which|who|how|when|where|why|is|are|do|does|did"
    r"|أريد|أود|أرجو|نريد|نود|نرجو|يرجى|من فضلك|لو سمحت|هل|ما|ماذا|كم|متى|أين|كيف|أي|اذكر|اسرد|أعط\w*|أبحث|نبحث|أصوغ|نصوغ|أكتب|نكتب|لدي|لدينا|وردني|وردنا)\b",
    re.IGNORECASE,
)
"""How a question or a request begins, however long it is."""

_ASKED_FIRST = re.compile(r"^(?P<asked>[^?؟:\n]{3,120}[?؟:\n])\s*(?P<clause>.+)$", re.DOTALL)
_ASKED_LAST = re.compile(
    r"^(?P<clause>.+?)[.;؛,،]?\s+(?:[-–—]\s*)?(?P<asked>[^.?؟;؛\n]{3,120}[?؟])\s*$", re.DOTALL
)
"""A clause without quotation marks and the question about it, before or after it."""


def pasted_clause(text: str) -> str | None:
    """The clause in a text: all of it, or the part for which it asks for language near to it; None
    where the text is a question of another kind.
    """
    quotations = list(_QUOTATION.finditer(text))
    if len(quotations) == 1:
        (found,) = quotations
        around = text[: found.start()] + " " + text[found.end() :]
        asked = _DRAFTING if _leads(found[1]) else _WORDING
        if asked.search(around):
            return found[1].strip()
    if _is_clause(text):
        return text
    for form in (_ASKED_FIRST, _ASKED_LAST):
        parts = form.match(text)
        if parts and _DRAFTING.search(parts["asked"]) and _leads(parts["clause"]):
            return parts["clause"].strip()
    return None


def asks_for_language(text: str) -> bool:
    """Whether a text asks or tells something about a clause, rather than being one."""
    return "?" in text or "؟" in text or _REQUEST.match(text) is not None


def _leads(clause: str) -> bool:
    """Whether a text of some length begins as a paragraph of a resolution does."""
    return len(clause) >= QUOTED and operative_verb(_NUMBER.sub("", clause)) is not None


def _is_clause(text: str) -> bool:
    if len(text) < CLAUSE or "?" in text or "؟" in text:
        return False
    if operative_verb(_NUMBER.sub("", text)) is not None:
        return True
    return len(text) >= LONG and not _REQUEST.match(text)
