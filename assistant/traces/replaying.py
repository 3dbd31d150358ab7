"""A trace played again, without the model: the same reply against the index as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers import Answer, Found, Question, answer_json
from assistant.extractive import CANDIDATES, Grounds, grounds
from assistant.generative import Block, Written
from assistant.generative.writing import for_model, of_blocks, without_model
from assistant.models.calls import Reply
from assistant.models.faults import LanguageModelError
from assistant.retrieval import Retrieval, retrieve
from assistant.traces.values import Passage, Trace, index_mark, judged
from index.errors import FiqraError
from index.store import Index
from index.values import Language


@dataclass(frozen=True, slots=True)
class Replay:
    """What comes of it now, and in what that is not what came of it then."""

    answer: Answer
    differences: tuple[str, ...]
    """Sentences; none where everything is as it was."""


def replayed(index: Index, trace: Trace) -> Replay:
    """The answer that the trace's reply gives now, with the paragraphs that the model was given.

    No model is asked. Raises FiqraError where one of those paragraphs is no longer there.
    """
    question = _question(trace)
    retrieval = retrieve(index, question, CANDIDATES)
    ground = grounds(index, question, retrieval)
    if not trace.messages:
        result = Written(without_model(index, ground))
    else:
        if isinstance(ground, Answer) or not for_model(ground):
            # the index has changed since: the model would not be asked any more
            ground = Grounds(retrieval, retrieval.found)
        given = tuple(_blocks(index, trace, retrieval.language))
        name = str(trace.model["name"])
        result = of_blocks(index, ground, given, name, lambda *_: _reply(trace))
    return Replay(result.answer, tuple(_differences(index, trace, retrieval, result)))


def _question(trace: Trace) -> Question:
    asked = trace.asked
    if asked.by != "model":
        return Question(asked.question, asked.history, asked.language, asked.filter)
    language: Language = trace.answer["language"]
    return Question(asked.rewritten, language=language, filter=asked.filter)


def _blocks(index: Index, trace: Trace, language: Language) -> Iterator[Block]:
    for passage in trace.passages:
        if passage.key is not None and passage.text is not None:
            yield Block(passage.key, _found(index, passage, language), passage.text)


def _found(index: Index, passage: Passage, language: Language) -> Found:
    document = index.documents.get(passage.source)
    outline = index.outline(passage.source) if document else []
    if document is None or passage.order >= len(outline):
        raise FiqraError(
            f"The paragraph {passage.label} of this trace is no longer in the index; replay it with "
            "the index that it was made with."
        )
    paragraph = outline[passage.order]
    points = index.points(passage.source, paragraph) if passage.points else ()
    label = index.label(document, paragraph, language)
    return Found(document, paragraph, label, passage.score, points)


def _reply(trace: Trace) -> Reply:
    if trace.fault is not None:
        raise LanguageModelError(trace.fault.kind, trace.fault.sentence, partial=trace.reply)
    return Reply(trace.reply, trace.cut, 0.0, 0.0, 1)


def _differences(
    index: Index, trace: Trace, retrieval: Retrieval, result: Written
) -> Iterator[str]:
    if index_mark(index) != trace.index:
        yield f"The index is another one than then (made {index.manifest.made})."
    ranks = {each.rank: (each.source, each.order) for each in trace.passages}
    then = [ranks[rank] for rank in sorted(rank for rank in ranks if rank is not None)]
    if [(f.document.name, f.paragraph.order) for f in retrieval.found] != then:
        yield "The search finds other paragraphs than then."
    if trace.messages and tuple(result.messages) != trace.messages:
        yield "The prompt would be worded otherwise."
    for before, now in zip(trace.sentences, map(judged, result.sentences), strict=False):
        if before != now:
            yield f"“{before.text}” was {before.outcome} and is {now.outcome}."
    if len(trace.sentences) != len(result.sentences):
        yield "The reply is taken apart otherwise."
    if answer_json(result.answer)["answer"] != trace.answer["answer"]:
        yield "The answer has other words."
