"""The Evaluation tab. Its script fills it; what stands in it from the start is said in both languages."""

from __future__ import annotations

import json

from ui.evaluation.words import WORDS
from ui.keeping.store import Store
from ui.markup import escaped
from ui.served import Served
from ui.tabs import Tab


def build(served: Served, store: Store) -> Tab:
    """Builds the tab in the block that is open."""
    import gradio as gr

    gr.HTML(shell(), apply_default_css=False, js_on_load=None, elem_id="fq-evaluation-block")
    # whatever is said in it changes with the language of the page by itself
    return Tab((), lambda language: ())


def shell() -> str:
    """What the script fills."""
    return (
        f'<section id="fq-evaluation" data-words="{_for_the_script()}">'
        f'<header><h2>{_said("heading")}</h2><p class="faint">{_said("about")}</p></header>'
        '<div id="fq-eval-job"></div>'
        f'<section aria-labelledby="fq-eval-runs-name"><h3 id="fq-eval-runs-name">{_said("runs")}</h3>'
        '<div id="fq-eval-runs"></div></section>'
        '<section id="fq-eval-page" hidden><div class="bar"><h3 tabindex="-1"></h3>'
        '<button type="button" class="fq-button" data-eval="close">'
        f"{_said('close')}</button></div></section>"
        f"{_comparison()}{_beginning()}"
        '<section aria-labelledby="fq-eval-feedback-name">'
        f'<h3 id="fq-eval-feedback-name">{_said("feedback")}</h3>'
        f'<p class="faint">{_said("feedback_about")}</p><div id="fq-eval-feedback"></div></section>'
        "</section>"
    )


def _comparison() -> str:
    choices = "".join(
        f'<label><span>{_said(name)}</span><select name="{letter}" required></select></label>'
        for name, letter in (("first", "a"), ("second", "b"))
    )
    return (
        '<section aria-labelledby="fq-eval-compare-name">'
        f'<h3 id="fq-eval-compare-name">{_said("compare")}</h3>'
        f'<p class="faint">{_said("compare_about")}</p><form data-eval="compare">{choices}'
        f'<button class="fq-button fq-main">{_said("compare_button")}</button></form>'
        '<div id="fq-eval-compared"></div></section>'
    )


def _beginning() -> str:
    return (
        '<section aria-labelledby="fq-eval-begin-name">'
        f'<h3 id="fq-eval-begin-name">{_said("begin")}</h3>'
        f'<p class="faint">{_said("begin_about")}</p><form data-eval="begin">'
        f'<label><span>{_said("set")}</span><select name="set"></select></label>'
        f'<label class="file"><span>{_said("file")}</span><span class="chosen">'
        '<input type="file" name="file" class="fq-hidden" accept=".jsonl,.json,.txt">'
        f'<span class="fq-button" aria-hidden="true">{_said("choose_file")}</span>'
        f'<output dir="auto">{_said("no_file_yet")}</output></span></label>'
        f'<label><span>{_said("system")}</span><select name="system"></select></label>'
        f"<label><span>{_said('name')} <small>{_said('name_hint')}</small></span>"
        '<input type="text" name="run" maxlength="80" autocomplete="off" dir="ltr"></label>'
        f'<button class="fq-button fq-main">{_said("begin_button")}</button></form></section>'
    )


def _said(name: str) -> str:
    """Words in both languages, of which the style shows those of the interface."""
    return "".join(
        f'<span data-in="{language}" lang="{language}">{escaped(getattr(words, name))}</span>'
        for language, words in WORDS.items()
    )


_OF_THE_SCRIPT = ("report_of", "compared_page", "choose", "comparing", "failed", "no_file")


def _for_the_script() -> str:
    told = {
        language: {name: getattr(words, name) for name in _OF_THE_SCRIPT}
        for language, words in WORDS.items()
    }
    return escaped(json.dumps(told, ensure_ascii=False))
