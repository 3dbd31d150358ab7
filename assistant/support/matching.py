"""Where in a paragraph the words of a statement stand, in either language.

A word stands where one of its forms does; across languages, where a rendering that the learned
lexicon or the dictionary knows does, or a word with the same consonants: a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from index import lexical
from index.arabic.normalise import arabic_share, fold_text
from index.dictionary import entries, inflected
from index.lexicon import lexicon, renderings_of, reverse_lexicon, stem, stop_words
from index.values import Language

LEAST_SHARE = 0.25
"""A rendering counts as one from this share of the likeliest one's on: below are mostly words that
stood beside it."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLAUSE_END = re.compile(r"[,;:.،؛()\n|]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    text: str
    """Folded."""
    start: int
    """Characters of the folded text."""
    clause: int
    """Number of the clause that it stands in: what lies between two marks of punctuation."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text's words, and where each of their forms stands."""

    printed: str
    language: Language
    folded: str
    words: tuple[Word, ...]
    forms: dict[str, list[int]] = field(default_factory=dict)
    """Places in `words` by form."""
    roots: dict[str, list[int]] = field(default_factory=dict)
    """The same of English words by their first letters."""
    names: dict[str, list[int]] = field(default_factory=dict)
    """The same by consonants."""

    def places(self, word: str, language: Language) -> list[int]:
        """Where a folded word of a text in `language` stands here, in any form or rendering."""
        if language == self.language:
            return self.same(word)
        found = {
            place
            for rendering in renderings(word, language)
            for place in (self.forms.get(rendering) or self._rooted(rendering))
        }
        return sorted(found) or self.transliterated(word)

    def same(self, word: str) -> list[int]:
        """Where a word of this text's language stands, in any form."""
        found = {place for form in forms(word, self.language) for place in self.forms.get(form, ())}
        return sorted(found) or self._rooted(word)

    def _rooted(self, word: str) -> list[int]:
        """Where an English word of the same root stands: `financing` by `financial`."""
        root = stem(word)[:6]
        if self.language == "ar" or len(root) < 5:
            return []
        return [p for p in self.roots.get(root[:5], ()) if self.words[p].text.startswith(root)]

    def transliterated(self, word: str) -> list[int]:
        """Where a word of the other script with the same consonants stands."""
        found: set[int] = set()
        own = forms(word, "en" if word.isascii() else "ar")
        # Malian is مالي
        own |= {_OF_PEOPLE.sub("", form) for form in own if form.isascii()}
        for form in own:
            if len(sound := consonants(form)) >= 2:
                found.update(self.names.get(sound, ()))
        return sorted(found)


def language_of(text: str) -> Language:
    """The language of most letters."""
    return "ar" if arabic_share(text) >= 0.5 else "en"


@lru_cache(maxsize=512)
def read(text: str) -> Text:
    """A text as it is compared; kept, as the statements of an answer often cite the same paragraphs."""
    folded = fold_text(text)
    language = language_of(text)
    ends = [m.start() for m in _CLAUSE_END.finditer(folded)]
    words, clause = [], 0
    for m in _WORD.finditer(folded):
        while clause < len(ends) and ends[clause] < m.start():
            clause += 1
        words.append(Word(m[0], m.start(), clause))
    found = Text(text, language, folded, tuple(words))
    for place, word in enumerate(words):
        own = forms(word.text, language)
        for form in own:
            found.forms.setdefault(form, []).append(place)
        if word.text.isascii():
            found.roots.setdefault(word.text[:5], []).append(place)
        for each in {consonants(form) for form in own}:
            if len(each) >= 2:
                found.names.setdefault(each, []).append(place)
    return found


@lru_cache(maxsize=50_000)
def forms(word: str, language: Language) -> frozenset[str]:
    """A folded word as it may be compared: itself, and without what is written onto it."""
    if language == "en":
        word = word.replace("’", "'").removesuffix("'s")
        return frozenset({word, stem(word)})
    found = {word, lexical.bare(word), light(word)}
    # an indefinite accusative: فريقا
    return frozenset(found | {each[:-1] for each in found if len(each) > 4 and each.endswith("ا")})


