"""A question answered by a language model from the paragraphs found, each sentence checked; and what
is answered instead where that fails.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Found, Question
from assistant.cross_encoder import Reranker
from assistant.extractive import CANDIDATES, Grounds, grounds, in_own_words, not_answered
from assistant.generative.blocks import blocks
from assistant.generative.composing import composed, taken_back
from assistant.generative.drafting import Drafting
from assistant.generative.judging import evidence, judge, withdrawn
from assistant.generative.prompting import Message, chat, messages, room
from assistant.generative.silence import says_silent
from assistant.generative.values import Block, Draft, Sentence
from assistant.markers import Statement
from assistant.models.calls import Reply
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel
from assistant.retrieval import retrieve
from assistant.support.values import Judge
from assistant.twins import folded
from index.store import Index
from prompts import render

ASSUMED_CONTEXT = 8192
"""Tokens that a model is taken to hold where nobody says how many."""

TRIES = 3
"""Prompts that are sent at most where the model's context turns out too small; each has half the
paragraphs of the one before."""

OnDraft = Callable[[Draft], None]
OnText = Callable[[str], None]
Call = Callable[[Sequence[Message], OnText | None], Reply]
"""Sends the messages and gives the reply, in a stream where there is a function for the pieces.
Raises LanguageModelError."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer and everything that it came of."""

    answer: Answer
    found: tuple[Found, ...] = ()
    blocks: tuple[Block, ...] = ()
    messages: tuple[Message, ...] = ()
    reply: str = ""
    """The model's words as they came."""
    sentences: tuple[Sentence, ...] = ()
    called: Reply | None = None
    fault: LanguageModelError | None = None
    search_ms: float = 0.0
    model_ms: float = 0.0
    """From the first prompt to the last word, checks that were made while it came included."""
    check_ms: float = 0.0


def answer(
    index: Index, question: Question, model: LanguageModel, reranker: Reranker | None = None
) -> Answer:
    """The answer that `written` gives."""
    return written(index, question, model, reranker).answer


def written(
    index: Index,
    question: Question,
    model: LanguageModel,
    reranker: Reranker | None = None,
    *,
    on_draft: OnDraft | None = None,
    cancel: threading.Event | None = None,
    failed: LanguageModelError | None = None,
    entails: Judge | None = None,
) -> Written:
    """The answer to a question that stands alone, in the model's words where the paragraphs carry them.

    Where the documents do not answer, or list what is asked for, or a clause is pasted, the model is
    not asked. Where it fails, or nothing of its reply can be shown, the answer is in the documents'
    own words, or that they do not answer; `Answer.note` says why. `on_draft` gets the draft with
    every piece of the reply; without it the reply comes at once, and the answer is the same. `failed`
    is what the model has just failed with: it is not asked again for this answer. `entails` is a second
    opinion on every sentence that the checker accepts.
    """
    began = time.perf_counter()
    retrieval = retrieve(index, question, CANDIDATES, reranker=reranker)
    ground = grounds(index, question, retrieval)
    searched = _milliseconds(began)
    if isinstance(ground, Answer) or not for_model(ground):
        result = Written(without_model(index, ground))
    else:
        result = _by_model(index, ground, model, on_draft, cancel, failed, entails)
    timed = replace(result.answer, total_ms=_milliseconds(began))
    return replace(result, answer=timed, found=retrieval.found, search_ms=searched)


def for_model(ground: Grounds) -> bool:
    """Whether a model is asked: not for a list, which is counted, nor for a pasted clause, whose
    precedents are shown in their own words.
    """
    return not (ground.listing or ground.retrieval.clause)


def without_model(index: Index, ground: Grounds | Answer) -> Answer:
    """The answer where no model is asked."""
    return ground if isinstance(ground, Answer) else in_own_words(index, ground)


def _to_read(index: Index, ground: Grounds) -> tuple[Found, ...]:
    """The paragraphs that the model is given: those that answer, then whatever else was found."""
    if ground.retrieval.located:
        return ground.chosen
    rest = folded(index, ground.retrieval)
    places = {_place(each): each for each in (*rest, *ground.chosen)}
    order = dict.fromkeys(map(_place, (*ground.chosen, *rest)))
    return tuple(places[place] for place in order)


def _place(found: Found) -> tuple[str, int]:
    return found.document.name, found.paragraph.order


