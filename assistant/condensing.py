"""A follow-up made into a question that stands alone, by a language model whose rewriting is checked.

The model sees the last turns, without what they quote and cite. Its rewriting is searched for only
where `rewriting.fault` finds nothing against it; else the rules of `conversation` stand.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from assistant import rewriting
from assistant.answers import Question, Turn
from assistant.conversation import standalone
from assistant.language import asked_language
from assistant.locators import find_locators
from assistant.markers import shown
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel
from index.values import Language
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

PAIRS = 3
"""Questions with their answers that the model sees."""
LONGEST_ANSWER = 600
"""Characters of an earlier answer that the model sees."""
HISTORY_TOKENS = 1200
"""Tokens of all that it sees of the conversation; never more than a third of its context."""
LEAD = 200
"""Characters of chatter and labels that may come before it."""
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_END_OF_THINKING = re.compile(r"^.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_CHATTER = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|بالطبع|بالتأكيد|حسنا|حسنًا|طبعا|نعم)\s*(?:[!,.،:]+\s*|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:[^\s:：]+\s+){0,5}?\S*(?:question|query|rewrit|rephras|stand-?alone|سؤال|صياغ|استفسار)[^\s:：]*"
    r"(?:\s+[^\s:：]+){0,5}\s*[:：]\s+",
    re.IGNORECASE,
)
_WRAPPED = ("«»", "“”", "””", '""', "''", "‘’", "„“", "__", "``")
_LISTED = re.compile(r"^(?:[-*•>#]+|1[.)])\s+")

_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?؟…](?=\s)")


@dataclass(frozen=True, slots=True)
class Condensed:
    """A question as it is searched for, and how it came to be."""

    text: str
    by: Literal["model", "rules", "itself"]
    why: str | None = None
    """Why the rules' text stands, a short phrase for the trace; else None."""
    reply: str | None = None
    """What the model wrote, up to where it was stopped; None where it was not asked or wrote nothing."""
    fault: LanguageModelError | None = None
    """What its call failed with; it need not be called again for the answer."""


def condense(
    model: LanguageModel, question: Question, cancel: threading.Event | None = None
) -> Condensed:
    """The question as it can be searched for without its history, in the language it was asked in.

    A question that needs nothing from the turns before it is itself, and one whose paragraph the
    rules name exactly is theirs; for these the model is not asked. Never raises for the model: where
    it fails, or what it wrote is not accepted, the rules' text stands and `why` says so.
    """
    by_rules = standalone(question.text, question.history)
    if question.text.endswith(by_rules):  # all of it, or all but the words for a change of topic
        return Condensed(by_rules, "itself")
    if _names_paragraph(by_rules):
        return Condensed(by_rules, "rules", "the rules name the paragraph")
    if len(question.text) > rewriting.LONGEST:
        return Condensed(by_rules, "rules", "the question is too long to be rewritten")
    asked_before = [turn.text for turn in question.history if turn.role == "user"]
    language = asked_language(question.text, asked_before)
    seen = _seen(question.history, model, language)
    if not seen:
        return Condensed(by_rules, "rules", "the conversation is too long for the model")
    return _asked(model, question.text, seen, language, by_rules, cancel)


def _asked(
    model: LanguageModel,
    question: str,
    seen: Sequence[Pair],
    language: Language,
    by_rules: str,
    cancel: threading.Event | None,
) -> Condensed:
    from llama_index.core.llms import ChatMessage

    messages = [
        ChatMessage(role="system", content=render("condense_system", language)),
        ChatMessage(
            role="user",
            content=render(
                "condense", language, history=_rendered(seen, language), question=_flat(question)
            ),
        ),
    ]
    try:
        reply, whole = _reply(model, messages, cancel)
    except LanguageModelError as fault:
        why = f"the model failed: {fault.kind}"
        return Condensed(by_rules, "rules", why, fault.partial or None, fault)
    if not whole:
        return Condensed(by_rules, "rules", "the rewriting has no end", reply)
    written = question_in(reply)
    asked = rewriting.Asked(
        question,
        tuple(pair.question for pair in seen),
        tuple(pair.answer for pair in seen),
        language,
    )
    wrong = rewriting.fault(written, asked)
    if wrong is not None:
        return Condensed(by_rules, "rules", f"the rewriting {wrong}", reply)
    return Condensed(written, "model", None, reply)


class _Enough(Exception):
    """Ends a call from within its stream."""


