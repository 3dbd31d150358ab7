"""A follow-up made into a question that stands alone, by rules and without a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import get_args

from assistant.answers import Turn
from assistant.language import asked_language
from assistant.locators import Locator, find_locators
from index.arabic.digits import european
from index.arabic.mapping import identity
from index.arabic.normalise import fold, fold_text
from index.glossary import Term, entities
from index.lexicon import stop_words
from index.values import Language
from prompts import render

_OPENS = re.compile(
    r"^\s*(?:(?:and|but|what about|how about|also|then|why|so)\b"
    r"|(?:وماذا|وما|ومن|وهل|وكم|ومتى|وأين|وكيف|وفي|وعن|ماذا عن|ولماذا|وبأي|وبموجب|ولل|وبال|ولدى)"
    r"|و(?=[\u0621-\u064a]{3,} *[؟?]? *$))",
    re.IGNORECASE,
)
"""How a question begins that goes on from another."""
_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|this|those|these|same|latter|former|he|she)\b"
    r"|\b(?:of|in|under|by|during|before|after|for|at|to|with|from) (?:all |each )?that\b"
    r"|(?<!\w)(?:ذلك|تلك|هذا|هذه|هؤلاء|نفس|نفسه|نفسها|ذاته|ذاتها|المذكور|المذكورة|فيه|فيها|عنه|عنها|منه|منها"
    r"|له|لها|بها|به|إليها|إليه|جانبها|جانبه|بعده|بعدها)(?!\w)",
    re.IGNORECASE,
)
_POSSESSES = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_NEW_TOPIC = re.compile(
    r"^\W*(?:now |and now )?(?:(?:for |on |to )?(?:something|another (?:topic|subject|question|matter))(?: else)?"
    r"|(?:a )?(?:different|new|separate) (?:topic|subject|question|matter)|changing the subject"
    r"|(?:في )?(?:موضوع|سؤال|شأن) (?:آخر|مختلف|جديد))\W+",
    re.IGNORECASE,
)
"""How a question begins that is about something else; it is said with its own words alone."""
_OTHER_ONE = re.compile(
    r"\b(?:next|following|previous|preceding|prior|earlier|later) (?:year|one|resolution|decision|text)"
    r"|\byear (?:after|before)|\bone (?:before|after)\b"
    r"|تلاه|تلته|سبقه|التالي|السابق|بعده|قبله|بعد ذلك بعام",
    re.IGNORECASE,
)
"""Words for another document than the one that was spoken of."""
_YEAR = re.compile(r"(?<![\w/(])(?:(?:19|20)\d\d|[١٢][٠٩][٠-٩]{2})(?![\w/)])")
_QUOTED = re.compile(r"^>.*$|«[^»]*»|“[^”]*”", re.MULTILINE)
_FILLING = frozenset(
    "and what about how for in on of under by to the a an also then so but or with during year years resolution"
    " paragraph decision council text does do did say says said"
    " وماذا ماذا عن وفي في وعن من بموجب وبموجب عام سنه لعام القرار قرار الفقره المجلس و ول ومن وما ما يقول هذا"
    .split()
)  # fmt: skip
"""Words that say nothing by themselves in `and in resolution 2539?`."""
COMPLETE = 3
"""Words of its own matter with which a question stands alone though it is short."""
LINES = 3
"""Lines that a question is given with at most, its own the last."""
FARTHEST = 50
"""Questions that are read back at most: a chain of follow-ups leans no further."""
_BESIDE = (
    (re.compile(r"\b(?:next|following) (?:one|para)|التي (?:تليها|بعدها)|الفقرة التالية", re.I), 1),
    (
        re.compile(
            r"\b(?:previous|preceding) (?:one|para)|\bone before\b"
            r"|التي (?:قبلها|سبقتها|تسبقها)|الفقرة السابقة",
            re.I,
        ),
        -1,
    ),
)
"""Words for the paragraph after and before the one that was asked for."""
_ARABIC = re.compile("[\u0621-\u064a]")
SHORT = 45
"""Characters. A question shorter than this, asked after another, may lean on it."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as it can be searched for without the turns before it.

    `And in Libya?`, `in 2021?`, `in resolution 2539?` put their State, year or document in the place
    of the earlier question's. Another one that leans on the conversation (it is a fragment, or begins
    with "and", or points back) comes below what it leans on, with the document that was last
    answered from; `own_question` gives it alone. A question that says what it is about stands alone,
    however short it is.
    """
    asked_at = [place for place, turn in enumerate(history) if turn.role == "user"][-FARTHEST:]
    before: str | None = None
    answered: str | None = None
    ends = [*asked_at[1:], len(history)] if asked_at else []
    for place, end in zip(asked_at, ends, strict=True):
        before = _after(history[place].text, before, answered)
        answers = [turn.text for turn in history[place + 1 : end] if turn.role == "assistant"]
        answered = answers[-1] if answers else None
    return _after(question, before, answered)


@lru_cache(maxsize=256)
def _after(question: str, before: str | None, answered: str | None) -> str:
    """The question as it stands alone after `before`, which does, and what that was answered.

    Kept for a while, so that a conversation that grows turn by turn is not read again each time.
    """
    topic = _NEW_TOPIC.match(question)
    if topic:
        return question[topic.end() :]
    if before is None:
        return question
    own = find_locators(question)
    beside = None if own else _beside(question, before)
    if beside is not None:
        return beside
    if any(locator.document is not None and locator.names_paragraph for locator in own):
        return question
    language = asked_language(question, [before])
    replaced = _replaced(question, before, own, language)
    if replaced is not None:
        return replaced
    if not _leans(question, before, own, language):
        return question
    context = _without_other_names(question, before, language)
    document = _document_answered_from(answered)
    if document and not (
        _OTHER_ONE.search(question)
        or any(each.document for each in (*own, *find_locators(context)))
    ):
        context = f"{context} ({document})"
    return "\n".join([*context.split("\n")[-LINES + 1 :], question])


def _leans(question: str, before: str, own: Sequence[Locator], language: Language) -> bool:
    """Whether a question needs the one before it to be understood."""
    if _POINTS_BACK.search(question):
        return True
    named = entities(question, language)
    matter = _matter(question, named)
    new = [each for each in named if each not in entities(before, asked_language(before))]
    if _OPENS.search(question):
        return not (new and len(matter) >= COMPLETE)
    if _POSSESSES.search(question) and len(matter) <= COMPLETE:
        return True
    if any(locator.document for locator in own) and matter:
        return False
    return len(question) <= SHORT and len(matter) + len(named) < COMPLETE


def _matter(question: str, named: Sequence[Term]) -> list[str]:
    """The words that say what a question is about, besides what it names."""
    folded = fold_text(question)
    for term in named:
        folded = _name(term).sub(" ", folded)
    words = dict.fromkeys(re.findall(r"[^\W_]{2,}", folded))
    return [word for word in words if word not in stop_words() and word not in _FILLING]


def _replaced(question: str, before: str, own: Sequence[Locator], language: Language) -> str | None:
    """The earlier question with the State, year or document of this one in the place of its own; None
    where this one says more than that, or there is nothing to put in its place.
    """
    if len(question) > 2 * SHORT or _POINTS_BACK.search(question) or "\n" in before:
        return None
    if asked_language(before) != language:
        return None
    named = entities(question, language)
    documents = [each.document for each in own if each.document is not None]
    left = question
    for locator in sorted(own, key=lambda each: -each.start):
        left = left[: locator.start] + " " + left[locator.end :]
    years = _YEAR.findall(left)
    number = _BARE_NUMBER.fullmatch(question)
    if number and not years:
        return _with_number(before, number["number"])
    words = _matter(_YEAR.sub(" ", left), named)
    if words or not (named or documents or years) or len(named) > 1 or len(documents) > 1:
        return None
    if documents and not any(each.document for each in find_locators(before)):
        return None
    result = before
    if named:
        swapped = _with_name(result, question, named[0], language)
        if swapped is None:
            return None
        result = swapped
    if documents:
        result = _with_document(result, documents[0].asked)
    elif named or years:
        result = _with_document(result, None)  # what it was said of is about the other one
    if years:
        result = (
            _YEAR.sub(years[0], result)
            if _YEAR.search(result)
            else _ended(result, _phrase(question))
        )
    return result


_BARE_NUMBER = re.compile(
    r"\W*(?:and |or |what about |و)?(?:in |by |under |of |for |في |بموجب |ب|ل)?(?P<number>\d{3,4})\W*",
    re.I,
)


def _with_number(before: str, number: str) -> str | None:
    """`And in 2633?`, said of the resolution that the earlier question names by its number alone."""
    if _YEAR.fullmatch(number) and _YEAR.search(before):
        return _YEAR.sub(number, before)
    for locator in find_locators(before):
        ref = locator.document
        if ref is not None and len(ref.number) == 1:
            place = re.search(r"\d{3,4}(?: ?\(\d{4}\))?", european(ref.asked))
            if place:
                asked = ref.asked[: place.start()] + number + ref.asked[place.end() :]
                return before.replace(ref.asked, asked)
    return None


def _with_name(before: str, question: str, term: Term, language: Language) -> str | None:
    """The earlier question naming `term` where it names another State, mission or place."""
    there = entities(before, language)
    others = [each for each in there if each.kind == term.kind] or list(there)
    folded, mine = fold(identity(before)), fold(identity(question))
    said = _name(term).search(mine.text)
    if said is None or term in there:
        return None
    low, high = mine.source_range(*said.span())
    name = _unjoined(question[low:high].removesuffix("'s").removesuffix("’s"), term)
    if not others:
        return _ended(before, _phrase(question))
    places = [m.span() for each in others for m in _name(each).finditer(folded.text)]
    if not places:
        return None
    result, first = before, min(places)
    for start, end in sorted(places, reverse=True):
        low, high = folded.source_range(start, end)
        result = result[:low] + (name if (start, end) == first else " ") + result[high:]
    return " ".join(result.split())


def _unjoined(name: str, term: Term) -> str:
    """A term's name as a question has it, without the particles written onto it."""
    forms = {fold_text(form) for form in (*term.ar, *term.en)}
    bare = next((name[i:] for i in range(4) if fold_text(name[i:]) in forms), None)
    return bare or re.sub(r"^[وفبكل]{1,2}(?=ال)", "", re.sub(r"^[وف]?لل", "ال", name))


