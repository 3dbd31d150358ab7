"""A kept answer says what the answer said, and is read back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import answer
from assistant.answers import Question
from assistant.links import followed
from assistant.records import from_json, recorded, to_json
from index.store import Index, open_index


@pytest.fixture(scope="module")
def index(two_resolutions: Path) -> Iterator[Index]:
    with open_index(two_resolutions / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟", "What is the capital of Peru?"]
)
def test_it_is_read_back_as_it_was(index: Index, question: str) -> None:
    kept = recorded(index, answer(index, Question(question)))
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


def test_it_has_the_quoted_words_and_leads_to_their_paragraph(index: Index) -> None:
    given = answer(index, Question("ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟"))
    cited = recorded(index, given).citations[0]
    assert cited.lines == given.citations[0].lines
    document, paragraph = followed(index, cited.place.link)
    assert (document.name, paragraph.order) == (
        given.citations[0].found.document.name,
        given.citations[0].found.paragraph.order,
    )


def test_a_place_is_cited_in_both_languages_without_the_index(index: Index) -> None:
    given = answer(index, Question("ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟"))
    forms = recorded(index, given).citations[0].place.forms
    assert (forms.of("ar"), forms.of("en")) == (
        "WC/RES/2021/2، الفقرة 1",
        "WC/RES/2021/2, para. 1",
    )


def test_an_abstention_keeps_the_nearest_paragraphs_and_what_was_said(index: Index) -> None:
    given = answer(index, Question("What is the capital of Peru?"))
    kept = recorded(index, given)
    assert kept.abstained
    assert kept.notes == given.text.strip()
    assert [each.place.label for each in kept.nearest] == [each.label for each in given.nearest]
