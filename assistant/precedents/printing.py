"""Precedents on the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import typer

from assistant.answers import Found
from assistant.precedents.changes import bodies_line, last_change, one_line
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import (
    citation,
    found_line,
    marked,
    part_line,
    quotation,
    strength_line,
    use_line,
)
from assistant.strength import Verdict
from assistant.support.wording import language_of
from assistant.terminal import columns, faint, flow, place, strong
from index.store import Index
from index.values import Language
from prompts import render

_FROM_RIGHT = "\u200f"


def print_precedents(
    index: Index,
    found: Sequence[Precedent],
    clause: str,
    *,
    quoted: bool = False,
    speaking: Verdict | None = None,
) -> None:
    """Each formulation: its words, what differs, how strong, since when, what changed last, and its
    citation; with `quoted` the citation with the words in quotation marks. `speaking` says that only
    precedents that speak so beside the clause were asked for.
    """
    language = language_of(clause)
    said = found_line(found, language, speaking)
    if said is not None:
        typer.echo(_flow(said, "", language))
        if found:
            print()
    for rank, each in enumerate(found, 1):
        if rank > 1:
            print()
        _print_one(index, rank, each, language, quoted=quoted)


def _print_one(
    index: Index, rank: int, precedent: Precedent, language: Language, *, quoted: bool
) -> None:
    found = precedent.found
    percent = f"{precedent.similarity:.0%}"
    typer.echo(strong(f"{rank}. {found.label}  {percent}"))
    typer.echo(faint(f"   {place(found.document, found.paragraph)}"))
    for line in found.text.splitlines():
        typer.echo(_flow(line, "   > ", found.document.language))
    differs = marked(precedent, language)
    if differs:
        typer.echo(_flow(differs, "   ± ", language))
    elif not precedent.across:
        typer.echo(_flow(render("precedent_same", language), "   ", language))
    for said in (
        part_line(precedent, language),
        strength_line(precedent, language),
        use_line(index, precedent.family, language),
        bodies_line(precedent.family, language),
    ):
        if said:
            typer.echo(_flow(said, "   ", language))
    # of what is only the nearest to new language, how it changed is of no use
    change = last_change(index, precedent, language) if precedent.near else None
    if change is not None:
        typer.echo(_flow(change.words, "   ", language))
        if change.pieces:
            typer.echo(_flow(one_line(change.pieces, language), "     ± ", language))
    typer.echo(_cite(index, found, language, quoted=quoted))
    other = precedent.counterpart
    if other is not None:
        own = other.document.language
        typer.echo(faint(f"   {other.label}"))
        for line in other.text.splitlines():
            typer.echo(faint(_flow(line, "   > ", own)))
        typer.echo(faint(_cite(index, other, own, quoted=quoted)))


def _cite(index: Index, found: Found, language: Language, *, quoted: bool) -> str:
    said = (quotation if quoted else citation)(index, found, language)
    return _flow(render("precedent_cite", language, citation=said), "   ", language)


def _flow(text: str, before: str, language: Language) -> str:
    """As `flow`. A terminal that turns lines takes a line's direction from its first letter: an Arabic
    one that begins with Latin letters, as after a wrap, gets a mark that says which way it goes.
    """
    lines = flow(text, before).split("\n")
    if language == "en" or columns() is None:
        return "\n".join(lines)
    return "\n".join(f"{_FROM_RIGHT}{line}" if _from_left(line) else line for line in lines)


def _from_left(line: str) -> bool:
    classes = (unicodedata.bidirectional(character) for character in line)
    return next((c for c in classes if c in ("L", "R", "AL")), None) == "L"
