"""`fiqra check`: is a text carried by the paragraphs that it cites, or by any that are indexed?"""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands.options import (
    IndexOption,
    JsonOption,
    entailment_with,
    open_with,
    settings_with,
)
from index.errors import UsageError

NAME, SHORT_HELP = "check", "Check a text against the paragraphs that it cites."


def check(
    text: Annotated[
        str | None, typer.Argument(help="A sentence or an answer, with or without references.")
    ] = None,
    paragraph: Annotated[
        str | None,
        typer.Option("--paragraph", help="The words of the paragraph; no index is needed."),
    ] = None,
    citation: Annotated[
        str | None,
        typer.Option("--citation", help='The paragraph: "S/RES/2650 (2022), para. 7".'),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Check every statement of this file, of any format."),
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="JSON lines with `text` and `paragraph` or `citation`."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where a batch writes its lines.")
    ] = None,
) -> None:
    """Check each statement of a text: supported, partly, elsewhere or unsupported, and why.

    A statement is held against the paragraph that is given, else against those that it refers to
    itself, "… (S/RES/2650 (2022), OP 7).", else against those that the index finds for it.
    """
    _check_options(text, paragraph, citation, file, batch, out)
    from assistant.checking.entailed import entailed
    from assistant.checking.lines import check_line, pasted, read_text_line
    from assistant.checking.report import checked_json, print_checked, print_verdicts, texts_json
    from assistant.checking.verdicts import check_cited, check_sentence, check_source, check_words

    opened = functools.cache(lambda: open_with(index))
    entails = entailment_with(settings_with(index))
    if batch and out:
        from assistant.batch import run_lines

        failed = run_lines(
            batch, out, read_text_line, lambda asked: check_line(asked, opened, entails)
        )
        raise typer.Exit(3 if failed else 0)
    if file is not None:
        from index.documents import read

        checked = check_source(opened(), read(file))
        agreed = tuple(entailed(each, entails, opened) for each in checked.verdicts)
        checked = replace(checked, verdicts=agreed)
        if as_json:
            _print_json(checked_json(file.name, checked))
        else:
            print_checked(checked)
        return
    text = text or ""
    if paragraph is not None:
        verdicts = [check_words(text, paragraph)]
    elif citation is not None:
        verdicts = [check_cited(opened(), text, citation)]
    else:
        found = check_source(opened(), pasted(text)).verdicts
        verdicts = list(found) or [check_sentence(opened(), text)]
    verdicts = [entailed(each, entails, opened, paragraph) for each in verdicts]
    _print_json(texts_json(verdicts)) if as_json else print_verdicts(verdicts)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _check_options(
    text: str | None,
    paragraph: str | None,
    citation: str | None,
    file: Path | None,
    batch: Path | None,
    out: Path | None,
) -> None:
    """One text, one file or one batch; and at most one paragraph that it is held against."""
    if (batch is None) != (out is None):
        raise UsageError("A batch needs both --batch TEXTS.jsonl and --out VERDICTS.jsonl.")
    if sum(each is not None for each in (text, file, batch)) != 1:
        raise UsageError(
            "Give either a sentence to check, or a file with --file, or a batch with --batch and --out."
        )
    if paragraph is not None and citation is not None:
        raise UsageError("Give either --paragraph or --citation, not both.")
    if text is None and (paragraph is not None or citation is not None):
        raise UsageError(
            "--paragraph and --citation go with a sentence, not with a file or a batch."
        )
    for name, value in (("sentence", text), ("paragraph", paragraph), ("citation", citation)):
        if value is not None and not value.strip():
            raise UsageError(f"The {name} is empty; write its words.")
