"""What a reader sees of an answer: documents' words as words, marked, each block its own way."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.answers import Answer, Question
from assistant.extractive import answer
from index.store import Index, open_index
from tests.assistant.conftest import RESOLUTION
from ui.markup import direction, isolated, prose
from ui.rendering import note_html, reply_html

HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> ${1+1} {{value}} <b>الآبار</b>'

ENGLISH = """WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its previous resolutions on wells,

1. Decides to protect wells in the region;

2. Requests the Executive Secretary to report before 31 March 2022:

(a) On the state of wells;

(b) On the costs of protection.
"""


class Elements(HTMLParser):
    """The elements of a page: each as (tag, attributes, text inside)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: tuple[str, dict[str, str | None], list[str]] = (tag, dict(attrs), [])
        self.seen.append(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def texts(self, tag: str, name: str | None = None) -> list[str]:
        return [
            "".join(text)
            for seen, attributes, text in self.seen
            if seen == tag and (name is None or attributes.get("class") == name)
        ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("rendered")
    for name, text in {
        "wells.ar.txt": RESOLUTION.format(number=1, subject="الآبار"),
        "wells.en.txt": ENGLISH,
        "hostile.txt": RESOLUTION.format(number=2, subject=HOSTILE),
    }.items():
        (home / name).write_text(text, encoding="utf-8")
    ingest(home / "index", [home / name for name in ("wells.ar.txt", "wells.en.txt")])
    ingest(home / "index", [home / "hostile.txt"], name="<i>hostile</i>.txt")
    with open_index(home / "index") as opened:
        yield opened


def asked(index: Index, text: str) -> tuple[Answer, str, Elements]:
    given = answer(index, Question(text))
    page = reply_html(index, given)
    return given, page, Elements(page)


def test_no_markup_of_a_document_comes_through(index: Index) -> None:
    given, page, elements = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert not given.abstained
    tags = {tag for tag, _, _ in elements.seen}
    assert not tags & {"script", "img", "b", "i"}
    assert "alert(" in page
    assert "&lt;script&gt;" in page
    assert "&lt;i&gt;hostile&lt;/i&gt;.txt" in page.replace('<bdi dir="ltr">', "")
    assert HOSTILE in elements.texts("p", "cited")[0]  # all of it is there to be read


def test_nothing_in_a_document_is_a_template(index: Index) -> None:
    _, page, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert not set("{}$`") & set(page)
    assert "${1+1} {{value}}" in html.unescape(page)


def test_a_fault_is_shown_as_words() -> None:
    page = note_html("<script>x</script> is not right.", "en")
    assert "<script" not in page
    assert 'class="note"' in page


@pytest.mark.parametrize("number", ["1", "2", "2 (ب)"])
def test_the_marked_words_are_the_quotation(index: Index, number: str) -> None:
    given, _, elements = asked(index, f"ماذا تقول الفقرة {number} من القرار WC/RES/2021/1؟")
    assert [c.quote for c in given.citations] == [" ".join(elements.texts("mark"))]


def test_the_paragraph_stands_between_its_neighbours(index: Index) -> None:
    _, page, elements = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    before, after = elements.texts("p", "near")
    assert before.startswith("إذ يشير")
    assert after.startswith("2 - يطلب")
    assert page.index(before) < page.index("<mark>") < page.index(after)


def test_numbers_lead_to_their_sources(index: Index) -> None:
    given, page, elements = asked(index, "ماذا تقول الفقرتان 1 و2 من القرار WC/RES/2021/1؟")
    assert len(given.citations) == 2
    links = re.findall(r'href="#([^"]+)"', page)
    targets = [str(a["id"]) for _, a, _ in elements.seen if "id" in a]
    assert links == targets == ["source-1", "source-2"]
    assert elements.texts("a", "cite") == ["[1]", "[2]"]


def test_each_block_has_the_direction_of_its_own_words(index: Index) -> None:
    given, _, elements = asked(index, "What does paragraph 1 of WC/RES/2021/1 say?")
    assert given.language == "en"
    ways = {
        (attributes["dir"], bool(re.search("[\u0621-\u064a]", "".join(text))))
        for tag, attributes, text in elements.seen
        if tag == "blockquote"
    }
    assert ways == {("rtl", True), ("ltr", False)}
    assert "Official English text" in elements.texts("h3")
    assert "Decides to protect wells in the region;" in elements.texts("blockquote")


def test_words_without_letters_take_the_direction_of_the_language() -> None:
    assert direction("2 - 5", "ar") == "rtl"
    assert direction("2 - 5", "en") == "ltr"
    assert direction("يقرر A/RES/55/25", "en") == "rtl"
    assert direction("Decides", "ar") == "ltr"


def test_symbols_and_numbers_are_isolated_whole() -> None:
    label = isolated("الوثيقة A/CONF.234/L.6، الفقرة 12 (أ)")
    assert re.findall("<bdi[^>]*>(.*?)</bdi>", label) == ["A/CONF.234/L.6", "12"]
    assert isolated("<b>") == '&lt;<bdi dir="ltr">b</bdi>&gt;'


def test_no_answer_looks_different(index: Index) -> None:
    given, _, elements = asked(index, "What does paragraph 40 of WC/RES/2021/1 say?")
    assert given.abstained
    assert given.text in elements.texts("section", "note")[0]
    assert elements.texts("mark") == elements.texts("section", "answer") == []


def test_the_nearest_paragraphs_are_called_no_answer(index: Index) -> None:
    full = answer(index, Question("ماذا تقول الفقرة 2 من القرار WC/RES/2021/1؟"))
    nearest = tuple(citation.found for citation in full.citations)
    given = Answer("ar", "لا جواب.\n\nالأقرب", abstained=True, nearest=nearest)
    elements = Elements(reply_html(index, given))
    assert "وليست جوابا عنه" in elements.texts("section", "nearest")[0]
    assert len(elements.texts("li")) == 1
    assert elements.texts("mark") == []


def test_a_long_neighbour_is_cut_where_it_is_far(tmp_path: Path) -> None:
    from index.ingest import ingest

    long = " ".join(f"كلمة{n}" for n in range(200))
    text = RESOLUTION.format(number=1, subject="الآبار").replace("بشأن الآبار،", f"{long}،")
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "long.txt"])
    with open_index(tmp_path / "index") as index:
        _, _, elements = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    before = elements.texts("p", "near")[0]
    assert before.startswith("… كلمة")
    assert before.endswith("كلمة199،")
    assert len(before) < 310


def test_thousands_with_a_space_are_kept_together_between_arabic_words() -> None:
    assert prose("قدرتها 50 000 متر") == 'قدرتها <bdi dir="ltr">50 000</bdi> متر'
    assert prose("<b> ٥٠٠ ٠٠٠") == '&lt;b&gt; <bdi dir="ltr">٥٠٠ ٠٠٠</bdi>'


def test_a_reading_of_damaged_words_is_named_and_is_no_quotation(index: Index) -> None:
    given = answer(index, Question("حماية الآبار"))
    read = replace(given.citations[0], reading=("كلمات مصلحة <b>",))
    page = reply_html(index, replace(given, citations=(read, *given.citations[1:])))
    quotation, _, after = page.partition("</blockquote>")
    assert "مصلحة" not in quotation
    shown = after.partition("</article>")[0]
    assert "وليست حروف المصدر" in shown
    assert "كلمات مصلحة &lt;b&gt;" in shown
