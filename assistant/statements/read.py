"""From a source to its statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.statements.marks import (
    BRACKETS,
    EDGES,
    MARK,
    WORD,
    around,
    closed,
    find_locators,
    is_reference,
    note,
    numbers,
    words_beside,
)
from assistant.statements.sentences import (
    HEADING_MARK,
    ITEM,
    QUOTED_LINE,
    Piece,
    blocks,
    line_starts,
    sentences,
)
from assistant.statements.values import LeftOut, Statement, Statements, Why
from index.values import Source

LEAST_WORDS = 3
"""Words that a statement has at least, if it carries no reference."""

HEADING = 8
"""Words that a line alone, without a stop at its end, may have and be a heading."""

_ANY_WORD = re.compile(r"[^\W_]+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_`](?=\S)|(?<=\S)[*_`](?!\w)")


def statements_of(source: Source) -> Statements:
    """The statements of a text, in one pass; offsets are characters of `source.text`."""
    text = source.text
    headings = [s for b in source.blocks if b.kind in ("title", "heading") for s in b.spans]
    titled = {line for span in headings for line in line_starts(text, span.start, span.end)}
    noted = {s.start for b in source.blocks if b.kind == "footnote" for s in b.spans}
    marks = frozenset(number for m in MARK.finditer(text) for number in numbers(m))
    notes: dict[str, str] = {}
    rest: list[Piece] = []
    found: list[Statement] = []
    left: list[LeftOut] = []
    for block in blocks(text, titled):
        words = text[block.start : block.end]
        given = None if block.heading else note(words, block.start in noted, marks)
        if given is None:
            rest.append(block)
        else:
            notes.setdefault(*given)
            left.append(LeftOut(words.strip(), block.start, block.end, "reference"))
    above: tuple[str, ...] = ()  # references of the words that a list hangs on
    for block in rest:
        if not block.item:
            above = ()
        for piece in sentences(text, block):
            made = _statement(text, piece, notes, source.format == "markdown")
            if made.references and not WORD.search(made.text):
                # a reference alone belongs to what stands before it
                if found:
                    found[-1] = _joined(found[-1], made)
                else:
                    left.append(
                        LeftOut(text[made.start : made.end], made.start, made.end, "reference")
                    )
                continue
            if found and _continues(text, piece, found[-1]):
                found[-1] = _quoting(found[-1], made)
                continue
            if piece.item and above and not made.references:
                made = replace(made, references=above)
            why = _states_nothing(made, piece)
            if why is None:
                found.append(made)
            elif made.text.strip():
                left.append(LeftOut(made.text, made.start, made.end, why))
            if made.text.rstrip().endswith(":") and not piece.item:
                above = made.references
    return Statements(tuple(found), tuple(sorted(left, key=lambda each: each.start)))


def one_statement(text: str) -> Statement:
    """A whole text as one statement with its references."""
    made = _statement(text, Piece(0, len(text)), {}, False)
    return made if made.text.strip() else Statement(text.strip(), 0, len(text))


def _statement(text: str, piece: Piece, notes: dict[str, str], markdown: bool) -> Statement:
    """A stretch of the text without its references, which stand beside it."""
    words = text[piece.start : piece.end]
    item = ITEM.match(words)
    start = item.end() if item and item.end() < len(words) else 0
    heading = HEADING_MARK.match(words)
    start = heading.end() if heading else start
    references: list[tuple[int, str]] = []
    unknown: list[str] = []
    cut: list[tuple[int, int]] = []
    pairs = closed(words)
    outside = (m.start() for m in WORD.finditer(words) if around(pairs, m.start()) is None)
    last = max(outside, default=-1)
    for low, high in pairs:
        inside = words[low + 1 : high]
        # in a quoted line it is a part of the quotation, as a rule
        quoted = QUOTED_LINE.match(words, words.rfind("\n", 0, low) + 1) is not None
        at_end = low > last and not quoted
        if words[low] in BRACKETS and low >= start and is_reference(inside, at_end=at_end):
            references.append((low, " ".join(inside.split())))
            cut.append((low, high + 1))
    in_brackets = list(cut)
    for match in MARK.finditer(words):
        if match.start() < start or around(in_brackets, match.start()):
            continue
        led = numbers(match)
        known = [notes[number] for number in led if number in notes]
        if match["note"] and not known:
            continue  # the number of a point, or a year
        references += [(match.start(), note) for note in known]
        if notes and (match["list"] or match["up"]):
            unknown += [f"[{number}]" for number in led if number not in notes]
        cut.append(match.span())
    words = _without(words, sorted(cut))
    if not words[start:].strip(EDGES) and item:
        start = 0
    left = words[start:].strip()
    alone = find_locators(left)
    if alone and not references and not piece.heading and words_beside(left, alone) == 0:
        # a reference that stands alone, without brackets
        references, left = [(0, left.strip(EDGES))], ""
    if markdown:
        left = _EMPHASIS.sub("", left)
    named = tuple(dict.fromkeys(each for _, each in sorted(references)))
    return Statement(left, piece.start, piece.end, named, tuple(dict.fromkeys(unknown)))


def _without(words: str, cut: Sequence[tuple[int, int]]) -> str:
    """The words without these stretches and the spaces before them."""
    kept, at = [], 0
    for low, high in cut:
        kept.append(words[at:low].rstrip(" \t"))
        at = high
    return "".join([*kept, words[at:]])


def _joined(before: Statement, reference: Statement) -> Statement:
    named = dict.fromkeys((*before.references, *reference.references))
    return replace(before, end=reference.end, references=tuple(named))


def _continues(text: str, piece: Piece, before: Statement) -> bool:
    """Whether quoted lines follow on the words that introduce them."""
    own = text[piece.start : piece.end]
    return QUOTED_LINE.match(own) is not None and before.text.rstrip().endswith(":")


def _quoting(before: Statement, quoted: Statement) -> Statement:
    joined = _joined(before, quoted)
    return replace(joined, text=f"{before.text}\n{quoted.text}")


def _states_nothing(made: Statement, piece: Piece) -> Why | None:
    words = len(_ANY_WORD.findall(made.text))
    if piece.heading:
        return "heading"
    if made.references:
        return None
    last = made.text.rstrip(" »”\"'")[-1:]
    if last in ("?", "؟"):
        return "question"
    quotes = made.text.startswith(">")
    if piece.alone and not (piece.item or quotes) and words <= HEADING and last not in ".!؛;…":
        return "heading"
    return "fragment" if words < LEAST_WORDS else None
