"""`report.html`: a run in one file for the browser, that asks nothing of the network.

The questions are read twice and written one at a time, so that the memory it takes does not grow
with them. Everything that comes from a document, a set or a system is escaped by Jinja2; beyond
that the page's own policy allows no request, and no script but the one whose hash it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from eval.report import plots, tables
from eval.report.faults import FAULTS, faults
from eval.report.header import facts
from eval.report.page import environment, policy, template_text
from eval.report.reading import Reported, reported
from eval.report.writing import write_whole
from eval.scores import store
from eval.scores.abstention import gives_answer
from eval.scores.figures import FIGURES
from eval.scores.finding import finds_any

if TYPE_CHECKING:
    from jinja2 import Environment

LAZY_FROM = 1_000
"""In a run of more questions than this, answers are laid out only when they are opened: the browser
gets them as comments. Up to here they are plain HTML, found by the browser's own search, and shown
without JavaScript."""

PASSAGES = 10
"""Passages of a question that are listed."""


@dataclass(slots=True)
class Counts:
    """What is known of all questions before the first is written."""

    total: int = 0
    wrong: dict[str, Counter[str]] = field(default_factory=dict)
    """By kind of failure, then by language and `all`."""
    values: dict[str, Counter[str]] = field(default_factory=dict)
    """By what can be filtered by (`lang`, `type`), then by value."""
    times: plots.Times = field(default_factory=plots.Times)
    at: plots.Operating = field(default_factory=plots.Operating)


def write_html(run: Path, out: Path) -> None:
    """Writes the report of a scored run to `out`.

    Reads the folder's config.json, questions.jsonl, answers.jsonl, verdicts.jsonl and scores.json.
    Raises FiqraError where one of them is missing or `out` cannot be written.
    """
    scores = store.read_scores(run)
    counts = counted(run)
    languages = tables.by_language(scores)
    pages = _environment()
    style, script = template_text("report.css"), template_text("report.js")
    page = pages.get_template("report.html").generate(
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        run=scores.run,
        facts=facts(run, counts.total, scores.judge),
        scores=scores,
        counts=counts,
        faults=list(FAULTS.values()),
        unseen=[kind.name for key, kind in FAULTS.items() if key not in counts.wrong],
        languages=languages,
        main=tables.lines(scores, languages, tables.MAIN),
        failed=tables.failed(scores),
        too_long=tables.too_long(scores),
        rooms=list(tables.by_room(scores, languages)),
        breakdowns=[
            (kind, title, *tables.groups_of(scores, kind))
            for kind, title in tables.BREAKDOWNS.items()
        ],
        by_room=lambda groups: tables.by_room(scores, groups),
        checked=[tables.checked(each) for each in scores.calibration],
        curve=plots.risk_coverage(scores.curve, counts.at) if scores.curve else None,
        latency=plots.latency(counts.times, scores.latency_ms),
        questions=_questions(run),
        few=tables.FEW,
        aside=counts.total > LAZY_FROM,
        names=lambda line: [
            (group.name, each)
            for group, each in zip(languages, line.cells, strict=True)
            if group.value
        ],
        languages_by_key=tables.LANGUAGES,
    )
    write_whole(out, page)


def counted(run: Path) -> Counts:
    """Failures, values to filter by, times and the run's place on its curve, in one reading."""
    counts = Counts()
    for each in reported(run):
        counts.total += 1
        asked, line = each.asked, each.line
        for kind in faults(each):
            counts.wrong.setdefault(kind.key, Counter()).update((asked.lang, "all"))
        for name, values in _values(each).items():
            counts.values.setdefault(name, Counter()).update(values)
        if (ms := each.scored.row.get("total_ms")) is not None:
            counts.times.add(ms)
        if each.scored.right is not None:
            counts.at.n += 1
            if gives_answer(line):
                counts.at.answered += 1
                counts.at.wrong += not each.scored.right
    return counts


def _values(each: Reported) -> Mapping[str, tuple[str, ...]]:
    """What a question can be filtered by; documents are those of its evidence."""
    asked = each.asked
    return {
        "lang": (asked.lang,),
        "type": (asked.type,),
        "difficulty": (asked.difficulty,),
        "slice": (asked.slice,) if asked.slice else (),
        "document": each.scored.documents,
    }


def _questions(run: Path) -> Iterator[Mapping[str, Any]]:
    """A question after the other as the template wants it."""
    for each in reported(run):
        line = each.line
        yield {
            "asked": each.asked,
            "line": line,
            "scored": each.scored,
            "faults": faults(each),
            "given": gives_answer(line),
            "sets": each.asked.evidence_sets,
            "statements": _statements(each),
            "passages": _passages(each),
            "figures": _figures(each),
        }


def _statements(each: Reported) -> list[tuple[Any, Any]]:
    """Statements with their verdicts; a verdict is None where there are fewer of them."""
    statements = each.line.statements if each.line else ()
    verdicts = each.scored.statements
    return [
        (statement, verdicts[at] if at < len(verdicts) else None)
        for at, statement in enumerate(statements)
    ]


def _passages(each: Reported) -> list[tuple[Any, bool]]:
    """The first passages retrieved, and whether each finds evidence of some set."""
    accepted = [place for places in each.asked.evidence_sets for place in places]
    passages = each.line.passages[:PASSAGES] if each.line else ()
    return [(place, finds_any(place, accepted)) for place in passages]


def _figures(each: Reported) -> list[tuple[str, str]]:
    return [
        (name, tables.number(FIGURES[name], value))
        for name, value in each.scored.row.items()
        if name in FIGURES
    ]


def _environment() -> Environment:
    made = environment()
    made.globals |= {
        "number": tables.number,
        "interval": tables.interval,
        "better": tables.better,
        "intervals": plots.intervals,
    }
    return made
