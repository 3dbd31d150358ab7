"""`fiqra eval compare`: what changed from one run to another, and whether it may stay so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import JsonOption


def compare(
    a: Annotated[Path, typer.Argument(help="The run to compare with: yesterday's, or a peer's.")],
    b: Annotated[Path, typer.Argument(help="The run to judge.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for compare.md and compare.html.")
    ] = None,
    thresholds: Annotated[
        Path | None,
        typer.Option("--thresholds", help="TOML file of figures that B must keep; exit code 1."),
    ] = None,
    common: Annotated[
        bool, typer.Option("--common", help="Compare the questions that both runs were asked.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare two scored runs over one set: every figure, and question by question."""
    from eval.compare.comparing import compare as compare_runs
    from eval.compare.report import print_comparison, write_comparison
    from eval.compare.thresholds import check, read_thresholds
    from eval.compare.values import comparison_json
    from eval.scores.store import read_scores

    wanted = read_thresholds(thresholds) if thresholds else ()
    comparison = compare_runs(a, b, common=common)
    outcome = check(wanted, thresholds, read_scores(b), comparison) if thresholds else None
    if out is not None:
        write_comparison(comparison, out, outcome)
    if as_json:
        print(json.dumps(comparison_json(comparison), ensure_ascii=False))
    else:
        print_comparison(comparison, outcome)
    if outcome is not None and outcome.exit_code:
        raise typer.Exit(outcome.exit_code)
