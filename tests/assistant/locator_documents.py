"""The documents that references are looked up in, and how the tests speak of what is found."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.locators import (
    Found,
    Locator,
    Resolution,
    find_locators,
    resolve,
)
from index.arabic.mapping import identity
from index.labels import label
from index.values import Document, Kind, Language, Paragraph, Part, Span


def document(
    name: str, symbol: str | None, language: Language = "ar", title: str | None = None
) -> Document:
    return Document(
        name, f"/x/{name}", "0", "text", language, symbol, title, None, None, "adopted", "", 1, 0
    )


class Outline:
    """Paragraphs written down one after another, numbered in order."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []

    def add(
        self,
        kind: Kind,
        number: str | None = None,
        part: Part = "main",
        parent: int | None = None,
        annex: str | None = None,
    ) -> int:
        order = len(self.paragraphs)
        above = self.paragraphs[parent].path if parent is not None else ()
        same = [one for one in self.paragraphs if (one.kind, one.part) == (kind, part)]
        text = f"words of {order}"
        self.paragraphs.append(
            Paragraph(
                order=order,
                kind=kind,
                part=part,
                number=number,
                path=(*above, number) if number else above,
                ordinal=len(same) + 1,
                spans=(Span(order * 20, order * 20 + len(text)),),
                number_span=None,
                raw=text,
                clean=identity(text),
                parent=parent,
                annex=annex,
            )
        )
        return order


def resolution_outline() -> list[Paragraph]:
    """Three preambular and seven operative paragraphs, 5 with points, and an annex of 1 to 12."""
    outline = Outline()
    outline.add("title")
    for _ in range(3):
        outline.add("preambular")
    for number in range(1, 8):
        order = outline.add("operative", str(number))
        if number == 5:
            first = outline.add("point", "أ", parent=order)
            outline.add("point", "1", parent=first)
            outline.add("point", "2", parent=first)
            outline.add("point", "ب", parent=order)
    outline.add("footnote", "4")
    for number in range(1, 13):
        outline.add("paragraph", str(number), part="annex")
    return outline.paragraphs


COUNCIL = document("SC_2650_A.xml", "S/RES/2650 (2022)")
COUNCIL_EN = document("SC_2650_E.xml", "S/RES/2650 (2022)", "en")
ASSEMBLY = document("plan.txt", "A/RES/64/293")
ECOSOC = document("ecosoc.txt", "E/RES/2019/20")
PAPER = document("paper.txt", "A/CONF.234/11")
DRAFT = document("draft.txt", "E/CN.15/2018/L.6/Rev.1")
ALL = (COUNCIL, ASSEMBLY, ECOSOC, PAPER, DRAFT)


def outline_of(name: str) -> Sequence[Paragraph]:
    if name == PAPER.name:
        outline = Outline()
        for number in range(1, 31):
            outline.add("paragraph", str(number))
        return outline.paragraphs
    return resolution_outline()


def ask(
    question: str, documents: Sequence[Document] = ALL, scope: Sequence[str] = ()
) -> Resolution:
    return resolve(find_locators(question), documents, outline_of, scope)


def named(resolution: Resolution) -> list[Found]:
    """What the locators name themselves, without the points inside it."""
    return [one for place, one in enumerate(resolution.found) if place not in resolution.inside]


def labels(resolution: Resolution) -> list[str]:
    return [label(document, paragraph, "en") for document, paragraph in named(resolution)]


def described(locator: Locator) -> tuple[object, ...]:
    """What tests compare: the document's number or symbol, kind, part, path, ordinal."""
    ref = locator.document
    name = None if ref is None else ref.symbol or "/".join(ref.number)
    return name, locator.kind, locator.part, locator.path, locator.ordinal
