"""Precedents as JSON, and the words for a family's line of use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answers import Found, found_json
from assistant.citation_forms import cited, quoted_form
from assistant.clauses import pasted_clause
from assistant.differences import marked_text
from assistant.precedents.changes import called, dated, history_json, pieces_json, years
from assistant.precedents.finding import Precedent, is_new, ranked
from assistant.strength import Compared, Sign, Strength, Verdict
from assistant.support.wording import language_of
from index.families import Family, dropped_in, family_of
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
        {
            **found_json(each),
            **family_json(index, each),
            "similarity": _near(clause, each),
            "citation": citation(index, each, language_of(clause)),
        }
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


def citation(index: Index, found: Found, language: Language) -> str:
    """A paragraph as UN documents cite it (`assistant.citation_forms`)."""
    return cited(index, found.document, found.paragraph, language)


def quotation(index: Index, found: Found, language: Language) -> str:
    """A paragraph's words in quotation marks with their citation."""
    return quoted_form(found.text, citation(index, found, language), language)


def precedent_json(index: Index, precedent: Precedent, *, quoted: bool = False) -> dict[str, Any]:
    """A precedent with its citation, differences, strength, line of use and history; with `quoted` also
    its words in quotation marks with their citation.
    """
    family, language = precedent.family, language_of(precedent.clause)
    dropped = dropped_in(index, family) if family else None
    other = precedent.counterpart
    return {
        **found_json(precedent.found),
        **family_json(index, precedent.found),
        "similarity": round(precedent.similarity, 4),
        "part": None if precedent.across else round(precedent.part, 4),
        "citation": citation(index, precedent.found, language),
        **({"quotation": quotation(index, precedent.found, language)} if quoted else {}),
        "differences": pieces_json(precedent.pieces),
        "strength": strength_json(precedent.strength),
        "against": compared_json(precedent.against),
        "uses": [{"symbol": called(m), "date": m.date, "variant": m.variant} for m in family.uses]
        if family
        else [],
        "dropped": called(dropped) if dropped else None,
        "by_year": {str(year): count for year, count in family.by_year.items()} if family else {},
        "bodies": family.bodies if family else {},
        "history": history_json(index, precedent),
        "counterpart": {
            **found_json(other),
            "citation": citation(index, other, other.document.language),
        }
        if other
        else None,
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


def use_line(index: Index, family: Family | None, language: Language) -> str | None:
    """`First used in … (2020), last in … (2023); 7 documents`, and where it was dropped since; None
    for a formulation without a use.
    """
    if family is None or family.first is None or family.last is None:
        return None
    if len(family.uses) == 1:
        said = render("precedent_once", language, first=dated(family.first))
    else:
        said = render(
            "precedent_uses",
            language,
            first=dated(family.first),
            last=dated(family.last),
            count=len(family.uses),
            years=years(family.by_year, language),
        )
    dropped = dropped_in(index, family)
    if dropped is None:
        return said
    return f"{said} {render('precedent_dropped', language, symbol=dated(dropped))}"


def strength_line(precedent: Precedent, language: Language) -> str | None:
    """That the clause is weaker or stronger than the precedent, and by which words: those alone that make
    it so, whatever else differs.
    """
    found = precedent.against
    if found is None or found.verdict in (None, "same"):
        return None
    # an arrow is not turned round in a line from right to left
    arrow, comma = ("→", "; ") if language == "en" else ("←", "؛ ")
    words = comma.join(
        f"{_said(r.sign, r.other, language)} {arrow} {_said(r.sign, r.one, language)}"
        for r in found.reasons
        if r.makes == found.verdict
    )
    return render(f"precedent_{found.verdict}", language, words=words)


def _said(sign: Sign, words: str, language: Language) -> str:
    """A clause's words for a sign; its place is a word of ours."""
    if sign == "place":
        return render(f"precedent_{words}", language)
    return words or "–"


def found_line(
    found: Sequence[Precedent], language: Language, speaking: Verdict | None = None
) -> str | None:
    """That a clause is new language, or that nothing near to it speaks as it was asked for; None where
    something is near.
    """
    if not is_new(found):
        return None
    return render(f"precedent_none_{speaking}" if speaking else "precedent_new", language)


def part_line(precedent: Precedent, language: Language) -> str | None:
    """That the clause is a part of the precedent, and how much of it; None where it is none."""
    if not precedent.within:
        return None
    return render("precedent_part", language, share=f"{precedent.part:.0%}")


def marked(precedent: Precedent, language: Language) -> str | None:
    """The differences in signs; None where nothing differs or they are in two languages."""
    if precedent.across or all(piece.kind == "same" for piece in precedent.pieces):
        return None
    return marked_text(precedent.pieces, language)
