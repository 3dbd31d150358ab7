"""A paragraph's words as HTML: as the source has them, quoted ones marked; and as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.citations import numbered_spans, quoted
from index.arabic.normalise import KASHIDA
from index.arabic.repair.values import SURE, Repair
from index.values import Paragraph, Source, Span
from ui.markup import direction, escaped, isolated, prose
from ui.reading.words import Words

NEIGHBOUR = 400
"""Characters of the paragraph before and after that are shown; of a longer one the near end."""

MOST_REPAIRS = 80
"""Repairs that are listed word by word."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")

_UNLIKE = re.compile(rf"[{KASHIDA}\s]")


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


def own_words(source: Source, paragraph: Paragraph) -> str:
    """The paragraph as the source has it, its printed number with it."""
    return quoted(source, numbered_spans(source, paragraph))


def quoted_words(
    source: Source, paragraphs: Sequence[Paragraph], quote: Sequence[Span]
) -> tuple[str, ...]:
    """The words of the paragraphs that `quote` marks, to the letter, a line for each of them; all of
    their words where it marks none.
    """
    lines = []
    for paragraph in paragraphs:
        pieces = [
            source.text[a:b]
            for piece in numbered_spans(source, paragraph)
            for a, b, is_quoted in _cut(piece, quote)
            if is_quoted
        ]
        if pieces:
            lines.append(" ".join(pieces))
    return tuple(lines or (own_words(source, paragraph) for paragraph in paragraphs))


def near_end(text: str, *, before: bool) -> str:
    """A neighbour's text, cut at the end that is far from the cited paragraph."""
    if len(text) <= NEIGHBOUR:
        return text
    head, tail = text[:NEIGHBOUR], text[-NEIGHBOUR:]
    return f"… {tail[tail.find(' ') + 1 :]}" if before else f"{head[: head.rfind(' ')]} …"


def label_html(label: str) -> str:
    """A label as HTML; one without an Arabic letter needs nothing isolated in it."""
    return isolated(label) if _ARABIC.search(label) else escaped(label)


def numbered_reading(paragraph: Paragraph) -> str:
    """The readable words behind their number."""
    return f"{_number(paragraph)}{paragraph.clean.text}"


def _number(paragraph: Paragraph) -> str:
    if not paragraph.number:
        return ""
    if paragraph.kind in ("point", "footnote"):
        return f"({paragraph.number}) "
    return f"{paragraph.number} - "


def is_moved(paragraph: Paragraph, repair: Repair) -> bool:
    """Whether a repaired word only stands in another place: its letters are those of the source."""
    read = paragraph.clean.text[repair.start : repair.end]
    return repair.kind == "runs" and _letters(read) == _letters(stood(paragraph, repair))


def stood(paragraph: Paragraph, repair: Repair) -> str:
    """What the source has where a repaired word is read; it may be more than the word."""
    return paragraph.raw_between(*paragraph.clean.source_range(repair.start, repair.end))


def _letters(text: str) -> str:
    return _UNLIKE.sub("", text)


def reading(paragraph: Paragraph, quote: Sequence[Span], words: Words) -> str:
    """The readable words as HTML: repaired ones underlined and, where letters changed, said to be so
    to those who hear the page; those that stand for quoted characters shown as quoted.
    """
    text, starts, ends = paragraph.clean.text, paragraph.clean.starts, paragraph.clean.ends
    kinds = [""] * len(text)
    for repair in paragraph.repairs:
        kind = "moved" if is_moved(paragraph, repair) else "repaired"
        kinds[repair.start : repair.end] = [kind] * (repair.end - repair.start)
    for i in range(1, len(text) - 1):  # the space between two words of one kind belongs to them
        if text[i] == " " and kinds[i - 1] == kinds[i + 1]:
            kinds[i] = kinds[i - 1]
    own = [span for span in quote if span.start < paragraph.end and span.end > paragraph.start]
    is_quoted = [
        any(a < span.end and b > span.start for span in own)
        for a, b in zip(starts, ends, strict=True)
    ]
    for i in range(1, len(text) - 1):
        if text[i] == " " and is_quoted[i - 1] and is_quoted[i + 1]:
            is_quoted[i] = True
    pieces = [escaped(_number(paragraph))]
    for (kind, marks), run in groupby(range(len(text)), key=lambda i: (kinds[i], is_quoted[i])):
        places = list(run)
        inner = prose(text[places[0] : places[-1] + 1])
        if kind:
            hidden = f'<span class="fq-hidden"> ({escaped(words.repaired)})</span>'
            inner = f'<span class="fq-{kind}">{inner}{hidden if kind == "repaired" else ""}</span>'
        pieces.append(f'<span class="fq-quoted">{inner}</span>' if marks else inner)
    way = direction(text, "ar")
    return f'<p dir="{way}">{"".join(pieces)}</p>'


def repairs(paragraphs: Sequence[Paragraph], words: Words) -> str:
    """How many words were repaired, and those with other letters one by one, all of it in words."""
    known = [(each, repair) for each in paragraphs for repair in each.repairs]
    changed = [(each, repair) for each, repair in known if not is_moved(each, repair)]
    unsure = sum(repair.confidence < SURE for _, repair in known)
    counts = (
        (words.moved_count, len(known) - len(changed)),
        (words.changed_count, len(changed)),
        (words.unsure_count, unsure),
    )
    said = " · ".join(f"{name}: <bdi>{count}</bdi>" for name, count in counts if count)
    listed = "".join(_repair(each, repair, words) for each, repair in changed[:MOST_REPAIRS])
    rest = len(changed) - MOST_REPAIRS
    if rest > 0:
        listed += f"<li>… <bdi>{rest}</bdi></li>"
    details = (
        f"<details><summary>{escaped(words.word_by_word)}</summary><ul>{listed}</ul></details>"
    )
    return f'<p class="fq-source-note">{said}</p>{details if listed else ""}'


def _repair(paragraph: Paragraph, repair: Repair, words: Words) -> str:
    read = paragraph.clean.text[repair.start : repair.end]
    has = " ".join(stood(paragraph, repair).split())
    if len(has) > 60 + len(read):
        has = f"{has[:60]} …"
    facts = [words.kinds[repair.kind], *([words.not_sure] if repair.confidence < SURE else [])]
    return (
        f"<li>«<bdi>{escaped(read)}</bdi>» — {escaped(words.stands)}: «<bdi>{escaped(has)}</bdi>» "
        f"({escaped(words.comma.join(facts))})</li>"
    )
