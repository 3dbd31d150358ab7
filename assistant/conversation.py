"""A follow-up made into a question that stands alone, by rules and without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Turn
from assistant.locators import find_locators

_LEANS_BACK = re.compile(
    r"^\s*(?:(?:and|what about|how about|also|then|why)\b"
    r"|(?:وماذا|وما|ومن|وهل|وكم|ومتى|وأين|وكيف|وفي|وعن|ماذا عن)(?!\w))"
    r"|\b(?:it|its|they|them|their|this|those|these|same|latter|former|he|she)\b"
    r"|(?<!\w)(?:ذلك|تلك|هذا|هذه|هؤلاء|نفس|ذاته|ذاتها|المذكور|المذكورة|فيه|فيها|عنه|عنها|منه|منها"
    r"|له|لها|بها|به|إليها|إليه)(?!\w)",
    re.IGNORECASE,
)
_BESIDE = (
    (re.compile(r"\b(?:next|following) (?:one|para)|التي (?:تليها|بعدها)|الفقرة التالية", re.I), 1),
    (
        re.compile(
            r"\b(?:previous|preceding) (?:one|para)|\bone before\b"
            r"|التي (?:قبلها|سبقتها|تسبقها)|الفقرة السابقة",
            re.I,
        ),
        -1,
    ),
)
"""Words for the paragraph after and before the one that was asked for."""
_ARABIC = re.compile("[\u0621-\u064a]")
SHORT = 45
"""Characters. A question shorter than this, asked after another, leans on it."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with the user's earlier one before it where it leans on that; else as it is.

    A question leans on the one before if it is short, begins with "and" or holds a pronoun, and
    does not name a document of its own with a paragraph.
    """
    earlier = [turn.text for turn in history if turn.role == "user"]
    if not earlier:
        return question
    own = find_locators(question)
    beside = None if own else _beside(question, standalone(earlier[-1], _users(earlier[:-1])))
    if beside is not None:
        return beside
    if any(locator.document is not None and locator.names_paragraph for locator in own):
        return question
    if len(question) <= SHORT or _LEANS_BACK.search(question):
        return f"{earlier[-1]}\n{question}"
    return question


def _users(questions: Sequence[str]) -> list[Turn]:
    return [Turn("user", text) for text in questions]


def _beside(question: str, before: str) -> str | None:
    """`And the next one?` as a reference of its own: one on from the single paragraph asked before.

    None where the question asks for no neighbour, or the one before named no single paragraph.
    """
    step = next((by for words, by in _BESIDE if words.search(question)), None)
    named = [locator for locator in find_locators(before) if locator.names_paragraph]
    if step is None or len(question) > SHORT or len(named) != 1:
        return None
    (locator,) = named
    if locator.document is None or locator.annex is not None or locator.kind == "point":
        return None
    preambular = locator.kind == "preambular"
    printed = str(locator.ordinal or "") if preambular else "".join(locator.path)
    if not printed.isdecimal() or int(printed) + step < 1:
        return None
    number, document = int(printed) + step, locator.document.asked
    footnote, annex = locator.kind == "footnote", locator.part == "annex"
    if _ARABIC.search(question):
        noun = "الحاشية" if footnote else "الفقرة"
        place = "ديباجة " if preambular else "مرفق " if annex else ""
        return f"{noun} {number} من {place}{document}"
    noun = "footnote" if footnote else "preambular paragraph" if preambular else "paragraph"
    return f"{noun} {number} of {'the annex to ' if annex else ''}{document}"
