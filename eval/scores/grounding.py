"""Grounding: do the quotations, numbers, dates and symbols of an answer stand where it cites them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.support.values import ItemKind, Judgement
from eval.runs.lines import Line, Place
from eval.scores.figures import Row
from eval.scores.values import Sources

_FIGURES: tuple[tuple[str, ItemKind], ...] = (
    ("numbers_grounded", "number"),
    ("dates_grounded", "date"),
    ("symbols_grounded", "symbol"),
)


def grounding_figures(line: Line, judgements: Sequence[Judgement], sources: Sources) -> Row:
    """The grounding figures of one answer; one that has nothing to count is absent.

    `judgements` are those of the line's statements. `quotes_verified` counts the quotation of every
    citation (to the letter at its own places in the source) and every quotation in the answer's text
    that no citation states; the others count what the checker looked up.
    """
    items = [item for judgement in judgements for item in judgement.items]
    row: Row = {}
    verdicts = [v for each in line.citations if (v := quote_verified(each, sources)) is not None]
    stated = {_plain(each.quote) for each in line.citations if each.quote}
    verdicts += [
        item.held and not item.normalised
        for item in items
        if item.kind == "quote" and not (item.held and _plain(item.text) in stated)
    ]
    _put(row, "quotes_verified", verdicts)
    for name, kind in _FIGURES:
        _put(row, name, (item.held for item in items if item.kind == kind))
    if line.flip is not None:
        row["flip"] = float(line.flip.changed)
    return row


def quote_verified(place: Place, sources: Sources) -> bool | None:
    """Whether a citation's quotation is the source's text at its own places, pieces joined by one
    space, and these lie within the citation's; None where it quotes nothing.
    """
    if not place.quote and not place.quote_spans:
        return None
    text = sources(place.source)
    if text is None or not place.quote_spans:
        return False
    for span in place.quote_spans:
        if not 0 <= span.start < span.end <= len(text):
            return False
        if not any(own.start <= span.start and span.end <= own.end for own in place.spans):
            return False
    return " ".join(text[span.start : span.end] for span in place.quote_spans) == place.quote


def _put(row: Row, name: str, verdicts: Iterable[bool]) -> None:
    values = [float(verdict) for verdict in verdicts]
    if values:
        row[name] = sum(values) / len(values)


def _plain(text: str) -> str:
    return " ".join(text.split())
