"""Which passages hold what a listing asks for: names, terms, words; and which documents are about it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.listing.cited import citing
from assistant.listing.names import Matter, pattern, written
from assistant.support.dates import find_dates, holds
from index import lexical
from index.arabic.normalise import fold_text
from index.filters import Mask, kind_rows
from index.glossary import Term, terms
from index.lexicon import renderings, stem, stop_words
from index.store import Index
from index.translation import soft
from index.values import Language

Rows = NDArray[np.int64]

ABOUT = 0.1
"""Share of its passages from which on a document that names something is about it. Of the Security
Council's resolutions, those filed under a State lie above it, all others but one in 200 below."""

LIKELY = 0.5
"""A rendering counts as a name's if it is at least this part as likely as the likeliest one."""

SELDOM = 0.01
"""Share of passages up to which a word is seldom enough to tell a mission from every other."""

LEAST = 4
"""Letters from which on a stem tells an Arabic word from others that begin so."""

_MEASURES = re.compile(
    r"(?P<name>(?<!\w)(?:ال|لل)?تدابير(?:ها)?(?: و\w+)? (?:ال)?(?:لازمه لمنع|مفروض|منصوص|محدد|مبين|مشار|مذكور|متعلق)|measures (?:to prevent|imposed|set|specified|contained|on |as ))"
)
"""What resolutions that renew sanctions call them."""
_ANY_MISSION = ("mission", "missions", "بعثه", "بعثات", "البعثه", "البعثات")

_NONE: Mapping[Term, Mask] = MappingProxyType({})


_texts: WeakKeyDictionary[Index, dict[int, str]] = WeakKeyDictionary()
"""Folded passages that a list has looked at, kept for the next one."""


def about_it(index: Index, naming: Rows) -> Rows:
    """Those of the rows whose documents are about what they name, by the share of their passages."""
    of_document = index.layout.document
    count = len(index.layout.names)
    share = np.bincount(of_document[naming], minlength=count) / np.maximum(
        1, np.bincount(of_document, minlength=count)
    )
    titles = np.flatnonzero(kind_rows(index.layout, ("title",)))
    titled = set(of_document[np.intersect1d(naming, titles)].tolist())
    return (
        naming[[share[d] >= ABOUT or d in titled for d in of_document[naming].tolist()]]
        if len(naming)
        else naming
    )


def held(
    index: Index,
    matter: Matter,
    asked_in: Language,
    pool: Rows,
    *,
    does: bool = False,
    implied: Mapping[Term, Mask] = _NONE,
) -> NDArray[np.float64]:
    """How much of the matter each row of the pool holds, 0.0 to 1.0; an entity, a
    figure, a date or a document that is not named there makes it 0.0. With `does` sanctions may be called measures, and
    any mission named stands for `a mission`.
    """
    parts: list[NDArray[np.float64]] = []
    named = np.ones(len(pool), dtype=bool)
    named_in = [np.isin(pool, naming(index, entity, pool)) for entity in matter.entities]
    if named_in:
        named = np.any(named_in, axis=0) if matter.either else np.all(named_in, axis=0)
    for ref in matter.cited:
        named &= citing(index, ref, pool, lambda row: text_of(index, row))
    if matter.dates:
        for place, row in enumerate(pool.tolist()):
            if named[place]:
                printed = find_dates(text_of(index, row))
                named[place] = all(holds(printed, date) for date in matter.dates)
    for term in matter.terms:
        holding = _holding(index, term, pool, does)
        if term in implied:
            holding |= implied[term]
        parts.append(holding.astype(np.float64))
    if matter.words:
        figures = [w for w in matter.words if any(c.isdigit() for c in w)]
        others = [w for w in matter.words if w not in figures]
        if does and any(w in _ANY_MISSION for w in others):
            others = [w for w in others if w not in _ANY_MISSION]
            texts = [text_of(index, row) for row in pool.tolist()]
            parts.append(np.array([bool(any_mission().search(t)) for t in texts], dtype=np.float64))
        for figure in figures:
            named &= _with_words(index, figure, pool)
        if others:
            parts.extend([_covered(index, others, asked_in, pool, named=not does)] * len(others))
    if not parts:
        said = bool(matter.entities or matter.words or matter.dates or matter.cited)
        return named.astype(np.float64) if said else np.zeros(len(pool))
    mean: NDArray[np.float64] = np.mean(parts, axis=0) * named
    return mean


def _covered(
    index: Index, words: Sequence[str], asked_in: Language, pool: Rows, *, named: bool = False
) -> NDArray[np.float64]:
    """The share of the words that each row holds: in the question's language any word that begins as
    one does (`report`, `reports`; `تقرير`, `تقريرا`), in the other its renderings; what must be
    `named` by a likely one, as it is written.
    """
    covered: NDArray[np.float64] = soft(index, " ".join(words), asked_in, pool).astype(np.float64)
    begun = [_begun(word) for word in words]
    rendered = [
        re.compile("|".join(_begins(form, 2).pattern for form in _likely(word)) or "(?!)")
        for word in words
    ]
    for place, row in enumerate(pool.tolist()):
        own = index.layout.language[row] == asked_in
        if own or named:
            text = text_of(index, row)
            patterns = begun if own else rendered
            covered[place] = sum(bool(each.search(text)) for each in patterns) / len(words)
    if named:
        covered[_translated(index, asked_in)[index.layout.document[pool]]] = 0.0
    return covered


