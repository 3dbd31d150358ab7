"""Peoples of States: Syrian and سورية are of the Syrian Arab Republic.

The adjective is made of the State's name in the glossary, by the endings of each language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.support.matching import Text
from index.arabic.normalise import fold_text
from index.glossary import Term, terms
from index.lexicon import stop_words
from index.values import Language

_ENGLISH_ENDING = re.compile(r"(?:n|an|ian|ese|i|lese|ish|nian)s?")
_ARABIC_ENDING = re.compile(r"ي(?:ه|ين|ون|ات|ا|تين|تان)?")
_IRREGULAR = {
    "french": "france", "german": "germany", "germans": "germany", "greek": "greece", "dutch": "netherlands",
    "swiss": "switzerland", "spanish": "spain", "turkish": "türkiye", "british": "united kingdom",
    "american": "united states", "americans": "united states", "emirati": "united arab emirates",
    "filipino": "philippines", "burmese": "myanmar", "afghan": "afghanistan", "afghans": "afghanistan",
    "danish": "denmark", "swedish": "sweden", "finnish": "finland", "irish": "ireland", "thai": "thailand",
    "uzbek": "uzbekistan", "kazakh": "kazakhstan", "tajik": "tajikistan", "polish": "poland",
}  # fmt: skip
_NO_PEOPLE = frozenset(
    fold_text(w) for w in "مالي مالية قطر قطري بنن هند توغو غينيا عمان بيرو".split()
)
"""Roots that are common words as well: مالية is financial, قطري of a country."""


@lru_cache(maxsize=20_000)
def states_of(word: str, language: Language) -> frozenset[Term]:
    """The States whose people or thing a folded word means; none for most words."""
    if language == "en":
        if named := _IRREGULAR.get(word):
            return frozenset(t for root, t in _roots("en") if root.startswith(named[:7]))
        return frozenset(
            t
            for root, t in _roots("en")
            if word.startswith(root[:4]) and _made(word, root, _ENGLISH_ENDING)
        )
    own = word.removeprefix("و") if len(word) > 5 else word
    own = re.sub(r"^(?:[بكف]?ال|لل|ل(?=\w{5}))", "", own)
    if not re.search(r"ي(?:ه|ين|ون|ات)?$", own) or own in stop_words() or own in _NO_PEOPLE:
        return frozenset()
    return frozenset(t for root, t in _roots("ar") if _made(own, root, _ARABIC_ENDING))


def _made(word: str, root: str, ending: re.Pattern[str]) -> bool:
    return any(
        word.startswith(base) and ending.fullmatch(word[len(base) :]) is not None
        for base in {root, re.sub(r"(?:[aoey]|يا|[اهي])$", "", root)}
        if len(base) >= (3 if root[0] > "z" else 4)
    )


@cache
def _roots(language: Language) -> tuple[tuple[str, Term], ...]:
    found = []
    for term in terms():
        if term.kind == "country":
            for form in term.en if language == "en" else term.ar:
                folded = fold_text(form)
                folded = (
                    folded.removeprefix("the ") if language == "en" else folded.removeprefix("ال")
                )
                if language == "ar" and folded in _NO_PEOPLE:
                    continue
                if " " not in folded or (language == "en" and term.en[0] == form):
                    found.append((folded, term))
    return tuple(found)


def held(states: frozenset[Term], text: Text, named: frozenset[Term]) -> bool:
    """Whether a text names one of the States, which `named` are, or speaks of its people."""
    return not states.isdisjoint(named) or any(
        not states.isdisjoint(states_of(w.text, text.language)) for w in text.words
    )