def _without_other_names(question: str, before: str, language: Language) -> str:
    """What is leant on, without the State or mission that this question puts another in the place of."""
    named = entities(question, language)
    if len(named) != 1 or "\n" in before or asked_language(before) != language:
        return before
    swapped = _with_name(before, question, named[0], language)
    return before if swapped is None or not entities(before, language) else swapped


def _with_document(before: str, asked: str | None) -> str:
    """The earlier question with its document replaced; taken out where `asked` is None."""
    refs = [each.document for each in find_locators(before) if each.document is not None]
    if not refs:
        return before if asked is None else _ended(before, asked)
    result = before
    for place, ref in enumerate(refs):
        result = result.replace(ref.asked, (asked or " ") if place == 0 else " ", 1)
    return " ".join(result.split())


def _ended(before: str, more: str) -> str:
    """The earlier question with some words more."""
    return f"{before.rstrip(' ?؟.!')} {more.strip(' ?؟.!')}?"


def _phrase(question: str) -> str:
    """A fragment without what joins it to the question before."""
    return re.sub(
        r"^\s*(?:(?:and|but|what about|how about|or)\b|وماذا عن|ماذا عن|و)\s*",
        "",
        question,
        flags=re.I,
    )


def _document_answered_from(answer: str | None) -> str | None:
    """The one document that an answer names in its own words, as it is written there."""
    if answer is None or any(render("nearest", each) in answer for each in get_args(Language)):
        return None  # what is nearest to a question that is not answered answers nothing
    own_words = _QUOTED.sub(" ", answer)
    refs = (locator.document for locator in find_locators(own_words))
    named = {ref.asked: None for ref in refs if ref is not None and ref.sure}
    return next(iter(named)) if len(named) == 1 else None


