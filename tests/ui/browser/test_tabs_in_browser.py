"""The other tabs of the whole page, and the login in front of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.assistant.conftest import RESOLUTION
from tests.ui.browser.conftest import Open, Shoot, ask, serving, speak_english
from ui.keeping import users
from ui.keeping.store import close, open_store


def test_a_document_is_added_and_asked_about(
    open_page: Open, folder: Path, shoot: Shoot, tmp_path: Path
) -> None:
    file = tmp_path / "ports.txt"
    file.write_text(RESOLUTION.format(number=9, subject="الموانئ"), encoding="utf-8")
    own = tmp_path / "index"
    shutil.copytree(folder, own)
    with serving(own) as address:
        page = open_page(address)
        speak_english(page)
        page.get_by_role("tab", name="Documents").click()
        page.locator("td", has_text="WC/RES/2021/1").first.wait_for()
        shoot(page, "documents-en")
        page.locator("input[type=file]").first.set_input_files(file)
        page.locator("td", has_text="WC/RES/2021/9").first.wait_for()
        shoot(page, "documents-added-en")
        page.get_by_role("tab", name="Ask").click()
        ask(page, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/9؟")
        assert "يقرر حماية الموانئ في المنطقة؛" in page.locator("#fq-current").inner_text()
        assert "4" in page.locator("#fq-holdings").inner_text()


def test_a_question_is_restricted_to_ticked_documents(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    speak_english(page)
    page.get_by_role("tab", name="Documents").click()
    page.locator("td", has_text="WC/RES/2021/2").first.wait_for()
    row = page.locator("tr", has_text="WC/RES/2021/2").first
    row.locator("input[type=checkbox]").check()
    shoot(page, "documents-scope-en")
    page.get_by_role("tab", name="Ask").click()
    page.get_by_text("Only ticked documents are searched: 1.").wait_for()
    ask(page, "What does the Council decide on wells?")
    shoot(page, "ask-restricted-en")
    told = page.locator("#fq-current").inner_text()
    assert "2021/1" not in told
    page.get_by_role("button", name="Search all").click()
    assert not page.get_by_text("Only ticked documents").is_visible()


def test_a_clause_finds_its_precedent(open_page: Open, address: str, shoot: Shoot) -> None:
    page = open_page(address)
    speak_english(page)
    page.get_by_role("tab", name="Precedents").click()
    box = page.get_by_role("tabpanel").locator("textarea:visible").first
    box.fill("Decides to protect all wells in the region;")
    page.get_by_role("tabpanel").locator("button:visible", has_text="Find").first.click()
    page.locator("a.to-source:visible", has_text="2021/1").first.wait_for()
    shoot(page, "precedents-en")
    copy = page.get_by_role("tabpanel").locator("button[data-copy]:visible").first
    before = copy.inner_text()
    copy.click()
    copy.click()
    assert "Copied" in copy.inner_text()
    page.wait_for_timeout(2000)
    assert copy.inner_text() == before


def test_the_evaluation_tab_opens(open_page: Open, address: str, shoot: Shoot) -> None:
    page = open_page(address)
    page.get_by_role("tab").nth(3).click()
    page.wait_for_timeout(1000)
    shoot(page, "evaluation-ar")


def test_who_is_not_logged_in_gets_to_the_login_and_then_back(
    open_page: Open, folder: Path, shoot: Shoot, tmp_path: Path
) -> None:
    own = tmp_path / "index"
    shutil.copytree(folder, own)
    store = open_store(own)
    users.add_user(store, "amal", "a long password")
    close(store)
    with serving(own) as address:
        page = open_page(f"{address}/login", ready="input[name=password]")
        shoot(page, "login")
        page.fill("input[name=username]", "amal")
        page.fill("input[name=password]", "a long password")
        page.keyboard.press("Enter")
        page.wait_for_selector("#fq-question textarea")
        ask(page, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
        shoot(page, "logged-in-ar")
        page.get_by_role("button", name="تسجيل الخروج").click()
        page.wait_for_selector("input[name=password]")
