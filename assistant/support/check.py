"""Is a statement carried by the paragraphs that it cites?

What can be looked up to the letter decides first: every quotation, number, date, document symbol and
paragraph reference of the statement has to be there. Then the wording: enough of what the statement
says in its own words has to stand in the paragraphs, in either language. Whether they say it of the
same things, and do not deny it, this checker does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.locators import Locator, find_locators
from assistant.support import (
    bounds,
    carrying,
    dates,
    matching,
    numbers,
    quotes,
    symbols,
    units,
    unrendered,
    wording,
)
from assistant.support.differences import differences, listed
from assistant.support.held import GAP, NOTE, Paragraphs, blank, read_folded
from assistant.support.meaning import Meaning
from assistant.support.values import Cited, Item, ItemKind, Judgement
from index.arabic.digits import ARABIC_INDIC, EXTENDED
from index.arabic.mapping import Mapped, identity
from index.arabic.normalise import fold, fold_text
from index.values import Language
from prompts import render

QUOTED = 1.5
"""Quoted words count up to so many times the statement's own ones."""

FIGURES_ACROSS = 2
"""Numbers and dates of a statement that count as a word each across languages."""

_MARKERS = re.compile(r"[\[［【]\s*[\d٠-٩]{1,3}(?:\s*[,،;؛و–-]\s*[\d٠-٩]{1,3})*\s*[\]］】]")
_NAMED_WORDS = 3
"""Words in quotation marks at most that may be a name, written as it sounds in the other language."""

_Part = symbols.Named | dates.Date | numbers.Number

_OWN_WORDS = ("official", "reading")
"""Prompts that introduce quoted words: the assistant's own."""


def check(
    statement: str,
    cited: Sequence[Cited],
    *,
    meaning: Meaning | None = None,
    language: Language | None = None,
) -> Judgement:
    """Whether the cited paragraphs, all together, carry the statement; and what of it is not there.

    Deterministic and without an index: everything that it looks at is in its arguments. `meaning`
    (`assistant.support.meaning`) adds what an embedder knows of words that differ. The reasons are in
    `language`, by default the statement's.
    """
    language = language or wording.language_of(statement)
    examined = _examine(statement, cited, meaning, language)
    if isinstance(examined, Judgement):
        return examined
    found = carrying.grade(examined.signs, examined.side)
    if found == "supported":
        return Judgement("supported", (), examined.items)
    missing = examined.missing
    why = (
        listed("check_words", language, words=missing)
        if missing
        else render("check_nearness", language)
    )
    return Judgement(found, (why,), examined.items)


def signs_of(
    statement: str, cited: Sequence[Cited], meaning: Meaning
) -> tuple[carrying.Signs, carrying.Side] | None:
    """The signs by which a statement is judged; None where something else decides."""
    examined = _examine(statement, cited, meaning, "en")
    if isinstance(examined, Judgement) or examined.signs.whole is None:
        return None
    return examined.signs, examined.side


@dataclass(frozen=True, slots=True)
class _Examined:
    """A statement of which nothing is wrong for sure."""

    items: tuple[Item, ...]
    signs: carrying.Signs
    side: carrying.Side
    missing: Sequence[str]


def _examine(
    statement: str, cited: Sequence[Cited], meaning: Meaning | None, language: Language
) -> Judgement | _Examined:
    if not cited:
        return Judgement("unsupported", (render("check_no_citation", language),))
    words = _MARKERS.sub("", statement)
    if not any(c.isalnum() for c in words):
        return Judgement("unsupported", (render("check_empty", language),))
    texts = [text for each in cited for text in (each.text, *each.others)]
    held = Paragraphs(cited, texts)
    quoted, own, quote_words = _quotations(words, cited, texts)
    locators = find_locators(own)
    looked_up, spoken = _looked_up(own, locators, held)
    items = (*quoted, *looked_up)
    spoken = _unintroduced(spoken)
    reasons = [_reason(item, language) for item in items if not item.held]
    reasons += differences(spoken, texts, meaning, language)
    if reasons:
        return Judgement("unsupported", tuple(dict.fromkeys(reasons)), items)
    said, read = matching.read(spoken), [matching.read(text) for text in texts]
    if gone := unrendered.missing(said, read, wording.REPORTING):
        return Judgement("partly", (listed("check_words", language, words=gone),), items)
    figures = sum(item.kind in ("number", "date") for item in looked_up)
    found = wording.compare(spoken.replace(GAP, " "), texts)
    side: carrying.Side = (
        "same" if any(text.language == said.language for text in read) else "across"
    )
    share = _share(found, quote_words, figures if side == "across" else 0)
    # what is quoted is there: how near the rest comes says little
    signs = carrying.signs(
        share, matching.read(_MARKERS.sub("", own)), read, None if quote_words else meaning
    )
    return _Examined(items, signs, side, found.missing)


