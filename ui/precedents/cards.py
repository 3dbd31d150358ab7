"""Precedents as HTML: one card for each formulation, and a draft paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from assistant.answers import Found
from assistant.differences import Piece, marked_html
from assistant.links import link
from assistant.precedents.changes import bodies_line, changes
from assistant.precedents.draft import Drafted, left_out
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import citation, found_line, part_line, quotation, use_line
from assistant.strength import Verdict
from index.store import Index
from index.values import Language
from prompts import render
from ui.markup import block, direction, escaped, isolated
from ui.markup import quotation as quoted_html
from ui.precedents.words import WORDS, Words, near_words

SUFFIXES = (".docx", ".md", ".csv", ".xlsx")

_KINDS = {".docx": "DOCX", ".md": "Markdown", ".csv": "CSV", ".xlsx": "XLSX"}

BEGINNING = 12
"""Words of a draft's paragraph that are shown before it is opened."""

_MARK = re.compile(r'<(del|ins) class="(\w+)(?: figure)?"[^>]*>')


def found_html(
    index: Index,
    found: Sequence[Precedent],
    token: str,
    language: Language,
    speaking: Verdict | None = None,
) -> str:
    """What was found for a clause, with the files to take it away in; `speaking`: how strongly they
    were to speak.
    """
    words = WORDS[language]
    said = found_line(found, language, speaking)
    new = f'<p class="fq-newlang"><strong>{escaped(said)}</strong></p>' if said else ""
    if not found:
        return new or f'<p class="fq-newlang">{escaped(words.nothing)}</p>'
    cards = "".join(_card(index, each, f"{token}/{n}", language) for n, each in enumerate(found))
    head = f'<p class="count">{escaped(words.count.format(count=len(found)))}</p>'
    if new:
        head = f"{new}<h3>{escaped(words.nearest)}</h3>"
    legend = f'<p class="legend">{escaped(words.legend)}</p>'
    return f"{head}{_take(token, words)}{legend}{cards}"


def draft_html(index: Index, drafted: Sequence[Drafted], token: str, language: Language) -> str:
    """A draft: its totals, then every paragraph, those with differences opened by hand."""
    words = WORDS[language]
    compared = [each.precedent.against for each in drafted if each.precedent]
    verdicts = [each.verdict for each in compared if each]
    totals = render(
        "draft_totals",
        language,
        count=len(drafted),
        new=sum(each.precedent is None for each in drafted),
        weaker=verdicts.count("weaker"),
        stronger=verdicts.count("stronger"),
    )
    rows = "".join(
        _drafted(index, each, f"{token}/{number}", language) for number, each in enumerate(drafted)
    )
    short = left_out(drafted)
    rest = ""
    if short:
        rest = f"<p>{_line(render('draft_left_out', language, count=short), language)}</p>"
    return f'<p class="count">{_line(totals, language)}</p>{rest}{_take(token, words)}{rows}'


def _drafted(index: Index, drafted: Drafted, place: str, language: Language) -> str:
    words = WORDS[language]
    number = escaped(words.paragraph.format(number=drafted.number))
    precedent, near = drafted.precedent, drafted.nearest
    state = words.agreed if precedent else words.new
    if precedent:
        state = f"{state}: {near_words(precedent.similarity, words)}"
        verdict = precedent.against.verdict if precedent.against else None
        if verdict in ("weaker", "stronger"):
            state = f"{state} · {words.verdicts[verdict]}"
    card = ""
    if near:
        heading = "" if precedent else f"<h4>{escaped(words.nearest)}</h4>"
        card = heading + _card(index, near, place, language)
    return (
        f'<details class="fq-drafted {"agreed" if precedent else "new"}"><summary>'
        f'<span class="number">{number}</span> <span class="state">{escaped(state)}</span>'
        f"{block('span', _beginning(drafted.text), language, 'beginning')}</summary>"
        f"{quoted_html(drafted.text.splitlines(), language)}{card}</details>"
    )


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:BEGINNING]) + (" …" if len(words) > BEGINNING else "")


def _card(index: Index, precedent: Precedent, place: str, language: Language) -> str:
    """A formulation; `place` is the way to what is fetched when it is asked for."""
    words, found = WORDS[language], precedent.found
    percent = words.percent.format(number=round(100 * precedent.similarity))
    near = near_words(precedent.similarity, words)
    if precedent.across:
        near = f"{near} ({words.by_meaning})"
    meter = (
        f'<span class="near">{escaped(near)} {isolated(percent)}'
        f'<meter min="0" max="1" value="{precedent.similarity:.2f}" aria-hidden="true"></meter></span>'
    )
    lines = (
        part_line(precedent, language),
        use_line(index, precedent.family, language),
        bodies_line(precedent.family, language),
    )
    used = "".join(f"<p>{_line(each, language)}</p>" for each in lines if each)
    history = ""
    if precedent.family is not None and len(precedent.family.uses) > 1:
        history = (
            f'<details class="history" data-history="{place}"><summary>{escaped(words.history)}'
            f"</summary><div>{escaped(words.loading)}</div></details>"
        )
    return (
        f'<article class="fq-precedent"><header><h3>{_to_source(found)}</h3>{meter}</header>'
        f'<div class="texts">{_own(precedent, language)}{_counterpart(precedent, words)}</div>'
        f'<div class="said">{_strength(precedent, words, language)}{used}</div>{history}'
        f"{_copying(index, precedent, words)}</article>"
    )


