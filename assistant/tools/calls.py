"""The four things that a program may ask for, each with checked arguments, each with a JSON result."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from assistant.answering import KeepTrace, answer
from assistant.answers import Question, Turn
from assistant.cross_encoder import Reranker
from assistant.links import followed
from assistant.models.opening import LanguageModel
from assistant.precedents.finding import check_clause, precedents
from assistant.retrieval import retrieve
from assistant.showing import find_document, find_paragraphs
from assistant.support.values import Judge
from assistant.tools.arguments import Ask, Precede, Search, Show
from assistant.tools.results import (
    answer_result,
    document_result,
    found_result,
    outline_result,
    paragraph_result,
    precedent_result,
)
from index.errors import UsageError
from index.store import Index


@dataclass(frozen=True)
class By:
    """What questions are answered by, besides the index."""

    model: LanguageModel | None = None
    reranker: Reranker | None = None
    entails: Judge | None = None
    keep: KeepTrace | None = None


def ask(index: Index, given: Ask, by: By, cancel: threading.Event | None = None) -> dict[str, Any]:
    """The answer to a question. Raises UsageError for a scope that names what is not there."""
    from index.filters import rows

    rows(index, given.filter)
    question = Question(
        given.question,
        tuple(Turn(turn.role, turn.text) for turn in given.history),
        given.language,
        given.filter,
    )
    answered = answer(
        index,
        question,
        by.model,
        by.reranker,
        cancel=cancel,
        keep=by.keep,
        entails=by.entails if by.model else None,
    )
    return answer_result(index, answered)


def search(index: Index, given: Search, by: By) -> dict[str, Any]:
    """The nearest paragraphs. Raises UsageError for a scope that names what is not there."""
    question = Question(given.query, filter=given.filter)
    retrieval = retrieve(index, question, given.top_k, reranker=by.reranker)
    return {
        "language": retrieval.language,
        "passages": [
            found_result(index, each, retrieval.language) for each in retrieval.found[: given.top_k]
        ],
    }


def precedent(index: Index, given: Precede, by: By) -> dict[str, Any]:
    """The nearest agreed language. Raises UsageError for a clause that is none, and as `search`."""
    found = precedents(
        index,
        check_clause(given.clause),
        given.top_k,
        given.filter,
        by.reranker,
        speaking=given.strength,
    )
    return {"precedents": [precedent_result(index, each) for each in found]}


def show(index: Index, given: Show) -> dict[str, Any]:
    """A paragraph, whole, or a document's outline. Raises UsageError for what is not there."""
    if (given.link is None) == (given.document is None):
        raise UsageError("Give either `document`, with or without `paragraph`, or `link` alone.")
    if given.link is not None:
        if given.paragraph is not None:
            raise UsageError("`link` names a paragraph already; leave `paragraph` out.")
        document, paragraph = followed(index, given.link)
        wanted = [paragraph]
    else:
        document = find_document(index, given.document or "")
        if given.paragraph is None:
            outline = index.outline(document.name)
            return {
                "document": document_result(document),
                **outline_result(index, document, outline, given.start),
            }
        wanted = list(find_paragraphs(index, document, given.paragraph))
    return {
        "document": document_result(document),
        "paragraphs": [paragraph_result(index, document, each) for each in wanted],
    }
