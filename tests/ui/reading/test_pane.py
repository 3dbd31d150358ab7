"""The pane as HTML: the source's own words, marked, in their place; nothing of a document is markup."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st
from starlette.testclient import TestClient

from index.store import Index, open_index
from index.values import Span
from tests.ui.elements import Elements
from tests.ui.reading.conftest import HOSTILE, HOSTILE_NAME, found, linked, opened, whole
from tests.ui.reading.tiny_page import served, tiny
from ui.reading.links import permanent
from ui.reading.place import place_of, spans_of, spans_text
from ui.reading.text import marked


def test_the_words_are_marked_where_they_stand(client: TestClient, index: Index) -> None:
    paragraph = found(index, "wells.ar.txt", "1")
    spans = whole(index, "wells.ar.txt", paragraph)
    elements = Elements(opened(client, index, "wells.ar.txt", paragraph, spans))
    assert elements.texts("mark") == ["يقرر حماية الآبار في المنطقة؛"]
    official = "1. Decides to protect wells in the region;"
    assert elements.classed("fq-cited") == ["1 - يقرر حماية الآبار في المنطقة؛", official]
    before, after = elements.classed("fq-near")[:2]
    assert before == "إذ يشير إلى قراراته السابقة بشأن الآبار،"
    assert after.startswith("2 - يطلب إلى الأمين التنفيذي")


def test_a_paragraph_stands_with_its_points(client: TestClient, index: Index) -> None:
    paragraph = found(index, "wells.ar.txt", "2")
    cited = Elements(opened(client, index, "wells.ar.txt", paragraph)).classed("fq-cited")[0]
    assert "(أ) عن حالة الآبار؛" in cited
    assert "(ب) عن تكاليف الحماية." in cited


def test_a_point_stands_under_its_paragraph_behind_the_point_before(
    client: TestClient, index: Index
) -> None:
    point = found(index, "wells.ar.txt", "ب", "point")
    elements = Elements(opened(client, index, "wells.ar.txt", point))
    assert elements.classed("fq-above")[0].startswith("2 - يطلب")
    assert elements.classed("fq-near")[0] == "(أ) عن حالة الآبار؛"
    assert elements.classed("fq-cited-line")[0] == "(ب) عن تكاليف الحماية."
    assert "2 (ب)" in elements.texts("h2")[0]


def test_next_goes_over_the_points(index: Index) -> None:
    document = index.documents["wells.ar.txt"]
    first, second = (found(index, "wells.ar.txt", n) for n in "12")
    assert place_of(index, document, first).next == second
    assert place_of(index, document, second).previous == first
    assert place_of(index, document, second).next is None


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_frame_has_the_readers_language_and_each_text_its_own(
    client: TestClient, index: Index, language: str
) -> None:
    paragraph = found(index, "wells.ar.txt", "1")
    page = opened(client, index, "wells.ar.txt", paragraph, language=language)  # type: ignore[arg-type]
    way = {"ar": "rtl", "en": "ltr"}[language]
    assert f'lang="{language}" dir="{way}" aria-labelledby' in page
    assert '<div class="fq-cited" lang="ar" dir="rtl">' in page
    assert '<div class="fq-cited" lang="en" dir="ltr">' in page  # the official version
    name = {"ar": "النص الإنكليزي الرسمي", "en": "Official English text"}[language]
    assert name in page
    assert "Decides to protect wells in the region;" in page


def test_no_markup_and_no_template_of_a_document_comes_through(
    client: TestClient, index: Index
) -> None:
    paragraph = found(index, HOSTILE_NAME, "1")
    spans = whole(index, HOSTILE_NAME, paragraph)
    page = opened(client, index, HOSTILE_NAME, paragraph, spans)
    elements = Elements(page)
    assert not elements.tags & {"script", "b", "i", "img"}
    assert not any(name.startswith("on") for _, found_, _ in elements.seen for name in found_)
    assert not set("{}$`") & set(page)
    assert HOSTILE.replace("  ", " ") in " ".join(elements.texts("mark"))
    assert "\u202e" not in elements.texts("h2")[0]


def test_a_repaired_paragraph_shows_both_texts_each_named(client: TestClient, index: Index) -> None:
    paragraph = next(p for p in index.outline("damaged.txt") if p.repairs and len(p.clean) > 80)
    spans = whole(index, "damaged.txt", paragraph)
    page = opened(client, index, "damaged.txt", paragraph, spans)
    elements = Elements(page)
    assert "كما في المصدر، حرفا بحرف" in page
    assert "القراءة بعد الإصلاح، وليست حروف المصدر" in page
    source = index.source("damaged.txt").text
    assert " ".join(elements.texts("mark")) == " ".join(source[s.start : s.end] for s in spans)
    read = "".join(elements.classed("fq-source-reading")).replace(" (أُصلحت)", "")
    assert paragraph.clean.text in read
    assert "كلمات أعيد ترتيبها" in page
    assert "نسخ القراءة" in page


def test_the_citation_is_copied_in_the_form_of_un_documents(
    client: TestClient, index: Index
) -> None:
    point = found(index, "wells.en.txt", "b", "point")
    page = opened(client, index, "wells.en.txt", point, language="en")
    copied = dict(re.findall(r'data-copy="([^"]*)"[^>]*>([^<]+)<', page))
    by_name = {name: html.unescape(text) for text, name in copied.items()}
    assert by_name["Copy citation"] == "WC/RES/2021/1, para. 2 (b)."
    assert by_name["Copy words"] == "(b) On the costs of protection."
    assert by_name["Copy permanent link"].startswith("?paragraph=wells.en.txt%2F")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("", "This is no link to a paragraph"),
        ("nonsense", "This is no link to a paragraph"),
        ("gone.txt/1-0123456789", "The document gone.txt is no longer in the index"),
        ("wells.ar.txt/1-0123456789", "no paragraph of it has the words"),
        ("..%2F..%2Fetc%2Fpasswd/1-0123456789", "is no longer in the index"),
        ("%3Cscript%3E/1-0123456789", "is no longer in the index"),
    ],
)
def test_a_link_that_leads_nowhere_says_why(client: TestClient, link: str, said: str) -> None:
    answer = client.get("/fiqra/source", params={"paragraph": link, "language": "en"})
    assert answer.status_code == 404
    elements = Elements(answer.text)
    assert said in "".join(elements.texts("p"))
    assert "Close" in answer.text
    assert "<script" not in answer.text
    arabic = client.get("/fiqra/source", params={"paragraph": link, "language": "ar"})
    assert "لا فقرة هنا" in arabic.text


def test_a_draft_is_called_a_draft(client: TestClient, given: object, index: Index) -> None:
    from dataclasses import replace

    from ui.reading.pane import pane

    paragraph = found(index, "wells.en.txt", "1")
    draft = replace(index.documents["wells.en.txt"], status="draft")
    page = pane(index, draft, paragraph, (), "en")
    assert "Draft, not adopted" in page
    assert '<span class="fq-tag">Draft</span>' in page
    assert "Draft" not in opened(client, index, "wells.en.txt", paragraph, language="en")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@examples(st.data())
def test_what_is_marked_is_what_stands_at_the_spans(index: Index, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(index.documents)))
    paragraph = data.draw(st.sampled_from(index.outline(name)))
    source = index.source(name)
    cuts = sorted(data.draw(st.sets(st.integers(paragraph.start, paragraph.end), max_size=8)))
    spans = tuple(Span(a, b) for a, b in list(pairwise(cuts))[::2])
    elements = Elements(f"<p>{marked(source, paragraph, spans)}</p>")
    shown = "".join("".join(elements.texts("mark")).split())
    inside = "".join(
        source.text[i]
        for span in spans
        for i in range(span.start, span.end)
        if any(own.start <= i < own.end for own in paragraph.spans)
        and not any(m.start <= i < m.end for m in source.markup)
    )
    assert shown == "".join(inside.split())
    everything = "".join("".join(elements.texts("p")).split())
    assert everything == "".join(
        Elements(f"<p>{marked(source, paragraph, ())}</p>").texts("p")[0].split()
    )


@examples(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 500)), max_size=6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_spans_come_through_an_address(
    pairs: list[tuple[int, int]], start: int, moved: int
) -> None:
    spans = tuple(sorted(Span(start + a, start + a + n) for a, n in pairs))
    assert spans_of(spans_text(spans, start), start) == spans
    later = tuple(Span(s.start + moved, s.end + moved) for s in spans)
    assert spans_of(spans_text(spans, start), start + moved) == later


@examples(st.text("0123456789-,@ ٣x", max_size=60), st.integers(0, 1000))
def test_any_text_for_spans_is_taken(text: str, start: int) -> None:
    assert all(0 <= span.start < span.end for span in spans_of(text, start))


def test_a_permanent_link_marks_the_same_words_after_the_document_has_changed(
    home: Path, tmp_path: Path
) -> None:
    from index.ingest import ingest

    text = tmp_path / "a.txt"
    text.write_text((home / "wells.en.txt").read_text(encoding="utf-8"), encoding="utf-8")
    ingest(tmp_path / "index", [text])
    index = open_index(tmp_path / "index")
    paragraph = found(index, "a.txt", "1")
    address = permanent(index.documents["a.txt"], paragraph, whole(index, "a.txt", paragraph))
    longer = text.read_text(encoding="utf-8").replace("on wells,", "on wells and on springs,")
    text.write_text(longer, encoding="utf-8")
    ingest(tmp_path / "index", [text])
    client = TestClient(tiny(served(tmp_path / "index"), []))
    page = Elements(client.get(f"/fiqra/source{address}").text)
    assert page.texts("mark") == ["Decides to protect wells in the region;"]


def test_links_keep_names_of_any_kind(client: TestClient, index: Index) -> None:
    paragraph = found(index, HOSTILE_NAME, "1")
    page = opened(client, index, HOSTILE_NAME, paragraph)
    own = html.escape(linked(index, HOSTILE_NAME, paragraph))
    assert f'data-link="{own}"' in page
