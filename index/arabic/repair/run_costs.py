"""What a word, number or mark costs behind another: the negative logarithm of its probability.

Words on no list are spelled out by a small character model, so that a name that nobody has heard
of costs less than a fragment. A document's own words and pairs count beside the general ones; a
line that is judged must not bear witness for itself, so what it adds to them is left out.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from index.arabic.normalise import KASHIDA
from index.arabic.words import NUMBER, START, WordModel, counted

LETTERS, DIGITS, LATIN, NOTE, ITEM, OTHER = "letters", "digits", "latin", "note", "item", "other"
"""Classes of tokens: a word; a number; a word in other letters; `(3)`; `-3` or `3-`; a sign."""

QUOTES = frozenset("\"'”“«»‘’")
CLAUSE_MARKS = frozenset("،؛.:()")
_STOPS = frozenset("،؛.:")

_ORDER = 4
_SPELLED_WORDS = 40_000
_RARE = 5.0
"""Cost of a word's being on no list at all, before it is spelled."""
_MADE, _MADE_LETTER = 14.0, 1.3
"""Cost of a word on no list that pieces would have to make, and of each of its letters."""
_BEGUN = 9.0
_ALONE = 5.0
"""What a letter that stands alone costs more."""
_DOCUMENT = 0.35
"""What the document's own words weigh in a word's probability."""
_OF_UNKNOWN = 0.15
"""What an occurrence counts in the document if the word is on no list: it may be a broken one."""

_BEFORE_NUMBERS = frozenset(
    "عام لعام العام وعام بعام سنة لسنة رقم الرقم ورقم المادة المادتين المواد والمادة الفقرة "
    "الفقرتين الفقرات والفقرة القرار قرار القرارات قراره قراريه قراراته قرارها والقرار بالقرار "
    "القرارين البند البندين بالبند الفصل المرفق الملحق المجلد الصفحة الجزء الباب المقرر المؤرخ "
    "المؤرخة المؤرخين المعقودة المعقود في يوم يومي من إلى حتى قبل بعد منذ نحو زهاء و أو بين "
    "الدورة الجلسة الحاشية الوثيقة الثاني الأول".split()
)
MONTHS = frozenset(
    "شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين كانون يناير فبراير مارس أبريل مايو يونيه "
    "يوليه يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
)
_NUMBERED = frozenset("رقم الرقم ورقم عام لعام لسنة المادة البند المجلد المؤرخ المؤرخة".split())
"""Words that hardly stand without a number behind them."""
_YEAR = re.compile("(?:19|20)[0-9]{2}|(?:١٩|٢٠)[٠-٩]{2}")
_MONTHS_ENDS = MONTHS | {"الأول", "الثاني"}
YEAR = "<y>"
"""What a word or sign behind a year stands behind: no month, other than behind a number."""
_WRONG_DATE, _NUMBER_MISSED = 4.0, 2.0


class Spelling:
    """Probabilities of letters behind up to three others, inside a word (Witten and Bell 1991)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._memo: dict[str, float] = {}
        for word in words:
            spelled = f"^{word}$"
            for i in range(1, len(spelled)):
                for n in range(_ORDER):
                    if n > i:
                        break
                    self._counts[spelled[i - n : i]][spelled[i]] += 1
        self._totals = {before: sum(after.values()) for before, after in self._counts.items()}

    def cost(self, word: str) -> float:
        """Of all letters of a word and its end."""
        found = self._memo.get(word)
        if found is None:
            spelled = f"^{word}$"
            found = -sum(math.log(self._letter(spelled, i)) for i in range(1, len(spelled)))
            self._memo[word] = found
        return found

    def _letter(self, spelled: str, i: int) -> float:
        probability = 1 / 45
        for n in range(min(_ORDER, i + 1)):
            after = self._counts.get(spelled[i - n : i])
            if after is None:
                break
            total, kinds = self._totals[spelled[i - n : i]], len(after)
            probability = (after[spelled[i]] + kinds * probability) / (total + kinds)
        return probability


_BORDER = re.compile(f"[^\u0621-\u065f{KASHIDA} ]|  +| {KASHIDA}|{KASHIDA}+ ")


class Beginnings:
    """Which texts words on the model's list begin with."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(words)
        self._memo: dict[str, bool] = {}

    def has(self, text: str) -> bool:
        """Whether a listed word, or one with a particle written onto it, begins so."""
        found = self._memo.get(text)
        if found is None:
            found = any(
                self._listed(text[len(particle) :])
                for particle in _PARTICLES
                if text.startswith(particle)
            )
            self._memo[text] = found
        return found

    def _listed(self, text: str) -> bool:
        at = bisect_left(self._sorted, text)
        return at < len(self._sorted) and self._sorted[at].startswith(text)


