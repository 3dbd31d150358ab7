"""Precedents as JSON, and the words for a family's line of use."""

from __future__ import annotations

from typing import Any

from assistant.answers import Found, found_json
from assistant.clauses import pasted_clause
from assistant.differences import marked_text
from assistant.precedents.finding import Precedent, ranked
from assistant.strength import Compared, Strength
from index.families import Family, Member, dropped_in, family_of
from index.filters import Filter
from index.store import Index
from index.values import Language
from prompts import render


def passages_json(
    index: Index, clause: str, k: int, wanted: Filter | None = None
) -> list[dict[str, Any]]:
    """The `k` nearest paragraphs, each by itself, with its family and how near its wording is: a line
    of a batch (`design.md`, "Lines that outside programs rely on").
    """
    found = ranked(index, clause, k, wanted)
    clause = pasted_clause(clause) or clause
    return [
        {**found_json(each), **family_json(index, each), "similarity": _near(clause, each)}
        for each in found[:k]
    ]


def _near(clause: str, found: Found) -> float:
    return round(Precedent(clause, found, found.score, None, None).similarity, 4)


def family_json(index: Index, found: Found) -> dict[str, Any]:
    """A paragraph's family: its name in this index, first and last use."""
    family = family_of(index, found.document.name, found.paragraph.order)
    return {
        "family": f"f{family.number}" if family else None,
        "first": called(family.first) if family and family.first else None,
        "last": called(family.last) if family and family.last else None,
    }


def precedent_json(index: Index, precedent: Precedent) -> dict[str, Any]:
    """A precedent with its differences, strength and line of use."""
    family = precedent.family
    dropped = dropped_in(index, family) if family else None
    return {
        **found_json(precedent.found),
        **family_json(index, precedent.found),
        "similarity": round(precedent.similarity, 4),
        "differences": [
            {"kind": p.kind, "before": p.before, "after": p.after, "figure": p.figure}
            for p in precedent.pieces
        ],
        "strength": strength_json(precedent.strength),
        "against": compared_json(precedent.against),
        "uses": [{"symbol": called(m), "date": m.date, "variant": m.variant} for m in family.uses]
        if family
        else [],
        "dropped": called(dropped) if dropped else None,
        "by_year": {str(year): count for year, count in family.by_year.items()} if family else {},
        "counterpart": found_json(precedent.counterpart) if precedent.counterpart else None,
    }


def strength_json(found: Strength | None) -> dict[str, Any] | None:
    """Verb, rung, adverbs, hedges and modal of a clause."""
    if found is None:
        return None
    return {
        "verb": found.verb.text,
        "rung": found.rung,
        "scale": found.scale,
        "place": found.place,
        "adverbs": [mark.text for mark in found.adverbs],
        "hedges": [mark.text for mark in found.hedges],
        "modal": found.modal.text if found.modal else None,
    }


def compared_json(found: Compared | None) -> dict[str, Any] | None:
    """Whether a clause is weaker or stronger, and by what."""
    if found is None:
        return None
    return {
        "verdict": found.verdict,
        "reasons": [
            {"sign": r.sign, "clause": r.one, "precedent": r.other, "makes": r.makes}
            for r in found.reasons
        ],
    }


def called(member: Member) -> str:
    """A document of a family as it is cited."""
    return member.symbol or member.document


def use_line(index: Index, family: Family | None, language: Language) -> str | None:
    """`First used in … (2020), last in … (2023); 7 documents`, and where it was dropped since; None
    for a formulation without a use.
    """
    if family is None or family.first is None or family.last is None:
        return None
    if len(family.uses) == 1:
        said = render("precedent_once", language, first=called(family.first))
    else:
        said = render(
            "precedent_uses",
            language,
            first=called(family.first),
            last=called(family.last),
            count=len(family.uses),
            years=years(family),
        )
    dropped = dropped_in(index, family)
    if dropped is None:
        return said
    return f"{said} {render('precedent_dropped', language, symbol=called(dropped))}"


def years(family: Family) -> str:
    """`2020 ×2, 2021, 2023`."""
    return ", ".join(
        f"{year} ×{count}" if count > 1 else str(year) for year, count in family.by_year.items()
    )


def strength_line(precedent: Precedent, language: Language) -> str | None:
    """That the clause is weaker or stronger than the precedent, and by which words."""
    found = precedent.against
    if found is None or found.verdict in (None, "same"):
        return None
    words = "; ".join(
        f"{reason.other or '–'} → {reason.one or '–'}" for reason in found.reasons if reason.makes
    )
    return render(f"precedent_{found.verdict}", language, words=words)


def marked(precedent: Precedent, language: Language) -> str | None:
    """The differences in signs; None where nothing differs or they are in two languages."""
    if precedent.across or all(piece.kind == "same" for piece in precedent.pieces):
        return None
    return marked_text(precedent.pieces, language)
