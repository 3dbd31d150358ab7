"""`compare.html`: two runs side by side in one file for the browser, that asks nothing of the network.

It has the look, the filters and the wording of answers of a run's own report (`eval.report`).
Questions are read from the runs' folders and written one at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import copysign, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from eval.compare import wording
from eval.compare.thresholds import Outcome
from eval.compare.values import Changed, Comparison, Contrast
from eval.report import tables
from eval.report.page import environment, policy, template_text
from eval.report.reading import Reported, reported
from eval.scores.figures import FIGURES
from index.errors import FiqraError

if TYPE_CHECKING:
    from jinja2 import Environment


def write_html(comparison: Comparison, out: Path, outcome: Outcome | None = None) -> None:
    """Writes the page to `out`.

    Raises FiqraError where a run's folder does not hold what it was compared by, or `out` cannot be
    written.
    """
    style, script = (
        template_text("report.css") + template_text("compare.css"),
        template_text("report.js"),
    )
    page = (
        _environment()
        .get_template("compare.html")
        .generate(
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            comparison=comparison,
            outcome=outcome,
            main=comparison.main,
            groups=comparison.groups,
            verdicts=wording.VERDICTS,
            counts=_counts(comparison),
            languages=tables.LANGUAGES,
            method=wording.METHOD,
            holm=wording.HOLM,
            questions=_questions(comparison),
        )
    )
    try:
        # a lone surrogate, or half a character, of a system's answer is written as its escape
        with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            for piece in page:
                file.write(piece)
    except OSError as fault:
        raise FiqraError(
            f"The comparison cannot be written to {out}: {fault.strerror or fault}; name another "
            "folder with --out."
        ) from fault


def _counts(comparison: Comparison) -> dict[str, Counter[str]]:
    """Changed questions by what they can be filtered by."""
    made: dict[str, Counter[str]] = {
        name: Counter() for name in ("verdict", "lang", "type", "worse", "better")
    }
    for each in comparison.changed:
        made["verdict"][each.verdict] += 1
        made["lang"][each.lang] += 1
        made["type"][each.type] += 1
        made["worse"].update(_figures(each, better=False))
        made["better"].update(_figures(each, better=True))
    return made


def _figures(changed: Changed, *, better: bool) -> list[str]:
    return [move.figure for move in changed.moves if move.better is better]


def _questions(comparison: Comparison) -> Iterator[Mapping[str, Any]]:
    """The changed questions with both answers: the worse first."""
    for verdict in wording.VERDICTS:
        wanted = {each.id: each for each in comparison.changed if each.verdict == verdict}
        for a, b in _pairs(Path(comparison.a.folder), Path(comparison.b.folder), wanted):
            changed = wanted[a.asked.id]
            yield {
                "asked": b.asked,
                "changed": changed,
                "worse": _figures(changed, better=False),
                "better": _figures(changed, better=True),
                "sides": [("A", comparison.a.name, a), ("B", comparison.b.name, b)],
            }


def _pairs(a: Path, b: Path, wanted: Mapping[str, Changed]) -> Iterator[tuple[Reported, Reported]]:
    """The wanted questions of both runs, in A's order; B's are kept only until their turn comes."""
    if not wanted:
        return
    others = (each for each in reported(b) if each.asked.id in wanted)
    waiting: dict[str, Reported] = {}
    for each in reported(a):
        id = each.asked.id
        if id not in wanted:
            continue
        while id not in waiting:
            other = next(others)
            waiting[other.asked.id] = other
        yield each, waiting.pop(id)


def _said(each: Reported) -> list[tuple[Any, Any]]:
    """The statements of an answer, each with its verdict or None."""
    verdicts = each.scored.statements
    statements = each.line.statements if each.line else ()
    return [
        (statement, verdicts[at] if at < len(verdicts) else None)
        for at, statement in enumerate(statements)
    ]


def _drawn(contrast: Contrast) -> Markup:
    """A difference of shares and its interval on a scale from -1 to 1, the middle half of it widest."""
    if FIGURES[contrast.figure].unit != "share":
        return Markup("")

    def x(value: float) -> float:
        """Per cent of the width: the square root shows small differences and still fits the large."""
        return round(50 + 50 * copysign(sqrt(abs(value)), value), 2)

    low, mean, high = (
        x(max(-1.0, min(1.0, v))) for v in (contrast.low, contrast.difference, contrast.high)
    )
    return Markup(
        '<svg class="dots" role="img" width="100%" height="16">'
        f"<title>{wording.signed(contrast.figure, contrast.difference)}, 95% interval "
        f"{wording.interval(contrast)}</title>"
        '<line class="axis" x1="50%" x2="50%" y1="0" y2="16"/>'
        f'<g class="{wording.verdict(contrast)}">'
        f'<line class="range" x1="{low}%" x2="{high}%" y1="8" y2="8"/>'
        f'<circle class="mark" cx="{mean}%" cy="8" r="4"/></g></svg>'
    )


def _rooms(contrasts: tuple[Contrast, ...]) -> Iterator[tuple[str, tuple[Contrast, ...]]]:
    for room, name in tables.ROOMS.items():
        found = tuple(each for each in contrasts if FIGURES[each.figure].room == room)
        if found:
            yield name, found


def _environment() -> Environment:
    made = environment()
    made.globals |= {
        "figures": FIGURES,
        "wording": wording,
        "better_way": tables.better,
        "drawn": _drawn,
        "rooms_of": _rooms,
        "said": _said,
    }
    return made
