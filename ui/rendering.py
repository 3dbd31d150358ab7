"""From an answer to HTML. Whatever comes out of a document is escaped, and has its own direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answers import Answer, Citation, Claim, Found
from assistant.citations import numbered_spans, quoted
from index.store import Index
from index.values import Document, Language, Paragraph, Source, Span
from prompts import render
from ui.markup import block, direction, escaped, isolated, prose, quotation
from ui.words import WORDS, Words

NEIGHBOUR = 300
"""Characters of the paragraph before and after that are shown; of a longer one the near end."""

_NUMBERS = re.compile(r"(?: ?\[\d+\])+$")
"""The citation numbers at the end of a statement."""


def reply_html(index: Index, answer: Answer) -> str:
    """The answer and its sources, or what is said where there is no answer."""
    words = WORDS[answer.language]
    parts = (
        [_abstention(index, answer, words)] if answer.abstained else [_statements(answer, words)]
    )
    if answer.citations:
        blocks = (
            _source_block(index, citation, number, answer.language)
            for number, citation in enumerate(answer.citations, 1)
        )
        parts.append(_section("sources", words.sources, "".join(blocks)))
    return _reply("".join(parts), answer.language)


def note_html(sentence: str, language: Language) -> str:
    """A sentence to the person who asked that is no answer: a fault, an empty question."""
    return _reply(f'<section class="note">{block("p", sentence, language)}</section>', language)


def _reply(inner: str, language: Language) -> str:
    way = "rtl" if language == "ar" else "ltr"
    return f'<div class="reply" dir="{way}" lang="{language}">{inner}</div>'


def _section(name: str, heading: str, inner: str) -> str:
    return f'<section class="{name}"><h2>{escaped(heading)}</h2>{inner}</section>'


def _statements(answer: Answer, words: Words) -> str:
    claims = "\n\n".join(claim.text for claim in answer.claims)
    notes = answer.text.removesuffix(claims).splitlines()
    inner = [block("p", note, answer.language, "remark") for note in notes if note.strip()]
    for claim in answer.claims:
        readings = (answer.citations[at].reading for at in claim.citations)
        read = "".join(_reading(lines, answer.language) for lines in readings)
        inner.append(_statement(claim, answer.language, words, read))
    return _section("answer", words.answer, "".join(inner))


def _statement(claim: Claim, language: Language, words: Words, reading: str = "") -> str:
    """A claim: its own sentences with linked numbers, its quoted lines as block quotations, below
    them how damaged ones are read.
    """
    inner = []
    for is_quoted, group in groupby(claim.text.splitlines(), lambda line: line.startswith("> ")):
        lines = [line.removeprefix("> ") if is_quoted else line for line in group]
        if is_quoted:
            inner.append(quotation(lines, language))
        else:
            inner += [_sentence(line, claim, language, words) for line in lines if line.strip()]
    return f'<article class="claim">{"".join(inner)}{reading}</article>'


def _sentence(line: str, claim: Claim, language: Language, words: Words) -> str:
    numbers = _NUMBERS.search(line)
    said = line[: numbers.start()] if numbers else line
    cited = [int(n) for n in re.findall(r"\d+", numbers[0])] if numbers else []
    if not all(number - 1 in claim.citations for number in cited):
        said, cited = line, []
    links = "".join(
        f' <a class="cite" href="#source-{n}" aria-label="{words.source} {n}"><bdi>[{n}]</bdi></a>'
        for n in cited
    )
    return f'<p dir="{direction(said, language)}">{isolated(said)}{links}</p>'


def _abstention(index: Index, answer: Answer, words: Words) -> str:
    """The bordered note, and below it the nearest paragraphs, named as no answer."""
    sentence = answer.text.partition("\n\n")[0]
    note = _section("note", words.no_answer, block("p", sentence, answer.language))
    if not answer.nearest:
        return note
    items = "".join(
        f"<li><h3>{isolated(each.label)}</h3>"
        f"{quotation(_own_words(index, each), answer.language)}"
        f"{_reading(each.text.splitlines() if each.repaired else (), answer.language)}"
        f"{_place(each.document, each.paragraph, words)}</li>"
        for each in answer.nearest
    )
    heading = render("nearest", answer.language).rstrip(":")
    return note + _section("nearest", heading, f"<ol>{items}</ol>")


def _own_words(index: Index, found: Found) -> list[str]:
    """The paragraph's words as the source has them, a line for it and one for each of its points."""
    source = index.source(found.document.name)
    return [quoted(source, numbered_spans(source, p)) for p in (found.paragraph, *found.points)]


