"""A formulation's history in words and as JSON: how many wordings, what changed when, by whom used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.differences import Piece, marked_text
from assistant.precedents.excerpt import MOST_WORDS, excerpt
from assistant.precedents.finding import Precedent
from assistant.precedents.history import SHOWN, History, years_of
from index.families import Family, Member, Wording
from index.store import Index
from index.values import Language
from prompts import render


@dataclass(frozen=True, slots=True)
class Told:
    """A line about a change: what it says, and the words that differ, with a few around them."""

    words: str
    pieces: tuple[Piece, ...] = ()

    def marked(self, language: Language) -> str:
        """On one line, with the signs of `assistant.differences`."""
        if not self.pieces:
            return self.words
        return f"{self.words} {one_line(self.pieces, language)}"


def one_line(pieces: Sequence[Piece], language: Language) -> str:
    """Differences in signs, without line breaks."""
    return " ".join(marked_text(pieces, language).split())


def called(member: Member) -> str:
    """A document of a family as it is cited."""
    return member.symbol or member.document


def dated(member: Member) -> str:
    """A document of a family with its year: `S/RES/2506 (2020)`, `A/RES/64/293 (2010)`."""
    name = called(member)
    return name if member.year is None or str(member.year) in name else f"{name} ({member.year})"


def years(counts: dict[int, int], language: Language) -> str:
    """`2020 ×2, 2021, 2023`; in Arabic `2020: 2، 2021: 1`, as a sign between two numbers does not
    stay where it is put in a line from right to left.
    """
    if language == "ar":
        once = set(counts.values()) <= {1}
        return "، ".join(f"{y}" if once else f"{y}: {count}" for y, count in counts.items())
    return ", ".join(f"{y} ×{count}" if count > 1 else str(y) for y, count in counts.items())


def bodies_line(family: Family | None, language: Language) -> str | None:
    """`Used by: Security Council ×12, General Assembly`; None where there is one body or none, which
    the symbols say already.
    """
    if family is None or len(family.bodies) < 2:
        return None
    comma = ", " if language == "en" else "، "
    bodies = comma.join(
        f"{body} ×{count}" if count > 1 else body for body, count in family.bodies.items()
    )
    return render("precedent_bodies", language, bodies=bodies)


def last_change(index: Index, precedent: Precedent, language: Language) -> Told | None:
    """How many wordings the formulation has, and the last change in the line of the paragraph that is
    shown, or that its words never changed; None for one that was used once.
    """
    history = _history(index, precedent)
    if history is None:
        return None
    wording = history.last_change(*_place(precedent))
    if wording is None or wording.came_of is None:
        alike = history.count == 1 and len(history.family.uses) > 1
        return Told(render("precedent_alike", language)) if alike else None
    name = "precedent_changed" if wording.goes_on else "precedent_beside"
    said = render(
        name,
        language,
        count=history.count,
        symbol=dated(wording.first),
        before=dated(wording.came_of),
    )
    return Told(said, excerpt(history.pieces(wording)))


def changes(
    index: Index, precedent: Precedent, language: Language, most: int = SHOWN
) -> list[Told]:
    """What changed when: the changes in the shown paragraph's own line of documents, then those in
    others, the newest first, at most `most`, and how many more there are. Empty for a formulation of
    one wording.
    """
    history = _history(index, precedent)
    if history is None or history.count < 2:
        return []
    own, others = history.changes(*_place(precedent))
    lines = [_told(history, *change, language) for change in own[:most]]
    if others and len(lines) < most:
        lines.append(Told(render("history_others", language)))
        lines += [_told(history, *change, language) for change in others[: most - len(own)]]
    left = len(own) + len(others) - most
    if left > 0:
        lines.append(Told(render("history_more", language, count=left)))
    return lines


def own_changes(
    index: Index, precedent: Precedent, language: Language, most: int, words: int
) -> list[Told]:
    """As `changes`, without the other lines, each change in about so many words: for a footnote."""
    history = _history(index, precedent)
    if history is None or history.count < 2:
        return []
    own, others = history.changes(*_place(precedent))
    lines = [_told(history, *change, language, words) for change in own[:most]]
    left = len(own) + len(others) - len(lines)
    return [*lines, Told(render("history_more", language, count=left))] if left else lines


def _told(
    history: History,
    wording: Wording,
    came_of: Member,
    language: Language,
    words: int = MOST_WORDS,
) -> Told:
    kept = ""
    if wording.documents > 1:
        last = dated(wording.last)
        kept = f" {render('history_kept', language, count=wording.documents, last=last).strip()}"
    said = render(
        "history_changed" if wording.goes_on else "history_beside",
        language,
        symbol=dated(wording.first),
        before=dated(came_of),
        kept=kept,
    )
    return Told(said, excerpt(history.pieces(wording), words))


def history_json(index: Index, precedent: Precedent) -> dict[str, Any] | None:
    """Every wording with its line of use, words, and where it came of. What differs is given for the last
    change, the one that `last_change` tells, and null for the others, whose words are there to be
    compared: that takes as long as all the rest. None for a precedent without a use.
    """
    history = _history(index, precedent)
    if history is None or not history.wordings:
        return None
    place = _place(precedent)
    last = history.last_change(*place)
    line = history.line(*place)
    return {
        "wordings": history.count,
        "runs": [
            {
                "first": called(wording.first),
                "last": called(wording.last),
                "first_date": wording.first.date,
                "last_date": wording.last.date,
                "documents": wording.documents,
                "by_year": {str(year): count for year, count in years_of(wording).items()},
                "bodies": wording.bodies,
                "variant": wording.first.variant,
                "own_line": number in line,
                "text": history.text(wording.first),
                "came_of": wording.before,
                "compared_with": called(wording.came_of) if wording.came_of else None,
                "goes_on": wording.goes_on,
                "differences": pieces_json(history.pieces(wording)) if wording is last else None,
            }
            for number, wording in enumerate(history.wordings)
        ],
    }


def pieces_json(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """Differences as objects."""
    return [
        {"kind": p.kind, "before": p.before, "after": p.after, "figure": p.figure} for p in pieces
    ]


def _history(index: Index, precedent: Precedent) -> History | None:
    return None if precedent.family is None else History(index, precedent.family)


def _place(precedent: Precedent) -> tuple[str, int]:
    return precedent.found.document.name, precedent.found.paragraph.order
