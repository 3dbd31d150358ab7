"""Is what a statement says in its own words what the paragraphs say? Judged by a few signs.

Without an embedder by one sign alone, the share of its words that they hold. With one by a small
logistic model over that share and how near the statement comes to them in meaning, fitted by
`python -m eval.fit_support` on the development half of `eval/support/pairs.jsonl` and kept as
`assistant/data/support.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.support.matching import Text
from assistant.support.meaning import Meaning
from assistant.support.values import Grade
from assistant.support.window import nearest

Side = Literal["same", "across"]
"""Whether a cited text is in the statement's language."""

NAMES = ("share", "whole")

SUPPORTED: Mapping[Side, float] = {"same": 0.58, "across": 0.55}
"""From this share of its words on, a statement is supported where nothing is known of its meaning."""

PARTLY: Mapping[Side, float] = {"same": 0.35, "across": 0.3}
"""From this share on, partly. All were chosen on the development half of the labelled pairs."""


WHOLE = 60
"""Words up to which a paragraph is compared as a whole, too: longer ones take long to embed."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a statement against its paragraphs."""

    share: float
    """Of the statement's words, 0.0 to 1.0."""
    whole: float | None = None
    """Cosine of the statement to the nearest part of the paragraphs; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the signs, the nearness less what is usual of true statements."""

    usual: Mapping[Side, Mapping[str, float]]
    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, signs: Signs, side: Side) -> float:
        """That the paragraphs carry the statement."""
        values = centred(signs, self.usual[side])
        logit = self.bias + sum(
            self.weights[name] * value for name, value in zip(NAMES, values, strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def centred(signs: Signs, usual: Mapping[str, float]) -> tuple[float, ...]:
    """The signs in the order of `NAMES`, less what is usual."""
    return tuple(
        (value or 0.0) - usual.get(name, 0.0)
        for name, value in zip(NAMES, astuple(signs), strict=True)
    )


@cache
def shipped() -> Model:
    """The model of `assistant/data/support.json`."""
    text = files("assistant").joinpath("data/support.json").read_text(encoding="utf-8")
    kept = json.loads(text)
    return Model(kept["usual"], kept["weights"], kept["bias"], kept["threshold"])


def signs(share: float, statement: Text, texts: Sequence[Text], meaning: Meaning | None) -> Signs:
    """The signs of a statement; of its meaning where an embedder is given."""
    if meaning is None:
        return Signs(share)
    # the version in the statement's own language is compared more surely
    texts = [text for text in texts if text.language == statement.language] or texts
    parts = [nearest(statement, text) for text in texts]
    parts += [text.printed for text in texts if len(text.words) <= WHOLE]
    said = statement.printed.replace("|", " ")
    return Signs(share, meaning.nearness(said, list(dict.fromkeys(parts))))


def grade(found: Signs, side: Side) -> Grade:
    """The verdict by the signs."""
    if found.whole is not None:
        model = shipped()
        carried = model.probability(found, side) >= model.threshold
    else:
        carried = found.share >= SUPPORTED[side]
    if carried:
        return "supported"
    return "partly" if found.share >= PARTLY[side] else "unsupported"
