"""The source pane: a paragraph in its document, the quoted words marked, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.citation_forms import footnote_form
from assistant.links import link
from index.arabic.normalise import fold_text
from index.labels import document_label, is_resolution
from index.masthead import BODIES
from index.store import Index
from index.values import Document, Language, Paragraph, Source, Span
from ui.markup import direction, escaped, prose
from ui.reading.links import asked, file_address, page_address, permanent, to_source
from ui.reading.place import Place, place_of, spans_text
from ui.reading.text import (
    label_html,
    marked,
    near_end,
    numbered_reading,
    own_words,
    quoted_words,
    reading,
    repairs,
)
from ui.reading.twins import KINDS_WITH_TWINS
from ui.reading.words import WORDS, Words, day

HEADING = "fq-source-heading"
"""The id of the pane's heading, which takes the focus when the pane is opened."""

_MOST_PAGES = 4
"""Images of pages that are offered for one paragraph."""


def pane(
    index: Index,
    document: Document,
    paragraph: Paragraph,
    quote: Sequence[Span],
    language: Language,
) -> str:
    """The pane as HTML. `quote` are the characters of the source to mark, empty for none."""
    words, place = WORDS[language], place_of(index, document, paragraph)
    source = index.source(document.name)
    parts = (
        _tools(source, place, quote, language, words),
        '<div class="fq-source-body">',
        _head(index, place, language, words),
        '<div class="fq-source-versions">',
        f'<section class="fq-source-own" aria-label="{escaped(words.cited)}">',
        _context(source, place, quote, words),
        _twins(place, language),
        _images(place, words),
        "</section>",
        _counterpart(index, place, language, words),
        "</div>",
        "</div>",
    )
    return _frame(
        "".join(parts),
        language,
        f' data-link="{escaped(link(document, paragraph))}" data-quote="{spans_text(quote, paragraph.start)}"'
        f' data-said="{escaped(words.opened.format(index.label(document, paragraph, language)))}"',
    )


def missing(sentence: str, language: Language) -> str:
    """What the pane holds where a link leads nowhere: one sentence that says why."""
    words = WORDS[language]
    return _frame(
        f'<div class="fq-source-tools"><span></span>{_close(words)}</div>'
        '<div class="fq-source-body">'
        f'<h2 id="{HEADING}" tabindex="-1">{escaped(words.missing)}</h2>'
        f'<p dir="{direction(sentence, language)}">{label_html(sentence)}</p></div>',
        language,
        f' data-said="{escaped(f"{words.missing}. {sentence}")}"',
        " fq-source-missing",
    )


def _frame(inner: str, language: Language, attributes: str, more: str = "") -> str:
    words = WORDS[language]
    way = "rtl" if language == "ar" else "ltr"
    said = (
        f' data-copied="{escaped(words.copied)}" data-not-copied="{escaped(words.not_copied)}"'
        f' data-nothing="{escaped(words.nothing_found)}" data-failed="{escaped(words.failed)}"'
    )
    return (
        f'<article class="fq-source{more}" lang="{language}" dir="{way}"'
        f' aria-labelledby="{HEADING}"{attributes}{said}>{inner}</article>'
    )


def _tools(
    source: Source, place: Place, quote: Sequence[Span], language: Language, words: Words
) -> str:
    """The row at the top: to the paragraphs before and after, the outline, away again."""
    address = asked(
        "source/outline",
        language,
        document=place.document.name,
        at=link(place.document, place.paragraph),
    )
    return (
        f'<nav class="fq-source-tools" aria-label="{escaped(words.tools)}">'
        f"{_step(place, place.previous, words.previous, words.previous_paragraph, 'previous')}"
        f"{_step(place, place.next, words.next, words.next_paragraph, 'next')}"
        '<button type="button" class="fq-button fq-bare" data-source="outline" aria-expanded="false"'
        f' aria-controls="fq-source-outline" data-src="{escaped(address)}">'
        f"{escaped(words.outline)}</button>"
        f"{_copying(source, place, quote, language, words)}"
        '<button type="button" class="fq-button fq-bare fq-source-wide" data-source="wide" '
        f'aria-pressed="false">{escaped(words.widen)}</button>'
        f"{_close(words)}</nav>"
        '<div id="fq-source-outline" class="fq-outline" hidden></div>'
    )


def _step(place: Place, other: Paragraph | None, short: str, name: str, way: str) -> str:
    if other is None:
        return (
            f'<span class="fq-button fq-bare fq-step-{way}" aria-hidden="true">'
            f"<span>{escaped(short)}</span></span>"
        )
    return to_source(
        place.document,
        other,
        f"<span>{escaped(short)}</span>",
        name=f"fq-button fq-bare fq-step-{way}",
        attributes=f' data-step="{way}" aria-label="{escaped(name)}"',
    )


def _close(words: Words) -> str:
    return (
        '<button type="button" class="fq-button fq-bare fq-source-close" data-source="close">'
        f"{escaped(words.close)}</button>"
    )


