"""What is known of a family: its paragraphs by date, first and last use, year by year, by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from index.arabic.normalise import fold_text
from index.families.grouping import Pairs, Text, groups, pairs_of
from index.families.versions import raised
from index.families.wording import act, compared, words
from index.filters import bodies, year_of
from index.masthead import BODIES
from index.store import Index
from index.values import Document, Kind, Language, Paragraph

KINDS: tuple[Kind, ...] = ("preambular", "operative", "paragraph", "point")
"""Paragraphs that have families; headings, titles, footnotes and closings have none."""

_ITEMS = ("paragraph", "point")

SHORT = 40
"""Characters. Shorter paragraphs are one family only where their words are the same."""


@dataclass(frozen=True, slots=True)
class Member:
    """A paragraph of a family."""

    document: str
    """The document's name in the index."""
    paragraph: int
    """Its `order`."""
    symbol: str | None
    date: str | None
    """Of the document, as far as known: `2021-12-16`, or the year alone."""
    year: int | None
    adopted: bool
    """Whether its document was adopted; a draft is listed, but uses nothing."""
    body: str | None
    """Who issued it, in the document's language."""
    variant: int
    """Members with the same number have the same words, figures and dates aside; 0 is the oldest."""

    @property
    def used(self) -> bool:
        """Whether it counts as a use: adopted, and of a known year."""
        return self.adopted and self.year is not None


@dataclass(frozen=True)
class Family:
    """Paragraphs of one language that are one formulation, and its line of use."""

    number: int
    """Its place in `Families.all`; another one once the index has changed."""
    language: Language
    members: tuple[Member, ...]
    """By date, those without one at the end."""

    @cached_property
    def uses(self) -> tuple[Member, ...]:
        """Members of adopted, dated documents, by date; one for each document."""
        found: dict[str, Member] = {}
        for member in self.members:
            if member.used:
                found.setdefault(member.symbol or member.document, member)
        return tuple(found.values())

    @property
    def first(self) -> Member | None:
        """Its first use; None where only drafts and undated documents have it."""
        return self.uses[0] if self.uses else None

    @property
    def last(self) -> Member | None:
        """Its last use; None as for `first`."""
        return self.uses[-1] if self.uses else None

    @property
    def by_year(self) -> dict[int, int]:
        """How many documents use it in each year, in order; years without a use are left out."""
        return dict(sorted(Counter(m.year for m in self.uses if m.year is not None).items()))

    @property
    def bodies(self) -> dict[str, int]:
        """Who uses it in how many documents, the first user first."""
        return dict(Counter(m.body for m in self.uses if m.body is not None))

    @property
    def variants(self) -> tuple[tuple[Member, ...], ...]:
        """The members by their words, figures and dates aside; the oldest wording first."""
        found: dict[int, list[Member]] = defaultdict(list)
        for member in self.members:
            found[member.variant].append(member)
        return tuple(tuple(found[number]) for number in sorted(found))


@dataclass(frozen=True, eq=False)
class Families:
    """The families of an index."""

    all: tuple[Family, ...]
    """By language, then by their first members; most have one member alone."""
    places: Mapping[tuple[str, int], int]
    """The family's number of each paragraph, by document name and `order`."""

    def of(self, name: str, order: int) -> Family | None:
        """The family of a paragraph; None for headings and the like, and where there is none."""
        number = self.places.get((name, order))
        return None if number is None else self.all[number]


_of_indexes: WeakKeyDictionary[Index, Families] = WeakKeyDictionary()
_making = Lock()


def families(index: Index) -> Families:
    """The families of all paragraphs, worked out once for each opened index.

    Takes some seconds for 12,000 passages. The same documents give the same families.
    """
    with _making:  # a second thread waits: working it out twice takes longer
        if index not in _of_indexes:
            _of_indexes[index] = _families(index)
        return _of_indexes[index]


def family_of(index: Index, name: str, order: int) -> Family | None:
    """The family of a document's paragraph; None where it is of a kind that has none, or unknown."""
    return families(index).of(name, order)


def other_version(index: Index, family: Family) -> Family | None:
    """The family of the other language in which most of the members have their counterparts; None
    where none of them has one.
    """
    known = families(index)
    found: Counter[int] = Counter()
    for member in family.members:
        place = index.counterpart_place(member.document, member.paragraph)
        if place is not None and place in known.places:
            found[known.places[place]] += 1
    return known.all[min(found, key=lambda n: (-found[n], n))] if found else None


