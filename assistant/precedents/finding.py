"""From a drafter's clause to the agreed language nearest to it: found by wording and by meaning, one
entry for each formulation, compared word by word and by strength.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from assistant.answers import Found, Question
from assistant.clauses import asks_for_language, pasted_clause
from assistant.cross_encoder import Reranker
from assistant.differences import Piece, differences, summary
from assistant.ooxml.characters import whole_lines
from assistant.precedents.parts import part_of
from assistant.retrieval import retrieve
from assistant.strength import Compared, Strength, Verdict, compared, strength
from assistant.support.wording import content_words, language_of
from index.errors import UsageError
from index.families import Family, family_of
from index.filters import Filter
from index.store import Index
from index.values import Language

DEPTH = 40
"""Paragraphs that the search gives for a clause; the formulations shown are made of these."""

MOST_COMPARED = 12
"""Members of a family of which the nearest to the clause is looked for, the latest ones."""

LONGEST = 20_000
"""Characters of a clause. What is longer is a draft, whose paragraphs have precedents each."""

LEAST_WORDS = 2
"""Words, figures and symbols that a clause has at least, those that say nothing aside."""

PREAMBULAR_AFTER = 0.15
"""Share of the best score by which a preambular paragraph has to be better than an operative one to
come before it, where the clause is not itself a recital."""

EVEN = 2.4
"""The ranking's score at which a paragraph of the other language is as likely the clause's provision
as not. English clauses of resolutions score from 2.3 to 4.6 with their own Arabic paragraph, clauses of
another body 1.2 to 2.2 with what is nearest to them."""

NEW = 0.4
"""Below this similarity a clause has no precedent: it is new language, if it is no `PART` of one."""

PART, PART_WORDS = 0.8, 3
"""Share of a clause's own words from which on it is a part of a longer agreed paragraph; a clause has at
least so many words that say something, or it is a part of anything."""

ITEM = re.compile(r"(?m)^[^\S\n]*[-–—•*·▪◦‣−][^\S\n]+(?=\S)")
"""The mark of an item of a list that has no numbers."""

ECHOED = 60
"""Characters of a clause that a message repeats."""


@dataclass(frozen=True)
class Precedent:
    """A formulation, shown by its paragraph that is nearest to the clause."""

    clause: str
    found: Found
    """In the clause's language where that version is indexed."""
    score: float
    family: Family | None
    counterpart: Found | None
    """The official paragraph in the other language."""

    @cached_property
    def across(self) -> bool:
        """Whether there is no version in the clause's language to compare it with."""
        return self.found.document.language != language_of(self.clause)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What differs, from the precedent to the clause; nothing across languages."""
        return () if self.across else differences(whole_lines(self.found.text), self.clause)

    @cached_property
    def similarity(self) -> float:
        """0.0 to 1.0. In one language the share of both texts' words that are the same; across
        languages, where no words can be the same, how sure the ranking is of them (`EVEN`).
        """
        if not self.across:
            return summary(self.pieces).similarity
        return 1 / (1 + math.exp(-2 * (self.score - EVEN)))

    @cached_property
    def part(self) -> float:
        """The share of the clause's own words that stand together in the precedent, 0.0 to 1.0; 0.0 across
        languages.
        """
        return part_of(self.pieces)

    @cached_property
    def within(self) -> bool:
        """Whether the clause is, nearly whole, a part of a longer precedent."""
        longer = len(self.found.text) > len(self.clause) / PART
        return longer and self.part >= PART and words_in(self.clause) >= PART_WORDS

    @property
    def near(self) -> bool:
        """Whether the clause is not new language beside it."""
        return self.similarity >= NEW or self.within

    @cached_property
    def strength(self) -> Strength | None:
        """How strongly the precedent speaks."""
        kind = self.found.paragraph.kind
        place = kind if kind in ("operative", "preambular") else None
        return strength(self.found.text, place)

    @cached_property
    def against(self) -> Compared | None:
        """The clause against the precedent: weaker, the same, stronger."""
        own = _spoken(self.clause)
        return compared(own, self.strength) if own and self.strength else None


@lru_cache(maxsize=64)
def _spoken(clause: str) -> Strength | None:
    """How strongly a clause speaks: asked for beside each of its precedents."""
    return strength(clause)


@lru_cache(maxsize=64)
def _said(clause: str) -> frozenset[str]:
    return frozenset(content_words(clause))


_OTHER: dict[Verdict, Verdict] = {"weaker": "stronger", "same": "same", "stronger": "weaker"}
"""What a clause is beside a precedent that is so beside it."""


def is_new(found: Sequence[Precedent]) -> bool:
    """Whether a clause is new language: it is near to none of what was found."""
    return not any(each.near for each in found)


def words_in(text: str) -> int:
    """How many words, figures and symbols of a text say something; 0 where figures stand alone."""
    figures = set(_FIGURE.findall(text))
    return len(content_words(text)) + len(figures) if _LETTERS.search(text) else 0


def _without_mark(clause: str) -> str:
    mark = ITEM.match(clause)
    return clause[mark.end() :] if mark else clause


_FIGURE = re.compile(r"[\w/.-]*\d[\w/.-]*")
_LETTERS = re.compile(r"[^\W\d_]{3}")


def check_clause(text: str) -> str:
    """The clause in whole lines, without white space around it, the mark of a list before it or control
    characters. Raises UsageError for one that is empty, a single word or a whole document.
    """
    clause = _without_mark(whole_lines(text).strip())
    if not clause:
        raise UsageError("The clause is empty; paste the words that you look for a precedent of.")
    if len(clause) > LONGEST:
        raise UsageError(
            f"The clause has {len(clause):,} characters; give a paragraph, or a draft with --file."
        )
    if words_in(clause) < LEAST_WORDS:
        shown = clause if len(clause) <= ECHOED else f"{clause[:ECHOED]}…"
        raise UsageError(
            f"The clause {shown!r} is too short to have a precedent; paste a sentence or more."
        )
    return clause


def precedents(
    index: Index,
    clause: str,
    k: int,
    wanted: Filter | None = None,
    reranker: Reranker | None = None,
    speaking: Verdict | None = None,
) -> list[Precedent]:
    """The `k` formulations nearest to a clause in the order of `ranked`: the nearest first, operative
    ones before recitals that are about as near; with `speaking` only those that speak so beside the clause.

    Raises UsageError as `check_clause` does, and for a filter that leaves nothing.
    """
    text = check_clause(clause)
    found = ranked(index, text, DEPTH, wanted, reranker)
    entries: dict[object, list[Found]] = {}
    for each in found:
        family = family_of(index, each.document.name, each.paragraph.order)
        key = (each.document.name, each.paragraph.order) if family is None else family.number
        entries.setdefault(key, []).append(each)
    made = _made(index, pasted_clause(text) or text, entries.values(), wanted)
    if speaking is not None:
        so = _OTHER[speaking]
        made = (each for each in made if each.against and each.against.verdict == so)
    return list(islice(made, k))


def _made(
    index: Index, clause: str, groups: Iterable[Sequence[Found]], wanted: Filter | None
) -> Iterator[Precedent]:
    """An entry for each group. Both languages' versions of one formulation are one entry."""
    language = language_of(clause)
    shown = set()
    for group in groups:
        made = _precedent(index, clause, group, language, wanted)
        place = (made.found.document.name, made.found.paragraph.order)
        key = place if made.family is None else made.family.number
        if key not in shown:
            shown.add(key)
            yield made


