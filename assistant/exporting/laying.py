"""Answers and conversations laid out as blocks with notes, the same for every format.

Each mark stands behind what it bears out: behind the quotation, not behind the words that introduce
it; in English behind the full stop, in Arabic before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.exporting.notes import is_translated, note_of, way
from assistant.exporting.values import Block, Laid, Mark, Note, Style
from assistant.records import Exchange, Place, Recorded, Said
from index.arabic.dates import MONTHS
from index.values import Language
from prompts import render

_ITEM = re.compile(r"\s*(?:(?P<bullet>[-–*•])|(?P<number>\d{1,3}[.)]))\s+(?P<text>\S.*)", re.DOTALL)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def laid_answer(answer: Recorded, language: Language) -> Laid:
    """An answer by itself, its citations named in `language`; what was withdrawn is no part of it."""
    answer = replace(answer, withdrawn=())
    notes: list[Note] = []
    return Laid(answer.language, tuple(_answer(answer, notes, language)), tuple(notes))


def laid_conversation(title: str, exchanges: Sequence[Exchange], language: Language) -> Laid:
    """Questions with their answers below a title, then the documents that they cite. `language` is that
    of the headings; each answer is in its own.
    """
    notes: list[Note] = []
    blocks = [_block("title", title, way(title, language))] if title.strip() else []
    for exchange in exchanges:
        answer = exchange.answer
        asked = way(exchange.question, answer.language)
        blocks.append(_block("question", exchange.question.strip(), asked))
        date = moment(exchange.asked_at, asked)
        blocks.append(_block("fact", render("export_asked", asked, date=date), asked))
        if answer.model is not None:
            by = render("export_model", asked, model=answer.model)
            blocks.append(_block("fact", by, asked))
        blocks += _answer(answer, notes, answer.language)
    blocks += _documents(exchanges, language)
    return Laid(language, tuple(blocks), tuple(notes))


def _answer(answer: Recorded, notes: list[Note], cited_in: Language) -> list[Block]:
    """The blocks of an answer; `notes` gets those that they refer to."""
    if answer.abstained or not answer.claims:
        blocks = list(_abstention(answer, cited_in))
    else:
        blocks = _statements(answer, notes, cited_in)
    if answer.withdrawn:
        blocks.append(_said("label", render("withdrawn", answer.language), answer))
    for each in answer.withdrawn:
        blocks.append(_block("withdrawn", each.text.strip(), way(each.text, answer.language)))
        blocks += [_said("reason", reason, answer) for reason in each.reasons]
    return blocks


def _statements(answer: Recorded, notes: list[Note], cited_in: Language) -> list[Block]:
    head, claims, tail = _taken_apart(answer)
    numbers: dict[int, Mark] = {}

    def marks(claim: Said) -> list[Mark]:
        for position in claim.citations:
            if position not in numbers:
                numbers[position] = Mark(len(notes))
                notes.append(note_of(answer, position, cited_in))
        return [numbers[position] for position in claim.citations]

    blocks = [_said("remark", line, answer) for line in _full_lines(head)]
    for claim, gap in claims:
        if any(line.startswith(">") for line in claim.text.split("\n")):
            blocks += _quoting(answer, claim, marks(claim))
            continue
        item = _ITEM.fullmatch(claim.text)
        pieces = _marked(item["text"] if item else claim.text, claim, marks(claim), answer.language)
        if not item and "\n" not in gap and blocks and blocks[-1].style in ("statement", "item"):
            before = blocks.pop()
            joined = (*before.pieces, gap, *pieces)
            blocks.append(Block(before.style, joined, answer.language, before.lead))
        elif item:
            lead = item["number"] or "–"
            blocks.append(Block("item", pieces, answer.language, lead))
        else:
            blocks.append(Block("statement", pieces, answer.language))
    translated = [each for each in answer.citations if is_translated(answer, each)]
    if translated:
        blocks.append(_said("remark", render("export_translations", answer.language), answer))
    else:
        blocks += [_said("remark", line, answer) for line in _full_lines(tail)]
    return blocks


def _taken_apart(answer: Recorded) -> tuple[str, list[tuple[Said, str]], str]:
    """What is said before the statements, each of them with what parts it from the one before, and
    what is said behind.
    """
    at, found = 0, []
    for claim in answer.claims:
        start = answer.text.find(claim.text, at)
        if start < 0:  # not a text that `composed` or `in_own_words` makes: all statements, apart
            return answer.note or "", [(each, "\n\n") for each in answer.claims], ""
        found.append((claim, answer.text[at:start]))
        at = start + len(claim.text)
    return found[0][1], found, answer.text[at:]


def _marked(
    text: str, claim: Said, marks: Sequence[Mark], language: Language
) -> tuple[str | Mark, ...]:
    """The words with marks for the numbers in brackets, set as each language sets them."""
    body, end = _without_numbers(text, claim)
    pieces: tuple[str | Mark, ...] = (
        (body + end, *marks) if language == "en" else (body, *marks, end)
    )
    return tuple(piece for piece in pieces if piece != "")


def _without_numbers(text: str, claim: Said) -> tuple[str, str]:
    """What stands before the numbers of its citations, and behind."""
    numbers = "".join(f"[{position + 1}]" for position in claim.citations)
    at = text.rfind(numbers) if numbers else -1
    if at < 0:
        return text, ""
    return text[:at].rstrip(" "), text[at + len(numbers) :]


def _quoting(answer: Recorded, claim: Said, marks: Sequence[Mark]) -> Iterator[Block]:
    """A statement that quotes: what introduces it, the words, how they are read, the official ones."""
    lines = claim.text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith(">"))
    behind = next(
        (number for number, line in enumerate(lines) if number > first and line[:1] != ">"),
        len(lines),
    )
    introduction = "".join(_without_numbers("\n".join(lines[:first]), claim))
    yield from (_said("introduction", line, answer) for line in _full_lines(introduction))
    places = [answer.citations[position].place for position in claim.citations]
    own = places[0].language if places else answer.language
    for number, line in enumerate(lines[first:behind], first):
        ends = marks if number == behind - 1 else ()
        words = line.removeprefix(">").removeprefix(" ")
        yield Block("quote", (words, *ends), way(words, own))
    for position in claim.citations:
        if reading := answer.citations[position].reading:
            yield _said("label", render("reading", answer.language), answer)
            yield from (_block("reading", line, way(line, own)) for line in reading)
    for line in lines[behind:]:
        if line.startswith(">"):
            words = line.removeprefix(">").removeprefix(" ")
            yield _block("quote", words, way(words, answer.language))
        elif line.strip():
            yield _said("label", line, answer)


def _abstention(answer: Recorded, cited_in: Language) -> Iterator[Block]:
    """That there is no answer, and the nearest paragraphs as such."""
    nearest = render("nearest", answer.language)
    said = answer.text.partition(f"\n{nearest}\n")[0] if answer.nearest else answer.text
    yield from (_said("abstention", line, answer) for line in _full_lines(said))
    if answer.nearest:
        yield _said("remark", nearest, answer)
    for each in answer.nearest:
        yield _block("place", each.place.forms.of(cited_in), cited_in)
        for line in each.lines:
            yield _block("quote", line, way(line, each.place.language))


def _documents(exchanges: Sequence[Exchange], language: Language) -> Iterator[Block]:
    """The documents whose words are cited or shown, in the order in which they come, the versions of one
    document together.

    Symbol, title and date have a line each: a date behind a symbol or a title in the other script
    would be shown on the wrong side of it.
    """
    places: dict[str, list[Place]] = {}
    for place in _places(exchanges):
        own = places.setdefault(place.symbol or place.document, [])
        if place.document not in [each.document for each in own]:
            own.append(place)
    if places:
        yield _block("heading", render("export_documents", language), language)
    for own in places.values():
        place = own[0]
        titled = [each for each in own if each.title and not _says_no_more(each)]
        here = [each for each in titled if each.language == language] or titled
        titles = [each.title for each in here if each.title]
        first, *more = list(
            dict.fromkeys([*([place.symbol] if place.symbol else []), *titles])
        ) or [place.document]
        yield _block("source", first, language if place.symbol else way(first, language))
        yield from (_block("file", each, way(each, language)) for each in more)
        for date in dict.fromkeys(day(each.date, language) for each in own if each.date):
            yield _block("file", date, language)
        for each in own:
            file = render("export_file", language, file=each.document)
            yield _block("file", file, language)


def _says_no_more(place: Place) -> bool:
    """Whether a title is only the symbol's number again: `Resolution 2506 (2020)`."""
    own = re.findall(r"\d+", place.title or "")
    other = re.sub(r"[\W\d_]+", " ", place.title or "").split()
    return len(other) <= 1 and own == re.findall(r"\d+", place.symbol or "")


