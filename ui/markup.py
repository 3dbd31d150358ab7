"""Text as HTML: whatever comes out of a document or a person is escaped and has its own direction."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal

from index.arabic.normalise import arabic_share
from index.values import Language

# Gradio fills HTML in by way of templates in which these characters mean something.
_TEMPLATE = {ord(character): f"&#{ord(character)};" for character in "{}$`"}

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, as a badly decoded line has them: no page can be sent with one."""

_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
_RUN = re.compile("[A-Za-z0-9]+(?:[/._+-]+[A-Za-z0-9]+)*")
"""Latin words, symbols, file names, numbers: in Arabic they are isolated as a whole."""


def escaped(text: str) -> str:
    """Text of a document or a person as HTML text: no character of it is markup or a template."""
    return html.escape(_HALVES.sub("\ufffd", text)).translate(_TEMPLATE)


def direction(text: str, otherwise: Language = "en") -> Literal["rtl", "ltr"]:
    """The direction of a block by its own letters; without any, that of the language `otherwise`."""
    if not re.search(r"[^\W\d_]", text):
        return "rtl" if otherwise == "ar" else "ltr"
    return "rtl" if arabic_share(text) >= 0.5 else "ltr"


def isolated(label: str) -> str:
    """A label as HTML, Latin and number runs in it kept from turning their neighbours round."""
    return _around(_RUN, label)


def prose(text: str) -> str:
    """A document's words as HTML, `50 000` kept from being shown as `000 50` between Arabic words.

    The bidirectional algorithm takes the two halves for two numbers (UAX #9, rules W and L2).
    """
    return _around(_THOUSANDS, text)


def block(tag: str, text: str, language: Language, name: str = "") -> str:
    """An element that holds a text, directed by it; `language` decides for one without letters."""
    named = f' class="{name}"' if name else ""
    return f'<{tag}{named} dir="{direction(text, language)}">{prose(text)}</{tag}>'


def quotation(lines: Sequence[str], language: Language) -> str:
    """Words of a document as a block quotation, a paragraph a line."""
    way = direction(" ".join(lines), language)
    inner = "".join(block("p", line, language) for line in lines)
    return f'<blockquote dir="{way}">{inner}</blockquote>'


def _around(runs: re.Pattern[str], text: str) -> str:
    """The text as HTML, each of the runs in it isolated."""
    pieces, at = [], 0
    for run in runs.finditer(text):
        pieces += [escaped(text[at : run.start()]), f'<bdi dir="ltr">{escaped(run[0])}</bdi>']
        at = run.end()
    return "".join([*pieces, escaped(text[at:])])
