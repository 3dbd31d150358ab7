"""What a body does with what it says: does it decide, request, encourage, welcome, condemn?

A paragraph is cut at its operative verbs; a statement too. Each part of the statement is held against
the part of the paragraphs that is about the same: where what the body does there cannot be said as the
statement says it, the two differ. The verbs stand in `data/stances.tsv`, as patterns on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.support.matching import Text, Word, content
from assistant.word_lists import rows

_CARRIED: dict[str, frozenset[str]] = {
    "decides": frozenset({"decides", "obliges", "permits", "forbids", "demands", "repeats"}),
    "demands": frozenset({"demands", "obliges", "decides", "repeats"}),
    "obliges": frozenset({"obliges", "demands", "decides", "repeats"}),
    "asks": frozenset({"asks", "obliges", "demands", "calls", "repeats"}),
    "invites": frozenset({"invites", "calls", "repeats"}),
    "calls": frozenset({"calls", "invites", "asks", "demands", "repeats"}),
    "permits": frozenset({"permits", "decides", "repeats"}),
    "forbids": frozenset({"forbids", "decides", "demands", "repeats"}),
    "praises": frozenset({"praises", "supports", "repeats"}),
    "supports": frozenset({"supports", "praises", "decides", "repeats"}),
    "blames": frozenset({"blames", "repeats"}),
    "regrets": frozenset({"regrets", "fears", "repeats"}),
    "fears": frozenset({"fears", "blames", "regrets", "repeats"}),
    "states": frozenset(
        {"states", "praises", "supports", "fears", "regrets", "repeats", "asks", "calls", "invites"}
    ),
    "rejects": frozenset({"rejects", "blames", "forbids"}),
}
"""By what the statement says, what of the paragraph carries it. `Reiterates its call` may be any."""

_NEAR = 0.7
"""Parts of a paragraph count that hold at least this share of what the best one holds."""

_FEW = 4
"""Words of a part below which nobody can tell which part of a paragraph is about the same."""

_BEFORE = (
    r"(?:(?:\d{1,3}\s?[-.)–—]|,)\s*|(?:the|it|has|had|have|also|further|again|once"
    r"|furthermore|and|security|general|united|nations|un|resolution|draft|text|document|paragraph"
    r"|provision|member|members|council|assembly|commission|committee|conference|congress|secretariat"
    r"|board|states|hereby|[a-z]+ly|in this regard|in that regard|as appropriate|كما|واذ|اذ|قد|وقد|ان)"
    r"(?!\w)\s+)"
)
"""A word before the verb, or a number."""

_OPENS = (
    r"(?:(?:^|[.;:,،؛|\n(*]|(?<!\w)(?:and|but|who|which|that|also|further|furthermore|moreover|و))\s*)"
    # all of them, once and for all: what is looked ahead at is not tried again. A possessive `*+` would
    # say the same, and is wrong in Python before 3.11.5 (gh-106052). It is the pattern's first group
    rf"(?=({_BEFORE}*))\1"
)
_PASSIVE = r"(?:is|are|was|were|been|be|being)\s+(?:(?:also|further|[a-z]+ly|again)\s+)*"
_ARABIC_BODY = (
    r"(?:[وف]?(?:ال)?(?:مجلس|جمعيه|قرار|لجنه|موتمر|مشروع القرار|فقره|هييه)(?: الامن| العامه)?\s+)"
)


_BODIES = frozenset(
    "the council assembly commission committee conference congress secretariat board security general"
    " resolution draft text document paragraph provision it its united nations un body members member"
    " states also further strongly op para has have had by under according مجلس المجلس الامن الجمعيه"
    " العامه القرار اللجنه الموتمر مشروع الفقره الهييه بموجب وفقا حسب كما قد واذ اذ".split()
)
"""Words before a verb that only say who speaks."""


def _says_who(word: str) -> bool:
    return word in _BODIES or (word.isascii() and word.endswith("ly"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: what the body does in it (one or more, as `notes with concern`), its words."""

    stances: frozenset[str]
    verb: str
    words: tuple[Word, ...]
    main: bool
    """Whether it says what the body does, and not what others did: a verb that opens the text, or is
    in the present, or says of whom something is requested."""


