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
