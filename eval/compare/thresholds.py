"""Thresholds in a file: what a run must reach, and what it may lose, so that a machine can say no.

    [figures."hit@5"]
    minimum = 0.70            # of run B alone; `maximum` where less is better
    most_loss = 0.02          # from A to B: how much worse the mean may get
    significant = true        # only a loss that is more than noise counts
    group = "lang=ar"         # instead of all questions

    [[figures."hit@1"]]       # several for one figure
    minimum = 0.5
    [[figures."hit@1"]]
    minimum = 0.4
    group = "type=followup"

Means are in the figure's own unit: shares from 0 to 1, milliseconds.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.compare.values import Comparison, Contrast
from eval.compare.wording import probability
from eval.scores.figures import FIGURES
from eval.scores.values import Scores
from index.errors import UsageError

_NUMBERS = ("minimum", "maximum", "most_loss")
_KEYS = (*_NUMBERS, "significant", "group")
_EQUAL = 1e-9
"""0.70 - 0.68 is not more than 0.02, whatever floating point says."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is asked of one figure in one group."""

    figure: str
    group: str = "all"
    minimum: float | None = None
    maximum: float | None = None
    most_loss: float | None = None
    """How much worse B's mean may be than A's; for a figure of which less is better, how much more."""
    significant: bool = False
    """Whether a loss counts only where it is more than noise."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What checking thresholds gave: a sentence for each that is not kept, and remarks on others."""

    checked: int
    breaches: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """Losses that were let pass as noise, and losses that were not checked for want of a run A."""

    @property
    def exit_code(self) -> int:
        """0 if all are kept, else 1."""
        return 1 if self.breaches else 0


def read_thresholds(path: Path) -> tuple[Threshold, ...]:
    """The thresholds in a TOML file, in its order.

    Raises UsageError, one sentence with file, key and mend, for what is not one.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise UsageError(
            f"The thresholds in {path} cannot be read: {fault.strerror or fault}."
        ) from fault
    except UnicodeDecodeError as fault:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(
            f"{path} is not TOML: {str(fault).rstrip('.')}; put a figure's name in quotes, "
            'as in [figures."hit@5"].'
        ) from fault
    others = [key for key in content if key != "figures"]
    if others or not isinstance(content.get("figures"), dict) or not content["figures"]:
        key = f"the key {others[0]}" if others else "no figures"
        raise UsageError(f'{path} has {key}; write tables such as [figures."hit@5"].')
    return tuple(
        threshold
        for figure, value in content["figures"].items()
        for threshold in _thresholds(path, figure, value)
    )


def _thresholds(path: Path, figure: str, value: Any) -> Iterator[Threshold]:
    if figure not in FIGURES:
        raise UsageError(
            f'{path}: figures."{figure}" is not a figure{_nearest(figure, FIGURES)}; '
            "docs/evaluation.md lists them."
        )
    tables = value if isinstance(value, list) else [value]
    if not tables or not all(isinstance(each, dict) for each in tables):
        raise UsageError(f'{path}: figures."{figure}" is not a table; write [figures."{figure}"].')
    for table in tables:
        yield _threshold(path, figure, table)


def _threshold(path: Path, figure: str, table: dict[str, Any]) -> Threshold:
    def fault(key: str, words: str) -> UsageError:
        return UsageError(f'{path}: figures."{figure}".{key} {words}.')

    for key, value in table.items():
        if key not in _KEYS:
            raise fault(key, f"is not known; write one of {', '.join(_KEYS)}")
        if key in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise fault(key, f"is {value!r}, not a number; write one such as 0.7, without quotes")
        if key in _NUMBERS and not value >= 0:
            raise fault(key, f"is {value}; write a number that is not below 0")
        if key in _NUMBERS and FIGURES[figure].unit == "share" and value > 1:
            raise fault(key, f"is {value}; shares go from 0 to 1")
        if key == "significant" and not isinstance(value, bool):
            raise fault(key, f"is {value!r}; write true or false, without quotes")
        if key == "group" and not isinstance(value, str):
            raise fault(key, f'is {value!r}; write a group in quotes, such as "lang=ar"')
    if not any(key in table for key in _NUMBERS):
        raise UsageError(
            f'{path}: figures."{figure}" asks for nothing; add {", ".join(_NUMBERS[:-1])} or '
            f"{_NUMBERS[-1]}."
        )
    if table.get("significant") and "most_loss" not in table:
        raise fault("significant", "is about a loss; add most_loss")
    return Threshold(figure=figure, **table)


def check(
    thresholds: tuple[Threshold, ...],
    path: Path,
    scores: Scores,
    comparison: Comparison | None = None,
) -> Outcome:
    """Whether run B (`scores`) keeps the thresholds that were read from `path`.

    Losses are those of the comparison; without one, thresholds of losses are named in the remarks
    as not checked. A figure that B does not have in a group breaks its threshold. Raises UsageError
    for a group that neither run has.
    """
    groups = {*scores.groups, *(comparison.groups if comparison else ())}
    breaches: list[str] = []
    remarks: list[str] = []
    for each in thresholds:
        if each.group not in groups:
            raise UsageError(
                f'{path}: figures."{each.figure}".group is "{each.group}", which no question of the '
                f"set is in{_nearest(each.group, groups)}; write one of the report's groups."
            )
        breaches += _alone(each, scores)
        if each.most_loss is not None and comparison is None:
            remarks.append(f"{_name(each)}: its loss was not checked, for there is no other run.")
        elif each.most_loss is not None and comparison is not None:
            broken, words = _loss(each, comparison.find(each.group, each.figure))
            if words:
                (breaches if broken else remarks).append(words)
    return Outcome(len(thresholds), tuple(breaches), tuple(remarks))


def _alone(each: Threshold, scores: Scores) -> Iterator[str]:
    if each.minimum is None and each.maximum is None:
        return
    found = scores.groups.get(each.group, {}).get(each.figure)
    if found is None:
        yield f"{_name(each)} was not measured, so that its threshold is not kept."
        return
    shown = f"{_name(each)} is {_number(found.mean)} [{_number(found.low)}, {_number(found.high)}]"
    if each.minimum is not None and found.mean < each.minimum - _EQUAL:
        yield f"{shown}, below the minimum of {_number(each.minimum)} (n = {found.n})."
    if each.maximum is not None and found.mean > each.maximum + _EQUAL:
        yield f"{shown}, above the maximum of {_number(each.maximum)} (n = {found.n})."


def _loss(each: Threshold, found: Contrast | None) -> tuple[bool, str]:
    """Whether the loss breaks the threshold, and the sentence that says so or lets it pass as noise."""
    assert each.most_loss is not None
    if found is None:
        return True, f"{_name(each)} was not measured in both runs, so that its loss is not known."
    if -found.gain <= each.most_loss + _EQUAL:
        return False, ""
    words = (
        f"{_name(each)} went from {_number(found.a)} to {_number(found.b)}, a loss of "
        f"{_number(-found.gain)} where {_number(each.most_loss)} is allowed (difference "
        f"{_number(found.difference)} [{_number(found.low)}, {_number(found.high)}], "
        f"p {probability(found.best_p)}, n = {found.n})"
    )
    if found.significant:
        return True, f"{words}: more than noise."
    if each.significant:
        return False, f"{words}: within noise, and so let pass."
    return True, f"{words}: within noise, but more than is allowed."


def _name(each: Threshold) -> str:
    return each.figure if each.group == "all" else f"{each.figure} ({each.group})"


def _number(value: float) -> str:
    """Shares have three decimals; milliseconds, which are seldom below 10, one."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""
