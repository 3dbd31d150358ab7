"""Are paragraphs put together that are one agreed formulation, and only those?

    python -m eval.benchmarks.families --index DIR [--groups FILE] [--list]

The judged pairs of `eval/families/pairs.jsonl` against the families of an index that holds their
documents (Security Council resolutions of 2020 to 2023; pairs whose paragraphs are not there are
counted and left out). A pair counts as put together if both paragraphs are in one family: precision
is the part of those put together that are judged the same, recall the part of those judged the same
that are put together. `--groups` names a file of groups of near-identical paragraphs (`{"groups":
[{"members": [{"doc", "start", "end"}]}]}`, places in the source) as a cross-check: for each group the
part of its pairs that are in one family, each group counted alike; and how many families hold
members of several groups. Ends with 1 below precision .95 or recall .90 on either half.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

from eval.families import Pair, Place, pairs
from index.errors import FiqraError
from index.families import Families, families
from index.store import Index, open_index
from index.values import Language

PRECISION, RECALL = 0.95, 0.90
"""What must hold."""

Places = Mapping[tuple[Language, Place], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs by judgement and by what was done with them."""

    together: int
    """Judged the same and put together."""
    wrongly: int
    """Judged not the same, put together all the same."""
    apart: int
    """Judged the same, not put together."""
    rightly: int
    """Judged not the same and not put together."""

    @property
    def precision(self) -> float:
        """Of the pairs put together, the part judged the same; 1.0 where none was."""
        return self.together / (self.together + self.wrongly) if self.together else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs judged the same, the part put together; 1.0 where there are none."""
        return self.together / (self.together + self.apart) if self.together else 1.0

    @property
    def enough(self) -> bool:
        """Whether both are as high as they must be."""
        return self.precision >= PRECISION and self.recall >= RECALL


def places(index: Index, wanted: Sequence[Pair]) -> Places:
    """The document name and `order` of each paragraph of the pairs that the index holds."""
    labels: dict[tuple[Language, str], set[str]] = defaultdict(set)
    for pair in wanted:
        for place in (pair.a, pair.b):
            labels[pair.lang, place.symbol].add(place.label)
    found: dict[tuple[Language, Place], tuple[str, int]] = {}
    for document in index.documents.values():
        for paragraph in index.outline(document.name):
            symbol = document.symbol or ""
            asked = labels.get((document.language, symbol))
            if asked is None:
                break
            label = index.label(document, paragraph, "en").removeprefix(f"{symbol}, ")
            if label in asked:
                found.setdefault(
                    (document.language, Place(symbol, label)), (document.name, paragraph.order)
                )
    return found


def counts(judged: Sequence[Pair], known: Families, at: Places) -> Counts:
    """What was done with the pairs; those whose paragraphs are not in the index are left out."""
    done = Counter((pair.same, together(pair, known, at)) for pair in judged if is_there(pair, at))
    return Counts(done[True, True], done[False, True], done[True, False], done[False, False])


def is_there(pair: Pair, at: Places) -> bool:
    """Whether the index holds both paragraphs."""
    return (pair.lang, pair.a) in at and (pair.lang, pair.b) in at


def together(pair: Pair, known: Families, at: Places) -> bool:
    """Whether both paragraphs are in one family."""
    a, b = (known.places.get(at[pair.lang, place]) for place in (pair.a, pair.b))
    return a is not None and a == b


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Agreement with groups that were made otherwise."""

    groups: int
    agreement: float
    """Mean over groups of the part of their pairs that are in one family."""
    whole: int
    """Groups that lie in one family."""
    missing: int
    """Members that stand in no paragraph of the index that has a family."""
    families: int
    """Families that hold members of any group."""
    several: int
    """Of these, those that hold members of more than one group."""


