"""A conversation as HTML: questions, answers with their citations, and what can be done with them.

An answer speaks the language that it was asked in; the words on the buttons are the interface's.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Cited, Exchange, Place, Recorded, Said, Words
from index.values import Language, Span
from prompts import render
from ui.ask.segments import Segment, cited_in, is_translated, segments
from ui.ask.words import WORDS
from ui.markup import block, direction, escaped, isolated, prose, quotation
from ui.reading.links import source_link
from ui.reading.words import day


def turn_html(turn: str, exchange: Exchange, language: Language) -> str:
    """A question and its answer. `turn` is its identifier in the conversation, `language` that of the
    interface.
    """
    answer = exchange.answer
    return (
        f'<article class="fq-turn" data-turn="{escaped(turn)}">'
        f"{question_html(exchange.question, language)}"
        f"{answer_html(answer, language)}"
        f"{_tools(answer, language)}</article>"
    )


def question_html(question: str, language: Language) -> str:
    """The question as it was asked."""
    words = WORDS[language]
    way = direction(question, language)
    return (
        f'<h3 class="fq-question" dir="{way}">'
        f'<span class="fq-hidden">{escaped(words.said_by)} </span>'
        f"{isolated(question) if way == 'rtl' else escaped(question)}</h3>"
    )


def answer_html(answer: Recorded, language: Language) -> str:
    """The answer alone, in its own language and direction."""
    way = "rtl" if answer.language == "ar" else "ltr"
    inner = _abstention(answer, language) if answer.abstained else _statements(answer)
    kind = " fq-abstained" if answer.abstained else ""
    return f'<div class="fq-answer{kind}" lang="{answer.language}" dir="{way}">{inner}</div>'


def note_html(question: str, sentence: str, language: Language, answered: str = "") -> str:
    """A question that could not be answered, and why: a sentence to the person who asked. Behind it
    `answered`, HTML: an answer that could not be kept.
    """
    asked = question_html(question, language) if question else ""
    return (
        f'<article class="fq-turn fq-fault">{asked}'
        f'<div class="fq-answer fq-abstained" role="alert">{block("p", sentence, language)}</div>{answered}'
        f'<div class="fq-tools">{_button("edit", WORDS[language].ask_otherwise)}</div></article>'
    )


def _to(
    place: Place, inner: str, name: str, spans: Sequence[Span] = (), attributes: str = ""
) -> str:
    return source_link(
        place.link, place.start, inner, name=name, spans=spans, attributes=attributes
    )


def _statements(answer: Recorded) -> str:
    parts: list[str] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            text = "".join(paragraph)
            parts.append(f'<p class="fq-statement">{text}</p>')
            paragraph.clear()

    for segment in segments(answer):
        if segment.opens or segment.kind != "statement":
            close()
        if segment.kind == "remark":
            parts.append(block("p", segment.lines[0], answer.language, "fq-remark"))
        elif segment.kind == "quote":
            parts.append(quotation(segment.lines, answer.language))
            parts.append(_readings(answer, segment))
        elif segment.kind == "original":
            parts.append(_original(answer, segment))
        else:
            if paragraph:
                paragraph.append(" ")
            paragraph.append(_sentence(answer, segment))
    close()
    return "".join([*parts, _sources(answer)])


def _original(answer: Recorded, segment: Segment) -> str:
    """Words of the other language, folded away behind the official ones in the answer's."""
    words = WORDS[answer.language]
    other = words.in_english if answer.language == "ar" else words.in_arabic
    return (
        f'<details class="fq-original"><summary>{escaped(other)}</summary>'
        f"{quotation(segment.lines, answer.language)}{_readings(answer, segment)}</details>"
    )


def _sentence(answer: Recorded, segment: Segment) -> str:
    claim = segment.claim or Said("", ())
    said, numbers, end = cited_in(segment.lines[0], claim)
    way = direction(said, answer.language)
    links = "".join(
        _to(
            answer.citations[n - 1].place,
            f"<bdi>[{n}]</bdi>",
            "fq-cite",
            answer.citations[n - 1].quote_spans,
            f' aria-label="{escaped(_called(answer, n))}"',
        )
        for n in numbers
    )
    words = WORDS[answer.language]
    tag = (
        f'<span class="fq-tag">{escaped(words.translation)}</span>'
        if is_translated(answer, claim)
        else ""
    )
    shown = isolated if way == "rtl" else prose
    # the number stays on the line of the word before it
    body, space, last = said.rpartition(" ") if len(said.split(" ")[-1]) < 24 else (said, "", "")
    return (
        f'<span dir="{way}">{shown(body + space)}</span><span class="fq-last">'
        f'<span dir="{way}">{shown(last)}</span>{links}{escaped(end)}</span>{tag}'
    )


def _called(answer: Recorded, number: int) -> str:
    """`Source 1: S/RES/2650 (2022), op. para. 4`: what a citation says to those who do not see it."""
    return f"{WORDS[answer.language].source} {number}: {answer.citations[number - 1].place.label}"


def _readings(answer: Recorded, segment: Segment) -> str:
    """How the quoted words of damaged sources are read, named as a reading; "" for sound ones."""
    claim = segment.claim or Said("", ())
    own = set(segment.lines)
    lines = [
        line
        for at in claim.citations
        if own & set(answer.citations[at].lines)
        for line in answer.citations[at].reading
    ]
    if not lines:
        return ""
    note = block("p", render("reading", answer.language), answer.language, "fq-remark")
    inner = "".join(block("p", line, "ar") for line in lines)
    return f'<div class="fq-reading">{note}<div class="fq-read" dir="rtl">{inner}</div></div>'


