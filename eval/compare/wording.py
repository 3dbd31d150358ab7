"""How the numbers of a comparison are written and what is said of them."""

from __future__ import annotations

from eval.compare.values import Contrast, Move, Verdict
from eval.scores.figures import FIGURES

VERDICTS: dict[Verdict, str] = {
    "worse": "Worse",
    "mixed": "Better and worse",
    "better": "Better",
    "other": "Not in both",
}
"""How questions went, as a report names it, in its order."""


def value(figure: str, number: float | None) -> str:
    """A value: a share with three decimals, milliseconds whole, `none` where there is none."""
    if number is None:
        return "none"
    return f"{number:,.0f} ms" if FIGURES[figure].unit == "ms" else f"{number:.3f}"


def signed(figure: str, number: float) -> str:
    """A difference, with its sign."""
    number = number + 0.0 if abs(number) > 5e-13 else 0.0
    return f"{number:+,.0f} ms" if FIGURES[figure].unit == "ms" else f"{number:+.3f}"


def interval(contrast: Contrast) -> str:
    """The 95% interval of a difference."""
    return f"{signed(contrast.figure, contrast.low)} to {signed(contrast.figure, contrast.high)}"


def probability(p: float) -> str:
    """A p value."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def tested(contrast: Contrast) -> str:
    """p, and for a 0/1 figure the questions that it comes from: `0.031 (7 better, 1 worse)`."""
    if contrast.gained is None or contrast.lost is None:
        return probability(contrast.best_p)
    better, worse = contrast.gained, contrast.lost
    if not FIGURES[contrast.figure].higher_is_better:
        better, worse = worse, better
    return f"{probability(contrast.best_p)} ({better} better, {worse} worse)"


def verdict(contrast: Contrast) -> str:
    """`better`, `worse`, `same`, or `noise` where the difference may well be chance."""
    if not contrast.moved:
        return "same"
    if not contrast.significant:
        return "noise"
    return "better" if contrast.gain > 0 else "worse"


def moved(move: Move) -> str:
    """`hit@1 1.000 → 0.000`."""
    return f"{move.figure} {value(move.figure, move.was)} → {value(move.figure, move.now)}"


METHOD = (
    "Differences are B - A over the n questions that have the figure in both runs, with the 95% "
    "interval of a paired bootstrap over questions (10,000 samples, fixed seed). p is that of "
    "McNemar's exact test for figures that are 0 or 1, with the questions that went each way, else "
    "the bootstrap's. A difference counts as better or worse if its interval leaves out 0 and p is "
    "below 0.05; else it is noise."
)
HOLM = (
    "Many figures are tested at once: some fall below 0.05 by chance. The column Holm has p after "
    "Holm's correction over the main figures of all questions; figures of other groups are not "
    "corrected."
)
