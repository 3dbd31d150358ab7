"""Fits the model of `assistant.abstention`, and says what it is worth.

    python -m eval.fit_abstention --set [NAME=]FILE --index INDEX [--set … --index …]
        [--table docs/abstention.md] [--write]

The figures are cross-validated by document in five folds: what judges a question was fitted without
the questions about the documents of its fold, the mean of five deals; a question that no document answers counts to the one
found best. The threshold is the highest at which enough answerable questions are answered.

Sets hold few questions about something else altogether, which people ask, too: those of
`eval/sample/outside.tsv` are dealt out to the indexes and taken as unanswerable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from assistant import abstention
from assistant.abstention import NAMES, WORDLESS, Signs
from assistant.answers import Question
from assistant.extractive import CANDIDATES, answer_from
from assistant.retrieval import retrieve
from eval import fit_sets, logistic
from eval.logistic import Flags, Floats
from eval.marks import put
from eval.runs.systems import question_of
from eval.scores.intervals import bootstrap
from eval.sets.reading import read_asked
from index.centre import LANGUAGES
from index.errors import FiqraError, UsageError
from index.store import Index, open_index
from index.values import Language

DATA = Path(abstention.__file__).parent / "data" / "abstention.json"
OUTSIDE = Path(__file__).parent / "sample" / "outside.tsv"
MARK = "abstention"

ANSWERED = 0.94
"""Share of the answerable questions that are answered at the threshold."""

COVERAGES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True)
class Case:
    """A question, and what is known of whether the documents answer it."""

    set: str
    answerable: bool
    language: Language
    document: str
    """The document by which its fold is dealt."""
    certain: float | None
    """The confidence where no model is asked: a paragraph named exactly, a missing one, a clause."""
    signs: Signs | None


@dataclass(frozen=True, eq=False)
class Judged:
    """The cases with their confidences, certain ones among them."""

    cases: Sequence[Case]
    confidence: Floats

    @property
    def answerable(self) -> Flags:
        """Which of the cases the documents answer."""
        return np.array([case.answerable for case in self.cases])

    def of(self, *names: str) -> Judged:
        """Those of the sets."""
        own = np.array([case.set in names for case in self.cases])
        return Judged([c for c in self.cases if c.set in names], self.confidence[own])


def collect(name: str, path: Path, index: Index) -> Iterator[Case]:
    """The cases of a set's questions over an index."""
    for each in read_asked(path):
        evidence = [place.doc for place in each.evidence]
        yield _case(name, index, question_of(each), each.answerable, evidence)


def outside(index: Index, part: int, parts: int) -> Iterator[Case]:
    """One of so many parts of the questions about something else, asked of an index."""
    lines = OUTSIDE.read_text(encoding="utf-8").splitlines()[1:]
    for line in lines[part::parts]:
        yield _case("outside", index, Question(line.split("\t")[1]), False, [line])


def _case(
    name: str, index: Index, question: Question, answerable: bool, documents: Sequence[str]
) -> Case:
    found = retrieve(index, question, CANDIDATES)
    given = answer_from(index, question, found)
    sure = given.confidence or 0.0
    certain = 1.0 if found.clause and not given.abstained else sure
    judged = 0.0 < certain < 1.0
    first = [*documents, *(one.document.name for one in found.found[:1]), question.text][0]
    return Case(
        name,
        answerable,
        found.asked_in,
        f"{name}:{first.split('.')[0]}",
        None if judged else certain,
        abstention.signs(index, question.text, found) if judged else None,
    )


def usual_wording(cases: Sequence[Case]) -> dict[Language, float]:
    """The mean of the sign `wording` as it is measured, by language of the answerable questions."""
    now = abstention.shipped().usual
    found = {}
    for language in LANGUAGES:
        own = [
            c.signs.wording for c in cases if c.signs and c.answerable and c.language == language
        ]
        known = [each + now[language] for each in own if each is not None]
        found[language] = round(float(np.mean(known)), 4) if known else now[language]
    return found


