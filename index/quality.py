"""How damaged a text is, page by page, what was done about it, and whether it can be read at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.arabic.normalise import KASHIDA
from index.arabic.repair.damage import DAMAGES, DamageKind, measure
from index.arabic.repair.layers import Repaired
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import KINDS, SURE, Reading, Repair, RepairKind
from index.arabic.repair.windows import Window, is_known, plain_lines
from index.numbering import NumberFault, missing_numbers, sentence
from index.values import Paragraph, Source

READABLE = 0.5
"""Share of words that can be read below which a document is not worth searching."""

HARDLY = 0.8
"""Share of words that can be read below which a summary says so."""

SAMPLES = 5
"""Lines of a document that are shown before and after; of a window the same number at most."""

LONGEST_SAMPLE = 400
"""Characters of a line that is shown as a sample, if there are shorter ones."""

FEWEST_WORDS = 20
"""Words of three letters and more without which a window is not called unreadable."""

NAMES: Mapping[DamageKind, str] = {
    "kashidas": "stretched words",
    "runs": "lines in reversed pieces",
    "letters": "a wrong letter map",
    "ocr": "slips of character recognition",
    "unreadable": "letters past repair",
}
"""Each damage in words, for people."""

_WORD = re.compile("[\u0621-\u0639\u0641-\u064a]{3,}")
_WRONG_WORDS: frozenset[DamageKind] = frozenset(("runs", "letters", "ocr", "unreadable"))


@dataclass(frozen=True, slots=True)
class Done:
    """What was repaired, of one kind."""

    kind: RepairKind
    places: int
    """Words and stretches of text that are read otherwise than they stand."""
    sure: int
    """Of these, those of a confidence of at least `SURE`."""
    confidence: float
    """Mean, 0.0 to 1.0."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, and how it is read where that is otherwise than it stands."""

    number: int
    """Counted from 1."""
    start: int
    end: int
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Part:
    """A page or window: what is wrong in it, and what was done."""

    window: Window
    lines: tuple[int, int]
    """Its first and last line, counted from 1."""
    kinds: Mapping[DamageKind, float]
    """The document's damages that show here, each with its measure."""
    done: tuple[Done, ...]
    readable: float
    """Share of words that can be read after repair, 0.0 to 1.0."""
    missing: tuple[NumberFault, ...] = ()
    """Paragraph numbers that are absent before a paragraph of this part, or stand twice."""
    samples: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """What is wrong with a document, part by part, and what was done."""

    name: str
    words: int
    """Arabic words."""
    kinds: Mapping[DamageKind, float]
    done: tuple[Done, ...]
    readable: float
    """Share of words that can be read after repair, repaired words counted by their confidence."""
    parts: tuple[Part, ...]
    missing: tuple[NumberFault, ...]
    samples: tuple[Line, ...]

    @property
    def is_readable(self) -> bool:
        """Whether enough can be read for the document to be searched."""
        return self.readable >= READABLE


def assess(source: Source, repaired: Repaired, paragraphs: Sequence[Paragraph] = ()) -> Quality:
    """The quality of a source whose lines were `repaired` and outlined as `paragraphs`.

    Words are looked up only where something is wrong; sound text counts as readable, and so does
    text in another language.
    """
    damage = repaired.damage
    windows = damage.windows
    starts = [window.start for window in windows]
    lines: list[list[Line]] = [[] for _ in windows]
    for line in lines_of(source.text, repaired):
        if windows:
            lines[max(0, bisect_right(starts, line.start) - 1)].append(line)
    faults = missing_numbers(paragraphs)
    places = {p.order: p.start for p in paragraphs}
    broken = bool(_WRONG_WORDS & set(damage.kinds))
    parts, weights = [], []
    for i, window in enumerate(windows):
        kinds = {
            k: round(measure(k, window) or damage.kinds[k], 4)
            for k in DAMAGES
            if k in damage.by_window[i]
        }
        share, many = _readable(source.text, lines[i]) if broken else (1.0, 0)
        weights.append((share, many))
        read = [line for line in lines[i] if line.reading is not None]
        parts.append(
            Part(
                window,
                (lines[i][0].number, lines[i][-1].number) if lines[i] else (0, 0),
                kinds,
                done(r for line in read if line.reading for r in line.reading.repairs),
                round(share, 4),
                tuple(f for f in faults if _holds(window, places[f.after], len(source.text))),
                _samples(read),
            )
        )
    counted = sum(many for _, many in weights)
    readable = sum(share * many for share, many in weights) / counted if counted else 1.0
    return Quality(
        source.name,
        sum(window.words for window in windows),
        damage.kinds,
        done(r for line in repaired.lines for r in line.reading.repairs),
        round(readable, 4),
        tuple(parts),
        faults,
        _samples([best[0] for part in parts if (best := part.samples)]),
    )


