"""What the evaluation verbs share: naming a set, opening a checker, scoring with a report."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import UsageError

if TYPE_CHECKING:
    from eval.scores.values import Scores
    from index.store import Index

SHIPPED = ("dev", "heldout")
"""The curated sets over the corpus that ships."""

SetOption = Annotated[
    str,
    typer.Option("--set", help="A file of questions, or a set that ships: dev, heldout."),
]
SetArgument = Annotated[
    str, typer.Argument(help="A file of questions, or a set that ships: dev, heldout.")
]
SetFile = Annotated[Path, typer.Argument(help="The file of questions to add to; made if need be.")]
RunOption = Annotated[Path, typer.Option("--out", help="The run's folder; made if need be.")]
RunArgument = Annotated[Path, typer.Argument(help="The folder of a run.")]
JudgeOption = Annotated[
    str,
    typer.Option(
        "--judge",
        help="Who says whether a statement is supported: check (deterministic), nli:PATH, "
        "llm:package.module:function.",
    ),
]
LlmOption = Annotated[
    str | None,
    typer.Option(
        "--llm", help="package.module:function that returns a llama-index LLM.", show_default=False
    ),
]


def set_path(name: str) -> Path:
    """The file of a question set, by path or by the name of one that ships."""
    path = Path(name)
    if path.is_file() or name not in SHIPPED:
        return path
    shipped = Path(str(files("eval") / "sample" / "sets" / f"{name}.jsonl"))
    if not shipped.is_file():
        raise UsageError(f"The set {name} that ships is not installed; install Fiqra anew.")
    return shipped


def own_set(path: Path) -> Path:
    """A set to add to. Raises UsageError for the name of one that ships."""
    if str(path) in SHIPPED and not path.is_file():
        raise UsageError(
            f"{path} is a set that ships; name a file of your own, such as mine.jsonl."
        )
    return path


def score_and_report(run: Path, index: Index, judge: str) -> Scores:
    """Scores a run and writes its reports; prints the summary."""
    from eval.report.html import write_html
    from eval.report.markdown import write_markdown
    from eval.scoring import score_run
    from eval.terminal import print_scores

    scores = score_run(run, index, judge)
    write_markdown(run, run / "report.md")
    write_html(run, run / "report.html")
    print_scores(scores)
    typer.echo(f"\nReport: {run / 'report.html'}")
    return scores
