"""The outline: sections, nesting, the current paragraph, quick for long documents."""

from __future__ import annotations

import time
from dataclasses import replace

from starlette.testclient import TestClient

from index.store import Index
from tests.ui.elements import Elements
from tests.ui.reading.conftest import HOSTILE_NAME, found, linked
from ui.reading.outline import outline_html, sections_of


def test_it_has_the_sections_and_marks_where_one_is(client: TestClient, index: Index) -> None:
    paragraph = found(index, "wells.ar.txt", "1")
    at = linked(index, "wells.ar.txt", paragraph)
    query = {"document": "wells.ar.txt", "at": at, "language": "ar"}
    answer = client.get("/fiqra/source/outline", params=query)
    assert answer.status_code == 200
    elements = Elements(answer.text)
    assert elements.texts("h3")[-2:] == ["الديباجة", "المنطوق"]
    current = [text for tag, given, text in elements.seen if given.get("aria-current") == "true"]
    assert ["".join(text) for text in current] == ["1 يقرر حماية الآبار في المنطقة؛"]
    assert answer.text.count("<ul>") > len(
        sections_of(index.outline("wells.ar.txt"), "ar")
    )  # points


def test_every_paragraph_is_in_it_once(index: Index) -> None:
    for name, document in index.documents.items():
        page = outline_html(index, document, None, "en")
        assert page.count("to-source") == len(index.outline(name))


def test_a_stale_place_marks_nothing(client: TestClient) -> None:
    query = {"document": "wells.ar.txt", "at": "wells.ar.txt/3-0000000000", "language": "en"}
    answer = client.get("/fiqra/source/outline", params=query)
    assert answer.status_code == 200
    assert "aria-current" not in answer.text


def test_an_unknown_document_is_named(client: TestClient) -> None:
    query = {"document": "<b>.txt", "language": "en"}
    answer = client.get("/fiqra/source/outline", params=query)
    assert answer.status_code == 404
    assert "&lt;b&gt;.txt" in answer.text


def test_markup_of_a_document_is_text(client: TestClient) -> None:
    answer = client.get("/fiqra/source/outline", params={"document": HOSTILE_NAME})
    assert not Elements(answer.text).tags & {"script", "b", "i", "img"}


def test_a_long_document_is_quick(index: Index) -> None:
    document, outline = index.documents["wells.ar.txt"], index.outline("wells.ar.txt")
    operative = found(index, "wells.ar.txt", "1")
    kept = list(outline)
    try:
        outline.extend(
            replace(operative, order=len(kept) + n, number=str(n + 3)) for n in range(1500)
        )
        started = time.process_time()
        page = outline_html(index, document, outline[-1], "ar")
        assert time.process_time() - started < 2  # 0.3 s on an idle machine
        assert page.count("to-source") == 1500 + len(kept)
        assert len(page) < 900_000
    finally:
        del outline[len(kept) :]
