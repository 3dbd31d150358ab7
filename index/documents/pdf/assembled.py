"""A source's text from the lines of its pages: paragraphs, footnotes, boxes, offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.documents.pdf.blocks import Paragraphs
from index.documents.pdf.brackets import settle, votes
from index.documents.pdf.drawn import Rule
from index.documents.pdf.footnotes import Note, split_notes, usual_size
from index.documents.pdf.glyphs import Frame
from index.documents.pdf.layout import Line
from index.values import Block, Box, Span

BETWEEN_PAGES = "\n\f"
"""A form feed ends each page but the last, as in text made by other converters."""

_DIVIDED = re.compile(r"(.*[A-Za-z]{2})-$", re.DOTALL)
_REST = re.compile(r"([a-z]{2,}\S*)(?:\s+|$)")
_AFTER_SLASH = re.compile(r"\S/$|[0-9]-$|[٠-٩]-$|(?:^|[\s(\[])[(\[{«‹]$")
_CLOSING = re.compile(r"([)\]}»])[.،؛:,;]*(?=\s|$)")
_OPENER = {")": "(", "]": "[", "}": "{", "»": "«"}
_FIRST = re.compile(r"(\S+)(?:\s+|$)")


@dataclass(slots=True)
class PageLines:
    """The lines of a page without its furniture, in reading order."""

    lines: list[Line]
    rules: Sequence[Rule]
    frames: dict[int, Frame]
    """The frame of each zone of lines."""


@dataclass(slots=True)
class Assembled:
    """What becomes of the pages."""

    text: str = ""
    pages: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[tuple[Span, Box]] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A paragraph or footnote in the making: its lines by their pages."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    note: Note | None = None


def assemble(pages: Sequence[PageLines]) -> Assembled:
    """The text with a line for each line seen, footnotes after their page's text."""
    size = usual_size([page.lines for page in pages])
    parts: list[_Part] = []
    bodies: list[list[Line]] = []
    tails: list[list[_Part]] = []
    last: Note | None = None
    open_part: _Part | None = None
    for number, page in enumerate(pages):
        body, notes, rest = split_notes(page.lines, page.rules, size, last)
        here: list[_Part] = []
        if rest and open_part:
            here.append(open_part)
            open_part.lines += [(number, line) for line in rest]
        for note in notes:
            part = _Part([(number, line) for line in note.lines], note)
            here.append(part)
            parts.append(part)
            last, open_part = note, part
        bodies.append(body)
        tails.append(here)
    parts += _paragraphs(bodies)
    _settle(parts)
    _join_divided(parts)
    return _written(pages, bodies, parts, tails)


def _paragraphs(bodies: Sequence[Sequence[Line]]) -> list[_Part]:
    flow = [(number, line) for number, lines in enumerate(bodies) for line in lines]
    rule = Paragraphs(bodies)
    parts: list[_Part] = []
    for at, (number, line) in enumerate(flow):
        before = flow[at - 1][1] if at else None
        after = flow[at + 1][1] if at + 1 < len(flow) else None
        if rule.begins(before, line, after):
            parts.append(_Part())
        parts[-1].lines.append((number, line))
    return parts


def _settle(parts: Sequence[_Part]) -> None:
    """Turn the brackets of every paragraph the way they are read."""
    known = votes(["\n".join(line.text for _, line in part.lines) for part in parts])
    for part in parts:
        texts = settle("\n".join(line.text for _, line in part.lines), known).split("\n")
        for (_, line), text in zip(part.lines, texts, strict=True):
            line.text = text


def _join_divided(parts: Sequence[_Part]) -> None:
    """What is divided at a line's end is whole again, in the line in which it begins.

    A Latin word loses its hyphen; a date or symbol divided behind a slash (`تموز/` `يوليه`), a
    range behind its hyphen, a word behind its opening bracket or before its closing one lose
    nothing.
    """
    for part in parts:
        for (_, line), (_, after) in zip(part.lines, part.lines[1:], strict=False):
            begun, rest = _DIVIDED.match(line.text), _REST.match(after.text)
            if begun and rest:
                line.text = begun.group(1) + rest.group(1)
                after.text = after.text[rest.end() :]
            elif _AFTER_SLASH.search(line.text):
                rest = _FIRST.match(after.text)
                if rest and (line.text[-1] != "-" or rest.group(1)[0].isdigit()):
                    line.text += rest.group(1)
                    after.text = after.text[rest.end() :]
            elif (closing := _CLOSING.match(after.text)) and _is_open(line.text, closing.group(1)):
                line.text = line.text.rstrip() + closing.group()
                after.text = after.text[closing.end() :].lstrip()


def _is_open(text: str, closer: str) -> bool:
    """Whether a line opens a bracket that it does not close."""
    opener = _OPENER[closer]
    return text.rfind(opener) > text.rfind(closer)


def _written(
    pages: Sequence[PageLines],
    bodies: Sequence[Sequence[Line]],
    parts: Sequence[_Part],
    tails: Sequence[Sequence[_Part]],
) -> Assembled:
    out = Assembled()
    owner = {id(line): part for part in parts for _, line in part.lines}
    spans: dict[int, list[Span]] = {}
    marks: dict[int, Span] = {}
    chunks: list[str] = []
    at = 0

    def put(text: str) -> None:
        nonlocal at
        chunks.append(text)
        at += len(text)

    for number, page in enumerate(pages):
        if number:
            put(BETWEEN_PAGES)
        out.pages.append(at)
        notes = [line for part in tails[number] for page_, line in part.lines if page_ == number]
        before: _Part | None = None
        for line in [*bodies[number], *notes]:
            if not line.text.strip():
                continue
            part = owner[id(line)]
            if at > out.pages[-1]:
                table = line.table and before is not None and before.lines[-1][1].table
                put("\n" if part is before or table else "\n\n")
            span = Span(at, at + len(line.text))
            put(line.text)
            held = spans.setdefault(id(part), [])
            if held and part is before:
                held[-1] = Span(held[-1].start, span.end)
            else:
                held.append(span)
            if part.note and line is part.note.lines[0]:
                marks[id(part)] = Span(span.start + part.note.start, span.start + part.note.end)
            frame = page.frames[line.zone]
            out.boxes.append((span, frame.box(number + 1, line.x0, line.top, line.x1, line.bottom)))
            before = part
    out.text = "".join(chunks)
    for part in parts:
        if id(part) not in spans:
            continue
        mark = marks.get(id(part))
        out.blocks.append(
            Block(
                tuple(spans[id(part)]),
                "footnote" if part.note else None,
                number=out.text[mark.start : mark.end] if mark else None,
                number_span=mark,
            )
        )
    out.blocks.sort(key=lambda block: block.spans[0])
    return out
