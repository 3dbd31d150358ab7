"""Calibration of the ruler: what a checker says of the labelled pairs in `pairs.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

from assistant.locators import find_locators
from assistant.locators.outline import inside, named
from assistant.support.values import Cited, Grade, Judge
from eval.scores.intervals import bootstrap
from eval.scores.values import Calibration, Estimate
from index.counterparts import pair as paired
from index.documents import read
from index.errors import FiqraError
from index.masthead import describe
from index.paragraphs import outline
from index.values import Language, Paragraph, Source

Half = Literal["dev", "test"]
Truth = Literal["supported", "unsupported"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, the paragraph that it cites, and whether that paragraph carries it."""

    id: str
    half: Half
    """Thresholds are chosen on `dev`; figures are given on `test`. A paragraph is in one of them."""
    truth: Truth
    kind: str
    """How it is true (`paraphrase`, `translation`, `quotation`), or its fault (`number`, `entity` …)."""
    lang: Language
    """Of the statement."""
    statement: str
    doc: str
    """File name in `eval/sample/documents`; its language may be the other one."""
    label: str
    """The paragraph, as a reader names it."""


def calibrate(judge: Judge, name: str) -> Calibration:
    """What `judge` is worth, measured on the test half of the labelled pairs.

    A statement counts as accepted only if it is called `supported`; `partly` refuses it. Precision:
    of those accepted, the share that is true; recall: of the true ones, the share accepted; `caught`
    by fault: of the untrue ones, the share refused. All with 95% bootstrap intervals.
    """
    return calibration(
        name, [(pair, judge(pair.statement, [cited(pair)]).support) for pair in pairs("test")]
    )


def calibration(name: str, graded: Sequence[tuple[Pair, Grade]]) -> Calibration:
    """The figures of verdicts on pairs."""
    accepted = [pair for pair, grade in graded if grade == "supported"]
    faults = list(dict.fromkeys(pair.kind for pair, _ in graded if pair.truth == "unsupported"))
    return Calibration(
        checker=name,
        n=len(graded),
        precision=_share(pair.truth == "supported" for pair in accepted),
        recall=_share(g == "supported" for pair, g in graded if pair.truth == "supported"),
        caught={
            fault: _share(
                g != "supported"
                for pair, g in graded
                if pair.truth == "unsupported" and pair.kind == fault
            )
            for fault in faults
        },
    )


def _share(values: Iterable[bool]) -> Estimate:
    numbers = [float(value) for value in values]
    return bootstrap(numbers) if numbers else Estimate(0.0, 0.0, 1.0, 0)


@cache
def _all_pairs() -> tuple[Pair, ...]:
    text = files("eval").joinpath("support/pairs.jsonl").read_text(encoding="utf-8")
    return tuple(Pair(**json.loads(line)) for line in text.splitlines() if line.strip())


def pairs(half: Half | None = None) -> tuple[Pair, ...]:
    """The labelled pairs, all of them or one half."""
    return tuple(pair for pair in _all_pairs() if half in (None, pair.half))


@cache
def _document(name: str) -> tuple[Source, tuple[Paragraph, ...], str | None]:
    with as_file(files("eval").joinpath("sample/documents").joinpath(name)) as path:
        source = read(path, name)
    paragraphs = outline(source)
    return source, paragraphs, describe(source, paragraphs).symbol


@cache
def _official(name: str) -> dict[int, str]:
    """The other language's words by the paragraph's order, as far as the sample has them."""
    here, there = (".en.", ".ar.") if ".en." in name else (".ar.", ".en.")
    other = name.replace(here, there)
    if not files("eval").joinpath("sample/documents").joinpath(other).is_file():
        return {}
    ours, theirs = _document(name)[1], _document(other)[1]
    words = {each.order: each.clean.text for each in theirs}
    if here == ".ar.":
        orders = paired(ours, theirs)
    else:
        orders = {english: arabic for arabic, english in paired(theirs, ours).items()}
    return {mine: words[order] for mine, order in orders.items()}


def cited(pair: Pair) -> Cited:
    """The pair's paragraph, with its points, read from the sample document itself; beside it, as in
    scoring (`eval.scores.cited`), the official version in the other language.

    Raises FiqraError where the document has no such paragraph.
    """
    source, paragraphs, symbol = _document(pair.doc)
    places = find_locators(pair.label)
    found = named(places[0], paragraphs) if places else []
    if len(found) != 1:
        raise FiqraError(
            f"Pair {pair.id}: {pair.doc} has {len(found)} paragraphs called {pair.label!r};"
            " mend eval/support/pairs.jsonl."
        )
    whole = [found[0], *inside(found[0], paragraphs)]
    official = _official(pair.doc)
    others = [official[each.order] for each in whole if each.order in official]
    return Cited(
        text="\n".join(source.text[s.start : s.end] for each in whole for s in each.spans),
        language="en" if ".en." in pair.doc else "ar",
        symbol=symbol,
        number=found[0].number,
        label=f"{symbol or pair.doc}, {pair.label}",
        others=("\n".join(others),) if others else (),
    )
