"""The tab's HTML in a language: the form; what is found comes below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.store import Index
from index.values import Language
from ui.documents import LARGEST
from ui.documents.facts import body_names
from ui.documents.frame import ACCEPTED
from ui.documents.listing import years
from ui.markup import direction, escaped
from ui.precedents.routes import TOPS
from ui.precedents.words import WORDS


def frame_html(index: Index, language: Language) -> str:
    """The whole tab without results."""
    words = WORDS[language]
    size = LARGEST // 2**20
    of_years = {str(year): str(year) for year in years(index)}
    everything = {"": words.any}
    selects = (
        _select("top", words.top, {str(top): str(top) for top in TOPS}),
        _select("body", words.body, {**everything, **body_names(index, language)}),
        _select("first", words.first_year, {**everything, **of_years}),
        _select("last", words.last_year, {**everything, **of_years}),
        _select("kind", words.kind, {**everything, **words.kinds}),
        _select("speaking", words.speaking, {**everything, **words.speakings}),
    )
    said = {"searching": words.searching, "failed": words.failed, "copied": words.copied}
    data = " ".join(f'data-{name}="{escaped(text)}"' for name, text in said.items())
    return (
        f'<section id="fq-precedents" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'
        f' aria-label="{escaped(words.tab)}" {data}>'
        '<form id="fq-clause"><label class="clause" for="fq-clause-text">'
        f"{escaped(words.clause)}</label>"
        '<textarea id="fq-clause-text" name="clause" dir="auto" rows="4" maxlength="20000" required '
        f'placeholder="{escaped(words.hint)}"></textarea>'
        f"<details><summary>{escaped(words.filters)}</summary>"
        f'<div class="filters">{"".join(selects)}</div></details>'
        f'<div class="go"><button type="submit" class="fq-button fq-main">{escaped(words.find)}'
        '</button><label class="fq-choose-draft fq-button"><input type="file" id="fq-draft" '
        f'accept="{ACCEPTED}" aria-describedby="fq-draft-says"><span>{escaped(words.draft)}</span>'
        f'</label><small id="fq-draft-says">{escaped(words.draft_says.format(size=size))}</small>'
        '</div></form><div id="fq-draft-going" hidden><progress></progress><span></span>'
        f'<button type="button" class="fq-button">{escaped(words.stop)}</button></div>'
        '<p id="fq-precedents-said" class="fq-hidden" role="status"></p>'
        '<div id="fq-found"></div></section>'
    )


def _select(name: str, label: str, options: Mapping[Any, str]) -> str:
    inner = "".join(
        f'<option value="{escaped(value)}" dir="{direction(text)}">{escaped(text)}</option>'
        for value, text in options.items()
    )
    return f'<label><span>{escaped(label)}</span><select name="{name}">{inner}</select></label>'