def against(cases: Sequence[Case], usual: Mapping[Language, float]) -> list[Case]:
    """The cases with their `wording` less these means instead of the shipped ones."""
    now = abstention.shipped().usual
    return [
        replace(
            case, signs=replace(signs, wording=signs.wording + now[of := case.language] - usual[of])
        )
        if (signs := case.signs) and signs.wording is not None
        else case
        for case in cases
    ]


def matrix(cases: Sequence[Case], names: Sequence[str] = NAMES) -> Floats:
    """The signs of the cases that have some, one row each."""
    used = [NAMES.index(name) for name in names]
    rows = [astuple(case.signs) for case in cases if case.signs is not None]
    return np.array(rows, dtype=np.float64)[:, used]


def answered(cases: Sequence[Case]) -> Flags:
    """Whether the documents answer, for the cases that a model judges."""
    return np.array([case.answerable for case in cases if case.signs is not None])


def validated(cases: Sequence[Case], names: Sequence[str] = NAMES) -> Judged:
    """All cases, judged by models that their documents took no part in."""
    true = answered(cases)
    groups = [case.document for case in cases if case.signs is not None]
    return _judged(cases, logistic.cross_validated(matrix(cases, names), true, groups))


def fitted(cases: Sequence[Case], names: Sequence[str] = NAMES) -> tuple[logistic.Logistic, Judged]:
    """The model of all cases, and what it makes of them."""
    features = matrix(cases, names)
    model = logistic.fit(features, answered(cases))
    return model, _judged(cases, model.probabilities(features))


def _judged(cases: Sequence[Case], probabilities: Floats) -> Judged:
    given = iter(probabilities)
    sure = [next(given) if case.certain is None else case.certain for case in cases]
    return Judged(cases, np.array(sure))


def model(cases: Sequence[Case], names: Sequence[str]) -> dict[str, Any]:
    """What is shipped of a model of all cases."""
    found, _ = fitted(cases, names)
    weights = {name: round(float(w), 4) for name, w in zip(names, found.weights, strict=True)}
    at = round(threshold(validated(cases, names)), 4)
    return {"weights": weights, "bias": round(found.bias, 4), "threshold": at}


def threshold(judged: Judged, share: float = ANSWERED) -> float:
    """The highest confidence at which that share of the answerable questions is answered."""
    sure = np.sort(judged.confidence[judged.answerable])
    return float(sure[int(np.floor((1 - share) * len(sure) + 1e-9))])


def rates(judged: Judged, at: float) -> tuple[Floats, Floats]:
    """Whether each answerable question is answered, and whether each other one is refused."""
    given = judged.confidence >= at
    return given[judged.answerable].astype(float), (~given[~judged.answerable]).astype(float)


def _share(values: Floats) -> str:
    if not len(values):
        return "–"
    found = bootstrap(values)
    return f"{found.mean:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _area(judged: Judged) -> str:
    true, sure = judged.answerable, judged.confidence
    if true.all() or not true.any():
        return "–"

    def drawn(rows: np.ndarray) -> float:
        some = true[rows]
        return np.nan if some.all() or not some.any() else logistic.auc(sure[rows], some)

    low, high = logistic.interval(len(true), drawn)
    return f"{logistic.auc(sure, true):.2f} [{low:.2f}, {high:.2f}]"


def by_set(judged: Judged, at: float) -> list[str]:
    """A table: each set and all together, with intervals."""
    lines = [
        "| | n | unanswerable | answered | abstain_recall | AUC | Brier |",
        "|---|---|---|---|---|---|---|",
    ]
    names = list(dict.fromkeys(case.set for case in judged.cases))
    sets = [n for n in names if n != "outside"]
    for name, own in [(n, judged.of(n)) for n in names] + [("all but outside", judged.of(*sets))]:
        good, silent = rates(own, at)
        brier = float(np.mean((own.confidence - own.answerable) ** 2))
        lines.append(
            f"| {name} | {len(own.cases)} | {len(silent)} | {_share(good)} | {_share(silent)} | "
            f"{_area(own)} | {brier:.3f} |"
        )
    return lines


