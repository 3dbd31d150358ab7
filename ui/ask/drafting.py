"""An answer while it is made: what is looked for, then what is written, sentence by sentence."""

from __future__ import annotations

from assistant.generative import Draft
from index.values import Language
from ui.ask.thread import question_html
from ui.ask.words import WORDS
from ui.markup import block, direction, escaped, prose


def pending_html(question: str, language: Language, draft: Draft | None = None) -> str:
    """The question with as much of its answer as there is. Sentences that are not checked yet, and
    those that were taken back, are named so.
    """
    words = WORDS[language]
    shown = draft_html(draft, language) if draft is not None else ""
    inner = shown or block("p", words.wait, language, "fq-wait")
    return (
        f'<article class="fq-turn fq-pending" aria-busy="true">{question_html(question, language)}'
        f'<div class="fq-answer">{inner}</div></article>'
    )


def draft_html(draft: Draft, language: Language) -> str:
    """The sentences so far; "" while there are none."""
    words = WORDS[language]
    parts = []
    for each in draft.sentences:
        text = prose(each.statement.lead + each.text)
        way = direction(each.text, language)
        if each.outcome == "withdrawn":
            text = f"<s>{text}</s>{_tag(words.withdrawn)}"
        elif each.outcome == "pending":
            text += _tag(words.checking)
        elif each.outcome == "corrected":
            text += _tag(words.corrected)
        parts.append(f'<p class="fq-statement fq-{each.outcome}" dir="{way}">{text}</p>')
    if draft.pending.strip():
        parts.append(block("p", draft.pending.strip(), language, "fq-statement fq-coming"))
    return "".join(parts)


def _tag(text: str) -> str:
    return f'<span class="fq-tag">{escaped(text)}</span>'
