"""The empty pane, which the page holds from the start, and the words that its script says."""

from __future__ import annotations

from index.values import Language
from ui.markup import escaped
from ui.reading.words import WORDS

_SPOKEN = ("pane", "loading", "failed", "retry", "close", "missing")
"""The words that the script needs before, or without, an answer of the server."""


def frame(language: Language) -> str:
    """The pane's element, closed. It holds the script's words in both languages, so that it never has
    to be drawn again.
    """
    said = "".join(
        f' data-{name}-{spoken}="{escaped(getattr(words, name))}"'
        for spoken, words in WORDS.items()
        for name in _SPOKEN
    )
    name = escaped(WORDS[language].pane)
    return (
        f'<div id="source-pane" role="complementary" tabindex="-1" aria-label="{name}"{said}>'
        '<div class="pane-body"></div></div>'
    )
