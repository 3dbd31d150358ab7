"""The tab's HTML in a language: what stands there before the list comes, and the dialog's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from index.store import Index
from index.values import Language
from ui.documents import LARGEST
from ui.documents.facts import body_names
from ui.documents.listing import years
from ui.documents.words import WORDS, Words
from ui.markup import direction, escaped

ACCEPTED = ".txt,.text,.md,.markdown,.docx,.html,.htm,.xhtml,.pdf,.xml,.akn"
"""Endings that the browser's own dialog offers first; what a file is, its content says."""


def frame_html(index: Index, language: Language) -> str:
    """The whole tab, without the list and the jobs, which the page fetches."""
    words = WORDS[language]
    return (
        f'<section id="fq-documents" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'
        f' aria-label="{escaped(words.tab)}" {_said_by_script(words)}>'
        f"{_scope(words)}{_adding(words)}"
        f'<div id="fq-jobs"></div><p id="fq-jobs-said" class="fq-hidden" role="status"></p>'
        f"{filters_html(index, language)}"
        f'<div id="fq-list" aria-busy="true"></div>{_DIALOG}</section>'
    )


def _said_by_script(words: Words) -> str:
    """Words that the script shows, as data."""
    said = {
        "largest": str(LARGEST),
        "too-large": words.too_large.format(name="%", size=LARGEST // 2**20),
        "sending": words.sending,
        "not-sent": words.not_sent,
        "not-done": words.not_done,
        "twice": words.twice.format(name="%"),
        "failed": words.failed_list,
        "remove-title": words.remove_title.format(name="%"),
        "remove": words.remove,
        "remove-says": f"{words.remove_says} {words.remove_kept}",
        "rebuild": words.rebuild,
        "rebuild-says": words.rebuild_says,
        "cancel": words.cancel,
        "close": words.close,
        "replace": words.replace,
        "leave": words.leave,
        "report-title": words.report_title.format(name="%"),
        "report-made": words.report_made,
        "report-download": words.report_download,
    }
    return " ".join(f'data-{name}="{escaped(text)}"' for name, text in said.items())


def _scope(words: Words) -> str:
    return (
        '<div id="fq-scope" role="status" hidden>'
        f"<span>{escaped(words.restricted)} <b></b> {escaped(words.restricted_end)}</span>"
        f'<button type="button" data-scope="clear">{escaped(words.clear)}</button></div>'
    )


def _adding(words: Words) -> str:
    kinds = escaped(words.kinds.format(size=LARGEST // 2**20))
    return (
        '<div id="fq-adding"><div class="fq-drop"><label class="fq-choose">'
        f'<input type="file" id="fq-files" multiple accept="{ACCEPTED}" aria-describedby="fq-kinds">'
        f"<span>{escaped(words.add)}</span></label>"
        f'<span class="or" aria-hidden="true">{escaped(words.drop)}</span>'
        f'<small id="fq-kinds">{kinds}</small></div>'
        f'<button type="button" id="fq-rebuild">{escaped(words.rebuild)}</button></div>'
        '<div role="status"><ul id="fq-sending"></ul></div>'
    )


def filters_html(index: Index, language: Language) -> str:
    """The filters over the list, with the bodies and years that the index holds."""
    words = WORDS[language]
    bodies = body_names(index, language)
    return (
        '<form id="fq-filters" role="search">'
        f'<label class="find"><span>{escaped(words.find)}</span>'
        '<input type="search" name="words" dir="auto" autocomplete="off" maxlength="200"></label>'
        f"{_select('body', words.body, bodies, words)}"
        f"{_select('year', words.year, {str(y): str(y) for y in years(index)}, words)}"
        f"{_select('language', words.language, words.languages, words)}"
        f"{_select('status', words.status, words.statuses, words)}"
        f"{_select('damaged', words.text_state, {'yes': words.damaged, 'no': words.sound}, words)}"
        f'<div class="do"><button type="button" data-scope="all">{escaped(words.tick_all)}</button>'
        f'<button type="reset">{escaped(words.reset)}</button></div></form>'
    )


def _select(name: str, label: str, options: Mapping[Any, str], words: Words) -> str:
    pairs: Iterable[tuple[str, str]] = [("", words.any), *options.items()]
    inner = "".join(
        f'<option value="{escaped(value)}" dir="{direction(text)}">{escaped(text)}</option>'
        for value, text in pairs
    )
    return f'<label><span>{escaped(label)}</span><select name="{name}">{inner}</select></label>'


_DIALOG = (
    '<dialog id="fq-dialog" aria-labelledby="fq-dialog-title"><h3 id="fq-dialog-title"></h3>'
    '<div class="says"></div><div class="do"></div></dialog>'
)
