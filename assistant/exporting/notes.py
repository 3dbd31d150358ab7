"""What a footnote says: the citation in the form of UN editing, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.exporting.values import Line, Note
from assistant.records import Cited, Recorded
from index.arabic.normalise import arabic_share
from index.values import Language
from prompts import render

INVERTED: dict[Language, tuple[str, str]] = {"ar": ("«", "»"), "en": ("“", "”")}


def way(text: str, otherwise: Language) -> Language:
    """The language whose direction a block has by its own letters; `otherwise` where it has none."""
    if not any(character.isalpha() for character in text):
        return otherwise
    return "ar" if arabic_share(text) >= 0.5 else "en"


def note_of(answer: Recorded, position: int, language: Language) -> Note:
    """The note of a citation, which is named in `language`. Its words stand in it unless every sentence
    that cites it quotes them.
    """
    cited = answer.citations[position]
    form = cited.place.forms.of(language)
    if needs_words(answer, position):
        lines = [Line(f"{form}:", language), *_quoted(cited.lines, cited.place.language)]
        if cited.reading:
            lines.append(Line(render("reading", language), language))
            lines += _lines(cited.reading, cited.place.language)
        other = cited.counterpart
        if other is not None and cited.place.language != answer.language:
            lines.append(Line(render("official", other.place.language), other.place.language))
            lines += _quoted(other.lines, other.place.language)
    else:
        lines = [Line(_stopped(form), language)]
    if is_translated(answer, cited):
        lines.append(Line(render("export_translated", language), language))
    if cited.twins:
        separator = "؛ " if language == "ar" else "; "
        labels = separator.join(each.forms.of(language) for each in cited.twins)
        also = render("twins", language, labels=labels.removesuffix("."))
        lines.append(Line(_stopped(also), language))
    return Note(tuple(lines))


def needs_words(answer: Recorded, position: int) -> bool:
    """Whether a sentence cites it without quoting its words."""
    words = answer.citations[position].lines
    return any(
        position in claim.citations
        and not all(f"> {line}" in claim.text.split("\n") for line in words)
        for claim in answer.claims
    )


def is_translated(answer: Recorded, cited: Cited) -> bool:
    """Whether a language model's sentence on it is a translation: no official words are in the answer's
    language.
    """
    other = cited.counterpart
    languages = {cited.place.language, other.place.language if other else None}
    return answer.model is not None and answer.language not in languages


def _stopped(text: str) -> str:
    """With the full stop that a note ends with, one after `preambular para.` being enough."""
    return text if text.endswith(".") else f"{text}."


def _quoted(lines: Sequence[str], language: Language) -> list[Line]:
    """Words in inverted commas, which open before the first line and close behind the last."""
    if not lines:
        return []
    opening, closing = INVERTED[way(" ".join(lines), language)]
    marked = [*lines]
    marked[0] = opening + marked[0]
    marked[-1] += closing
    return _lines(marked, language)


def _lines(lines: Sequence[str], language: Language) -> list[Line]:
    return [Line(line, way(line, language)) for line in lines]