def ranked(
    index: Index,
    clause: str,
    k: int,
    wanted: Filter | None = None,
    reranker: Reranker | None = None,
) -> list[Found]:
    """The paragraphs nearest to a clause, each by itself; of a text that asks for language near to a
    clause in it, to that clause, and where it only describes one, to the description.
    """
    inner = pasted_clause(clause)
    described = inner is None and asks_for_language(clause)
    question = Question(inner or clause, filter=wanted or Filter(), clause=not described)
    found = list(retrieve(index, question, k, reranker=reranker).found)
    own = _spoken(clause)
    if not found or (own and own.place == "preambular"):
        return found
    less = found[0].score * PREAMBULAR_AFTER
    return sorted(
        found, key=lambda f: -(f.score - (less if f.paragraph.kind == "preambular" else 0.0))
    )


def _precedent(
    index: Index, clause: str, group: Sequence[Found], language: Language, wanted: Filter | None
) -> Precedent:
    """The entry of a formulation of which these paragraphs were found."""
    best = group[0]
    family = family_of(index, best.document.name, best.paragraph.order)
    candidates = list(group)
    if family is not None and not wanted:
        known = {(f.document.name, f.paragraph.order) for f in group}
        candidates += (
            _member(index, name, order, best.score, language)
            for name, order in _latest(family)
            if (name, order) not in known
        )
    versions = [_version(index, each, language) for each in candidates]
    shown = max(versions, key=lambda each: _nearness(clause, each, language))
    other = index.counterpart(shown.document.name, shown.paragraph)
    counterpart = None
    if other is not None:
        label = index.label(*other, other[0].language)
        counterpart = Found(other[0], other[1], label, shown.score)
    own_family = family_of(index, shown.document.name, shown.paragraph.order) or family
    return Precedent(clause, shown, best.score, own_family, counterpart)


def _latest(family: Family) -> Iterator[tuple[str, int]]:
    for member in [m for m in family.members if m.adopted][-MOST_COMPARED:]:
        yield member.document, member.paragraph


def _member(index: Index, name: str, order: int, score: float, language: Language) -> Found:
    document, paragraph = index.documents[name], index.paragraph(name, order)
    points = index.points(name, paragraph)
    return Found(document, paragraph, index.label(document, paragraph, language), score, points)


def _version(index: Index, found: Found, language: Language) -> Found:
    """The paragraph in this language, where that version is indexed."""
    if found.document.language == language:
        return found
    other = index.counterpart(found.document.name, found.paragraph)
    if other is None or other[0].language != language:
        return found
    return _member(index, other[0].name, other[1].order, found.score, language)


def _nearness(clause: str, found: Found, language: Language) -> tuple[float, float, str]:
    """Words in common first, then the search's score, then the later date."""
    date = found.document.date or ""
    if found.document.language != language:
        return 0.0, found.score, date
    mine, theirs = _said(clause), set(content_words(found.text))
    return len(mine & theirs) / (len(mine | theirs) or 1), found.score, date
