"""The list of documents as HTML: a row for each, on narrow screens a card."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from assistant.links import link
from index.errors import FiqraError
from index.store import Index
from index.values import Document, Language
from ui.documents.facts import Facts, body_names, held
from ui.documents.listing import ORDERS, PAGE, Asked, Listed, Order
from ui.documents.words import WORDS, Words
from ui.markup import block, direction, escaped


def table_html(index: Index, asked: Asked, shown: Listed, language: Language) -> str:
    """A page of the list, with its pager."""
    words = WORDS[language]
    if not shown.documents:
        said = words.none_found if index.documents else words.none_held
        return f'<p class="fq-nothing" role="status">{escaped(said)}</p>'
    head = "".join(_head(order, asked, words) for order in ORDERS)
    names = body_names(index, language)
    body = "".join(_row(index, each, names, language) for each in shown.documents)
    return (
        f'<table role="table" class="fq-documents" aria-label="{escaped(words.tab)}">'
        f'<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="tick">'
        f'<span class="fq-hidden">{escaped(words.tick)}</span></th>{head}'
        f'<th role="columnheader" scope="col"><span class="fq-hidden">{escaped(words.actions)}'
        f'</span></th></tr></thead><tbody role="rowgroup">{body}</tbody></table>'
        f"{_pager(shown, words)}"
    )


def _head(order: Order, asked: Asked, words: Words) -> str:
    own = asked.order == order
    way = ("descending" if asked.descending else "ascending") if own else "none"
    arrow = ("▼" if asked.descending else "▲") if own else ""
    return (
        f'<th role="columnheader" scope="col" class="{order}" aria-sort="{way}">'
        f'<button type="button" data-order="{order}">{escaped(words.columns[order])}'
        f'<span aria-hidden="true">{arrow}</span></button></th>'
    )


def _row(index: Index, document: Document, bodies: Mapping[str, str], language: Language) -> str:
    words, name = WORDS[language], escaped(document.name)
    known = held(index)
    facts = known.facts[document.name]
    body = bodies.get(known.bodies[document.name]) or document.body
    tick = escaped(words.tick_one.format(name=document.symbol or document.name))
    title = ""
    if document.symbol and document.title:
        title = block("span", document.title, document.language, "title")
    draft = "" if document.status == "adopted" else f" {document.status}"
    cells: tuple[tuple[Order, str], ...] = (
        ("body", _directed(body, words)),
        ("date", date_words(document.date, words)),
        ("language", escaped(words.languages[document.language])),
        (
            "status",
            f'<span class="status{draft}">{escaped(words.statuses[document.status])}</span>',
        ),
        ("paragraphs", f"{facts.paragraphs:,}"),
        ("quality", quality_html(facts, words)),
    )
    return (
        f'<tr role="row" data-name="{name}">'
        f'<td role="cell" class="tick"><input type="checkbox" class="fq-tick" aria-label="{tick}"></td>'
        f'<th role="rowheader" scope="row" class="symbol">{_named(index, document)}{title}'
        f'<span class="name"><bdi>{name}</bdi></span></th>'
        + "".join(
            f'<td role="cell" class="{order}" data-label="{escaped(words.columns[order])}">{cell}</td>'
            for order, cell in cells
        )
        + f'<td role="cell" class="actions">{_actions(document, words)}</td></tr>'
    )


def _named(index: Index, document: Document) -> str:
    """The symbol, or what stands for it, as a link to the document's beginning."""
    shown = document.symbol or document.title or document.name
    if document.symbol:
        inner = f'<bdi dir="ltr">{escaped(shown)}</bdi>'
    else:
        inner = f'<bdi dir="{direction(shown, document.language)}">{escaped(shown)}</bdi>'
    try:
        first = index.paragraph(document.name, 0)
    except (KeyError, FiqraError):  # a document without a paragraph
        return inner
    href = escaped(f"?paragraph={quote(link(document, first), safe='')}")
    return f'<a class="to-source" href="{href}">{inner}</a>'


def _actions(document: Document, words: Words) -> str:
    path = escaped(f"fiqra/file/{quote(document.name, safe='')}")
    about = escaped(f": {document.symbol or document.name}")
    name = escaped(document.name)
    hidden = f'<span class="fq-hidden">{about}</span>'
    return (
        f'<a href="{path}" target="_blank" rel="noopener">{escaped(words.file)}{hidden}</a>'
        f'<button type="button" data-report="{name}">{escaped(words.report)}{hidden}</button>'
        f'<button type="button" class="danger" data-remove="{name}">{escaped(words.remove)}{hidden}'
        "</button>"
    )


def _directed(text: str | None, words: Words) -> str:
    if not text:
        return f'<span class="faint">{escaped(words.unknown)}</span>'
    return f'<bdi dir="{direction(text)}">{escaped(text)}</bdi>'


def date_words(date: str | None, words: Words) -> str:
    """A date (ISO 8601, or a year alone) in words, as HTML."""
    if not date:
        return f'<span class="faint">{escaped(words.unknown)}</span>'
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return f"<bdi>{escaped(date)}</bdi>"
    month = words.months[(int(parts[1]) - 1) % 12]
    return f"<bdi>{int(parts[2])} {escaped(month)} {escaped(parts[0])}</bdi>"


def quality_html(facts: Facts, words: Words, missing: int = 0) -> str:
    """The state of a document's text in words; `missing`: paragraph numbers that it lacks."""
    said = [
        words.repaired[kind].format(count=f"{each.places:,}")
        for kind, each in facts.repaired.items()
    ]
    if facts.places:
        said.append(words.sure.format(percent=int(100 * facts.sure)))
    if missing:
        said.append(words.missing_numbers.format(count=missing))
    if not said:
        return f'<span class="sound">{escaped(words.sound)}</span>'
    lines = "".join(f"<span>{escaped(each)}</span>" for each in said)
    return f'<span class="damaged">{escaped(words.damaged)}</span><span class="how">{lines}</span>'


def _pager(shown: Listed, words: Words) -> str:
    first = (shown.page - 1) * PAGE + 1
    said = words.shown.format(
        first=f"{first:,}", last=f"{first + len(shown.documents) - 1:,}", count=f"{shown.count:,}"
    )
    buttons = ""
    if shown.pages > 1:
        buttons = "".join(
            f'<button type="button" data-page="{page}"{"" if there else " disabled"}>'
            f"{escaped(text)}</button>"
            for text, page, there in (
                (words.previous, shown.page - 1, shown.page > 1),
                (words.following, shown.page + 1, shown.page < shown.pages),
            )
        )
    return f'<div class="fq-pager"><span role="status">{escaped(said)}</span>{buttons}</div>'
