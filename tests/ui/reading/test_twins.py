"""Twins: where the same words stand, in how many places they differ, in words."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from assistant.differences import differences
from index.store import Index
from tests.ui.elements import Elements
from tests.ui.reading.conftest import found, linked
from ui.reading.twins import changed_places, twins
from ui.reading.words import changes, day


def test_a_twin_is_named_with_its_changes_and_opens(client: TestClient, index: Index) -> None:
    paragraph = found(index, "fund.2020.txt", "1")
    query = {"paragraph": linked(index, "fund.2020.txt", paragraph), "language": "en"}
    answer = client.get("/fiqra/source/twins", params=query)
    assert answer.status_code == 200
    elements = Elements(answer.text)
    link = next(given for tag, given, _ in elements.seen if tag == "a")
    assert link["class"] == "to-source"
    assert link["href"] is not None
    assert link["href"].startswith("?paragraph=fund.2022.txt%2F")
    assert "one change" in answer.text
    assert elements.texts("del") == ["مساهمات"]
    assert elements.texts("ins") == ["تبرعات"]


def test_a_paragraph_without_a_twin_says_nothing(client: TestClient, index: Index) -> None:
    query = {"paragraph": linked(index, "wells.ar.txt", found(index, "wells.ar.txt", "2"))}
    answer = client.get("/fiqra/source/twins", params=query)
    assert (answer.status_code, answer.text) == (200, "")
    assert client.get("/fiqra/source/twins", params={"paragraph": "no"}).status_code == 404


def test_families_stand_in_where_the_index_keeps_no_signatures(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraph = found(index, "fund.2020.txt", "1")
    document = index.documents["fund.2020.txt"]
    found_ = twins(index, document, paragraph)
    object.__setattr__(index, "late", (kept := index.late) and None)
    try:
        same = twins(index, document, paragraph)
    finally:
        object.__setattr__(index, "late", kept)
    assert found_ != "later"
    assert same != "later"
    assert [t.document.name for t in same] == [t.document.name for t in found_] == ["fund.2022.txt"]


def test_places_are_counted_and_not_words() -> None:
    assert changed_places(differences("one two three four", "one two three four")) == 0
    before, after = "he asks the old man to write soon", "he asks the poor young man to write"
    assert changed_places(differences(before, after)) == 2


def test_counts_are_said_as_people_say_them() -> None:
    assert [changes(n, "ar") for n in (0, 1, 2, 3, 11, 100, 103)] == [
        "بالكلمات نفسها",
        "تغيير واحد",
        "تغييران",
        "3 تغييرات",
        "11 تغييرا",
        "100 تغيير",
        "103 تغييرات",
    ]
    assert [changes(n, "en") for n in (0, 1, 2, 7)] == [
        "the same words",
        "one change",
        "two changes",
        "7 changes",
    ]


def test_dates_are_written_as_un_documents_write_them() -> None:
    assert day("2021-12-16", "ar") == "16 كانون الأول/ديسمبر 2021"
    assert day("2021-12-16", "en") == "16 December 2021"
    assert day("2021", "en") == "2021"
    assert day("2021-13-16", "en") == "2021-13-16"
