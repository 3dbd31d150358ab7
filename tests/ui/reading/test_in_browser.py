"""The pane in a browser: opened by a click or a key, left by Escape, a link that holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.reading.conftest import HOSTILE_NAME, found, linked, whole
from tests.ui.reading.tiny_page import Cited, running, tiny
from ui.reading.place import spans_text
from ui.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PANE = "#source-pane"
WELLS, FUND, HOSTILE, PDF = range(4)


def cited(given: Served) -> list[Cited]:
    index, chosen = given.index, []
    for name in ("wells.ar.txt", "fund.2020.txt", HOSTILE_NAME, "report.pdf"):
        paragraph = found(index, name, "1")
        chosen.append((name, paragraph.order, whole(index, name, paragraph)))
    return chosen


@pytest.fixture(scope="module")
def url(given: Served) -> Iterator[str]:
    with running(tiny(given, cited(given))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    yield from _page(browser, url, 1280)


@pytest.fixture
def narrow(browser: Browser, url: str) -> Iterator[Page]:
    yield from _page(browser, url, 360)


def _page(browser: Browser, url: str, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    outside: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "request",
        lambda request: outside.append(request.url) if not request.url.startswith(url) else None,
    )
    page.goto(url)
    yield page
    context.close()
    assert faults == []
    assert [each for each in outside if not each.startswith(("data:", "blob:"))] == []


def links(page: Page) -> str:
    return "#fq-tabs a.to-source"


def shown(page: Page) -> str:
    page.wait_for_selector(f"{PANE} .fq-source")
    return page.inner_text(f"{PANE} h2")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def test_a_click_opens_it_with_the_words_marked_and_in_view(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    assert "2021/1" in shown(page)
    mark = page.locator(f"{PANE} mark").first
    assert mark.inner_text() == "يقرر حماية الآبار في المنطقة؛"
    assert page.evaluate(
        """() => { const box = document.querySelector("#source-pane mark").getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight; }"""
    )
    assert focused(page) == "fq-source-heading"
    query = parse_qs(urlsplit(page.url).query)
    assert query["paragraph"][0].startswith("wells.ar.txt/")
    assert "quote" in query


def test_enter_opens_it_and_escape_goes_back_to_the_link(page: Page) -> None:
    page.locator(links(page)).nth(FUND).focus()
    page.keyboard.press("Enter")
    shown(page)
    # the link is drawn again meanwhile, as Gradio does
    page.evaluate(
        """() => { const list = document.querySelector("#fq-tabs ul");
        list.innerHTML = list.innerHTML; }"""
    )
    page.keyboard.press("Escape")
    assert page.locator(PANE).is_hidden()
    assert page.evaluate(
        "document.activeElement === document.querySelectorAll('#fq-tabs a.to-source')[1]"
    )
    assert "paragraph=" not in page.url


def test_back_and_forward_go_through_what_was_opened(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    first = shown(page)
    page.locator(links(page)).nth(FUND).click()
    page.wait_for_function(f"document.querySelector('{PANE} h2').innerText.includes('2020/9')")
    page.go_back()
    page.wait_for_function(f"document.querySelector('{PANE} h2').innerText.includes('2021/1')")
    assert shown(page) == first
    page.go_back()
    page.wait_for_selector(PANE, state="hidden")
    page.go_forward()
    page.wait_for_selector(f"{PANE} mark")


def test_a_modified_click_is_the_browsers(page: Page) -> None:
    with page.context.expect_page() as other:
        page.locator(links(page)).nth(WELLS).click(modifiers=["Control"])
    assert page.locator(PANE).is_hidden()
    other.value.wait_for_selector(f"{PANE} mark")  # and the new tab opens the paragraph


def test_a_permanent_link_opens_it_at_load(page: Page, url: str, given: Served) -> None:
    index = given.index
    paragraph = found(index, "wells.ar.txt", "1")
    from urllib.parse import quote

    link = quote(linked(index, "wells.ar.txt", paragraph), safe="")
    spans = spans_text(whole(index, "wells.ar.txt", paragraph), paragraph.start)
    page.goto(f"{url}?paragraph={link}&quote={spans}")
    page.wait_for_selector(f"{PANE} mark")
    assert page.inner_text(f"{PANE} mark") == "يقرر حماية الآبار في المنطقة؛"
    page.goto(f"{url}?paragraph=gone.txt%2F1-0123456789")
    page.wait_for_selector(f"{PANE} .fq-source-missing")
    assert "gone.txt" in page.inner_text(PANE)
    page.click(f"{PANE} [data-source=close]")
    assert page.locator(PANE).is_hidden()


def test_a_twin_is_offered_and_opens(page: Page) -> None:
    page.locator(links(page)).nth(FUND).click()
    twin = page.locator(f"{PANE} .fq-twins a.to-source")
    twin.wait_for()
    assert "تغيير واحد" in page.inner_text(f"{PANE} .fq-twins")
    twin.click()
    page.wait_for_function(f"document.querySelector('{PANE} h2').innerText.includes('2022/9')")
    page.keyboard.press("Escape")  # goes back to where it all began
    assert page.evaluate(
        "document.activeElement === document.querySelectorAll('#fq-tabs a.to-source')[1]"
    )


def test_the_outline_marks_where_one_is_and_finds(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.click(f"{PANE} [data-source=outline]")
    page.wait_for_selector(f"{PANE} [aria-current=true]:focus")
    entries = page.locator(f"{PANE} .fq-outline a.to-source:visible")
    everything = entries.count()
    page.fill(f"{PANE} [data-source=find]", "تكاليفَ")
    assert 0 < entries.count() < everything
    page.fill(f"{PANE} [data-source=find]", "زرافة")
    assert entries.count() == 0
    assert page.inner_text(f"{PANE} .fq-outline-none") == "لا شيء في المحتويات بهذه الكلمات."
    page.fill(f"{PANE} [data-source=find]", "")
    entries.last.click()
    page.wait_for_function(f"document.querySelector('{PANE} h2').innerText.includes('(ب)')")
    current = page.locator(f"{PANE} .fq-outline [aria-current=true]")
    assert "تكاليف" in current.inner_text()  # it stays open beside the page, and goes along
    page.keyboard.press("Escape")
    assert page.locator(PANE).is_hidden()


def test_next_keeps_the_focus_on_next(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.locator(f"{PANE} [data-step=previous]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('{PANE} h2').innerText.includes('الديباجة')")
    page.wait_for_selector(f"{PANE} [data-step=previous]:focus")


def test_what_a_document_holds_does_not_run(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(links(page)).nth(HOSTILE).click()
    shown(page)
    page.wait_for_timeout(150)
    assert asked == []
    assert page.locator(f"{PANE} :is(script, b, img[src])").count() == 0
    assert "<img src=x onerror=alert(1)> </mark></p> ${1+1}" in page.inner_text(
        f"{PANE} .fq-cited >> nth=0"
    )


def test_a_page_is_drawn_when_it_is_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(links(page)).nth(PDF).click()
    shown(page)
    assert not any(".png" in each for each in asked)
    page.click(f"{PANE} .fq-page summary")
    page.wait_for_function(f"document.querySelector('{PANE} .fq-page img').naturalWidth > 100")


def test_the_language_is_switched_in_place(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.evaluate(
        """() => { document.documentElement.lang = "en"; document.documentElement.dir = "ltr";
        document.dispatchEvent(new CustomEvent("fiqra:language", { detail: { language: "en" } })); }"""
    )
    page.wait_for_selector(f"{PANE} .fq-source[lang=en]")
    assert "op. para. 1" in shown(page)
    assert page.inner_text(f"{PANE} mark") == "يقرر حماية الآبار في المنطقة؛"
    assert page.get_attribute(PANE, "aria-label") == "Source"


def test_a_server_that_does_not_answer_is_said_in_words(page: Page) -> None:
    page.route("**/fiqra/source?*", lambda route: route.abort())
    page.locator(links(page)).nth(WELLS).click()
    page.wait_for_selector(f"{PANE} .fq-source-missing")
    assert "لم يُجب" in page.inner_text(PANE)
    page.unroute("**/fiqra/source?*")
    page.click(f"{PANE} a.to-source")  # again
    page.wait_for_selector(f"{PANE} mark")


def test_a_slow_answer_is_waited_for_in_words(page: Page) -> None:
    import time

    def slowly(route: object) -> None:
        time.sleep(0.6)
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/fiqra/source?*", slowly)
    page.locator(links(page)).nth(WELLS).click()
    page.wait_for_selector(f"{PANE} .fq-source-loading")
    page.wait_for_selector(f"{PANE} mark")


def test_what_was_closed_while_it_was_fetched_stays_closed(page: Page) -> None:
    import time

    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.route("**/fiqra/source?*", lambda route: (time.sleep(0.5), route.continue_()))
    page.evaluate(
        f"""() => {{ document.querySelector('{PANE} [data-step=previous]').click();
        document.querySelector('{PANE} [data-source=close]').click(); }}"""
    )
    page.wait_for_timeout(1200)
    assert page.locator(PANE).is_hidden()


def test_the_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.click(f"{PANE} .fq-menu summary")
    page.locator(f"{PANE} [data-copy]").nth(1).click()
    page.wait_for_function(
        f"document.querySelector('{PANE} .fq-menu summary').innerText.includes('نُسخ')"
    )
    assert page.evaluate("navigator.clipboard.readText()") == "يقرر حماية الآبار في المنطقة؛"
    page.click(f"{PANE} .fq-menu summary")
    page.locator(f"{PANE} [data-address]").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")


def test_on_a_narrow_screen_it_is_a_dialog_that_keeps_the_focus(narrow: Page) -> None:
    narrow.locator(links(narrow)).nth(WELLS).click()
    shown(narrow)
    assert narrow.get_attribute(PANE, "role") == "dialog"
    assert narrow.get_attribute(PANE, "aria-modal") == "true"
    box = narrow.locator(PANE).bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 800)
    assert narrow.evaluate(f"document.querySelector('{PANE}').scrollWidth") <= 360
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            narrow.keyboard.press(key)
            assert narrow.evaluate(
                f"document.querySelector('{PANE}').contains(document.activeElement)"
            )
    narrow.keyboard.press("Escape")
    assert narrow.locator(PANE).is_hidden()
    assert "wells.ar.txt" in str(narrow.evaluate("document.activeElement.href"))


def test_escape_in_a_field_elsewhere_leaves_it_open(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.focus("#elsewhere")
    page.keyboard.press("Escape")
    assert page.locator(PANE).is_visible()


def test_wide_puts_both_languages_side_by_side(page: Page) -> None:
    page.locator(links(page)).nth(WELLS).click()
    shown(page)
    page.click(f"{PANE} [data-source=wide]")
    own = page.locator(f"{PANE} .fq-source-own").bounding_box()
    other = page.locator(f"{PANE} .fq-counterpart").bounding_box()
    assert own is not None
    assert other is not None
    assert abs(own["y"] - other["y"]) < 2
    assert page.get_attribute(f"{PANE} [data-source=wide]", "aria-pressed") == "true"
