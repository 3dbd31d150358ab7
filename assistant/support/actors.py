"""Who acts: officials, organs and groups of people that a statement speaks of, in either language.

The table `data/actors.tsv` has patterns on folded text: how an actor is called, and by what other words
a paragraph may mean the same one (a wider or a narrower word, a short form).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.support import matching
from assistant.support.matching import Text
from assistant.support.wording import content_words
from assistant.word_lists import rows
from index.glossary import terms_in
from index.values import Language

_KINDS = frozenset({"country", "mission", "body"})
_ANYBODY = frozenset({"United Nations", "Member States", "Security Council", "General Assembly"})


def unheld(statement: str, language: Language, texts: Sequence[Text]) -> list[str]:
    """The actors of a folded statement that no text speaks of, as the statement has them."""
    found = []
    for own, also in _patterns():
        called = own[language].search(statement)
        if called and not any(
            own[text.language].search(text.folded) or also[text.language].search(text.folded)
            for text in texts
        ):
            found.append(called[0].strip())
    return found


_ByLanguage = dict[Language, re.Pattern[str]]


@cache
def _patterns() -> Sequence[tuple[_ByLanguage, _ByLanguage]]:
    """How each actor is called, and by what else it is meant, by language."""
    table: list[tuple[_ByLanguage, _ByLanguage]] = []
    for row in rows("actors.tsv"):
        _, en, ar, also_en, also_ar = (*row, "", "")[:5]
        table.append(
            ({"en": _english(en), "ar": _arabic(ar)}, {"en": _any(also_en), "ar": _any(also_ar)})
        )
    return table


def _english(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


def _arabic(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[وف]?[بكل]?(?:ال|لل)?(?:{pattern})")


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern or r"(?!)")


@lru_cache(maxsize=1024)
def named(text: str, language: Language, folded: str) -> frozenset[str]:
    """The actors that a stretch of text names: bodies, missions and States of the glossary, and those of
    the table.
    """
    found = {t.en[0] for t in terms_in(text, language) if t.kind in _KINDS} - _ANYBODY
    found |= {
        str(number) for number, (own, _) in enumerate(_patterns()) if own[language].search(folded)
    }
    return frozenset(found)


_ASKED = (
    r"ask(?:s|ed|ing)?|request(?:s|ed|ing)?|call(?:s|ed|ing)? (?:up)?on|urg(?:es?|ed|ing)|invit(?:es?|ed|ing)"
    r"|encourag(?:es?|ed|ing)|task(?:s|ed|ing)?|direct(?:s|ed|ing)|instruct(?:s|ed|ing)?|demand(?:s|ed|ing)? that"
)
_PASSIVE = re.compile(
    rf"(?:^|[.;:|,] )(?P<who>[^,;.|]{{2,80}}?)(?:,[^,;.]{{2,80}},)? (?:is|are|was|were|has been|have been)"
    rf" (?:also |further |again )?(?:{_ASKED})(?= to )"
)
_ACTIVE = re.compile(
    rf"(?<!\w)(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )(?:{_ASKED}) (?P<who>[^;.|]{{2,160}}?) (?:to|shall|should) "
)
_ARABIC = re.compile(
    r"(?<!\w)[وف]?(?:[يت]طلب|طلبت?|[يت]طالب|طالبت?|[يت]حث|حثت?|[يت]هيب|اهابت?|[يت]دعو|دعا|دعت|دعيت?|[يت]شجع|شجعت?"
    r"|[يت]ناشد|ناشدت?|[يت]وعز|اوعزت?|[يت]كلف|كلفت?)(?: (?:مجلس الامن|المجلس|اللجنه|الجمعيه العامه|الموتمر))?"
    r"(?: (?:كذلك|ايضا|بقوه|مره اخري))* (?P<who>(?:الي |من |ب)?[^؛.|]{2,160}?)(?: (?:ان|الا|الي|علي) |[،؛.|]|$)"
)


def misaddressed(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the statement says that somebody is asked to do something of whom the texts ask nothing,
    while they ask it of others.
    """
    if _otherwise_worded(statement, texts):
        return True
    said = _addressees(statement)
    if not said or any(not who for who in said):
        return False
    for text in texts:
        own = _addressees(text)
        if not own or any(not who for who in own):
            return False  # of whom it is asked is not known
        if any(who & each for who in said for each in own):
            return False
    return bool(texts)


def _otherwise_worded(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the one whom a statement asks, or who shall do something, has no word in common with any
    of those whom texts of its language ask, or who shall: `meteorological centres` for `member States`.
    """
    if any(text.language != statement.language for text in texts):
        return False
    for read in (_asked, _bound):
        said, own = read(statement), [who for text in texts for who in read(text)]
        if len(said) == 1 and own and not any(_alike(said[0], who, texts) for who in own):
            return True
    return False


def _alike(one: str, other: str, texts: Sequence[Text]) -> bool:
    """Whether two who are spoken of may be the same, as far as their words tell."""
    words, others = content_words(one), content_words(other)
    if not words or not others or _ANYONE.search(one) or _ANYONE.search(other):
        return True
    stretch = matching.read(other)
    return any(stretch.same(word) for word in words)


_ANYONE = re.compile(
    r"(?<!\w)(?:it|they|he|she|this|that|these|those|which|who|all|part(?:y|ies)|sides?|govern\w*|countr\w*|nations?"
    r"|actors?|stakeholders?|others?|everyone|حكوم\w*|بلد\w*|دول\w*|طرف\w*|اطراف\w*|جهات|الجميع|كل)(?!\w)"
)
"""Words by which anybody may be meant."""
_BOUND = re.compile(
    r"(?:^|[.;:|] )(?:\d+ ?[.)-] ?)?(?P<who>[^,;:.|]{3,80}?) (?:shall|must) (?!be )"
)


def _asked(text: Text) -> list[str]:
    patterns = (_PASSIVE, _ACTIVE) if text.language == "en" else (_ARABIC,)
    return [
        re.split(r"[,،]", m["who"])[0]
        for pattern in patterns
        for m in pattern.finditer(text.folded)
    ]


def _bound(text: Text) -> list[str]:
    return [m["who"] for m in _BOUND.finditer(text.folded)]


def _addressees(text: Text) -> list[frozenset[str]]:
    """Who is asked, at each place of a text where somebody is."""
    return [named(who, text.language, who) for who in _asked(text)]
