"""The sentences that were kept as an answer: numbers for the paragraphs, a mark for what is translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answers import Citation, Claim, Withdrawn
from assistant.citing import cite
from assistant.generative.values import Block, Sentence
from index.arabic.normalise import INVISIBLE
from index.store import Index
from index.values import Language
from prompts import render

_ENDING = re.compile(r"\s*[.!?؟…؛;:،,]+[»”\"*_]*\s*$")
"""What ends a sentence, before which its citations go. Not that of a quotation inside its marks."""


def text_of(sentence: Sentence, numbers: Sequence[int]) -> str:
    """A sentence with its citations before its full stop: `… until 30 June 2024 [1][2].`"""
    marks = "".join(f"[{number}]" for number in numbers)
    ending = _ENDING.search(sentence.text)
    body, end = sentence.text, ""
    if ending and not any(c in '»”"' for c in ending[0]):
        body, end = sentence.text[: ending.start()], ending[0].strip()
    lead = sentence.statement.lead.replace(">", "").lstrip()
    return f"{lead}{body} {marks}{end}"


def composed(
    index: Index, sentences: Sequence[Sentence], shown: str, language: Language
) -> tuple[str, tuple[Claim, ...], tuple[Citation, ...]]:
    """The answer's text, its claims and its citations, numbered in the order in which they come.

    Line breaks between sentences stay as the model had them. A last line names the citations whose
    words are not official in the answer's language: there the sentence is the assistant's translation.
    """
    kept = [each for each in sentences if each.kept]
    places: dict[tuple[str, int], int] = {}
    about: dict[int, list[str]] = {}
    given: list[Block] = []
    claims = []
    for each in kept:
        own = []
        for block in each.blocks:
            place = places.setdefault(_place(block), len(places))
            if place == len(given):
                given.append(block)
            own.append(place)
            about.setdefault(place, []).append(each.text)
        claims.append(Claim(text_of(each, [place + 1 for place in own]), tuple(own)))
    citations = tuple(
        cite(index, block.found, language, (" ".join(about[place]), language))
        for place, block in enumerate(given)
    )
    text = "".join(
        claim.text + gap for claim, gap in zip(claims, [*_gaps(kept, shown), ""], strict=True)
    )
    translated = [n for n, each in enumerate(citations, 1) if is_translated(each, language)]
    if translated:
        marks = ("، " if language == "ar" else ", ").join(f"[{number}]" for number in translated)
        text += "\n\n" + render("translated", language, marks=marks)
    return text, tuple(claims), citations


def is_translated(citation: Citation, language: Language) -> bool:
    """Whether a sentence on this paragraph is a translation: no official words are in its language."""
    other = citation.counterpart
    languages = {citation.found.document.language, other.document.language if other else None}
    return language not in languages


def taken_back(sentences: Sequence[Sentence]) -> tuple[Withdrawn, ...]:
    """What the model wrote and no paragraph carries."""
    return tuple(
        Withdrawn(INVISIBLE.sub("", each.statement.text), each.reasons)
        for each in sentences
        if each.outcome == "withdrawn"
    )


def _place(block: Block) -> tuple[str, int]:
    return block.found.document.name, block.found.paragraph.order


def _gaps(kept: Sequence[Sentence], shown: str) -> list[str]:
    """What stands between each two sentences: the widest break that the reply has between them."""
    gaps = []
    for before, after in pairwise(kept):
        between = shown[before.statement.shown_end : after.statement.shown_start]
        breaks = max(
            (len(run) for run in re.findall(r"\n+", re.sub(r"[^\S\n]", "", between))), default=0
        )
        gaps.append("\n" * min(breaks, 2) or " ")
    return gaps
