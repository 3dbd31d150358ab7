"""What the commands over question sets print: a check, a question that was added, an import."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from assistant.terminal import columns, counted, faint, flow, strong
from eval.sets.check import Checked
from eval.sets.faults import Fault, known_words
from eval.sets.importing.values import Imported
from eval.sets.questions import Asked
from eval.sets.writing import Draft, asked_json, draft_json

MOST_OF_A_KIND = 5
"""Warnings of one kind that are printed; the others are counted. Faults are printed all."""

_STRATA = ("type", "difficulty", "slice", "answerable")


def checked_json(checked: Checked) -> dict[str, Any]:
    """A check as JSON-ready values; `counts` by stratum, value and language."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for (stratum, value, lang), number in sorted(checked.counts.items()):
        counts.setdefault(stratum, {}).setdefault(value, {})[lang] = number
    return {
        "set": str(checked.path),
        "questions": checked.questions,
        "drafts": list(checked.drafts),
        "faults": [_fault_json(fault) for fault in checked.faults],
        "warnings": [_fault_json(fault) for fault in checked.warnings],
        "counts": counts,
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "kind": fault.kind, "sentence": fault.sentence}


def print_check(checked: Checked, as_json: bool) -> None:
    """A table of the questions, then what is wrong with the set and what to look at."""
    if as_json:
        print(json.dumps(checked_json(checked), ensure_ascii=False))
        return
    if checked.counts:
        for line in table(checked):
            typer.echo(line)
        print()
    for fault in checked.faults:
        typer.echo(flow(str(fault)))
    for line in _warnings(checked.warnings):
        typer.echo(flow(line))
    if checked.faults or checked.warnings:
        print()
    typer.echo(flow(_summary(checked)))


def _summary(checked: Checked) -> str:
    sound = f"{counted(checked.questions, 'question')} resolved"
    wrong = counted(len(checked.faults), "fault") if checked.faults else "no fault"
    said = f"{checked.path}: {sound}, {wrong}, {counted(len(checked.warnings), 'warning')}."
    if checked.drafts:
        lines = known_words([str(line) for line in checked.drafts[:10]])
        more = f" and {len(checked.drafts) - 10} more" if len(checked.drafts) > 10 else ""
        where = (
            f"line{'s' if len(checked.drafts) > 1 else ''} {lines.replace(' or ', ' and ')}{more}"
        )
        said += (
            f" {counted(len(checked.drafts), 'draft')} left out ({where}); "
            "finish one by removing its `draft`."
        )
    return said


def _warnings(warnings: Sequence[Fault]) -> Iterator[str]:
    """The first few of each kind, and how many more there are."""
    kinds: dict[str, list[Fault]] = defaultdict(list)
    for fault in warnings:
        kinds[fault.kind].append(fault)
    for kind, all_of_kind in kinds.items():
        yield from (f"warning: {fault}" for fault in all_of_kind[:MOST_OF_A_KIND])
        more = len(all_of_kind) - MOST_OF_A_KIND
        if more > 0:
            yield f"warning: {more:,} more of this kind ({kind}); --json lists all."


def table(checked: Checked) -> list[str]:
    """How many questions of each stratum in Arabic, in English and in all, as lines of a table."""
    header = ("", "", "ar", "en", "all")
    rows: list[tuple[str, ...]] = []
    languages: dict[str, int] = defaultdict(int)
    for (stratum, _, lang), number in checked.counts.items():
        languages[lang] += number if stratum == "type" else 0
    rows.append(("questions", "", *_numbers(languages)))
    for stratum in _STRATA:
        values: dict[str, dict[str, int]] = defaultdict(dict)
        for (which, value, lang), number in checked.counts.items():
            if which == stratum:
                values[value][lang] = number
        ordered = sorted(values.items(), key=lambda each: (-sum(each[1].values()), each[0]))
        for place, (value, by_language) in enumerate(ordered):
            rows.append(("" if place else stratum, value, *_numbers(by_language)))
    if columns() is None:
        return ["\t".join(row) for row in (header, *rows)]
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]

    def line(row: Sequence[str]) -> str:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        return "  ".join((*words, *numbers)).rstrip()

    return [faint(line(header)), *(line(row) for row in rows)]


def _numbers(by_language: dict[str, int]) -> tuple[str, str, str]:
    arabic, english = by_language.get("ar", 0), by_language.get("en", 0)
    return f"{arabic:,}", f"{english:,}", f"{arabic + english:,}"


def print_added(path: Path, added: Asked | Draft, as_json: bool) -> None:
    """A question that was added to a set, with its evidence."""
    asked = added.asked if isinstance(added, Draft) else added
    if as_json:
        value = draft_json(added) if isinstance(added, Draft) else asked_json(added)
        print(json.dumps(value, ensure_ascii=False))
        return
    kind = "Draft" if isinstance(added, Draft) else "Question"
    typer.echo(strong(f"{kind} {asked.id}") + f" is added to {path}.")
    typer.echo(flow(asked.question, "  "))
    for name, places in zip(
        ("evidence", *("or" for _ in asked.alternatives)), asked.evidence_sets, strict=False
    ):
        for each in places:
            named = f"{each.doc}, {each.label}" if each.label else each.doc
            typer.echo(faint(f"  {name}: {named}, characters {each.start}–{each.end}"))


def print_imported(imported: Imported, as_json: bool) -> None:
    """What an import made, what it left out, and what to do next."""
    if as_json:
        value = {key: _path(each) for key, each in asdict(imported).items()}
        print(json.dumps(value, ensure_ascii=False))
        return
    typer.echo(
        flow(
            f"{counted(imported.questions, 'question')} ({imported.unanswerable:,} unanswerable) over "
            f"{counted(imported.documents, 'document')} in {imported.folder}."
        )
    )
    for sentence in imported.left_out:
        typer.echo(flow(f"Left out: {sentence}."))
    typer.echo(
        flow(f"Next: fiqra ingest {imported.documents_path} --index {imported.folder / 'index'}")
    )
    typer.echo(
        flow(
            f"fiqra eval check {imported.questions_path} --index {imported.folder / 'index'}",
            "      ",
        )
    )


def _path(value: object) -> object:
    return str(value) if isinstance(value, Path) else value
