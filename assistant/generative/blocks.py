"""Paragraphs as a language model reads them: one block each, under an opaque key, within a budget."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

from assistant.answers import Found
from assistant.citing import best_sentences
from assistant.generative.values import Block
from assistant.markers import keys
from index.store import Index
from index.values import Language, Paragraph

MOST = 8
"""Blocks of a prompt. Models overlook what stands in the middle of many (Liu et al., 2023, "Lost in
the Middle"), and the right paragraph is seldom below the eighth."""

LEADS_UP_TO = 300
"""Characters of the words that a sub-paragraph hangs on, which are given before it."""


def blocks(
    index: Index,
    found: Iterable[Found],
    asked: str,
    language: Language,
    count: Callable[[str], int],
    budget: int,
) -> tuple[Block, ...]:
    """The first `MOST` of the paragraphs that fit into `budget` tokens, as `count` counts them.

    The words are those of the official version in the answer's language where that is indexed. A
    paragraph that alone is longer than what is left gives its sentences nearest to the question;
    none is cut inside a sentence. The same question gets the same keys.
    """
    chosen: list[Block] = []
    left = budget
    for key, each in zip(keys(MOST, seed=zlib.crc32(asked.encode())), found, strict=False):
        # the best paragraph is given in part rather than not at all
        for text in (_words(index, each, language), *(() if chosen else (_best(each, asked),))):
            block = Block(key, each, f"[{key}] {each.label}\n{text}")
            tokens = count(block.text) + 2  # the empty line between blocks
            if tokens <= left:
                chosen.append(block)
                left -= tokens
                break
    return tuple(chosen)


def _words(index: Index, found: Found, language: Language) -> str:
    """The paragraph's words as they are read, behind those that it hangs on."""
    shown = found
    if found.document.language != language:
        other = index.counterpart(found.document.name, found.paragraph)
        if other is not None and other[0].language == language:
            document, paragraph = other
            points = index.points(document.name, paragraph) if found.points else ()
            shown = Found(document, paragraph, found.label, found.score, points)
    above = _above(index, shown.document.name, shown.paragraph)
    return "\n".join([*above, shown.text])


def _above(index: Index, name: str, paragraph: Paragraph) -> list[str]:
    lines: list[str] = []
    parent = paragraph.parent
    while parent is not None:
        over = index.paragraph(name, parent)
        text = over.clean.text
        lines.insert(0, text if len(text) <= LEADS_UP_TO else f"… {text[-LEADS_UP_TO:]}")
        parent = over.parent
    return lines


def _best(found: Found, asked: str) -> str:
    start, end = best_sentences(found.paragraph, asked)
    return found.paragraph.clean.text[start:end]