def _share(found: wording.Wording, quoted: Sequence[str], figures: int) -> float:
    """The share of the statement's words that is held, what it quotes among them."""
    # what is quoted is said as well, but cannot make up for any number of own words
    said = min(
        QUOTED * found.total, float(sum(len(wording.content_words(text)) for text in quoted))
    )
    # the lexicon knows few words for sure; that the figures are right says something too
    said += min(FIGURES_ACROSS, figures)
    total = found.total + said
    return (found.held + said) / total if total else 1.0


def _quotations(
    statement: str, cited: Sequence[Cited], texts: Sequence[str]
) -> tuple[list[Item], str, list[str]]:
    """The quotations as items, the statement without those that are held, and the words of these."""
    items, held = [], []
    own = statement
    texts = [*texts, *(form for each in cited if (form := _numberless(each)))]
    named = [f"{each.label} {each.symbol or ''}" for each in cited]
    for quotation in quotes.find_quotations(statement):
        match = quotes.quote_match(quotation.text, texts)
        if match == "none" and quotes.quote_match(quotation.text, named) != "none":
            own = blank(own, [(quotation.start, quotation.end)])
            continue
        if match == "none" and _sounded(quotation.text, texts):
            continue
        items.append(Item("quote", quotation.text, match != "none", match == "normalised"))
        if match != "none":
            held.append(quotation.text)
            items += _within_quotation(quotation.text)
            own = blank(own, [(quotation.start, quotation.end)])
    return items, own, held


def _sounded(quoted: str, texts: Sequence[str]) -> bool:
    """Whether quoted words are a name that the texts write in the other script: «باربيكيو», “Barbeque”."""
    own = matching.read(quoted)
    return 0 < len(own.words) <= _NAMED_WORDS and any(
        text.language != own.language
        and all(
            len(matching.consonants(word.text)) > 2 and text.transliterated(word.text)
            for word in own.words
        )
        for text in map(matching.read, texts)
    )


def _numberless(cited: Cited) -> str | None:
    """A paragraph's words without its printed number, which a damaged line may have in its middle
    and between turned brackets.
    """
    if not cited.number:
        return None
    printed = "".join(
        f"[{c}{ARABIC_INDIC[int(c)]}{EXTENDED[int(c)]}]" if c.isdecimal() else re.escape(c)
        for c in cited.number
    )
    forms = [rf"[()]\s?{printed}ـ*\s?[()]"]
    if cited.number.isdecimal():
        forms += [rf"[-–—]\s*{printed}(?!\d)", rf"(?<!\d){printed}\s*[-–—.)]"]
    left, times = re.subn("|".join(forms), " ", cited.text, count=1)
    return left if times else None


def _within_quotation(text: str) -> list[Item]:
    """What is counted and dated in words that stand in the paragraph: it stands there too."""
    folded = fold_text(text)
    read = read_folded(folded)
    parts: list[tuple[ItemKind, Sequence[_Part]]] = [
        ("symbol", read.symbols),
        ("date", read.dates),
        ("number", [number for number in read.numbers if number.sure]),
    ]
    return [
        Item(kind, folded[part.start : part.end], True) for kind, found in parts for part in found
    ]


def _printed(text: str, folded: Mapped, start: int, end: int) -> str:
    low, high = folded.source_range(start, end)
    return text[low:high].strip(" .,،")


