"""The routes of conversations, as the page's script calls them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from tests.ui.elements import Elements
from ui.ask.asking import asked
from ui.ask.routes import routes
from ui.keeping import conversations, feedback
from ui.keeping.store import Store
from ui.served import Served

FIRST = "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟"


@pytest.fixture
def client(served: Served, store: Store) -> Iterator[TestClient]:
    app = FastAPI()

    @app.middleware("http")
    async def user(request: Request, go_on):  # type: ignore[no-untyped-def]
        request.state.user = request.headers.get("x-user", "")
        return await go_on(request)

    app.include_router(routes(served, store), prefix="/fiqra")
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def kept(served: Served, store: Store) -> str:
    """A conversation of one exchange."""
    last = list(asked(served, store, FIRST, "", "", "ar"))[-1]
    return str(last.told["conversation"])


def test_the_list_names_the_conversation_that_is_open(client: TestClient, kept: str) -> None:
    elements = Elements(client.get(f"/fiqra/conversations?current={kept}").text)
    assert elements.texts("button", "fq-open") == [FIRST]
    assert elements.values("button", "aria-current") == ["true"]
    assert elements.values("a", "href") == [
        f"fiqra/conversations/{kept}/fiqra.docx",
        f"fiqra/conversations/{kept}/fiqra.md",
    ]


def test_a_conversation_is_shown_again_as_it_was(client: TestClient, kept: str) -> None:
    said = client.get(f"/fiqra/conversations/{kept}").json()
    assert said["title"] == FIRST
    assert "يقرر حماية الآبار في المنطقة؛" in said["turns"][0]
    assert 'data-turn="0"' in said["turns"][0]


def test_nobody_reads_or_changes_anothers_conversation(client: TestClient, kept: str) -> None:
    other = {"x-user": "badr"}
    assert FIRST not in client.get("/fiqra/conversations", headers=other).text
    for path in (kept, f"{kept}/fiqra.md", f"{kept}/0/copied/plain"):
        answer = client.get(f"/fiqra/conversations/{path}", headers=other)
        assert answer.status_code == 404
        assert answer.json()["sentence"].endswith(".")
    for path, body in ((f"{kept}/delete", {}), (f"{kept}/rename", {"title": "x"})):
        sent = client.post(f"/fiqra/conversations/{path}", json=body, headers=other)
        assert sent.status_code == 404
    assert client.get(f"/fiqra/conversations/{kept}").json()["title"] == FIRST


def test_it_is_renamed_and_deleted(client: TestClient, kept: str) -> None:
    renamed = client.post(f"/fiqra/conversations/{kept}/rename", json={"title": "  الآبار\n"})
    assert renamed.json()["title"] == "الآبار"
    assert client.post(f"/fiqra/conversations/{kept}/delete", json={}).json()["done"]
    assert client.get(f"/fiqra/conversations/{kept}").status_code == 404


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("md", b"# ")])
def test_it_is_taken_away_under_its_title(
    client: TestClient, kept: str, kind: str, start: bytes
) -> None:
    file = client.get(f"/fiqra/conversations/{kept}/fiqra.{kind}")
    assert file.content.startswith(start)
    disposition = file.headers["content-disposition"]
    assert disposition.startswith("attachment;")
    assert FIRST in unquote(disposition)


def test_another_kind_of_file_is_refused_in_a_sentence(client: TestClient, kept: str) -> None:
    answer = client.get(f"/fiqra/conversations/{kept}/fiqra.exe")
    assert answer.status_code == 404
    assert ".docx" in answer.json()["sentence"]


def test_an_answer_is_copied_with_its_citations(client: TestClient, kept: str) -> None:
    for form in ("plain", "markdown", "footnotes"):
        text = client.get(f"/fiqra/conversations/{kept}/0/copied/{form}").text
        assert "يقرر حماية الآبار في المنطقة؛" in text
        assert "WC/RES/2021/1" in text
    assert "[^1]" in client.get(f"/fiqra/conversations/{kept}/0/copied/markdown").text
    assert client.get(f"/fiqra/conversations/{kept}/0/copied/rtf").status_code == 404
    assert client.get(f"/fiqra/conversations/{kept}/7/copied/plain").status_code == 404


def test_what_is_wrong_is_kept_and_drafted_as_a_question(
    client: TestClient, kept: str, store: Store
) -> None:
    sent = client.post(
        f"/fiqra/conversations/{kept}/0/wrong",
        json={"words": "الفقرة ليست هذه.", "right": "WC/RES/2021/1, op. para. 2"},
    )
    assert sent.json()["done"], sent.text
    (found,) = feedback.feedback(store)
    assert found.words == "الفقرة ليست هذه."
    drafted = json.loads(feedback.drafts_of(store).read_text(encoding="utf-8"))
    assert drafted["question"] == FIRST
    assert "wells.ar.txt" in json.dumps(drafted)


def test_feedback_on_a_conversation_that_is_gone_is_said_so(client: TestClient) -> None:
    sent = client.post("/fiqra/conversations/none/0/wrong", json={"words": "x"})
    assert sent.status_code == 404


def test_the_examples_are_answered_by_the_documents(
    client: TestClient, store: Store, served: Served
) -> None:
    questions = Elements(client.get("/fiqra/examples").text).texts("button", "fq-example")
    assert questions
    for question in questions:
        last = list(asked(served, store, question, "", "", "ar"))[-1]
        assert last.told["citations"], question
    assert conversations.conversations(store, "")


def test_stopping_what_does_not_run_is_no_fault(client: TestClient) -> None:
    assert client.post("/fiqra/stop", json={"run": "x"}).json() == {"done": True, "stopped": False}
