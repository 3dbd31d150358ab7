"""Which words are forms of one another: a changed clitic, ending or spelling makes no other word.

Each word has a set of marks by which its kin know it; two words are kin if they share one. Without
a dictionary of forms this is a rule of thumb: Arabic words by their consonants without what is
written onto them (after Larkey, Ballesteros and Connell 2007, "Light Stemming for Arabic
Information Retrieval"), English ones by their stem, and both by spellings one letter apart.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.differences.tokens import is_function
from assistant.support.number_tokens import CLITICS
from index.arabic.normalise import fold_text
from index.lexicon import stem, stop_words

_FAMILIES = {
    fold_text(word): line
    for line, words in enumerate(
        (
            "is are was were be been being",
            "has have had having",
            "does do did",
            "this these",
            "that those",
            "a an",
            "who whom whose",
            "metre meter metres meters",
            "litre liter litres liters",
            "grey gray",
            "woman women",
            "man men",
            "child children",
            "person persons people",
            "هذا هذه هذان هذين هاتان هاتين هؤلاء",
            "ذلك تلك أولئك",
            "الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي",
            "له لها لهم لهن لهما",
            "به بها بهم بهن بهما",
            "فيه فيها فيهم فيهما",
            "منه منها منهم منهما",
            "عليه عليها عليهم عليهما",
            "إليه إليها إليهم إليهما",
            "عنه عنها عنهم عنهما",
            "كان كانت كانوا يكون تكون يكونوا",
            "هو هي هم هما",
            "عضو أعضاء",
            "يوم أيام يوما",
            "عام أعوام عاما",
            "سنة سنوات سنين",
            "حق حقوق",
            "امرأة نساء",
            "طفل أطفال",
        )
    )
    for word in words.split()
}
"""Forms that no rule here finds."""

_ENDINGS = tuple("هما ها هم هن ان ات ون ين يه وا ه ي ا".split())
_WEAK = str.maketrans("", "", "اويء")
_GROWN_BY = frozenset("تمنسي")
"""First letters that forms of one root have more or less: تعزيز, يعزز; تنفيذ, ينفذ."""
_LEAST_SPELLED = 6
"""Letters of the longer of two words that are one if they differ by a letter; in shorter words
another letter makes another word."""
_MOST_SPELLED = 40
"""Letters of the longest word of which forms one letter apart are looked for; what is longer is no
word, and all of its forms would take its length squared of memory."""
_ROOT = 6
"""Letters at the beginning that make English words kin: contribute, contribution."""


@lru_cache(maxsize=50_000)
def kin_marks(word: str) -> frozenset[str]:
    """What a folded word shares with its kin."""
    joined = word.replace("-", "").replace(" ", "").replace("'", "")
    marks = {f"= {joined}"} if len(joined) > 1 else {f"= {word}"}
    return frozenset(marks | (_english(joined) if joined.isascii() else _arabic(joined)))


def _english(word: str) -> set[str]:
    if word in _FAMILIES:
        return {f"family {_FAMILIES[word]}"}
    if is_function(word) or not word.isalpha():
        return set()
    marks = {f"stem {stem(word)}"}
    if len(word) == 4 and word[-1] == "s" and word[-2] != "s":
        marks.add(f"stem {word[:-1]}")  # acts; the stemmer leaves short words alone
    if len(word) > _ROOT:
        marks.add(f"root {word[:_ROOT]}")
    return marks | _spelled(word)


def _arabic(word: str) -> set[str]:
    marks = {f"= {word[1:]}"} if word[0] in "وف" and len(word) >= 3 else set()
    for clitics in CLITICS:
        rest = word.removeprefix(clitics) if word.startswith(clitics) else ""
        for form in (rest, rest.removeprefix("ال")):
            if form in _FAMILIES:
                marks.add(f"family {_FAMILIES[form]}")
            if form in stop_words():
                marks.add(f"= {form}")
    if is_function(word):
        return marks
    for light in _lights(word):
        marks |= {f"light {light}"} | _spelled(light)
        if light[:1] in ("ي", "ت", "ن", "ا") and len(light) >= 4:
            marks.add(f"verb {light[1:]}")
        consonants = light.translate(_WEAK)
        if consonants.endswith("ت") and len(consonants) >= 4:
            consonants = consonants[:-1]
        if len(consonants) >= 3:
            marks.add(f"root {consonants}")
        if len(consonants) >= 4 and consonants[0] in _GROWN_BY:
            marks.add(f"root {consonants[1:]}")
    return marks


def _lights(word: str) -> set[str]:
    """A folded word without conjunction and article, with and without its endings. Where a first
    letter may be of the word itself (فريق, برنامج), it is there with it as well.
    """
    forms: set[str] = set()
    for form in {word, word[1:]} if word[0] in "وف" and len(word) >= 4 else {word}:
        article = next((a for a in ("بال", "كال", "لل", "ال") if form.startswith(a)), "")
        if article and len(form) - len(article) >= 2:
            forms |= _endings(form[len(article) :])
            continue
        forms |= _endings(form)
        # a preposition in front of three letters is mostly of the root: بيان, كيان
        if form[0] in "بلك" and len(form) >= 5:
            forms |= _endings(form[1:])
    return forms


def _endings(word: str) -> set[str]:
    """A word without any ending, one, or two: السودان, السودانيون; الفقرة, الفقرتين."""
    light = next(
        (
            word[: -len(ending)]
            for ending in _ENDINGS
            if word.endswith(ending) and len(word) - len(ending) >= 3
        ),
        word,
    )
    forms = {word, light}
    if light != word and light[-1] in "تي" and len(light) >= 4:
        forms.add(light[:-1])
    return forms


def _spelled(word: str) -> set[str]:
    """Marks that words one letter apart share (deletion neighbourhoods, as in Bocek, Hunt and
    Stiller 2007, "Fast Similarity Search in Large Dictionaries").
    """
    marks = {f"spelled {word}"} if len(word) >= _LEAST_SPELLED - 1 else set()
    if _LEAST_SPELLED <= len(word) <= _MOST_SPELLED:
        marks |= {f"spelled {word[:i]}{word[i + 1 :]}" for i in range(1, len(word))}
    return marks