def _looked_up(own: str, locators: Sequence[Locator], held: Paragraphs) -> tuple[list[Item], str]:
    """Symbols, references, dates and numbers that the statement names in its own words, and the
    words without them.
    """
    items: list[Item] = []

    def add(kind: ItemKind, text: str, there: bool) -> None:
        items.append(Item(kind, text, there))

    references = [each for each in locators if each.names_paragraph]
    for asked in references:
        if held.own or held.within:
            there = symbols.holds_reference(held.own, held.within, held.texts, asked)
            add("reference", own[asked.start : asked.end].strip(" ,،"), there)
    folded = fold(identity(own))
    for one in symbols.find_symbols(folded.text):
        there = symbols.holds_symbol(held.cited, held.symbols, one.ref)
        if not there and one.ref.year is None and "".join(one.ref.number).isdecimal():
            alone = len(one.ref.number) == 1 and int(one.ref.number[0]) >= 100
            there = alone and numbers.holds(held.numbers, numbers.plain(int(one.ref.number[0])))
        add("symbol", _printed(own, folded, one.start, one.end), there)
    left = NOTE.sub(_gap, blank(own, [(r.start, r.end) for r in references]))
    folded = fold(identity(left))
    read = read_folded(folded.text)
    for date in read.dates:
        there = dates.holds(held.dates, date)
        if there and (other := _bounded_otherwise(read.text, date, held)):
            add("date", _printed(left, folded, *other), False)
        else:
            add("date", _printed(left, folded, date.start, date.end), there)
    for number in read.numbers:
        there, end = _counted(read.text, number, held)
        if there and (other := _bounded_otherwise(read.text, number, held)):
            add("number", _printed(left, folded, *other), False)
        elif number.sure:
            add("number", _printed(left, folded, number.start, end), there)
    parts: list[_Part] = [*read.symbols, *read.dates, *read.numbers]
    places = [folded.source_range(part.start, part.end) for part in parts]
    places += [(each.start, each.end) for each in locators]
    return list(dict.fromkeys(items)), blank(left, places)


def _counted(text: str, number: numbers.Number, held: Paragraphs) -> tuple[bool, int]:
    """Whether the paragraphs have a number of the statement with its unit, or the same measure in
    another unit; and the end of what was looked up, a unit that is another one taken in.
    """
    there = numbers.holds(held.numbers, number) or _torn(number, held)
    own = units.unit_behind(text, number)
    if own is None:
        return there, number.end
    like = [(e.text, n) for e in held.read for n in e.numbers if numbers.same(number, n)]
    other = there and units.other_unit(own, [units.unit_behind(*each) for each in like])
    if there and not other:
        return True, number.end
    measure = {(own.kind, value * own.size) for value in number.values}
    same = any(not measure.isdisjoint(units.measures(e.text, e.numbers)) for e in held.read)
    return same, own.end


def _torn(number: numbers.Number, held: Paragraphs) -> bool:
    """Whether a percentage stands in a damaged text that has its figure in one place and `في المائة`,
    without a figure, in another.
    """
    if not number.percent:
        return False
    bare = replace(number, percent=False)
    return any(
        any(numbers.same(bare, each) for each in text.numbers if not each.percent)
        and any(
            not any(each.percent and each.end == m.end() for each in text.numbers)
            for m in _PER_CENT.finditer(text.text)
        )
        for text in held.read
    )


_PER_CENT = re.compile(r"(?<!\w)في ال(?:مايه|ميه|ماءه)(?!\w)")


def _bounded_otherwise(
    text: str, part: numbers.Number | dates.Date, held: Paragraphs
) -> tuple[int, int] | None:
    """The characters of a number or date with its bound where the statement says `at least` of what
    all the paragraphs say `at most` of, or the other way round; else None.
    """
    own = bounds.bound(text, part.start, part.end)
    if own is None:
        return None
    theirs = [
        found[0] if (found := bounds.bound(each.text, like.start, like.end)) else None
        for each in held.read
        for like in (each.numbers if isinstance(part, numbers.Number) else each.dates)
        if _alike(part, like)
    ]
    return own[1:] if bounds.opposite(own[0], theirs) else None


def _alike(part: numbers.Number | dates.Date, like: numbers.Number | dates.Date) -> bool:
    if isinstance(part, numbers.Number):
        return isinstance(like, numbers.Number) and numbers.same(part, like)
    return isinstance(like, dates.Date) and dates.holds([like], part)


def _gap(match: re.Match[str]) -> str:
    return GAP * len(match[0])


def _reason(item: Item, language: Language) -> str:
    """One sentence for a reader."""
    shown = item.text if len(item.text) <= 80 else item.text[:80].rsplit(" ", 1)[0] + "…"
    return render(f"check_{item.kind}", language, text=shown)


def _unintroduced(text: str) -> str:
    """A text without the lines by which the assistant introduces quoted words."""
    return "\n".join(line for line in text.splitlines() if line.strip() not in _introductions())


@cache
def _introductions() -> frozenset[str]:
    languages: tuple[Language, ...] = ("ar", "en")
    return frozenset(render(name, language) for language in languages for name in _OWN_WORDS)
