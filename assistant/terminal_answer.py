"""An answer on the terminal: its sentences, the words that they rest on, what was left out; and a
language model's while it is still being written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from assistant.answers import Answer, Citation, Found
from assistant.terminal import columns, faint, flow, place, strong, styled
from index.values import Language
from prompts import render

if TYPE_CHECKING:
    from assistant.generative import Draft


def _print_lines(text: str) -> None:
    for line in text.split("\n"):
        typer.echo(flow(line[2:], "> ") if line.startswith("> ") else flow(line))


def twins_line(found: Found, language: Language) -> str:
    """Where else nearly the same words stand."""
    separator = "؛ " if language == "ar" else "; "
    return render("twins", language, labels=separator.join(each.label for each in found.twins))


def print_answer(answer: Answer, *, strike: bool = False) -> None:
    """The answer; then its citations with where each stands, with the exact words where the answer
    itself does not quote them. With `strike` what a model wrote and no paragraph carries comes last,
    struck through.
    """
    if answer.model and answer.claims:
        _print_lines(answer.text)
    else:
        _print_quoted(answer)
    if answer.citations:
        print()
    for number, citation in enumerate(answer.citations, 1):
        found = citation.found
        typer.echo(strong(f"[{number}] {found.label}"))
        typer.echo(faint(f"    {place(found.document, found.paragraph)}"))
        if answer.model:
            _print_words(answer.language, citation)
        if found.twins:
            typer.echo(faint(flow(twins_line(found, answer.language), "    ")))
    if strike and answer.withdrawn:
        print()
        typer.echo(faint(render("withdrawn", answer.language)))
        for each in answer.withdrawn:
            typer.echo(flow(_struck(each.text), "- "))
            typer.echo(faint(flow(" ".join(each.reasons), "    ")))


def _print_quoted(answer: Answer) -> None:
    """An answer that quotes, damaged text with how it is read below it."""
    claims = "\n\n".join(claim.text for claim in answer.claims)
    notes = answer.text.removesuffix(claims).rstrip("\n")
    if notes:
        _print_lines(notes)
    for number, claim in enumerate(answer.claims):
        if notes or number:
            print()
        _print_lines(claim.text)
        for at in claim.citations:
            _print_reading(answer.language, answer.citations[at])


def _print_words(language: Language, citation: Citation) -> None:
    """The words that a sentence rests on, to the letter, and the official ones in the other language."""
    for line in citation.lines:
        typer.echo(flow(line, "    > "))
    _print_reading(language, citation)
    if citation.counterpart_lines and citation.found.document.language != language:
        typer.echo(faint(f"    {render('official', language)}"))
        for line in citation.counterpart_lines:
            typer.echo(flow(line, "    > "))


def _print_reading(language: Language, citation: Citation) -> None:
    if citation.reading:
        typer.echo(faint(render("reading", language)))
        for line in citation.reading:
            typer.echo(flow(line, "~ "))


def _struck(text: str) -> str:
    return typer.style(text, strikethrough=True) if styled() else f"~~{text}~~"


def answered_on_terminal(
    answer: Callable[[Callable[[Draft], None] | None], Answer], *, strike: bool = False
) -> Answer:
    """Prints the answer that `answer` gives, shown as it comes by the function that it is called
    with; what the model failed with goes to stderr.
    """
    with _as_it_comes() as show:
        given = answer(show)
    if given.fault:
        print(f"fiqra: {given.fault}", file=sys.stderr)
    print_answer(given, strike=strike)
    return given


@contextmanager
def _as_it_comes() -> Iterator[Callable[[Draft], None] | None]:
    """Shows a draft in place while it is written: what has been checked plain, what has not yet been
    dim, what was taken back struck through. It is gone when the answer is there to be printed. None
    where stdout is no terminal to draw on.
    """
    if columns() is None:
        yield None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    styles = {"pending": "dim", "withdrawn": "dim strike"}
    with Live(console=Console(), transient=True, refresh_per_second=12) as live:

        def show(draft: Draft) -> None:
            text = Text()
            for each in draft.sentences:
                words = each.statement.lead + each.text
                text.append(f"{words}\n", style=styles.get(each.outcome, ""))
            text.append(draft.pending.strip(), style="dim")
            live.update(text)

        yield show
