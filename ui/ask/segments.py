"""A kept answer taken apart for the screen: remarks, statements, quoted lines, citation numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from assistant.exporting.notes import is_translated as rests_on_translation
from assistant.records import Recorded, Said
from index.values import Language
from prompts import render
from ui.markup import direction

_NUMBERS = re.compile(r"(?P<marks>(?: ?\[\d+\])+)(?P<end>[\s.!?؟…؛;:،,»”\"*_]*)$")
"""The citation numbers at the end of a statement, and what ends the sentence after them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an answer that is shown in one way."""

    kind: Literal["remark", "statement", "quote", "original"]
    """`original`: quoted words of the other language, which the official ones stand in front of."""
    lines: tuple[str, ...]
    claim: Said | None = None
    """The statement that it belongs to."""
    opens: bool = True
    """Whether it begins a new paragraph; a statement may go on in that of the one before."""


_OWN: dict[Language, str] = {"ar": "rtl", "en": "ltr"}
_ACROSS: dict[Language, str] = {"ar": "ltr", "en": "rtl"}


def segments(answer: Recorded) -> list[Segment]:
    """The answer's text in order; nothing of it is left out but blank lines."""
    found: list[Segment] = []
    at = 0
    for claim in answer.claims:
        start = answer.text.find(claim.text, at)
        if start < 0:  # an answer whose text is not made of its claims: they are said on their own
            start = at
        else:
            found += _remarks(answer.text[at:start])
        gap = answer.text[at:start]
        at = start + len(claim.text)
        own = list(_of_claim(claim, opens="\n" in gap or not found))
        found += _own_language_first(own, answer.language)
    found += _remarks(answer.text[at:])
    return found


def _remarks(text: str) -> Iterator[Segment]:
    for line in text.splitlines():
        if line.strip():
            yield Segment("remark", (line.strip(),))


def _of_claim(claim: Said, *, opens: bool) -> Iterator[Segment]:
    for is_quoted, group in groupby(claim.text.splitlines(), lambda line: line.startswith("> ")):
        lines = tuple(line.removeprefix("> ") for line in group if line.strip())
        if is_quoted:
            yield Segment("quote", lines, claim)
        else:
            for line in lines:
                yield Segment("statement", (line,), claim, opens)
                opens = True
        opens = True


def _own_language_first(found: Sequence[Segment], language: Language) -> list[Segment]:
    """Where words of the other language are followed by the official ones in the answer's, the official
    ones come first: they are what the reader reads.
    """
    ordered = list(found)
    official = render("official", language)
    for at in range(len(ordered) - 2):
        other, said, own = ordered[at : at + 3]
        quotes = other.kind == own.kind == "quote"
        ways = [direction(" ".join(each.lines), language) for each in (other, own)]
        if quotes and said.lines == (official,) and ways == [_ACROSS[language], _OWN[language]]:
            ordered[at : at + 3] = [said, own, replace(other, kind="original")]
    return ordered


def cited_in(line: str, claim: Said) -> tuple[str, Sequence[int], str]:
    """A statement's words, the numbers of its citations (from 1) and what stands after them. Numbers
    in brackets that are not the statement's own citations are words of it.
    """
    match = _NUMBERS.search(line)
    if match is None:
        return line, (), ""
    numbers = [int(n) for n in re.findall(r"\d+", match["marks"])]
    if not all(number - 1 in claim.citations for number in numbers):
        return line, (), ""
    return line[: match.start()], numbers, match["end"].strip()


def is_translated(answer: Recorded, claim: Said) -> bool:
    """Whether a language model's sentence rests only on words of the other language, none of them
    official in its own: then it is the assistant's translation.
    """
    cited = [answer.citations[at] for at in claim.citations]
    return bool(cited) and all(rests_on_translation(answer, each) for each in cited)