def _reply(
    model: LanguageModel, messages: Sequence[ChatMessage], cancel: threading.Event | None
) -> tuple[str, bool]:
    """What the model wrote, and whether that is all of a question.

    It is stopped at the end of its question: small models go on until they are cut off, which
    takes longer than all else.
    """
    written = ""

    def read(piece: str) -> None:
        nonlocal written
        written += piece
        if _is_there(written) or _is_too_much(written):
            raise _Enough

    try:
        reply = model.complete(messages, read, cancel=cancel)
    except _Enough:
        return written, _is_there(written)
    return reply.text, not reply.cut


def question_in(reply: str) -> str:
    """The question that a reply gives: its first line that is no label and no chatter, bare."""
    for line in _said(reply).splitlines():
        bare = _bare(line)
        if bare and not bare.endswith((":", "：")) and set(bare) - set("`-*_"):
            return bare
    return ""


def _is_there(reply: str) -> bool:
    """Whether a reply that is still coming has the line that `question_in` gives: it is over."""
    return bool(question_in(_said(reply).rpartition("\n")[0]))


def _is_too_much(reply: str) -> bool:
    """Whether a reply that is still coming is no question any more, whatever else comes."""
    return len(_said(reply)) > rewriting.LONGEST + LEAD


def _said(reply: str) -> str:
    """A reply without what a model writes while it thinks."""
    return _THINKING.sub("", _END_OF_THINKING.sub("", reply)).lstrip()


def _bare(line: str) -> str:
    """A line without what models put around a question: bullets, labels, emphasis, quotation marks."""
    before, bare = None, " ".join(line.split())
    while bare != before:
        before = bare
        for pattern in (_LISTED, _CHATTER, _LABEL):
            bare = pattern.sub("", bare.replace("**", "")).strip()
        for marks in _WRAPPED:
            inside = bare[1:-1]
            if len(bare) > 1 and bare[0] + bare[-1] == marks and not set(marks) & set(inside):
                bare = inside.strip()
    return bare


def _names_paragraph(by_rules: str) -> bool:
    """Whether the rules made one question of it that names its paragraph: nothing is more exact."""
    return "\n" not in by_rules and any(
        each.document is not None and each.names_paragraph for each in find_locators(by_rules)
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier question and its answer, each on one line as the model sees them."""

    question: str
    answer: str


def _seen(history: Sequence[Turn], model: LanguageModel, language: Language) -> list[Pair]:
    """The last pairs that fit, the oldest first; empty where not even the last question does."""
    budget = HISTORY_TOKENS if model.context is None else min(HISTORY_TOKENS, model.context // 3)
    for pairs in (PAIRS, 2, 1):
        seen = _last(history, pairs)
        if _fits(model, seen, language, budget):
            return seen
    last = [Pair(pair.question, "") for pair in _last(history, 1)]
    return last if _fits(model, last, language, budget) else []


def _fits(model: LanguageModel, seen: Sequence[Pair], language: Language, budget: int) -> bool:
    return model.tokens.count(_rendered(seen, language)) <= budget


def _last(history: Sequence[Turn], pairs: int) -> list[Pair]:
    """The last questions with their answers. The oldest comes as it stands alone: what it leans on
    is no longer there.
    """
    asked_at = [place for place, turn in enumerate(history) if turn.role == "user"][-pairs:]
    ends = [*asked_at[1:], len(history)] if asked_at else []
    found: list[Pair] = []
    for place, end in zip(asked_at, ends, strict=True):
        text = history[place].text
        if not found:
            text = standalone(text, history[:place])
        answers = [turn.text for turn in history[place + 1 : end] if turn.role == "assistant"]
        found.append(Pair(_flat(text), _answer(answers[-1]) if answers else ""))
    return found


def _answer(text: str) -> str:
    """An earlier answer's own words: no quotation, no marker, nothing of what was only nearest.

    A marker means another paragraph by now, or none; what was nearest to a question that was not
    answered answers nothing.
    """
    for language in get_args(Language):
        text = text.partition(render("nearest", language))[0]
    own = _flat(shown(_QUOTED_LINE.sub("", text), ()))
    if len(own) <= LONGEST_ANSWER:
        return own
    ends = [match.end() for match in _SENTENCE_END.finditer(own, 0, LONGEST_ANSWER)]
    return own[: ends[-1]] if ends else own[:LONGEST_ANSWER].rpartition(" ")[0] + " …"


def _rendered(seen: Sequence[Pair], language: Language) -> str:
    return "\n".join(
        render("condense_turn", language, question=pair.question, answer=pair.answer or "–")
        for pair in seen
    )


def _flat(text: str) -> str:
    """On one line, so that no turn can pretend to be another."""
    return " ".join(text.split())
