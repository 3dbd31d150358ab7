"""The report in a real browser: directions, filters, and nothing asked of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.report import html
from eval.report.html import write_html
from eval.runs.lines import Statement
from tests.eval.report.made_runs import Item, good, make_run, wrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    '<script>document.title="taken"</script><img src="https://example.org/x.png" '
    "onerror=\"document.title='taken'\">--><!-- </details></template> \"' onmouseover=x "
)


@pytest.fixture(scope="module")
def report(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "report.html"
    write_html(run, out)
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def shown(page: Page) -> list[str]:
    """Ids of the questions that a reader sees."""
    return [
        str(each.get_attribute("data-id"))
        for each in page.locator("#list > .q").all()
        if each.is_visible()
    ]


def hostile() -> Item:
    asked, line, verdicts = good("h")
    assert line is not None
    name = "".join(HOSTILE.split())
    asked = replace(asked, question=HOSTILE + asked.question, id=name, slice=HOSTILE)
    place = replace(line.citations[0], quote=HOSTILE, label=HOSTILE)
    line = replace(
        line, id=name, answer=HOSTILE, statements=(Statement(HOSTILE, (0,)),), citations=(place,)
    )
    return (
        asked,
        line,
        replace(verdicts, id=name, notes=(HOSTILE,), documents=(HOSTILE,), slice=HOSTILE),
    )


def test_arabic_is_laid_out_from_right_to_left(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    directions = page.evaluate(
        """() => [...document.querySelectorAll("#list p, #list .text, #list blockquote")]
        .map((each) => [each.textContent, getComputedStyle(each).direction])"""
    )
    arabic = [way for text, way in directions if "محطات" in text]
    assert len(arabic) > 5
    assert set(arabic) == {"rtl"}
    assert {way for text, way in directions if text.startswith("Decides")} == {"ltr"}


def test_an_arabic_question_begins_at_the_right(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    first, rest = page.evaluate(
        """() => {
          const text = document.querySelector('[data-id="g-ar"] .text').firstChild;
          const at = (from, to) => {
            const range = document.createRange();
            range.setStart(text, from);
            range.setEnd(text, to);
            return range.getBoundingClientRect().x;
          };
          return [at(0, 1), at(10, 11)];
        }"""
    )
    assert first > rest


def test_a_symbol_and_its_year_stand_together_in_arabic(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    isolated = page.locator('[data-id="g-ar"] .text bdi').first
    assert isolated.text_content() == "COUNCIL/RES/2030/7 (2030)"
    assert isolated.evaluate("(each) => getComputedStyle(each).direction") == "ltr"


def test_a_click_on_a_failure_leaves_only_its_questions(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    assert len(shown(page)) == 6
    page.click('.chip[data-fail="twin"]')
    assert shown(page) == ["w-en"]
    assert page.inner_text("#shown") == "1 of 6 questions"
    assert page.evaluate("location.hash") == "#fail=twin"
    page.click('.chip[data-fail="silent"]')
    assert shown(page) == ["w-en", "s-ar"]
    page.click("#reset")
    assert len(shown(page)) == 6
    assert page.evaluate("location.hash") == ""


def test_filters_meet(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.select_option('select[name="lang"]', "en")
    assert shown(page) == ["g-en", "w-en", "u-en"]
    page.select_option('select[name="type"]', "lookup")
    assert shown(page) == ["g-en", "w-en"]
    page.select_option('select[name="document"]', "seven.en.txt")
    page.select_option('select[name="slice"]', "twin")
    assert shown(page) == ["g-en", "w-en"]


def test_the_address_keeps_the_filter(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#fail=silent,error&lang=ar")
    assert shown(page) == ["s-ar", "f-ar"]
    assert page.input_value('select[name="lang"]') == "ar"
    page.goto(f"{report.as_uri()}#text=%D9%85%D8%AD%D8%B7%D9%87")
    assert "g-ar" in shown(page)
    page.goto(f"{report.as_uri()}#summary")
    assert "g-ar" in shown(page)


def test_a_number_in_the_summary_leads_to_its_questions(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.click(".wrong a[href='#fail=silent&lang=ar']")
    assert shown(page) == ["s-ar"]


@pytest.mark.parametrize("typed", ["MONITORING", "monitoring  2031", "g-en"])
def test_search_finds_words_of_questions_and_answers(page: Page, report: Path, typed: str) -> None:
    page.goto(report.as_uri())
    page.fill("#text", typed)
    page.locator("#shown b").filter(has_not_text="6").wait_for()
    assert "g-en" in shown(page)
    assert "g-ar" not in shown(page)


def test_search_sees_through_vowel_signs_and_digits(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.fill("#text", "مَحطّة بحلول ١ اذار")
    page.locator("#shown b").filter(has_not_text="6").wait_for()
    assert "g-ar" in shown(page)
    assert "g-en" not in shown(page)


def test_questions_open_with_answer_evidence_and_verdicts(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#fail=twin")
    page.click("#open")
    body = page.locator('[data-id="w-en"] .body').inner_text()
    for words in (
        "unsupported",
        "number 42 is not in the paragraph",
        "twin of seven.ar.txt · op. para. 2",
        "quotation not in the source",
        "seven.en.txt, page 3, characters 10–77",
        "A vital fact is missing: 42.",
        "Confidence 0.90",
        "40 ms",
    ):
        assert words in body


def test_a_link_to_a_question_opens_it(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#q-3")
    assert page.locator('[data-id="w-en"] .body').is_visible()


@pytest.mark.parametrize("lazy_from", [0, 1_000])
def test_nothing_in_an_answer_runs_or_reaches_the_network(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lazy_from: int
) -> None:
    monkeypatch.setattr(html, "LAZY_FROM", lazy_from)
    run = make_run(tmp_path / HOSTILE.replace("/", "_")[:60], [hostile(), good("g")])
    out = tmp_path / "report.html"
    write_html(run, out)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(out.as_uri())
    page.click("#open")
    page.wait_for_timeout(200)
    assert page.title().endswith("Fiqra evaluation")
    assert asked == [out.as_uri()]
    assert page.locator("#list script, #list img, [onerror], [onmouseover]").count() == 0
    assert len(shown(page)) == 2
    assert HOSTILE.strip() in page.locator(".q .statement p").first.inner_text()


def test_the_page_forbids_itself_every_request(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    failures = page.evaluate(
        """async () => {
          const tried = [];
          addEventListener("securitypolicyviolation", (e) => tried.push(e.effectiveDirective));
          document.body.append(Object.assign(new Image(), { src: "https://example.org/a.png" }));
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken'";
          document.body.append(script);
          await fetch("https://example.org/").catch(() => 0);
          await new Promise((done) => setTimeout(done, 100));
          return tried.sort();
        }"""
    )
    assert failures == ["connect-src", "img-src", "script-src-elem"]
    assert "taken" not in page.title()


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_the_page_never_scrolls_sideways(page: Page, report: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(report.as_uri())
    page.click("#open")
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_themes(page: Page, report: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(report.as_uri())
    back, ink, faint, bad = page.evaluate(
        """() => {
          const style = (name) => getComputedStyle(document.querySelector(name));
          return [style("body").backgroundColor, style("body").color,
            style(".means").color, style(".fault").color];
        }"""
    )
    for colour in (ink, faint, bad):
        assert contrast(back, colour) >= 4.5  # WCAG 2.2, AA


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two CSS colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        channels = [int(x) / 255 for x in colour[4:-1].split(",")]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_large_run_is_laid_out_only_as_far_as_it_is_read(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "LAZY_FROM", 100)
    items = (wrong(f"q{n}") if n % 10 == 0 else good(f"q{n}") for n in range(300))
    out = tmp_path / "report.html"
    write_html(make_run(tmp_path / "large", items), out)
    page.goto(out.as_uri())
    assert page.locator("#list .body").count() == 0
    page.click('.chip[data-fail="twin"]')
    assert page.inner_text("#shown b") == "30"
    page.fill("#text", "not in the paragraph")  # stands in the answers alone
    page.wait_for_timeout(300)
    assert page.inner_text("#shown b") == "30"
    page.click('[data-id="q0"] > summary')
    page.locator('[data-id="q0"] .body').wait_for()
    assert "twin of" in page.locator('[data-id="q0"] .body').inner_text()


def test_on_paper_every_question_shown_is_open(page: Page, report: Path) -> None:
    page.goto(f"{report.as_uri()}#fail=twin")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator('[data-id="w-en"] .body').is_visible()
    assert not page.locator("#filters").is_visible()
    assert not page.locator('[data-id="g-en"]').is_visible()


def test_the_plots_speak(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    plots = page.locator("svg[role=img]").all()
    assert len(plots) >= 4
    for plot in plots:
        assert plot.locator("> title").text_content()
        assert plot.locator("> desc").text_content()
