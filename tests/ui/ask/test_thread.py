"""What a reader sees of an answer: its statements, their citations, and that there is none."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from assistant.answering import answer
from assistant.answers import Question
from assistant.links import followed
from assistant.records import Exchange, Recorded, Said, Struck, recorded
from index.store import Index
from tests.ui.ask.conftest import HOSTILE
from tests.ui.elements import Elements
from ui.ask.thread import answer_html, note_html, turn_html


def asked(index: Index, text: str) -> tuple[Recorded, Elements]:
    kept = recorded(index, answer(index, Question(text)))
    return kept, Elements(answer_html(kept, "ar"))


def test_no_markup_of_a_document_comes_through(index: Index) -> None:
    kept, elements = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟")
    assert not kept.abstained
    page = turn_html("0", Exchange(HOSTILE, kept, "2026-01-01T00:00:00+00:00"), "en")
    assert not {tag for tag, _, _ in Elements(page).seen} & {"script", "img", "b", "i"}
    assert not set("{}$`") & set(page)
    assert "<script>" in html.unescape(page)
    assert any(HOSTILE in text for text in elements.texts("blockquote"))


def test_each_citation_opens_its_paragraph_with_the_quoted_words(index: Index) -> None:
    kept, elements = asked(index, "ماذا تقول الفقرتان 1 و2 من القرار WC/RES/2021/1؟")
    assert len(kept.citations) == 2
    assert elements.texts("a", "fq-cite") == ["[1]", "[2]"]
    for address, cited in zip(elements.values("a", "href"), kept.citations, strict=False):
        link = parse_qs(address.removeprefix("?"))["paragraph"][0]
        assert link == cited.place.link
        document, paragraph = followed(index, link)
        assert document.name == cited.place.document
        assert paragraph.number == cited.place.number
    spans = [
        [tuple(map(int, span.split("-"))) for span in value.partition("@")[0].split(",")]
        for value in elements.values("a", "data-quote")[:2]
    ]
    assert spans == [[(s.start, s.end) for s in c.quote_spans] for c in kept.citations]


def test_a_citation_says_what_it_is_to_those_who_do_not_see_it(index: Index) -> None:
    kept, elements = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    assert elements.values("a", "aria-label") == [f"المصدر 1: {kept.citations[0].place.label}"]


def test_quoted_words_are_the_sources_and_go_their_own_way(index: Index) -> None:
    kept, elements = asked(index, "What does paragraph 1 of WC/RES/2021/1 say?")
    assert kept.language == "en"
    ways = dict(
        zip(elements.texts("blockquote"), elements.values("blockquote", "dir"), strict=True)
    )
    assert ways["Decides to protect wells in the region;"] == "ltr"
    arabic = next(text for text in ways if re.search("[\u0621-\u064a]", text))
    assert ways[arabic] == "rtl"
    assert arabic in {line for cited in kept.citations for line in cited.lines}


def test_the_official_words_in_the_readers_language_come_first(index: Index) -> None:
    kept, elements = asked(index, "What does paragraph 1 of WC/RES/2021/1 say?")
    english, arabic = elements.texts("blockquote")
    assert english == "Decides to protect wells in the region;"
    assert arabic == kept.citations[0].lines[0]
    assert elements.texts("details", "fq-original") == [f"Arabic text{arabic}"]
    _, own = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    assert own.texts("details", "fq-original") == []


def test_numbers_that_are_not_a_statements_citations_are_words_of_it(index: Index) -> None:
    kept, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    forged = replace(kept, text="انظر [7]", claims=(Said("انظر [7]", (0,)),))
    elements = Elements(answer_html(forged, "ar"))
    assert elements.texts("a", "fq-cite") == []
    assert "[7]" in "".join(elements.texts("p"))


def test_sentences_of_a_model_stand_in_one_paragraph_until_it_breaks(index: Index) -> None:
    kept, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    claims = tuple(Said(text, (0,)) for text in ("أولا [1].", "ثانيا [1].", "ثالثا [1]."))
    text = "أولا [1]. ثانيا [1].\n\nثالثا [1]."
    elements = Elements(answer_html(replace(kept, text=text, claims=claims, model="m"), "ar"))
    assert elements.texts("p", "fq-statement") == ["أولا[1]. ثانيا[1].", "ثالثا[1]."]


def test_a_models_translation_is_marked_in_words(index: Index) -> None:
    kept, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    only_arabic = replace(kept.citations[0], counterpart=None)
    said = replace(
        kept,
        language="en",
        model="m",
        text="Wells are protected [1].",
        claims=(Said("Wells are protected [1].", (0,)),),
        citations=(only_arabic,),
    )
    assert "translation by the assistant" in Elements(answer_html(said, "en")).texts(
        "span", "fq-tag"
    )
    official = replace(said, citations=kept.citations)
    assert Elements(answer_html(official, "en")).texts("span", "fq-tag") == []


def test_withdrawn_sentences_are_struck_named_and_explained(index: Index) -> None:
    kept, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    struck = replace(kept, withdrawn=(Struck("كلام <b>.", ("لا تحمله فقرة.",)),))
    page = turn_html("3", Exchange("س؟", struck, "2026-01-01T00:00:00+00:00"), "ar")
    elements = Elements(page)
    assert elements.texts("s") == ["كلام <b>."]
    assert "مسحوبة" in elements.texts("span", "fq-tag")
    assert "لا تحمله فقرة." in elements.texts("p", "fq-why")


def test_no_answer_is_an_answer_of_its_own(index: Index) -> None:
    kept, elements = asked(index, "What is the capital of Peru?")
    assert kept.abstained
    assert elements.texts("h4", "fq-no-answer") == ["No answer in the documents"]
    assert kept.nearest
    assert "not an answer" in "".join(elements.texts("section", "fq-nearest"))
    assert len(elements.texts("a", "fq-chip")) == len(kept.nearest)
    assert "edit" in elements.values("button", "data-do")


def test_an_absent_paragraph_is_named(index: Index) -> None:
    kept, elements = asked(index, "What does paragraph 40 of WC/RES/2021/1 say?")
    assert kept.notes in elements.texts("p")


def test_a_reading_of_damaged_words_is_named_and_is_no_quotation(index: Index) -> None:
    kept, _ = asked(index, "ماذا تقول الفقرة 1 من القرار WC/RES/2021/1؟")
    read = replace(kept.citations[0], reading=("كلمات مصلحة <b>",))
    elements = Elements(answer_html(replace(kept, citations=(read,)), "ar"))
    assert not any("مصلحة" in text for text in elements.texts("blockquote"))
    shown = elements.texts("div", "fq-reading")
    assert "وليست حروف المصدر" in shown[0]
    assert "كلمات مصلحة <b>" in shown[0]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_fault_is_shown_as_words(language) -> None:  # type: ignore[no-untyped-def]
    page = note_html("<script>؟", "<script>x</script> is not right.", language)
    assert "<script" not in page
    assert 'role="alert"' in page
