"""Checkers by name: `check`, `nli:FOLDER` or `llm:package.module:function`."""

from __future__ import annotations

from assistant.support.check import check
from assistant.support.values import Judge
from index.errors import UsageError


def open_judge(name: str) -> Judge:
    """The checker of that name.

    `check` is the deterministic one, the only one that is on unless another is named. `nli:FOLDER`
    is a CrossEncoder that tells entailment (`assistant.support.entailment`), `llm:package.module:function` a
    language model through llama-index (`eval.judges.llm`). Raises UsageError for another name and
    FiqraError where the model cannot be had.
    """
    kind, _, which = name.partition(":")
    if name == "check":
        return check
    if kind == "nli" and which:
        from assistant.support.entailment import open_nli

        return open_nli(which)
    if kind == "llm" and which:
        from eval.judges.llm import open_llm

        return open_llm(which)
    raise UsageError(
        f"There is no judge {name!r}; name check, nli:FOLDER (a CrossEncoder with entailment,"
        " neutral and contradiction) or llm:package.module:function (a llama-index LLM)."
    )