def _head(index: Index, place: Place, language: Language, words: Words) -> str:
    document, paragraph = place.document, place.paragraph
    tag = f'<span class="fq-tag">{escaped(words.draft)}</span>' if _is_draft(document) else ""
    title = " ".join((document.title or "").split())
    if title in (document_label(document, document.language), document.symbol):
        title = ""  # the heading says it already
    shown_title = (
        f'<p class="fq-source-title" lang="{document.language}" dir="{direction(title, language)}">'
        f"{prose(title)}</p>"
        if title
        else ""
    )
    facts = "".join(f"<li>{fact}</li>" for fact in _facts(place, language, words))
    headings = [" ".join(each.split()) for each in paragraph.headings]
    under = "".join(f"<bdi>{prose(each)}</bdi>" for each in headings)
    above = (
        f'<p class="fq-source-under"><span class="fq-hidden">{escaped(words.under)}: </span>{under}</p>'
        if under
        else ""
    )
    return (
        f'<header class="fq-source-head"><h2 id="{HEADING}" tabindex="-1">'
        f"{label_html(index.label(document, paragraph, language))}</h2>{tag}"
        f'{shown_title}<ul class="fq-source-facts">{facts}</ul>{above}</header>'
    )


def _is_draft(document: Document) -> bool:
    return document.status == "draft" or document_label(document, "en").startswith("draft ")


def _facts(place: Place, language: Language, words: Words) -> Iterator[str]:
    """Symbol, body, date, status, page and file, each as HTML."""
    document, pages = place.document, place.paragraph.pages
    if document.symbol:
        yield f'<bdi dir="ltr">{escaped(document.symbol)}</bdi>'
    if document.body:
        yield f"<bdi>{escaped(_body(document.body, language))}</bdi>"
    if document.date:
        yield f"<bdi>{escaped(day(document.date, language))}</bdi>"
    if document.status != "adopted" or is_resolution(document):
        yield escaped(words.status[document.status])
    if pages:
        name = words.page if len(pages) == 1 else words.pages
        numbers = str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
        yield f'{escaped(name)} <bdi dir="ltr">{numbers}</bdi>'
    if Path(document.path).is_file():
        name = escaped(words.file_of.format(document.name))
        yield (
            f'<a href="{escaped(file_address(document))}" target="_blank" rel="noopener" '
            f'aria-label="{name}" title="{name}">{escaped(words.file)}</a>'
        )
    else:
        yield escaped(words.file_gone)


def _body(body: str, language: Language) -> str:
    """A body's name in the reader's language where it is a known one, else as the document has it."""
    for known in BODIES:
        if fold_text(body) in (fold_text(known.arabic), fold_text(known.english)):
            return known.arabic if language == "ar" else known.english
    return " ".join(body.split())


def _context(source: Source, place: Place, quote: Sequence[Span], words: Words) -> str:
    """The paragraph between its neighbours; below it, where it was repaired, how it is read."""
    language = place.document.language
    shown = (*place.above, *place.cited)
    repaired = [each for each in shown if each.repairs]
    named = _note(words.in_source) if repaired else ""
    read = ""
    if repaired:
        lines = "".join(_read_line(place, each, quote, words) for each in shown)
        read = (
            f'<div class="fq-source-reading" {_spoken(language)}>'
            f"{_note(words.reading)}{lines}</div>"
            f"{repairs(repaired, words)}"
        )
    return (
        f"{_neighbour(source, place, place.near_before, words, before=True)}"
        f"{_cited(source, place, quote, words, named)}{read}"
        f"{_notes(source, place, words)}"
        f"{_neighbour(source, place, place.near_after, words, before=False)}"
    )


def _note(sentence: str) -> str:
    """A line of the pane's own between a document's lines."""
    return f'<div class="fq-source-note" dir="{direction(sentence)}">{escaped(sentence)}</div>'


def _cited(
    source: Source, place: Place, quote: Sequence[Span], words: Words, named: str = ""
) -> str:
    """The paragraph with what it stands under and its points, in the source's own characters."""
    language, lines = place.document.language, []
    between = (place.sibling,) if place.sibling else ()
    order = place.document.characters  # above all orders: no gap before the first
    for each in (*place.above, *between, *place.cited):
        if each.order > order + 1 and each not in place.points:
            lines.append(f'<p class="fq-gap"><span aria-hidden="true">…</span>{_hidden(words)}</p>')
        order = each.order
        if each in between:
            lines.append(_neighbour(source, place, each, words, before=True))
            continue
        name = "fq-above" if each in place.above else "fq-cited-line"
        lines.append(
            f'<p class="{name}" dir="{direction(each.clean.text, language)}"{_depth(place, each)}>'
            f"{marked(source, each, quote)}</p>"
        )
    return f'<div class="fq-cited" {_spoken(language)}>{named}{"".join(lines)}</div>'


def _spoken(language: Language) -> str:
    """The language and direction of a document's block, as attributes."""
    return f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'


def _hidden(words: Words) -> str:
    return f'<span class="fq-hidden">{escaped(words.left_out)}</span>'


