"""The short keys that stand for paragraphs in a prompt: made, and known again however written."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from index.arabic.digits import DIGITS

_LETTERS, _FIGURES = "dfhjkmnprtvwx", "23456789"
"""Without vowels (no words), c (symbols: A/C.3), and what looks like another in either case:
b/8 g/9 i/1 l/1 o/0 q/9 s/5 y/v z/2."""

SOURCE_WORDS = frozenset(
    "source sources ref refs reference references citation citations cite cites key keys id see cf "
    "المصدر مصدر المصادر مصادر المرجع مرجع المراجع مراجع المفتاح مفتاح المفاتيح انظر أنظر راجع".split()
)
_MIXED = re.compile(r"(?=.{2,5}$)[a-z]+[0-9][a-z0-9]*")


def keys(count: int, seed: int) -> list[str]:
    """`count` distinct citation keys such as `k7m`, the same for the same seed.

    Letter, figure, letter: no word, number, symbol or abbreviation of the genre looks like that, and
    models copy three ASCII characters whole in either direction of writing. Among the first 104 any
    two differ in at least two places, so one slip never makes a key another one. Raises ValueError
    for more keys than there are (1248).
    """
    chance = random.Random(seed)
    letters, figures = list(_LETTERS), list(_FIGURES)
    chance.shuffle(letters)
    chance.shuffle(figures)
    size = len(letters)
    # a Latin rectangle: two of its three places determine the third
    apart = [
        letters[i] + figure + letters[(i + step) % size]
        for i in range(size)
        for step, figure in enumerate(figures, start=1)
    ]
    chosen = set(apart)
    rest = [a + f + b for a in letters for f in figures for b in letters if a != b]
    rest = [key for key in rest if key not in chosen]
    chance.shuffle(apart)
    chance.shuffle(rest)
    every = apart + rest
    if not 0 <= count <= len(every):
        raise ValueError(f"there are {len(every)} citation keys, {count} were asked for")
    return every[:count]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that were given, and what is worked out from them once."""

    given: dict[str, str]
    shapes: frozenset[str]
    halves: frozenset[str]
    bare: dict[str, str]
    starts: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, known: Iterable[str]) -> Keys:
        """From the keys as they were given to the model."""
        given = {folded(key): key for key in known}
        mixed = [key for key in given if _is_mixed(key)]
        bare = {form: given[key] for key in mixed for form in _bare_forms(given[key])}
        return cls(
            given,
            frozenset(map(shape, mixed)),
            frozenset(half for k in given for i in range(1, len(k)) for half in (k[:i], k[i:])),
            bare,
            frozenset(form[:i] for form in bare for i in range(1, len(form) + 1)),
        )

    def is_like(self, word: str) -> bool:
        """Whether a word could be a key that was not given; numbers and words never are."""
        return bool(_MIXED.fullmatch(word)) or (_is_mixed(word) and shape(word) in self.shapes)


def _is_mixed(word: str) -> bool:
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word) and word.isascii()


def shape(word: str) -> str:
    """`a0a` for `k7m`: which places are figures."""
    return "".join("0" if c.isdigit() else "a" for c in word)


def _bare_forms(key: str) -> set[str]:
    """How a key without brackets may be written. In capitals only a long one: `P5` is also a word."""
    return {key, key.upper()} if len(key) > 2 else {key}


@lru_cache(4096)
def folded(text: str) -> str:
    """Full-width characters, capitals and Arabic figures as a key would have them."""
    return unicodedata.normalize("NFKC", text).translate(DIGITS).lower()