def cross_check(index: Index, known: Families, file: Path) -> CrossCheck:
    """How the families agree with the groups in `file`. Raises FiqraError for a file of another form."""
    try:
        groups: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["groups"]
        members = [
            [(m["doc"], int(m["start"]), int(m["end"])) for m in g["members"]] for g in groups
        ]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise FiqraError(f"{file} holds no groups of paragraphs: {fault}.") from fault
    shares, missing = [], 0
    held: dict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(members):
        numbers = [_family_at(index, known, *place) for place in group]
        missing += numbers.count(None)
        for each in numbers:
            if each is not None:
                held[each].add(number)
        shares.append(mean(a is not None and a == b for a, b in combinations(numbers, 2)))
    return CrossCheck(
        len(shares),
        mean(shares),
        sum(share == 1 for share in shares),
        missing,
        len(held),
        sum(len(each) > 1 for each in held.values()),
    )


def _family_at(index: Index, known: Families, name: str, start: int, end: int) -> int | None:
    """The family of the paragraph that has most of the characters from `start` to `end`."""
    if name not in index.documents:
        return None
    overlaps = [
        (sum(max(0, min(end, s.end) - max(start, s.start)) for s in paragraph.spans), paragraph)
        for paragraph in index.outline(name)
    ]
    overlap, paragraph = max(overlaps, key=lambda each: each[0])
    return known.places.get((name, paragraph.order)) if overlap else None


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="holds the pairs' documents")
    parser.add_argument("--groups", type=Path, help="groups of near-identical paragraphs")
    parser.add_argument("--list", action="store_true", help="the pairs that went wrong")
    given = parser.parse_args()
    try:
        index = open_index(given.index)
        for name in index.documents:  # read before the clock starts: every command reads them
            index.outline(name)
        start = time.perf_counter()
        known = families(index)
        seconds = time.perf_counter() - start
        at = places(index, pairs())
        check = cross_check(index, known, given.groups) if given.groups else None
    except FiqraError as fault:
        print(f"families: {fault}", file=sys.stderr)
        return 1
    there = [pair for pair in pairs() if is_there(pair, at)]
    if not there:
        print(
            f"families: {given.index} holds none of the pairs' documents; index the Security "
            "Council's resolutions of 2020 to 2023.",
            file=sys.stderr,
        )
        return 1
    print(table(there, known, at))
    print(f"\n{len(there)} of {len(pairs())} pairs are in the index.")
    more = sum(len(family.members) > 1 for family in known.all)
    print(
        f"{len(known.places)} paragraphs in {len(known.all)} families, {more} of several paragraphs, "
        f"the largest of {max(len(family.members) for family in known.all)}; {seconds:.1f} s."
    )
    if check:
        print(
            f"Cross-check: agreement {check.agreement:.4f} over {check.groups} groups, {check.whole} "
            f"of them in one family; {check.missing} members in none; {check.several} of "
            f"{check.families} families hold members of several groups."
        )
    if given.list:
        for pair in there:
            if together(pair, known, at) != pair.same:
                what = "apart" if pair.same else "together"
                print(f"{what}: {pair.id} {pair.a} {pair.b} ({pair.note})")
    halves = [[p for p in there if p.half == half] for half in ("dev", "test")]
    return 0 if all(counts(half, known, at).enough for half in halves) else 1


def table(judged: Sequence[Pair], known: Families, at: Places) -> str:
    """Precision and recall by half and language, for a page."""
    lines = [
        "| pairs | n | same | precision | recall |",
        "|---|---|---|---|---|",
    ]
    for half in ("dev", "test"):
        for name, langs in (("ar", ("ar",)), ("en", ("en",)), ("both", ("ar", "en"))):
            some = [p for p in judged if p.half == half and p.lang in langs]
            done = counts(some, known, at)
            put = done.together + done.wrongly
            lines.append(
                f"| {half}, {name} | {len(some)} | {sum(p.same for p in some)} "
                f"| {done.precision:.3f} ({done.together} of {put}) "
                f"| {done.recall:.3f} ({done.together} of {done.together + done.apart}) |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