def _source_block(index: Index, citation: Citation, number: int, language: Language) -> str:
    """A cited paragraph where it stands, the quoted words marked, its neighbours beside it."""
    words, found = WORDS[language], citation.found
    document, paragraph = found.document, found.paragraph
    source, outline = index.source(document.name), index.outline(document.name)
    last = max(p.order for p in (paragraph, *found.points))
    cited = (
        _marked_block(source, each, citation.quote_spans, document.language)
        for each in (paragraph, *found.points)
    )
    # The link's target is inside: a browser then opens the block again where it has been closed.
    return (
        f'<details open class="source"><summary><bdi class="number">[{number}]</bdi> '
        f"<span>{isolated(found.label)}</span></summary>"
        f'<div id="source-{number}" class="target">'
        f"{_title(document, language)}{_place(document, paragraph, words)}{_twins(found, language)}"
        f'<div class="context" lang="{document.language}">'
        f"{_neighbour(source, outline, paragraph.order - 1, before=True, language=document.language)}"
        f"{''.join(cited)}"
        f"{_neighbour(source, outline, last + 1, before=False, language=document.language)}</div>"
        f"{_counterpart(citation, words)}"
        "</div></details>"
    )


def _twins(found: Found, language: Language) -> str:
    """Where else nearly the same words stand; "" where they stand nowhere else."""
    if not found.twins:
        return ""
    labels = ("؛ " if language == "ar" else "; ").join(each.label for each in found.twins)
    line = render("twins", language, labels=labels)
    return f'<p class="remark" dir="{direction(line, language)}">{isolated(line)}</p>'


def _reading(lines: Sequence[str], language: Language) -> str:
    """How the quoted words of a damaged source are read, named as a reading; "" for sound ones."""
    if not lines:
        return ""
    note = block("p", render("reading", language), language, "remark")
    return f'<div class="reading">{note}{"".join(block("p", each, "ar") for each in lines)}</div>'


def _title(document: Document, language: Language) -> str:
    title = " ".join((document.title or "").split())
    return block("p", title, language, "title") if title else ""


def _place(document: Document, paragraph: Paragraph, words: Words) -> str:
    """`File: name · Page: 3`."""
    pages = paragraph.pages
    facts = [(words.file, document.name)]
    if pages:
        name = words.page if len(pages) == 1 else words.pages
        facts.append((name, str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"))
    shown = (f'{name}: <bdi dir="ltr">{escaped(value)}</bdi>' for name, value in facts)
    return f'<p class="place">{" · ".join(shown)}</p>'


def _marked_block(
    source: Source, paragraph: Paragraph, quote: Sequence[Span], language: Language
) -> str:
    way = direction(paragraph.clean.text, language)
    return f'<p class="cited" dir="{way}">{marked(source, paragraph, quote)}</p>'


def marked(source: Source, paragraph: Paragraph, quote: Sequence[Span]) -> str:
    """The paragraph in the source's own characters, those at the spans of `quote` in <mark>."""
    return " ".join(
        "".join(
            f"<mark>{prose(source.text[a:b])}</mark>" if is_quoted else prose(source.text[a:b])
            for a, b, is_quoted in _cut(piece, quote)
        )
        for piece in numbered_spans(source, paragraph)
    )


def _cut(piece: Span, quote: Iterable[Span]) -> list[tuple[int, int, bool]]:
    """A piece's stretches (start, end, whether quoted), in order."""
    stretches, at = [], piece.start
    for span in sorted(quote):
        start, end = max(at, span.start), min(piece.end, span.end)
        if start >= end:
            continue
        if start > at:
            stretches.append((at, start, False))
        stretches.append((start, end, True))
        at = end
    if at < piece.end:
        stretches.append((at, piece.end, False))
    return stretches


def _neighbour(
    source: Source, outline: Sequence[Paragraph], order: int, *, before: bool, language: Language
) -> str:
    """The paragraph at `order`, cut at the end that is far from the cited one; "" if there is none."""
    if not 0 <= order < len(outline):
        return ""
    text = quoted(source, numbered_spans(source, outline[order]))
    if len(text) > NEIGHBOUR:
        head, tail = text[:NEIGHBOUR], text[-NEIGHBOUR:]
        text = f"… {tail[tail.find(' ') + 1 :]}" if before else f"{head[: head.rfind(' ')]} …"
    return block("p", text, language, "near")


def _counterpart(citation: Citation, words: Words) -> str:
    """The official version in the other language, in its own words; "" where there is none."""
    found = citation.counterpart
    if found is None:
        return ""
    document = found.document
    return (
        f'<div class="counterpart"><h3>{escaped(words.official[document.language])}</h3>'
        f'<div lang="{document.language}">'
        f"{quotation(citation.counterpart_lines, document.language)}</div>"
        f"{_place(document, found.paragraph, words)}</div>"
    )