def _translated(index: Index, asked_in: Language) -> Mask:
    """For each document, whether a version of it in the question's language says what it mentions."""
    held = [index.documents[name] for name in index.layout.names]
    own = {d.symbol for d in held if d.language == asked_in and d.symbol}
    return np.array([d.language != asked_in and d.symbol in own for d in held], dtype=bool)


def _begins(word: str, most: int = 3) -> re.Pattern[str]:
    """A folded word with particles before it and up to `most` letters behind."""
    return re.compile(rf"(?<!\w)(?:[وف]?[بكل]?(?:ال|لل)?)?{re.escape(word)}\w{{0,{most}}}(?!\w)")


def _begun(word: str) -> re.Pattern[str]:
    """Words that begin as this one does; one of which the stem leaves less than four letters keeps
    its feminine ending: `تحليه` and `تحليتها`, not `تحلل`.
    """
    short = stem(lexical.bare(word))
    if len(short) < LEAST and word.endswith("ه"):
        whole = re.escape(re.sub(r"^[وف]?[بك]?(?:ال|لل)", "", word)[:-1])
        return re.compile(rf"(?<!\w)(?:[وف]?[بكل]?(?:ال|لل)?)?{whole}(?:[هت]|ات)\w{{0,3}}(?!\w)")
    return _begins(short)


def _likely(word: str) -> list[str]:
    """An English word's renderings that are at least half as likely as the likeliest."""
    found = next(iter(renderings(word)), ())
    return [
        form for form, share in found if share >= LIKELY * found[0][1] and form not in stop_words()
    ]


def _with_words(index: Index, text: str, pool: Rows) -> Mask:
    return np.isin(pool, lexical.rows_with_all(index.lexical.words, text))


def _holding(index: Index, term: Term, pool: Rows, does: bool) -> Mask:
    """Which rows of the pool hold a term as it is written; `sanctions` also as what they are (an
    embargo, a freeze). With `does` the words of a form may stand apart, and sanctions may be called
    `measures imposed by …`.
    """
    alike = [term]
    if term.kind == "sanctions" and "sanctions" in term.en:
        alike += [each for each in terms() if each.kind == "sanctions"]
    patterns = [pattern(each) for each in alike]
    if does and term.kind == "sanctions":
        patterns.append(_MEASURES)
    found = np.array(
        [
            any(m["name"] for each in patterns for m in each.finditer(text_of(index, row)))
            for row in pool.tolist()
        ],
        dtype=bool,
    )
    if does and term.kind != "sanctions":
        for form in (*term.ar, *term.en):
            found |= _with_words(index, form, pool)
            found |= _with_words(index, form.removeprefix("ال"), pool)
    return found


def naming(index: Index, entity: Term, pool: Rows) -> Rows:
    """Those rows of the pool that name an entity as it is written, not only by words alike: `مالي`
    is Mali, `المالية` is not, and South Sudan is not the Sudan.

    Short forms of a mission's name count in the documents that also name it in full.
    """
    full = with_form(index, entity, full=entity.kind == "mission")
    documents = set(index.layout.document[full].tolist())
    able = set(with_form(index, entity, full=False).tolist())
    forms_written = pattern(entity)
    return np.array(
        [
            row
            for row in np.asarray(pool).tolist()
            if row in able
            and int(index.layout.document[row]) in documents
            and any(m["name"] for m in forms_written.finditer(text_of(index, int(row))))
        ],
        dtype=np.int64,
    )


def with_form(index: Index, entity: Term, *, full: bool) -> Rows:
    """The rows that hold all words of one of an entity's forms, written with any particle, but the
    prepositions, which vary; with `full`, of forms that no other mission has.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for of_language in (entity.ar, entity.en):
        for place, form in enumerate(of_language):
            words = [word for word in fold_text(form).split() if word not in stop_words()]
            rows = [_with_word(index, word) for word in words if re.search(r"\w", word)]
            seldom = min((len(each) for each in rows), default=0) / max(1, index.manifest.passages)
            if rows and (not full or place == 0 or seldom <= SELDOM):
                found.append(functools.reduce(np.intersect1d, rows))
    return np.unique(np.concatenate(found))


def _with_word(index: Index, word: str) -> Rows:
    rows = [
        lexical.rows_with_all(index.lexical.words, particle + word)
        for particle in ("", *("بل" if re.match("[\u0621-\u064a]", word) else ""))
    ]
    return np.unique(np.concatenate(rows)).astype(np.int64)


@cache
def any_mission() -> re.Pattern[str]:
    """The name of any mission, or the word for one."""
    forms = {fold_text(f) for t in terms() if t.kind == "mission" for f in (*t.ar, *t.en)}
    forms |= {fold_text(word) for word in _ANY_MISSION}
    forms_written = "|".join(written(form, True) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms_written})(?!\w)")


def text_of(index: Index, row: int) -> str:
    """A passage's folded words."""
    kept = _texts.setdefault(index, {})
    if row not in kept:
        kept[row] = fold_text(index.passage(row).text)
    return kept[row]