def _families(index: Index) -> Families:
    issuers = {document.name: _issuer(index, document) for document in index.documents.values()}
    languages = sorted({document.language for document in index.documents.values()})
    sides = {language: _compared(index, language) for language in languages}
    pairs = {language: pairs_of(each.texts) for language, each in sides.items()}
    found: list[Family] = []
    places: dict[tuple[str, int], int] = {}
    for language, own in sides.items():
        alike = pairs[language]
        for other in languages:
            if other != language:
                alike = raised(alike, pairs[other], _versions(index, own, sides[other]))
        for positions in _grouped(own, alike):
            variants = _variants([own.wordings[i] for i in positions])
            members = tuple(
                _member(*own.paragraphs[i], issuers, variant)
                for i, variant in zip(positions, variants, strict=True)
            )
            places.update({(m.document, m.paragraph): len(found) for m in members})
            found.append(Family(len(found), language, members))
    return Families(tuple(found), places)


_Place = tuple[Document, Paragraph]
_Words = tuple[str, ...]


def _paragraphs(index: Index, language: Language) -> Iterator[_Place]:
    """Those that have families, by date: what is grouped must not depend on the order of ingestion."""
    documents = [d for d in index.documents.values() if d.language == language]
    for document in sorted(documents, key=_when):
        for paragraph in index.outline(document.name):
            if paragraph.kind in KINDS:
                yield document, paragraph


def _when(document: Document) -> tuple[bool, str, str, str]:
    year = year_of(document)
    date = document.date or ("" if year is None else str(year))
    return year is None, date, document.symbol or "", document.name


@dataclass(frozen=True, slots=True)
class _Compared:
    """The paragraphs of one language as they are compared: those with the same words once."""

    paragraphs: Sequence[_Place]
    wordings: Sequence[_Words]
    texts: Sequence[Text]
    held: Sequence[Sequence[int]]
    """The positions of each text's paragraphs."""
    short: Sequence[list[int]]
    """The positions of those too short to be compared, by their words."""


def _compared(index: Index, language: Language) -> _Compared:
    paragraphs = list(_paragraphs(index, language))
    wordings = [words(paragraph.clean.text) for _, paragraph in paragraphs]
    same: dict[_Words, list[int]] = defaultdict(list)
    short: dict[_Words, list[int]] = defaultdict(list)
    for i, (_, paragraph) in enumerate(paragraphs):
        text = paragraph.clean.text
        stems = compared(wordings[i], language) if len(text) >= SHORT else ()
        if stems:
            same[stems].append(i)
        else:
            # one of figures alone says what they say
            short[wordings[i] or tuple(fold_text(text).split())].append(i)
    texts = [
        Text(
            stems,
            len(places),
            item=all(paragraphs[i][1].kind in _ITEMS for i in places),
            act=act(paragraphs[places[0]][1].verb, paragraphs[places[0]][1].clean.text),
        )
        for stems, places in same.items()
    ]
    return _Compared(paragraphs, wordings, texts, list(same.values()), list(short.values()))


def _versions(index: Index, own: _Compared, other: _Compared) -> list[list[int]]:
    """For each text the other language's texts that are official versions of its paragraphs."""
    numbers: dict[tuple[str, int], int] = {}
    for number, positions in enumerate(other.held):
        for i in positions:
            document, paragraph = other.paragraphs[i]
            numbers[document.name, paragraph.order] = number
    found = []
    for positions in own.held:
        there = [own.paragraphs[i] for i in positions]
        versions = [index.counterpart_place(d.name, p.order) for d, p in there]
        found.append(sorted({numbers[v] for v in versions if v in numbers}))
    return found


def _grouped(own: _Compared, alike: Pairs) -> list[list[int]]:
    """Positions of the paragraphs of each family."""
    found = [[i for text in group for i in own.held[text]] for group in groups(own.texts, alike)]
    return sorted(sorted(each) for each in (*found, *own.short))


def _variants(wordings: Sequence[_Words]) -> list[int]:
    """A number for each, the same for the same words, from 0 in the order of the first of them."""
    numbers: dict[_Words, int] = {}
    return [numbers.setdefault(each, len(numbers)) for each in wordings]


def _member(
    document: Document, paragraph: Paragraph, issuers: Mapping[str, str | None], variant: int
) -> Member:
    year = year_of(document)
    return Member(
        document=document.name,
        paragraph=paragraph.order,
        symbol=document.symbol,
        date=document.date or (None if year is None else str(year)),
        year=year,
        adopted=document.status == "adopted",
        body=issuers[document.name],
        variant=variant,
    )


def _issuer(index: Index, document: Document) -> str | None:
    """The body's name as the document prints it, else that of its symbol's series."""
    if document.body:
        return document.body
    keys = bodies(index)[document.name]
    for known in BODIES:
        if fold_text(known.english) in keys:
            return known.arabic if document.language == "ar" else known.english
    return None
