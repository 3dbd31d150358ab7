"""Paragraphs as UN documents cite them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citation_forms import citation_form, footnote_form, quoted_form
from index.values import Language
from tests.index.test_labels import document, paragraph

SEVEN = paragraph("operative", "7", ("7",))
THIRD = paragraph("preambular", ordinal=3)
POINT = paragraph("point", "أ", ("5", "أ"))


def test_numbered_paragraph_is_cited_by_its_number() -> None:
    assert citation_form(document(), SEVEN, "en") == "S/RES/2650 (2022), para. 7"
    assert citation_form(document(), SEVEN, "ar") == "القرار 2650 (2022)، الفقرة 7"


def test_preambular_paragraph_is_counted_in_words() -> None:
    assert citation_form(document(), THIRD, "en") == "S/RES/2650 (2022), third preambular para."
    assert (
        citation_form(document(), THIRD, "ar") == "القرار 2650 (2022)، الفقرة الثالثة من الديباجة"
    )
    late = replace(THIRD, ordinal=21)
    assert citation_form(document(), late, "en").endswith(", twenty-first preambular para.")


def test_sub_paragraph_follows_its_paragraphs_number() -> None:
    assert citation_form(document(), POINT, "en") == "S/RES/2650 (2022), para. 5 (a)"
    assert citation_form(document(), POINT, "ar") == "القرار 2650 (2022)، الفقرة 5 (أ)"
    recital = paragraph("point", "أ", ("أ",))
    given_parent = citation_form(document(), recital, "en", THIRD)
    assert given_parent == "S/RES/2650 (2022), third preambular para. (a)"


def test_annex_stands_before_the_paragraph() -> None:
    assembly = document("A/RES/64/293")
    annexed = paragraph("paragraph", "38", ("38",), part="annex")
    assert citation_form(assembly, annexed, "en") == "A/RES/64/293, annex, para. 38"
    assert citation_form(assembly, annexed, "ar") == "القرار 64/293، المرفق، الفقرة 38"
    second = replace(annexed, annex="الثاني")
    assert citation_form(assembly, second, "en") == "A/RES/64/293, annex II, para. 38"


@pytest.mark.parametrize(
    ("symbol", "arabic"),
    [
        ("A/CONF.234/11", "A/CONF.234/11، الفقرة 7"),
        ("A/HRC/RES/51/1", "A/HRC/RES/51/1، الفقرة 7"),  # القرار 51/1 is the Assembly's
        ("E/RES/2019/20", "القرار 2019/20، الفقرة 7"),
    ],
)
def test_arabic_names_a_document_by_what_tells_it_apart(symbol: str, arabic: str) -> None:
    assert citation_form(document(symbol), SEVEN, "ar") == arabic
    assert citation_form(document(symbol), SEVEN, "en") == f"{symbol}, para. 7"


def test_page_stands_for_a_number_that_is_not_printed() -> None:
    unnumbered = replace(paragraph("paragraph", ordinal=4), pages=(12, 13))
    paper = document("A/CONF.234/11")
    assert citation_form(paper, unnumbered, "en") == "A/CONF.234/11, p. 12"
    assert citation_form(paper, unnumbered, "ar") == "A/CONF.234/11، الصفحة 12"
    assert citation_form(paper, replace(unnumbered, pages=()), "en").endswith(
        ", fourth unnumbered para."
    )


def test_resolution_of_one_unnumbered_paragraph() -> None:
    sole = paragraph("operative")
    assert citation_form(document(), sole, "en") == "S/RES/2650 (2022), first operative para."
    assert citation_form(document(), sole, "ar").endswith("الفقرة الأولى من المنطوق")


def test_document_without_a_symbol_goes_by_its_title_or_file() -> None:
    titled = document(None, title="Report on water")
    assert citation_form(titled, SEVEN, "en") == "“Report on water”, para. 7"
    assert citation_form(titled, SEVEN, "ar") == "«Report on water»، الفقرة 7"
    assert citation_form(document(None), SEVEN, "en") == "file.txt, para. 7"
    assert citation_form(document(None), SEVEN, "ar") == "file.txt، الفقرة 7"


def test_draft_is_called_a_draft() -> None:
    draft = document("A/C.3/78/L.5", status="draft")
    assert citation_form(draft, SEVEN, "en") == "draft resolution A/C.3/78/L.5, para. 7"
    assert citation_form(draft, SEVEN, "ar") == "مشروع القرار A/C.3/78/L.5، الفقرة 7"


def test_title_is_cited_by_the_document_alone() -> None:
    assert citation_form(document(), paragraph("title"), "en") == "S/RES/2650 (2022)"


def test_footnote_ends_with_one_stop() -> None:
    assert footnote_form(document(), SEVEN, "en") == "S/RES/2650 (2022), para. 7."
    assert footnote_form(document(), THIRD, "en") == "S/RES/2650 (2022), third preambular para."
    assert footnote_form(document(), SEVEN, "ar") == "القرار 2650 (2022)، الفقرة 7."


def test_words_are_quoted_in_the_marks_of_their_language() -> None:
    assert quoted_form("Urges\nall;", "S/RES/1, para. 2", "en") == "“Urges all” (S/RES/1, para. 2)"
    assert quoted_form("يحث؛", "القرار 1، الفقرة 2", "ar") == "«يحث» (القرار 1، الفقرة 2)"


@given(
    st.integers(1, 150),
    st.sampled_from(["title", "heading", "preambular", "operative", "paragraph", "closing"]),
    st.booleans(),
    st.sampled_from(["ar", "en"]),
)
def test_every_citation_is_one_line_and_names_its_document(
    number: int, kind: str, numbered: bool, language: Language
) -> None:
    own = paragraph(kind, str(number) if numbered else None, ordinal=number)  # type: ignore[arg-type]
    found = citation_form(document(), own, language)
    assert "2650 (2022)" in found
    assert "\n" not in found
    assert not found.endswith((",", "،", " "))
    assert footnote_form(document(), own, language).count("..") == 0
