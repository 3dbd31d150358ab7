"""Learns `data/lexicon.tsv` from folders of official documents in Arabic and in English.

    python -m index.learn_lexicon ARABIC_FOLDER ENGLISH_FOLDER

IBM Model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation") over paired
paragraphs: every Arabic word of a paragraph is explained by some English word of its counterpart.
Documents are paired by symbol, paragraphs by `index.counterparts.pair`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.arabic.normalise import fold_text
from index.counterparts import pair
from index.documents import read
from index.errors import FiqraError
from index.ingest import files_under
from index.lexicon import english_terms
from index.masthead import describe
from index.paragraphs import outline
from index.values import Paragraph

DATA = Path(__file__).parent / "data" / "lexicon.tsv"

ROUNDS = 6
LEAST_SHARE = 0.03
"""A rendering rarer than this is left out: it is mostly a neighbour of the right word."""

LEAST_COUNT = 1.5
"""Expected number of times that a word was rendered so."""

MOST = 8
"""Renderings kept of a word; Arabic writes particles onto words, so one word has several."""

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")

TextPair = tuple[str, str]


def parallel_paragraphs(
    arabic: Path, english: Path, left_out: Iterable[str] = ()
) -> list[TextPair]:
    """(Arabic, English) texts of paired paragraphs, each pair of texts once."""
    without = set(left_out)
    theirs = dict(_outlines(english))
    pairs: dict[TextPair, None] = {}
    for symbol, ours in _outlines(arabic):
        if symbol not in theirs or symbol in without:
            continue
        by_order = {p.order: p for p in theirs[symbol]}
        matched = pair(ours, theirs[symbol])
        for paragraph in ours:
            if paragraph.order in matched and paragraph.kind not in ("title", "footnote"):
                other = by_order[matched[paragraph.order]]
                pairs[(paragraph.clean.text, other.clean.text)] = None
    return list(pairs)


def _outlines(folder: Path) -> Iterable[tuple[str, Sequence[Paragraph]]]:
    for path in files_under([folder]):
        try:
            source = read(path)
        except FiqraError as fault:
            print(f"left out: {fault}", file=sys.stderr)
            continue
        paragraphs = outline(source)
        symbol = describe(source, paragraphs).symbol
        if symbol:
            yield symbol, paragraphs


def learn(pairs: Sequence[TextPair]) -> dict[str, list[tuple[str, float]]]:
    """The share of each Arabic word among the renderings of each English term, by Model 1.

    A word that no term explains goes to an empty one, which is not given back.
    """
    arabic: dict[str, int] = {}
    english: dict[str, int] = {"": 0}
    targets, sources, places = [], [], []
    place = 0
    for ours, theirs in pairs:
        words = [arabic.setdefault(w, len(arabic)) for w in _ARABIC_WORD.findall(fold_text(ours))]
        terms = [0, *(english.setdefault(t, len(english)) for t in english_terms(theirs))]
        if not words:
            continue
        targets.append(np.repeat(words, len(terms)))
        sources.append(np.tile(terms, len(words)))
        places.append(np.repeat(np.arange(place, place + len(words)), len(terms)))
        place += len(words)
    links = np.concatenate(sources).astype(np.int64) * len(arabic) + np.concatenate(targets)
    at = np.concatenate(places)
    kinds, kind = np.unique(links, return_inverse=True)
    term_of, word_of = kinds // len(arabic), kinds % len(arabic)
    share = np.ones(len(kinds))
    for _ in range(ROUNDS):
        weight = share[kind]
        expected = np.bincount(kind, weight / np.bincount(at, weight)[at])
        share = expected / np.bincount(term_of, expected)[term_of]
    words_by_number, terms_by_number = list(arabic), list(english)
    learned: dict[str, list[tuple[str, float]]] = {}
    for i in np.lexsort((-share, term_of)):
        if term_of[i] == 0 or share[i] < LEAST_SHARE or expected[i] < LEAST_COUNT:
            continue
        found = learned.setdefault(terms_by_number[term_of[i]], [])
        if len(found) < MOST:
            found.append((words_by_number[word_of[i]], float(share[i])))
    return learned


def write(learned: dict[str, list[tuple[str, float]]], path: Path) -> None:
    """Writes the lexicon, terms in alphabetical order."""
    lines = [
        "# English stem, then Arabic words and their shares; made by python -m index.learn_lexicon"
    ]
    for term in sorted(learned):
        cells = (f"{word}:{share:.2f}" for word, share in learned[term])
        lines.append("\t".join([term, *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("arabic", type=Path, help="folder of documents in Arabic")
    parser.add_argument("english", type=Path, help="folder of the same documents in English")
    parser.add_argument("--leave-out", type=Path, help="file of symbols to learn nothing from")
    parser.add_argument("--out", type=Path, default=DATA, help="where to write the lexicon")
    given = parser.parse_args(arguments)
    left_out = given.leave_out.read_text(encoding="utf-8").splitlines() if given.leave_out else ()
    pairs = parallel_paragraphs(given.arabic, given.english, left_out)
    learned = learn(pairs)
    write(learned, given.out)
    print(f"{len(learned)} terms from {len(pairs)} pairs of paragraphs, in {given.out.name}")


if __name__ == "__main__":
    main()
