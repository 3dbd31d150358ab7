"""A document's outline: title, headings, preambular and operative paragraphs, points, footnotes."""

from __future__ import annotations

from index.arabic.repair.layers import Repaired
from index.paragraphs.build import build
from index.paragraphs.from_text import text_blocks
from index.values import Paragraph, Source

__all__ = ["build", "outline"]


def outline(source: Source, repaired: Repaired | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a source: by the structure that its format states, else by its words.

    A format states the structure if every block has a kind and not all of them are headings, which
    Markdown and HTML state while leaving the paragraphs to the words.
    Lines that were `repaired` are read so; without it, as they stand.
    """
    kinds = {block.kind for block in source.blocks}
    if kinds - {"heading"} and None not in kinds:
        return build(source, source.blocks, repaired)
    return build(source, text_blocks(source), repaired)
