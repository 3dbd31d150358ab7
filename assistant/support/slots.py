"""One thing put in another's place: the statement says nearly what the paragraph says, but of another.

Statement and paragraph of one language are laid side by side, word by word. Where they agree on either
side of a gap, and the statement has a word in the gap that stands nowhere in the paragraph and is no
other word for what the paragraph has there, something was exchanged. Also here: two names that change
places around a verb, and what a list says of one item put to another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from assistant.support import matching
from assistant.support.matching import Text, forms, renderings
from index.arabic.normalise import fold_text
from index.glossary import Term, terms_in
from index.lexicon import stem, stop_words
from index.values import Language

LEAST_AGREED = 4
"""Words on both sides of a gap that have to agree, together."""
LONGEST = 4
"""Words in a gap at most: longer ones are another sentence."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOUN_BEFORE = frozenset(
    "the a an of in on by for with from against and between among all its their his every each no other"
    " under to at into through about regarding including".split()
)
_VERBAL = re.compile(r"(?:ing|ed|ly|ise|ize)$")


def exchanged(
    statement: Text, texts: Sequence[Text], alike: Callable[[str, str], bool] | None = None
) -> tuple[str, str] | None:
    """(words of the statement, words of the paragraph in their place); None where nothing is exchanged
    for sure.

    `alike` says of two expressions whether they mean the same. Without it only names and terms of the
    glossary count: of other words nobody can say that they are not synonyms.
    """
    same = [text for text in texts if text.language == statement.language]
    for text in same:
        for said, own, before in _gaps(statement, text):
            if _other(said, own, statement, same) and (
                _told_apart(said, own, text.language)
                or (
                    alike
                    and before not in ("to", *_MODALS)
                    and _of_nouns(said)
                    and _of_nouns(own)
                    and len(_contents(said)) == len(_contents(own))
                    and not alike(" ".join(said), " ".join(own))
                )
            ):
                return " ".join(said), " ".join(own)
    return None


def _gaps(statement: Text, text: Text) -> Iterator[tuple[list[str], list[str], str]]:
    """What stands between two stretches of agreeing words, in the statement and in the paragraph, and
    the word before it; none for what ends the statement.
    """
    found = list(_TOKEN.finditer(statement.folded))
    ours, theirs = [m[0] for m in found], _TOKEN.findall(text.folded)
    language = statement.language
    matcher = SequenceMatcher(None, _keys(ours, language), _keys(theirs, language), autojunk=False)
    for before, after in pairwise(matcher.get_matching_blocks()):
        first, end = before.a + before.size, after.a
        said, own = ours[first:end], theirs[before.b + before.size : after.b]
        last = after.size == 0
        if last:
            # the end of the statement: what follows in the paragraph, as far as it goes
            own = own[: len(said) + 1]
        if not (0 < len(said) <= LONGEST and 0 < len(own) <= LONGEST + 2):
            continue
        blank = "|" in statement.folded[found[first].start() - 2 : found[end - 1].end() + 2]
        if blank or any(w.isdecimal() for w in own):
            continue  # figures are looked up by value
        agreed = before.size >= 3 if last else before.size and after.size >= 2
        if agreed and before.size + after.size >= LEAST_AGREED:
            yield said, own, "" if last or not first else ours[first - 1]


def _keys(words: Sequence[str], language: Language) -> list[str]:
    return [stem(w) if language == "en" else matching.light(w) for w in words]


def _other(said: Sequence[str], own: Sequence[str], statement: Text, texts: Sequence[Text]) -> bool:
    """Whether a gap's words name another thing: some of them stand nowhere in the paragraph, and none
    of those is another word for one in the paragraph's gap.
    """
    language = statement.language
    new = [w for w in _contents(said) if not any(text.same(w) for text in texts)]
    left = [w for w in _contents(own) if not statement.same(w)]
    if not new or not left or any(_verbal(w, language) for w in (new[0], left[0])):
        return False
    return not any(_alike(a, b, language) for a in new for b in left)


_MODALS = ("shall", "may", "must", "should", "will", "can", "not", "and", "")
_IN_NAMES = frozenset("the a an of and".split())


def _of_nouns(words: Sequence[str]) -> bool:
    """Whether words may be an expression for a thing: nothing in it but nouns and what joins them."""
    own = _contents(words)
    return 0 < len(own) <= 2 and len(own) + sum(w in _IN_NAMES for w in words) == len(words)


def _short(said: Sequence[str], own: Sequence[str]) -> bool:
    return max(len(_contents(said)), len(_contents(own))) <= 2


def _told_apart(said: Sequence[str], own: Sequence[str], language: Language) -> bool:
    """Whether two expressions are surely of different things: unknown words, which are names, or terms
    of the glossary.
    """
    if not _short(said, own):
        return False
    if any(_unknown(w, language) for words in (said, own) for w in _contents(words)):
        return True
    first, second = _nouns(" ".join(said), language), _nouns(" ".join(own), language)
    return bool(first and second) and first.isdisjoint(second)


def _unknown(word: str, language: Language) -> bool:
    if renderings(word, language) or len(word) <= 4:
        return False
    return language == "en" or forms(word, "ar").isdisjoint(_seen())


@cache
def _seen() -> frozenset[str]:
    """Forms of the Arabic words that documents of the genre have: no names, most of them."""
    words = files("index").joinpath("data/words.tsv").read_text(encoding="utf-8")
    return frozenset(
        form
        for line in words.splitlines()
        if line and not line.startswith("#")
        for form in forms(fold_text(line.split("\t")[0]), "ar")
    )


@lru_cache(maxsize=2048)
def _nouns(text: str, language: Language) -> frozenset[Term]:
    return frozenset(t for t in terms_in(text, language) if t.kind not in _NO_THINGS)


_NO_THINGS = frozenset(
    {"verb", "participle", "adverb-before", "adverb-after", "adjective", "procedure"}
)


def _contents(words: Sequence[str]) -> list[str]:
    return [w for w in words if w.isalpha() and len(w) > 2 and w not in stop_words()]


def _verbal(word: str, language: Language) -> bool:
    """Whether a word may be a verb, for which there are more other words than can be known."""
    if language == "en":
        return _VERBAL.search(word) is not None
    return word[:1] in "يتن" and len(word) > 3


def _alike(first: str, second: str, language: Language) -> bool:
    """Whether two words of a language may be words for the same: one root, or a common rendering."""
    if forms(first, language) & forms(second, language):
        return True
    if language == "en" and first[:5] == second[:5]:
        return True
    if language == "ar" and _dice(matching.light(first), matching.light(second)) >= 0.5:
        return True
    mine, other = renderings(first, language), renderings(second, language)
    return bool(mine & other)


def _dice(first: str, second: str) -> float:
    one = {first[i : i + 2] for i in range(len(first) - 1)}
    two = {second[i : i + 2] for i in range(len(second) - 1)}
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0
