"""What the checker says of a text: as JSON, and as a delegate reads it in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import typer

from assistant.answers import Found, Support, found_json
from assistant.checking.verdicts import Checked, Verdict, overall
from assistant.statements import LeftOut
from assistant.support.values import Item
from assistant.terminal import counted, faint, flow, place, strong, styled

_PLACE_KEYS = (
    "source",
    "start",
    "end",
    "spans",
    "symbol",
    "kind",
    "part",
    "number",
    "label",
    "page",
)

_SIGNS: dict[Support, tuple[str, str]] = {
    "supported": ("✓", "green"),
    "partly": ("≈", "yellow"),
    "elsewhere": ("→", "cyan"),
    "unsupported": ("✗", "red"),
}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict's object (`design.md`, "Lines that outside programs rely on")."""
    return {
        "support": verdict.support,
        "reasons": list(verdict.reasons),
        "text": verdict.text,
        "language": verdict.language,
        "citations": [place_json(each) for each in verdict.cited],
        "found": place_json(verdict.found) if verdict.found else None,
        "quotes": [
            {"text": item.text, "match": quote_match(item)}
            for item in verdict.items
            if item.kind == "quote"
        ],
        "items": [{"kind": i.kind, "text": i.text, "held": i.held} for i in verdict.items],
    }


def place_json(found: Found) -> dict[str, Any]:
    """Where a paragraph stands and what it is called."""
    whole = found_json(found)
    return {key: whole[key] for key in _PLACE_KEYS}


def quote_match(item: Item) -> str:
    """`exact`, `normalised` or `none`, as of a citation."""
    if not item.held:
        return "none"
    return "normalised" if item.normalised else "exact"


def texts_json(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """A text's object: of its only statement, or of all together with each of them inside."""
    if len(verdicts) == 1:
        return verdict_json(verdicts[0])
    return {
        "support": overall(verdicts),
        "reasons": [reason for verdict in verdicts for reason in verdict.reasons],
        "statements": [verdict_json(verdict) for verdict in verdicts],
    }


def checked_json(name: str, checked: Checked) -> dict[str, Any]:
    """A file's object: its statements in order with their characters, and what is none."""
    return {
        "file": name,
        "counts": _counts(checked.verdicts),
        "statements": [
            {"start": statement.start, "end": statement.end, **verdict_json(verdict)}
            for statement, verdict in zip(checked.parts.statements, checked.verdicts, strict=True)
        ],
        "left_out": [_left_out_json(each) for each in checked.parts.left_out],
    }


def _left_out_json(left: LeftOut) -> dict[str, Any]:
    return {"text": left.text, "start": left.start, "end": left.end, "why": left.why}


def _counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    counts = Counter(verdict.support for verdict in verdicts)
    return {support: counts[support] for support in _SIGNS}


def print_verdict(verdict: Verdict, number: int | None = None) -> None:
    """The verdict, the statement, why, and where; each on lines of its own, so that Arabic and
    English do not run into each other.
    """
    sign, colour = _SIGNS[verdict.support]
    head = f"{sign} {verdict.support}"
    if number is not None:
        head = f"{number}. {head}"
    typer.echo(typer.style(head, fg=colour, bold=True) if styled() else head)
    for line in verdict.text.splitlines():
        typer.echo(flow(line.strip(), "   "))
    for reason in verdict.reasons:
        typer.echo(flow(reason, "   – "))
    for item in verdict.items:
        if item.kind == "quote" and item.normalised:
            typer.echo(
                flow(
                    "Stands there, but not to the letter (vowel marks, digits or the like):",
                    "   – ",
                )
            )
            typer.echo(flow(item.text, "     "))
    for found in verdict.cited:
        _print_place("cited:", found)
    if verdict.found is not None:
        carries = verdict.support in ("supported", "elsewhere")
        _print_place("found:" if carries else "nearest:", verdict.found)


def _print_place(what: str, found: Found) -> None:
    typer.echo(strong(f"   {what}"))
    typer.echo(flow(found.label, "     "))
    typer.echo(faint(f"     {place(found.document, found.paragraph)}"))


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Verdicts one below the other, numbered where they are several, then how many of each."""
    several = len(verdicts) > 1
    for number, verdict in enumerate(verdicts, 1):
        if number > 1:
            print()
        print_verdict(verdict, number if several else None)
    if several:
        typer.echo("\n" + strong(flow(_summary(verdicts))))


def print_checked(checked: Checked) -> None:
    """A file's verdicts, and at the end how many of each there are and what was left out."""
    print_verdicts(checked.verdicts)
    if not checked.verdicts:
        print("There is no statement in it.")
    why = Counter(each.why for each in checked.parts.left_out)
    if why:
        left = ", ".join(counted(number, each) for each, number in why.items())
        typer.echo(faint(flow(f"Not statements, and left out: {left}.")))


def _summary(verdicts: Sequence[Verdict]) -> str:
    counts = ", ".join(f"{number:,} {kind}" for kind, number in _counts(verdicts).items() if number)
    return f"{counted(len(verdicts), 'statement')}: {counts}."