@cache
def _name(term: Term) -> re.Pattern[str]:
    """A term's forms in folded text, with the particles written onto them."""
    forms = sorted({fold_text(form) for form in (*term.ar, *term.en)}, key=len, reverse=True)
    written = "|".join(r"[\W_]+".join(map(re.escape, form.split())) for form in forms)
    shortened = "|".join(re.escape(form[2:]) for form in forms if form.startswith("ال"))
    least = rf"|و?لل(?:{shortened})" if shortened else ""
    return re.compile(rf"(?<!\w)(?:[وف]?[بكل]?(?:{written}){least})(?:'s)?(?!\w)")


def own_question(asked: str) -> str:
    """What a question that `standalone` gave asks itself, without an earlier one put before it."""
    return asked.rpartition("\n")[2]


def _beside(question: str, before: str) -> str | None:
    """`And the next one?` as a reference of its own: one on from the single paragraph asked before.

    None where the question asks for no neighbour, or the one before named no single paragraph.
    """
    step = next((by for words, by in _BESIDE if words.search(question)), None)
    named = [locator for locator in find_locators(before) if locator.names_paragraph]
    if step is None or len(question) > SHORT or len(named) != 1:
        return None
    (locator,) = named
    if locator.document is None or locator.annex is not None or locator.kind == "point":
        return None
    preambular = locator.kind == "preambular"
    printed = str(locator.ordinal or "") if preambular else "".join(locator.path)
    if not printed.isdecimal() or int(printed) + step < 1:
        return None
    number, document = int(printed) + step, locator.document.asked
    footnote, annex = locator.kind == "footnote", locator.part == "annex"
    if _ARABIC.search(question):
        noun = "الحاشية" if footnote else "الفقرة"
        place = "ديباجة " if preambular else "مرفق " if annex else ""
        return f"{noun} {number} من {place}{document}"
    noun = "footnote" if footnote else "preambular paragraph" if preambular else "paragraph"
    return f"{noun} {number} of {'the annex to ' if annex else ''}{document}"