def _by_model(
    index: Index,
    ground: Grounds,
    model: LanguageModel,
    on_draft: OnDraft | None,
    cancel: threading.Event | None,
    failed: LanguageModelError | None,
    entails: Judge | None,
) -> Written:
    """What comes of asking the model, with fewer paragraphs where it cannot hold them."""
    retrieval, began = ground.retrieval, time.perf_counter()
    context = model.context or ASSUMED_CONTEXT
    window = max(context - model.max_tokens, context // 2)
    budget = room(model.tokens.of_messages, retrieval.asked, retrieval.language, window)
    found = _to_read(index, ground)
    given = blocks(index, found, retrieval.asked, retrieval.language, model.tokens.count, budget)
    if not given:
        return Written(_instead(index, ground, "model_overflow"))

    def call(sent: Sequence[Message], on_text: OnText | None) -> Reply:
        if failed is not None:
            raise failed
        return model.complete(chat(sent), on_text, cancel=cancel)

    for tries in range(1, TRIES + 1):
        result = of_blocks(index, ground, given, model.name, call, on_draft, entails)
        overflows = result.fault is not None and result.fault.kind == "overflow"
        if not overflows or tries == TRIES or len(given) == 1:
            break
        given = given[: (len(given) + 1) // 2]
    return replace(result, model_ms=_milliseconds(began))


def of_blocks(
    index: Index,
    ground: Grounds,
    given: tuple[Block, ...],
    name: str,
    call: Call,
    on_draft: OnDraft | None = None,
    entails: Judge | None = None,
) -> Written:
    """What comes of the reply that `call` gives to the prompt with these blocks; `name` is the
    model's. Faults of the call are in the result.
    """
    language = ground.retrieval.language
    sent = tuple(messages(given, ground.retrieval.asked, language))
    by = evidence(index, given)
    spent: list[float] = []

    def judged(statement: Statement) -> Sentence:
        began = time.perf_counter()
        sentence = judge(index, statement, by, language, entails)
        spent.append(_milliseconds(began))
        return sentence

    def taken(statement: Statement, why: str) -> Sentence:
        return withdrawn(statement, render(why, language))

    drafting = Drafting([block.key for block in given], judged, taken)
    pieces: list[str] = []

    def on_text(piece: str) -> None:
        pieces.append(piece)
        draft = drafting.feed(piece)
        if on_draft is not None:
            on_draft(draft)

    fault = called = None
    try:
        called = call(sent, None if on_draft is None else on_text)
    except LanguageModelError as raised:
        fault = raised
    rest = called.text if called is not None else fault.partial if fault is not None else ""
    if rest and not pieces:
        on_text(rest)
    draft = drafting.finish(cut=called is None or called.cut)
    if on_draft is not None:
        on_draft(draft)
    given_back = _answer(index, ground, given, name, drafting, draft.sentences, fault)
    return Written(
        replace(given_back, fault=str(fault) if fault else None),
        blocks=given,
        messages=sent,
        reply="".join(pieces),
        sentences=draft.sentences,
        called=called,
        fault=fault,
        check_ms=sum(spent),
    )


def _answer(
    index: Index,
    ground: Grounds,
    given: Sequence[Block],
    name: str,
    drafting: Drafting,
    sentences: Sequence[Sentence],
    fault: LanguageModelError | None,
) -> Answer:
    """The kept sentences as an answer; where none is, what is said instead."""
    language = ground.retrieval.language
    silent = says_silent(sentences)
    if any(each.kept for each in sentences) and not silent:
        text, claims, citations = composed(index, sentences, drafting.shown, language)
        note = render("model_broke_off", language) if fault else None
        return Answer(
            language,
            "\n\n".join([*([note] if note else []), *ground.notes, text]),
            claims,
            citations,
            confidence=ground.sure,
            model=name,
            note=note,
            withdrawn=taken_back(sentences),
        )
    if fault is not None:
        why = f"model_{_FAULTS.get(fault.kind, 'failed')}"
    elif silent and not ground.retrieval.located:
        found = [block.found for block in given]
        nothing = not_answered(index, found, language, ground.sure)
        return replace(nothing, model=name, withdrawn=taken_back(sentences))
    elif silent:
        why = "model_silent"
    elif not drafting.cites:
        why = "model_uncited"
    elif any(render("withdrawn_language", language) in each.reasons for each in sentences):
        why = "model_language"
    else:
        why = "model_unsupported"
    return _instead(index, ground, why, sentences)


def _instead(index: Index, ground: Grounds, why: str, sentences: Sequence[Sentence] = ()) -> Answer:
    """The documents' own words, with one line that says why they are not the model's."""
    own = in_own_words(index, ground)
    note = render(why, ground.retrieval.language)
    return replace(own, text=f"{note}\n\n{own.text}", note=note, withdrawn=taken_back(sentences))


_FAULTS = {
    "unreachable": "unreachable",
    "key": "key",
    "unknown model": "unknown",
    "timeout": "timeout",
    "empty": "empty",
    "overflow": "overflow",
    "busy": "busy",
    "cancelled": "stopped",
}
"""Which template says that a call failed; for the other kinds it is `model_failed`."""


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000
