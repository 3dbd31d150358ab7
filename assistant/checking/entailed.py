"""Verdicts with a second opinion: what the checker accepts an entailment model has to accept as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.checking.references import cited_words
from assistant.checking.verdicts import Verdict
from assistant.support.entailment import seconded
from assistant.support.values import Cited, Judge, Judgement
from assistant.support.wording import language_of
from index.store import Index

Entailed = Callable[[Verdict], Verdict]


def entailed(
    verdict: Verdict, entails: Judge | None, opened: Callable[[], Index], words: str | None = None
) -> Verdict:
    """The verdict where the model agrees, or there is none. `words` are those of the paragraph where
    it is no indexed one; the index is opened only for one that is.
    """
    if entails is None or verdict.support not in ("supported", "elsewhere"):
        return verdict
    judgement = seconded(
        Judgement("supported"), verdict.text, _carriers(verdict, opened, words), entails
    )
    if judgement.support == "supported":
        return verdict
    return replace(verdict, support=judgement.support, reasons=judgement.reasons)


def _carriers(verdict: Verdict, opened: Callable[[], Index], words: str | None) -> Sequence[Cited]:
    if words is not None:
        return [Cited(words, language_of(words))]
    found = (verdict.found,) if verdict.found is not None else verdict.cited
    return [cited_words(opened(), each) for each in found]
