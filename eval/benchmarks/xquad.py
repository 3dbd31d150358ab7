"""XQuAD: encyclopedia paragraphs asked in Arabic and in English, next to dense search and BM25 alone.

    python -m eval.benchmarks.xquad FOLDER [--index DIR] [--questions N] [--reranker MODEL] [--json]

FOLDER holds `xquad.ar.json` and `xquad.en.json` (Artetxe, Ruder and Yogatama 2020, "On the
Cross-lingual Transferability of Monolingual Representations", arXiv:1910.11856): 240 paragraphs of 48
articles in several languages and 1,190 questions, each with one right paragraph. Every Arabic
article becomes a text file, a paragraph a paragraph, and is read in as any document is; its title,
which is English, is left out. Then both versions of every question are asked of the Arabic
paragraphs. Nothing is learned or chosen by these figures: they show whether what was fitted to UN
documents holds elsewhere.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.commands.options import reranker_with
from assistant.cross_encoder import Reranker
from eval.scores.intervals import LEVEL, ROUNDS, SEED
from index import lexical
from index.errors import FiqraError, UsageError
from index.store import Index, open_index
from index.values import Language, Paragraph

DEPTH = 10
"""Paragraphs of a ranking that are looked at."""

LANGUAGES: tuple[Language, ...] = ("ar", "en")

Place = tuple[str, int]
"""An article's file name and which of its paragraphs, from 0."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the paragraph that answers it."""

    text: str
    language: Language
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions with its interval, articles drawn anew."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What one system finds with the questions of one language."""

    system: str
    language: Language
    n: int
    figures: Mapping[str, Figure]


System = Callable[[Index, Asked, Mapping[str, Sequence[int]]], list[set[Place]]]
"""The best `DEPTH` results for a question, each by the paragraphs that it shows."""


def read_articles(folder: Path, language: Language) -> list[dict[str, Any]]:
    """The articles of one language as SQuAD's JSON has them. Raises UsageError where they are not
    there.
    """
    path = folder / f"xquad.{language}.json"
    try:
        articles: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UsageError(
            f"{path} cannot be read ({fault}); name a folder with xquad.ar.json and xquad.en.json of "
            "github.com/google-deepmind/xquad."
        ) from fault
    return articles


def questions(articles: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Asked]:
    """Every question of the articles, in their order."""
    for article in articles:
        for number, paragraph in enumerate(article["paragraphs"]):
            for each in paragraph["qas"]:
                yield Asked(each["question"], language, (_file(article), number))


def write_articles(articles: Sequence[Mapping[str, Any]], folder: Path) -> dict[str, list[int]]:
    """Writes each article to a text file; gives, by file name, where its paragraphs start."""
    starts: dict[str, list[int]] = {}
    for article in articles:
        # a line feed inside a paragraph would be read as the end of one
        texts = [" ".join(each["context"].split()) for each in article["paragraphs"]]
        texts = [text.removeprefix("\ufeff") for text in texts]
        ends = np.cumsum([0, *(len(text) + 2 for text in texts)])
        starts[_file(article)] = [int(start) for start in ends[:-1]]
        (folder / _file(article)).write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return starts


def _file(article: Mapping[str, Any]) -> str:
    return f"{article['title']}.txt"


def by_fiqra(
    index: Index,
    asked: Asked,
    starts: Mapping[str, Sequence[int]],
    reranker: Reranker | None = None,
) -> list[set[Place]]:
    """What Fiqra gives for the question, as `fiqra search` does."""
    from assistant.answers import Question
    from assistant.retrieval import retrieve

    found = retrieve(index, Question(asked.text), DEPTH, reranker=reranker).found[:DEPTH]
    return [
        {place_of(starts, each.document.name, one) for one in (each.paragraph, *each.points)}
        for each in found
    ]


def by_vectors(index: Index, asked: Asked, starts: Mapping[str, Sequence[int]]) -> list[set[Place]]:
    """The paragraphs whose vectors are nearest to the question's, and nothing else."""
    vector = index.embedder.embed_queries([asked.text])
    return _best(index, index.vectors.cosines(vector)[0], starts)


def by_words(index: Index, asked: Asked, starts: Mapping[str, Sequence[int]]) -> list[set[Place]]:
    """The paragraphs by BM25 over folded words, and nothing else."""
    words = lexical.scores(index.lexical.words, lexical.word_hashes(asked.text))
    return _best(index, words, starts)


SYSTEMS: Mapping[str, System] = {
    "Fiqra": by_fiqra,
    "dense alone": by_vectors,
    "BM25 alone": by_words,
}


def _best(
    index: Index, scores: NDArray[np.float32], starts: Mapping[str, Sequence[int]]
) -> list[set[Place]]:
    found: list[Place] = []
    for row in np.argsort(-scores, kind="stable"):
        name = index.layout.names[index.layout.document[row]]
        paragraph = index.paragraph(name, int(index.layout.paragraph[row]))
        place = place_of(starts, name, paragraph)
        if place not in found:
            found.append(place)
        if len(found) == DEPTH:
            break
    return [{place} for place in found]