def _sources(answer: Recorded) -> str:
    """The cited paragraphs, each with where it stands."""
    if not answer.citations:
        return ""
    words = WORDS[answer.language]
    items = "".join(
        f"<li>{_to(each.place, _chip(each, n), 'fq-chip', each.quote_spans)}"
        f"{_where(each, answer.language)}</li>"
        for n, each in enumerate(answer.citations, 1)
    )
    return (
        f'<section class="fq-sources"><h4>{escaped(words.sources)}</h4>'
        f'<ol class="fq-list">{items}</ol></section>'
    )


def _chip(cited: Cited, number: int) -> str:
    return f'<bdi class="fq-number">[{number}]</bdi> <span>{isolated(cited.place.label)}</span>'


def _where(cited: Cited, language: Language) -> str:
    words = WORDS[language]
    place = cited.place
    facts = []
    if place.symbol is None:
        facts.append(f'{escaped(words.file)}: <bdi dir="ltr">{escaped(place.document)}</bdi>')
    elif place.symbol not in place.label:
        facts.append(f'<bdi dir="ltr">{escaped(place.symbol)}</bdi>')
    if place.date:
        facts.append(f"<bdi>{escaped(day(place.date, language))}</bdi>")
    if place.page is not None:
        facts.append(f"{escaped(words.page)} <bdi>{place.page}</bdi>")
    if cited.twins:
        facts.append(escaped(words.also.format(count=len(cited.twins))))
    if cited.reading:
        facts.append(escaped(words.read_as))
    return f' <span class="fq-where">{" · ".join(facts)}</span>' if facts else ""


def _abstention(answer: Recorded, language: Language) -> str:
    """An answer of its own: that there is none, the nearest paragraphs, and ways to ask otherwise."""
    words = WORDS[answer.language]
    sentence = answer.notes.partition("\n\n")[0]
    heading, _, rest = answer.notes.partition("\n\n")[2].partition("\n")
    nearest = _nearest(answer.nearest, answer.language, heading.strip().rstrip(":"))
    del rest  # the nearest paragraphs again, as text
    ways = (
        f'<div class="fq-ways" dir="{"rtl" if language == "ar" else "ltr"}" lang="{language}">'
        f"{_button('edit', WORDS[language].ask_otherwise)}"
        f"{_button('everywhere', WORDS[language].search_everywhere, 'fq-when-scoped')}</div>"
    )
    return (
        f'<h4 class="fq-no-answer">{escaped(words.no_answer)}</h4>'
        f"{block('p', sentence, answer.language)}{nearest}{ways}"
    )


def _nearest(found: Sequence[Words], language: Language, heading: str) -> str:
    if not found:
        return ""
    items = "".join(
        f"<li>{_to(each.place, isolated(each.place.label), 'fq-chip')}"
        f"{quotation(_shortened(each.lines), each.place.language)}</li>"
        for each in found
    )
    return (
        f'<section class="fq-nearest"><h4>{escaped(heading)}</h4>'
        f'<ol class="fq-list">{items}</ol></section>'
    )


SHOWN = 400
"""Characters of a nearest paragraph; the source pane has the rest."""


def _shortened(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    room = SHOWN
    for line in lines:
        if len(line) > room:
            kept.append(f"{line[:room].rpartition(' ')[0]} …")
            break
        kept.append(line)
        room -= len(line)
    return kept


def _tools(answer: Recorded, language: Language) -> str:
    """Copy, try again, this is wrong; who worded it; what the model said and was not accepted."""
    words = WORDS[language]
    way = "rtl" if language == "ar" else "ltr"
    forms = (
        ("plain", words.copy_plain),
        ("markdown", words.copy_markdown),
        ("footnotes", words.copy_footnotes),
    )
    copies = "".join(
        f'<button type="button" data-do="copy" data-form="{form}">{escaped(name)}</button>'
        for form, name in forms
    )
    by = []
    if not answer.abstained:
        by.append(words.written_by.format(model=answer.model) if answer.model else words.own_words)
    if answer.total_ms >= 1000:
        by.append(words.time.format(seconds=f"{answer.total_ms / 1000:.1f}"))
    return (
        f"{_withdrawn(answer, language)}"
        f'<div class="fq-tools" lang="{language}" dir="{way}">'
        f'<details class="fq-menu"><summary class="fq-button fq-bare">{escaped(words.copy)}</summary>'
        f"<div>{copies}</div></details>"
        f"{_button('edit', words.edit, 'fq-bare')}{_button('retry', words.retry, 'fq-bare')}"
        f"{_button('wrong', words.wrong, 'fq-bare')}"
        f'<span class="fq-by">{isolated(" · ".join(by))}</span></div>'
    )


def _withdrawn(answer: Recorded, language: Language) -> str:
    if not answer.withdrawn:
        return ""
    words = WORDS[language]
    items = "".join(
        f'<li dir="{direction(each.text, answer.language)}"><s>{prose(each.text)}</s> '
        f'<span class="fq-tag">{escaped(words.withdrawn)}</span>'
        f"{''.join(block('p', reason, answer.language, 'fq-why') for reason in each.reasons)}</li>"
        for each in answer.withdrawn
    )
    count = len(answer.withdrawn)
    return (
        f'<details class="fq-withdrawn"><summary>{escaped(words.withdrawn_why)} ({count})</summary>'
        f'<ul class="fq-list">{items}</ul></details>'
    )


def _button(does: str, text: str, name: str = "") -> str:
    return (
        f'<button type="button" class="fq-button {name}" data-do="{does}">{escaped(text)}</button>'
    )
