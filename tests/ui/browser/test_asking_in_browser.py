"""A delegate asks, reads, clicks, and sees the paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.assistant.speaking import model_saying
from tests.ui.browser.conftest import NARROW, Open, Shoot, ask, serving, speak_english

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟"


def last(page: Page) -> str:
    return page.locator("#fq-current .fq-answer").inner_text()


def test_it_answers_in_arabic_and_goes_on_from_there(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    page.wait_for_selector(".fq-example")
    shoot(page, "ask-begin-ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    ask(page, FIRST)
    assert "يقرر حماية الآبار في المنطقة؛" in last(page)
    ask(page, "وماذا تقول الفقرة 2 منه؟")
    assert "31 آذار/مارس 2022" in last(page)
    assert page.locator("#fq-past .fq-turn").count() == 1
    shoot(page, "ask-follow-up-ar")


def test_it_answers_in_english_with_the_official_text(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    speak_english(page)
    ask(page, "What does paragraph 1 of WC/RES/2021/1 say?")
    assert "Decides to protect wells in the region;" in last(page)
    assert page.locator("#fq-current .fq-answer").get_attribute("dir") == "ltr"
    shoot(page, "ask-answer-en")


def test_a_click_on_a_citation_shows_the_paragraph_with_its_words_marked(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    ask(page, FIRST)
    page.locator("#fq-current .fq-cite").first.click()
    page.wait_for_selector("#source-pane mark")
    marked = " ".join(page.locator("#source-pane mark").all_inner_texts())
    assert marked == "يقرر حماية الآبار في المنطقة؛"
    pane = page.locator("#source-pane").inner_text()
    assert "WC/RES/2021/1" in pane
    assert "يطلب" in pane  # the paragraph after it
    assert "Decides to protect wells in the region;" in pane
    shoot(page, "source-pane-ar")


def test_everything_is_done_by_keyboard(open_page: Open, address: str, shoot: Shoot) -> None:
    page = open_page(address)
    page.wait_for_function(
        "document.activeElement && document.activeElement.tagName === 'TEXTAREA'"
    )
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.wait_for_selector("#fq-current .fq-turn[data-turn]")
    page.wait_for_function("!document.body.classList.contains('fq-running')")
    page.locator("#fq-question textarea").focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('fq-cite')"):
            break
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "WC/RES/2021/1" in name
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector("#source-pane mark")
    page.wait_for_function("document.activeElement.closest('#source-pane') !== null")
    shoot(page, "source-pane-by-keyboard")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('fq-cite')")
    assert not page.locator("#source-pane.fq-open").count()


def test_no_answer_looks_like_one_and_offers_a_way_on(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    speak_english(page)
    ask(page, "What is the capital of Peru?")
    assert "No answer in the documents" in last(page)
    assert page.locator("#fq-current .fq-nearest a").count()
    shoot(page, "ask-no-answer-en")
    page.locator("#fq-current").get_by_role("button", name="Rephrase the question").click()
    assert page.locator("#fq-question textarea").input_value() == "What is the capital of Peru?"
    page.locator("#fq-question textarea").fill("What does paragraph 1 of WC/RES/2021/1 say?")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('#fq-current .fq-answer')?.innerText.includes('protect wells')"
    )
    assert page.locator(".fq-turn").count() == 1  # it has taken the place of the one before


def test_the_language_is_switched_in_place_and_remembered(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    ask(page, FIRST)
    speak_english(page)
    page.get_by_role("tab", name="Documents").wait_for()
    assert page.evaluate("document.documentElement.dir") == "ltr"
    page.get_by_role("button", name="Try again").first.wait_for()
    assert page.locator(".fq-answer").first.get_attribute("dir") == "rtl"  # the answer stays Arabic
    shoot(page, "language-switched")
    page.reload()
    page.get_by_role("button", name="Ask", exact=True).wait_for()
    page.get_by_role("tab", name="Precedents").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_script_in_a_document_is_shown_and_does_not_run(
    open_page: Open, address: str, shoot: Shoot
) -> None:
    page = open_page(address)
    ask(page, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert '<script>alert("x")</script>' in last(page)
    assert "${1+1} {{value}}" in last(page)
    page.locator("#fq-current .fq-cite").first.click()
    page.wait_for_selector("#source-pane mark")
    assert "<script>" in page.locator("#source-pane").inner_text()
    assert not page.locator("#source-pane img[src=x], .fq-answer img, .fq-answer b").count()
    shoot(page, "hostile-document")


def test_a_narrow_screen_has_all_of_it(open_page: Open, address: str, shoot: Shoot) -> None:
    page = open_page(address, NARROW, dark=True)
    ask(page, FIRST)
    shoot(page, "narrow-dark-answer")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
    page.locator("#fq-current .fq-cite").first.click()
    page.wait_for_selector("#source-pane mark")
    box = page.locator("#source-pane").bounding_box()
    assert box is not None
    assert box["width"] >= NARROW["width"] - 2
    shoot(page, "narrow-dark-pane")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.classList.contains('fq-cite')")


def test_conversations_are_kept_renamed_taken_away_and_deleted(
    open_page: Open, address: str, shoot: Shoot, tmp_path: Path
) -> None:
    page = open_page(address)
    speak_english(page)
    ask(page, "What does paragraph 2 (a) of WC/RES/2021/1 say?")
    page.reload()
    page.wait_for_selector("#fq-past .fq-turn")
    assert "On the state of wells;" in page.locator("#fq-past").inner_text()
    item = page.locator("#fq-conversations li").first
    item.locator("summary").click()
    shoot(page, "conversation-menu")
    with page.expect_download() as taken:
        item.get_by_role("link", name="DOCX").click()
    assert taken.value.suggested_filename.endswith(".docx")
    count = page.locator("#fq-conversations li").count()
    item.locator("summary").click()
    item.get_by_role("button", name="Rename").click()
    page.keyboard.type("Wells")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Wells", exact=True).wait_for()
    item.locator("summary").click()
    item.get_by_role("button", name="Delete").click()
    shoot(page, "conversation-delete")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert page.locator("#fq-conversations li").count() == count
    item.locator("summary").click()
    item.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_function(
        "n => document.querySelectorAll('#fq-conversations li').length < n", arg=count
    )
    assert page.locator(".fq-turn").count() == 0


def test_what_is_wrong_can_be_said(open_page: Open, address: str, shoot: Shoot) -> None:
    page = open_page(address)
    speak_english(page)
    ask(page, "What does paragraph 1 of WC/RES/2021/1 say?")
    page.get_by_role("button", name="This is wrong").last.click()
    page.keyboard.type("It is the other paragraph.")
    shoot(page, "wrong-en")
    page.get_by_role("button", name="Send").click()
    page.wait_for_function(
        "document.getElementById('fq-toast').innerText.includes('drafted as a question')"
    )


def test_a_permanent_link_opens_its_paragraph(open_page: Open, address: str) -> None:
    page = open_page(address)
    ask(page, FIRST)
    link = page.locator("#fq-current .fq-cite").first.get_attribute("href")
    fresh = open_page(f"{address}/{link}")
    fresh.wait_for_selector("#source-pane.fq-open")
    assert "يقرر حماية الآبار في المنطقة؛" in fresh.locator("#source-pane").inner_text()


def test_a_models_answer_is_stopped(open_page: Open, folder: Path, shoot: Shoot) -> None:
    sentence = "يقرر المجلس حماية الآبار في المنطقة [{0}]. "
    with serving(folder, model_saying(sentence * 60, pause=0.05)) as address:
        page = open_page(address)
        box = page.locator("#fq-question textarea")
        box.fill(FIRST)
        box.press("Enter")
        page.wait_for_selector("#fq-current .fq-confirmed, #fq-current .fq-coming")
        shoot(page, "model-writing")
        page.get_by_role("button", name="توقف").click()
        page.wait_for_selector("#fq-current .fq-turn[data-turn]")
        page.wait_for_function("!document.body.classList.contains('fq-running')")
        assert page.locator("#fq-current .fq-cite").count()
        shoot(page, "model-stopped")


def test_conversations_outlive_the_server(open_page: Open, folder: Path) -> None:
    with serving(folder) as address:
        port = int(address.rsplit(":", 1)[1])
        page = open_page(address)
        ask(page, FIRST)
        where = page.url
    with serving(folder, port=port) as address:
        again = open_page(address)
        again.goto(where)
        # another browser, the same person: nobody has to log in here
        again.wait_for_selector("#fq-past .fq-turn")
        assert "يقرر حماية الآبار في المنطقة؛" in again.locator("#fq-past").inner_text()
        ask(again, "وماذا تقول الفقرة 2 منه؟")
        assert "31 آذار/مارس 2022" in last(again)


def test_the_question_stays_in_view_and_a_new_one_begins_at_the_top(
    open_page: Open, address: str
) -> None:
    page = open_page(address, NARROW)
    for _ in range(3):
        ask(page, FIRST)
    inside = page.evaluate(
        "document.querySelector('#fq-question-row').getBoundingClientRect().bottom <= innerHeight + 1"
    )
    assert inside
    top = page.evaluate(
        "document.querySelector('#fq-current .fq-turn').getBoundingClientRect().top"
    )
    assert 0 <= top < NARROW["height"] / 4
    page.evaluate("window.scrollTo(0, 0)")
    assert page.locator("#fq-question textarea").evaluate(
        "box => box.getBoundingClientRect().bottom <= innerHeight"
    )


def test_the_source_is_in_view_far_down_a_long_conversation(open_page: Open, address: str) -> None:
    page = open_page(address)
    for _ in range(4):
        ask(page, FIRST)
    assert page.evaluate("scrollY") > 0
    page.locator("#fq-current .fq-cite").first.click()
    page.wait_for_selector("#source-pane mark")
    top = page.locator("#source-pane").evaluate("pane => pane.getBoundingClientRect().top")
    assert 0 <= top < 100


def test_a_restriction_is_said_where_one_asks_and_lifted_there(
    open_page: Open, address: str
) -> None:
    page = open_page(address)
    speak_english(page)
    page.evaluate(
        "sessionStorage.setItem('fiqra-scope', '[\"a\", \"b\"]');"
        "document.dispatchEvent(new CustomEvent('fiqra:scope', { detail: { documents: [] } }))"
    )
    assert "Only ticked documents are searched: 2." in page.locator("#fq-restricted").inner_text()
    page.get_by_role("button", name="Search all").click()
    assert not page.locator("#fq-restricted").is_visible()
    assert page.evaluate("sessionStorage.getItem('fiqra-scope')") is None


def test_while_it_waits_the_question_stands_once_and_alone(open_page: Open, address: str) -> None:
    page = open_page(address)
    ask(page, FIRST)
    page.route("**/gradio_api/queue/join*", lambda route: None)  # never gets there
    box = page.locator("#fq-question textarea")
    box.fill("وماذا تقول الفقرة 2 منه؟")
    box.press("Enter")
    page.wait_for_selector("#fq-asked")
    assert page.locator(".fq-turn:visible").count() == 2
    assert "يجري البحث في الوثائق…" in page.locator("#fq-asked").inner_text()


def test_who_waits_is_told_the_place_in_the_queue(
    open_page: Open, folder: Path, shoot: Shoot
) -> None:
    slow = "يقرر المجلس حماية الآبار في المنطقة [{0}]. " * 60
    with serving(folder, model_saying(*[slow] * 4, pause=0.05)) as address:
        pages = [open_page(address) for _ in range(3)]
        for page in pages:
            page.locator("#fq-question textarea").fill(FIRST)
            page.keyboard.press("Enter")
        last_page = pages[-1]
        last_page.get_by_text("دورك 1 من 1").wait_for()
        shoot(last_page, "queued-ar")
        for page in pages:
            page.get_by_role("button", name="توقف").click()
        for page in pages:
            page.wait_for_function("!document.body.classList.contains('fq-running')")
            page.close()