def place_of(starts: Mapping[str, Sequence[int]], name: str, paragraph: Paragraph) -> Place:
    """Which of the benchmark's paragraphs an indexed one is, by where it stands in the file."""
    return name, bisect_right(starts[name], paragraph.start) - 1


def rank(found: Sequence[set[Place]], wanted: Place) -> int | None:
    """The rank, from 1, of the first result that shows the paragraph; None where none does."""
    return next((place for place, each in enumerate(found, 1) if wanted in each), None)


def measured(
    system: str, asked: Sequence[Asked], ranks: Sequence[int | None], language: Language
) -> Measured:
    """The figures of a system for questions with these ranks. There is one right paragraph a
    question, so nDCG@10 is 1 / log2(1 + rank).
    """
    groups = [each.place[0] for each in asked]
    values = {
        "recall@1": [float(rank == 1) for rank in ranks],
        "recall@5": [float(rank is not None and rank <= 5) for rank in ranks],
        "ndcg@10": [1 / math.log2(1 + rank) if rank else 0.0 for rank in ranks],
    }
    figures = {name: mean_by_group(each, groups) for name, each in values.items()}
    return Measured(system, language, len(asked), figures)


def mean_by_group(values: Sequence[float], groups: Sequence[str]) -> Figure:
    """The mean of the values and its 95% interval, where whole groups are drawn anew: questions of
    one article share its difficulty (percentile bootstrap of clusters, fixed seed).
    """
    _, which = np.unique(groups, return_inverse=True)
    totals = np.bincount(which, weights=values)
    sizes = np.bincount(which)
    draw = np.random.default_rng(SEED)
    drawn = draw.integers(0, len(sizes), size=(ROUNDS, len(sizes)))
    means = totals[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Figure(float(np.mean(values)), float(low), float(high))


def run(
    folder: Path,
    index_folder: Path | None = None,
    most: int | None = None,
    reranker: Reranker | None = None,
) -> list[Measured]:
    """Reads the articles in and asks every question, or `most` of each language, evenly spread.

    The index is made in `index_folder` and kept there, else in a temporary folder. `reranker` takes
    part in Fiqra's order.
    """
    systems: Mapping[str, System] = {**SYSTEMS, "Fiqra": partial(by_fiqra, reranker=reranker)}
    arabic = read_articles(folder, "ar")
    asked = {
        language: _spread(list(questions(read_articles(folder, language), language)), most)
        for language in LANGUAGES
    }
    with tempfile.TemporaryDirectory() as scratch:
        documents = Path(scratch) / "articles"
        documents.mkdir()
        starts = write_articles(arabic, documents)
        with _indexed(documents, index_folder or Path(scratch) / "index") as index:
            _say(f"{len(index.documents)} articles, {index.manifest.passages} passages")
            return [
                measured(name, asked[language], list(_ranks(system, index, each, starts)), language)
                for language, each in asked.items()
                for name, system in systems.items()
            ]


@contextmanager
def _indexed(documents: Path, folder: Path) -> Iterator[Index]:
    from index.ingest import ingest

    report = ingest(folder, [documents])
    if report.failed:
        raise FiqraError(f"{report.failed[0][0]} was not read: {report.failed[0][1]}")
    with open_index(folder) as index:
        yield index


def _ranks(
    system: System, index: Index, asked: Sequence[Asked], starts: Mapping[str, Sequence[int]]
) -> Iterator[int | None]:
    return (rank(system(index, each, starts), each.place) for each in asked)


def _spread(asked: Sequence[Asked], most: int | None) -> list[Asked]:
    if most is None or most >= len(asked):
        return list(asked)
    return [asked[len(asked) * i // most] for i in range(most)]


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def table(found: Sequence[Measured]) -> str:
    """The figures as lines of text."""
    lines = []
    for each in found:
        figures = "  ".join(
            f"{name} {f.mean:.3f} ({f.low:.3f}–{f.high:.3f})" for name, f in each.figures.items()
        )
        lines.append(f"{each.language}→ar  {each.system:12} n = {each.n:5}  {figures}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where xquad.ar.json and xquad.en.json are")
    parser.add_argument(
        "--index", type=Path, help="keep the index here, or use the one made before"
    )
    parser.add_argument("--questions", type=int, metavar="N", help="ask only N in each language")
    parser.add_argument("--reranker", metavar="MODEL", help="a CrossEncoder that takes part")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    try:
        found = run(given.folder, given.index, given.questions, reranker_with(given.reranker))
    except FiqraError as fault:
        _say(str(fault))
        sys.exit(fault.exit_code)
    if given.json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        print(table(found))


if __name__ == "__main__":
    main()
