"""axe-core finds no serious fault in our own markup, in either language, wide or narrow, light or dark."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.browser.conftest import NARROW, WIDE, Open, ask, speak_english

if TYPE_CHECKING:
    from playwright.sync_api import Page

OWN = "[id^='fq-'], [class*='fq-'], #source-pane, [id^='login']"
"""What our own markup is inside of; anything else is one of Gradio's widgets."""

SERIOUS = {"serious", "critical"}

# Gradio's own: seen with 6.31, listed in docs/serving.md
_GRADIOS = {
    "scrollable-region-focusable",
    "aria-allowed-attr",
    "aria-required-children",
    "aria-input-field-name",
}


def faults(page: Page) -> list[str]:
    """The serious ones, each as its rule and the element."""
    package = files(pytest.importorskip("axe_playwright_python"))
    page.evaluate(package.joinpath("axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_asking_and_reading_have_no_serious_fault(
    open_page: Open, address: str, size: dict[str, int], dark: bool
) -> None:
    page = open_page(address, size, dark=dark)
    ask(page, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    ask(page, "What is the capital of Peru?")
    assert faults(page) == []
    page.locator(".fq-cite").first.click()
    page.wait_for_selector("#source-pane mark")
    assert faults(page) == []


@pytest.mark.parametrize("tab", ["Documents", "Precedents", "Evaluation"])
def test_the_other_tabs_have_no_serious_fault(open_page: Open, address: str, tab: str) -> None:
    page = open_page(address)
    speak_english(page)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_timeout(1500)
    assert faults(page) == []
