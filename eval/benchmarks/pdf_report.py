"""What a comparison of PDF engines found, as Markdown tables for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean, median
from typing import Any

from eval.benchmarks.pdf_engines import OURS, Engine
from eval.benchmarks.pdf_scores import Scores

SPEED_OF = "pypdf"
"""The engine whose seconds the others' are divided by."""

MEASURES = ("recall", "order", "strings")
"""The scores in which an engine can be ahead."""


@dataclass(frozen=True)
class Run:
    """One engine's reading of one PDF: its text's scores and its best time in seconds.

    Where an engine fails, its text is empty and `failure` says why.
    """

    pdf: str
    engine: str
    scores: Scores
    seconds: float
    failure: str = ""


def means(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """By engine: the mean of each score over its PDFs, and its seconds over all of them."""
    found: dict[str, dict[str, float]] = {}
    for engine in dict.fromkeys(run.engine for run in runs):
        its = [run for run in runs if run.engine == engine]
        found[engine] = {
            name: mean(asdict(run.scores)[name] for run in its) for name in asdict(its[0].scores)
        }
        found[engine]["seconds"] = sum(run.seconds for run in its)
    return found


def behind(runs: Sequence[Run]) -> list[str]:
    """Where another engine beats ours on a PDF: which, in what, and by which figures."""
    ours = {run.pdf: run for run in runs if run.engine == OURS}
    found = []
    for run in runs:
        if run.engine == OURS or run.pdf not in ours:
            continue
        for measure in MEASURES:
            mine = getattr(ours[run.pdf].scores, measure)
            theirs = getattr(run.scores, measure)
            if theirs > mine + 1e-9:
                found.append(f"{run.pdf}: {run.engine} {measure} {theirs:.3f}, {OURS} {mine:.3f}")
    return found


def speed(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """By engine: seconds over those of `SPEED_OF` on the same PDFs, in all and as a median."""
    base = {run.pdf: run.seconds for run in runs if run.engine == SPEED_OF}
    found = {}
    for engine in dict.fromkeys(run.engine for run in runs):
        pairs = [(r.seconds, base[r.pdf]) for r in runs if r.engine == engine and r.pdf in base]
        if pairs:
            found[engine] = {
                "total": sum(a for a, _ in pairs) / sum(b for _, b in pairs),
                "median": median(a / b for a, b in pairs),
            }
    return found


def as_text(runs: Sequence[Run], engines: Sequence[Engine], notes: Sequence[str]) -> str:
    """The report: engines, a table per score with a row per PDF, means, exceptions, speed."""
    lines = [*notes, ""] if notes else []
    if not runs:
        return "\n".join([*lines, "Nothing could be compared."])
    names = [engine.name for engine in engines]
    pdfs = list(dict.fromkeys(run.pdf for run in runs))
    cell = {(run.pdf, run.engine): run for run in runs}
    lines += ["Engines: " + ", ".join(f"{e.name} {e.version}" for e in engines) + ".", ""]
    lines += ["Words found / words in order / exact strings, and seconds, by PDF:", ""]
    lines += _table(
        ["PDF", *names],
        [
            [pdf, *(_figures(cell[pdf, name]) for name in names if (pdf, name) in cell)]
            for pdf in pdfs
        ],
    )
    average = means(runs)
    against = speed(runs)
    lines += ["", f"Means over {len(pdfs)} PDFs:", ""]
    heads = [
        "engine",
        "words",
        "in order",
        "exact strings",
        "in order, bare",
        "extra",
        "seconds",
        f"x {SPEED_OF}",
    ]
    lines += _table(
        heads,
        [
            [
                name,
                *(f"{average[name][m]:.3f}" for m in (*MEASURES, "bare", "extra")),
                f"{average[name]['seconds']:.2f}",
                f"{against[name]['total']:.2f}" if name in against else "",
            ]
            for name in names
        ],
    )
    if OURS in names and len(names) > 1:
        exceptions = behind(runs)
        said = f"{OURS} is ahead of or level with every engine on every PDF"
        lines += ["", f"{said}, but:" if exceptions else f"{said}."]
        lines += [f"- {exception}" for exception in exceptions]
    failures = [f"- {r.engine} failed on {r.pdf}: {r.failure}" for r in runs if r.failure]
    return "\n".join([*lines, *([""] if failures else []), *failures])


def as_values(
    runs: Sequence[Run], engines: Sequence[Engine], notes: Sequence[str]
) -> dict[str, Any]:
    """The same for programs."""
    return {
        "engines": {engine.name: engine.version for engine in engines},
        "left_out": list(notes),
        "runs": [asdict(run) for run in runs],
        "means": means(runs),
        "behind": behind(runs),
        "speed": {"of": SPEED_OF, "ratios": speed(runs)},
    }


def _figures(run: Run) -> str:
    of = run.scores
    return f"{of.recall:.3f} / {of.order:.3f} / {of.strings:.3f}, {run.seconds:.2f} s"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]
