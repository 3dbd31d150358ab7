"""The systems that a run can ask: retrieval alone, answers in the documents' own words or in a language
model's, or any Python function.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, Found, Question
from assistant.cross_encoder import Reranker
from assistant.models.opening import LanguageModel
from eval.opening import names_function, open_function
from eval.runs.lines import Line, Place, Statement
from eval.sets.questions import Asked
from index.errors import FiqraError, UsageError
from index.filters import Filter
from index.store import Index

Reply = Callable[[Index, Asked], Line]
"""A question of a set answered from an index. `eval.runs.flips` gives it a changed index."""


@dataclass(frozen=True, slots=True)
class System:
    """A system by name, over an index; called with a question of a set, it gives the run's line."""

    name: str
    index: Index
    reply: Reply
    top_k: int
    """Passages of a line, as far as the system tells them."""
    rereads: bool = True
    """Whether `reply` takes all that it knows of the documents from the index that it is given."""

    def __call__(self, asked: Asked) -> Line:
        """The line for a question. What goes wrong in the system is raised."""
        return self.reply(self.index, asked)


def open_system(
    name: str,
    index: Index,
    top_k: int,
    reranker: Reranker | None = None,
    model: LanguageModel | None = None,
) -> System:
    """The system of that name: `retrieval`, `extractive`, `model` (the language model that is given),
    or `package.module:function`.

    `top_k` is the number of paragraphs that a line's passages hold. A function takes an index and a
    question (`assistant.answers.Question`) and returns an `Answer`, or a whole run line where it
    also tells what it retrieved, and ranks by itself: `reranker` is for the others. Raises UsageError
    with one sentence where there is no such system, or no model for it.
    """
    if top_k < 1:
        raise UsageError(f"The number of passages is 1 or more, not {top_k}.")
    if name == "retrieval":
        return System(name, index, lambda i, asked: _retrieved(i, asked, top_k, reranker), top_k)
    if name == "extractive":
        return System(name, index, lambda i, asked: _extracted(i, asked, top_k, reranker), top_k)
    if name == "model":
        if model is None:
            raise UsageError(
                "No language model is set for --system model; set one (docs/models.md), or take "
                "extractive."
            )
        return System(
            name, index, lambda i, asked: _written(i, asked, top_k, reranker, model), top_k
        )
    if not names_function(name):
        raise UsageError(
            f"There is no system {name!r}; it is `retrieval`, `extractive`, `model` or "
            "`package.module:function`."
        )
    function = open_function(name, "system")
    return System(name, index, lambda index, asked: _called(name, function, index, asked), top_k)


def answered(system: Callable[[Asked], Line], asked: Asked) -> Line:
    """The system's line for a question; what goes wrong in it is the line's `error`."""
    try:
        line = system(asked)
    except FiqraError as fault:
        return Line(asked.id, error=str(fault))
    except Exception as fault:  # a fault in one question must not cost the others
        return Line(asked.id, error=f"internal fault, {type(fault).__name__}: {fault}")
    if not isinstance(line, Line):
        return Line(asked.id, error=f"the system gave a {type(line).__name__}, not a run's line")
    return line if line.id == asked.id else replace(line, id=asked.id)


def question_of(asked: Asked) -> Question:
    """What a system is told of a question of a set: its words, the turns before, the language."""
    return Question(asked.question, asked.history, asked.lang, Filter(documents=asked.scope))


def _retrieved(index: Index, asked: Asked, top_k: int, reranker: Reranker | None) -> Line:
    from assistant.retrieval import retrieve

    began = time.perf_counter()
    found = retrieve(index, question_of(asked), top_k, reranker=reranker).found
    elapsed = _milliseconds_since(began)
    return Line(asked.id, passages=_passages(found), total_ms=elapsed, answered=False)


def _extracted(index: Index, asked: Asked, top_k: int, reranker: Reranker | None) -> Line:
    from assistant.extractive import CANDIDATES, answer_from
    from assistant.retrieval import retrieve, widened

    question = question_of(asked)
    began = time.perf_counter()
    retrieval = retrieve(index, question, CANDIDATES, reserve=top_k, reranker=reranker)
    answer = answer_from(index, question, retrieval)
    # the clock stops here: a reader is not kept waiting for passages that only scores look at
    timed = replace(answer, total_ms=_milliseconds_since(began))
    passages = _passages(widened(index, retrieval, top_k).found)
    return replace(answer_line(asked.id, timed), passages=passages)


def _written(
    index: Index, asked: Asked, top_k: int, reranker: Reranker | None, model: LanguageModel
) -> Line:
    from assistant.answering import answer
    from assistant.retrieval import retrieve

    question = question_of(asked)
    line = answer_line(asked.id, answer(index, question, model, reranker))
    found = retrieve(index, question, top_k, reranker=reranker).found
    return replace(line, passages=_passages(found))


def _milliseconds_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


def answer_line(identifier: str, answer: Answer) -> Line:
    """An answer as a run's line, without passages."""
    return Line(
        identifier,
        language=answer.language,
        abstained=answer.abstained,
        why=answer.why,
        answer=answer.text,
        statements=tuple(Statement(each.text, each.citations) for each in answer.claims),
        citations=tuple(_citation(each) for each in answer.citations),
        confidence=None if answer.confidence is None else round(answer.confidence, 4),
        total_ms=round(answer.total_ms, 1),
    )


def found_place(found: Found) -> Place:
    """A paragraph that was found, with the points shown with it, as a place of a run."""
    paragraph = found.paragraph
    return Place(
        found.document.name,
        found.spans,
        score=round(found.score, 4),
        symbol=found.document.symbol,
        label=found.label,
        number=paragraph.number,
        page=paragraph.pages[0] if paragraph.pages else None,
    )


def _citation(citation: Citation) -> Place:
    place = found_place(citation.found)
    return replace(place, score=None, quote=citation.quote, quote_spans=citation.quote_spans)


def _passages(found: tuple[Found, ...]) -> tuple[Place, ...]:
    return tuple(found_place(each) for each in found)


def _called(
    name: str, function: Callable[[Index, Question], object], index: Index, asked: Asked
) -> Line:
    began = time.perf_counter()
    given = function(index, question_of(asked))
    elapsed = _milliseconds_since(began)
    if isinstance(given, Answer):
        return replace(answer_line(asked.id, given), total_ms=elapsed)
    if isinstance(given, Line):
        timed = elapsed if given.total_ms is None else given.total_ms
        return replace(given, id=asked.id, total_ms=timed)
    raise FiqraError(
        f"The system {name} gave a {type(given).__name__}; it must return an Answer "
        "(`assistant.answers`) or a run's Line (`eval.runs.lines`)."
    )
