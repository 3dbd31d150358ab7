"""Names and terms as they are written: one pattern for all forms of each, with the particles that Arabic
writes onto words; and what a listing's words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.locators import DocumentRef, find_documents
from assistant.support.dates import Date, find_dates
from index.arabic.normalise import fold_text
from index.glossary import Term, terms, terms_in
from index.lexicon import stop_words
from index.values import Language

_PREPOSITIONS = ("في", "الي", "علي")

NAMES = ("country", "mission", "place")
_NO_MATTER = (
    "verb", "participle", "adverb-before", "adverb-after", "adjective", "number", "month", "procedure",
)  # fmt: skip

_EMPTY = frozenset(
    "situation situations question questions matter matters issue issues case topic new resolution"
    " resolutions decision decisions document documents one against imposed"
    " مفروضه المفروضه مفروض المفروض حاله الحاله وضع الوضع مساله المساله موضوع موضوعات قضيه جديده جديد قرار قرارات القرار القرارات وثيقه وثايق"
    .split()
)  # fmt: skip

_BEFORE_DATE = re.compile(
    r"(?:(?<!\w)(?:until|till|by|through|the|end of|beginning of|years?"
    r"|حتي|بحلول|لغايه|نهايه|مطلع|[بل]?(?:ال)?(?:عام|سنه|عامي)|يوم|تاريخ) )*[وب]?\0+"
)
"""A date that is blotted out, and the words that lead to it."""

_EITHER = re.compile(r"(?<!\w)(?:or|او)(?!\w)")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a listing's words name: States, missions and places; other terms; and the words left."""

    entities: tuple[Term, ...]
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    either: bool = False
    """Whether one of the entities is enough: `AMISOM or ATMIS`."""
    dates: tuple[Date, ...] = ()
    cited: tuple[DocumentRef, ...] = ()
    """Documents that are referred to."""


def matter_of(text: str, language: Language) -> Matter:
    """What the folded words of a listing in `language` name, and the words that name nothing."""
    found = terms_in(text, language)
    entities = tuple(t for t in found if t.kind in NAMES)
    others = tuple(t for t in found if t.kind not in (*NAMES, *_NO_MATTER))
    documents = find_documents(text, lambda start, end: text[start:end])
    left = _without(text, [(each.start, each.end) for each in documents])
    dates = find_dates(left)
    left, said = _BEFORE_DATE.sub(" ", _without(left, [(d.start, d.end) for d in dates], "\0")), []
    for term in (*entities, *others):
        without = pattern(term).sub(" ", left)
        if without != left:
            said.append(term)
        left = without
    words = tuple(
        word
        for word in dict.fromkeys(re.findall(r"[^\W_]+(?:[/.-][^\W_]+)*", left))
        if word not in stop_words() and word not in _EMPTY and len(word) > 1
    )
    # a term that the glossary knows in other words only is left to the words as they are
    others = tuple(term for term in others if term in said)
    cited = tuple(each.ref for each in documents)
    return Matter(entities, others, words, bool(_EITHER.search(text)), tuple(dates), cited)


def _without(text: str, spans: Iterable[tuple[int, int]], mark: str = " ") -> str:
    """The text of the same length with these spans blotted out."""
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text


@cache
def pattern(term: Term) -> re.Pattern[str]:
    """A term's forms as words, group `name`; longer names of the same kind that hold one of them
    (South Sudan) are matched without it.
    """
    own = {fold_text(form) for form in (*term.ar, *term.en)}
    longer = {
        fold_text(form)
        for other in terms()
        if other is not term and other.kind == term.kind
        for form in (*other.ar, *other.en)
        if any(inside(name, fold_text(form)) for name in own)
    } - own
    name = term.kind in NAMES
    ours = "|".join(written(form, name) for form in sorted(own, key=len, reverse=True))
    theirs = "|".join(written(form, name) for form in sorted(longer, key=len, reverse=True))
    first = rf"(?:{theirs})|" if theirs else ""
    return re.compile(rf"(?<!\w)(?:{first}(?P<name>{ours}))(?!\w)")


def inside(name: str, form: str) -> bool:
    """Whether a longer form holds a name as words of its own."""
    return name != form and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", form) is not None


def written(form: str, name: bool) -> str:
    """A folded form as a pattern, with the particles that Arabic writes onto words, prepositions
    alike; of what is no `name` with the article or without it.
    """
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", form)]
    if not re.search("[\u0621-\u064a]", form):
        return r"[\W_]+".join(words) + r"(?:'s)?"
    rest = r"[\W_]+".join(
        ["", *("(?:في|الي|علي)" if word in _PREPOSITIONS else word for word in words[1:])]
    )
    first = words[0]
    if first.startswith("ال"):
        article = "(?:ال)?" if not name else "ال"
        return rf"[وف]?[بك]?{article}{first[2:]}{rest}|[وف]?لل{first[2:]}{rest}"
    article = "(?:ال|لل)?" if not name else ""
    return rf"[وف]?[بكل]?{article}{first}{rest}"
