"""The strength of a clause, read off its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.strength.leading import by_glossary, clause_end, leading, skip_adverbs
from assistant.strength.tables import finder, meanings, modals
from assistant.strength.values import Mark, Place, Strength
from index.arabic.mapping import Mapped, identity
from index.arabic.normalise import MARKS, arabic_share, fold
from index.values import Language, Span

_AS_SOON = re.compile(r"(?<!\w)as (?:\w+ ){1,3}$")
_RELATIVE = re.compile(r"(?<!\w)(?:who|which|that|as|التي|الذي|الذين|اللذين|كما|مما|قد) $")


def strength(text: str, kind: Place | None = None) -> Strength | None:
    """The strength of a clause; None where no verb of the ladder leads it (a title, a sub-paragraph).

    A printed number, quotation marks and the body's name (`The Security Council decides`,
    `إن مجلس الأمن، إذ يشير إلى …، يقرر`) may stand before the verb. Of several verbs the first one
    counts; a participle only where no operative verb follows it, or in a preambular paragraph.
    `kind` says which of the two the clause is; None leaves it to the verb's form.
    """
    mapped = fold(identity(text))
    if not mapped.text:
        return None
    language: Language = "ar" if arabic_share(text[:400]) >= 0.5 else "en"
    found = leading(mapped.text, language, kind) or by_glossary(mapped.text, language)
    if found is None:
        return None
    row, place, gaps = found.row, kind or found.place, found.gaps
    hedges = tuple(_hedges(mapped, text, language))
    adverbs = [
        found.before,
        *gaps,
        (found.end, skip_adverbs(mapped.text, found.end, language, unknown=False)),
    ]
    return Strength(
        verb=_mark(mapped, text, found.start, found.end, str(row.rung)),
        scale=row.scale,
        rung=row.rung,
        rungs=(row.rung, *(row.also if language == "ar" else ())),
        place=place,
        adverbs=tuple(m for each in adverbs for m in _adverbs(mapped, text, *each, language)),
        hedges=hedges,
        modal=_modal(mapped, text, found.end, language, hedges),
        language=language,
    )


def _adverbs(m: Mapped, text: str, start: int, end: int, language: Language) -> Iterator[Mark]:
    means = meanings("adverbs.tsv", language)
    for match in finder("adverbs.tsv", language).finditer(m.text, start, end):
        yield _mark(m, text, *match.span("form"), means[match["form"]])


def _hedges(m: Mapped, text: str, language: Language) -> Iterator[Mark]:
    means = meanings("hedges.tsv", language)
    for match in finder("hedges.tsv", language).finditer(m.text):
        # "as soon as possible" presses, it does not soften
        soon = match["form"].startswith("as ") and _before(_AS_SOON, m.text, match.start("form"))
        if not soon:
            yield _mark(m, text, *match.span("form"), means[match["form"]])


def _modal(
    m: Mapped, text: str, start: int, language: Language, hedges: tuple[Mark, ...]
) -> Mark | None:
    """The first modal of the leading verb's own clause, not of what another verb governs."""
    pattern, rungs = modals(language)
    for match in pattern.finditer(m.text, start, clause_end(m.text, start, language)):
        mark = _mark(m, text, *match.span(1), rungs[match[1]])
        inside = any(h.span.start <= mark.span.start < h.span.end for h in hedges)
        # "May" with a capital is the month
        if not inside and mark.text != "May" and not _before(_RELATIVE, m.text, match.start(1)):
            return mark
    return None


def _before(pattern: re.Pattern[str], text: str, end: int) -> bool:
    """Whether the words before `end` end so; only the nearest are looked at."""
    return pattern.search(text, max(0, end - 80), end) is not None


def _mark(m: Mapped, text: str, start: int, end: int, means: str) -> Mark:
    low, high = m.source_range(start, end)
    while high < len(text) and (text[high] in "ء\u0640" or MARKS.match(text[high])):
        high += 1  # what folding leaves out at a word's end
    span = Span(low, high)
    return Mark(text[span.start : span.end], span, means)
