"""From a run's places back to the paragraphs of an index: their words, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.support.values import Cited
from eval.runs.lines import Place
from eval.scores.values import Sources
from index.store import Index
from index.values import Paragraph, Span

Cite = Callable[[Place], "Cited | None"]
"""What a place of a run cites; None for one that names no place in the documents."""


def sources_of(index: Index) -> Sources:
    """The texts of an index's sources by file name."""
    return lambda name: index.source(name).text if name in index.documents else None


def cite_from(index: Index) -> Cite:
    """Looks places up in an index.

    The words are those of the source at the place's spans, to the letter. Beside them, as other
    words that carry a statement just as well, stand the reading of damaged text as far as it is
    sure, and the official version in the other language. The name is that of the first paragraph
    that lies in the place for the most part; a place that holds none has only its document's symbol.
    """

    def cite(place: Place) -> Cited | None:
        document = index.documents.get(place.source)
        if document is None:
            return None
        text = index.source(place.source).text
        if any(not 0 <= span.start < span.end <= len(text) for span in place.spans):
            return None
        paragraphs = _inside(index.outline(place.source), place.spans)
        found = (index.counterpart(place.source, each) for each in paragraphs)
        official = [other[1].clean.text for other in found if other is not None]
        first = paragraphs[0] if paragraphs else None
        return Cited(
            text="\n".join(text[span.start : span.end] for span in place.spans),
            language=document.language,
            symbol=document.symbol,
            number=first.number if first else None,
            label=index.label(document, first, document.language) if first else "",
            others=tuple(
                "\n".join(words)
                for words in ([each.sure for each in paragraphs if each.repairs], official)
                if words
            ),
        )

    return cite


def _inside(outline: Sequence[Paragraph], spans: Sequence[Span]) -> list[Paragraph]:
    """The paragraphs that lie within the spans by half of their length or more."""
    return [each for each in outline if 2 * _shared(each.spans, spans) >= _length(each.spans) > 0]


def _shared(own: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in own for b in others)


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)
