"""A whole draft: every paragraph with its nearest precedent, and those that have none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.precedents.finding import LEAST_WORDS, LONGEST, NEW, Precedent, precedents
from assistant.support.wording import content_words
from index.documents import read
from index.errors import UsageError
from index.filters import Filter
from index.paragraphs import outline
from index.store import Index
from index.values import Kind, Paragraph, Source

KINDS: tuple[Kind, ...] = ("preambular", "operative", "paragraph", "point")
MOST = 500
"""Paragraphs of a draft."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paragraph of a draft and the agreed language nearest to it."""

    number: str
    """As printed, or its place in the draft."""
    text: str
    precedent: Precedent | None
    """None for new language: nothing indexed is as near as `finding.NEW`."""
    nearest: Precedent | None
    """What is nearest all the same."""


def drafted(
    index: Index, path: Path, wanted: Filter | None = None
) -> Iterator[tuple[int, int, Drafted]]:
    """Each paragraph of a draft in any format that `fiqra ingest` reads, with its place and how many
    there are.

    Raises FiqraError or UsageError with one sentence for a file that cannot be read, holds only
    images, has no paragraphs or too many.
    """
    source = read(path)
    paragraphs = [each for each in outline(source) if _is_clause(each)] or _by_lines(source)
    if not paragraphs:
        raise UsageError(
            f"{path.name} has no paragraph with words to look for; give a draft with text in it."
        )
    if len(paragraphs) > MOST:
        raise UsageError(
            f"{path.name} has {len(paragraphs):,} paragraphs, more than {MOST}; give a part of it."
        )
    longest = max(len(text) for _, text in _numbered(paragraphs))
    if longest > LONGEST:
        raise UsageError(
            f"{path.name} has a paragraph of {longest:,} characters; break it into paragraphs."
        )
    for place, (number, text) in enumerate(_numbered(paragraphs), 1):
        nearest = next(iter(precedents(index, text, 1, wanted)), None)
        near = nearest if nearest is not None and nearest.similarity >= NEW else None
        yield place, len(paragraphs), Drafted(number or str(place), text, near, nearest)


def _is_clause(paragraph: Paragraph) -> bool:
    return paragraph.kind in KINDS and len(content_words(paragraph.clean.text)) >= LEAST_WORDS


def _numbered(paragraphs: list[Paragraph] | list[str]) -> Iterator[tuple[str | None, str]]:
    for each in paragraphs:
        if isinstance(each, str):
            yield None, each
        else:
            yield each.number, each.clean.text


def _by_lines(source: Source) -> list[str]:
    """The lines of a text that has no outline: a list of clauses."""
    lines = (line.strip() for line in source.text.splitlines())
    return [line for line in lines if len(content_words(line)) >= LEAST_WORDS]
