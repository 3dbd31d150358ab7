"""A judge that asks a language model through llama-index and takes a structured verdict.

Any llama-index LLM: `llm:package.module:function` names a function without arguments that returns
one. The question is asked in the statement's language (`prompts/ar/judge.md`, `prompts/en/judge.md`).
Such a judge is never the default: another run of it may say something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.support.values import Cited, Grade, Judge, Judgement
from assistant.support.wording import language_of
from eval.opening import open_model
from index.errors import FiqraError
from prompts import render

TRIES = 2
"""An answer that is no verdict is asked for once more."""

_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class Verdict(BaseModel):
    """What the model has to say."""

    support: Grade
    reason: str = ""


def open_llm(path: str) -> Judge:
    """A judge from the import path of a function that returns a llama-index LLM.

    Raises UsageError where there is no such function or it returns something else, FiqraError where
    it fails. The judge itself
    raises FiqraError where the model fails, or gives no verdict when asked twice.
    """
    model = open_model(path)

    def judge(statement: str, cited: Sequence[Cited]) -> Judgement:
        if not cited:
            return Judgement("unsupported", ("The statement cites no paragraph.",))
        paragraphs = "\n\n".join(_shown(each) for each in cited)
        language = language_of(statement)
        prompt = render("judge", language, paragraphs=paragraphs, statement=statement)
        for _ in range(TRIES):
            verdict = _verdict(_asked(model, prompt, path))
            if verdict is not None:
                reasons = (
                    (verdict.reason,) if verdict.reason and verdict.support != "supported" else ()
                )
                return Judgement(verdict.support, reasons)
        raise FiqraError(
            f"The model of {path} gave no verdict in {TRIES} tries: it has to answer with one JSON"
            " object with `support` and `reason`; take a model that does, or the judge `check`."
        )

    return judge


def _shown(cited: Cited) -> str:
    return "\n".join([f"[{cited.label}]", cited.text, *cited.others])


def _asked(model: Any, prompt: str, path: str) -> str:
    try:
        return str(model.complete(prompt).text)
    except Exception as fault:  # whatever the model's own package raises
        raise FiqraError(
            f"The model of {path} failed ({type(fault).__name__}: {fault}); see that it runs, or take"
            " the judge `check`."
        ) from fault


def _verdict(reply: str) -> Verdict | None:
    found = _OBJECT.search(reply)
    if found is None:
        return None
    try:
        return Verdict.model_validate_json(found[0])
    except ValidationError:
        return None
