"""A new question taken down: from the options of a command, or asked for one by one on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

import typer

from assistant.showing import find_document, outline_lines
from assistant.terminal import MOST_COLUMNS, columns
from eval.sets.evidence import labelled
from eval.sets.questions import Asked, Difficulty, Nugget, Type
from eval.sets.writing import new_question
from index.errors import UsageError
from index.store import Index
from index.values import Language

Word = TypeVar("Word", bound=str)


def question_from_options(
    index: Index,
    question: str,
    evidence: Sequence[str],
    *,
    unanswerable: bool,
    kind: str | None,
    difficulty: str,
    answers: Sequence[str],
    nuggets: Sequence[str],
    stratum: str,
) -> Asked:
    """The question that a command's options state. Raises UsageError with one sentence where they
    do not make one.
    """
    if not question.strip():
        raise UsageError("The question is empty; write what is asked.")
    if not evidence and not unanswerable:
        raise UsageError(
            "Name what answers with --evidence, or say --unanswerable where no document does."
        )
    return new_question(
        index,
        [place(index, each) for each in evidence],
        question.strip(),
        type=_type(kind or ("unanswerable" if unanswerable else "lookup"), unanswerable),
        difficulty=_difficulty(difficulty),
        answers=_answers(answers),
        nuggets=[Nugget(each, vital=True) for each in nuggets],
        slice=stratum,
    )


def place(index: Index, text: str) -> tuple[str, str]:
    """Document and paragraph of `RCW/RES/2022/3 op. para. 2`; a symbol may hold spaces.

    Raises UsageError where the text does not begin with an indexed document, or names no paragraph.
    """
    words = text.split()
    for border in range(len(words) - 1, 0, -1):
        name = " ".join(words[:border])
        try:
            find_document(index, name)
        except UsageError:
            continue
        return name, " ".join(words[border:])
    raise UsageError(
        f"{text!r} is not a document and a paragraph of it; write them as in "
        '"RCW/RES/2022/3 op. para. 2" (`fiqra documents` lists the documents).'
    )


def ask_for_question(index: Index) -> Asked:
    """A question asked for on the terminal: the document, the paragraph, the words, the rest."""
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to ask on; give --question and --evidence.")
    places: list[tuple[str, str]] = []
    while True:
        name = _ask("Document that answers (file or symbol; empty when done)")
        if not name:
            break
        try:
            places.append(_ask_for_paragraph(index, name))
        except UsageError as fault:
            typer.echo(str(fault), err=True)
    if not places and not typer.confirm("No document answers it?", default=False):
        raise UsageError("A question needs the paragraph that answers it; nothing was written.")
    question = typer.prompt("Question").strip()
    kind = _ask_for_one("Type", _types(not places), _types(not places)[0])
    difficulty = _ask_for_one("Difficulty", get_args(Difficulty), "medium")
    stratum = _ask("What makes it hard (slice; may be empty)")
    answers: list[str] = []
    while places and (answer := _ask("A right short answer, `ar:…` or `en:…` (empty when done)")):
        try:
            _answers([answer])
        except UsageError as fault:
            typer.echo(str(fault), err=True)
        else:
            answers.append(answer)
    facts = []
    while places and (fact := _ask("A fact that a right answer must state (empty when done)")):
        facts.append(Nugget(fact, vital=True))
    return new_question(
        index,
        places,
        question,
        type=kind,
        difficulty=difficulty,
        answers=_answers(answers),
        nuggets=facts,
        slice=stratum,
    )


def _ask(words: str) -> str:
    """What is typed; may be empty."""
    return str(typer.prompt(words, default="", show_default=False)).strip()


def _ask_for_one(called: str, known: Sequence[Word], default: Word) -> Word:
    """One of the known words; asks again until it is one."""
    while True:
        said = typer.prompt(f"{called} ({', '.join(known)})", default=default).strip()
        for each in known:
            if each == said:
                return each
        typer.echo(f"The {called.lower()} is one of {', '.join(known)}, not {said!r}.", err=True)


def _ask_for_paragraph(index: Index, name: str) -> tuple[str, str]:
    """Shows a document's outline and asks which paragraph; shows it, so that a slip is seen."""
    document = find_document(index, name)
    for line in outline_lines(index.outline(document.name), columns() or MOST_COLUMNS):
        typer.echo(line)
    wanted = typer.prompt("Paragraph (38, `preamble 3`, `5 (a)`, `annex 12`)").strip()
    for paragraph in labelled(index, document, wanted):
        typer.echo(f"  {paragraph.clean.text}")
    return document.name, wanted


def _type(value: str, unanswerable: bool) -> Type:
    fitting = _types(unanswerable)
    for each in fitting:
        if each == value:
            return each
    if unanswerable:
        raise UsageError(f"The type is unanswerable here, not {value!r}.")
    raise UsageError(f"The type is one of {', '.join(fitting)} here, not {value!r}.")


def _types(unanswerable: bool) -> tuple[Type, ...]:
    known: tuple[Type, ...] = get_args(Type)
    return tuple(each for each in known if (each == "unanswerable") == unanswerable)


def _difficulty(value: str) -> Difficulty:
    known: tuple[Difficulty, ...] = get_args(Difficulty)
    for each in known:
        if each == value:
            return each
    raise UsageError(f"The difficulty is one of {', '.join(known)}, not {value!r}.")


def _answers(texts: Sequence[str]) -> Mapping[Language, Sequence[str]]:
    """`ar:…` and `en:…` by language."""
    found: dict[Language, list[str]] = {}
    for text in texts:
        language, colon, words = text.partition(":")
        if not colon or language not in ("ar", "en") or not words.strip():
            raise UsageError(f"A short answer is written `ar:…` or `en:…`, not {text!r}.")
        found.setdefault("ar" if language == "ar" else "en", []).append(words.strip())
    return found
