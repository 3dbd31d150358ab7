"""Precedents to take away: DOCX with tracked changes, Markdown, a table; told apart by the file's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path

from assistant.citation_forms import footnote_form, outermost
from assistant.precedents.changes import bodies_line, called, last_change, own_changes, years
from assistant.precedents.draft import Drafted
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import citation, found_line, part_line, use_line
from assistant.precedents.report import clause_markdown, draft_markdown
from assistant.precedents.table import TableRow, strength_columns, write_table
from assistant.precedents.tracked_docx import Heading, Item, Piece, Tracked, write_tracked
from assistant.precedents.workbook import write_workbook
from assistant.strength import Verdict
from assistant.support.wording import language_of
from index.errors import FiqraError, UsageError
from index.families import dropped_in
from index.store import Index
from index.values import Language
from prompts import render

SUFFIXES = (".docx", ".md", ".csv", ".xlsx")

NOTED, NOTED_WORDS = 3, 40
"""Changes of a formulation that a footnote tells, and about how many words of each; the Markdown report
has more of both."""

AUTHOR = "Fiqra"


def check_target(path: Path) -> None:
    """Raises UsageError for a file name of another kind than those that can be written."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--out is a file that ends in {', '.join(SUFFIXES)}, not {path.name}.")


def take_away(index: Index, path: Path, name: str, drafted: Sequence[Drafted]) -> None:
    """Writes the precedents of a draft's paragraphs. Raises FiqraError where that cannot be done."""
    _write(index, path, drafted, lambda: draft_markdown(index, name, drafted))


def take_clause(
    index: Index,
    path: Path,
    clause: str,
    found: Sequence[Precedent],
    speaking: Verdict | None = None,
) -> None:
    """Writes the precedents of one clause, of which only those that speak so beside it were asked for,
    where `speaking` is given. Raises as `take_away` does.
    """
    said = found_line(found, language_of(clause), speaking)
    entries = [Drafted(str(n), clause, each, each) for n, each in enumerate(found, 1)]
    entries = entries or [Drafted("1", clause, None, None)]
    _write(index, path, entries, lambda: clause_markdown(index, clause, found, speaking), said)


def _write(
    index: Index,
    path: Path,
    drafted: Sequence[Drafted],
    markdown: Callable[[], str],
    above: str | None = None,
) -> None:
    """Writes the kind of file that the name asks for; `above` stands above what a DOCX holds."""
    kind = path.suffix.lower()
    language = language_of(" ".join(each.text for each in drafted))
    if kind == ".docx":
        items = _items(index, drafted, say_new=above is None)
        if above is not None:
            items.insert(0, Heading(above, language))
        write_tracked(path, items, AUTHOR, datetime.now(UTC).replace(microsecond=0))
    elif kind in (".csv", ".xlsx"):
        write = write_table if kind == ".csv" else write_workbook
        write(path, [_row(index, each) for each in drafted], language)
    else:
        try:
            path.write_text(markdown(), encoding="utf-8")
        except OSError as fault:
            raise FiqraError(
                f"{path} cannot be written ({fault.strerror or fault}); name another file."
            ) from fault


def _items(index: Index, drafted: Sequence[Drafted], *, say_new: bool = True) -> list[Item]:
    """Each paragraph as its precedent with the drafter's changes; new language is all inserted, and
    said to be new.
    """
    items: list[Item] = []
    for each in drafted:
        language = language_of(each.text)
        precedent = each.precedent
        if precedent is None or precedent.across:
            if precedent is None and say_new:
                items.append(Heading(render("precedent_new", language), language))
            tracked = Tracked((("ins", each.text),), language, "")
        else:
            tracked = Tracked(tuple(_changes(precedent)), language, "")
        if precedent is not None:
            found = precedent.found
            above = outermost(index, found.document, found.paragraph)
            source = footnote_form(found.document, found.paragraph, language, above)
            notes = tuple(_notes(index, precedent, language))
            tracked = replace(tracked, source=source, notes=notes)
        items.append(tracked)
    return items


def _notes(index: Index, precedent: Precedent, language: Language) -> Iterator[tuple[Piece, ...]]:
    """The line of use and the last changes, each a line of the footnote."""
    for said in (
        part_line(precedent, language),
        use_line(index, precedent.family, language),
        bodies_line(precedent.family, language),
    ):
        if said:
            yield (("same", said),)
    lines = own_changes(index, precedent, language, NOTED, NOTED_WORDS)
    alike = None if lines else last_change(index, precedent, language)
    for told in [alike] if alike else lines:
        pieces: list[Piece] = [("same", told.words + (" " if told.pieces else ""))]
        for each in told.pieces:
            if each.kind == "same":
                pieces.append(("same", each.after))
            else:
                pieces += [("del", each.before)] if each.before else []
                pieces += [("ins", each.after)] if each.after else []
        yield tuple((change, " ".join(text.split("\n"))) for change, text in pieces)


def _changes(precedent: Precedent) -> list[Piece]:
    """The pieces as insertions and deletions. Words that differ in their writing alone are changes as
    well: accepted, the drafter's text has to come out to the letter.
    """
    changes: list[Piece] = []
    for piece in precedent.pieces:
        before, after = _WORDS.findall(piece.before), _WORDS.findall(piece.after)
        kept = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        for what, a, b, c, d in kept if piece.kind == "same" else [("replace", 0, None, 0, None)]:
            if what == "equal":
                changes.append(("same", "".join(before[a:b])))
                continue
            if old := "".join(before[a:b]):
                changes.append(("del", old))
            if new := "".join(after[c:d]):
                changes.append(("ins", new))
    return changes


_WORDS = re.compile(r"\s+|\S+")


def _row(index: Index, drafted: Drafted) -> TableRow:
    precedent = drafted.precedent
    if precedent is None:
        return TableRow(drafted.text)
    found, family = precedent.found, precedent.family
    against = precedent.against
    language = language_of(drafted.text)
    dropped = dropped_in(index, family) if family else None
    return TableRow(
        drafted.text,
        symbol=found.document.symbol,
        label=found.label,
        citation=citation(index, found, language),
        date=found.document.date,
        text=found.text,
        similarity=round(precedent.similarity, 4),
        family=f"f{family.number}" if family else None,
        first=called(family.first) if family and family.first else None,
        last=called(family.last) if family and family.last else None,
        uses=len(family.uses) if family else None,
        years=years(family.by_year, language) or None if family else None,
        bodies="; ".join(family.bodies) or None if family else None,
        wordings=len({m.variant for m in family.uses}) or None if family else None,
        dropped=called(dropped) if dropped else None,
        against=against.verdict if against else None,
        counterpart=precedent.counterpart.text if precedent.counterpart else None,
        **strength_columns(precedent.strength),  # type: ignore[arg-type]
    )
