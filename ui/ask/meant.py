"""The paragraph that somebody names in words, as a link."""

from __future__ import annotations

from assistant.links import link
from assistant.locators import find_locators, resolve
from index.store import Index


def paragraph_meant(index: Index, text: str) -> str:
    """The link of the one paragraph that a text names (`S/RES/2506 (2020), para. 4`); the text itself
    where it names none, or more than one.
    """
    found = resolve(find_locators(text), list(index.documents.values()), index.outline).found
    numbered = [each for each in found if each.paragraph.kind != "point"] or list(found)
    arabic = [each for each in numbered if each.document.language == "ar"] or numbered
    if len(arabic) != 1:
        return text
    return link(arabic[0].document, arabic[0].paragraph)
