"""Pairs of paragraphs judged by hand: the same agreed formulation, or not; `README.md` has the rule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from index.errors import FiqraError
from index.values import Language

Half = Literal["dev", "test"]

FILE = "eval/families/pairs.jsonl"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph by reference; no words of it are kept."""

    symbol: str
    label: str
    """As Fiqra names it in English, without the symbol: `op. para. 5 (a)`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two paragraphs of different documents in one language, and the judgement."""

    id: str
    half: Half
    """Thresholds are chosen on `dev`; no formulation is in both."""
    lang: Language
    a: Place
    b: Place
    same: bool
    drawn: str
    """The measure and the bin that the pair was drawn from."""
    note: str
    """Why not, or what varies."""


@cache
def pairs() -> tuple[Pair, ...]:
    """The judged pairs. Raises FiqraError with the line of the first that is not as it has to be."""
    lines = files("eval").joinpath("families/pairs.jsonl").read_text(encoding="utf-8")
    return tuple(_pair(line, number) for number, line in enumerate(lines.splitlines(), 1))


def _pair(line: str, number: int) -> Pair:
    try:
        row: dict[str, Any] = json.loads(line)
        pair = Pair(**{**row, "a": Place(**row["a"]), "b": Place(**row["b"])})
    except (ValueError, TypeError, KeyError) as fault:
        raise FiqraError(f"{FILE}, line {number} is no judged pair: {fault}.") from fault
    if (
        pair.half not in ("dev", "test")
        or pair.lang not in ("ar", "en")
        or not isinstance(pair.same, bool)
    ):
        raise FiqraError(
            f"{FILE}, line {number}: `half` is dev or test, `lang` ar or en, `same` true or false."
        )
    return pair
