"""The list, files sent and read in a process of their own, taken out, the index made anew."""

from __future__ import annotations

import pytest

from index.store import check_whole
from tests.ui.documents.conftest import Page, resolution
from ui import documents
from ui.documents.words import WORDS

SCRIPT = "<script>alert(1)</script>"


def test_the_list_names_each_document_and_leads_to_its_first_paragraph(page: Page) -> None:
    shown = page.list()
    assert shown.count("<tr role") == 3
    assert "WC/RES/2021/1" in shown
    assert 'class="to-source" href="?paragraph=r1.txt%2F0-' in shown
    assert 'href="fiqra/file/r1.txt"' in shown
    assert "1–2 of 2" in shown
    assert "Sound" in shown


def test_filters_leave_what_they_say(page: Page) -> None:
    assert page.names() == ["r1.txt", "r2.txt"]
    assert page.names(words="2021/2") == ["r2.txt"]
    assert page.names(order="symbol", descending="yes") == ["r2.txt", "r1.txt"]
    assert page.names(year="1999") == []
    assert page.names(language="en") == []
    assert page.names(status="draft") == []
    assert page.names(damaged="yes") == []
    assert "No document is like that." in page.list(words="zzz")


def test_nonsense_in_the_query_restricts_nothing(page: Page) -> None:
    asked = {"year": "x", "page": "-4", "order": "';--", "language": "fr", "status": "?"}
    assert "1–2 of 2" in page.list(**asked)
    assert "1–2 of 2" in page.list(page="999999")


def test_a_file_that_is_sent_is_read_listed_kept_and_taken_out(page: Page) -> None:
    said = page.add("r3.txt", resolution(3, "الأنهار"))
    assert "done" in said
    assert "r3.txt" in said
    assert page.names(words="2021/3") == ["r3.txt"]
    kept = page.folder / "files" / "r3.txt"
    assert kept.is_file()
    assert page.served.index.documents["r3.txt"].path == str(kept.absolute())
    assert not any((page.folder / "files" / ".sent").iterdir())

    page.client.post("/fiqra/documents/remove", json={"name": "r3.txt"})
    assert "Removed" in page.wait()
    assert page.names() == ["r1.txt", "r2.txt"]
    assert not kept.exists()
    assert check_whole(page.folder) == []


def test_a_file_replaces_the_one_of_its_name_only_when_told_to(page: Page) -> None:
    page.add("r3.txt", resolution(3, "الأنهار"))
    again = page.send("r3.txt", resolution(3, "البحار")).json()
    assert again["exists"] == "replaceable"
    assert "r3.txt" in again["question"]
    assert page.read({"token": again["token"]}) == {"job": None}  # nobody said that it may

    assert "Renewed" in page.add("r3.txt", resolution(3, "البحار"), replace=True)
    assert "البحار" in (page.folder / "files" / "r3.txt").read_text(encoding="utf-8")
    texts = [p.clean.text for p in page.served.index.outline("r3.txt")]
    assert any("البحار" in text for text in texts)
    assert not any((page.folder / "files" / ".before").iterdir())


def test_a_replacement_that_cannot_be_read_leaves_the_old_document_and_its_file(page: Page) -> None:
    old = resolution(3, "الأنهار")
    page.add("r3.txt", old)
    said = page.add("r3.txt", b"%PDF-1.4 nothing of a PDF", replace=True)
    assert "Not read" in said
    assert "failed" in said
    assert (page.folder / "files" / "r3.txt").read_text(encoding="utf-8") == old
    assert "r3.txt" in page.names()


def test_a_document_of_another_folder_is_not_replaced(page: Page) -> None:
    sent = page.send("r1.txt", resolution(1, "البحار")).json()
    assert sent["exists"] == "elsewhere"
    assert "another folder" in sent["question"]
    assert page.read({"token": sent["token"], "replace": True}) == {"job": None}


def test_files_are_bounded_in_size_and_kind(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.LARGEST == 50 * 2**20
    monkeypatch.setattr("ui.documents.routes.LARGEST", 100)
    monkeypatch.setattr("ui.documents.sent.LARGEST", 100)
    refused = page.send("big.txt", "x" * 101)
    assert "split the file" in refused.json()["error"]
    assert not list((page.folder / "files").rglob("*.txt"))
    picture = page.send("p.txt", b"\x89PNG\r\n\x1a\n")
    assert "PNG" in picture.json()["error"]


def test_a_file_that_is_no_document_is_refused_in_the_language_of_the_page(page: Page) -> None:
    page.client.cookies.set("fiqra_language", "ar")
    for content, said in ((b"\x89PNG\r\n\x1a\n", "wrong_kind"), (b"", "empty")):
        told = page.send("p.txt", content).json()["error"]
        assert told == getattr(WORDS["ar"], said).format(name="p.txt")


def test_a_document_cannot_bring_markup_into_the_page(page: Page) -> None:
    text = resolution(3, "الأنهار").replace("مجلس المياه", f"مجلس المياه {SCRIPT}")
    said = page.add("a'onload=x&.txt", text)
    assert SCRIPT not in said + page.list()
    assert "'onload" not in page.list()


def test_a_report_says_what_is_wrong_with_a_text_and_runs_nothing(page: Page) -> None:
    reply = page.client.get("/fiqra/documents/report", params={"name": "r1.txt"})
    assert "Text quality" in reply.text
    assert "sandbox" in reply.headers["content-security-policy"]
    assert page.client.get("/fiqra/documents/report", params={"name": "no"}).status_code == 404


def test_the_index_is_made_anew_and_jobs_stay_listed_until_they_are_hidden(page: Page) -> None:
    before = (page.folder / "CURRENT").read_text()
    job = page.client.post("/fiqra/documents/rebuild").json()["job"]
    assert "Re-indexing" in page.wait()
    assert (page.folder / "CURRENT").read_text() != before
    assert page.jobs()["changed"] == [job]
    assert page.client.post(f"/fiqra/jobs/{job}/dismiss").json() == {"done": True}
    assert page.jobs()["html"] == ""


def test_jobs_wait_in_line_and_can_be_stopped(page: Page) -> None:
    page.client.post("/fiqra/documents/rebuild")
    second = page.client.post("/fiqra/documents/rebuild").json()["job"]
    assert "waiting, number 1 in line" in page.jobs()["html"]
    assert page.client.post(f"/fiqra/jobs/{second}/stop").json() == {"done": True}
    assert "stopped; the index is as it was" in page.wait()


def test_files_of_one_person_are_not_read_by_another(page: Page) -> None:
    from ui.documents.sent import Incoming

    incoming = Incoming(page.folder)
    token = page.send("r3.txt", resolution(3, "الأنهار")).json()["token"]
    assert incoming.claim("somebody", token) is None


def test_a_file_whose_name_waits_to_be_read_is_asked_about_too(page: Page) -> None:
    page.client.post("/fiqra/documents/rebuild")  # so that the next one has to wait
    first = page.send("r3.txt", resolution(3, "الأنهار")).json()
    job = page.read({"token": first["token"]})["job"]
    assert page.send("r3.txt", resolution(3, "البحار")).json()["exists"] == "replaceable"
    page.client.post(f"/fiqra/jobs/{job}/stop")
    page.wait()
    assert page.send("r3.txt", resolution(3, "البحار")).json()["exists"] is None
    assert not (page.folder / "files" / ".sent" / first["token"]).exists()
