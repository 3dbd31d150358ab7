"""Who does what, as far as single words tell: a denial that the paragraph does not have, a verb of
another force than the paragraph's own (`decides` is not `encourages`), another State than it names.

Only what is nearly certain is said; everything else is left to the wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.support import peoples
from assistant.support.matching import read
from assistant.support.wording import language_of
from index.arabic.normalise import fold_text
from index.glossary import entities

Force = Literal["decides", "asks", "invites", "calls"]

# All patterns run on folded text: small letters, no hamza, ه for ة.
_VERBS: dict[Force, str] = {
    "decides": (
        r"decid(?:es|ed|e)|determin(?:es|ed)|authori[sz](?:es|ed)|establish(?:es|ed)|approv(?:es|ed)"
        r"|adopt(?:s|ed)|extend(?:s|ed)|renew(?:s|ed)|terminat(?:es|ed)"
        r"|[يت]?(?:قرر|قررت)|[يت]اذن|اذن|اذنت|[يت]نشي|انشا|[يت]عتمد|اعتمد|[يت]وافق|وافق|[يت]مدد|[يت]جدد"
    ),
    "asks": (
        r"request(?:s|ed)|demand(?:s|ed)|urg(?:es|ed)|call(?:s|ed) (?:up)?on|direct(?:s|ed)"
        r"|instruct(?:s|ed)|appeal(?:s|ed)|ask(?:s|ed)"
        r"|[يت]?(?:طلب|طالب|حث|هيب|ناشد|وعز)|اهاب|اوعز"
    ),
    "invites": (
        r"encourag(?:es|ed)|invit(?:es|ed)|recommend(?:s|ed)|suggest(?:s|ed)"
        r"|[يت]?(?:شجع|وصي)|اوصي|اقترح|[يت]قترح"
    ),
    "calls": r"[يت]دعو|دعا|دعت",
}
_FORCES = "|".join(f"(?P<{force}>{verbs})" for force, verbs in _VERBS.items())
_LEADING = re.compile(
    rf"(?:[^\w]|\d)*(?:(?:also|further|strongly|once again|كما|و)\s?)*(?:{_FORCES})(?!\w)"
)
_MUST = re.compile(
    r"(?<!\w)(?:must|shall|(?:is|are) (?:required|obliged|bound) to|obliges?|compels?"
    r"|[وف]?(?:يجب|يتعين|يلزم|تلزم|يتوجب))(?!\w)"
)


def obliges(statement: str, texts: Sequence[str]) -> bool:
    """Whether the statement says that something must be, where the paragraphs only encourage it."""
    leading = {force for text in texts if (force := leading_force(text))}
    return (
        leading == {"invites"}
        and bool(_MUST.search(fold_text(statement)))
        and not any(_MUST.search(fold_text(text)) for text in texts)
    )


def swapped(statement: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """(State, mission or place that the statement names, one of that kind that the texts name) where
    the texts do not name the first and the statement does not name the second.

    Only what the glossary knows, so in either language. Texts that name none of that kind say
    nothing: `the Mission` may be any.
    """
    language = language_of(statement)
    said = entities(statement, language)
    own = {term for text in texts for term in entities(text, language_of(text))}
    found = []
    for term in said:
        others = [each for each in own if each.kind == term.kind and each not in said]
        spoken_of = term.kind == "country" and any(
            peoples.held(frozenset({term}), read(text), frozenset()) for text in texts
        )
        if term in own or spoken_of or any(lettered(f, texts) for f in term.en):
            continue
        if others:
            place = 0 if language == "ar" else 1
            other = min(others, key=lambda each: each.en)
            found.append(((term.ar, term.en)[place][0], (other.ar, other.en)[place][0]))
    return found


def lettered(name: str, texts: Sequence[str]) -> bool:
    """Whether a text has a name by its first letters, alone or behind others: GoSS is the Government of
    South Sudan.
    """
    letters = "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper())
    return len(letters) > 1 and any(
        "".join(c for c in short if c.isupper()).endswith(letters)
        for text in texts
        for short in _SHORT.findall(text)
    )


_SHORT = re.compile(r"(?<!\w)[A-Z][A-Za-z]*[A-Z](?!\w)")


def leading_force(text: str) -> Force | None:
    """The force of the operative verb that opens a paragraph (its number may stand before it)."""
    match = _LEADING.match(fold_text(text[:120]))
    if match is None:
        return None
    return next(force for force in _VERBS if match[force])
