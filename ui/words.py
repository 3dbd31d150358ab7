"""The names of the tabs in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass

from index.values import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the page's frame."""

    ask: str
    documents: str
    precedents: str
    evaluation: str


WORDS: dict[Language, Words] = {
    "ar": Words(ask="اسأل", documents="الوثائق", precedents="السوابق", evaluation="التقييم"),
    "en": Words(ask="Ask", documents="Documents", precedents="Precedents", evaluation="Evaluation"),
}
