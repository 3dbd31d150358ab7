"""Wrong quotations, each with one fault, and the paragraphs that are the most like their own."""

from __future__ import annotations

import math
import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from index.arabic.normalise import KASHIDA, MARKS
from index.arabic.words import common_words
from index.values import Language, Paragraph, Source

FEWEST_WORDS = 4
"""A paragraph has more."""

DISTRACTORS = 10
COMMON = 0.1
"""Words in a larger share of the paragraphs do not make two of them alike."""

_LETTERS = re.compile("[\u0621-\u064a]+|[A-Za-z]+")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_NEGATIONS = {"لا", "لم", "لن", "ليس", "غير", "عدم", "دون", "not", "no", "never", "without"}
_NOT: dict[Language, tuple[str, ...]] = {"ar": ("لا", "لم", "لن", "غير"), "en": ("not", "never")}
_VERBS = tuple(
    frozenset(group.split())
    for group in (
        "يقرر يطلب يحث يدعو يشجع يرحب يلاحظ يؤكد يوصي يأذن يكرر",
        "تقرر تطلب تحث تدعو تشجع ترحب تلاحظ تؤكد توصي تأذن تكرر",
        "decides requests urges invites encourages welcomes notes reaffirms recommends authorizes",
        "Decides Requests Urges Invites Encourages Welcomes Notes Reaffirms Recommends Authorizes",
        "shall may should must will can",
        "ينبغي يجوز يجب يمكن يتعين",
    )
)
_COUNTS = tuple(
    group.split()
    for group in (
        "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
        "ثلاث أربع خمس ست سبع ثماني تسع عشر",
        "one two three four five six seven eight nine ten twelve twenty thirty ninety",
    )
)
_SEATS = ("اأإآ", "ىي", "ةه", "ئيؤوء", "ضظ", "دذ")
_WRITTEN_ON = ("و", "ب", "ل", "ال", "ف")
_ENDINGS: dict[Language, tuple[tuple[str, str], ...]] = {
    "ar": (("ات", "ة"), ("ة", "ات"), ("ون", ""), ("ين", ""), ("", "ين"), ("", "ات"), ("ان", "")),
    "en": (("ies", "y"), ("y", "ies"), ("s", ""), ("", "s"), ("es", "")),
}


