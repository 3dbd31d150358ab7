"""`fiqra precedent`: the agreed language nearest to a clause, or to each paragraph of a draft."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from assistant.commands.options import (
    BodyOption,
    IndexOption,
    JsonOption,
    KindOption,
    ScopeOption,
    SourceLanguageOption,
    YearOption,
    filter_with,
    open_within,
)
from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.precedents.draft import Drafted
    from index.filters import Filter
    from index.store import Index

NAME, SHORT_HELP = "precedent", "Find the agreed language nearest to a clause."

TOP_K = 5
BATCH_K = 20


def precedent(
    clause: Annotated[
        str | None,
        typer.Argument(
            help="The clause, in Arabic or English, as it is drafted; `--` before one that begins with a"
            " hyphen."
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="A draft: every paragraph of it.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Where to take it to: .docx (tracked changes), .md, .csv or .xlsx; of a batch, .jsonl.",
        ),
    ] = None,
    top_k: Annotated[int | None, typer.Option("--top-k", help="How many formulations (5).")] = None,
    speaking: Annotated[
        str | None,
        typer.Option(
            "--strength",
            help="Only precedents that are `weaker`, the `same` or `stronger` than the clause.",
        ),
    ] = None,
    quoted: Annotated[
        bool, typer.Option("--quote", help="Citations with the words in quotation marks.")
    ] = False,
    within: ScopeOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    source_language: SourceLanguageOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON lines of clauses (`id` and `text`).")
    ] = None,
) -> None:
    """Find the nearest agreed language: who used it first and last, how it differs word by word,
    whether it is weaker or stronger, and the official text in the other language.
    """
    from assistant.strength import Verdict

    _check_options(clause, file, batch, out, top_k)
    if speaking is not None and clause is None:
        raise UsageError("--strength goes with a clause alone; leave it out of a draft or a batch.")
    if speaking is not None and speaking not in get_args(Verdict):
        raise UsageError(f"--strength is `weaker`, `same` or `stronger`, not {speaking[:40]!r}.")
    wanted = filter_with(within, body, year, kind, source_language)
    if batch and out:
        _batch(open_within(index, wanted), batch, out, top_k or BATCH_K, wanted)
    if file is not None:
        _file(open_within(index, wanted), file, out, wanted, as_json)
        return
    from assistant.precedents.finding import check_clause, precedents
    from assistant.precedents.lines import precedent_json
    from assistant.precedents.printing import print_precedents

    text = check_clause(clause or "")
    opened = open_within(index, wanted)
    verdict = cast("Verdict | None", speaking)
    found = precedents(opened, text, top_k or TOP_K, wanted, speaking=verdict)
    if out is not None:
        from assistant.precedents.taking import take_clause

        take_clause(opened, out, text, found, verdict)
        print(f"{len(found)} precedents in {out}")
    elif as_json:
        lines = [precedent_json(opened, each, quoted=quoted) for each in found]
        print(json.dumps(lines, ensure_ascii=False))
    else:
        print_precedents(opened, found, text, quoted=quoted, speaking=verdict)


def _check_options(
    clause: str | None, file: Path | None, batch: Path | None, out: Path | None, top_k: int | None
) -> None:
    from assistant.precedents.taking import SUFFIXES, check_target

    if sum(each is not None for each in (clause, file, batch)) != 1:
        raise UsageError(
            "Give either a clause, or a draft with --file, or a batch with --batch and --out."
        )
    if batch is not None and out is None:
        raise UsageError("A batch needs both --batch CLAUSES.jsonl and --out RUN.jsonl.")
    if batch is not None and out is not None and out.suffix.lower() in SUFFIXES:
        raise UsageError(f"A batch writes JSON lines; name a file like RUN.jsonl, not {out.name}.")
    if batch is None and out is not None:
        check_target(out)
    if top_k is not None and not 1 <= top_k <= 100:
        raise UsageError(f"--top-k is a whole number from 1 to 100, not {top_k}.")


def _batch(index: Index, batch: Path, out: Path, k: int, wanted: Filter) -> None:
    from assistant.batch import read_clause, run_lines
    from assistant.precedents.finding import check_clause
    from assistant.precedents.lines import passages_json

    def reply(text: str) -> dict[str, Any]:
        return {"passages": passages_json(index, check_clause(text), k, wanted)}

    failed = run_lines(batch, out, read_clause, reply)
    raise typer.Exit(3 if failed else 0)


def _file(index: Index, file: Path, out: Path | None, wanted: Filter, as_json: bool) -> None:
    from assistant.precedents.draft import drafted, left_out
    from assistant.precedents.lines import precedent_json
    from assistant.precedents.report import draft_markdown
    from assistant.precedents.taking import take_away
    from assistant.terminal import counted

    found: list[Drafted] = []
    for place, total, each in drafted(index, file, wanted):
        found.append(each)
        if sys.stderr.isatty():
            end = "\n" if place == total else "\r"
            print(f"{place:,}/{total:,}", end=end, file=sys.stderr)
    if out is not None:
        take_away(index, out, file.name, found)
        new = sum(each.precedent is None for each in found)
        print(f"{len(found):,} paragraphs, {new:,} of them new language, in {out}")
        if passed := left_out(found):
            print(f"Left out, without words enough to look for: {counted(passed, 'paragraph')}")
    elif as_json:
        lines = [
            {
                "number": each.number,
                "text": each.text,
                "new": each.precedent is None,
                "left_out": each.left_out,
                "precedent": precedent_json(index, each.nearest) if each.nearest else None,
            }
            for each in found
        ]
        print(json.dumps(lines, ensure_ascii=False))
    else:
        print(draft_markdown(index, file.name, found), end="")
