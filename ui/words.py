"""The interface's words in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass

from index.values import Language


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the page that are not the assistant's (those are in `prompts/`)."""

    name: str
    purpose: str
    documents: str
    paragraphs: str
    question: str
    hint: str
    ask: str
    empty: str
    answer: str
    no_answer: str
    sources: str
    source: str
    file: str
    page: str
    pages: str
    official: dict[Language, str]
    """The heading over an official version, by the version's language."""


WORDS: dict[Language, Words] = {
    "ar": Words(
        name="فِقرة",
        purpose="تجيب بكلمات الوثائق نفسها، ومع كل قول إحالة إلى فقرته.",
        documents="الوثائق",
        paragraphs="الفقرات",
        question="سؤالك",
        hint="بالعربية أو بالإنكليزية",
        ask="اسأل",
        empty="اكتب سؤالا أولا.",
        answer="الجواب",
        no_answer="لا جواب",
        sources="المصادر",
        source="المصدر",
        file="الملف",
        page="الصفحة",
        pages="الصفحات",
        official={"ar": "النص العربي الرسمي", "en": "النص الإنكليزي الرسمي"},
    ),
    "en": Words(
        name="Fiqra",
        purpose="Answers in the documents' own words, every statement with its paragraph.",
        documents="Documents",
        paragraphs="Paragraphs",
        question="Your question",
        hint="In Arabic or English",
        ask="Ask",
        empty="Write a question first.",
        answer="Answer",
        no_answer="No answer",
        sources="Sources",
        source="Source",
        file="File",
        page="Page",
        pages="Pages",
        official={"ar": "Official Arabic text", "en": "Official English text"},
    ),
}
