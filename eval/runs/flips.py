"""Does an answer hang on the paragraph that it cites? A number in it is changed, and asked again.

The counterfactual test of Wallat et al. 2024 (arXiv 2412.18004) in its cheapest form: an answer that
states a number of a paragraph must state another when the paragraph does, or its citation is
decoration.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from unicodedata import digit

from eval.runs.altered import Altered, altered, covers, view
from eval.runs.lines import Flip, Line, Place
from eval.runs.systems import System, answered
from eval.sets.questions import Asked
from index.arabic.digits import european
from index.arabic.normalise import fold_text
from index.store import Index
from index.values import Paragraph, Span

LONGEST = 12
"""Digits of a number that is changed, at most."""

# of one digit system; `\d` would run two together
_RUN = re.compile(r"[0-9]+|[٠-٩]+|[۰-۹]+")
_JOINED = re.compile(r"[\w/]")


@dataclass(frozen=True, slots=True)
class Alteration:
    """A number of a paragraph, everywhere where it stands there, and what stands there instead."""

    was: str
    """In European digits."""
    places: tuple[tuple[str, Span], ...]
    """By document: where it stands, the paragraph that is cited first, then its other versions."""
    became: str
    hidden: frozenset[tuple[str, int]]
    """Other versions of the paragraph that do not have the number in figures."""


def chosen(questions: Iterable[Asked], count: int) -> frozenset[str]:
    """The ids of up to `count` questions to try, the same for every run of a set.

    Questions with an answer whose accepted wording or evidence has a number first, then by hash of
    the id. Keeps `count` of them in memory.
    """
    if count <= 0:
        return frozenset()
    best = heapq.nsmallest(count, ((_rank(each), each.id) for each in questions if each.answerable))
    return frozenset(identifier for _, identifier in best)


def _rank(asked: Asked) -> tuple[bool, bool, str]:
    evidence = " ".join(each.text for each in asked.evidence)
    return (
        not _values(_wanted(asked)),
        not _values(evidence),
        sha256(asked.id.encode("utf-8", "backslashreplace")).hexdigest(),
    )


def _wanted(asked: Asked) -> str:
    """Everything that the set says of a right answer, in one text."""
    short = (text for texts in asked.answers.values() for text in texts)
    facts = (nugget.text for nugget in asked.nuggets)
    return " ".join([*short, *asked.answer_points, *facts, asked.reference_answer])


def flipped(system: System, asked: Asked, line: Line) -> Line:
    """The line with what the answer became when a number was changed; as it is where no number of a
    cited paragraph can be changed, or where the system failed on the second question.
    """
    if line.error or line.abstained or not line.answered:
        return line
    alteration = next(alterations(system.index, asked, line), None)
    if alteration is None:
        return line
    seen = altered_index(system.index, alteration)
    again = answered(replace(system, index=seen), asked)
    if again.error:
        return line
    source, span = alteration.places[0]
    text = system.index.source(source).text
    flip = Flip(
        source,
        span.start,
        span.end,
        was=text[span.start : span.end],
        became=seen.source(source).text[span.start : span.end],
        changed=again.answer != line.answer and not _states(seen, again, alteration.was),
    )
    return replace(line, flip=flip)


def altered_index(index: Index, alteration: Alteration) -> Altered:
    """The index in which the alteration is made."""
    changes: dict[str, dict[int, str]] = {}
    for name, span in alteration.places:
        text = index.source(name).text
        for at, new in zip(range(span.start, span.end), alteration.became, strict=True):
            # the new digit in the old one's system
            changes.setdefault(name, {})[at] = chr(ord(text[at]) - digit(text[at]) + int(new))
    return view(index, changes, alteration.hidden)


def _states(seen: Index, line: Line, value: str) -> bool:
    """Whether an answer states a number that no paragraph holds which it cites for it."""
    if line.abstained:
        return False
    if not line.statements:
        return value in _values(line.answer) - _called(line.citations)
    for statement in line.statements:
        cited = [line.citations[i] for i in statement.citations if 0 <= i < len(line.citations)]
        if value in _values(statement.text) - _called(cited) and not any(
            value in _values(_words(seen, place)) for place in cited
        ):
            return True
    return False


def alterations(index: Index, asked: Asked, line: Line) -> Iterator[Alteration]:
    """What can be altered, the number that a right answer states first."""
    wanted = _values(_wanted(asked))
    told = " ".join([asked.question, *(turn.text for turn in asked.history)])
    fixed = _values(told) | _called(line.citations) | set(map(str, range(len(line.citations) + 1)))
    found: list[tuple[tuple[bool, bool, int, int], Place, str]] = []
    for number, place in enumerate(line.citations):
        if not _known(index, place):
            continue
        said = [each.text for each in line.statements if number in each.citations]
        stated = _values(" ".join(said) if line.statements else line.answer) - fixed
        here = (place.source, place.spans)
        others = [each for each in line.citations if (each.source, each.spans) != here]
        stated -= _values(" ".join(_words(index, each) for each in others))
        for value, span in _numbers(index, place):
            if value in stated and len(value) <= LONGEST:
                dull = len(value) == 1 or not value.strip("0")
                found.append(((value not in wanted, dull, number, span.start), place, value))
    for _, place, value in sorted(found, key=lambda each: each[0]):
        taken = fixed | _values(f"{line.answer} {_wanted(asked)}")
        made = _alteration(index, place, value, taken)
        if made is not None:
            yield made


def _alteration(index: Index, place: Place, value: str, taken: set[str]) -> Alteration | None:
    """The alteration of a number wherever it stands in the paragraphs of a place and in their other
    versions and copies; None where it cannot be made without leaving it to be read somewhere there.
    """
    name = place.source
    inside = [each for each in index.outline(name) if _overlap(each.spans, place.spans)]
    holding = [each for each in inside if value in _values(each.raw) | _values(each.clean.text)]
    if any(each.kind in ("title", "heading") for each in holding):
        return None  # the document's name, which stands in labels
    spans = (*place.spans, *(span for each in inside for span in each.spans))
    places = [(name, span) for span in _standing(index, name, spans, value)]
    versions, hidden = [(name, each) for each in holding], set()
    for paragraph in holding:
        for other, version in _versions(index, name, paragraph):
            standing = _standing(index, other, version.spans, value)
            if standing and _reads(version, standing, value):
                places += [(other, span) for span in standing]
                versions.append((other, version))
            else:
                hidden.add((other, version.order))
    for of, paragraph in versions:
        own = [span for where, span in places if where == of]
        if not _reads(paragraph, own, value):
            return None
        taken = taken | _values(paragraph.raw) | _values(paragraph.clean.text)
    became = _other(value, taken | _values(_words(index, place)))
    if not places or became is None:
        return None
    return Alteration(value, tuple(dict.fromkeys(places)), became, frozenset(hidden))


def _versions(index: Index, name: str, paragraph: Paragraph) -> Iterator[tuple[str, Paragraph]]:
    """The same paragraph in the other language, and in copies of the document in the same one."""
    other = index.counterpart(name, paragraph)
    if other is not None:
        yield other[0].name, other[1]
    document, words = index.documents[name], fold_text(paragraph.clean.text)
    for copy in index.documents.values():
        if document.symbol and copy.symbol == document.symbol and copy.name != name:
            if copy.language != document.language:
                continue
            for each in index.outline(copy.name):
                if fold_text(each.clean.text) == words:
                    yield copy.name, each


def _reads(paragraph: Paragraph, places: Sequence[Span], value: str) -> bool:
    """Whether changing those characters of the source changes the number wherever the paragraph
    has it, in its own words and in the readable ones.
    """
    own = [span for span in places if covers(paragraph.spans, span.start)]
    number = paragraph.number_span
    if number and any(_overlap([number], [span]) for span in own):
        return False  # its printed number, by which it is called
    clean = paragraph.clean
    at = {start: place for place, start in reversed(list(enumerate(clean.starts)))}
    for span in own:
        first = at.get(span.start)
        if first is None or european(clean.text[first : first + len(value)]) != value:
            return False
        ends = clean.ends[first : first + len(value)]
        if list(ends) != list(range(span.start + 1, span.end + 1)):
            return False
    blank = {at: "\0" for span in own for at in range(span.start, span.end)}
    left = altered(paragraph, blank)
    return value not in _values(left.raw) | _values(left.clean.text)


def _other(value: str, taken: set[str]) -> str | None:
    """The nearest number of as many digits that is not taken; None where all near ones are."""
    number, width = int(value), len(value)
    lowest = 0 if value.startswith("0") or width == 1 else 10 ** (width - 1)
    for distance in range(1, 1000):
        for other in (number - distance, number + distance):
            if lowest <= other < 10**width and f"{other:0{width}}" not in taken:
                return f"{other:0{width}}"
    return None


def _standing(index: Index, name: str, spans: Sequence[Span], value: str) -> list[Span]:
    """Where a number stands in those pieces of a source."""
    text = index.source(name).text
    found = {
        Span(match.start(), match.end())
        for span in spans
        for match in _RUN.finditer(text, span.start, span.end)
        if european(match[0]) == value
    }
    return sorted(found)


def _numbers(index: Index, place: Place) -> Iterator[tuple[str, Span]]:
    """The numbers of a place that stand by themselves, not in a symbol or a word."""
    text = index.source(place.source).text
    for span in place.spans:
        for match in _RUN.finditer(text, span.start, span.end):
            around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
            if not _JOINED.search(around):
                yield european(match[0]), Span(match.start(), match.end())


def _values(text: str) -> set[str]:
    """The numbers of a text in European digits, each run of figures by itself."""
    return {european(each) for each in _RUN.findall(text)}


def _called(places: Iterable[Place]) -> set[str]:
    """The numbers in the names of places, which an answer states whatever the paragraphs say."""
    return _values(
        " ".join(f"{each.label} {each.symbol or ''} {each.number or ''}" for each in places)
    )


def _words(index: Index, place: Place) -> str:
    if not _known(index, place):
        return ""
    text = index.source(place.source).text
    return " ".join(text[span.start : span.end] for span in place.spans)


def _known(index: Index, place: Place) -> bool:
    """Whether a place is one of the index's documents."""
    if place.source not in index.documents:
        return False
    length = len(index.source(place.source).text)
    return all(0 <= span.start < span.end <= length for span in place.spans)


def _overlap(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)
