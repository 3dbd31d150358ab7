"""A paragraph as UN documents cite it, ready to paste: `S/RES/2506 (2020), para. 4`.

A label (`index.labels`) says what a paragraph is (`op. para. 4`, `الفقرة 4 من المنطوق`); a citation
says where it stands, in the form of the United Nations Editorial Manual (footnotes and other
references): the symbol, the annex, `para.` with its number, and the page where no number is printed.
In Arabic a resolution goes by its number (`القرار 2506 (2020)، الفقرة 4`), any other document by its
symbol alone.
"""

from __future__ import annotations

from functools import cache

from assistant.locators.numbers import ENGLISH_ORDINALS
from index.labels import (
    annex_label,
    arabic_ordinal,
    base_kind,
    document_label,
    english_ordinal,
    point_letters,
    split_number,
)
from index.store import Index
from index.values import Document, Language, Paragraph

_BY_NUMBER = ("S/RES/", "A/RES/", "E/RES/")
"""Series whose resolutions are told apart by their numbers alone: 2506 (2020), 64/293, 2019/20. Those
of the Human Rights Council (51/1) are numbered like the Assembly's."""


def citation_form(
    document: Document,
    paragraph: Paragraph,
    language: Language,
    parent: Paragraph | None = None,
) -> str:
    """A paragraph as it is cited within a sentence or pasted: `A/RES/64/293, annex, para. 38`,
    `S/RES/2506 (2020), third preambular para.`, `القرار 2506 (2020)، الفقرة 5 (أ)`.

    `parent` is the outermost paragraph that a point stands under (`outermost`); without it a point
    under a printed number is cited by that number all the same. A document without a symbol goes by
    its title or its file's name.
    """
    annex = annex_label(paragraph.annex, language) if paragraph.part == "annex" else ""
    own = _place(document, paragraph, language, parent)
    comma = ", " if language == "en" else "، "
    return comma.join(piece for piece in (_name(document, language), annex, own) if piece)


def footnote_form(
    document: Document,
    paragraph: Paragraph,
    language: Language,
    parent: Paragraph | None = None,
) -> str:
    """A paragraph as the text of a footnote cites it: as `citation_form`, with the full stop that a
    footnote ends with (`S/RES/2506 (2020), para. 4.`; one after `preambular para.` is enough).
    """
    cited = citation_form(document, paragraph, language, parent)
    return cited if cited.endswith(".") else f"{cited}."


def quoted_form(words: str, citation: str, language: Language) -> str:
    """The words in quotation marks with their citation: `“Decides …” (S/RES/2506 (2020), para. 4)`.

    The comma or semicolon that ends a paragraph of a resolution is no part of what is quoted.
    """
    quoted = " ".join(words.split()).rstrip(" ,;،؛")
    return f"“{quoted}” ({citation})" if language == "en" else f"«{quoted}» ({citation})"


def cited(index: Index, document: Document, paragraph: Paragraph, language: Language) -> str:
    """`citation_form` of a paragraph of an index."""
    return citation_form(document, paragraph, language, outermost(index, document, paragraph))


def outermost(index: Index, document: Document, paragraph: Paragraph) -> Paragraph | None:
    """The paragraph that a point stands under, at any depth; None for one that stands by itself."""
    above: Paragraph | None = None
    parent = paragraph.parent
    while parent is not None:
        above = index.paragraph(document.name, parent)
        parent = above.parent
    return above


def _name(document: Document, language: Language) -> str:
    """The document's name: its label, without the word that introduces a symbol in Arabic."""
    called = document_label(document, language)
    symbol = document.symbol
    if language == "en" or symbol is None:
        return called.removeprefix("الوثيقة ")
    if called.startswith("القرار ") and not symbol.startswith(_BY_NUMBER):
        return symbol
    return called.removeprefix("الوثيقة ")


def _place(
    document: Document, paragraph: Paragraph, language: Language, parent: Paragraph | None
) -> str:
    """Where in the document: the paragraph's number and points, or the page."""
    kind = base_kind(document, paragraph, parent)
    number, _ = split_number(paragraph, parent)
    letters = point_letters(document, paragraph, parent, language)
    english = language == "en"
    counted = parent if paragraph.kind == "point" and parent else paragraph
    if kind == "preambular":
        which = _ordinal(counted.ordinal, language)
        if english:
            return f"{which} preambular para.{letters}"
        return f"الفقرة {which}{letters} من الديباجة"
    if kind == "footnote" and number:
        return f"{'footnote' if english else 'الحاشية'} {number}"
    if kind in ("operative", "paragraph") and number is not None:
        return f"{'para.' if english else 'الفقرة'} {number}{letters}"
    if paragraph.pages:
        return f"{'p.' if english else 'الصفحة'} {paragraph.pages[0]}"
    if kind == "point":
        if not letters:
            return ""
        return f"{'subpara.' if english else 'الفقرة الفرعية'}{letters}"
    if kind in ("operative", "paragraph"):
        which = _ordinal(counted.ordinal, language)
        if english:
            name = "operative para." if kind == "operative" else "unnumbered para."
            return f"{which} {name}{letters}"
        rest = " من المنطوق" if kind == "operative" else " (غير مرقمة)"
        return f"الفقرة {which}{letters}{rest}"
    return ""


def _ordinal(number: int, language: Language) -> str:
    if language == "ar":
        return arabic_ordinal(number)
    return _ordinals().get(number) or english_ordinal(number)


@cache
def _ordinals() -> dict[int, str]:
    """The ordinals that are written out in English: 3 → `third`."""
    return {number: word for word, number in ENGLISH_ORDINALS.items()}
