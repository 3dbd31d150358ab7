"""Is it in the documents? Each statement of anyone's text against the paragraphs that it cites, or
against those that the index finds for it.

What a statement is worth is said by `assistant.support.check`; here is decided
which paragraphs it is held against, and what is said where another one carries it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import Found, Question, Support
from assistant.checking.references import Places, cited_by, cited_words, follow, named_in
from assistant.retrieval import retrieve, without_references
from assistant.statements import Statement, Statements, one_statement, statements_of
from assistant.statements.marks import find_locators, words_beside
from assistant.support.check import check
from assistant.support.differences import listed
from assistant.support.meaning import meaning_of
from assistant.support.values import Cited, Grade, Item, Judgement
from assistant.support.wording import compare, content_words, language_of
from index.filters import Filter
from index.glossary import entities
from index.search import passages_naming
from index.store import Index
from index.values import Language, Source
from prompts import render

CANDIDATES = 5
"""Paragraphs found for a statement that it is held against."""

LEAST_SAID = 3
"""Words, numbers and dates of its own that a statement has at least for it to stand elsewhere: what
says less (`It was adopted`) stands in many places."""

_FIGURE = re.compile(r"\d+")
_RANK: dict[Grade, int] = {"supported": 2, "partly": 1, "unsupported": 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a statement is worth."""

    text: str
    language: Language
    """The statement's, and that of what is said about it as far as that is offered."""
    support: Support
    reasons: tuple[str, ...] = ()
    """Sentences for a reader; empty where it is supported."""
    cited: tuple[Found, ...] = ()
    """The paragraphs that it cites, as far as they exist."""
    found: Found | None = None
    """Another paragraph: the one that carries it (support `supported` or `elsewhere`), or the
    nearest one where it cites none."""
    items: tuple[Item, ...] = ()
    """What was looked up to the letter, quotations among them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole text, taken apart and judged."""

    parts: Statements
    verdicts: tuple[Verdict, ...]
    """One for each of `parts.statements`."""


def check_words(text: str, paragraph: str) -> Verdict:
    """A statement against the words of one paragraph; needs no index."""
    judgement = check(text, [Cited(paragraph, language_of(paragraph))], meaning=meaning_of())
    return _verdict(text, language_of(text), judgement)


def check_cited(index: Index, text: str, citation: str | Mapping[str, Any]) -> Verdict:
    """A statement against the paragraph that a citation names (`references.cited_by`).

    A citation that leads nowhere makes it unsupported. Raises UsageError for one that cannot be
    followed at all.
    """
    language = language_of(text)
    return _held_against(index, text, language, cited_by(index, citation, language))


def check_sentence(index: Index, text: str) -> Verdict:
    """A text as one statement, against the references in it or what the index finds."""
    if _only_refers(text):
        language = language_of(text)
        said = "This is a reference and states nothing."
        return Verdict(
            text,
            language,
            "unsupported",
            (said if language == "en" else "هذه إحالة لا تقرر شيئا.",),
        )
    return _check_one(index, one_statement(text), ())[0]


def _only_refers(text: str) -> bool:
    """Whether a text is nothing but references: `See RCW/RES/2022/3.`"""
    found = find_locators(text)
    left = "".join(c for at, c in enumerate(text) if not any(f.start <= at < f.end for f in found))
    return bool(found) and words_beside(text, found) == 0 and not _FIGURE.search(left)


def check_source(index: Index, source: Source) -> Checked:
    """Every statement of a text, in its order; a reference without a document (`OP 9`) is to the
    document that was cited last.
    """
    parts = statements_of(source)
    scope: tuple[str, ...] = ()
    verdicts = []
    for statement in parts.statements:
        verdict, scope = _check_one(index, statement, scope)
        verdicts.append(verdict)
    return Checked(parts, tuple(verdicts))


def overall(verdicts: Sequence[Verdict]) -> Support:
    """What a text is worth: what all of its statements are, else `partly`."""
    kinds = {verdict.support for verdict in verdicts}
    return kinds.pop() if len(kinds) == 1 else "partly"


