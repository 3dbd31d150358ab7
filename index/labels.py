"""Labels as a delegate would say them: `A/RES/64/293, annex, para. 38`, `الحاشية 4`."""

from __future__ import annotations

import re
from pathlib import PurePath

from index import points
from index.arabic import ordinals
from index.arabic.digits import european
from index.arabic.normalise import fold_text
from index.values import Document, Kind, Language, Paragraph

TITLE_LENGTH = 60
"""Characters of a title that stand for a missing symbol."""

_RESOLUTION = re.compile(r"^(?:A|S|E|A/HRC)/RES/(?P<number>.+)$")
_DRAFT_SYMBOL = re.compile(r"/L\.\d|/CRP\.")
_DRAFT_TITLE = re.compile(r"\b(?:revised )?draft\b|مشروع (?:قرار|مقرر)|مشروع القرار")
_DECISION_TITLE = re.compile(r"\bdraft decision\b|مشروع مقرر")
_ARABIC_ANNEX_LETTERS = dict(
    zip("ABCDEFGH", ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء"), strict=True)
)
_ANNEX_LETTERS = {fold_text(name): letter for letter, name in _ARABIC_ANNEX_LETTERS.items()}


def document_label(document: Document, language: Language) -> str:
    """The document's name in a sentence: its symbol, or its title cut short, or its file's name.

    In Arabic a resolution of a known body goes by its number alone (`القرار 64/293`), any other
    symbol is introduced (`الوثيقة A/CONF.234/11`). A draft is called a draft.
    """
    draft = _is_draft(document)
    decision = _DECISION_TITLE.search(document.title or "") is not None
    name = document.symbol or _quoted(document, language)
    if language == "en":
        if not draft:
            return name
        return f"draft {'decision' if decision else 'resolution'} {name}"
    if draft:
        return f"مشروع {'المقرر' if decision else 'القرار'} {name}"
    resolution = _RESOLUTION.match(document.symbol or "")
    if resolution:
        return f"القرار {resolution['number']}"
    return f"الوثيقة {name}"


def label(
    document: Document,
    paragraph: Paragraph,
    language: Language,
    parent: Paragraph | None = None,
) -> str:
    """The paragraph's label in `language`, document first.

    A point does not know what it belongs to: `parent` is the paragraph that it stands under, at
    any depth. Without it, a point under a number is taken to stand in the operative part of a
    resolution or in a paper's paragraph, and one under none is a sub-paragraph and no more.
    """
    part = annex_label(paragraph.annex, language) if paragraph.part == "annex" else ""
    own = (_english if language == "en" else _arabic)(document, paragraph, parent)
    comma = ", " if language == "en" else "، "
    return comma.join(piece for piece in (document_label(document, language), part, own) if piece)


def english_ordinal(number: int) -> str:
    """1 → `1st`, 12 → `12th`, 23 → `23rd`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def arabic_ordinal(number: int) -> str:
    """The feminine ordinal written out (`الثالثة`), or in figures above 99."""
    return ordinals.feminine(number) if 1 <= number <= ordinals.HIGHEST else f"رقم {number}"


def is_resolution(document: Document) -> bool:
    """Whether the document is a resolution or a draft of one, so that its paragraphs are operative."""
    return "/RES/" in (document.symbol or "") or _is_draft(document)


def _is_draft(document: Document) -> bool:
    if document.status == "adopted":
        return False
    if document.status == "draft":
        return True
    stated = _DRAFT_SYMBOL.search(document.symbol or "") or _DRAFT_TITLE.search(
        (document.title or "").lower()
    )
    return stated is not None


def _quoted(document: Document, language: Language) -> str:
    title = " ".join((document.title or "").split())
    if not title:
        return PurePath(document.name).name
    if len(title) > TITLE_LENGTH:
        title = title[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ،,;؛:") + "…"
    return f"“{title}”" if language == "en" else f"«{title}»"


def annex_label(annex: str | None, language: Language) -> str:
    """An annex by its number or letter: `annex II`, `المرفق الثاني`; by the word alone without one."""
    if annex is None:
        return "annex" if language == "en" else "المرفق"
    number = annex_number(annex)
    folded = fold_text(annex)
    if language == "en":
        shown = points.roman(number).upper() if number else _ANNEX_LETTERS.get(folded, annex)
        return f"annex {shown}"
    if number and number <= 20:
        return f"المرفق {ordinals.masculine(number)}"
    return f"المرفق {_ARABIC_ANNEX_LETTERS.get(annex, annex)}"


def annex_number(annex: str) -> int | None:
    """The number of an annex, however it is printed: `II`, `2`, `الثاني`; None for a letter or a name.

    Sole capitals other than I, V and X are letters (annex C is not the hundredth).
    """
    text = european(annex).strip()
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text.upper() not in "IVX":
        return None
    return ordinals.folded_masculine().get(fold_text(text)) or points.from_roman(text)


def annex_key(annex: str) -> str:
    """An annex's number or letter as it is compared: `II`, `2` and `الثاني`, or `B` and `باء`."""
    number = annex_number(annex)
    return str(number) if number else _ANNEX_LETTERS.get(fold_text(annex), annex.strip().upper())


def base_kind(document: Document, paragraph: Paragraph, parent: Paragraph | None) -> Kind:
    """What the outermost paragraph is: a point's own outermost parent, or the paragraph itself.

    `point` where that is not known.
    """
    if paragraph.kind != "point":
        return paragraph.kind
    if parent is not None and parent.kind != "point":
        return parent.kind
    number, _ = split_number(paragraph, parent)
    if number is None:
        return "point"
    in_resolution = paragraph.part == "main" and is_resolution(document)
    return "operative" if in_resolution else "paragraph"


def split_number(
    paragraph: Paragraph, parent: Paragraph | None
) -> tuple[str | None, tuple[str, ...]]:
    """The outermost printed number, and the numbers of the points below it."""
    if paragraph.kind != "point":
        return paragraph.number, ()
    path = paragraph.path
    if paragraph.number is None and not path and parent is not None:
        path = parent.path
    under_number = parent is not None and parent.kind != "point" and parent.number is not None
    if (
        path
        and path[0].isdecimal()
        and (len(path) > (paragraph.number is not None) or under_number)
    ):
        return path[0], path[1:]
    return None, path


def _english(document: Document, paragraph: Paragraph, parent: Paragraph | None) -> str:
    kind = base_kind(document, paragraph, parent)
    number, _ = split_number(paragraph, parent)
    letters = point_letters(document, paragraph, parent, "en")
    if kind == "point":
        return f"sub-para.{letters}" if paragraph.number else f"unnumbered sub-para.{letters}"
    if kind == "preambular":
        counted = parent if paragraph.kind == "point" and parent else paragraph
        base = f"{english_ordinal(counted.ordinal)} preambular para."
    elif kind == "footnote":
        base = f"footnote {number}" if number else "footnote"
    elif kind in ("operative", "paragraph"):
        base = "op. para." if kind == "operative" else "para."
        counted = parent if paragraph.kind == "point" and parent else paragraph
        if number is not None:
            base += f" {number}"
        elif counted.ordinal == 1:
            base += " (unnumbered)"
        else:
            base += f" (unnumbered, {english_ordinal(counted.ordinal)})"
    else:
        base = {"title": "title", "heading": "heading", "closing": "closing"}[kind]
    bullet = paragraph.kind == "point" and paragraph.number is None
    return base + letters + (", unnumbered sub-para." if bullet else "")


def _arabic(document: Document, paragraph: Paragraph, parent: Paragraph | None) -> str:
    kind = base_kind(document, paragraph, parent)
    number, _ = split_number(paragraph, parent)
    letters = point_letters(document, paragraph, parent, "ar")
    if kind == "point":
        return f"الفقرة الفرعية{letters}" if paragraph.number else "فقرة فرعية غير مرقمة"
    counted = parent if paragraph.kind == "point" and parent else paragraph
    bullet = "، فقرة فرعية غير مرقمة" if paragraph.kind == "point" and not paragraph.number else ""
    if kind == "preambular":
        return f"الفقرة {arabic_ordinal(counted.ordinal)}{letters} من الديباجة{bullet}"
    if kind == "footnote":
        return f"الحاشية {number}" if number else "الحاشية"
    if kind in ("operative", "paragraph"):
        if number is not None:
            base = f"الفقرة {number}"
        elif counted.ordinal == 1:
            base = "الفقرة (غير مرقمة)"
        else:
            base = f"الفقرة {arabic_ordinal(counted.ordinal)} (غير مرقمة)"
        return base + letters + (" من المنطوق" if kind == "operative" else "") + bullet
    return {"title": "العنوان", "heading": "العنوان الفرعي", "closing": "الخاتمة"}[kind]


def point_letters(
    document: Document, paragraph: Paragraph, parent: Paragraph | None, language: Language
) -> str:
    """The points' numbers, each in its brackets, with a space before: ` (أ) ’1‘`."""
    if paragraph.kind != "point":
        return ""
    _, letters = split_number(paragraph, parent)
    return "".join(
        " " + points.shown(letter, language, level, document.language)
        for level, letter in enumerate(letters, start=1)
    )
