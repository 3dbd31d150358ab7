"""`fiqra eval check`, `new`, `draft`, `import`: question sets checked, written and brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import IndexOption, JsonOption, open_with
from eval.commands.options import SetArgument, SetFile, own_set, set_path
from index.errors import UsageError


def check(questions: SetArgument, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check a question set: its form, and every reference against the index."""
    from eval.sets.check import check as check_set
    from eval.sets.terminal import print_check

    with open_with(index) as opened:
        checked = check_set(set_path(questions), opened)
    print_check(checked, as_json)
    if checked.faults:
        raise typer.Exit(1)


def new(
    questions: SetFile,
    question: Annotated[
        str | None, typer.Option("--question", help="The question, in Arabic or English.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="DOCUMENT PARAGRAPH",
            help='What answers it: "RCW/RES/2022/3 op. para. 2"; repeatable. '
            "None for a question that the documents do not answer.",
        ),
    ] = None,
    unanswerable: Annotated[
        bool, typer.Option("--unanswerable", help="No document answers it.")
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--type",
            help="lookup, number, definition, list, multi, followup, reference, precedent.",
        ),
    ] = None,
    difficulty: Annotated[str, typer.Option(help="easy, medium or hard.")] = "medium",
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="A right short answer, `ar:…` or `en:…`; repeatable."),
    ] = None,
    nugget: Annotated[
        list[str] | None,
        typer.Option("--nugget", help="A fact that a right answer must state; repeatable."),
    ] = None,
    stratum: Annotated[str, typer.Option("--slice", help="What makes it hard.")] = "",
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a question: name the paragraph that answers it; it is added with its evidence.

    Without options it asks for each.
    """
    from eval.sets.interview import ask_for_question, question_from_options
    from eval.sets.terminal import print_added
    from eval.sets.writing import append

    own_set(questions)
    if unanswerable and evidence:
        raise UsageError("A question is either --unanswerable or has --evidence; leave out one.")
    with open_with(index) as opened:
        if question is None:
            asked = ask_for_question(opened)
        else:
            asked = question_from_options(
                opened,
                question,
                evidence or [],
                unanswerable=unanswerable,
                kind=kind,
                difficulty=difficulty,
                answers=answer or [],
                nuggets=nugget or [],
                stratum=stratum,
            )
    print_added(questions, append(questions, asked), as_json)


def draft(
    questions: SetFile,
    run: Annotated[Path, typer.Option("--run", help="The run whose answer is wrong.")],
    identifier: Annotated[str, typer.Option("--id", help="The question's id in that run.")],
    note: Annotated[str, typer.Option("--note", help="What is wrong with the answer.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make a draft question of an answer that a reader found wrong."""
    from eval.runs.folder import pairs, read_config
    from eval.sets.terminal import print_added
    from eval.sets.writing import append, draft_from_answer

    own_set(questions)
    read_config(run)  # a folder without a run is told as that
    for asked, line in pairs(run):
        if asked.id == identifier and line is not None:
            break
    else:
        raise UsageError(f"The run {run} has no answer to a question {identifier}; see its report.")
    made = draft_from_answer(asked.question, line, note, history=asked.history, lang=asked.lang)
    print_added(questions, append(questions, made), as_json)


def import_set(
    kind: Annotated[str, typer.Argument(help="squad, nomiracl or trec.")],
    source: Annotated[Path, typer.Argument(help="A file; for trec a folder.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to make.")],
    lang: Annotated[str, typer.Option("--lang", help="The language of the source: ar or en.")],
    as_json: JsonOption = False,
) -> None:
    """Make documents and a question set of SQuAD, NoMIRACL or TREC files."""
    from eval.sets.importing import import_set as make
    from eval.sets.terminal import print_imported

    if lang not in ("ar", "en"):
        raise UsageError(f"--lang is `ar` or `en`, not {lang!r}.")
    print_imported(make(kind, source, out, "ar" if lang == "ar" else "en"), as_json)
