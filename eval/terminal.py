"""What `fiqra eval` prints of a run: the main figures by language, each with interval and n."""

from __future__ import annotations

import typer

from assistant.terminal import columns, faint, flow, strong, styled
from eval.report import tables
from eval.scores.values import Estimate, Scores


def print_scores(scores: Scores) -> None:
    """The main figures of a run on stdout: a table on a terminal, elsewhere tabs between cells.

    Off a terminal each group has four columns: mean, low and high end of the 95% interval, n.
    """
    groups = tables.by_language(scores)
    lines = tables.lines(scores, groups, tables.MAIN)
    if said := tables.failed(scores):
        typer.echo(strong(flow(said)), err=columns() is None)
    if columns() is None:
        _print_tabs(groups, lines)
    else:
        _print_table(scores, groups, lines)
    _print_warnings(scores, lines)


def _print_tabs(groups: tuple[tables.Group, ...], lines: tuple[tables.Line, ...]) -> None:
    each = ("", " low", " high", " n")
    print("\t".join(["figure", *(f"{group.name}{part}" for group in groups for part in each)]))
    for line in lines:
        digits = 1 if line.figure.unit == "ms" else 4
        cells = [
            part
            for estimate in line.cells
            for part in (
                [f"{x:.{digits}f}" for x in (estimate.mean, estimate.low, estimate.high)]
                + [str(estimate.n)]
                if estimate
                else [""] * 4
            )
        ]
        print("\t".join([line.figure.name, *cells]))


def _print_table(
    scores: Scores, groups: tuple[tables.Group, ...], lines: tuple[tables.Line, ...]
) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(scores.run, "bold"), title_justify="left", box=None, pad_edge=False)
    table.add_column("figure")
    for group in groups:
        table.add_column(group.name)
    for line in lines:
        name = f"{line.figure.name} {'↑' if line.figure.higher_is_better else '↓'}"
        table.add_row(name, *(_cell(line, estimate) for estimate in line.cells))
    Console(width=columns(), highlight=False, color_system="auto" if styled() else None).print(
        table
    )


def _cell(line: tables.Line, estimate: Estimate | None) -> str:
    from rich.markup import escape

    if estimate is None:
        return "–"
    few = "?" if estimate.n < tables.FEW else ""
    mean = escape(tables.number(line.figure, estimate.mean))
    around = escape(f"{tables.interval(line.figure, estimate)} n {estimate.n:,}{few}")
    return f"[bold]{mean}[/bold] [dim]{around}[/dim]"


def _print_warnings(scores: Scores, lines: tuple[tables.Line, ...]) -> None:
    """What must be known to read the figures: few questions, missing lines, an untried checker."""
    cells = [estimate for line in lines for estimate in line.cells if estimate]
    if columns() is not None and any(estimate.n < tables.FEW for estimate in cells):
        typer.echo(faint(flow(f"? fewer than {tables.FEW} questions: too little to conclude from")))
    typer.echo(flow(f"Support judged by {scores.judge}."), err=columns() is None)
    for each in scores.calibration:
        typer.echo(flow(tables.checked(each)[0]), err=columns() is None)
    if scores.missing:
        said = f"{scores.missing:,} questions have no answer in the run and count as failed."
        typer.echo(strong(flow(said)), err=columns() is None)
