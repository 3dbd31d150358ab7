"""UN terms in Arabic and English: translation of the terms in a text, and the verb that leads a paragraph.

The rows stand in `data/glossary.tsv`: kind, Arabic forms, English forms, the usual form first.
In rows of kind `verb` the first English form is the operative one (`urges`), the second the
preambular (`urging`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.arabic.normalise import MARKS, fold_text
from index.errors import FiqraError
from index.values import Language

_WORD = re.compile(r"[^\W_]+")
_NO_NAMES = frozenset(
    {
        "verb",
        "participle",
        "adverb-before",
        "adverb-after",
        "adjective",
        "number",
        "month",
        "procedure",
    }
)
_CASED = frozenset({"May", "March", "WHO", "AIDS", "CAR", "CAT", "AI", "AU", "HRC"})
"""Forms that are common words in small letters: they count only as printed."""
_LEADING_ADVERBS = {
    "also": "أيضا",
    "further": "كذلك",
    "strongly": "بقوة",
    "once again": "مرة أخرى",
    "firmly": "بحزم",
    "warmly": "بحرارة",
    "solemnly": "رسميا",
    "urgently": "على وجه الاستعجال",
    "fully": "تماما",
}
_ENGLISH_LEADS = frozenset(_LEADING_ADVERBS) - {"once again"}
_BRITISH = re.compile(r"^(emphas|recogn|author|revital|mobil|organ)is(?=e|i)")


@dataclass(frozen=True, slots=True)
class Term:
    """One row: the forms of a term in both languages, the usual one first, and what it is about."""

    ar: tuple[str, ...]
    en: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    term: int
    printed: str


@cache
def terms() -> tuple[Term, ...]:
    """Every row of the glossary. Raises FiqraError where the file is broken."""
    rows = []
    text = files("index").joinpath("data/glossary.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3 or not all(cells):
            raise FiqraError(
                f"Line {number} of index/data/glossary.tsv does not have three filled columns:"
                " write kind, Arabic forms and English forms with tabs between them."
            )
        rows.append(Term(tuple(cells[1].split("|")), tuple(cells[2].split("|")), cells[0]))
    return tuple(rows)


def translate_terms(text: str, language: Language) -> tuple[str, ...]:
    """The terms of a text that is in `language`, in the other language.

    Every form of each term, in the order of the text. The longest terms are taken first and none
    inside another; Arabic ones also with و ف ب ل ك and ال before them.
    """
    found: dict[str, None] = {}
    for term in _terms_in(text, language):
        found.update(dict.fromkeys(term.en if language == "ar" else term.ar))
    return tuple(found)


def named_terms(text: str, language: Language) -> tuple[str, ...]:
    """What a text in `language` names, in the other language: the usual form of each body, State,
    instrument and subject, in the order of the text; no verbs, numbers or months.
    """
    found = (
        (term.en if language == "ar" else term.ar)[0]
        for term in _terms_in(text, language)
        if term.kind not in _NO_NAMES
    )
    return tuple(dict.fromkeys(found))


def terms_in(text: str, language: Language) -> tuple[Term, ...]:
    """Every term of a text in `language`, each once, in the order of the text."""
    return tuple(dict.fromkeys(_terms_in(text, language)))


def entities(text: str, language: Language) -> tuple[Term, ...]:
    """The States, missions and places that a text in `language` names, each once."""
    found = (t for t in _terms_in(text, language) if t.kind in ("country", "mission", "place"))
    return tuple(dict.fromkeys(found))


def operative_verb(clean_text: str) -> tuple[str, str] | None:
    """The verb or participle that leads a paragraph, as (Arabic, English); None where none does.

    The side in the text's own language is as printed, without vowel marks; the other one is the
    usual counterpart: `وإذ تلاحظ مع القلق …` → (`وإذ تلاحظ مع القلق`, `noting with concern`).
    """
    words = _WORD.findall(MARKS.sub("", clean_text[:200]))
    if not words:
        return None
    if words[0].isascii():
        return _english_verb(words)
    return _arabic_verb(words)


def _terms_in(text: str, language: Language) -> Iterator[Term]:
    forms = _forms(language)
    printed = _WORD.findall(MARKS.sub("", text))
    words = [_variants(fold_text(word), language) for word in printed]
    at = 0
    while at < len(words):
        form = _longest(forms, words, printed, at)
        if form is None:
            at += 1
        else:
            yield terms()[form.term]
            at += len(form.words)


def _longest(
    forms: dict[str, list[_Form]], words: list[tuple[str, ...]], printed: list[str], at: int
) -> _Form | None:
    best: _Form | None = None
    for first in words[at]:
        for form in forms.get(first, ()):
            if best is not None and len(form.words) <= len(best.words):
                break
            if form.printed in _CASED and printed[at] != form.printed:
                continue
            rest = words[at + 1 : at + len(form.words)]
            if len(rest) == len(form.words) - 1 and all(
                word in variants for word, variants in zip(form.words[1:], rest, strict=True)
            ):
                best = form
                break
    return best


@cache
def _forms(language: Language) -> dict[str, list[_Form]]:
    """Forms by their first word, the longest first."""
    found: dict[str, list[_Form]] = {}
    for index, term in enumerate(terms()):
        for printed in term.ar if language == "ar" else term.en:
            words = tuple(
                _bare(fold_text(word), language) for word in _WORD.findall(MARKS.sub("", printed))
            )
            found.setdefault(words[0], []).append(_Form(words, index, printed))
    for forms in found.values():
        # "mandate" in a question is the noun: a verb counts only where nothing else fits
        forms.sort(key=lambda form: (-len(form.words), terms()[form.term].kind == "verb"))
    return found


def _bare(word: str, language: Language) -> str:
    """A term's word as it is compared: without the article, or without the plural's s."""
    if language == "ar":
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@cache
def _variants(word: str, language: Language) -> tuple[str, ...]:
    """What a word of a text may be once its clitics are off; the word itself first."""
    found = dict.fromkeys((word, _bare(word, language)))
    if language == "ar":
        for conjunction in ("", "و", "ف"):
            rest = word.removeprefix(conjunction)
            if conjunction and rest == word:
                continue
            for preposition in ("", "ب", "ك", "ل"):
                bare = rest.removeprefix(preposition)
                if preposition and bare == rest:
                    continue
                # "للصومال" is of الصومال, "لليبيا" of ليبيا
                article = preposition == "ل" and bare.startswith("ل")
                for each in (bare, bare[1:]) if article else (bare,):
                    if len(each) > 2:
                        found.update(dict.fromkeys((each, _bare(each, language))))
    return tuple(found)


@cache
def _phrases(language: Language, *kinds: str) -> dict[tuple[str, ...], Term]:
    """Every form of these kinds as folded words; the earlier row wins."""
    found: dict[tuple[str, ...], Term] = {}
    for term in terms():
        if term.kind in kinds:
            for form in term.ar if language == "ar" else term.en:
                found.setdefault(tuple(fold_text(word) for word in _WORD.findall(form)), term)
    return found


def _match(
    folded: list[str], at: int, phrases: dict[tuple[str, ...], Term]
) -> tuple[Term, int] | None:
    """The longest phrase that stands at word `at`, and how many words it has."""
    for length in range(min(9, len(folded) - at), 0, -1):
        term = phrases.get(tuple(folded[at : at + length]))
        if term is not None:
            return term, length
    return None


def _arabic_verb(words: list[str]) -> tuple[str, str] | None:
    folded = [fold_text(word) for word in words]
    at, also = 0, False
    if folded[0] == "كما":
        at, also = 1, True
    participle = at < len(folded) and folded[at] in ("اذ", "واذ")
    if participle:
        at += 1
    if at >= len(folded):
        return None
    phrases = _phrases("ar", "verb", "participle")
    matched = _match(folded, at, phrases)
    if matched is None and folded[at].startswith("و") and not participle:
        matched = _match([*folded[:at], folded[at][1:], *folded[at + 1 :]], at, phrases)
    if matched is None:
        return None
    term, length = matched
    end = at + length
    english = term.en[1] if participle and len(term.en) > 1 else term.en[0]
    before = ["also"] if also else []
    after: list[str] = []
    while adverb := _match(folded, end, _phrases("ar", "adverb-before", "adverb-after")):
        (before if adverb[0].kind == "adverb-before" else after).append(adverb[0].en[0])
        end += adverb[1]
    return " ".join(words[:end]), " ".join([*before, english, *after])


def _english_verb(words: list[str]) -> tuple[str, str] | None:
    folded = [fold_text(word) for word in words]
    at = 0
    while at < len(folded) and folded[at] in _ENGLISH_LEADS:
        at += 1
    spelt = [_BRITISH.sub(r"\1iz", word) for word in folded]
    matched = _match(spelt, at, _phrases("en", "verb", "participle"))
    if matched is None:
        return None
    term, length = matched
    end = at + length
    adverbs = [_LEADING_ADVERBS[word] for word in folded[:at]]
    after = _match(folded, end, _phrases("en", "adverb-after"))
    if after is not None:
        adverbs.append(after[0].ar[0])
        end += after[1]
    printed = " ".join(folded[at : at + length])
    preambular = len(term.en) > 1 and (printed == term.en[1] or printed.split()[0].endswith("ing"))
    lead = ["إذ"] if preambular and term.kind == "verb" else []
    return " ".join([*lead, term.ar[0], *adverbs]), " ".join(folded[:end])
