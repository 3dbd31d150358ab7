"""Page furniture: running heads and feet, page numbers, job numbers.

Only what shows itself as such is taken out: words that come again at the same place on other pages,
digits aside, and a number alone at the foot or the head that counts the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.arabic.digits import european
from index.documents.pdf.layout import Line

_EDGE = 4
"""Lines at either end of a page among which furniture is looked for."""
_BAND = 0.16
"""The part of the page's height at its head and foot in which furniture stands."""
_NUMBER = re.compile(
    r"[-–—(\[|]?\s*(?:page|p\.|الصفحة|صفحة|ص)?\s*(\d{1,4})(?:\s*(?:/|of|من)\s*(\d{1,4}))?\s*[-–—)\]|]?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.()\-]*)+")
_JOB = re.compile(r"(?:[A-Z]{1,3}\.)?\d{2}-\d{4,6}(?:\s*\([A-Z]\))?(?:\s*\d{6})*|\*\d{6,}\*")


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Line]]:
    """The lines of each page that are text of the document."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated = _repeated(edges)
    counting = _counting(edges)
    kept = []
    for number, lines in enumerate(pages):
        off = {
            id(line)
            for line, top in edges[number]
            if (_key(line, top) in repeated and not _is_front(lines, line, number, top))
            or (number, id(line)) in counting
        }
        off |= _beside(edges[number], off, heights[number])
        kept.append([line for line in lines if id(line) not in off])
    return kept if any(kept) else [list(lines) for lines in pages]


def _edges(lines: Sequence[Line], height: float) -> list[tuple[Line, bool]]:
    """The lines nearest to the page's head and foot, and whether it is the head."""
    by_height = sorted(lines, key=lambda line: line.y)
    top = [(line, True) for line in by_height[:_EDGE] if line.y < _BAND * height]
    foot = [(line, False) for line in by_height[-_EDGE:] if line.y > (1 - _BAND) * height]
    return [each for each in [*top, *foot] if len(each[0].text) <= 140]


def _key(line: Line, top: bool) -> tuple[str, bool, int]:
    words = re.sub(r"\d+", "0", european(line.text))
    # Heads of left and right pages swap their sides: the same words in any order.
    return " ".join(sorted(words.split())), top, round(line.y / 4)


def _repeated(edges: Sequence[Sequence[tuple[Line, bool]]]) -> set[tuple[str, bool, int]]:
    """Keys that stand on many pages, those with a neighbouring height counted in."""
    seen: Counter[tuple[str, bool, int]] = Counter()
    for page in edges:
        seen.update({_key(line, top) for line, top in page})
    pages = len(edges)
    found = set()
    for key in seen:
        words, top, place = key
        count = sum(seen[words, top, place + d] for d in (-1, 0, 1))
        letters = any(c.isalpha() for c in words)
        if (count >= 3 and count >= 0.25 * pages) or (
            count == 2 and pages in (2, 3) and (not letters or _short(words))
        ):
            found.add(key)
    return found


def _short(words: str) -> bool:
    """Few words without the punctuation of a sentence: as running heads are."""
    return len(words) <= 90 and not words.endswith((".", "،", "؛", ":"))


def _is_front(lines: Sequence[Line], line: Line, number: int, top: bool) -> bool:
    """Whether a head of the first page is the document's own title block and no running head."""
    if number or not top:
        return False
    below = [other for other in lines if other.y > line.y + 0.5 * line.size]
    nearest = min((other.y - line.y for other in below), default=0.0)
    return nearest < 1.5 * line.size and bool(_SYMBOL.search(line.text))


def _counting(edges: Sequence[Sequence[tuple[Line, bool]]]) -> set[tuple[int, int]]:
    """Lines that hold the page's number alone, the same distance from its place on most pages."""
    found: list[tuple[int, Line, bool, int]] = []
    for number, page in enumerate(edges):
        for line, top in page:
            parts = [part.strip() for part in european(line.text).split("\t")]
            if not all(
                _NUMBER.fullmatch(p) or _JOB.fullmatch(p) or _SYMBOL.fullmatch(p) for p in parts
            ):
                continue
            matches = [match for match in map(_NUMBER.fullmatch, parts) if match]
            values = {int(group) for match in matches for group in match.groups() if group}
            found += [(number, line, top, value - number) for value in values]
    offsets = Counter((top, offset) for _, _, top, offset in found)
    taken = set()
    for number, line, top, offset in found:
        alone = len(edges) == 1 or offsets[top, offset] >= 2
        if alone and (offsets[top, offset] >= 2 or offset == 1):
            taken.add((number, id(line)))
    return taken


def _beside(edges: Sequence[tuple[Line, bool]], off: set[int], height: float) -> set[int]:
    """Job numbers, and symbols on the line of a page number, go with the furniture around them."""
    heights = [line.y for line, _ in edges if id(line) in off]
    found = set()
    for line, top in edges:
        text = european(line.text).strip()
        level = any(abs(line.y - y) < line.size for y in heights)
        if (not top and _JOB.fullmatch(text)) or (level and _SYMBOL.fullmatch(text)):
            found.add(id(line))
    return found