def _places(exchanges: Sequence[Exchange]) -> Iterator[Place]:
    for exchange in exchanges:
        answer = exchange.answer
        for cited in answer.citations:
            yield cited.place
            other = cited.counterpart
            if other is not None and cited.place.language != answer.language:
                yield other.place
        yield from (each.place for each in answer.nearest)


def moment(when: str, language: Language) -> str:
    """`22 November 2026, 18:40 UTC` for an ISO 8601 time; what is none as it is."""
    try:
        read = datetime.fromisoformat(when)
    except ValueError:
        return when
    at = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    comma = "، " if language == "ar" else ", "
    return f"{day(at.date().isoformat(), language)}{comma}{at:%H:%M} UTC"


def day(date: str, language: Language) -> str:
    """`30 January 2020`, `30 كانون الثاني/يناير 2020` for a date, a month or a year of ISO 8601."""
    found = _DATE.fullmatch(date)
    if found is None:
        return date
    year, month, number = found.groups()
    if month is None or not 1 <= int(month) <= 12:
        return date
    names = MONTHS[int(month) - 1]
    called = names[-1].capitalize() if language == "en" else f"{names[0]}/{names[1]}"
    return " ".join(each for each in (str(int(number)) if number else "", called, year) if each)


def _said(style: Style, text: str, answer: Recorded) -> Block:
    """The assistant's own words, which are in the answer's language."""
    return _block(style, text, answer.language)


def _block(style: Style, text: str, language: Language) -> Block:
    return Block(style, (text,), language)


def _full_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
