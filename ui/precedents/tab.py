"""The Precedents tab: one block of HTML; its script sends the clause and fetches what is found."""

from __future__ import annotations

from typing import Any

from index.values import Language
from ui.precedents.frame import frame_html
from ui.served import FIRST_LANGUAGE, Served
from ui.tabs import Tab


def build(served: Served) -> Tab:
    """Builds the tab; to be called inside `gr.Tab`."""
    import gradio as gr

    whole = gr.HTML(
        frame_html(served.index, FIRST_LANGUAGE),
        apply_default_css=False,
        js_on_load=None,
        elem_id="precedents-tab",
    )

    def turned(language: Language) -> tuple[Any, ...]:
        return (gr.update(value=frame_html(served.index, language)),)

    return Tab((whole,), turned)