@lru_cache(maxsize=50_000)
def light(word: str) -> str:
    """An Arabic word without particles in front, however many: وللمجلس, بدول."""
    for conjunction in ("و", "ف"):
        if word.startswith(conjunction) and len(word) > 4:
            word = word[1:]
            break
    for prefix in ("بال", "كال", "لل", "ال", "ب", "ل", "ك"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    return lexical.bare(word)


_LATIN = (
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ch|sh"), "s"),
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"kh|gh|ck|[ckqx]"), "g"),
    (re.compile(r"p"), "b"),
    (re.compile(r"[aeiouyw'’-]+"), ""),
)
_TWICE = re.compile(r"(.)\1+")
_OF_PEOPLE = re.compile(r"(?:ian|an|ese|is?)s?$")


@lru_cache(maxsize=50_000)
def consonants(word: str) -> str:
    """The consonants of a name by coarse classes, the same for both scripts: مقديشو and Mogadishu."""
    if word.isascii():
        for pattern, new in _LATIN:
            word = pattern.sub(new, word)
        return _TWICE.sub(r"\1", word)
    return _TWICE.sub(r"\1", "".join(_CLASSES.get(c, "") for c in word))


_CLASSES = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "g", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f",
    "ق": "g", "ك": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def renderings(word: str, language: Language) -> frozenset[str]:
    """Forms of the words of the other language that a folded word is known to be rendered by."""
    if language == "en":
        own = stem(word.replace("’", "'").removesuffix("'s"))
        chosen = _likely(dict(renderings_of(own)), LEAST_SHARE)
        return frozenset(
            form
            for each in {*chosen, *_by_hand().get(own, ())}
            if not each.startswith("~")
            for form in forms(each, "ar")
        )
    table = _from_arabic()
    shares: dict[str, float] = {}
    for form in forms(word, "ar"):
        for each, share in table.get(form, {}).items():
            shares[each] = max(share, shares.get(each, 0.0))
    return _likely(shares, LEAST_SHARE)


def _likely(shares: dict[str, float], least: float) -> frozenset[str]:
    most = max(shares.values(), default=0.0)
    return frozenset(word for word, share in shares.items() if share >= least * most)


@cache
def _by_hand() -> dict[str, set[str]]:
    """English stems of the dictionary to its Arabic words."""
    table: dict[str, set[str]] = {}
    for own, arabic in entries():
        words = {w for rendering in arabic for w in fold_text(rendering).split() if len(w) > 2}
        for form in (*own, *inflected(own[0])):
            table.setdefault(stem(form), set()).update(words)
    return table


@cache
def common() -> frozenset[str]:
    """English stems that are words and no names: those of the dictionary, and those that the lexicon
    renders by a word of another sound.
    """
    learned = {
        english
        for english, pairs in lexicon().items()
        if pairs
        and not any(
            consonants(english) == consonants(form)
            for word, share in pairs[:2]
            for form in forms(word, "ar")
        )
    }
    return frozenset(learned | _by_hand().keys())


@cache
def _from_arabic() -> dict[str, dict[str, float]]:
    """Forms of Arabic words to the English stems that they may render."""
    table: dict[str, dict[str, float]] = {}

    def add(arabic: str, english: str, share: float) -> None:
        for form in forms(arabic, "ar"):
            own = table.setdefault(form, {})
            own[english] = max(share, own.get(english, 0.0))

    for english, pairs in lexicon().items():
        for word, share in pairs:
            add(word, english, share)
    for english, pairs in reverse_lexicon().items():
        for word, share in pairs:
            add(word, english, share)
    for forms_of, arabic in entries():
        for rank, rendering in enumerate(arabic):
            words = fold_text(rendering).split()
            if len(words) == 1:
                for form in (*forms_of, *inflected(forms_of[0])):
                    add(words[0], stem(form), 1 / (1 + rank))
    return table


def content(words: Iterable[Word]) -> Sequence[Word]:
    """Words that say something."""
    return [w for w in words if len(w.text) > 1 and w.text not in stop_words()]
