"""A clause or a draft in, formulations with their differences out, taken away as files."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.settings import Settings
from index.holding import Holder
from tests.assistant.conftest import RESOLUTION, two_resolutions  # noqa: F401 (a fixture)
from ui.precedents.routes import routes
from ui.precedents.words import WORDS
from ui.served import Served

CLAUSE = "يقرر حماية الجبال في المنطقة"


@pytest.fixture(scope="module")
def served(two_resolutions: Path) -> FastAPI:  # noqa: F811
    folder = two_resolutions / "index"
    app = FastAPI()
    app.include_router(routes(Served(Holder(folder), Settings(index=folder))), prefix="/fiqra")
    return app


@pytest.fixture
def client(served: FastAPI) -> TestClient:
    return TestClient(served, cookies={"fiqra_language": "en"})


def find(client: TestClient, **asked: str) -> dict[str, Any]:
    reply = client.post("/fiqra/precedents/find", json={"clause": CLAUSE, **asked})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def test_a_clause_is_shown_against_its_precedent(client: TestClient) -> None:
    html = find(client)["html"]
    assert 'class="to-source" href="?paragraph=r' in html
    assert '<span class="fq-hidden">[was:] </span>' in html
    assert '<span class="fq-hidden">[now:] </span>' in html
    assert "الجبال" in html
    assert "As strong" in html
    assert "WC/RES/2021/2" in html  # who used it, too
    assert 'data-copy="' in html


def test_the_same_result_is_shown_in_the_other_language(client: TestClient) -> None:
    token = find(client)["token"]
    client.cookies.set("fiqra_language", "ar")
    html = client.get(f"/fiqra/precedents/{token}").json()["html"]
    assert "النص المقترح مقارنة بالسابقة" in html
    assert "[كان:]" in html


def test_filters_narrow_it_down_and_nonsense_does_not(client: TestClient) -> None:
    def ask(**asked: str) -> Any:
        return client.post("/fiqra/precedents/find", json={"clause": CLAUSE, **asked})

    assert 'class="fq-newlang"' in ask(speaking="stronger").json()["html"]
    assert ask(kind="operative", first="2021", last="2021").json()["done"]
    assert ask(top="x", kind="y", first="z", body="w", speaking="v").json()["done"]
    years = ask(first="1990", last="1991")
    assert "2021" in years.json()["error"]


def test_a_clause_that_is_none_is_refused_in_one_sentence(client: TestClient) -> None:
    def error(clause: str, language: str) -> str:
        client.cookies.set("fiqra_language", language)
        told = client.post("/fiqra/precedents/find", json={"clause": clause}).json()
        return str(told["error"])

    for clause in ("  ", "و"):
        assert error(clause, "ar") == WORDS["ar"].too_short
        assert error(clause, "en") == WORDS["en"].too_short
    assert error("يقرر ذلك " * 3000, "ar") == WORDS["ar"].too_long


def test_years_the_other_way_round_are_the_same_years(client: TestClient) -> None:
    asked = {"clause": CLAUSE, "first": "2023", "last": "2021"}
    assert client.post("/fiqra/precedents/find", json=asked).json()["done"]


def test_new_language_is_called_so(client: TestClient) -> None:
    html = find(client, clause="تشتري الفرقة الموسيقية آلات نحاسية جديدة لحفلاتها الصيفية")["html"]
    assert 'class="fq-newlang"' in html
    assert "New language" in html
    assert "Nearest paragraphs" in html


def test_markup_in_a_clause_stays_text(client: TestClient) -> None:
    html = find(client, clause=f"{CLAUSE} <img src=x onerror=alert(1)>")["html"]
    assert "<img" not in html


@pytest.mark.parametrize("suffix", [".docx", ".md", ".csv", ".xlsx"])
def test_what_was_found_is_taken_away(client: TestClient, suffix: str) -> None:
    token = find(client)["token"]
    reply = client.get(f"/fiqra/precedents/{token}/precedents{suffix}")
    assert reply.status_code == 200
    assert f'filename="precedents{suffix}"' in reply.headers["content-disposition"]
    if suffix == ".docx":
        document = zipfile.ZipFile(BytesIO(reply.content)).read("word/document.xml").decode()
        assert "<w:ins " in document
        assert "<w:del " in document
    elif suffix in (".md", ".csv"):
        assert CLAUSE in reply.text


def test_no_other_files_and_nobody_elses_results(client: TestClient) -> None:
    token = find(client)["token"]
    assert client.get(f"/fiqra/precedents/{token}/precedents.exe").status_code == 404
    assert client.get("/fiqra/precedents/none/precedents.docx").status_code == 404
    assert client.get("/fiqra/precedents/none").json()["gone"]
    assert client.get(f"/fiqra/precedents/{token}/0/history").status_code == 200
    assert client.get(f"/fiqra/precedents/{token}/99/history").status_code == 404


def test_results_are_shown_to_who_asked_only() -> None:
    from ui.precedents.results import Result, Results

    results = Results()
    kept = results.keep(Result("amal", "x", None, ()))  # type: ignore[arg-type]
    assert results.of(kept.token, "amal") is kept
    assert results.of(kept.token, "basil") is None


def draft(client: TestClient, name: str, content: bytes) -> dict[str, Any]:
    told = client.post("/fiqra/precedents/draft", params={"name": name}, content=content).json()
    until = time.monotonic() + 60
    while not told["done"]:
        assert time.monotonic() < until
        time.sleep(0.1)
        told = client.get(f"/fiqra/precedents/{told['token']}").json()
    return dict(told)


def test_every_paragraph_of_a_draft_has_its_precedent(client: TestClient) -> None:
    text = RESOLUTION.format(number=3, subject="الآبار").replace("يطلب إلى", "يدعو")
    told = draft(client, "../مشروع.txt", text.encode())
    assert told["html"].count('<details class="fq-drafted') == told["total"] > 3
    assert "Has a precedent" in told["html"]
    assert "Your clause is weaker" in told["html"]
    reply = client.get(f"/fiqra/precedents/{told['token']}/precedents.md")
    assert "مشروع.txt" in reply.text


def test_a_draft_that_cannot_be_read_is_said_to_be_so(client: TestClient) -> None:
    assert "PNG" in draft(client, "p.txt", b"\x89PNG\r\n\x1a\n")["error"]


def test_a_draft_that_is_too_large_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.documents.sent.LARGEST", 10)
    reply = client.post("/fiqra/precedents/draft", params={"name": "a.txt"}, content=b"x" * 11)
    assert "send a part of it" in reply.json()["error"]


def test_a_list_of_clauses_is_a_draft_too(client: TestClient) -> None:
    told = draft(
        client, "list.txt", f"{CLAUSE} من التلوث؛\n\nثانيا\n\n{CLAUSE} من الجفاف؛\n".encode()
    )
    assert told["total"] == 2
    assert told["done"]
