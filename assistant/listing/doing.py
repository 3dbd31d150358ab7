"""Which paragraphs do what a listing asks for: extend, condemn, establish; to whom, said or unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from assistant.listing.asked import Act, Listing
from assistant.listing.held import Rows, about_it, held, naming, text_of, with_form
from assistant.listing.names import Matter, inside, pattern, written
from index.arabic.normalise import fold_text
from index.filters import Mask, kind_rows
from index.glossary import Term, terms
from index.store import Index
from index.values import Language

COVERED = 0.6
"""Share of what is asked for, beside names and acts, that a paragraph must hold."""

LEAD = 4
"""Words that may stand before the verb of an act at a paragraph's opening."""

REACH = 30
"""Words that may stand between `decides` and the verb of an act: `decides that the mandate … is extended`."""

OBJECT = 14
"""Words behind the verb of an act that say to what it is done."""

NEAR = 6
"""Words behind it in which the object itself begins."""

_MISSION = re.compile(
    r"(?<!\w)(?:[وف]?[بكل]?(?:ال|لل)?(?:ولاي\w*|بعث\w*|قوه|قوات|عمليه|مكتب|نشر)"
    r"|mandate|mission|force|operation|office|deploy\w*)(?!\w)"
)
_MANDATE = re.compile(
    r"(?<!\w)(?:ال)?ولاي\w* (?:\w+ )?[بل]?(?:ال|لل)?(?:بعث|قوه|عملي)|mandate of [\w ]{0,60}(?:mission|force|operation|\bm[io]nus|\bun[a-z]{2,5}\b)"
)
_TEAM = re.compile(
    r"(?<!\w)(?:[وف]?[بكل]?(?:ال|لل)(?:فريق|لجنه|اليه|هيئه|وحده)|[وف]?(?:ال|لل)فريق"
    r"|the (?:panel|team|group|committee|mechanism|office))(?!\w)"
)
_PERMISSION = re.compile(r"(?<!\w)(?:[بل]?(?:ال)?(?:اذن|اذون)|authori[sz]ations?)(?!\w)")
_NEVER = re.compile(r"(?!)")
_ABOVE = (
    "United Nations",
    "Security Council",
    "General Assembly",
    "Secretary-General",
    "African Union",
    "European Union",
)
"""Bodies that are named beside any mission."""
_DECIDES = r"(?:[يت]قرر|decid(?:es|ed|ing)|[يت]تصرف|acting)"


def doing(index: Index, listing: Listing, matter: Matter, asked_in: Language, mask: Mask) -> Rows:
    """The rows of operative paragraphs, of preambular ones for acts that stand there, that do what is asked, in documents about what is named."""
    kinds = ["operative", "paragraph"]
    if not listing.acts or any(act.preamble for act in listing.acts):
        kinds.append("preambular")
    pool = np.flatnonzero(mask & kind_rows(index.layout, kinds))
    shown = [_shown(index, entity, mask, pool, listing.acts) for entity in matter.entities]
    if shown:
        together = np.any(shown, axis=0) if matter.either else np.all(shown, axis=0)
        pool = pool[together]
    if listing.acts:
        does = [_act_pattern(act) for act in listing.acts]
        pool = _kept(pool, lambda row: any(p.search(text_of(index, row)) for p in does))
        # `renewed the authorization`: both where some paragraph does both
        both = _kept(pool, lambda row: all(p.search(text_of(index, row)) for p in does))
        pool = both if len(both) else pool
    # of a mission it is the mandate that is extended, whether the paragraph calls it so or not
    of_mission = any(entity.kind == "mission" for entity in matter.entities)
    left = tuple(t for t in matter.terms if not (of_mission and "mandate" in t.en))
    rest = replace(matter, entities=(), terms=left)
    if not (rest.terms or rest.words or rest.dates or rest.cited) or not len(pool):
        return pool
    if any(term.kind == "sanctions" for term in left):
        # a mission's mandate, which is extended too, is at times to watch over sanctions
        pool = _kept(pool, lambda row: not _of_a_mission(text_of(index, row), listing.acts))
    implied = {term: _implied(index, term, mask, pool, listing.acts) for term in left}
    return pool[held(index, rest, asked_in, pool, does=True, implied=implied) >= COVERED]


def _of_a_mission(folded: str, acts: Sequence[Act]) -> bool:
    """Whether what is done is done to the mandate of a mission, named or not."""
    return any(
        _MANDATE.search(" ".join(folded[match.end() :].split()[:NEAR]))
        for act in acts
        for match in _act_pattern(act).finditer(folded)
    )


