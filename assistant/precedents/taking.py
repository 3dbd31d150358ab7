"""Precedents to take away: DOCX with tracked changes, Markdown, a table; told apart by the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path

from assistant.precedents.draft import Drafted
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import called
from assistant.precedents.report import draft_markdown
from assistant.precedents.table import TableRow, strength_columns, write_table
from assistant.precedents.tracked_docx import Heading, Item, Piece, Tracked, write_tracked
from assistant.support.wording import language_of
from index.errors import FiqraError, UsageError
from index.store import Index
from prompts import render

SUFFIXES = (".docx", ".md", ".csv")

AUTHOR = "Fiqra"


def check_target(path: Path) -> None:
    """Raises UsageError for a file name of another kind than those that can be written."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--out is a file that ends in {', '.join(SUFFIXES)}, not {path.name}.")


def take_away(index: Index, path: Path, name: str, drafted: Sequence[Drafted]) -> None:
    """Writes the precedents of a draft's paragraphs. Raises FiqraError where that cannot be done."""
    kind = path.suffix.lower()
    if kind == ".docx":
        write_tracked(path, _items(drafted), AUTHOR, datetime.now(UTC).replace(microsecond=0))
    elif kind == ".csv":
        language = language_of(" ".join(each.text for each in drafted))
        write_table(path, [_row(each) for each in drafted], language)
    else:
        try:
            path.write_text(draft_markdown(index, name, drafted), encoding="utf-8")
        except OSError as fault:
            raise FiqraError(
                f"{path} cannot be written ({fault.strerror or fault}); name another file."
            ) from fault


def _items(drafted: Sequence[Drafted]) -> list[Item]:
    """Each paragraph as its precedent with the drafter's changes; new language is all inserted."""
    items: list[Item] = []
    for each in drafted:
        language = language_of(each.text)
        precedent = each.precedent
        if precedent is None or precedent.across:
            if precedent is None:
                items.append(Heading(render("precedent_new", language), language))
            source = precedent.found.label if precedent else ""
            items.append(Tracked((("ins", each.text),), language, source))
        else:
            items.append(Tracked(tuple(_changes(precedent)), language, precedent.found.label))
    return items


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


def _row(drafted: Drafted) -> TableRow:
    precedent = drafted.precedent
    if precedent is None:
        return TableRow(drafted.text)
    found, family = precedent.found, precedent.family
    against = precedent.against
    return TableRow(
        drafted.text,
        symbol=found.document.symbol,
        label=found.label,
        date=found.document.date,
        text=found.text,
        similarity=round(precedent.similarity, 4),
        family=f"f{family.number}" if family else None,
        first=called(family.first) if family and family.first else None,
        last=called(family.last) if family and family.last else None,
        uses=len(family.uses) if family else None,
        against=against.verdict if against else None,
        counterpart=precedent.counterpart.text if precedent.counterpart else None,
        **strength_columns(precedent.strength),  # type: ignore[arg-type]
    )
