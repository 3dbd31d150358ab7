"""Opposites: `extend the mandate` where the paragraph ends it, `before` where it says `after`.

The pairs are those of `data/antonyms.tsv`, which questions are compared by, and of
`data/opposites.tsv`: words that stand in every longer text, so that only the words around them tell
whether the two are about the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations

from assistant.support.matching import Text, content
from assistant.word_lists import Words, rows, words_pattern

_TABLES = ("antonyms.tsv", "opposites.tsv")
_BEFORE, _BEHIND = 2, 3
"""Words around a word of the statement that say what it is about."""
_SENTENCE = 20
_AROUND = 8
"""Words of the paragraph on either side in which they are looked for."""


def conflict(statement: Text, texts: Sequence[Text]) -> tuple[str, str] | None:
    """(word of the statement, opposite of the paragraphs) where the paragraphs have the opposite next
    to the words that the statement has its own word next to; None where they have both there.
    """
    for own, other in _pairs():
        for at, word in _found(own, statement):
            near = _context(statement, at)
            for_own = max(
                (_shared(near, statement, t, p) for t in texts for p, _ in _found(own, t)),
                default=-1,
            )
            against = [
                (_shared(near, statement, t, p), w) for t in texts for p, w in _found(other, t)
            ]
            best = max(against, default=(-1, ""))
            beside = for_own < 0 and any(
                _beside(statement, at, t, p, len(w.split()))
                for t in texts
                for p, w in _found(other, t)
            )
            # a paragraph that has both words has the one next to them by chance more often
            ahead = best[0] - for_own >= (3 if for_own >= 0 else 1)
            enough = min(2, len(near)) if for_own >= 0 or not beside else 1
            if ahead and best[0] >= enough:
                return word, best[1]
    return None


@cache
def _pairs() -> Sequence[tuple[Words, Words]]:
    sides = [
        (words_pattern(*line[:2]), words_pattern(*line[2:]))
        for name in _TABLES
        for line in rows(name)
    ]
    return [pair for each in sides for pair in permutations(each)]  # type: ignore[misc]


_NEGATED = re.compile(r"(?<!\w)(?:not|no|non|lack of|[بلوف]?(?:ال)?(?:غير|عدم|انعدام|لا|لم)) $")
"""Behind these a word is its own opposite."""


def _found(pattern: Words, text: Text) -> Iterator[tuple[int, str]]:
    """Number of the word, and what is found, for each place of a pattern."""
    for m in pattern.finditer(text.folded):
        if _NEGATED.search(text.folded[max(0, m.start() - 12) : m.start()]):
            continue
        place = bisect_left(text.words, m.start(), key=lambda word: word.start)
        if place < len(text.words) and text.words[place].start == m.start():
            yield place, m[0]


def _context(text: Text, at: int) -> list[str]:
    before, behind = content(text.words[:at]), content(text.words[at + 1 :])
    return [w.text for w in (*before[-_BEFORE:], *behind[:_BEHIND])]


def _beside(statement: Text, at: int, text: Text, place: int, size: int) -> bool:
    """Whether a word of the statement and its opposite stand right at the same word: a closed meeting,
    a public meeting.
    """
    return any(
        p in (place - 1, place + size)
        for i in (at - 1, at + 1)
        if 0 <= i < len(statement.words) and content(statement.words[i : i + 1])
        for p in text.places(statement.words[i].text, statement.language)
    )


def _shared(near: Sequence[str], statement: Text, text: Text, place: int) -> int:
    """How many of the words stand around a place of a text."""
    # what a sentence ends with is said of all before it
    around = _AROUND if len(near) > _BEFORE else _SENTENCE
    return sum(
        any(abs(p - place) <= around and p != place for p in text.places(w, statement.language))
        for w in near
    )
