"""What is not there, said in one sentence."""

from __future__ import annotations

from assistant.locators.documents import spoken
from assistant.locators.values import DocumentRef, Locator, Missing
from index import points
from index.arabic.ordinals import counted
from index.labels import arabic_ordinal, document_label, english_ordinal
from index.values import Document, Kind, Language

_ENGLISH: dict[Kind, str] = {
    "operative": "operative paragraph",
    "preambular": "preambular paragraph",
    "paragraph": "numbered paragraph",
    "footnote": "footnote",
}
_ARABIC_PLACE: dict[Kind, str] = {"operative": " في المنطوق", "preambular": " في الديباجة"}


def missing_sentence(missing: Missing, language: Language) -> str:
    """One sentence for a reader: what the document has, and that the paragraph asked for is not there."""
    if missing.document is None:
        name = spoken(missing.asked.document or DocumentRef(""), language)
        if language == "en":
            return f"{name[:1].upper()}{name[1:]} is not among the indexed documents."
        return f"{name} ليس{'ت' if name.startswith('الوثيقة') else ''} من الوثائق المفهرسة."
    say = _english if language == "en" else _arabic
    return say(missing, missing.document, dict(missing.counts))


def _kind(asked: Locator, counts: dict[Kind, int]) -> Kind:
    """The kind whose number the sentence gives."""
    if asked.kind is not None:
        return asked.kind
    return "operative" if "operative" in counts else "paragraph"


def _letters(asked: Locator) -> tuple[str, ...]:
    return asked.path if asked.kind == "preambular" else asked.path[1:]


def _base_english(asked: Locator) -> str:
    """The paragraph asked for, without its points: `paragraph 40`, `30th preambular paragraph`."""
    if asked.kind == "preambular" or not asked.path:
        place = asked.ordinal or 1
        word = {-1: "last", -2: "penultimate"}.get(place) or english_ordinal(place)
        return f"{word} {_ENGLISH.get(asked.kind or 'paragraph', 'paragraph')}"
    return f"{'footnote' if asked.kind == 'footnote' else 'paragraph'} {asked.path[0]}"


def _base_arabic(asked: Locator) -> str:
    if asked.kind == "preambular" or not asked.path:
        place = asked.ordinal or 1
        word = {-1: "الأخيرة", -2: "قبل الأخيرة"}.get(place) or arabic_ordinal(place)
        return f"الفقرة {word}" + (" من الديباجة" if asked.kind == "preambular" else "")
    return f"{'الحاشية' if asked.kind == 'footnote' else 'الفقرة'} {asked.path[0]}"


def _english(missing: Missing, document: Document, counts: dict[Kind, int]) -> str:
    asked, where = missing.asked, document_label(document, "en")
    if asked.part == "annex":
        where = f"The annex to {where}"
    where = where[:1].upper() + where[1:]
    if "point" in counts:
        place = "".join(
            f" {points.shown(letter, 'en', level, document.language)}"
            for level, letter in enumerate(_letters(asked), start=1)
        )
        number = counts["point"]
        have = f"{number} sub-paragraph{'s' if number != 1 else ''}" if number else None
        base = _base_english(asked)
        base = f"The {base}" if asked.kind == "preambular" else base[:1].upper() + base[1:]
        return f"{base} of {where} has {have or 'no sub-paragraphs'}; there is no{place}."
    kind = _kind(asked, counts)
    number, noun = counts.get(kind, 0), _ENGLISH.get(kind, "paragraph")
    if not number:
        return f"{where} has no {noun}s."
    wanted = _base_english(asked)
    if kind != "preambular" and _within(missing):
        return (
            f"{where} as indexed has no {wanted}, although its {noun}s go up to"
            f" number {missing.highest}."
        )
    return f"{where} has {number} {noun}{'s' if number != 1 else ''}; there is no {wanted}."


def _within(missing: Missing) -> bool:
    """Whether the number asked for lies below the highest printed one: a gap, not a wrong guess."""
    number = missing.asked.path[0] if missing.asked.path else ""
    return number.isdecimal() and missing.highest is not None and int(number) <= missing.highest


def _arabic(missing: Missing, document: Document, counts: dict[Kind, int]) -> str:
    asked, where = missing.asked, document_label(document, "ar")
    feminine = where.startswith("الوثيقة")
    if asked.part == "annex":
        where, feminine = f"مرفق {where}", False
    has, in_it = ("تضم", "فيها") if feminine else ("يضم", "فيه")
    if "point" in counts:
        place = "".join(
            f" {points.shown(letter, 'ar', level, document.language)}"
            for level, letter in enumerate(_letters(asked), start=1)
        )
        number = counts["point"]
        some = "تضم " + counted(
            number, "فقرة فرعية واحدة", "فقرتين فرعيتين", "فقرات فرعية", "فقرة فرعية"
        )
        have = some if number else "ليست لها فقرات فرعية"
        base = _base_arabic(asked)
        return f"{base} من {where} {have}؛ ولا توجد فيها الفقرة الفرعية{place}."
    kind = _kind(asked, counts)
    number, place = counts.get(kind, 0), _ARABIC_PLACE.get(kind, "")
    footnote = kind == "footnote"
    if not number:
        return f"{where} لا {has} أي {'حاشية' if footnote else 'فقرة'}{place}."
    wanted = _base_arabic(asked).removesuffix(" من الديباجة")
    if kind != "preambular" and _within(missing):
        return (
            f"لا توجد {wanted}{place} في النص المفهرس من {where}،"
            f" مع أن الترقيم يصل إلى {missing.highest}."
        )
    have = (
        counted(number, "حاشية واحدة", "حاشيتين", "حواش", "حاشية")
        if footnote
        else counted(number, "فقرة واحدة", "فقرتين", "فقرات", "فقرة")
    )
    return f"{where} {has} {have}{place}؛ ولا توجد {in_it} {wanted}."
