"""`fiqra search` and `fiqra ask`: one question, or a batch of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import (
    BodyOption,
    IndexOption,
    JsonOption,
    KindOption,
    LocalOnlyOption,
    NoModelOption,
    RerankerOption,
    ScopeOption,
    SourceLanguageOption,
    YearOption,
    entailment_with,
    filter_with,
    language_model_with,
    open_within,
    reranker_with,
    settings_with,
)
from index.errors import UsageError

if TYPE_CHECKING:
    from assistant.answers import Answer, Question
    from index.store import Index

SEARCH, SEARCH_HELP = "search", "Find the paragraphs nearest to a question."
ASK, ASK_HELP = "ask", "Answer a question, each statement cited."

BatchOption = Annotated[
    Path | None, typer.Option("--batch", help="JSON lines of questions to ask, one after another.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Where a batch writes its lines.")]
TopK = Annotated[
    int | None, typer.Option("--top-k", help="How many paragraphs (5; in a batch 20).")
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Answer in `ar` or `en`, whatever the question's language."),
]


def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    top_k: TopK = None,
    within: ScopeOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    source_language: SourceLanguageOption = None,
    reranker: RerankerOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    out: OutOption = None,
) -> None:
    """Find the paragraphs nearest to a question or a clause."""
    from assistant.answers import Question, found_json
    from assistant.batch import SEARCH_K, run_batch
    from assistant.retrieval import retrieve
    from assistant.terminal import print_found

    _check_question(query, batch, out)
    _check_top_k(top_k)
    wanted = filter_with(within, body, year, kind, source_language)
    opened = open_within(index, wanted)
    model = reranker_with(reranker)
    if batch and out:
        k = top_k or SEARCH_K

        def reply(question: Question) -> dict[str, Any]:
            found = retrieve(opened, replace(question, filter=wanted), k, reranker=model).found
            return {"passages": [found_json(each) for each in found]}

        _exit_after(run_batch(batch, out, reply))
    asked = Question(query or "", filter=wanted)
    found = retrieve(opened, asked, top_k or 5, reranker=model).found
    _print_json([found_json(each) for each in found]) if as_json else print_found(found)


def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in Arabic or English.")
    ] = None,
    language: LanguageOption = None,
    within: ScopeOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    source_language: SourceLanguageOption = None,
    reranker: RerankerOption = None,
    local_only: LocalOnlyOption = False,
    no_model: NoModelOption = False,
    index: IndexOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Where to take the answer to: .docx or .md, with footnotes; of a batch, .jsonl.",
        ),
    ] = None,
) -> None:
    """Answer a question from the documents, every statement with its paragraph.

    In the documents' own words; where a language model is set (docs/models.md), in its words, as far
    as the paragraphs carry them.
    """
    from assistant.answering import answer, keeper
    from assistant.answers import Question, answer_json
    from assistant.batch import run_batch
    from assistant.exporting import SUFFIXES

    if out is not None and batch is None and out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            "--out is a .docx or .md to take one answer to; a batch needs both --batch QUESTIONS.jsonl "
            "and --out RUN.jsonl."
        )
    _check_question(question, batch, out if batch else None)
    reply_in = answer_language_of(language)
    wanted = filter_with(within, body, year, kind, source_language)
    settings = settings_with(index)
    model = language_model_with(settings, local_only=local_only, no_model=no_model)
    opened = open_within(index, wanted)
    ranker = reranker_with(reranker)
    keep = keeper(settings.index, settings.trace_days)
    entails = entailment_with(settings) if model else None
    if batch and out:
        from assistant.models.patience import patient

        steady = patient(model) if model else None

        def reply(asked: Question) -> dict[str, Any]:
            full = replace(asked, language=reply_in or asked.language, filter=wanted)
            return answer_json(answer(opened, full, steady, ranker, keep=keep, entails=entails))

        _exit_after(run_batch(batch, out, reply))
    asked = Question(question or "", language=reply_in, filter=wanted)
    if as_json:
        given = answer(opened, asked, model, ranker, keep=keep, entails=entails)
        _print_json(answer_json(given))
    else:
        from assistant.terminal_answer import answered_on_terminal

        given = answered_on_terminal(
            lambda show: answer(
                opened, asked, model, ranker, on_draft=show, keep=keep, entails=entails
            ),
            strike=settings.llm_unsupported == "strike",
        )
    if out is not None:
        _take_away(out, opened, asked, given)


def _take_away(out: Path, index: Index, asked: Question, given: Answer) -> None:
    from datetime import UTC, datetime

    from assistant.exporting import write
    from assistant.records import Exchange, recorded

    now = datetime.now(UTC).isoformat(timespec="seconds")
    write(out, "", [Exchange(asked.text, recorded(index, given), now)], given.language)


def _check_question(question: str | None, batch: Path | None, out: Path | None) -> None:
    """Either a question that is not blank, or a batch with its two files."""
    if (batch is None) != (out is None):
        raise UsageError("A batch needs both --batch QUESTIONS.jsonl and --out RUN.jsonl.")
    if (question is None) == (batch is None):
        raise UsageError("Give either a question, or a batch with --batch and --out.")
    if question is not None and not question.strip():
        raise UsageError("The question is empty; write what you want to know.")


def _check_top_k(value: int | None) -> None:
    if value is not None and not 1 <= value <= 1000:
        raise UsageError(f"--top-k is a whole number from 1 to 1000, not {value}.")


def answer_language_of(value: str | None) -> Any:
    """The value of `--language`. Raises UsageError for another one."""
    if value not in (None, "ar", "en"):
        raise UsageError(f"--language is `ar` or `en`, not {value!r}.")
    return value


def _exit_after(failed: int) -> None:
    raise typer.Exit(3 if failed else 0)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))
