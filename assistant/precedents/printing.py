"""Precedents on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from assistant.precedents.finding import NEW, Precedent
from assistant.precedents.lines import marked, strength_line, use_line
from assistant.support.wording import language_of
from assistant.terminal import faint, flow, place, strong
from index.store import Index
from index.values import Language
from prompts import render


def print_precedents(index: Index, found: Sequence[Precedent], clause: str) -> None:
    """Each formulation: where it stands, its words, what differs, how strong, since when."""
    language = language_of(clause)
    if not found or found[0].similarity < NEW:
        typer.echo(flow(render("precedent_new", language)))
        if found:
            print()
    for rank, each in enumerate(found, 1):
        if rank > 1:
            print()
        _print_one(index, rank, each, language)


def _print_one(index: Index, rank: int, precedent: Precedent, language: Language) -> None:
    found = precedent.found
    percent = f"{precedent.similarity:.0%}"
    typer.echo(strong(f"{rank}. {found.label}  {percent}"))
    typer.echo(faint(f"   {place(found.document, found.paragraph)}"))
    for line in found.text.splitlines():
        typer.echo(flow(line, "   > "))
    differs = marked(precedent, language)
    if differs:
        typer.echo(flow(differs, "   ± "))
    elif not precedent.across:
        typer.echo(f"   {render('precedent_same', language)}")
    for said in (strength_line(precedent, language), use_line(index, precedent.family, language)):
        if said:
            typer.echo(flow(said, "   "))
    if precedent.counterpart is not None:
        typer.echo(faint(f"   {precedent.counterpart.label}"))
        for line in precedent.counterpart.text.splitlines():
            typer.echo(faint(flow(line, "   > ")))
