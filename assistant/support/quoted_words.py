"""Where in a source the words of a quotation stand that is written a little differently."""

from __future__ import annotations

from assistant.citations import quote_spans
from assistant.support.quotes import places, wordings, written_forms
from index.values import Paragraph, Source, Span


def find_quotation(quotation: str, paragraph: Paragraph, source: Source) -> tuple[Span, ...] | None:
    """Where in the source the words of a quotation stand, whose writing may differ in what is no
    letter (`assistant.support.quotes`): vowel marks, kashidas, kind of digits, white space.

    In pieces, as `quote_spans` gives them; the pieces between omissions (`[…]`) in their order, a
    line that two of them need once. None where the words do not stand in the paragraph's readable
    text as whole words.
    """
    for wording in wordings(quotation):
        for form in written_forms(paragraph.clean.text):
            found = places(wording, form.text, whole=True)
            if found:
                ranges = [form.source_range(start, end) for start, end in found]
                spans = (s for range_ in ranges for s in quote_spans(source, paragraph, *range_))
                return tuple(dict.fromkeys(spans))
    return None