@dataclass(frozen=True)
class Text:
    """A paragraph with the texts that a quotation of it may stand in."""

    paragraph: Paragraph
    source: Callable[[], Source]
    language: Language

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """As the source has it, and as it is read."""
        return tuple(dict.fromkeys((self.paragraph.raw, self.paragraph.clean.text)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its readable words, with what is written onto them."""
        return tuple(self.paragraph.clean.text.split())


class Corpus:
    """The paragraphs of one language, which are like which, and their words."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = [text for text in texts if len(text.words) > FEWEST_WORDS]
        self._held = [frozenset(map(core, text.words)) for text in self.texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._held):
            for word in words:
                self._places[word].append(place)
        self.words = sorted(word for word in self._places if _LETTERS.fullmatch(word))
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for key in _shortened(word):
                self._near[key].append(word)
        self.known = frozenset(self.words)
        self.distractors = cache(self._distractors)

    def _distractors(self, place: int) -> list[Text]:
        """The other paragraphs that share the most of a paragraph's rarer words."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in self._held[place]:
            places = self._places[word]
            if len(places) <= max(COMMON * len(self.texts), 10):
                for other in places:
                    scores[other] += math.log(len(self.texts) / len(places))
        ranked = sorted(set(scores) - {place}, key=lambda other: (-scores[other], other))
        own = self.texts[place].paragraph.clean.text
        others = (self.texts[p] for p in ranked)
        different = (other for other in others if other.paragraph.clean.text != own)
        return [other for other, _ in zip(different, range(DISTRACTORS), strict=False)]

    def near(self, word: str) -> list[str]:
        """Words of the corpus that one letter makes of another word."""
        return sorted({n for key in _shortened(word) for n in self._near.get(key, ())} - {word})


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)) if len(word) > 2)}


def core(token: str) -> str:
    """A word without vowel marks, kashidas and the punctuation around it."""
    return _EDGE.sub("", MARKS.sub("", token.replace(KASHIDA, "")))


def stands(quotation: str, text: Text, known: frozenset[str] = frozenset()) -> bool:
    """Whether a quotation's words stand in a paragraph, piece by piece in order. A `known` word counts
    also behind particles that are written onto it, any common one behind "and".
    """
    return any(_stands(quotation, form.split(), known) for form in text.texts)


def _stands(quotation: str, tokens: list[str], known: frozenset[str]) -> bool:
    own, at = [core(token) for token in tokens], 0
    for piece in quotation.split("[…]"):
        words = [core(token) for token in piece.split()]
        for start in range(at, len(own) - len(words) + 1):
            first = own[start]
            same = (
                first.casefold() == words[0].casefold()
                or (words[0] in known and re.fullmatch(f"[وف]?[بلك]?{words[0]}", first))
                or (first == f"و{words[0]}" and words[0] in common_words())
            )
            if same and own[start + 1 : start + len(words)] == words[1:]:
                at = start + len(words)
                break
        else:
            return False
    return True


@dataclass(frozen=True)
class Drawn:
    """A stretch of a paragraph, what a fault is made of, and chance."""

    place: int
    words: tuple[str, ...]
    corpus: Corpus
    chance: random.Random
    language: Language

    def inner(self, wanted: Callable[[str], object] = bool) -> int:
        """The place of a word, none at an end, of which `wanted` holds; IndexError where none is."""
        places = [i for i, word in enumerate(self.words) if core(word)][1:-1]
        places = [i for i in places if wanted(core(self.words[i]))]
        return self.chance.choice(places)

    def any(self, wanted: Callable[[str], object] = bool) -> int:
        """As `inner`, the ends too."""
        return self.chance.choice([i for i, w in enumerate(self.words) if wanted(core(w))])

    def put(self, at: int, new: str) -> str:
        """The stretch with another word at a place; the punctuation around it stays."""
        old = self.words[at]
        bare = core(old)
        put = old.replace(bare, new) if bare in old else new
        return " ".join((*self.words[:at], put, *self.words[at + 1 :]))

    def other(self) -> tuple[str, ...]:
        """A stretch of a paragraph that is like this one."""
        return self.chance.choice(self.corpus.distractors(self.place)).words


def _near_word(d: Drawn) -> str:
    at = d.any(d.corpus.near)
    return d.put(at, d.chance.choice(d.corpus.near(core(d.words[at]))))


def _swapped(d: Drawn) -> str:
    words = list(d.words)
    a, b = d.chance.sample(range(len(words)), 2)
    words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _dropped(d: Drawn) -> str:
    at = d.inner()
    return " ".join((*d.words[:at], *d.words[at + 1 :]))


def _added(d: Drawn) -> str:
    at = d.chance.randrange(1, len(d.words))
    return " ".join((*d.words[:at], d.chance.choice(d.corpus.words), *d.words[at:]))


def _negation(d: Drawn) -> str:
    if any(core(word) in _NEGATIONS for word in d.words):
        at = d.inner(_NEGATIONS.__contains__)
        return " ".join((*d.words[:at], *d.words[at + 1 :]))
    at = d.chance.randrange(1, len(d.words))
    return " ".join((*d.words[:at], d.chance.choice(_NOT[d.language]), *d.words[at:]))


def _number(d: Drawn) -> str:
    at = d.any(lambda word: re.search(r"\d", word) or any(word in group for group in _COUNTS))
    word = core(d.words[at])
    for group in _COUNTS:
        if word in group:
            return d.put(at, d.chance.choice([other for other in group if other != word]))
    digit = d.chance.choice([m.start() for m in re.finditer(r"\d", word)])
    if d.chance.random() < 0.3 and len(word) > 1:  # one digit less
        return d.put(at, word[:digit] + word[digit + 1 :])
    value = (int(word[digit]) + d.chance.randrange(1, 10)) % 10
    new = str(value) if word[digit].isascii() else chr(0x660 + value)
    return d.put(at, word[:digit] + new + word[digit + 1 :])


def _verb(d: Drawn) -> str:
    at = d.any(lambda word: any(word in group for group in _VERBS))
    word = core(d.words[at])
    group = next(group for group in _VERBS if word in group)
    return d.put(at, d.chance.choice(sorted(group - {word})))


def _letter(d: Drawn) -> str:
    at = d.any(lambda word: len(word) > 2 and _LETTERS.fullmatch(word))
    word = core(d.words[at])
    ways = []
    for i, letter in enumerate(word):
        ways += [word[:i] + o + word[i + 1 :] for s in _SEATS if letter in s for o in s]
    if d.language == "ar":
        ways += [particle + word for particle in _WRITTEN_ON]
        ways += [word[len(p) :] for p in _WRITTEN_ON if word.startswith(p) and len(word) > 4]
    else:
        i = d.chance.randrange(1, len(word))
        ways += [word[:i] + word[i + 1 :], word[:i] + word[i - 1] + word[i:], word + "’s"]
    return d.put(at, d.chance.choice([way for way in ways if way != word]))


def _count(d: Drawn) -> str:
    at = d.any(lambda word: len(word) > 3 and _LETTERS.fullmatch(word))
    word = core(d.words[at])
    fitting = [(old, new) for old, new in _ENDINGS[d.language] if word.endswith(old)]
    old, new = d.chance.choice(fitting)
    return d.put(at, word[: len(word) - len(old)] + new)


def _spliced(d: Drawn) -> str:
    other = d.other()
    start = d.chance.randrange(len(other) - 1)
    half = len(d.words) // 2
    return " ".join((*d.words[:half], *other[start : start + max(2, half)]))


def _cut(d: Drawn) -> str:
    at = d.chance.choice((0, -1))
    word = core(d.words[at])
    # a border of letters and punctuation may be one of words: `حزيران/يونيه`
    cut = d.chance.choice([m.end() for m in re.finditer(r"[^\W_](?=[^\W_])", word)])
    return d.put(at % len(d.words), word[cut:] if at == 0 else word[:cut])


def _disordered(d: Drawn) -> str:
    cut = d.chance.randrange(2, len(d.words) - 1)
    return " ".join((*d.words[cut:], "[…]", *d.words[:cut]))


def _gathered(d: Drawn) -> str:
    return " ".join((*d.words[: max(2, len(d.words) // 2)], "[…]", *d.other()[-6:]))


FAULTS: dict[str, Callable[[Drawn], str]] = {
    "a near word": _near_word,
    "two words swapped": _swapped,
    "a word less": _dropped,
    "a word more": _added,
    "negation": _negation,
    "number": _number,
    "verb": _verb,
    "letter or particle": _letter,
    "singular, plural": _count,
    "halves of two paragraphs": _spliced,
    "cut inside a word": _cut,
    "[…] in the wrong order": _disordered,
    "[…] over two paragraphs": _gathered,
}