def leaving_out(cases: Sequence[Case]) -> list[str]:
    """A table: what is lost without each sign, at the same share of answers."""
    lines = [f"| | abstain_recall at answered {ANSWERED} | AUC |", "|---|---|---|"]
    variants: list[tuple[str, Sequence[str]]] = [("all signs", NAMES)]
    variants += [(f"without `{out}`", [n for n in NAMES if n != out]) for out in NAMES]
    for name, names in variants:
        judged = _asked(validated(cases, names))
        silent = rates(judged, threshold(judged))[1]
        lines.append(f"| {name} | {_share(silent)} | {_area(judged)} |")
    return lines


def risk_by_coverage(judged: Judged) -> list[str]:
    """A table: the share of unanswerable questions among the surest ones."""
    order = np.argsort(-judged.confidence, kind="stable")
    true = judged.answerable[order]
    lines = ["| coverage | risk | answered | abstain_recall |", "|---|---|---|---|"]
    for coverage in COVERAGES:
        first = true[: round(coverage * len(true))]
        refused = 1 - (~first).sum() / max(1, (~true).sum())
        lines.append(
            f"| {coverage:.2f} | {(~first).mean():.3f} | {first.sum() / true.sum():.2f} | "
            f"{refused:.2f} |"
        )
    return lines


def reliability(judged: Judged) -> list[str]:
    """A table: what the model says beside what is so, for the questions that it judges."""
    own = np.array([case.certain is None for case in judged.cases])
    sure, true = judged.confidence[own], judged.answerable[own]
    lines = ["| confidence | n | mean confidence | answerable |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            lines.append(
                f"| {low:.2f}–{high:.2f} | {inside.sum()} | {sure[inside].mean():.2f} | "
                f"{true[inside].mean():.2f} |"
            )
    return lines


def _asked(judged: Judged) -> Judged:
    """Without the questions about something else."""
    return judged.of(*{case.set for case in judged.cases} - {"outside"})


def document(cases: Sequence[Case], models: Mapping[str, dict[str, Any]]) -> list[str]:
    """What `docs/abstention.md` says of figures."""
    late, plain = validated(cases), validated(cases, WORDLESS)
    return [
        f"Cross-validated, at the shipped threshold of {models['late']['threshold']:.3f}:",
        "",
        *by_set(late, models["late"]["threshold"]),
        "",
        "The shipped model on the questions that it was fitted on:",
        "",
        *by_set(fitted(cases)[1], models["late"]["threshold"]),
        "",
        "The model for indexes without token vectors, cross-validated, at its own threshold of "
        f"{models['plain']['threshold']:.3f}:",
        "",
        *by_set(plain, models["plain"]["threshold"]),
        "",
        "Each sign left out (cross-validated, without the questions about something else):",
        "",
        *leaving_out(cases),
        "",
        "Risk by coverage: if only the surest share of the sets' questions is answered, how many of "
        "these cannot be (cross-validated):",
        "",
        *risk_by_coverage(_asked(late)),
        "",
        "Is the confidence a probability? The questions that the model judges (cross-validated):",
        "",
        *reliability(late),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    given = fit_sets.arguments(__doc__, DATA).parse_args(arguments)
    try:
        _run(given)
    except FiqraError as fault:
        sys.exit(str(fault))


def _run(given: argparse.Namespace) -> None:
    cases: list[Case] = []
    for name, file, index in fit_sets.sets(given):
        cases += collect(name, file, index)
    for part, folder in enumerate(given.index):
        cases += outside(open_index(folder), part, len(given.index))
    if any(case.signs and case.signs.wording is None for case in cases):
        raise UsageError("An index has no token vectors; make them with `fiqra ingest --rebuild`.")
    true = answered(cases)
    if not len(true) or true.all() or not true.any():
        raise UsageError("The sets need both questions that are answered and ones that are not.")
    usual = usual_wording(cases)
    cases = against(cases, usual)
    models = {"late": model(cases, NAMES), "plain": model(cases, WORDLESS)}
    lines = document(cases, models)
    print("\n".join([*lines, "", json.dumps(models, indent=1)]))
    if given.table:
        put(given.table, MARK, lines)
    if given.write:
        made = f"python -m eval.fit_abstention, {len(cases)} questions of {len(given.set)} sets"
        value = {"made_by": made, **models, "usual": usual}
        DATA.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
