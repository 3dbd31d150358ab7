"""Which paragraphs cite a document, by its symbol or number; not those of the document itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.locators import DocumentRef, matching
from index.arabic.normalise import fold_text
from index.filters import Mask
from index.store import Index

BEFORE = 14
"""Letters before a number that say whether it is a decision's."""
_DECISION = re.compile(r"(?:مقرر\w*|decisions?|dec/) ?$")


def citing(
    index: Index, ref: DocumentRef, pool: NDArray[np.int64], text_of: Callable[[int], str]
) -> Mask:
    """Which rows of the pool cite the document; none of its own does."""
    printed = _printed(ref)
    own = {document.name for document in matching(ref, index.documents.values())}
    return np.array(
        [
            index.layout.names[index.layout.document[row]] not in own
            and any(_meant(ref, match) for match in printed.finditer(text_of(row)))
            for row in pool.tolist()
        ],
        dtype=bool,
    )


def _printed(ref: DocumentRef) -> re.Pattern[str]:
    """How a folded text prints a document's symbol or number: `2022/3`, `1566 (2004)`."""
    if len(ref.number) == 2:
        first, second = map(re.escape, ref.number)
        turned = rf"(?:{first}\s?/\s?{second}|{second}\s?/\s?{first})"
        return re.compile(rf"(?<![\d.,-])(?<!\d/){turned}(?![\d/])")
    if len(ref.number) == 1:
        number = rf"(?<![\d/.,]){re.escape(ref.number[0])}"
        if ref.year:
            return re.compile(rf"(?:{number}|/{re.escape(ref.number[0])})\s?\(\s?{ref.year}\s?\)")
        called = rf"(?:قرار\w*|resolutions?|/res/|/res/ ) ?{re.escape(ref.number[0])}(?![\d/])"
        return re.compile(rf"{number}\s?\(\s?\d{{4}}\s?\)|{called}")
    name = ref.symbol or ref.file or ref.asked
    return re.compile(rf"(?<![\w/]){re.escape(fold_text(name))}(?![\w/])")


def _meant(ref: DocumentRef, match: re.Match[str]) -> bool:
    """Whether a number that is printed is not that of a decision where a resolution is asked for."""
    before = match.string[max(0, match.start() - BEFORE) : match.start()]
    return ref.decision is None or ref.decision == bool(_DECISION.search(before))
