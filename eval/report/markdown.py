"""`report.md`: a run for a pull request: the figures by language first, then the worst questions."""

from __future__ import annotations

import heapq
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from eval.report import tables, texts
from eval.report.faults import FAULTS, badness, faults
from eval.report.header import facts
from eval.report.reading import Reported, reported
from eval.report.writing import write_whole
from eval.scores import store
from eval.scores.values import Estimate, Scores

WORST = 20
"""Questions told of one by one."""

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_CALLS = re.compile("[@#](?=[A-Za-z0-9])")
"""What GitHub makes a mention or a reference of, wherever it stands but behind an empty comment."""

LONGEST = 400
"""Characters of an answer that are shown; report.html has all of it."""


def write_markdown(run: Path, out: Path) -> None:
    """Writes the summary of a scored run to `out`, in GitHub's Markdown.

    Reads what `report.html` is made from, once, and keeps no more than the worst questions of it.
    Raises FiqraError where a file is missing or `out` cannot be written.
    """
    scores = store.read_scores(run)
    total, wrong, worst = _read(run)
    parts = [
        f"# {_inline(scores.run)}",
        _list(f"{name}: {_inline(value)}" for name, value in facts(run, total, scores.judge)),
        *_figures(scores),
        *_wrong(scores, wrong),
        *_breakdowns(scores),
        f"## The {len(worst)} worst questions" if worst else "## No question went wrong",
        *(piece for each in worst for piece in _question(each)),
    ]
    write_whole(out, ["\n\n".join(parts), "\n"])


def _read(run: Path) -> tuple[int, Counter[tuple[str, str]], list[Reported]]:
    """The number of questions, of each failure by language, and the worst questions, worst first."""
    total, wrong = 0, Counter[tuple[str, str]]()
    heap: list[tuple[float, int, Reported]] = []
    for total, each in enumerate(reported(run), 1):
        kinds = faults(each)
        wrong.update((kind.key, group) for kind in kinds for group in (each.asked.lang, ""))
        if kinds:
            item = (badness(kinds), -total, each)
            (heapq.heappush if len(heap) < WORST else heapq.heappushpop)(heap, item)
    return total, wrong, [each for _, _, each in sorted(heap, key=lambda item: item[:2])[::-1]]


def _figures(scores: Scores) -> Iterator[str]:
    groups = tables.by_language(scores)
    yield "## Figures by language"
    if said := tables.failed(scores):
        yield f"**{said}**"
    if said := tables.too_long(scores):
        yield said
    yield (
        "Mean, 95% interval, n; ↑ higher is better, ↓ lower is better. "
        f"*Italic with ⚠*: fewer than {tables.FEW} questions, too little to conclude from."
    )
    for sentences in map(tables.checked, scores.calibration):
        yield " ".join(sentences)
    for name, lines in tables.by_room(scores, groups):
        yield f"### {name}"
        yield _table(
            ["figure", *(group.name for group in groups), "meaning"],
            (
                [_named(line), *(_cell(line, each) for each in line.cells), line.figure.means]
                for line in lines
            ),
        )
    if scores.curve:
        yield f"Area under the risk–coverage curve: {scores.curve.area:.3f} (n {scores.curve.n:,}), lower is better."


def _wrong(scores: Scores, wrong: Counter[tuple[str, str]]) -> Iterator[str]:
    groups = tables.by_language(scores)
    yield "## What went wrong"
    yield (
        _table(
            ["questions with", *(group.name for group in groups)],
            (
                [
                    f"{kind.name}: {kind.means}",
                    *(f"{wrong[key, group.value]:,}" for group in groups),
                ]
                for key, kind in FAULTS.items()
                if wrong[key, ""]
            ),
        )
        if wrong
        else "Nothing."
    )


def _breakdowns(scores: Scores) -> Iterator[str]:
    """The main figures by type, difficulty, slice and document, folded up."""
    for kind, title in tables.BREAKDOWNS.items():
        groups, left = tables.groups_of(scores, kind)
        lines = tables.lines(scores, groups, tables.MAIN)
        if not lines:
            continue
        rows = (
            [_inline(group.name), *(_cell(line, line.cells[at]) for line in lines)]
            for at, group in enumerate(groups)
        )
        table = _table([kind, *map(_named, lines)], rows)
        more = f"\n\nThe {len(groups)} with most questions of {len(groups) + left}." if left else ""
        yield f"<details><summary>{title}</summary>\n\n{table}{more}\n\n</details>"


def _question(each: Reported) -> Iterator[str]:
    asked, line = each.asked, each.line
    tags = " · ".join(filter(None, (asked.type, asked.difficulty, asked.slice)))
    yield f"### {_inline(asked.id)} ({_inline(tags)})"
    yield ", ".join(kind.name for kind in faults(each))
    yield _block(asked.question)
    if line is None or line.error is not None:
        yield f"Error: {_inline(line.error or '' if line else 'no line in the run')}"
    elif line.abstained:
        yield f"Silent: {_inline(line.why or 'no reason given')}"
    elif line.answered:
        yield "Answer:\n\n" + _block(line.answer)
    yield _list(_told(each))


def _told(each: Reported) -> Iterator[str]:
    """What is to know of a question beside its answer, a line each."""
    for place in each.asked.evidence:
        yield f"evidence: `{_code(place.doc)}` {_inline(place.label)}, {place.start}–{place.end}"
    cited = each.line.citations if each.line else ()
    for place_cited, verdict in zip(cited, each.scored.citations, strict=False):
        said = "finds evidence" if verdict.finds else "finds no evidence"
        if not verdict.known:
            said = "invented"
        elif verdict.twin_of:
            said = f"twin of {_inline(verdict.twin_of)}"
        if verdict.quote is False:
            said += ", quotation not in the source"
        yield f"cited: `{_code(place_cited.source)}` {_inline(place_cited.label)}: {said}"
    for judged in each.scored.statements:
        if judged.support != "supported":
            yield f"{judged.support}: {_inline('; '.join(judged.reasons))}"
    for note in each.scored.notes:
        yield f"note: {_inline(note)}"


def _named(line: tables.Line) -> str:
    return f"`{line.figure.name}` {'↑' if line.figure.higher_is_better else '↓'}"


def _cell(line: tables.Line, estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    mean = tables.number(line.figure, estimate.mean)
    few = estimate.n < tables.FEW
    mean = f"*{mean}*" if few else f"**{mean}**"
    interval = tables.interval(line.figure, estimate)
    return f"{mean} {interval} n&nbsp;{estimate.n:,}{' ⚠' if few else ''}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _inline(text: str) -> str:
    """Text that no character of is markup, a mention or a reference to an issue."""
    flat = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _CALLS.sub(r"\g<0><!-- -->", html.escape(flat, quote=False))


def _code(text: str) -> str:
    return " ".join(text.split()).replace("`", "'").replace("|", "\\|")


def _block(text: str) -> str:
    """A text as a quoted block with its own direction; a long one is cut."""
    short = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
    flat = "<br>".join(
        _CALLS.sub(r"\g<0><!-- -->", html.escape(line, quote=False))
        for line in short.splitlines()
        if line.strip()
    )
    return f'<blockquote dir="{texts.direction(text)}">{flat}</blockquote>'
