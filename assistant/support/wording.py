"""How much of what a statement says in its own words stands in the paragraph, across languages too.

Words are compared folded and without the particles and endings written onto them; across languages
by the glossary of UN terms, the learned lexicon, and names by their consonants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from assistant.support import matching
from index import lexical
from index.arabic.normalise import arabic_share, fold_text
from index.glossary import translate_terms
from index.lexicon import lexicon, stem, stop_words
from index.values import Language

_WORD = re.compile(r"[^\W\d_]+")
REPORTING = frozenset(
    fold_text(word)
    for word in (
        "according said say says saying state states stated stating paragraph paragraphs para op"
        " operative preambular annex resolution decision document draft text section sub item also"
        " order well provide provides provided set out thereof therein must shall council assembly"
        " same within during least"
        " فقرة الفقرة الفقرات فقرات القرار قرار المقرر مقرر الوثيقة وثيقة مشروع المرفق مرفق المنطوق"
        " الديباجة ينص تنص نص وفقا بحسب حسب بموجب وارد الوارد الواردة ذكر يذكر تذكر المجلس مجلس"
        " جاء جاءت أيضا كذلك كما ينبغي يجب خلال ضمن لدى"
    ).split()
)
"""Words by which a statement reports what a paragraph says, and that no paragraph need hold."""

LIKE = 0.6
"""Share of the letter pairs that two Arabic words have in common from which on they count as one
word in two forms (يخفض, خفض)."""

SYNONYM = 0.6
"""What a word counts that stands there as another word of the same rendering."""

NAME_WEIGHT = 2.0
"""A name counts as much as so many other words: to swap one changes who did it."""

_ARABIC_CONSONANTS = {
    **dict(zip("بتجدرزسفقكلمنه", "btjdrzsfqklmnh", strict=True)),
    **dict(zip("ثحخذشصضطظغ", "th h kh dh sh s d t z gh".split(), strict=True)),
}
_LATIN_VOWELS = re.compile(r"[aeiouyw'’]+")
_TWICE = re.compile(r"(.)\1")
_CAPITALS = re.compile(
    r"(?<![.:!?\n] )(?<!^)(?<![\w'])[A-Z][a-z'’]+(?:-[A-Z]?[a-z]+)*"
    r"(?:(?: (?:of|the|for|on|and|in|to))* [A-Z][\w'’-]*)*"
)
_WHO_SPEAKS = re.compile(r"\b(?:Council|Assembly|Commission|Conference)\b")
"""A document seldom names the body that adopted it: `Requests …` says what the Council requests."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Weight of the statement's words, and how much of it the paragraph holds."""

    total: float
    held: float
    missing: tuple[str, ...] = ()
    """The words that it does not hold, as the statement has them folded."""
    names: tuple[str, ...] = ()
    """Those of them that name someone or something, where a text is in the statement's language."""
    unknown: int = 0
    """Words of which nobody can say across languages; they do not count."""

    @property
    def share(self) -> float:
        """0.0 to 1.0; 1.0 for a statement without words of its own."""
        return self.held / self.total if self.total else 1.0


def language_of(text: str) -> Language:
    """The language of most letters."""
    return "ar" if arabic_share(text) >= 0.5 else "en"


def content_words(text: str) -> list[str]:
    """The folded words of a text that say what it is about, each once, in its order."""
    words = (w for w in _WORD.findall(fold_text(text)) if len(w) > 1)
    return [w for w in dict.fromkeys(words) if w not in stop_words() and w not in REPORTING]


def compare(statement: str, texts: Sequence[str]) -> Wording:
    """How much of the statement's own words the texts, all together, hold."""
    language = language_of(statement)
    own = [text for text in texts if language_of(text) == language]
    other = [text for text in texts if language_of(text) != language]
    same = _Held(own, language) if own else None
    across = _Across(statement, other, language) if other else None
    names = _names(statement) if language == "en" else frozenset()
    total = held = 0.0
    missing: list[str] = []
    missing_names: list[str] = []
    unknown = 0
    for word in content_words(statement):
        found = [each.share(word) for each in (same, across) if each]
        shares = [share for share in found if share is not None]
        if not shares:
            unknown += 1
            continue
        weight = NAME_WEIGHT if word in names else 1.0
        total += weight
        held += weight * max(shares)
        if max(shares) < 0.5:
            missing.append(word)
            if word in names and same:
                missing_names.append(word)
    return Wording(total, held, tuple(missing), tuple(missing_names), unknown)


def _names(statement: str) -> frozenset[str]:
    """Words of the names in an English statement; what opens a sentence may be any word."""
    return frozenset(
        part
        for m in _CAPITALS.finditer(statement)
        if not _WHO_SPEAKS.search(m[0])
        for part in _WORD.findall(fold_text(m[0]))
    )


