"""Which texts are one formulation: how alike two are, and which belong together.

Two texts are as alike as the part of their words that they share (Dice, repeats counted), a little
more or less by whether they open alike: the verb and whom it addresses say more of a formulation
than its tail, where clauses come and go. A text that stands nearly whole in a longer one that opens as
it does is more alike than the shared part of both tells; `versions` adds what the other language says.
Groups are put together from the most alike on. Two groups are as alike as their members on average
(average linkage: Sokal and Michener 1958), half and half with their two nearest members: the average
alone tears long lines of use apart, the nearest alone chains one formulation to the next. With more
weight on the nearest and on the openings the judged pairs come out a little better and the families
worse: recitals, reports and mandates grow together in families of 300. The constants were chosen on the dev half of
`eval/families/pairs.jsonl` (`python -m eval.benchmarks.families`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.families.wording import NAME, Act, says_something

ENOUGH = 0.52
"""How alike two groups must be."""

NEAREST = 0.5
"""What the nearest members count beside the average."""

LEAST = 0.37
"""Pairs that share less of their words are taken for `UNLIKE` and not looked at."""

UNLIKE = 0.2

OPENS, SAME_OPENING, OTHER_OPENING = 10, 0.125, 0.075
"""Texts whose first `OPENS` words are the same are that much more alike, texts that share none of them
that much less; the latter may have a clause more in front."""

FLOOR = 0.42
"""Texts that share less than this gain nothing by opening alike: `expresses its deep concern at` opens
anything."""

OTHER_ACT = 0.05
"""Texts are less alike by this where one decides, the other asks for something or states it. Where one
ends what the other keeps up (`Decides to terminate the mandate`, `Decides to extend the mandate`) they
are `UNLIKE`, however many words they share."""

WITHIN, OPENING, IN_LONGER = 0.8, 0.6, 0.15
"""A text of which at least `WITHIN` stands in a longer one, with at least `OPENING` of its opening, is
`IN_LONGER` more alike: a clause was added. Of fewer words than `FEW` that says nothing, nor where the
act is another."""

FEW = 8

NAMED = 0.5
"""What a shared name counts beside a word's 1."""

SHORT, ITEM = 9, 0.9
"""Items of a list of fewer words than `SHORT` must share this much: each is its noun, and what
follows is that of the whole list."""

LARGEST = 2500
"""Texts that are held against each other at a time; 75 MB."""

Numbers = NDArray[np.int64]
Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be grouped."""

    words: tuple[str, ...]
    """As `wording.compared` gives them."""
    weight: int = 1
    """How many paragraphs have these words."""
    item: bool = False
    """Whether it is an item of a list, without a verb of the body's own."""
    act: Act | None = None
    """Of which kind the act is, as `wording.act` tells; None where none is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of texts by position, the first before the second, and how alike they are."""

    first: Numbers
    second: Numbers
    alike: Shares


def groups(texts: Sequence[Text], pairs: Pairs | None = None) -> list[list[int]]:
    """Positions of the texts that are one formulation, each text in one group; both in order.

    `pairs` are those of `pairs_of`, where more is known of them (`versions`). Some seconds for 10,000
    texts of a paragraph's length.
    """
    pairs = pairs_of(texts) if pairs is None else pairs
    found = []
    for members, inside in _connected(range(len(texts)), pairs, ENOUGH):
        if len(members) == 1:
            found.append(members)
        else:
            weights = np.array([texts[i].weight for i in members], dtype=np.float64)
            found += [
                [members[i] for i in each] for each in _linked(_matrix(members, inside), weights)
            ]
    return sorted(sorted(each) for each in found)


def alikeness(a: Text, b: Text) -> float:
    """How alike two texts are; from `ENOUGH` on they may be one formulation. About 0 to 1.3."""
    pairs = pairs_of((a, b))
    return float(pairs.alike[0]) if len(pairs.alike) else UNLIKE


def pairs_of(texts: Sequence[Text]) -> Pairs:
    """All pairs that share at least `LEAST` of their words."""
    own, postings, values = _postings(texts)
    sizes = np.array([values[each].sum() for each in own], dtype=np.float64)
    lengths = np.array([len(each) for each in postings], dtype=np.int64)
    first: list[Numbers] = []
    second: list[Numbers] = []
    alike: list[Shares] = []
    for i, terms in enumerate(own):
        if not len(terms):
            continue
        others = np.concatenate([postings[term] for term in terms])
        shared = np.bincount(others, np.repeat(values[terms], lengths[terms]), minlength=len(texts))
        dice = 2 * shared[i + 1 :] / (sizes[i + 1 :] + sizes[i])
        near = np.flatnonzero(dice >= LEAST)
        first.append(np.full(len(near), i, dtype=np.int64))
        second.append(near + i + 1)
        alike.append(dice[near].astype(np.float32))
    if not first:
        none = np.zeros(0, dtype=np.int64)
        return Pairs(none, none, np.zeros(0, dtype=np.float32))
    pairs = Pairs(np.concatenate(first), np.concatenate(second), np.concatenate(alike))
    counted = [len(terms) for terms in own]
    lesser = np.minimum(sizes[pairs.first], sizes[pairs.second])
    within = pairs.alike * (sizes[pairs.first] + sizes[pairs.second]) / (2 * lesser)
    adjusted = [
        _adjusted(texts[i], texts[j], share, part, min(counted[i], counted[j]))
        for i, j, share, part in zip(
            pairs.first.tolist(),
            pairs.second.tolist(),
            pairs.alike.tolist(),
            within.tolist(),
            strict=True,
        )
    ]
    return Pairs(pairs.first, pairs.second, np.array(adjusted, dtype=np.float32))