def differing(statement: Text, texts: Sequence[Text]) -> tuple[str, str] | None:
    """(verb of the statement, verb of the paragraphs) of the first part that they differ in."""
    same = [text for text in texts if text.language == statement.language]
    own = [part for text in same or texts for part in parts(text)]
    for place, said in enumerate(parts(statement)):
        if not said.main or (place and not same):
            continue
        near = _nearest(said, own, statement, same or texts)
        if not same:
            # what is about the same is found less surely: the verb that leads may be meant
            near = [*near, *(part for text in texts for part in parts(text)[:1])]
        if near and not any(_carries(said, each, bool(same)) for each in near):
            return said.verb, near[0].verb
    return None


def _carries(said: Part, own: Part, same_language: bool) -> bool:
    if "repeats" in said.stances or not said.stances:
        return "rejects" not in own.stances
    # "notes with concern" is said by "notes" and by "is concerned"
    strong = said.stances - {"states"} or said.stances
    if "demands" in strong and "asks" in own.stances and not same_language:
        return True  # translators write يطلب for "demands" too
    return all(own.stances & _CARRIED[stance] for stance in strong)


def _nearest(said: Part, own: Sequence[Part], statement: Text, texts: Sequence[Text]) -> list[Part]:
    """The parts that are about what a part of the statement is about."""
    if len(own) < 2:
        return list(own)
    words = [w.text for w in content(said.words)]
    if len(words) < _FEW:
        return list(own)
    shares = []
    for part in own:
        starts = {word.start for word in part.words}
        text = next(t for t in texts if part in parts(t))
        shares.append(
            sum(
                any(text.words[p].start in starts for p in text.places(word, statement.language))
                for word in words
            )
        )
    most = max(shares)
    return [part for part, share in zip(own, shares, strict=True) if share >= _NEAR * most]


@lru_cache(maxsize=1024)
def parts(text: Text) -> tuple[Part, ...]:
    """A text cut at its operative verbs; what stands before the first of them is left out."""
    found: list[tuple[int, int, str]] = []
    for m in _verbs(text.language).finditer(text.folded):
        found.append((m.start("verb"), m.end(), _group(m)))
    cut: list[tuple[int, int, set[str], str]] = []
    for start, end, stance in found:
        between = text.folded[cut[-1][1] : start] if cut else ""
        if cut and between.strip() in ("", "and", "و", "also", "and also"):
            cut[-1][2].add(stance)
        else:
            cut.append((start, end, {stance}, text.folded[start:end]))
    borders = [*(start for start, *_ in cut[1:]), len(text.folded)][: len(cut)]
    made = []
    for place, ((start, end, stances, verb), border) in enumerate(zip(cut, borders, strict=True)):
        words = tuple(w for w in text.words if end <= w.start < border)
        if verb.startswith(("is ", "are ", "was ", "were ")):
            words = tuple(w for w in text.words if w.start < border)
        stances |= _feelings(text, end)
        main = (
            not content(w for w in text.words if w.start < start and not _says_who(w.text))
            if place == 0
            else verb.split()[0].endswith("s") or verb.startswith("و")
        )
        asked = re.match(r"(?:is|are|was|were) .*(?:ed|bidden|upon|on)$", verb) is not None
        made.append(Part(frozenset(stances), verb, words, main or asked))
    return tuple(made)


def _group(m: re.Match[str]) -> str:
    return next(name for name, value in m.groupdict().items() if value and name != "verb")


def _feelings(text: Text, end: int) -> set[str]:
    """`with concern`, `with appreciation`, `its condemnation` right behind a verb."""
    behind = text.folded[end : end + 45]
    behind = re.split(r"[,،;؛]| (?:that|of the|at the) ", behind)[0]
    return {
        stance
        for stance in ("praises", "supports", "blames", "regrets", "fears", "rejects")
        if re.search(_bare(stance, text.language), behind)
    }


@cache
def _bare(stance: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)[بل]?(?:{_table(language)[stance]})(?!\w)")


@cache
def _table(language: str) -> dict[str, str]:
    place = 1 if language == "en" else 2
    return {row[0]: row[place] for row in rows("stances.tsv") if row[place:][:1] not in ((), ("",))}


@cache
def _verbs(language: str) -> re.Pattern[str]:
    named = "|".join(f"(?P<{stance}>{verbs})" for stance, verbs in _table(language).items())
    if language == "en":
        # "the Secretary-General is requested to" says it of whom it stands behind
        return re.compile(
            rf"(?:{_OPENS}|(?<!\w)(?={_PASSIVE}))(?P<verb>(?:{_PASSIVE})?(?:{named}))(?!\w)"
        )
    return re.compile(rf"{_OPENS}(?:{_ARABIC_BODY})?(?P<verb>[وف]?(?:{named}))(?!\w)")
