"""Fits the weights of `assistant.reranking`, and says what they are worth.

    python -m eval.fit_ranking --set [NAME=]FILE --index INDEX [--set … --index …]
        [--parallel ARABIC_FOLDER ENGLISH_FOLDER] [--table docs/ranking.md] [--write]

Weights maximise the likelihood of the right paragraphs among the hits (listwise softmax, as ListNet
does it; Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach") with an
L2 penalty. The figures are cross-validated by document: what ranks a question was fitted without
the questions that cite any document of its fold. With `--parallel` the lexicon that such a question
is translated with is learned anew, too, without the documents that the fold's questions cite.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import reranking
from assistant.locators import Resolution
from assistant.reranking import DEPTH, FEATURES, Query, Scores, Weights
from assistant.retrieval import Retrieval, candidates, widened
from eval import fit_sets
from eval.marks import put
from eval.runs.systems import found_place, question_of
from eval.scores.figures import Row
from eval.scores.finding import finds_any
from eval.scores.retrieval import retrieval_figures
from eval.sets.questions import Asked
from eval.sets.reading import read_asked
from index import learn_lexicon
from index.errors import FiqraError, UsageError
from index.lexicon import FORWARD, REVERSE, read_from
from index.store import Index

DATA = Path(reranking.__file__).parent / "data" / "ranking.json"

FOLDS = 5
PENALTY = 3.0
"""L2 penalty on weights of standardised features, against the sum of log-likelihoods."""

ROUNDS = 100
LEAST_BASE = 1e-3

PASSAGES = 20
SHOWN = ("hit@1", "hit@5", "mrr@10")
LEAST_SLICE = 15
"""Slices of fewer questions are not shown by themselves."""

MARK = "ranking"

Matrix = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]
Folder = tuple[Path, Path]


@dataclass(frozen=True, eq=False)
class Case:
    """A question with its hits as search ranks them, the features of each and which are right."""

    set: str
    asked: Asked
    fold: int
    document: str
    """The first document that it cites, by which folds are dealt."""
    documents: frozenset[str]
    index: Index
    query: Query
    retrieval: Retrieval
    table: Mapping[str, Scores]
    right: Flags

    @property
    def base(self) -> Scores:
        """The search's scores of the first hits."""
        return np.array([hit.score for hit in self.retrieval.hits[:DEPTH]], dtype=np.float32)

    @property
    def teaches(self) -> bool:
        """Whether the order of its hits decides anything."""
        located = bool(self.retrieval.resolution.found)
        return not located and bool(self.right.any()) and not bool(self.right.all())


def fit(cases: Sequence[tuple[Matrix, Flags]], penalty: float = PENALTY) -> Matrix:
    """The weights by which right rows come first, one for each column; the first column's is 1.

    Each case is a matrix (hit, feature) with the search's score as its first column, and a flag for
    each row that is right.
    """
    spread = np.concatenate([m - m.mean(axis=0) for m, _ in cases]).std(axis=0)
    used = spread > 1e-9
    scaled = [(m[:, used] / spread[used], right) for m, right in cases]
    found = np.full(int(used.sum()), 0.1)
    for _ in range(ROUNDS):
        step = _step(scaled, found, penalty)
        found = found + step
        found[0] = max(found[0], LEAST_BASE)  # search's own order may be mended, not turned round
        if np.abs(step).max() < 1e-7:
            break
    weights = np.zeros(len(spread))
    weights[used] = found / spread[used]
    relative: Matrix = weights / weights[0]
    return relative


def _step(cases: Sequence[tuple[Matrix, Flags]], weights: Matrix, penalty: float) -> Matrix:
    """Newton's step; the part of the second derivative that may be negative is left out."""
    gradient = -2 * penalty * weights
    curvature = 2 * penalty * np.eye(len(weights))
    for matrix, right in cases:
        scores = matrix @ weights
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        among_right = np.where(right, shares, 0.0) / (shares[right].sum() + 1e-12)
        mean = shares @ matrix
        gradient += among_right @ matrix - mean
        curvature += (matrix * shares[:, None]).T @ matrix - np.outer(mean, mean)
    step: Matrix = np.linalg.solve(curvature, gradient)
    return step


