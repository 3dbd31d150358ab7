"""The page in the browser, for one person on one machine."""

from __future__ import annotations

import ipaddress
import os
import threading
from typing import TYPE_CHECKING, Any

from assistant.answers import Question
from assistant.cross_encoder import Reranker
from assistant.extractive import answer
from index.errors import FiqraError, UsageError
from index.store import Index
from index.values import Language
from ui.markup import escaped
from ui.rendering import note_html, reply_html
from ui.style import CSS, FONTS, TURN
from ui.words import WORDS

if TYPE_CHECKING:
    import gradio

AT_ONCE = 2
"""Questions that are answered at the same time; others wait their turn."""

FIRST_LANGUAGE: Language = "ar"
"""The language that the page opens in."""


def check_place(host: str, port: int) -> None:
    """Raises UsageError for a host that other machines can reach, and for a port that is none."""
    if not _is_loopback(host):
        raise UsageError(
            "The page has no login yet and is shown to this machine only: --host is 127.0.0.1 or "
            f"localhost, not {host}."
        )
    if not 1 <= port <= 65535:
        raise UsageError(f"--port is a whole number from 1 to 65535, not {port}.")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False


def reply(index: Index, text: str, reranker: Reranker | None = None) -> str:
    """What the page shows for a question, as HTML; faults that a person can mend are shown too."""
    if not text.strip():
        return note_html(" ".join(WORDS[each].empty for each in ("ar", "en")), "ar")
    try:
        return reply_html(index, answer(index, Question(text), reranker))
    except FiqraError as fault:
        return note_html(str(fault), "en")


def page(index: Index, reranker: Reranker | None = None) -> gradio.Blocks:
    """The page over an index: a question, its answer, the sources."""
    gr = _gradio()
    words = WORDS[FIRST_LANGUAGE]

    def ask(question: str) -> str:
        return reply(index, question, reranker)

    def turn(language: Language) -> tuple[str, Any, Any]:
        spoken = WORDS[language]
        return (
            _head(index, language),
            gr.update(label=spoken.question, placeholder=spoken.hint),
            gr.update(value=spoken.ask),
        )

    blocks: gradio.Blocks = gr.Blocks(title="فِقرة Fiqra", analytics_enabled=False)
    with blocks:
        with gr.Row(elem_id="head"):
            head = gr.HTML(_head(index, FIRST_LANGUAGE), apply_default_css=False)
            interface = gr.Radio(
                [("العربية", "ar"), ("English", "en")],
                value=FIRST_LANGUAGE,
                label="لغة الواجهة Interface language",
                show_label=False,
                container=False,
                elem_id="interface",
            )
        with gr.Row(elem_id="ask-row"):
            question = gr.Textbox(
                label=words.question,
                placeholder=words.hint,
                lines=1,  # with one line to begin with, Enter submits
                max_lines=8,
                autofocus=True,
                elem_id="question",
            )
            button = gr.Button(words.ask, variant="primary", elem_id="ask")
        shown = gr.HTML(apply_default_css=False, elem_id="reply")
        gr.on(
            [button.click, question.submit],
            ask,
            question,
            shown,
            api_name="ask",
            concurrency_limit=AT_ONCE,
        )
        interface.change(
            turn,
            interface,
            [head, question, button],
            js=TURN,
            api_visibility="private",
            show_progress="hidden",
        )
    return blocks


def _head(index: Index, language: Language) -> str:
    words, manifest = WORDS[language], index.manifest
    holdings = (
        f"{words.documents}: {manifest.documents:,} · {words.paragraphs}: {manifest.paragraphs:,}"
    )
    return (
        f'<header lang="{language}"><h1>{words.name}</h1>'
        f'<p class="purpose">{words.purpose}</p><p class="holdings">{escaped(holdings)}</p></header>'
    )


def start(index: Index, host: str, port: int, reranker: Reranker | None = None) -> gradio.Blocks:
    """Serves the page in a thread of its own until `close()` is called on what is returned.

    Raises FiqraError where the port is taken.
    """
    check_place(host, port)
    gr = _gradio()
    blocks = page(index, reranker)
    blocks.queue(default_concurrency_limit=AT_ONCE)
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            share=False,
            inbrowser=False,
            quiet=True,
            ssr_mode=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,  # questions are nobody's business but the person's who asks
            footer_links=[],
            theme=gr.themes.Base(font=list(FONTS), font_mono=["monospace"]),
            css=CSS,
            js=f'() => ({TURN})("{FIRST_LANGUAGE}")',
        )
    except OSError as fault:
        raise FiqraError(
            f"The page cannot be served at {host}, port {port}, which is in use or not allowed; "
            "name another with --port."
        ) from fault
    return blocks


def serve(index: Index, host: str, port: int, reranker: Reranker | None = None) -> None:
    """Serves the page and prints its address; returns only by Ctrl-C."""
    blocks = start(index, host, port, reranker)
    print(f"Fiqra is at http://{host}:{port} (Ctrl-C ends it).", flush=True)
    try:
        threading.Event().wait()
    finally:
        blocks.close(verbose=False)


def _gradio() -> Any:
    """Gradio, told before it is imported that it is to call nobody."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gradio

    return gradio
