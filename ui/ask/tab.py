"""The Ask tab: the conversation, the question, the list of conversations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from index.values import Language
from ui.api.endpoints import AT_ONCE, QUEUE
from ui.ask.asking import LONGEST, asked
from ui.ask.words import WORDS
from ui.keeping.store import Store
from ui.markup import escaped
from ui.served import FIRST_LANGUAGE, Served, language_of, user_of
from ui.tabs import Tab

_SEND = "(question) => window.fiqraAsk.send(question)"
_HEARD = "(told) => window.fiqraAsk.heard(told)"


def build(served: Served, store: Store) -> Tab:
    """Builds the tab in the block that is open."""
    words = WORDS[FIRST_LANGUAGE]

    def put(text: str, sent: str, request: gr.Request) -> Iterator[tuple[Any, Any, Any]]:
        user, language = user_of(request), language_of(request)
        for number, shown in enumerate(asked(served, store, text, sent, user, language)):
            cleared = "" if number == 0 else gr.skip()
            yield shown.html, shown.told, cleared

    with gr.Row(elem_id="fq-ask", equal_height=False):
        with gr.Column(elem_id="fq-side", scale=0, min_width=0):
            gr.HTML(_side(), apply_default_css=False)
        with gr.Column(elem_id="fq-talk", min_width=0):
            gr.HTML(_past(), apply_default_css=False, elem_id="fq-past-block")
            current = gr.HTML(apply_default_css=False, elem_id="fq-current")
            gr.HTML(_restricted(), apply_default_css=False)
            with gr.Row(elem_id="fq-question-row", equal_height=False):
                question = gr.Textbox(
                    label=words.question,
                    placeholder=words.hint,
                    lines=1,  # with one line to begin with, Enter submits
                    max_lines=8,
                    max_length=LONGEST,
                    elem_id="fq-question",
                    show_label=True,
                )
                button = gr.Button(words.ask, variant="primary", elem_id="fq-send", scale=0)
                stop = gr.Button(words.stop, elem_id="fq-stop", scale=0)
            sent = gr.Textbox(visible="hidden", elem_id="fq-sent", label="sent")
            told = gr.JSON(visible="hidden", elem_id="fq-told", label="told")
    asking = gr.on(
        [button.click, question.submit],
        put,
        [question, sent],
        [current, told, question],
        js=_SEND,
        api_visibility="private",
        concurrency_id=QUEUE,
        concurrency_limit=AT_ONCE,
        show_progress="minimal",
        show_progress_on=[current],
        trigger_mode="once",
    )
    asking.then(None, told, None, js=_HEARD, api_visibility="private")

    def turned(language: Language) -> tuple[Any, ...]:
        spoken = WORDS[language]
        return (
            gr.update(label=spoken.question, placeholder=spoken.hint),
            gr.update(value=spoken.ask),
            gr.update(value=spoken.stop),
        )

    return Tab((question, button, stop), turned)


def _side() -> str:
    """The list of conversations, filled by the script; folded away where the screen is narrow."""
    return (
        f'<details class="fq-side" open><summary><h2>{said("conversations")}</h2></summary>'
        f'<button type="button" class="fq-button fq-new" data-do="new">{said("new")}</button>'
        '<nav id="fq-conversations"></nav></details>'
    )


def _past() -> str:
    """Where the turns before the last one stand; the script puts them there."""
    return (
        f'<div id="fq-begin" class="fq-begin"><p>{said("begin")}</p>'
        '<div id="fq-examples"></div></div><div id="fq-past"></div>'
    )


def _restricted() -> str:
    """That only ticked documents are searched; the script says how many, and shows it."""
    return (
        '<p id="fq-restricted" class="fq-remark" role="status" hidden><span></span> '
        f'<button type="button" class="fq-button" data-do="unrestrict">{said("unrestrict")}</button></p>'
    )


def said(name: str) -> str:
    """A word of `Words` in both languages, of which the style shows that of the interface."""
    return "".join(
        f'<span data-in="{language}" lang="{language}">{escaped(getattr(words, name))}</span>'
        for language, words in WORDS.items()
    )
