"""What there is against searching for a model's rewriting of a question.

The danger is a rewriting that points at a document nobody mentioned, or that is in another language
than the question. Every check errs on the side of refusing: the rules of `conversation` are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language import asked_language
from assistant.locators import DocumentRef, Locator, find_locators, one_document
from assistant.support.numbers import Number, find_numbers, holds
from index.arabic.normalise import fold_text
from index.glossary import Term, terms_in
from index.lexicon import stem, stop_words
from index.values import Language

LONGEST = 400
"""Characters of a rewriting."""
OWN_MATTER = 4
"""Words of its own matter with which a question may be given back unchanged."""
COPIED = 12
"""Words in a row that a question does not take from an answer."""
_NAMES = frozenset({"country", "mission", "place", "body", "instrument", "month"})
"""The kinds of terms that are names: one that nobody mentioned is invented."""
_KEPT = frozenset({"country", "mission", "place"})
"""Those of them that a rewriting must keep."""

_SYMBOL_OR_ACRONYM = re.compile(r"\S*[/\d]\S*|\b[A-Z][A-Z0-9-]+s?\b")
_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_CAPITALISED = re.compile(r"\b[A-Z]\S*")
_ROMANCE = re.compile(
    r"\b(?:qui|que|quel|quelle|quels|quelles|est|sont|les|des|du|le|la|une|dans|quien|cual|los|las|del|el|en)\b",
    re.IGNORECASE,
)
"""What asks in the Latin script and not in English."""
_ASKS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|does|do|did|is|are|was|were|has|have|had|can"
    r"|could|should|will|would|may|must|in|on|by|under|of|for|to|from|with|until|since|during"
    r"|ما|ماذا|من|هل|كيف|متى|أين|لماذا|لم|كم|أي|أية|بم|عم|إلى|في|على|بموجب|حتى|منذ|لمن|بأي|لأي)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"^(?:please\s+)?(?:show|list|give|name|quote|explain|compare|summari[sz]e|tell|find|state|describe|cite"
    r"|اذكر|اعرض|أعطني|أعط|لخص|اشرح|عدد|قارن|حدد|اقتبس|ابحث|وضح|بين|صف|انقل|هات|سم)\b",
    re.IGNORECASE,
)
_ENDS_INSIDE = re.compile(r"[?؟!]\s*[^\s\"”»)?؟!]|[^\W\d_]{4,}\.\s+[A-Z\u0621-\u064a]|[\n\r]")
_TO_A_PERSON = re.compile(
    r"\b(?:you|your|sorry|clarify|I (?:am|can|cannot|do|will|would|think|need))\b"
    r"|(?<!\w)(?:تقصد|تعني|تريد|يرجى|عذرا|أنا|سؤالك)(?!\w)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:(?:annex|appendix|article|art\.|chapter|section|part|rule|item|mr\.?|mrs\.?|ms\.?|dr\.?) \w+)"
    r"|(?<!\w)[وفبكل]{0,2}(?:ال|ل)(?:مرفق|تذييل|ماده|فصل|باب|فرع|جزء|قسم|قاعده|بند|سيده?|دكتور) \w+"
)
"""In folded text: parts of a document besides paragraphs, and persons, by what stands before them."""
_NAME = re.compile(r"(?<![\w/.’'-])[A-Z][\w’'-]*\w")


@dataclass(frozen=True)
class Asked:
    """The question that was rewritten and what the model saw of the conversation."""

    question: str
    questions: tuple[str, ...]
    """Earlier questions, the oldest first."""
    answers: tuple[str, ...]
    language: Language

    @cached_property
    def seen(self) -> str:
        """The question with all that the model saw of the conversation, each on a line."""
        return "\n".join([*self.questions, *self.answers, self.question])

    @cached_property
    def terms(self) -> frozenset[Term]:
        """The terms that `seen` names."""
        return _terms(self.seen)


def fault(written: str, asked: Asked) -> str | None:
    """What there is against searching for a rewriting, as a phrase: `brings in "2023"`; None if
    nothing.
    """
    checks: tuple[Callable[[str, Asked], str | None], ...] = (
        _shape,
        _tongue,
        _references,
        _numbers,
        _names,
        _quotes,
        _matter,
    )
    return next((wrong for check in checks if (wrong := check(written, asked))), None)


def _shape(written: str, asked: Asked) -> str | None:
    if not written:
        return "holds no question"
    if len(written) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if _ENDS_INSIDE.search(written):
        return "is more than one sentence"
    if not (
        written.endswith(("?", "؟"))
        or _ORDERS.search(written)
        or (_ASKS.search(written) and not written.endswith((".", "…")))
    ):
        return "asks nothing"
    said_to = {match[0].lower() for match in _TO_A_PERSON.finditer(written)}
    if said_to - {match[0].lower() for match in _TO_A_PERSON.finditer(asked.question)}:
        return "speaks to the person who asked"
    words = fold_text(written).split()
    copied = (" ".join(words[at : at + COPIED]) for at in range(len(words) - COPIED + 1))
    answers = " ".join(fold_text("\n".join(asked.answers)).split())
    return "repeats an answer" if any(run in answers for run in copied) else None


def _tongue(written: str, asked: Asked) -> str | None:
    """Whether it is in the language of the question, by its words and by its letters."""
    common = _CAPITALISED.sub(" ", written)  # names have letters of their own: Côte d’Ivoire
    foreign = {c for c in common if c.isalpha() and not (_ARABIC.match(c) or c.isascii())}
    romance = {match[0].lower() for match in _ROMANCE.finditer(written)}
    if (
        foreign - set(asked.seen)
        or len([word for word in romance if word not in asked.seen.lower()]) > 1
        or asked_language(written) != asked.language
        or _share(written, asked.language) < min(0.5, _share(asked.question, asked.language))
    ):
        return "is in another language"
    return None


def _share(text: str, language: Language) -> float:
    """The share of a text's letters that are of the language's script, symbols and acronyms apart."""
    bare = _SYMBOL_OR_ACRONYM.sub(" ", text)
    arabic, latin = len(_ARABIC.findall(bare)), len(_LATIN.findall(bare))
    if not arabic + latin:
        return 0.5
    return (arabic if language == "ar" else latin) / (arabic + latin)


def _references(written: str, asked: Asked) -> str | None:
    """Whether each document and paragraph was mentioned, and those of the question are kept."""
    now, own = find_locators(written), find_locators(asked.question)
    every = [
        locator
        for text in (*asked.questions, *asked.answers, asked.question)
        for locator in find_locators(text)
    ]
    for each in now:
        said = written[each.start : each.end]
        if each.document is not None and not _mentioned(each.document, every, asked):
            return f'brings in "{each.document.asked}"'
        if each.names_paragraph and not _placed(each, every, own):
            return f'brings in "{said}"'
    for each in own:
        document = each.document
        if document is not None and not any(
            other.document is not None
            and _one(other.document, document)
            and other.document.body == document.body
            for other in now
        ):
            return f'drops "{document.asked}"'
        if each.names_paragraph and not any(_place(other) == _place(each) for other in now):
            return f'drops "{asked.question[each.start : each.end]}"'
    return None


def _one(one: DocumentRef, other: DocumentRef) -> bool:
    return fold_text(one.asked) == fold_text(other.asked) or one_document(one, other)


def _mentioned(ref: DocumentRef, every: Sequence[Locator], asked: Asked) -> bool:
    """Whether the conversation names the document, and says no less of it than this does."""
    verbatim = rf"(?<![\w/]){re.escape(fold_text(ref.asked))}(?![\w/])"
    if re.search(verbatim, fold_text(asked.seen)):
        return True
    same = [each.document for each in every if each.document and one_document(ref, each.document)]
    return bool(same) and (
        ref.body is None or any(ref.body == other.body for other in same) or _said_apart(ref, asked)
    )


def _said_apart(ref: DocumentRef, asked: Asked) -> bool:
    """Whether the body is said elsewhere: `What did the Security Council say in resolution 2650?`"""
    bodies = {term for term in _terms(ref.asked) if term.kind == "body"}
    return "/" not in ref.asked and bool(bodies) and bodies <= asked.terms


def _placed(each: Locator, every: Sequence[Locator], own: Sequence[Locator]) -> bool:
    """Whether a paragraph was mentioned, and of this document where it does not stand in the question.

    `paragraph 5` of the question may be of any document that was spoken of, and the question's
    document may be asked for any paragraph; two that stand apart in the conversation do not mix.
    """
    same = [other for other in every if _place(other) == _place(each)]
    if not same:
        return False
    document = each.document
    if document is None or any(other in own for other in same):
        return True
    if any(other.document is not None and _one(document, other.document) for other in own):
        return True
    return any(other.document is None or _one(document, other.document) for other in same)


def _place(each: Locator) -> tuple[object, ...]:
    """Which paragraph of its document this is."""
    preambular = each.kind == "preambular"
    # the third paragraph is paragraph 3, but preambular ones have no numbers
    ordinal = None if each.path and not preambular else each.ordinal
    return preambular, each.part, each.annex, each.path, ordinal


def _numbers(written: str, asked: Asked) -> str | None:
    """Whether each number was said, in figures or words, and those of the question are kept.

    The 7 of `2022/7` is no seven of anything: what stands beside references is compared by itself,
    but for long figures, which are years and numbers of resolutions wherever they stand.
    """
    long = " ".join(re.findall(r"\d{3,}", asked.seen))
    invented = _missing(written, asked.seen) or _missing(
        _beside_references(written), _beside_references(asked.seen), long
    )
    if invented is not None:
        return f'brings in "{invented}"'
    dropped = _missing(asked.question, written)
    return f'drops "{dropped}"' if dropped is not None else None


def _beside_references(text: str) -> str:
    """Each line without its exact references."""
    lines = []
    for line in text.split("\n"):
        letters = list(line)
        for each in find_locators(line):
            letters[each.start : each.end] = "…" * (each.end - each.start)
        lines.append("".join(letters))
    return "\n".join(lines)


def _missing(text: str, other: str, more: str = "") -> str | None:
    """The first number of a text that another does not have, nor `more`, a list of figures."""
    folded, beside = fold_text(text), fold_text(other)
    there = [
        *find_numbers(beside),
        *(n for each in more.split() for n in find_numbers(fold_text(each))),
    ]
    held: list[Number] = []
    for number in find_numbers(folded):
        if holds(there, number):
            held.append(number)
        elif number.sure:
            return folded[number.start : number.end]
    figures = set(re.findall(r"\d+", f"{beside} {fold_text(more)}"))
    for match in re.finditer(r"\d+", folded):
        inside = any(number.start <= match.start() < number.end for number in held)
        if not inside and match[0] not in figures:
            return match[0]
    return None


def _names(written: str, asked: Asked) -> str | None:
    """Whether each State, mission, body or other name was mentioned, and those asked for are kept."""
    now = _terms(written)
    for term in now:
        if term.kind in _NAMES and term not in asked.terms:
            return f'brings in "{(term.ar if asked.language == "ar" else term.en)[0]}"'
    for term in _terms(asked.question):
        if term.kind in _KEPT and term not in now:
            return f'drops "{(term.ar if asked.language == "ar" else term.en)[0]}"'
    seen = fold_text(asked.seen)
    for match in _CALLED.finditer(fold_text(written)):
        if not re.search(rf"(?<!\w){re.escape(match[0])}(?!\w)", seen):
            return f'brings in "{match[0]}"'
    words = {_key(word) for word in _words(asked.seen)}
    words.update(
        _key(w) for term in asked.terms for form in (*term.ar, *term.en) for w in _words(form)
    )
    translated = bool(_ARABIC.search(asked.seen))
    for match in _NAME.finditer(written):
        # the first word is in capitals anyhow, and how a name is written in another script is free
        if match[0].isupper() or (match.start() and not translated):
            new = [w for w in _words(match[0]) if _key(w) not in words and w not in stop_words()]
            if new:
                return f'brings in "{match[0]}"'
    return None


def _terms(text: str) -> frozenset[Term]:
    """The terms that a text names in either language: a question in one may name in the other."""
    return frozenset((*terms_in(text, "ar"), *terms_in(text, "en")))


def _quotes(written: str, asked: Asked) -> str | None:
    folded = fold_text(written)
    for match in _QUOTED.finditer(asked.question):
        quoted = next(group for group in match.groups() if group)
        if fold_text(quoted) not in folded:
            return f'drops "{quoted}"'
    return None


def _matter(written: str, asked: Asked) -> str | None:
    """Whether it asks what was asked, and says more than that alone."""
    if fold_text(written) in {fold_text(each) for each in asked.questions}:
        return "repeats an earlier question"
    mine, own = _keys(written), _keys(asked.question)
    named = {
        _key(word)
        for term in _terms(asked.question)
        if term.kind in _KEPT
        for form in (*term.ar, *term.en)
        for word in _words(form)
    }
    matter = _keys(_SYMBOL_OR_ACRONYM.sub(" ", asked.question)) - named
    if not mine - own and len(matter) < OWN_MATTER:
        return "says no more than the follow-up"
    of_script = _ARABIC if asked.language == "ar" else _LATIN
    history = [text for text in (*asked.questions, *asked.answers) if of_script.search(text)]
    earlier = {key for text in history for key in _keys(text)}
    if own and not mine & own and mine <= earlier:
        return "asks something else"
    alike = all(asked_language(text) == asked.language for text in asked.questions)
    if alike and 3 * len(mine & (own | earlier)) < 2 * len(mine):
        return "says something else than the conversation"
    return None


def _keys(text: str) -> frozenset[str]:
    return frozenset(_key(word) for word in _words(text) if word not in stop_words())


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"[^\W_]{2,}", fold_text(text)))


def _key(word: str) -> str:
    """What words of one root mostly share: the first letters without what is written onto them."""
    if word.isascii():
        return stem(word)[:5]
    bare = re.sub("^[وف]?(?:[بك]?ال|لل|[بكل](?=...))?", "", word)
    return (bare if len(bare) > 2 else word)[:4]
