"""The page: its head, the tabs, the source pane beside them, all in two languages."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import gradio as gr

from index.values import Language
from ui.ask.listing import holdings_html
from ui.ask.tab import said
from ui.ask.words import WORDS as ASKING
from ui.keeping.store import Store
from ui.markup import escaped
from ui.reading.frame import frame
from ui.served import FIRST_LANGUAGE, Served, language_of, user_of
from ui.tabs import Tab
from ui.words import WORDS

_BRIDGE = "document.addEventListener('fiqra:language', (event) => trigger('spoken', event.detail));"
"""Tells Python that another language of the interface was chosen."""


_LOADED = "() => window.fiqra.loaded()"

_OTHER: dict[Language, Language] = {"ar": "en", "en": "ar"}


def page(served: Served, store: Store) -> gr.Blocks:
    """The page over what is served."""
    from ui.api.endpoints import api
    from ui.ask.tab import build as asking
    from ui.documents.tab import build as documents
    from ui.evaluation.tab import build as evaluation
    from ui.precedents.tab import build as precedents

    words = WORDS[FIRST_LANGUAGE]
    blocks: gr.Blocks = gr.Blocks(title="فِقرة Fiqra", analytics_enabled=False)
    with blocks:
        api(served)
        head = gr.HTML(
            _head(served, ""), apply_default_css=False, elem_id="fq-top", js_on_load=_BRIDGE
        )
        with gr.Row(elem_id="fq-frame", equal_height=False):
            with gr.Column(elem_id="fq-main", min_width=0), gr.Tabs(elem_id="fq-tabs"):
                with gr.Tab(words.ask, id="ask") as ask_tab:
                    built = [asking(served, store)]
                with gr.Tab(words.documents, id="documents") as documents_tab:
                    built.append(documents(served))
                with gr.Tab(words.precedents, id="precedents") as precedents_tab:
                    built.append(precedents(served))
                with gr.Tab(words.evaluation, id="evaluation") as evaluation_tab:
                    built.append(evaluation(served, store))
            with gr.Column(elem_id="fq-pane", min_width=0):
                gr.HTML(frame(FIRST_LANGUAGE), apply_default_css=False)
        tabs = (ask_tab, documents_tab, precedents_tab, evaluation_tab)
        turned = [*tabs, *(each for tab in built for each in tab.components)]

        def speak(event: gr.EventData) -> tuple[Any, ...]:
            return _turned(built, "en" if event.language == "en" else "ar")

        def begin(request: gr.Request) -> tuple[Any, ...]:
            return (_head(served, user_of(request)), *_turned(built, language_of(request)))

        head.spoken(
            speak, None, turned, api_visibility="private", show_progress="hidden", queue=False
        )
        blocks.load(
            begin,
            None,
            [head, *turned],
            api_visibility="private",
            show_progress="hidden",
            queue=False,
        ).then(None, None, None, js=_LOADED, api_visibility="private")
    return blocks


def _turned(built: list[Tab], language: Language) -> tuple[Any, ...]:
    """The updates that put the whole page into a language."""
    words = WORDS[language]
    labels = (words.ask, words.documents, words.precedents, words.evaluation)
    return (
        *(gr.update(label=label) for label in labels),
        *(update for tab in built for update in tab.turned(language)),
    )


def _head(served: Served, user: str) -> str:
    """The name, what is held, the language, light or dark, who is signed in."""
    out = (
        f'<form method="post" action="logout"><button class="fq-button">{said("logout")}</button>'
        f'<span class="fq-hidden">{escaped(user)}</span></form>'
        if user
        else ""
    )
    languages = "".join(
        f'<button type="button" class="fq-button" data-in="{now}" data-fq="language" '
        f'data-language="{other}" lang="{other}">{escaped(ASKING[now].language)}</button>'
        for now, other in _OTHER.items()
    )
    return (
        f'<header id="fq-head"><h1>{said("name")}</h1>'
        f'<p class="fq-purpose">{said("purpose")}</p>'
        f'<p class="fq-holdings" id="fq-holdings">{holdings_html(served.index.manifest)}</p>'
        f'<div class="fq-controls">{languages}'
        f'<button type="button" class="fq-button" data-fq="theme">{said("theme")}</button>{out}</div>'
        f'<p id="fq-said" class="fq-hidden" role="status"></p>'
        f'<p id="fq-toast" role="status" dir="auto"></p>'
        f'<div id="fq-words" hidden>{escaped(_words_json())}</div></header>'
    )


def _words_json() -> str:
    """The words that the scripts say themselves."""
    return json.dumps({language: asdict(words) for language, words in ASKING.items()})