_PARTICLES = ("", "و", "ف", "ب", "ل", "وب", "ول")

_spelled: list[tuple[Mapping[str, float], Spelling, Beginnings]] = []


def letters_of(model: WordModel) -> tuple[Spelling, Beginnings]:
    """How the model's words are spelled and begin; what was made last is kept, since models live
    long and this takes a second.
    """
    if not _spelled or _spelled[0][0] is not model.single:
        # Every n-th word and not the first ones: unknown words resemble the rare ones.
        step = max(1, len(model.single) // _SPELLED_WORDS)
        spelling = Spelling(islice(model.single, 0, None, step))
        _spelled[:] = [(model.single, spelling, Beginnings(model.single))]
    return _spelled[0][1:]


@dataclass
class Document:
    """Words and pairs of the lines of a document that are believed to be in order."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, Counter[str]] = field(default_factory=dict)
    total: float = 0.0

    @classmethod
    def of(cls, lines: Iterable[str], model: WordModel) -> Document:
        """What these lines say of each other's words. Kashidas and spaces stand in them: pairs on
        both sides of a likely run border are not believed.
        """
        words, pairs = counted(part for line in lines for part in _BORDER.split(line))
        pairs.pop(START, None)
        total = sum(_witness(model, word) * n for word, n in words.items())
        return cls(words, pairs, total)


def _witness(model: WordModel, word: str) -> float:
    return 1.0 if word in model.single else _OF_UNKNOWN


class Costs:
    """Costs of tokens in one line, whose words as they stand are `whole`: a word on no list is
    believed if it stands there, hardly if it has to be made. `line` is the line's own text where
    the document contains it.
    """

    def __init__(
        self,
        model: WordModel,
        document: Document | None = None,
        line: str | None = None,
        whole: frozenset[str] = frozenset(),
    ) -> None:
        self._model = model
        self._spelling, self._beginnings = letters_of(model)
        self._document = document or Document()
        self._own = Document.of([line], model) if line is not None else Document()
        self._whole = whole
        self._memo: dict[str | None, dict[str, float]] = {}
        self._alone: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self._made: dict[str, float] = {}
        self._pairs: dict[str, tuple[Counter[str], Counter[str], int, float] | None] = {}

    def known(self, word: str) -> float:
        """Probability of a word by itself, 0.0 if it is on no list; the document's words count."""
        found = self._known.get(word)
        if found is None:
            found = self._model.probability(word)
            if self._document.total:
                seen = self._document.words.get(word, 0) - self._own.words.get(word, 0)
                if seen > 0:
                    much = seen * _witness(self._model, word) / self._document.total
                    found = (1 - _DOCUMENT) * found + _DOCUMENT * much
            self._known[word] = found
        return found

    def word(self, word: str, before: str | None) -> float:
        """Of a word behind another, or behind `START`, `NUMBER`, a clause mark or anything."""
        behind = self._memo.get(before)
        if behind is None:
            behind = self._memo[before] = {}
        found = behind.get(word)
        if found is None:
            found = behind[word] = self._word(word, before)
        return found

    def begun(self, text: str, before: str | None) -> float:
        """About what the letters of a word that may go on will cost."""
        cost = self.word(text, before)
        return min(cost, _BEGUN) if self._beginnings.has(text) else cost

    def can_begin(self, text: str) -> bool:
        """Whether a word begins with these letters."""
        return self._beginnings.has(text)

    def _word(self, word: str, before: str | None) -> float:
        made = self._made.get(word)
        if made is not None:
            return made  # on no list: the same behind anything
        alone = self._alone.get(word)
        if alone is None:
            alone = self.known(word)
            if not alone:
                made = _MADE + _MADE_LETTER * len(word)
                if word not in self._whole:
                    self._made[word] = made
                    return made
                alone = math.exp(-min(made, _RARE + self._spelling.cost(word)))
            self._alone[word] = alone
        probability = alone
        year = before == YEAR
        slash = before is not None and before.endswith("/")
        if before is not None:
            before = before.rstrip("/") if slash else before
            before = NUMBER if before == YEAR else before
            after = self._model.behind.get(before)
            if after is not None:
                total = self._model.totals[before]
                trusted = total / (total + len(after))
                probability = trusted * after.get(word, 0.0) / total + (1 - trusted) * alone
            if before == START:  # a line begins a sentence or goes on with one
                probability = 0.5 * probability + 0.5 * alone
            seen = self._seen_behind(before)
            if seen is not None:
                pairs, own, total, trusted = seen
                much = (pairs[word] - own[word]) / total
                probability = trusted * much + (1 - trusted) * probability
        cost = -math.log(probability)
        if word in MONTHS and (year or (before in _MONTHS_ENDS and not slash)):
            cost += _WRONG_DATE
        if before in _NUMBERED:
            cost += _NUMBER_MISSED
        if len(word) == 1 and word != "و" and before != "(":
            cost += _ALONE
        return cost

    def _seen_behind(self, before: str) -> tuple[Counter[str], Counter[str], int, float] | None:
        """The document's pairs of a word, this line's own, how many are others', and their weight."""
        if before not in self._pairs:
            pairs = self._document.pairs.get(before)
            found = None
            if pairs is not None:
                own = self._own.pairs.get(before, Counter())
                total = sum(pairs.values()) - sum(own.values())
                if total > 0:
                    found = pairs, own, total, total / (total + len(pairs) + 1)
            self._pairs[before] = found
        return self._pairs[before]

    def token(self, text: str, kind: str, before: str | None) -> float:
        """Of any token behind another."""
        if kind == LETTERS:
            return self.word(text, before)
        at_start = before == START
        if kind == DIGITS:
            if before in MONTHS and not _YEAR.fullmatch(text):
                return 5.0 + _WRONG_DATE
            if before == NOTE:
                return 6.0
            return (
                2.5
                if at_start
                or before in _BEFORE_NUMBERS
                or before in MONTHS
                or before in CLAUSE_MARKS
                else 5.0
            )
        if kind == NOTE:
            return 2.5 if at_start else 5.0 if before == NOTE else 1.5
        if kind == ITEM:
            return 1.0 if at_start else 9.0
        if kind == LATIN:
            return 5.0
        if text == "/":
            return 0.5 if before in _MONTHS_ENDS else 4.0
        if text in _STOPS:
            if at_start:
                return 12.0
            return 7.0 if before in _STOPS else 2.0
        return 1.5


def context(text: str, kind: str, before: str | None) -> str | None:
    """What the next token stands behind, after this one."""
    if kind == LETTERS:
        return text
    if kind == DIGITS and _YEAR.fullmatch(text):
        return YEAR
    if kind == DIGITS:
        return NUMBER
    if kind == ITEM:
        return START  # a numbered paragraph begins behind its number
    if kind == NOTE:
        return NOTE
    if text == "/" and before in _MONTHS_ENDS:
        return f"{before}/"
    if text in CLAUSE_MARKS:
        return text
    return None if kind == LATIN else before


def spaced(kind: str, text: str, next_kind: str, next_text: str) -> bool:
    """Whether writers put a space between the two tokens."""
    if next_kind == NOTE or next_text in "،؛.:/)]":
        return False
    return text not in "/(["