def _own(precedent: Precedent, language: Language) -> str:
    """The words against the clause; the paragraph itself where nothing differs or nothing compares."""
    words, found = WORDS[language], precedent.found
    itself = quoted_html(found.text.splitlines(), found.document.language)
    if precedent.across:
        return f"<section>{itself}</section>"
    if all(piece.kind == "same" for piece in precedent.pieces):
        said = escaped(render("precedent_same", language))
        return f'<section>{itself}<p class="same">{said}</p></section>'
    return (
        f"<section><h4>{escaped(words.differs)}</h4>{differences_html(precedent.pieces, words)}"
        f"<details><summary>{escaped(words.itself)}</summary>{itself}</details></section>"
    )


def differences_html(pieces: Sequence[Piece], words: Words) -> str:
    """The differences with marks that are seen, and with words for those who hear them."""

    def heard(mark: re.Match[str]) -> str:
        said = escaped(words.marks[f"{mark[1]} {mark[2]}"])
        return f'{mark[0]}<span class="fq-hidden">[{said}:] </span>'

    return _MARK.sub(heard, marked_html(pieces))


def _counterpart(precedent: Precedent, words: Words) -> str:
    other = precedent.counterpart
    if other is None:
        return ""
    own = other.document.language
    return (
        f'<section class="counterpart"><h4>{escaped(words.official[own])}: {_to_source(other)}</h4>'
        f"{quoted_html(other.text.splitlines(), own)}</section>"
    )


def _strength(precedent: Precedent, words: Words, language: Language) -> str:
    compared = precedent.against
    if compared is None:
        return ""
    if compared.verdict is None:
        return f"<p>{escaped(words.no_verdict)}</p>"
    arrow = "←" if language == "ar" else "→"
    by = "; ".join(
        f"{_sign(reason.other, words)} {arrow} {_sign(reason.one, words)}"
        for reason in compared.reasons
        if reason.makes == compared.verdict
    )
    said = escaped(words.verdicts[compared.verdict]) + (f": {by}" if by else "")
    return f'<p class="strength {compared.verdict}">{said}</p>'


def _sign(text: str, words: Words) -> str:
    """What makes a clause strong or weak: its words, or where it stands."""
    return f"<bdi>{escaped(words.kinds.get(text, text) or '–')}</bdi>"


def _line(text: str, language: Language) -> str:
    """A line of ours that names documents."""
    return isolated(text) if language == "ar" else escaped(text)


def history_html(index: Index, precedent: Precedent, language: Language) -> str:
    """What changed when: a line for each change, with the words that differ."""
    words = WORDS[language]
    items = "".join(
        f"<li>{_line(told.words, language)}"
        f"{differences_html(told.pieces, words) if told.pieces else ''}</li>"
        for told in changes(index, precedent, language)
    )
    return (
        f"<ul>{items}</ul>" if items else f"<p>{escaped(render('precedent_alike', language))}</p>"
    )


def _to_source(found: Found) -> str:
    href = escaped(f"?paragraph={quote(link(found.document, found.paragraph), safe='')}")
    way = direction(found.label, found.document.language)
    return f'<a class="to-source" href="{href}"><bdi dir="{way}">{isolated(found.label)}</bdi></a>'


def _copying(index: Index, precedent: Precedent, words: Words) -> str:
    """The citation in the precedent's own language, with its words and without."""
    found = precedent.found
    own = found.document.language
    pairs = (
        (words.copy_citation, citation(index, found, own)),
        (words.copy_quotation, quotation(index, found, own)),
    )
    return '<div class="do">' + "".join(
        f'<button type="button" class="fq-button" data-copy="{escaped(text)}">{escaped(said)}'
        f'<span class="fq-hidden">: {escaped(found.label)}</span></button>'
        for said, text in pairs
    ) + "</div>"  # fmt: skip


def _take(token: str, words: Words) -> str:
    links = "".join(
        f'<a class="fq-button" href="fiqra/precedents/{token}/precedents{suffix}" download>'
        f'<span class="fq-hidden">{escaped(words.take)} </span>{_KINDS[suffix]}</a>'
        for suffix in SUFFIXES
    )
    return f'<p class="do take"><span aria-hidden="true">{escaped(words.take)}</span>{links}</p>'
