"""English words and their usual Arabic renderings, written by hand: `data/dictionary.tsv`.

What the learned lexicon (`index.lexicon`) knows is the language of the resolutions that it was
learned from; questions use everyday words, and other documents have other matters. A line: an English
word and its irregular forms, then Arabic words, the usual one first, without article and vowel marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
"""Short words like `plan`, whose last letter is written twice: `planned`."""


def entries() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each line: the English word and its irregular forms; the renderings, as printed."""
    text = files("index").joinpath("data/dictionary.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, arabic = line.split("\t")
            yield tuple(english.split("|")), tuple(arabic.split("|"))


def inflected(word: str) -> Iterator[str]:
    """The regular forms of an English word, some of which do not exist."""
    yield from (word, f"{word}s", f"{word}es", f"{word}ed", f"{word}ing")
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")
    elif word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
    elif _DOUBLED.search(word):
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
