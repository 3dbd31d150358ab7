"""NoMIRACL: ten passages of an encyclopedia are given with a question; do they answer it?

    python -m eval.benchmarks.nomiracl DEV.jsonl [--index DIR] [--table docs/abstention.md] [--json]

Each line holds a question, its ten passages and whether people judged any of them relevant (Thakur
et al. 2024, "NoMIRACL: Knowing When You Don't Know", arXiv:2312.11361). The ten are the best of
several searches, so those of an unanswerable question are on its matter, too. The passages are read
in as any document is, each question is asked of its own ten, and a logistic model of six signs
says how probable it is that they answer. Its figures are cross-validated by question.

The paper's two rates stand together, because one alone is won by always or never answering: wrong
answers (`hallucination rate`, of the unanswerable) and wrong silence (`error rate`, of the others).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from eval import logistic
from eval.logistic import Flags, Floats
from eval.marks import put
from index import lexical
from index.arabic.normalise import fold_text
from index.errors import FiqraError, UsageError
from index.generations import has_index
from index.lexicon import stop_words
from index.search import Mask, ranking
from index.store import Index, open_index

BEST = 3
"""Passages over which nearness and words are meant: relevant ones seldom come alone."""

MOST = 60
"""Paragraphs of the ten passages that are ranked; passages are short, so all of them."""

PENALTY = 4.0
SILENCE = (0.02, 0.05, 0.112, 0.15, 0.2, 0.3, 0.4)
"""Shares of wrong silence at which wrong answers are shown."""

GPT_4 = (0.112, 0.36)
"""Its wrong silence and wrong answers on Arabic, from the answers that the paper's authors released."""

MARK = "nomiracl"

_INTERROGATIVES = frozenset(
    map(fold_text, "ما من هو هي ماهو ماهي ماذا متى أين كم كيف لماذا هل أي نعني تعريف معنى".split())
)
_YES_OR_NO = re.compile(r"\s*هل(?!\w)")
_FACT = re.compile(r"(?<!\w)(?:اين|متي|[بو]?كم)(?!\w)|^\s*(?:من|لمن|بمن)(?!\w)")
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Given:
    """A question with its passages' names in the index."""

    question: str
    passages: tuple[str, ...]
    texts: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the ten passages' answering."""

    nearness: float
    """Mean cosine of the best passages, seen from the centre of all questions."""
    words: float
    """Mean share of the best attainable BM25 over the question's words, of the best passages."""
    echo: float
    """Share of the question's neighbouring words that stand side by side in a passage, mean of all:
    what all of them repeat is what the question is about, not what it asks for."""
    spread: float
    """Standard deviation of the share of the question's words, by rarity, that the passages hold:
    where something is found, it is found in some and not in the others."""
    yes_or_no: float
    """Whether yes or no is asked for, which a passage has to say outright."""
    fact: float
    """Whether a person, place, time or number is asked for."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve."""

    wrong_silence: float
    wrong_answers: float


@dataclass(frozen=True, slots=True)
class Result:
    """What the signs are worth, cross-validated."""

    questions: int
    answerable: int
    auc: float
    auc_low: float
    auc_high: float
    curve: tuple[Point, ...]
    without: Mapping[str, float]
    """AUC without each sign."""


def read(path: Path) -> tuple[list[Given], dict[str, str]]:
    """The questions, and every passage's text by name. Raises UsageError for another kind of file."""
    asked: list[Given] = []
    texts: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                value = json.loads(line)
                own = {_name(each["docid"]): str(each["text"]) for each in value["passages"]}
                texts |= own
                question, answers = str(value["question"]), bool(value["answerable"])
                asked.append(Given(question, tuple(own), tuple(own.values()), answers))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UsageError(f"{path} cannot be read as NoMIRACL's questions ({fault}).") from fault
    return asked, texts


def _name(docid: str) -> str:
    return re.sub(r"\W", "_", docid) + ".txt"


def signs(index: Index, given: Given) -> Signs:
    """The signs for a question and its passages, all of which are in the index."""
    own = index.layout.rows_of(given.passages)
    nearest: dict[str, float] = {}
    found = ranking(
        index, given.question, language="ar", k=MOST, by_document=False, allowed=own
    ).hits
    for hit in found:
        nearest[hit.document] = max(hit.cosine, nearest.get(hit.document, -1.0))
    folded = fold_text(given.question)
    return Signs(
        _mean_of_best(nearest.values()),
        _words(index, folded, own),
        _echo(given),
        _spread(index, folded, given.texts),
        float(bool(_YES_OR_NO.match(folded))),
        float(bool(_FACT.search(folded))),
    )


def _mean_of_best(values: Iterable[float]) -> float:
    best = sorted(values, reverse=True)[:BEST]
    return float(np.mean(best)) if best else 0.0


def _content(folded: str) -> list[str]:
    """The words that say what is asked for; all where none does."""
    passing = stop_words() | _INTERROGATIVES
    said = _WORD.findall(folded)
    return [word for word in said if word not in passing] or said


