"""A follow-up made into a question that stands alone, by rules and without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Turn
from assistant.locators import find_locators

_LEANS_BACK = re.compile(
    r"^\s*(?:and\b|what about|how about|also\b|then\b|why\b|who\b.{0,20}\?|و(?:ماذا|ما|من|هل|كم|متى|أين|كيف|في|عن)|ماذا عن)"
    r"|\b(?:it|its|they|them|their|that|this|those|these|there|same|latter|former|he|she)\b"
    r"|(?:ذلك|تلك|هذا|هذه|هؤلاء|نفس|ذاته|ذاتها|المذكور|المذكورة|السابق|السابقة|فيه|فيها|عنه|عنها|منه|منها|لها|بها|إليها|إليه)",
    re.IGNORECASE,
)
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
    if any(locator.document is not None and locator.names_paragraph for locator in own):
        return question
    if len(question) <= SHORT or _LEANS_BACK.search(question):
        return f"{earlier[-1]}\n{question}"
    return question
