"""Answers to take away, made by hand: of a language model, and what a file is read back to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from io import BytesIO

from assistant.records import Cited, Exchange, Forms, Place, Recorded, Said, Struck, Words
from index.values import Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = "2031-05-06T07:08:09Z"
MARKS = re.compile("[\u200e\u200f]")
"""What a DOCX may have besides the words: marks of direction around numbers."""


def place(name: str, symbol: str | None, language: Language, number: str) -> Place:
    called = symbol or name
    return Place(
        start=0,
        link=f"{name}/1-0123456789",
        label=f"{called}, op. para. {number}",
        document=name,
        symbol=symbol,
        title="تقرير عن الآبار" if language == "ar" else "Report on wells",
        date="2030-04-05",
        language=language,
        kind="operative",
        part="main",
        number=number,
        page=None,
        forms=Forms(f"{called}، الفقرة {number}", f"{called}, para. {number}"),
    )


WELLS = Cited(
    place=place("wells.ar.txt", "WC/RES/2030/1", "ar", "4"),
    lines=("يقرر تخصيص 50 000 دولار للآبار (WC/1) في عام 2031؛", "(أ) لحفر الآبار؛"),
    quote_spans=(),
    reading=(),
    quote_match="exact",
    support="supported",
    counterpart=None,
    twins=(),
)
DAMS = Cited(
    place=place("dams.ar.txt", "WC/78/12", "ar", "7"),
    lines=("تعتمد ٥١ دولة على السـدود",),
    quote_spans=(),
    reading=("تعتمد ١٥ دولة على السدود",),
    quote_match="exact",
    support="supported",
    counterpart=Words(place("dams.en.txt", "WC/78/12", "en", "7"), ("15 States rely on dams",)),
    twins=(place("older.ar.txt", "WC/77/3", "ar", "9"),),
)


def exchange(answer: Recorded, question: str = "How much was set aside?") -> Exchange:
    return Exchange(question, answer, WHEN)


def of_a_model(first: str = "50,000 dollars were set aside") -> Recorded:
    """Two sentences, the second on both paragraphs, a list, a withdrawn sentence."""
    claims = (
        Said(f"{first} [1].", (0,)),
        Said("15 States rely on dams and wells [1][2].", (0, 1)),
        Said("- dams [2];", (1,)),
        Said("- wells (WC/1) [1].", (0,)),
    )
    texts = [claim.text for claim in claims]
    tail = "The assistant's translation, not an official text: [1]"
    return Recorded(
        "en",
        f"Beware.\n\n{texts[0]} {texts[1]}\n\n{texts[2]}\n{texts[3]}\n\n{tail}",
        claims,
        (WELLS, DAMS),
        model="a-model",
        note="Beware.",
        withdrawn=(Struck("Peru has dams.", ("It cites no paragraph.",)),),
    )


def in_own_words(line: str = "يقرر حماية الآبار؛", language: Language = "ar") -> Recorded:
    """One statement that quotes, with how the words are read."""
    cited = Cited(
        place=place("own.ar.txt", None, "ar", "1"),
        lines=(line,),
        quote_spans=(),
        reading=(line,),
        quote_match="exact",
        support="supported",
        counterpart=None,
        twins=(),
    )
    claim = Said(f"الفقرة 1: [1]\n> {line}", (0,))
    return Recorded(language, claim.text, (claim,), (cited,))


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return ET.fromstring(package.read(name))


def words(element: ET.Element) -> str:
    """The words of a paragraph without marks of direction, its breaks as line ends."""
    texts = {f"{W}tab": "\t", f"{W}br": "\n"}
    pieces = (
        each.text or "" if each.tag == f"{W}t" else texts.get(each.tag, "")
        for each in element.iter()
    )
    return MARKS.sub("", "".join(pieces))


def paragraphs(element: ET.Element) -> Iterator[tuple[str, str]]:
    """(style, words) of each paragraph."""
    for each in element.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        yield (style.get(f"{W}val") or "" if style is not None else "", words(each))


def footnotes(data: bytes) -> list[list[str]]:
    """The lines of each footnote but the separators."""
    return [
        [words(each).strip() for each in note.iter(f"{W}p")]
        for note in part(data, "word/footnotes.xml").iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    ]