def _check_one(
    index: Index, statement: Statement, scope: tuple[str, ...]
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on a statement, and the documents that the text is about behind it."""
    text, language = statement.text, language_of(statement.text)
    own = named_in(index, text, language, scope)
    near = own.documents or scope
    places = Places()
    for reference in statement.references:
        places += follow(index, reference, language, places.documents or near)
    if statement.unknown:
        marks = ("، " if language == "ar" else ", ").join(statement.unknown)
        places += Places(missing=(render("check_no_note", language, marks=marks),))
    behind = places.documents or near
    if places.unread and not places.missing:
        return _by_unread(index, text, language, places), behind
    if places.found or places.missing:
        # a document named besides is a part of what is said
        said = _with(text, places.whole)
        return replace(_held_against(index, said, language, places), text=text), behind
    if places.whole:
        return _by_documents(index, text, language, places), behind
    if own.found or own.missing:
        return _by_own_words(index, text, language, own), behind
    # "(para. 7)" of nobody knows which document: whatever carries the statement has to be its
    said = _with(text, places.open)
    return replace(_searched(index, said, language, own.within), text=text), behind


def _with(text: str, references: Sequence[str]) -> str:
    return " ".join([text, *(f"({each})" for each in references)])


def _by_unread(index: Index, text: str, language: Language, places: Places) -> Verdict:
    """A statement with a reference whose place is not understood: what is found in its document
    carries it in part at most, for nobody knows whether it is what was cited.
    """
    verdict = _searched(index, text, language, places.documents, only=bool(places.documents))
    said = tuple(
        f"The place in “{each}” is not understood."
        if language == "en"
        else f"لم يُفهم الموضع المذكور في «{each}»."
        for each in places.unread
    )
    support: Support = "partly" if verdict.support == "supported" else verdict.support
    return replace(verdict, support=support, cited=places.found, reasons=(*said, *verdict.reasons))


def _by_documents(index: Index, text: str, language: Language, places: Places) -> Verdict:
    """A statement that cites documents as a whole: some paragraph of theirs, or one of another that
    names them as the statement does.
    """
    verdict = Verdict(text, language, "unsupported")
    if places.within:
        verdict = _held_against(index, text, language, replace(places, absent=()))
        if verdict.support == "supported":
            return verdict
    said = _searched(index, _with(text, places.whole), language, ())
    if said.support == "supported":
        return replace(said, text=text)
    return replace(verdict, reasons=(*places.absent, *verdict.reasons))


def _held_against(index: Index, text: str, language: Language, places: Places) -> Verdict:
    """A statement against what it cites. What does not exist is certain, whatever else does."""
    if places.found:
        judgement = _judged(index, text, language, places.found)
        verdict = replace(_verdict(text, language, judgement), cited=places.found)
    elif places.within:
        verdict = _searched(index, text, language, places.within, only=True)
    else:
        verdict = Verdict(text, language, "unsupported")
    if places.missing:
        found = places.found and verdict.support in ("supported", "partly")
        support: Support = "partly" if found else "unsupported"
        verdict = replace(
            verdict,
            support=support,
            reasons=tuple(dict.fromkeys((*places.missing, *verdict.reasons))),
        )
        if found:
            return verdict
    if verdict.support == "supported":
        return verdict
    right = _carrier(index, text, language, places)
    if right is None:
        return verdict
    if places.missing:
        also = render("check_right", language, label=right.label)
        return replace(verdict, reasons=(*verdict.reasons, also), found=right)
    said = render("check_elsewhere", language, label=right.label)
    return replace(verdict, support="elsewhere", reasons=(said, *verdict.reasons), found=right)


def _by_own_words(index: Index, text: str, language: Language, own: Places) -> Verdict:
    """A statement that cites nothing but names a paragraph: the one that it is about, or one that
    another paragraph names in the same words.
    """
    verdict = _held_against(index, text, language, own)
    if verdict.support == "supported":
        return verdict
    for each in _found(index, text, ()):
        judgement = _judged(index, text, language, [each])
        if judgement.support == "supported":
            return replace(_verdict(text, language, judgement), found=each)
    return verdict


def _carrier(index: Index, text: str, language: Language, places: Places) -> Found | None:
    """The first paragraph found for a statement, other than those cited, that carries it; where the
    statement says it is does not matter.
    """
    bare = _unplaced(text)
    if not says_enough(bare):
        return None
    cited = {(each.document.name, each.paragraph.order) for each in places.found}
    cited |= {
        place
        for name, order in tuple(cited)
        if (place := index.counterpart_place(name, order)) is not None
    }
    said = functools.cache(lambda: _said(bare, [cited_words(index, p) for p in places.found]))
    for each in _found(index, bare, ()):
        if (each.document.name, each.paragraph.order) in cited:
            continue
        words = [cited_words(index, each)]
        # one that says less of it than the cited paragraph is not where it comes from
        if (
            _judged(index, bare, language, [each]).support == "supported"
            and _said(bare, words) >= said()
        ):
            return _labelled(index, each, language)
    return None


def says_enough(text: str) -> bool:
    """Whether a text has enough of its own to be found elsewhere (`LEAST_SAID`)."""
    return len(content_words(text)) + len(_FIGURE.findall(text)) >= LEAST_SAID


def _said(text: str, cited: Sequence[Cited]) -> float:
    """The share of a statement's own words that the paragraphs hold; 0.0 for none."""
    texts = [words for each in cited for words in (each.text, *each.others)]
    return compare(text, texts).share if texts else 0.0


def _unplaced(text: str) -> str:
    """A statement without the paragraphs that it names as its place."""
    for each in sorted(find_locators(text), key=lambda one: -one.start):
        if each.names_paragraph and any(c.isalnum() for c in text[: each.start] + text[each.end :]):
            text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _searched(
    index: Index, text: str, language: Language, within: Sequence[str], *, only: bool = False
) -> Verdict:
    """A statement that cites no paragraph against those that the index finds for it: first in the
    documents `within`, then, unless `only` those count, in all.
    """
    best: tuple[int, Judgement, Found] | None = None
    if not (content_words(text) or _FIGURE.search(text)):
        # any paragraph carries what says nothing of its own
        return Verdict(text, language, "unsupported", (render("check_nothing", language),))
    for names in [tuple(within), ()] if within and not only else [tuple(within)]:
        for each in _found(index, text, names):
            judgement = _judged(index, text, language, [each])
            rank = _RANK[judgement.support]
            if best is None or rank > best[0]:
                best = rank, judgement, each
            if rank == _RANK["supported"]:
                break
        if best is not None and best[0] == _RANK["supported"]:
            break
    if best is None:
        return Verdict(text, language, "unsupported", (render("check_nothing", language),))
    _, judgement, nearest = best
    nearest = _labelled(index, nearest, language)
    verdict = replace(_verdict(text, language, judgement), found=nearest)
    if judgement.support == "supported":
        return verdict
    said = render("check_nearest", language, label=nearest.label)
    return replace(verdict, reasons=(said, *verdict.reasons))


def _found(index: Index, text: str, within: Sequence[str]) -> tuple[Found, ...]:
    if not index.manifest.passages or not any(c.isalnum() for c in text):
        return ()
    question = Question(without_references(text), filter=Filter(documents=tuple(within)))
    return retrieve(index, question, CANDIDATES).found[:CANDIDATES]


def _judged(index: Index, text: str, language: Language, found: Sequence[Found]) -> Judgement:
    """What the checker says of a statement by these paragraphs. Where only the reading of a damaged
    text carries it, that is said, and it is supported in part.
    """
    cited = [cited_words(index, each) for each in found]
    meaning = meaning_of(index)
    judgement = check(text, cited, meaning=meaning, language=language)
    if judgement.support == "supported" and (strange := strangers(index, text, language, found)):
        said = listed("check_strangers", language, names=strange)
        return replace(judgement, support="unsupported", reasons=(said,))
    damaged = [each for each in found if each.repaired]
    if judgement.support != "unsupported" or not damaged:
        return judgement
    readings = tuple(each.text for each in damaged)
    again = check(
        text,
        [*cited, Cited(readings[0], found[0].document.language, others=readings[1:])],
        meaning=meaning,
        language=language,
    )
    if again.support == "unsupported":
        return judgement
    labels = [index.label(each.document, each.paragraph, language) for each in damaged]
    said = render(
        "check_reading", language, label=("؛ " if language == "ar" else "; ").join(labels)
    )
    return replace(judgement, support="partly", reasons=(said,))


def strangers(index: Index, text: str, language: Language, found: Sequence[Found]) -> list[str]:
    """States, missions and places of the statement that no passage of these documents names: "the
    Mission" of a resolution on one country is not another one's.
    """
    own = {each.document.name for each in found}
    names, of = index.layout.names, index.layout.document
    return [
        (e.ar if language == "ar" else e.en)[0]
        for e in entities(text, language)
        if own.isdisjoint(names[of[row]] for row in passages_naming(index, e))
    ]


def _labelled(index: Index, found: Found, language: Language) -> Found:
    return replace(found, label=index.label(found.document, found.paragraph, language))


def _verdict(text: str, language: Language, judgement: Judgement) -> Verdict:
    return Verdict(text, language, judgement.support, judgement.reasons, items=judgement.items)