def _postings(
    texts: Sequence[Text],
) -> tuple[list[Numbers], list[Numbers], NDArray[np.float64]]:
    """For each text its terms, for each term its texts, and what the term counts. The second
    occurrence of a word is a term of its own, so that repeats count as often as both texts have them.
    """
    numbers: dict[tuple[str, int], int] = {}
    places: list[list[int]] = []
    own = []
    for i, text in enumerate(texts):
        seen: Counter[str] = Counter()
        terms = []
        for word in filter(says_something, text.words):
            seen[word] += 1
            term = numbers.setdefault((word, seen[word]), len(numbers))
            if term == len(places):
                places.append([])
            places[term].append(i)
            terms.append(term)
        own.append(np.array(terms, dtype=np.int64))
    values = np.array([NAMED if word == NAME else 1.0 for word, _ in numbers])
    return own, [np.array(each, dtype=np.int64) for each in places], values


def _adjusted(a: Text, b: Text, share: float, within: float, words: int) -> float:
    """The shared part with what the openings say, on the scale of `ENOUGH`. `within` is the part of the
    shorter text that stands in the other, `words` how many it has."""
    if a.act and b.act and (a.act == "ends") != (b.act == "ends"):
        return UNLIKE
    if (a.item or b.item) and words < SHORT:
        return share - (ITEM - ENOUGH)
    opens = opening(a.words, b.words)
    gain = 0.0
    if a.act and b.act and a.act != b.act:
        gain -= OTHER_ACT
    elif within >= WITHIN and opens >= OPENING and words >= FEW:
        gain += IN_LONGER
    same = 2 * opens - 1
    if same <= 0:
        gain += same * OTHER_OPENING
    elif share >= FLOOR:
        gain += same * SAME_OPENING
    return share + gain


def opening(a: Sequence[str], b: Sequence[str]) -> float:
    """The part that the first words of two texts share, in any order; 0.0 to 1.0."""
    first, second = _first(tuple(a)), _first(tuple(b))
    least = min(len(first), len(second))
    return (Counter(first) & Counter(second)).total() / least if least else 0.0


@lru_cache(maxsize=20_000)
def _first(words: tuple[str, ...]) -> list[str]:
    return list(islice(filter(says_something, words), OPENS))


def _connected(
    members: Iterable[int], pairs: Pairs, enough: float
) -> Iterable[tuple[list[int], Pairs]]:
    """The members in parts that no pair alike enough connects, with the pairs inside each part."""
    above = {i: i for i in members}

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    near = pairs.alike >= enough
    for i, j in zip(pairs.first[near].tolist(), pairs.second[near].tolist(), strict=True):
        a, b = sorted((top(i), top(j)))
        above[b] = a
    parts: dict[int, list[int]] = defaultdict(list)
    for i in above:
        parts[top(i)].append(i)
    size = max(above, default=-1) + 1
    part = np.full(size, -1, dtype=np.int64)
    for name, each in parts.items():
        part[each] = name
    inside = np.flatnonzero(part[pairs.first] == part[pairs.second])
    inside = inside[np.argsort(part[pairs.first[inside]], kind="stable")]
    names = part[pairs.first[inside]]
    for name, each in parts.items():
        low, high = np.searchsorted(names, (name, name + 1))
        of_part = inside[low:high]
        own = Pairs(pairs.first[of_part], pairs.second[of_part], pairs.alike[of_part])
        if len(each) <= LARGEST:
            yield each, own
        elif (
            enough > 1 + SAME_OPENING + IN_LONGER
        ):  # the same words in other orders, more than there is room for
            yield from (([i], own) for i in each)
        else:
            yield from _connected(each, own, enough + 0.04)


def _matrix(members: Sequence[int], pairs: Pairs) -> Shares:
    """How alike the members are, each to each; below every likeness on the diagonal."""
    place = {member: i for i, member in enumerate(members)}
    matrix = np.full((len(members), len(members)), UNLIKE, dtype=np.float32)
    rows = [place[i] for i in pairs.first.tolist()]
    columns = [place[j] for j in pairs.second.tolist()]
    matrix[rows, columns] = matrix[columns, rows] = pairs.alike
    np.fill_diagonal(matrix, -1)
    return matrix


def _linked(alike: Shares, weights: NDArray[np.float64]) -> Iterable[list[int]]:
    """Rows in groups, put together from the most alike on."""
    average, closest = alike, alike.copy()
    joint = alike.copy()  # as alike as groups are, NEAREST of `closest` and the rest of `average`
    held = {i: [i] for i in range(len(alike))}
    best, nearest = joint.max(axis=1), joint.argmax(axis=1)
    while True:
        i = int(best.argmax())
        if best[i] < ENOUGH:
            return held.values()
        i, j = sorted((i, int(nearest[i])))
        gone = joint[i] < 0
        rows = (
            (weights[i] * average[i] + weights[j] * average[j]) / (weights[i] + weights[j]),
            np.maximum(closest[i], closest[j]),
        )
        merged = (1 - NEAREST) * rows[0] + NEAREST * rows[1]
        for matrix, row in zip((average, closest, joint), (*rows, merged), strict=True):
            row[gone] = row[[i, j]] = -1
            matrix[i] = matrix[:, i] = row
            matrix[j] = matrix[:, j] = -1
        weights[i] += weights[j]
        held[i] += held.pop(j)
        stale = np.union1d(np.flatnonzero((nearest == i) | (nearest == j)), (i, j))
        best[stale], nearest[stale] = joint[stale].max(axis=1), joint[stale].argmax(axis=1)
        nearer = joint[:, i] > best
        best[nearer], nearest[nearer] = joint[nearer, i], i