def lines_of(text: str, repaired: Repaired) -> Iterator[Line]:
    """All lines of a text in order, with the readings of those that are read otherwise."""
    number, at = 0, 0
    for line in (*repaired.lines, None):
        upto = line.start if line is not None else len(text)
        for piece in text[at:upto].splitlines(keepends=True):
            number += 1
            end = at + len(piece.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
            yield Line(number, at, end, _stretched(text, at, end))
            at += len(piece)
        if line is not None:
            number += 1
            yield Line(number, line.start, line.end, line.reading)
            at = line.end + len(_after(text, line.end))


def _after(text: str, end: int) -> str:
    """The line break at `end`."""
    return "\r\n" if text.startswith("\r\n", end) else text[end : end + 1]


def _stretched(text: str, start: int, end: int) -> Reading | None:
    if text.find(KASHIDA, start, end) < 0:
        return None
    reading = unstretched(marked(text, start, end))
    return reading if reading.text.text != text[start:end].strip() else None


def done(repairs: Iterable[Repair]) -> tuple[Done, ...]:
    """The repairs counted by kind, in the order of `KINDS`; kinds without one are left out."""
    found: dict[RepairKind, list[float]] = {}
    for repair in repairs:
        found.setdefault(repair.kind, []).append(repair.confidence)
    return tuple(
        Done(kind, len(each), sum(c >= SURE for c in each), round(sum(each) / len(each), 4))
        for kind in KINDS
        if (each := found.get(kind))
    )


def _readable(text: str, lines: Sequence[Line]) -> tuple[float, int]:
    """Share of words that can be read, and of how many: a repaired word by its confidence, any
    other if it is known.
    """
    total, many = 0.0, 0
    for line in lines:
        raw = text[line.start : line.end]
        words, repairs = plain_lines(raw), line.reading.repairs if line.reading else ()
        if repairs and line.reading:
            words = line.reading.text.text
        at = 0
        for match in _WORD.finditer(words):
            many += 1
            while at < len(repairs) and repairs[at].end <= match.start():
                at += 1
            if at < len(repairs) and repairs[at].start < match.end():
                total += repairs[at].confidence
            else:
                total += _known(match[0])
    return (total / many if many else 1.0), many


def _known(word: str) -> bool:
    from index.arabic.words import plain, word_model

    return is_known(word) or word_model().probability(plain(word)) > 0


def _holds(window: Window, place: int, length: int) -> bool:
    return window.start <= place < window.end or (window.end == length and place == length)


def _samples(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A few lines, spread over all of them, of each stretch the most telling one."""
    step = max(1, -(-len(lines) // SAMPLES))
    stretches = [lines[i : i + step] for i in range(0, len(lines), step)]
    return tuple(max(stretch, key=_telling) for stretch in stretches)


def _telling(line: Line) -> tuple[int, int]:
    """Repairs first, then length; very long lines tell nothing."""
    length = line.end - line.start
    if length > LONGEST_SAMPLE:
        return 0, 0
    return len(line.reading.repairs) if line.reading else 0, length


def refusal(quality: Quality) -> str | None:
    """One sentence for a document that cannot be read: what is wrong and what to do. Else None."""
    if quality.is_readable:
        return None
    return (
        f"{quality.name} cannot be read: only about {percent(quality.readable)} of its words are Arabic "
        "words, the rest are wrong letters (a broken font, or failed recognition); get the document "
        "in another format or run OCR on its pages; `fiqra inspect` shows what is wrong."
    )


def summary(quality: Quality) -> str | None:
    """Sentences on a document that is damaged or was repaired, beginning with its name; None for a
    sound one.
    """
    said = []
    words = [each for each in quality.done if each.kind != "number"]
    numbers = sum(each.places for each in quality.done if each.kind == "number")
    if quality.kinds:
        said.append(f"is damaged: {listed([NAMES[kind] for kind in quality.kinds])}")
    if many := sum(each.places for each in words):
        sure = sum(each.sure for each in words)
        said.append(f"{many:,} words were repaired, {percent(sure / many)} of them surely")
    if quality.readable < HARDLY:
        hard = [part for part in quality.parts if is_hard(part)]
        where = f" (worst: {listed([place(part) for part in hard[:3]])})" if hard else ""
        said.append(f"about {percent(quality.readable)} of its words can be read{where}")
    if numbers:
        stood = "number that stands" if numbers == 1 else "numbers that stand"
        said.append(f"has {numbers:,} {stood} reversed, read the right way round")
    if quality.missing:
        more = f" and {len(quality.missing) - 3} more" if len(quality.missing) > 3 else ""
        gaps = "; ".join(sentence(fault) for fault in quality.missing[:3])
        said.append(f"of its paragraph numbers, {gaps}{more}")
    if not said:
        return None
    return f"{quality.name} {'; '.join(said)}. `fiqra inspect` shows it."


def is_hard(part: Part) -> bool:
    """Whether a part is worse than a document may be."""
    return part.readable < READABLE and part.window.looked_up >= FEWEST_WORDS


def place(part: Part) -> str:
    """`page 3`, or `lines 61–120` where a source has no pages."""
    if part.window.page is not None:
        return f"page {part.window.page}"
    first, last = part.lines
    return f"line {first:,}" if first == last else f"lines {first:,}–{last:,}"


def percent(share: float) -> str:
    """`86 %`; the nearest whole per cent, but not 0 or 100 where something is left."""
    whole = round(100 * share)
    if share > 0 and whole == 0:
        return "under 1 %"
    return "over 99 %" if share < 1 and whole == 100 else f"{whole} %"


def listed(things: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))
