"""A comparison for people: compare.md, compare.html, and what the terminal shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.terminal import columns
from eval.compare import wording
from eval.compare.thresholds import Outcome
from eval.compare.values import Changed, Comparison, Contrast, comparison_json
from eval.report.tables import MAIN
from eval.scores.figures import FIGURES
from index.errors import FiqraError

MARKDOWN, HTML, JSON = "compare.md", "compare.html", "compare.json"

SHOWN = 20
"""Questions of a kind that the terminal names; the reports have all."""

MOVES = 4
"""Figures of a question that the terminal names, main figures first."""


def write_comparison(comparison: Comparison, out: Path, outcome: Outcome | None = None) -> None:
    """Writes compare.md, compare.html and compare.json into the folder `out`, made if need be.

    The questions and answers in the HTML are read from the folders of the runs. Raises FiqraError
    where they or `out` do not allow it.
    """
    from eval.compare.html import write_html

    try:
        out.mkdir(parents=True, exist_ok=True)
        _write(out / MARKDOWN, markdown(comparison, outcome))
        _write(out / JSON, json.dumps(comparison_json(comparison), ensure_ascii=False, indent=1))
    except OSError as fault:
        raise FiqraError(
            f"The comparison cannot be written to {out}: {fault.strerror or fault}; name another "
            "folder with --out."
        ) from fault
    write_html(comparison, out / HTML, outcome)


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


def markdown(comparison: Comparison, outcome: Outcome | None = None) -> str:
    """The comparison as Markdown."""
    return "\n".join(_markdown(comparison, outcome))


def _markdown(comparison: Comparison, outcome: Outcome | None) -> Iterator[str]:
    a, b = comparison.a, comparison.b
    yield f"# {b.name} against {a.name}\n"
    yield f"- A: {a.name} ({a.system}), {a.questions:,} questions"
    yield f"- B: {b.name} ({b.system}), {b.questions:,} questions"
    yield from (f"- {note}" for note in comparison.notes)
    yield f"\n{summary(comparison)}\n"
    if outcome is not None:
        yield "## Thresholds\n"
        yield from (f"- {sentence}" for sentence in outcome_sentences(outcome))
        yield ""
    yield "## Main figures\n"
    yield from _table(comparison.main)
    yield f"\n{wording.METHOD} {wording.HOLM}\n"
    for group in comparison.groups:
        yield f"## {'All figures' if group == 'all' else group}\n"
        yield from _table(comparison.of(group))
        yield ""
    for kind, title in wording.VERDICTS.items():
        found = comparison.questions(kind)
        yield f"## {title}: {len(found):,}\n"
        yield from (
            f"- `{each.id}` ({each.lang}, {each.type}): "
            + "; ".join(map(wording.moved, each.moves))
            for each in found
        )
        yield ""


def _table(contrasts: Sequence[Contrast]) -> Iterator[str]:
    yield "| figure | A | B | B - A | 95% interval | p | Holm | n | |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for each in contrasts:
        yield f"| {' | '.join(_cells(each))} |"


def _cells(each: Contrast) -> tuple[str, ...]:
    way = "↑" if FIGURES[each.figure].higher_is_better else "↓"
    return (
        f"{each.figure} {way}",
        wording.value(each.figure, each.a),
        wording.value(each.figure, each.b),
        wording.signed(each.figure, each.difference),
        wording.interval(each),
        wording.tested(each),
        "" if each.holm is None else wording.probability(each.holm),
        f"{each.n:,}",
        wording.verdict(each),
    )


def summary(comparison: Comparison) -> str:
    """How many questions went which way, in a sentence."""
    count = Counter(each.verdict for each in comparison.changed)
    same = comparison.n - count.total()
    return (
        f"Of {comparison.n:,} questions {count['better']:,} got better, {count['worse']:,} worse, "
        f"{count['mixed']:,} better in some figures and worse in others, {count['other']:,} differ "
        f"only in figures that one run does not have, and {same:,} stayed the same."
    )


def outcome_sentences(outcome: Outcome) -> tuple[str, ...]:
    """What became of the thresholds."""
    kept = outcome.checked - len(outcome.breaches)
    head = f"{kept:,} of {outcome.checked:,} thresholds are kept."
    return (head, *outcome.breaches, *outcome.remarks)


def print_comparison(comparison: Comparison, outcome: Outcome | None = None) -> None:
    """The main figures, the questions that changed and the thresholds on stdout; off a terminal
    the table has tabs between its cells.
    """
    if columns() is None:
        _print_tabs(comparison.main)
    else:
        _print_table(comparison)
    print()
    for note in comparison.notes:
        print(note)
    print(summary(comparison))
    for kind, title in wording.VERDICTS.items():
        if kind != "other":
            _print_questions(title, comparison.questions(kind))
    if outcome is not None:
        print()
        for sentence in outcome_sentences(outcome):
            print(sentence)


def _print_questions(title: str, found: Sequence[Changed]) -> None:
    if not found:
        return
    print(f"\n{title}: {len(found):,}")
    for each in found[:SHOWN]:
        moves = sorted(each.moves, key=lambda move: move.figure not in MAIN)
        more = f"; and {len(moves) - MOVES:,} more" if len(moves) > MOVES else ""
        print(f"  {each.id}: {'; '.join(map(wording.moved, moves[:MOVES]))}{more}")
    if len(found) > SHOWN:
        print(f"  and {len(found) - SHOWN:,} more (--out writes all)")


_HEAD = ("figure", "A", "B", "B - A", "95% interval", "p", "Holm", "n", "verdict")


def _print_tabs(contrasts: Sequence[Contrast]) -> None:
    print("\t".join(_HEAD))
    for each in contrasts:
        print("\t".join(_cells(each)))


def _print_table(comparison: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    title = Text(f"A {comparison.a.name}   B {comparison.b.name}", "bold")
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in _HEAD:
        table.add_column(name)
    for each in comparison.main:
        table.add_row(*(Text(cell) for cell in _cells(each)))
    Console(width=columns(), highlight=False).print(table)
