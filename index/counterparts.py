"""Which paragraph of one official version is which of the other: no pair rather than a wrong one.

Both versions of a document print the same paragraphs in the same order under the same numbers, as a
rule. Where a number is lost or misprinted, or a paragraph is missing from one version, neighbours
and figures decide; what they leave open stays without a pair.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache

from index import points
from index.arabic.digits import european
from index.labels import annex_key
from index.values import Paragraph

SLACK = 100
TIMES = 3
"""Two texts are too different in length where one has more than `TIMES` the other's characters and
`SLACK` more: official translations stay within 0.5 to 1.8 of each other, but what English puts into
an acronym Arabic writes out."""

_RUN = re.compile(r"\d+")
_Group = tuple[str, str, str]
_KeysOf = Callable[[Paragraph], Iterable[Hashable]]


def pair(ours: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> dict[int, int]:
    """`order` of a paragraph of `ours` → `order` of the same one in `theirs`, two language versions.

    Paired are paragraphs of one kind in one part and annex, points only under paragraphs that are
    paired themselves. First by printed number, as far as the order bears it out; then, between two
    pairs, by position where both versions have equally many; else by the figures in the words. No
    pair is given whose figures or lengths contradict each other. No paragraph stands in two pairs.
    Takes n log n steps for n paragraphs.
    """
    our_children, their_children = _children(ours), _children(theirs)
    pairs: dict[int, int] = {}
    waiting: list[tuple[int | None, int | None]] = [(None, None)]
    while waiting:
        mine, other = waiting.pop()
        for group, members in our_children[mine].items():
            for a, b in _align(members, their_children[other].get(group, [])):
                pairs[a.order] = b.order
                waiting.append((a.order, b.order))
    return pairs


def _children(outline: Sequence[Paragraph]) -> dict[int | None, dict[_Group, list[Paragraph]]]:
    """Paragraphs by what they stand under, then by kind, part and annex, in order."""
    children: dict[int | None, dict[_Group, list[Paragraph]]] = defaultdict(dict)
    for paragraph in outline:
        # a single annex bears no number
        annex = annex_key(paragraph.annex or "1") if paragraph.part == "annex" else ""
        group = (paragraph.kind, paragraph.part, annex)
        children[paragraph.parent].setdefault(group, []).append(paragraph)
    return children


def _align(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> list[tuple[Paragraph, Paragraph]]:
    found: list[tuple[Paragraph, Paragraph]] = []
    for a, b in _cut(ours, theirs, _anchors(ours, theirs, _printed)):
        pairs = _by_position(a, b)
        if pairs is None:
            for c, d in _cut(a, b, _anchors(a, b, _figured)):
                found.extend(_by_position(c, d) or ())
        else:
            found.extend(pairs)
    return found


def _by_position(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph]
) -> list[tuple[Paragraph, Paragraph]] | None:
    """First with first and so on; None if they are not equally many or the words contradict it.

    Where only the printed numbers contradict it, that one pair is left out, unless figures bear it out.
    """
    if len(ours) != len(theirs):
        return None
    found = []
    for a, b in zip(ours, theirs, strict=True):
        agreement = agree(a, b)
        if agreement is False:
            return None
        if agreement or _meet(a, b) is not False:
            found.append((a, b))
    return found


def agree(a: Paragraph, b: Paragraph) -> bool | None:
    """Whether figures and lengths speak for two texts being translations of each other.

    True: they share several figures and nearly all. False: one has many times the other's length,
    or both have figures and share few. None: nothing speaks for or against.
    """
    x, y = a.clean.text, b.clean.text
    if max(len(x), len(y)) > TIMES * min(len(x), len(y)) + SLACK:
        return False
    # runs of digits, because Arabic prints the parts of `14,400` and `2020/5` in either order
    figures, others = Counter(_runs(x)), Counter(_runs(y))
    shared, both = (figures & others).total(), figures.total() + others.total()
    if figures and others and (not shared or (both >= 4 and 4 * shared < both)):
        # `8 525` may be one number in one text and two in the other
        same_digits = sorted("".join(figures.elements())) == sorted("".join(others.elements()))
        return None if same_digits else False
    return True if shared >= 2 and 2 * shared >= 0.8 * both else None


_keys = lru_cache(maxsize=4096)(points.keys)


def _meet(a: Paragraph, b: Paragraph) -> bool | None:
    """Whether the printed numbers name the same paragraph; None where one has none."""
    if a.number is None or b.number is None:
        return None
    return bool(_keys(a.number) & _keys(b.number))


def _printed(paragraph: Paragraph) -> Iterable[Hashable]:
    return _keys(paragraph.number) if paragraph.number is not None else ()


def _runs(text: str) -> list[str]:
    return european(" ".join(_RUN.findall(text))).split()


def _figured(paragraph: Paragraph) -> Iterable[Hashable]:
    """All figures of the words at once, where they say more than one small number."""
    runs = sorted(_runs(paragraph.clean.text))
    return ("/".join(runs),) if sum(map(len, runs)) >= 4 else ()


def _anchors(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph], keys: _KeysOf
) -> list[tuple[int, int]]:
    """Positions that share a key which no other on either side has, in an order that both keep."""
    here, there = _unique(ours, keys), _unique(theirs, keys)
    shared = {(here[key], there[key]) for key in here.keys() & there.keys()}
    times = Counter(("a", i) for i, _ in shared) + Counter(("b", j) for _, j in shared)
    return _rising(
        sorted(
            (i, j)
            for i, j in shared
            if times["a", i] == times["b", j] == 1 and agree(ours[i], theirs[j]) is not False
        )
    )


def _unique(group: Sequence[Paragraph], keys: _KeysOf) -> dict[Hashable, int]:
    """Key → position, for keys that one paragraph alone has."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, paragraph in enumerate(group):
        for key in keys(paragraph):
            places[key].append(place)
    return {key: found[0] for key, found in places.items() if len(found) == 1}


def _rising(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the anchors in which both positions rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, (_, j) in enumerate(anchors):
        at = bisect_left(tops, j)
        tops[at : at + 1] = [j]
        ends[at : at + 1] = [i]
        before.append(ends[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(anchors[i])
        i = before[i]
    return chain[::-1]


def _cut(
    ours: Sequence[Paragraph], theirs: Sequence[Paragraph], anchors: Sequence[tuple[int, int]]
) -> Iterable[tuple[Sequence[Paragraph], Sequence[Paragraph]]]:
    """Both lists in corresponding pieces: the anchors one by one, and what lies between them."""
    a = b = 0
    for i, j in (*anchors, (len(ours), len(theirs))):
        if a < i or b < j:
            yield ours[a:i], theirs[b:j]
        if i < len(ours):
            yield ours[i : i + 1], theirs[j : j + 1]
        a, b = i + 1, j + 1
