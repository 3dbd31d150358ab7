"""How much of a text came out of a PDF: words, their order, exact strings.

Every engine's text passes through the same `normalised`, which forgives what a reader would not
see: presentation forms, kashidas, direction marks, the makers' line breaks. Digits, brackets,
vowel signs and punctuation stay as they are, and a word is whatever stands between white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval.benchmarks.pdf_making import Expected

_UNSEEN = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u0000]")
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
_VOWEL_SIGN_APART = re.compile("\\s+(?=[\u064b-\u0652\u0670])")
_BROKEN_AFTER_STROKE = re.compile(r"(?<=[/(\[{«‹])[ \t]*\n\s*")
_BROKEN_RANGE = re.compile(r"(?<=\d-)[ \t]*\n\s*(?=\d)")


@dataclass(frozen=True)
class Scores:
    """Shares from 0 to 1: 1 is best, but for `extra`, where 0 is."""

    recall: float
    """Words of body and footnotes that came out, wherever they stand (as a bag)."""
    order: float
    """Words of the body in the author's order: longest common subsequence over body words."""
    bare: float
    """Like `order`, but of words bare of punctuation and vowel signs: the gentlest measure."""
    strings: float
    """Symbols, dates, numbers, brackets and Latin names found exactly."""
    extra: float
    """Words that came out though no author wrote them, over all that came out. Running heads and
    page numbers are among them: few engines have a mode that drops these."""


def normalised(text: str) -> str:
    """The text in NFKC without kashidas and direction marks; makers' line breaks mended.

    Chromium and LibreOffice end lines after a stroke, an opening bracket or a range's hyphen: no
    engine can know what was typed there, so for all of them the two parts are put together.
    Combining marks that NFKC sets apart from their letter (U+FC5E and the like) join it again.
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = _BROKEN_RANGE.sub("", _BROKEN_AFTER_STROKE.sub("", text))
    return " ".join(_VOWEL_SIGN_APART.sub("", text).split())


def scores(extracted: str, expected: Expected) -> Scores:
    """How the extracted text compares with what was written."""
    seen = normalised(extracted)
    words = seen.split(" ") if seen else []
    body = normalised(expected.body).split()
    bare = _bare(expected.body)
    written = Counter(body) + Counter(normalised(expected.notes).split())
    common = (written & Counter(words)).total()
    found = sum(_stands_in(string, seen) for string in expected.strings)
    return Scores(
        recall=_share(common, written.total()),
        order=_share(in_order(body, words), len(body)),
        bare=_share(in_order(bare, _bare(extracted)), len(bare)),
        strings=_share(found, len(expected.strings)),
        extra=1 - _share(common, len(words)),
    )


def in_order(written: Sequence[str], words: Sequence[str]) -> int:
    """Length of the longest common subsequence, by Hyyrö's bit-parallel method (2004)."""
    places: dict[str, int] = {}
    for i, word in enumerate(written):
        places[word] = places.get(word, 0) | 1 << i
    full = (1 << len(written)) - 1
    rows = full
    for word in words:
        matched = rows & places.get(word, 0)
        rows = ((rows + matched) | (rows - matched)) & full
    return len(written) - rows.bit_count()


def _bare(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _VOWEL_SIGNS.sub("", normalised(text)))


def _stands_in(string: str, text: str) -> bool:
    """Whether the string stands in the text, not as a part of a longer number or word."""
    string = normalised(string)
    before = r"(?<!\w)" if string[:1].isalnum() else ""
    after = r"(?!\w)" if string[-1:].isalnum() else ""
    return re.search(before + re.escape(string) + after, text) is not None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
