"""Learns how surely a word's rendering is found in an official translation: `assistant/data/rendered.tsv`.

    python -m eval.learn_rendered ARABIC_FOLDER ENGLISH_FOLDER

For each word, of the paragraphs that hold it, how many of their counterparts have one of the renderings
that the checker knows (`assistant.support.matching`). What is kept is the surprise at not finding one,
-ln((missed + 1/2) / (paragraphs + 1)), of words that it says something of.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.support import unrendered
from assistant.support.matching import Text, content, read
from index.learn_lexicon import TextPair, parallel_paragraphs

DATA = Path(unrendered.__file__).parents[1] / "data" / "rendered.tsv"

LEAST_PARAGRAPHS = 6
LEAST_SURPRISE = 2.0
"""Below it, about one paragraph in seven is without: the word tells nothing."""

LONGEST = 90
"""Words of a paragraph at most: in long ones anything is found."""


def learn(pairs: Iterable[TextPair]) -> list[tuple[str, str, float]]:
    """(language, word, surprise), by language and word, from (Arabic, English) paragraphs."""
    seen: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for arabic, english in pairs:
        if len(english.split()) <= LONGEST:
            ar, en = read(arabic), read(english)
            for own, other in ((ar, en), (en, ar)):
                words = _words(own)
                seen.update((own.language, key) for key in words)
                missed.update(
                    (own.language, key)
                    for key, forms in words.items()
                    if not any(other.places(form, own.language) for form in forms)
                )
    found = [
        (language, word, -math.log((missed[language, word] + 0.5) / (count + 1)))
        for (language, word), count in seen.items()
        if count >= LEAST_PARAGRAPHS
    ]
    return sorted((of, word, value) for of, word, value in found if value >= LEAST_SURPRISE)


def _words(text: Text) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in content(text.words):
        found.setdefault(unrendered.key(word.text, text.language), set()).add(word.text)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Learns from two folders and writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("arabic", type=Path, help="folder of documents in Arabic")
    parser.add_argument("english", type=Path, help="folder of the same documents in English")
    parser.add_argument("--out", type=Path, default=DATA, help="the table")
    given = parser.parse_args(arguments)
    found = learn(parallel_paragraphs(given.arabic, given.english))
    lines = [f"{of}\t{word}\t{value:.1f}" for of, word, value in found]
    given.out.write_text("\n".join(["language\tword\tsurprise", *lines]) + "\n", encoding="utf-8")
    print(f"{len(lines)} words in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
