"""A question of a conversation answered: by the language model that is set, else without one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from assistant import extractive
from assistant.answers import Answer, Question, Turn, answered_turn
from assistant.cross_encoder import Reranker
from assistant.language import answer_language
from assistant.support.values import Judge
from index.errors import FiqraError
from index.store import Index
from index.values import Language
from prompts import PromptError, render

if TYPE_CHECKING:
    from assistant.generative import Draft
    from assistant.models.opening import LanguageModel
    from assistant.traces import Trace

KeepTrace = Callable[["Trace"], None]


def answer(
    index: Index,
    question: Question,
    model: LanguageModel | None = None,
    reranker: Reranker | None = None,
    *,
    on_draft: Callable[[Draft], None] | None = None,
    cancel: threading.Event | None = None,
    keep: KeepTrace | None = None,
    entails: Judge | None = None,
) -> Answer:
    """The answer to a question, each statement cited, or that the documents do not answer it.

    With a model a follow-up is made to stand alone by it (`condensing`), and the answer is written by
    it and checked (`generative`): `on_draft` gets it as it comes, `cancel` stops it, `keep` gets the
    trace. Without one both are done by rules and in the documents' own words.
    """
    if model is None:
        return extractive.answer(index, question, reranker)
    from assistant.condensing import condense
    from assistant.generative import written
    from assistant.traces.values import Asked, trace_of

    question = _writable(question)
    condensed = condense(model, question, cancel)
    searched = question
    if condensed.by == "model":
        asked_before = [turn.text for turn in question.history if turn.role == "user"]
        language = answer_language(question.text, question.language, asked_before)
        searched = replace(question, text=condensed.text, history=(), language=language)
    fault = condensed.fault
    # of these the cause may be that one prompt; whatever else failed will fail again
    failed = None if fault is None or fault.kind in ("empty", "overflow") else fault
    result = written(
        index,
        searched,
        model,
        reranker,
        on_draft=on_draft,
        cancel=cancel,
        failed=failed,
        entails=entails,
    )
    if keep is not None:
        asked = Asked(
            question=question.text,
            history=question.history,
            language=question.language,
            filter=question.filter,
            rewritten=condensed.text,
            by=condensed.by,
            why=condensed.why,
            reply=condensed.reply,
        )
        keep(trace_of(index, model, asked, result))
    return result.answer


def _writable(question: Question) -> Question:
    """The question without halves of characters, as a badly decoded line has them: no model and no
    trace takes them.
    """

    def whole(text: str) -> str:
        return text.encode("utf-8", "replace").decode("utf-8")

    turns = tuple(replace(turn, text=whole(turn.text)) for turn in question.history)
    return replace(question, text=whole(question.text), history=turns)


_TEMPLATES = {
    "generate": ("example", "silence"),
    "generate_question": ("paragraphs", "question"),
    "condense_system": (),
    "condense": ("history", "question"),
    "condense_turn": ("question", "answer"),
}
"""What a model is sent, with the variables of each."""


def check_templates() -> None:
    """Raises FiqraError where a template of what a model is sent is missing or names other variables,
    so that this is found before the first question and not by its reader.
    """
    try:
        for language in get_args(Language):
            for name, variables in _TEMPLATES.items():
                render(name, language, **dict.fromkeys(variables, ""))
    except PromptError as fault:
        raise FiqraError(f"{fault} Install Fiqra again, or mend the template.") from fault


def keeper(folder: Path, days: int) -> KeepTrace:
    """Keeps traces beside the index of `folder` for so many days (`traces.keep`). That they cannot be
    kept is said on stderr, once: the answer is there all the same.
    """
    said: set[str] = set()

    def keep(trace: Trace) -> None:
        from assistant.traces import keep as write

        try:
            write(folder, trace, days)
        except FiqraError as fault:
            if str(fault) not in said:
                print(f"fiqra: {fault}", file=sys.stderr)
            said.add(str(fault))

    return keep


def turn_of(answer: Answer) -> Turn:
    """An answer as a turn of the conversation (`answered_turn`); one in the documents' own words names
    its paragraphs itself.
    """
    labels = [f"[{n}] {each.found.label}" for n, each in enumerate(answer.citations, 1)]
    return answered_turn(answer.text, labels if answer.model is not None else ())
