"""Learns the lexicon, both ways, from folders of official documents in Arabic and in English.

    python -m index.learn_lexicon ARABIC_FOLDER ENGLISH_FOLDER

IBM Model 1 (Brown et al. 1993, "The Mathematics of Statistical Machine Translation") over paired
paragraphs: every Arabic word of a paragraph is explained by some English word of its counterpart
(`data/lexicon.tsv`), and every English one by some Arabic word (`data/lexicon_reverse.tsv`). Documents are paired by symbol, paragraphs by `index.counterparts.pair`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from index.arabic.normalise import fold_text
from index.counterparts import pair
from index.documents import read
from index.errors import FiqraError
from index.ingest import files_under
from index.lexicon import FORWARD, REVERSE, english_terms
from index.masthead import describe
from index.paragraphs import outline
from index.values import Paragraph

DATA = Path(__file__).parent / "data"

ROUNDS = 6
LEAST_SHARE = 0.03
"""A rendering rarer than this is left out: it is mostly a neighbour of the right word."""

LEAST_COUNT = 1.5
"""Expected number of times that a word was rendered so."""

MOST = 8
"""Renderings kept of a word; Arabic writes particles onto words, so one word has several."""

LEAST_SHARE_REVERSE = 0.02
LEAST_COUNT_REVERSE = 1.2
"""The same of the other direction, where every Arabic word that a term may stand for is kept."""

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")

TextPair = tuple[str, str]


def parallel_paragraphs(
    arabic: Path, english: Path, left_out: Iterable[str] = ()
) -> list[TextPair]:
    """(Arabic, English) texts of paired paragraphs, each pair of texts once."""
    without = set(left_out)
    of_documents = parallel_documents(arabic, english)
    return unique(pairs for symbol, pairs in of_documents if symbol not in without)


def parallel_documents(arabic: Path, english: Path) -> Iterator[tuple[str, list[TextPair]]]:
    """The symbol of each document that is there in both languages, and its paired paragraphs."""
    theirs = dict(_outlines(english))
    for symbol, ours in _outlines(arabic):
        if symbol not in theirs:
            continue
        by_order = {p.order: p for p in theirs[symbol]}
        matched = pair(ours, theirs[symbol])
        yield (
            symbol,
            [
                (paragraph.clean.text, by_order[matched[paragraph.order]].clean.text)
                for paragraph in ours
                if paragraph.order in matched and paragraph.kind not in ("title", "footnote")
            ],
        )


def unique(pairs: Iterable[Sequence[TextPair]]) -> list[TextPair]:
    """Each pair of texts once, in the order of the documents."""
    return list(dict.fromkeys(each for of_document in pairs for each in of_document))


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
    """The share of each Arabic word among the renderings of each English term, by Model 1."""
    sentences = ((english_terms(theirs), _words(ours)) for ours, theirs in pairs)
    learned: dict[str, list[tuple[str, float]]] = {}
    for term, word, share, expected in _model_1(sentences):
        found = learned.setdefault(term, [])
        if share >= LEAST_SHARE and expected >= LEAST_COUNT and len(found) < MOST:
            found.append((word, share))
    return {term: found for term, found in learned.items() if found}


def learn_reverse(pairs: Sequence[TextPair]) -> dict[str, list[tuple[str, float]]]:
    """For each English term the Arabic words that it may stand for, each with the share of the term
    among what stands for that word, by Model 1 the other way round.
    """
    sentences = ((_words(ours), english_terms(theirs)) for ours, theirs in pairs)
    learned: dict[str, list[tuple[str, float]]] = {}
    for word, term, share, expected in _model_1(sentences):
        if share >= LEAST_SHARE_REVERSE and expected >= LEAST_COUNT_REVERSE:
            learned.setdefault(term, []).append((word, share))
    return {term: sorted(found, key=lambda each: -each[1]) for term, found in learned.items()}


def _words(text: str) -> list[str]:
    return _ARABIC_WORD.findall(fold_text(text))


def _model_1(
    sentences: Iterable[tuple[Sequence[str], Sequence[str]]],
) -> Iterator[tuple[str, str, float, float]]:
    """(source, target, share of the target among what the source explains, expected count), by
    source and falling share. A target that nothing explains goes to an empty source, which is not
    given back.
    """
    sources: dict[str, int] = {"": 0}
    targets: dict[str, int] = {}
    explained, explaining, places = [], [], []
    place = 0
    for from_words, to_words in sentences:
        to = [targets.setdefault(word, len(targets)) for word in to_words]
        by = [0, *(sources.setdefault(word, len(sources)) for word in from_words)]
        if not to:
            continue
        explained.append(np.repeat(to, len(by)))
        explaining.append(np.tile(by, len(to)))
        places.append(np.repeat(np.arange(place, place + len(to)), len(by)))
        place += len(to)
    links = np.concatenate(explaining).astype(np.int64) * len(targets) + np.concatenate(explained)
    at = np.concatenate(places)
    kinds, kind = np.unique(links, return_inverse=True)
    source_of, target_of = kinds // len(targets), kinds % len(targets)
    share = np.ones(len(kinds))
    for _ in range(ROUNDS):
        weight = share[kind]
        expected = np.bincount(kind, weight / np.bincount(at, weight)[at])
        share = expected / np.bincount(source_of, expected)[source_of]
    source_words, target_words = list(sources), list(targets)
    for i in np.lexsort((-share, source_of)):
        if source_of[i]:
            yield (
                source_words[source_of[i]],
                target_words[target_of[i]],
                float(share[i]),
                float(expected[i]),
            )


def write(
    learned: dict[str, list[tuple[str, float]]], path: Path, *, reverse: bool = False
) -> None:
    """Writes one direction of the lexicon, terms in alphabetical order."""
    shares = "the stem's shares of them" if reverse else "their shares"
    lines = [
        f"# English stem, then Arabic words and {shares}; made by python -m index.learn_lexicon"
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
    parser.add_argument("--out", type=Path, default=DATA, help="folder for the lexicon's files")
    given = parser.parse_args(arguments)
    left_out = given.leave_out.read_text(encoding="utf-8").splitlines() if given.leave_out else ()
    pairs = parallel_paragraphs(given.arabic, given.english, left_out)
    learned = learn(pairs)
    write(learned, given.out / FORWARD)
    learned_reverse = learn_reverse(pairs)
    write(learned_reverse, given.out / REVERSE, reverse=True)
    print(
        f"{len(learned)} terms, {len(learned_reverse)} the other way, from {len(pairs)} pairs of "
        f"paragraphs, in {given.out}"
    )


if __name__ == "__main__":
    main()
