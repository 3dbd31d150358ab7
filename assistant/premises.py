"""Does a paragraph say the opposite of what a question takes for granted?

"Why did the resolution end the mandate?" is not answered by the paragraph that extends it, near as
that is. Opposites are those of `data/antonyms.tsv`; which of the two is denied is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations

from assistant.word_lists import Words, rows, words_pattern
from index.arabic.normalise import fold_text

_DISSOLVES = re.compile(r"(?<!\w)(لماذا|متي|هل|كيف|من) (?:تم )?حلت?(?= )")
"""As a noun حل is a solution; only right behind an interrogative is it surely the verb."""


def contradicted(question: str, text: str) -> bool:
    """Whether the text has the opposite of a word of the question, and not the word itself.

    A question or a text that has both is no contradiction. The two may be in different languages.
    """
    asked, held = _DISSOLVES.sub(r"\1 الغي", fold_text(question)), fold_text(text)
    return any(
        one.search(asked)
        and not other.search(asked)
        and other.search(held)
        and not one.search(held)
        for pair in _pairs()
        for one, other in permutations(pair)
    )


@cache
def _pairs() -> Sequence[tuple[Words, Words]]:
    """The two sides of each line, both languages of a side together."""
    return [(words_pattern(*line[:2]), words_pattern(*line[2:])) for line in rows("antonyms.tsv")]
