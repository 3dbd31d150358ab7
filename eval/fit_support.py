"""Fits the model of `assistant.support.carrying`, and says what it is worth.

    python -m eval.fit_support [--write]

On the development half of `eval/support/pairs.jsonl`: the true statements and those on which the paragraph
is silent, of which nothing is wrong for sure, each against its paragraph with the official version beside
it, and by the paragraph's own words alone. What has another thing in one place is as near to the paragraph
as what is true, and tells nothing of these signs. How the two are weighed against each other is not fitted:
in statements over real resolutions, in a model's own words, nearness tells less than these pairs make it
(`NEARNESS`).
The figures are cross-validated by paragraph in five folds, the mean of five deals. The threshold is the
highest at which enough true statements are accepted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.support import carrying
from assistant.support.carrying import NAMES, Side, Signs, centred
from assistant.support.check import signs_of
from assistant.support.meaning import Meaning, open_meaning
from eval import logistic
from eval.logistic import Flags, Floats
from eval.support.calibration import cited, pairs

DATA = Path(carrying.__file__).parents[1] / "data" / "support.json"

ACCEPTED = 0.997
"""Share of the true statements that are accepted at the threshold."""

NEARNESS = 3.0
"""What a cosine weighs against a share of words of the same size."""

PENALTY = 10.0


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled statement, and the signs by which it is judged."""

    true: bool
    kind: str
    paragraph: str
    side: Side
    signs: Signs


def collect(meaning: Meaning) -> list[Case]:
    """The development statements that the signs decide on."""
    cases = []
    for pair in pairs("dev"):
        if pair.truth != "supported" and pair.kind not in ("silent", "twin"):
            continue
        both = cited(pair)
        for given in (both, replace(both, others=())):
            if found := signs_of(pair.statement, [given], meaning):
                place = f"{pair.doc.split('.')[0]} {pair.label}"
                cases.append(Case(pair.truth == "supported", pair.kind, place, found[1], found[0]))
    return cases


def usual(cases: Sequence[Case]) -> dict[Side, dict[str, float]]:
    """The mean nearness of true statements, within a language and across."""
    sides: tuple[Side, ...] = ("same", "across")
    return {
        side: {
            name: round(
                float(
                    np.mean([getattr(c.signs, name) for c in cases if c.true and c.side == side])
                ),
                4,
            )
            for name in NAMES[1:]
        }
        for side in sides
    }


def fitted(cases: Sequence[Case]) -> tuple[carrying.Model, Floats, Flags]:
    """The model of all cases; their cross-validated probabilities, and which are true."""
    means = usual(cases)
    signs = np.array([centred(case.signs, means[case.side]) for case in cases])
    features = signs @ np.array([[1.0], [NEARNESS]])
    true = np.array([case.true for case in cases])
    groups = [case.paragraph for case in cases]
    judged = logistic.cross_validated(features, true, groups, penalty=PENALTY)
    sure = np.sort(judged[true])
    threshold = float(sure[int(np.floor((1 - ACCEPTED) * len(sure)))])
    model = logistic.fit(features, true, PENALTY)
    weight = round(float(model.weights[0]), 4)
    weights = {"share": weight, "whole": round(NEARNESS * weight, 4)}
    return (
        carrying.Model(means, weights, round(model.bias, 4), round(threshold, 4)),
        judged,
        true,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints the figures, and writes the model where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"write what is fitted, {DATA.name}")
    given = parser.parse_args(arguments)
    cases = collect(open_meaning())
    model, judged, true = fitted(cases)
    kept = judged >= model.threshold
    print(f"{len(cases)} cases, {int(true.sum())} true; AUC {logistic.auc(judged, true):.3f}")
    print(f"true accepted {kept[true].mean():.3f}")
    for kind in sorted({case.kind for case in cases if not case.true}):
        own = np.array([case.kind == kind and not case.true for case in cases])
        print(f"{kind}: refused {(~kept[own]).mean():.2f} of {int(own.sum())}")
    shown = {
        "usual": dict(model.usual),
        "weights": dict(model.weights),
        "bias": model.bias,
        "threshold": model.threshold,
    }
    print(json.dumps(shown))
    if given.write:
        DATA.write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
