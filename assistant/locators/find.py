"""From a question to its locators: each paragraph named goes with the document it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.locators.documents import NamedDocument, bare_number, find_documents
from assistant.locators.numbers import Number
from assistant.locators.paragraphs import Mention, find_mentions, in_annex
from assistant.locators.values import DocumentRef, Locator
from index.arabic.mapping import identity
from index.arabic.normalise import fold

_CONNECTORS = re.compile(
    r"[\s,،:؛;.?؟()\-–—]*(?:(?:of|in|to|from|under|the|on|its|'s|draft|document|paper|resolution|contained|found"
    r"|من|في|ب|الوارده|الوارد|وارده|بموجب|مشروع|الوثيقه|وثيقه|القرار|قرار|مجلس الامن|الجمعيه العامه)(?!\w)[\s,،:]*)*"
)
_THIS = re.compile(
    r"\s?(?:(?:of|in)\s(?:this|that|the|the same)\s(?:same\s)?(?:draft\s)?(?:resolution|decision|document|paper|text)"
    r"|(?:من|في)\s(?:هذا\s|ذلك\s|نفس\s|مشروع\s)?(?:القرار|المقرر|النص)|(?:من|في)\s(?:هذه\s|تلك\s)?(?:الوثيقه|الورقه))(?!\w)"
)


def find_locators(question: str) -> tuple[Locator, ...]:
    """The exact references of a question, in its order; empty where it makes none.

    Arabic and English, both digit systems, numbers in words. A list or a range gives a locator for
    each of its numbers. A document named without a paragraph gives a locator of the document alone;
    paragraphs of articles, conventions and charters give none.
    """
    folded = fold(identity(question))
    if not folded.text:
        return ()

    def asked(start: int, end: int) -> str:
        low, high = folded.source_range(start, end)
        return question[low:high]

    named = find_documents(folded.text, asked)
    mentions = [
        mention
        for mention in find_mentions(folded.text)
        if not any(mention.start < other.end and other.start < mention.end for other in named)
    ]
    bound: set[int] = set()
    found: list[Locator] = []
    for mention in mentions:
        documents = _documents_of(folded.text, mention, named)
        if documents and documents[0].end <= mention.start:
            mention = in_annex(folded.text, mention, documents[0].start)
        bound.update(id(document) for document in documents)
        ends = [mention.end, *(one.end for one in documents if one.start >= mention.end)]
        refs: Sequence[DocumentRef | None] = [document.ref for document in documents]
        end = max(ends)
        bare = None if documents else bare_number(folded.text, mention.end)
        if bare is not None:
            refs, end = [DocumentRef(bare[0], None, (bare[0],), sure=False)], bare[1]
        start = min([mention.start, *(one.start for one in documents)])
        span = folded.source_range(start, end)
        for ref in refs or [None]:
            found.extend(_locators(mention, ref, span))
    for document in named:
        if id(document) not in bound:
            span = folded.source_range(document.start, document.end)
            found.append(Locator(document.ref, None, start=span[0], end=span[1]))
    return tuple(sorted(found, key=lambda locator: locator.start))


def _documents_of(
    text: str, mention: Mention, named: Sequence[NamedDocument]
) -> list[NamedDocument]:
    """The document that a paragraph is said of, or several where they are listed together.

    The one right after it, else the one right before it, else the nearest.
    """
    this = _THIS.match(text, mention.end)
    if this and not any(mention.end <= one.start <= this.end() + 1 for one in named):
        return []  # "paragraph 4 of this resolution" is not said of another one named later
    after = [one for one in named if one.start >= mention.end]
    before = [one for one in named if one.end <= mention.start]
    if after and _CONNECTORS.fullmatch(text, mention.end, after[0].start):
        chosen = after[0]
    elif before and _CONNECTORS.fullmatch(text, before[-1].end, mention.start):
        chosen = before[-1]
    elif not named:
        return []
    else:
        chosen = min(named, key=lambda one: _distance(one, mention))
    return [one for one in named if one.group == chosen.group]


def _distance(one: NamedDocument, mention: Mention) -> int:
    return one.start - mention.end if one.start >= mention.end else mention.start - one.end


def _locators(
    mention: Mention, ref: DocumentRef | None, span: tuple[int, int]
) -> Iterator[Locator]:
    for number in mention.numbers:
        path, ordinal = _place(mention, number)
        yield Locator(
            ref,
            mention.kind,
            mention.part,
            mention.annex,
            path,
            ordinal,
            _printed(number.upto) if number.upto else None,
            *span,
        )


def _place(mention: Mention, number: Number) -> tuple[tuple[str, ...], int | None]:
    path = tuple(_printed(part) for part in number.path)
    if mention.kind != "preambular":
        return path, number.ordinal
    if number.ordinal is not None and number.ordinal < 0:
        return path, number.ordinal
    return path[1:], int(path[0]) if path and path[0].isdecimal() else number.ordinal


def _printed(part: str) -> str:
    """A folded point letter as Arabic texts print it."""
    return "أ" if part == "ا" else part