def _implied(index: Index, term: Term, mask: Mask, pool: Rows, acts: Sequence[Act]) -> Mask:
    """Which rows do something to a team, panel or committee that they call no more than that, in a
    document that is about it.
    """
    found = np.zeros(len(pool), dtype=bool)
    if term.kind != "body":
        return found
    named = [row for row in np.flatnonzero(mask) if pattern(term).search(text_of(index, int(row)))]
    about = set(index.layout.document[about_it(index, np.array(named, dtype=np.int64))].tolist())
    for place, row in enumerate(pool.tolist()):
        if int(index.layout.document[row]) in about:
            text = text_of(index, row)
            found[place] = any(
                _TEAM.search(" ".join(text[match.end() :].split()[:OBJECT]))
                for act in acts
                for match in _act_pattern(act).finditer(text)
            )
    return found


def _shown(index: Index, entity: Term, mask: Mask, pool: Rows, acts: Sequence[Act]) -> Mask:
    """Which rows of the pool name an entity, or leave it unsaid in a document that is about it:
    `decides to extend the mandate of the Mission`.
    """
    everywhere = naming(index, entity, np.flatnonzero(mask))
    here, about = set(everywhere.tolist()), _concerned(index, entity, everywhere, mask)
    return np.array(
        [
            row in here
            or (
                int(index.layout.document[row]) in about
                and (entity.kind != "mission" or _of_the_mission(text_of(index, row), entity, acts))
            )
            for row in pool.tolist()
        ],
        dtype=bool,
    )


def _concerned(index: Index, entity: Term, named: Rows, mask: Mask) -> set[int]:
    """The documents that are about an entity; of a mission, which is seldom named in full, those that
    name it so twice, or no other one oftener, or are about its country.
    """
    of_document, count = index.layout.document, len(index.layout.names)
    about = set(of_document[about_it(index, named)].tolist())
    if entity.kind != "mission":
        return about
    own = np.bincount(of_document[named], minlength=count)
    others = np.zeros(count, dtype=np.int64)
    for other in terms():
        if other.kind == "mission" and other is not entity:
            rows = with_form(index, other, full=True)
            others = np.maximum(others, np.bincount(of_document[rows], minlength=count))
    own_forms = {fold_text(form) for form in (*entity.ar, *entity.en)}
    lands = [
        land
        for land in terms()
        if land.kind == "country"
        and any(
            inside(fold_text(name), form) for name in (*land.ar, *land.en) for form in own_forms
        )
    ]
    at_home = np.zeros(count, dtype=bool)
    for land in lands:
        rows = about_it(index, naming(index, land, np.flatnonzero(mask)))
        at_home[of_document[rows]] = True
    concerned = (own > 1) | ((own > 0) & ((own >= others) | at_home))
    return about | set(np.flatnonzero(concerned).tolist())


def _of_the_mission(folded: str, entity: Term, acts: Sequence[Act]) -> bool:
    """Whether what is done is done to a mission that need not be named: none is named there that is
    another, nor a panel or committee.
    """
    asked_permission = any(act.name == "authorize" for act in acts)
    permitted = _PERMISSION if asked_permission else _NEVER
    for act in acts:
        for match in _act_pattern(act).finditer(folded):
            done_to = " ".join(folded[match.end() :].split()[:OBJECT])
            told = _MISSION.search(done_to) or (act.name == "extend" and permitted.search(done_to))
            if told and not _other_body(entity).search(done_to):
                return True
    return False


@cache
def _other_body(entity: Term) -> re.Pattern[str]:
    """The names of the missions, panels and committees other than this one."""
    forms = {
        fold_text(form)
        for other in terms()
        if other is not entity and other.kind in ("mission", "body") and other.en[0] not in _ABOVE
        for form in (*other.ar, *other.en)
    } - {fold_text(form) for form in (*entity.ar, *entity.en)}
    forms_written = "|".join(written(form, True) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms_written})(?!\w)")


def _kept(pool: Rows, test: Callable[[int], bool]) -> Rows:
    return np.array([row for row in pool.tolist() if test(row)], dtype=np.int64)


@cache
def _act_pattern(act: Act) -> re.Pattern[str]:
    """An act at a paragraph's opening, or after `decides` in the same sentence."""
    return re.compile(
        rf"^\W*(?:\w+\W+){{0,{LEAD}}}?(?:{act.held})(?!\w)"
        rf"|(?<!\w)[وف]?{_DECIDES}(?:[^\w.؛;]+\w+){{0,{REACH}}}?[^\w.؛;]+(?:{act.held})(?!\w)"
    )