def folds(asked: Sequence[Asked], count: int = FOLDS) -> dict[str, int]:
    """A fold for each document: questions are dealt out by the first document that they cite, the
    documents asked about most first, each to the fold with the fewest questions.
    """
    first: dict[str, int] = {}
    for each in asked:
        document = _stem(each.evidence_sets[0][0].doc)
        first[document] = first.get(document, 0) + 1
    size = [0] * count
    found = {}
    for document in sorted(first, key=lambda d: (-first[d], d)):
        found[document] = min(range(count), key=lambda fold: size[fold])
        size[found[document]] += first[document]
    return found


def _stem(name: str) -> str:
    """A document's name without language and format: versions of one document are one."""
    return name.split(".")[0]


def fitted(cases: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    """The weights of the named features, fitted on all cases that teach."""
    teaching = [(_matrix(case, names), case.right) for case in cases if case.teaches]
    if not teaching:
        return {}
    weights = fit(teaching)
    return {name: round(float(w), 4) for name, w in zip(names, weights[1:], strict=True)}


def _matrix(case: Case, names: Sequence[str]) -> Matrix:
    # a clause has fewer features than a question
    columns = [case.base, *(case.table.get(name, np.zeros_like(case.base)) for name in names)]
    return np.stack(columns, axis=1).astype(np.float64)


def validated(cases: Sequence[Case], names: Sequence[str]) -> dict[Case, Row]:
    """Each question's figures, ranked by weights that its fold's documents took no part in."""
    found = {}
    for fold in sorted({case.fold for case in cases}):
        weights = fitted(without(cases, fold), names)
        found.update({case: figures(case, weights) for case in cases if case.fold == fold})
    return found


def without(cases: Sequence[Case], fold: int) -> list[Case]:
    """The cases that cite, in any accepted set, none of the documents of a fold."""
    theirs = {case.document for case in cases if case.fold == fold}
    return [case for case in cases if case.fold != fold and not case.documents & theirs]


def figures(case: Case, weights: Weights) -> Row:
    """The figures of a question whose hits are ordered by these weights."""
    return _figures(case, tuple(sorted(weights.items())))


@lru_cache(maxsize=200_000)
def _figures(case: Case, weights: tuple[tuple[str, float], ...]) -> Row:
    hits = reranking.ordered(case.retrieval.hits, reranking.correction(case.table, dict(weights)))
    found = widened(case.index, replace(case.retrieval, hits=tuple(hits)), PASSAGES).found
    return retrieval_figures(case.asked, [found_place(each) for each in found])


def collect(
    name: str, asked: Sequence[Asked], index: Index, fold_of: Mapping[str, int], fold: int | None
) -> Iterator[Case]:
    """The cases of a set's questions, all or those of one fold."""
    for each in asked:
        its_fold = fold_of[_stem(each.evidence_sets[0][0].doc)]
        if fold is not None and its_fold != fold:
            continue
        query, found = candidates(index, question_of(each), PASSAGES)
        first = found.hits[:DEPTH]
        if not first:
            continue
        table = reranking.features(index, query, first)
        accepted = [place for places in each.evidence_sets for place in places]
        right = [
            any(
                finds_any(found_place(one), accepted)
                for one in widened(
                    index, replace(found, hits=(hit,), resolution=Resolution()), 1
                ).found
            )
            for hit in first
        ]
        yield Case(
            name,
            each,
            its_fold,
            f"{name}:{_stem(accepted[0].doc)}",
            frozenset(f"{name}:{_stem(place.doc)}" for place in accepted),
            index,
            query,
            found,
            table,
            np.array(right, dtype=bool),
        )


def answerable(path: Path, index: Index) -> list[Asked]:
    """The questions of a set that the documents of the index answer, with the evidence in them."""
    found = []
    for each in read_asked(path):
        sets = [s for s in each.evidence_sets if all(e.doc in index.documents for e in s)]
        if each.answerable and sets:
            found.append(replace(each, evidence=sets[0], alternatives=tuple(sets[1:])))
    return found


def cases_of(name: str, path: Path, index: Index, parallel: Folder | None) -> list[Case]:
    """The cases of a set, each fold with a lexicon that its documents taught nothing."""
    asked = answerable(path, index)
    if not asked:
        raise UsageError(f"No question of {path} is answered by the documents of {index.folder}.")
    fold_of = folds(asked)
    if parallel is None:
        return list(collect(name, asked, index, fold_of, None))
    pairs = dict(learn_lexicon.parallel_documents(*parallel))
    found: list[Case] = []
    for fold in sorted(set(fold_of.values())):
        cited = {
            index.documents[place.doc].symbol
            for each in asked
            if fold_of[_stem(each.evidence_sets[0][0].doc)] == fold
            for places in each.evidence_sets
            for place in places
        }
        kept = learn_lexicon.unique(p for symbol, p in pairs.items() if symbol not in cited)
        with ExitStack() as stack:
            if cited & pairs.keys():
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                learn_lexicon.write(learn_lexicon.learn(kept), folder / FORWARD)
                learn_lexicon.write(learn_lexicon.learn_reverse(kept), folder / REVERSE)
                stack.enter_context(read_from(folder))
            found += collect(name, asked, index, fold_of, fold)
    return found


def groups(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases of each set by slice, where the set has large ones, else by language."""
    listed = list(cases)
    sizes: dict[tuple[str, str], int] = {}
    for case in listed:
        sizes[case.set, case.asked.slice] = sizes.get((case.set, case.asked.slice), 0) + 1
    found: dict[str, list[Case]] = {}
    for case in listed:
        large = case.asked.slice and sizes[case.set, case.asked.slice] >= LEAST_SLICE
        name = f"{case.set} {case.asked.slice if large else case.asked.lang}"
        found.setdefault(name, []).append(case)
    return dict(sorted(found.items()))


Variant = tuple[str, tuple[str, ...] | None]
"""A line of the table: its name and the features; None for search's own order."""


def variants(names: Sequence[str]) -> list[Variant]:
    """Search alone, all features, and all but each."""
    every = tuple(names)
    without_one = [(f"without {name}", tuple(n for n in every if n != name)) for name in every]
    return [("search alone", None), ("all features", every), *without_one]


def rows_of(cases: Sequence[Case], names: Sequence[str] | None) -> dict[Case, Row]:
    """Each question's figures with these features, cross-validated."""
    if names is None:
        return {case: figures(case, {}) for case in cases}
    return validated(cases, names)


def shipped(cases: Sequence[Case], weights: Mapping[str, Weights]) -> dict[Case, Row]:
    """Each question's figures by these weights, whatever they were fitted on."""
    return {case: figures(case, weights[reranking.kind(case.table)]) for case in cases}


def table(cases: Sequence[Case], lines: Iterable[tuple[str, Mapping[Case, Row]]]) -> list[str]:
    """A Markdown table: a line for each variant, a column for each group of questions."""
    columns = groups(cases)
    header = [f"{name} (n = {len(each)})" for name, each in columns.items()]
    written = [
        f"| {' / '.join(SHOWN)} | {' | '.join(header)} |",
        "|---|" + "---|" * len(columns),
    ]
    for name, rows in lines:
        cells = [
            " / ".join(f"{np.mean([rows[case][figure] for case in each]):.2f}" for figure in SHOWN)
            for each in columns.values()
        ]
        written.append(f"| {name} | {' | '.join(cells)} |")
    return written


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = fit_sets.arguments(__doc__, DATA)
    parser.add_argument("--parallel", type=Path, nargs=2, metavar=("ARABIC", "ENGLISH"))
    given = parser.parse_args(arguments)
    try:
        _run(given)
    except FiqraError as fault:
        sys.exit(str(fault))


def _run(given: argparse.Namespace) -> None:
    cases: list[Case] = []
    for name, file, index in fit_sets.sets(given):
        cases += cases_of(name, file, index, given.parallel)
    without_late = tuple(name for name in FEATURES if name != "late")
    with_late = [case for case in cases if "late" in case.table]
    names = FEATURES if len(with_late) == len(cases) else without_late
    lines = [(name, rows_of(cases, used)) for name, used in variants(names)]
    weights = {
        "words": fitted(cases, without_late),
        # indexes without token vectors teach nothing about them
        "late": fitted(with_late, FEATURES) or dict(reranking.weights()["late"]),
    }
    lines.append(("weights of all folds (not cross-validated)", shipped(cases, weights)))
    written = table(cases, lines)
    print("\n".join([*written, "", json.dumps(weights, indent=1)]))
    if given.table:
        put(given.table, MARK, written)
    if given.write:
        made = f"python -m eval.fit_ranking, {len(cases)} questions of {len(given.set)} sets"
        text = json.dumps({"made_by": made, "weights": weights}, indent=1, ensure_ascii=False)
        DATA.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