def _words(index: Index, folded: str, own: Mask) -> float:
    hashes = lexical.word_hashes(" ".join(_content(folded)))
    scores = lexical.scores(index.lexical.words, hashes)
    best: dict[int, float] = {}
    for row in np.flatnonzero(own):
        document = int(index.layout.document[row])
        best[document] = max(float(scores[row]), best.get(document, 0.0))
    return _mean_of_best(best.values())


def _spread(index: Index, folded: str, texts: Sequence[str]) -> float:
    forms = [np.unique(lexical.word_hashes(word)) for word in dict.fromkeys(_content(folded))]
    rarity = [float(lexical.rarity(index.lexical.words, each).min()) for each in forms]
    if not sum(rarity):
        return 0.0
    shares = []
    for text in texts:
        held = np.unique(lexical.word_hashes(text))
        there = [bool(np.isin(each, held).any()) for each in forms]
        shares.append(float(np.average(there, weights=rarity)))
    return float(np.std(shares))


def _echo(given: Given) -> float:
    asked = _pairs(given.question)
    if not asked:
        return 0.5
    return float(np.mean([len(asked & _pairs(text)) / len(asked) for text in given.texts]))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = [lexical.bare(w) for w in _WORD.findall(fold_text(text)) if w not in stop_words()]
    return set(pairwise(words))


def measured(rows: Sequence[Signs], answerable: Sequence[bool]) -> Result:
    """What the signs of these questions are worth."""
    true = np.array(answerable)
    features = np.array([astuple(each) for each in rows], dtype=np.float64)
    sure = _validated(features, true)
    low, high = logistic.interval(len(true), lambda drawn: _area(sure[drawn], true[drawn]))
    names = list(Signs.__dataclass_fields__)
    return Result(
        len(true),
        int(true.sum()),
        logistic.auc(sure, true),
        low,
        high,
        tuple(curve(sure, true)),
        {
            name: logistic.auc(_validated(np.delete(features, place, axis=1), true), true)
            for place, name in enumerate(names)
        },
    )


def _validated(features: Floats, true: Flags) -> Floats:
    groups = [str(row) for row in range(len(true))]
    return logistic.cross_validated(features, true, groups, penalty=PENALTY)


def _area(sure: Floats, true: Flags) -> float:
    return np.nan if true.all() or not true.any() else logistic.auc(sure, true)


def curve(sure: Floats, true: Flags) -> Iterator[Point]:
    """Wrong answers at some shares of wrong silence, at the highest threshold that keeps them."""
    right = np.sort(sure[true])
    for share in SILENCE:
        at = right[int(np.floor(share * len(right) + 1e-9))]
        yield Point(float((right < at).mean()), float((sure[~true] >= at).mean()))


def run(path: Path, folder: Path | None = None) -> Result:
    """Judges every question over the index of the passages, which is made in `folder`, or taken from
    there if it is there already; without `folder` it is not kept.
    """
    asked, texts = read(path)
    with tempfile.TemporaryDirectory() as scratch:
        kept = folder or Path(scratch) / "index"
        if not has_index(kept):
            _ingest(kept, Path(scratch) / "passages", texts)
        with open_index(kept) as index:
            if missing := texts.keys() - index.documents.keys():
                raise UsageError(f"{kept} is another index: it lacks {len(missing)} passages.")
            rows = [signs(index, each) for each in asked]
    return measured(rows, [each.answerable for each in asked])


def _ingest(folder: Path, documents: Path, texts: Mapping[str, str]) -> None:
    from index.ingest import ingest

    documents.mkdir()
    for name, text in texts.items():
        (documents / name).write_text(text, encoding="utf-8")
    report = ingest(folder, [documents])
    if report.failed:
        raise FiqraError(f"{report.failed[0][0]} was not read: {report.failed[0][1]}")


def table(found: Result) -> list[str]:
    """The figures in Markdown."""
    lines = [
        f"{found.questions} questions, {found.answerable} of them answerable by their passages. "
        f"Cross-validated AUC {found.auc:.3f} [{found.auc_low:.3f}, {found.auc_high:.3f}].",
        "",
        "| wrong silence (of the answerable) | wrong answers (of the unanswerable) |",
        "|---|---|",
        *(f"| {each.wrong_silence:.2f} | {each.wrong_answers:.2f} |" for each in found.curve),
        f"| GPT-4, with its own words: {GPT_4[0]:.2f} | {GPT_4[1]:.2f} |",
        "",
        "| without | AUC |",
        "|---|---|",
    ]
    return [*lines, *(f"| `{name}` | {area:.3f} |" for name, area in found.without.items())]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("questions", type=Path, metavar="DEV.jsonl")
    parser.add_argument("--index", type=Path, help="keep the passages' index here, or use it")
    parser.add_argument("--table", type=Path, help="document to write the figures into")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args(arguments)
    try:
        found = run(given.questions, given.index)
        if given.table:
            put(given.table, MARK, table(found))
    except FiqraError as fault:
        sys.exit(str(fault))
    value: dict[str, Any] = asdict(found)
    print(json.dumps(value, indent=1) if given.json else "\n".join(table(found)))


if __name__ == "__main__":
    main()