def _depth(place: Place, paragraph: Paragraph) -> str:
    """How far a point stands in, as an attribute."""
    parents = {each.order: each.parent for each in (*place.above, *place.cited)}
    depth, at = 0, paragraph.parent
    while at is not None:
        depth, at = depth + 1, parents.get(at)
    return f' data-depth="{min(depth, 3)}"' if depth else ""


def _read_line(place: Place, paragraph: Paragraph, quote: Sequence[Span], words: Words) -> str:
    line = reading(paragraph, quote, words)
    return line.replace("<p ", f"<p{_depth(place, paragraph)} ", 1)


def _neighbour(
    source: Source, place: Place, paragraph: Paragraph | None, words: Words, *, before: bool
) -> str:
    """The paragraph before or after; a repaired one as it is read, and named so."""
    if paragraph is None:
        return ""
    language, tag = place.document.language, ""
    text = own_words(source, paragraph)
    if paragraph.repairs:
        text = numbered_reading(paragraph)
        tag = f'<span class="fq-tag">{escaped(words.reading_tag)}</span>'
    shown = near_end(text, before=before)
    name = escaped(words.before if before else words.after)
    return (
        f'<div class="fq-near" role="group" aria-label="{name}" {_spoken(language)}>'
        f'<p dir="{direction(shown, language)}"{_depth(place, paragraph)}>{prose(shown)}{tag}</p></div>'
    )


def _notes(source: Source, place: Place, words: Words) -> str:
    if not place.footnotes:
        return ""
    language = place.document.language
    items = []
    for note in place.footnotes:
        text = numbered_reading(note) if note.repairs else own_words(source, note)
        items.append(f'<p dir="{direction(text, language)}">{prose(text)}</p>')
    return (
        f'<div class="fq-footnotes" role="group" aria-label="{escaped(words.footnotes)}" '
        f"{_spoken(language)}>{''.join(items)}</div>"
    )


def _copying(
    source: Source, place: Place, quote: Sequence[Span], language: Language, words: Words
) -> str:
    """Buttons that copy the citation, the words, how they are read, and the permanent link."""
    document, paragraph = place.document, place.paragraph
    lines = quoted_words(source, place.cited, quote)
    what = [
        (words.copy_citation, footnote_form(document, paragraph, language, place.root), ""),
        (words.copy_words, "\n".join(lines), ""),
    ]
    if any(each.repairs for each in place.cited):
        read = "\n".join(numbered_reading(each) for each in place.cited)
        what.append((words.copy_reading, read, ""))
    what.append((words.copy_link, permanent(document, paragraph, quote), " data-address"))
    buttons = "".join(
        f'<button type="button" data-copy="{escaped(text)}"{more}>{escaped(name)}</button>'
        for name, text, more in what
    )
    return (
        '<details class="fq-menu"><summary class="fq-button fq-bare fq-source-copy">'
        f"<span>{escaped(words.copy)}</span></summary><div>{buttons}</div></details>"
    )


def _counterpart(index: Index, place: Place, language: Language, words: Words) -> str:
    """The same paragraph in the official version in the other language; "" where there is none."""
    found = index.counterpart(place.document.name, place.paragraph)
    if found is None:
        return ""
    document, paragraph = found
    other = place_of(index, document, paragraph)
    label = label_html(index.label(document, paragraph, language))
    read = ""
    repaired = [each for each in (*other.above, *other.cited) if each.repairs]
    if repaired:
        lines = "".join(_read_line(other, each, (), words) for each in repaired)
        read = (
            f'<div class="fq-source-reading" {_spoken(document.language)}>'
            f"{_note(words.reading)}{lines}</div>"
        )
    name = escaped(words.open)
    return (
        f'<section class="fq-counterpart"><h3>{escaped(words.official[document.language])}</h3>'
        f"{_cited(index.source(document.name), other, (), words)}{read}"
        f'<p class="fq-source-note">'
        f"{to_source(document, paragraph, f'{name}: {label}')}</p></section>"
    )


def _twins(place: Place, language: Language) -> str:
    """Where the paragraph's twins are put when they have been looked up."""
    if place.paragraph.kind not in KINDS_WITH_TWINS:
        return ""
    address = asked("source/twins", language, paragraph=link(place.document, place.paragraph))
    return f'<section class="fq-twins" data-src="{escaped(address)}" hidden></section>'


def _images(place: Place, words: Words) -> str:
    """The pages that the paragraph stands on, each an image that is fetched when it is asked for."""
    document = place.document
    if document.format != "pdf" or not Path(document.path).is_file():
        return ""
    pages = sorted({box.page for each in place.cited for box in each.boxes})[:_MOST_PAGES]
    return "".join(
        f'<details class="fq-page"><summary>{escaped(words.page_image.format(page))}</summary>'
        f'<img loading="lazy" data-src="{escaped(page_address(document, page, place.paragraph))}" '
        f'alt="{escaped(words.page_alt.format(page=page, file=document.name))}"></details>'
        for page in pages
    )
