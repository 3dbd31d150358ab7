"""`fiqra eval run`, `score`, `peer`: a set asked of a system, scored and reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import (
    IndexOption,
    RerankerOption,
    language_model_with,
    open_with,
    reranker_with,
    settings_with,
)
from eval.commands.options import (
    JudgeOption,
    LlmOption,
    RunArgument,
    RunOption,
    SetOption,
    score_and_report,
    set_path,
)
from index.errors import FiqraError, UsageError

if TYPE_CHECKING:
    from assistant.cross_encoder import Reranker
    from assistant.models.opening import LanguageModel
    from eval.runs.asking import Ran
    from index.store import Index

TOP_K = 20
FLIPS = 50

TopKOption = Annotated[int, typer.Option("--top-k", help="Passages kept of each retrieval.")]


def run(
    questions: SetOption,
    out: RunOption,
    system: Annotated[
        str,
        typer.Option(
            "--system",
            help="retrieval, extractive, model (the language model that is set), or "
            "package.module:function that answers.",
        ),
    ] = "extractive",
    top_k: TopKOption = TOP_K,
    flips: Annotated[
        int,
        typer.Option("--flips", help="Up to how many questions are asked again, a number changed."),
    ] = FLIPS,
    judge: JudgeOption = "check",
    retry_errors: Annotated[
        bool, typer.Option("--retry-errors", help="Ask again what ended in an error before.")
    ] = False,
    reranker: RerankerOption = None,
    index: IndexOption = None,
) -> None:
    """Ask a question set, score the answers and write the report.

    A run that was broken off goes on where it stopped when the same command is given again.
    """
    from eval.judges.opening import open_judge
    from eval.runs import asking
    from eval.runs.systems import open_system

    open_judge(judge)  # before the questions are asked, so that a wrong name costs nothing
    model = _language_model(index) if system == "model" else None
    with open_with(index) as opened:
        ranker = _reranker(system, reranker)
        options = {"reranker": ranker.name, "reranker_digest": ranker.fingerprint} if ranker else {}
        if model:
            options |= {"model": model.name, "endpoint": model.endpoint or ""}
        asked = open_system(system, opened, top_k, ranker, model)
        ran = asking.run(
            set_path(questions),
            out,
            asked,
            flips=flips,
            options=options,
            retry_errors=retry_errors,
        )
        _say(ran)
        score_and_report(out, opened, judge)


def _reranker(system: str, named: str | None) -> Reranker | None:
    """The reranker of Fiqra's own systems; a foreign function ranks by itself."""
    from eval.opening import names_function

    if not names_function(system):
        return reranker_with(named)
    if named:
        raise UsageError(f"--reranker is for retrieval and extractive; {system} ranks by itself.")
    return None


def _language_model(index: Path | None) -> LanguageModel | None:
    from assistant.models.patience import patient

    model = language_model_with(settings_with(index), local_only=False, no_model=False)
    return patient(model) if model else None


def score(run: RunArgument, judge: JudgeOption = "check", index: IndexOption = None) -> None:
    """Score a run that is there, anew, and write its report."""
    with _index_of(run, index) as opened:
        score_and_report(run, opened, judge)


def _index_of(run: Path, named: Path | None) -> Index:
    """The index that is named; else of the settings' and the run's own the first it was made over."""
    from eval.runs.folder import index_fingerprint, read_config

    config = read_config(run)
    if named is not None:
        return open_with(named)
    for folder in (settings_with(None).index, Path(config.index)):
        try:
            opened = open_with(folder)
        except FiqraError:
            continue  # there is none, or one that is damaged
        if index_fingerprint(opened) == config.index_fingerprint:
            return opened
        opened.close()
    raise UsageError(
        f"The run was made over {config.index} (fingerprint {config.index_fingerprint}); name it "
        "with --index."
    )


def peer(
    name: Annotated[str, typer.Argument(help="llama-index, or command with --command.")],
    questions: SetOption,
    out: RunOption,
    command: Annotated[
        str | None,
        typer.Option(
            "--command",
            help="For another system: a shell command that reads {questions} and writes {out}.",
        ),
    ] = None,
    llm: LlmOption = None,
    quote: Annotated[
        bool, typer.Option("--quote", help="Without a model: quote the best chunk as the answer.")
    ] = False,
    top_k: TopKOption = TOP_K,
    judge: JudgeOption = "check",
    index: IndexOption = None,
) -> None:
    """Ask the same set of what a user would pick instead, over the same index, and score it alike."""
    if (name == "command") != (command is not None):
        raise UsageError("Give --command with the peer `command`, and with no other.")
    with open_with(index) as opened:
        if command is not None:
            from eval.runs.command import run as run_command

            ran = run_command(set_path(questions), out, command, index=opened)
        else:
            from eval.peers.running import run_peer

            ran = run_peer(
                name, set_path(questions), opened, out, llm=llm, quote=quote, top_k=top_k
            )
        _say(ran)
        score_and_report(out, opened, judge)


def _say(ran: Ran) -> None:
    before = ran.questions - ran.asked
    went_on = f", {before:,} of them before" if before else ""
    failed = f"; {ran.failed:,} ended in an error" if ran.failed else ""
    typer.echo(f"{ran.questions:,} questions asked{went_on}{failed}.\n")