class _Held:
    """The words of texts in the statement's own language."""

    def __init__(self, texts: Iterable[str], language: Language) -> None:
        words = {w for text in texts for w in _WORD.findall(fold_text(text))}
        self.language = language
        self.words = words
        self.forms = {form for word in words for form in _forms(word, language)}

    def share(self, word: str) -> float:
        """1.0 where the texts hold the word in any form, else 0.0."""
        if not self.forms.isdisjoint(_forms(word, self.language)):
            return 1.0
        if self.language == "en":
            root = stem(word)[:6]
            if len(root) >= 4 and any(_grown(form, root) for form in self.forms):
                return 1.0
        else:
            mine = _pairs(matching.light(word))
            if len(mine) >= 2 and any(
                _dice(mine, _pairs(matching.light(w))) >= LIKE for w in self.words
            ):
                return 1.0
        # another word for the same: both may be rendered by one of the other language
        own = matching.renderings(word, self.language)
        return SYNONYM * (not own.isdisjoint(self.renderings))

    @cached_property
    def renderings(self) -> frozenset[str]:
        """What the texts' words may be rendered by."""
        return frozenset(
            rendering
            for word in self.words
            if word not in stop_words()
            for rendering in matching.renderings(word, self.language)
        )


class _Across:
    """The words of texts in the other language, as the glossary and the lexicon render them."""

    def __init__(self, statement: str, texts: Sequence[str], language: Language) -> None:
        self.language = language
        self.read = [matching.read(text) for text in texts]
        self.held = _Held(texts, "en" if language == "ar" else "ar")
        words = self.held.words
        forms = {
            form for word in words for form in (word, word.removeprefix("ال"), matching.light(word))
        }
        self.skeletons = {s for form in forms if (s := skeleton(form))}
        folded = " ".join(" ".join(_bare_words(text)) for text in texts)
        self.text = f" {folded} "
        self.terms: set[str] = set()
        for term in translate_terms(statement, language):
            bare = " ".join(_bare_words(term))
            if bare and f" {bare} " in self.text:
                for back in translate_terms(term, self.held.language):
                    self.terms.update(
                        form
                        for word in _WORD.findall(fold_text(back))
                        for form in _forms(word, language)
                    )

    def share(self, word: str) -> float | None:
        """As of the other class; None where nothing is known of the word."""
        if not self.terms.isdisjoint(_forms(word, self.language)):
            return 1.0
        own = (word,) if word.isascii() else (word, word.removeprefix("ال"), matching.light(word))
        if any(len(mine) >= 3 and mine in self.skeletons for mine in map(skeleton, own)):
            return 1.0
        if any(text.places(word, self.language) for text in self.read):
            return 1.0
        renderings = _renderings(word, self.language)
        best = max((share for _, share in renderings), default=0.0)
        total = sum(share for each, share in renderings if self.held.share(each))
        if not best:
            return 0.0 if _in_glossary(word, self.language) else None
        return min(1.0, total / best)


@lru_cache(maxsize=20_000)
def _in_glossary(word: str, language: Language) -> bool:
    return bool(translate_terms(word, language))


def _renderings(word: str, language: Language) -> tuple[tuple[str, float], ...]:
    if language == "en":
        return lexicon().get(stem(word), ())
    table = _from_arabic()
    found: dict[str, float] = {}
    for form in _forms(word, "ar"):
        for each, share in table.get(form, ()):
            found[each] = max(share, found.get(each, 0.0))
    return tuple(found.items())


@cache
def _from_arabic() -> dict[str, list[tuple[str, float]]]:
    """Arabic forms to the English stems that they render, and how often."""
    table: dict[str, list[tuple[str, float]]] = {}
    for english, pairs in lexicon().items():
        for word, share in pairs:
            for form in _forms(word, "ar"):
                table.setdefault(form, []).append((english, share))
    return table


def _bare_words(text: str) -> list[str]:
    return [lexical.bare(w) if not w.isascii() else stem(w) for w in _WORD.findall(fold_text(text))]


@lru_cache(maxsize=20_000)
def _forms(word: str, language: Language) -> frozenset[str]:
    """A folded word as it may be compared: itself, and without what is written onto it."""
    if language == "en":
        return frozenset({word, stem(word)})
    return frozenset({word, lexical.bare(word), matching.light(word)})


def _grown(word: str, root: str) -> bool:
    """Whether an English word begins with a root, and goes on for no more than an ending if that is short."""
    return word.startswith(root) and (len(root) >= 5 or len(word) - len(root) <= 3)


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for i in range(len(word) - 1))


def _dice(first: frozenset[str], second: frozenset[str]) -> float:
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of a name, the same for both scripts: غدير and Ghadir are `ghdr`."""
    if word.isascii():
        return _TWICE.sub(r"\1", _LATIN_VOWELS.sub("", word))
    return _TWICE.sub(r"\1", "".join(_ARABIC_CONSONANTS.get(c, "") for c in word))
