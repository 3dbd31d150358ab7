"""A whole draft: every paragraph with its nearest precedent, and those that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ooxml.characters import whole_lines
from assistant.precedents.finding import ITEM, LEAST_WORDS, LONGEST, Precedent, precedents, words_in
from index.documents import read
from index.errors import UsageError
from index.filters import Filter
from index.paragraphs import outline
from index.store import Index
from index.values import Kind, Paragraph, Source

KINDS: tuple[Kind, ...] = ("preambular", "operative", "paragraph", "point")
MOST = 500
"""Paragraphs of a draft."""

SEVERAL = 5
"""Formulations that are looked at where the first is not near."""

_ITEM_OR_GAP = re.compile(rf"{ITEM.pattern}|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paragraph of a draft and the agreed language nearest to it."""

    number: str
    """As printed, or its place in the draft in square brackets: a recital is not paragraph 1."""
    text: str
    precedent: Precedent | None
    """None for new language: nothing indexed is near (`Precedent.near`)."""
    nearest: Precedent | None
    """What is nearest all the same."""
    left_out: int = 0
    """How many paragraphs before it have not words enough to be looked for; of the last one, also those
    behind it."""


def drafted(
    index: Index, path: Path, wanted: Filter | None = None
) -> Iterator[tuple[int, int, Drafted]]:
    """Each paragraph of a draft in any format that `fiqra ingest` reads, with its place and how many
    there are.

    Raises FiqraError or UsageError with one sentence for a file that cannot be read, holds only
    images, has no paragraphs or too many.
    """
    clauses = _clauses(read(path))
    paragraphs = [each for each in clauses if words_in(each.text) >= LEAST_WORDS]
    if not paragraphs:
        raise UsageError(
            f"{path.name} has no paragraph with words to look for; give a draft with text in it."
        )
    if len(paragraphs) > MOST:
        raise UsageError(
            f"{path.name} has {len(paragraphs):,} paragraphs, more than {MOST}; give a part of it."
        )
    longest = max(len(each.text) for each in paragraphs)
    if longest > LONGEST:
        raise UsageError(
            f"{path.name} has a paragraph of {longest:,} characters; break it into paragraphs."
        )
    behind = [n for n, each in enumerate(clauses) if words_in(each.text) >= LEAST_WORDS]
    behind[-1] = len(clauses) - 1  # the last one tells also of what is left out behind it
    told = 0
    for place, (each, end) in enumerate(zip(paragraphs, behind, strict=True), 1):
        passed = end + 1 - place - told
        told += passed
        nearest = _nearest(index, each.text, wanted)
        near = nearest if nearest is not None and nearest.near else None
        number = each.number or f"[{place}]"
        yield place, len(paragraphs), Drafted(number, each.text, near, nearest, passed)


def left_out(drafted: Sequence[Drafted]) -> int:
    """How many paragraphs of a draft were not looked for."""
    return sum(each.left_out for each in drafted)


def _nearest(index: Index, text: str, wanted: Filter | None) -> Precedent | None:
    """The first formulation that the search gives; where that is not near, the nearest of several."""
    found = precedents(index, text, SEVERAL, wanted)
    if not found or found[0].near:
        return found[0] if found else None
    return max(found, key=lambda each: (each.near, max(each.similarity, each.part)))


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    number: str | None = None


def _clauses(source: Source) -> list[_Clause]:
    """The paragraphs of a draft, items of its lists each; of a text without an outline its lines."""
    paragraphs = [each for each in outline(source) if each.kind in KINDS]
    lines = whole_lines(source.text).strip()
    listed = ITEM.match(lines) and all(each.kind == "point" for each in paragraphs)
    if source.format == "text" and listed:
        # lines that an item goes on with are headings to the outline
        return [_Clause(piece) for piece in _split(lines)]
    found = [clause for each in paragraphs for clause in _items(source, each)]
    if any(words_in(each.text) >= LEAST_WORDS for each in found):
        return found
    return [_Clause(line) for each in lines.split("\n") if (line := ITEM.sub("", each).strip())]


def _items(source: Source, paragraph: Paragraph) -> list[_Clause]:
    """A paragraph; of a plain text the items of a list in it, which has no numbers to be told by."""
    raw = whole_lines(paragraph.raw)
    if source.format != "text" or not ITEM.search(raw, 1):
        return [_Clause(whole_lines(paragraph.clean.text).strip(), paragraph.number)]
    first, *more = _split(raw)
    return [_Clause(first, paragraph.number), *map(_Clause, more)]


def _split(text: str) -> list[str]:
    pieces = (" ".join(piece.split()) for piece in _ITEM_OR_GAP.split(text))
    return [piece for piece in pieces if piece]
