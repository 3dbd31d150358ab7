"""Labels as a delegate would say them, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import points
from index.arabic.mapping import identity
from index.arabic.ordinals import counted, feminine, folded_feminine
from index.labels import document_label, label
from index.values import Document, Kind, Paragraph, Part, Span


def document(
    symbol: str | None = "S/RES/2650 (2022)", status: str = "adopted", **more: object
) -> Document:
    plain = Document(
        name="file.txt",
        path="/x/file.txt",
        sha256="0",
        format="text",
        language="ar",
        symbol=symbol,
        title=None,
        body=None,
        date=None,
        status=status,  # type: ignore[arg-type]
        masthead="",
        characters=10,
        page_count=0,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def paragraph(
    kind: Kind,
    number: str | None = None,
    path: tuple[str, ...] = (),
    ordinal: int = 1,
    part: Part = "main",
    annex: str | None = None,
) -> Paragraph:
    return Paragraph(
        order=0,
        kind=kind,
        part=part,
        number=number,
        path=path,
        ordinal=ordinal,
        spans=(Span(0, 4),),
        number_span=None,
        raw="text",
        clean=identity("text"),
        annex=annex,
    )


GA = document("A/RES/64/293")
SC = document("S/RES/2650 (2022)")
PAPER = document("A/CONF.234/11")


@pytest.mark.parametrize(
    ("doc", "par", "english", "arabic"),
    [
        (
            GA,
            paragraph("paragraph", "38", ("38",), part="annex"),
            "A/RES/64/293, annex, para. 38",
            "القرار 64/293، المرفق، الفقرة 38",
        ),
        (
            SC,
            paragraph("point", "أ", ("5", "أ")),
            "S/RES/2650 (2022), op. para. 5 (a)",
            "القرار 2650 (2022)، الفقرة 5 (أ) من المنطوق",
        ),
        (
            SC,
            paragraph("operative", "7", ("7",), 7),
            "S/RES/2650 (2022), op. para. 7",
            "القرار 2650 (2022)، الفقرة 7 من المنطوق",
        ),
        (
            SC,
            paragraph("preambular", ordinal=3),
            "S/RES/2650 (2022), 3rd preambular para.",
            "القرار 2650 (2022)، الفقرة الثالثة من الديباجة",
        ),
        (
            PAPER,
            paragraph("footnote", "4", ordinal=4),
            "A/CONF.234/11, footnote 4",
            "الوثيقة A/CONF.234/11، الحاشية 4",
        ),
        (
            PAPER,
            paragraph("point", "ب", ("12", "ب")),
            "A/CONF.234/11, para. 12 (b)",
            "الوثيقة A/CONF.234/11، الفقرة 12 (ب)",
        ),
        (
            SC,
            paragraph("operative"),
            "S/RES/2650 (2022), op. para. (unnumbered)",
            "القرار 2650 (2022)، الفقرة (غير مرقمة) من المنطوق",
        ),
        (
            SC,
            paragraph("paragraph", "3", ("3",), part="annex", annex="الثاني"),
            "S/RES/2650 (2022), annex II, para. 3",
            "القرار 2650 (2022)، المرفق الثاني، الفقرة 3",
        ),
        (SC, paragraph("title"), "S/RES/2650 (2022), title", "القرار 2650 (2022)، العنوان"),
        (
            SC,
            paragraph("point", "4", ("1", "أ", "4")),
            "S/RES/2650 (2022), op. para. 1 (a) (iv)",
            "القرار 2650 (2022)، الفقرة 1 (أ) ’4‘ من المنطوق",
        ),
    ],
)
def test_label_in_both_languages(doc: Document, par: Paragraph, english: str, arabic: str) -> None:
    assert label(doc, par, "en") == english
    assert label(doc, par, "ar") == arabic


def test_roman_annex_is_written_out_in_arabic() -> None:
    par = paragraph("paragraph", "3", ("3",), part="annex", annex="II")
    assert label(GA, par, "ar") == "القرار 64/293، المرفق الثاني، الفقرة 3"


def test_latin_points_of_an_english_document_get_arabic_letters() -> None:
    english = document(language="en")
    par = paragraph("point", "iii", ("6", "c", "iii"))
    assert label(english, par, "ar") == "القرار 2650 (2022)، الفقرة 6 (ج) ’3‘ من المنطوق"


def test_a_lone_i_may_be_a_letter_or_a_numeral_and_stays() -> None:
    par = paragraph("point", "i", ("6", "i"))
    assert label(document(language="en"), par, "ar").endswith("الفقرة 6 (i) من المنطوق")


def test_a_point_takes_the_kind_of_the_paragraph_it_belongs_to() -> None:
    par = paragraph("point", "أ", ("5", "أ"))
    numbered = paragraph("paragraph", "5", ("5",), 5)
    assert label(SC, par, "en", numbered) == "S/RES/2650 (2022), para. 5 (a)"
    preambular = paragraph("preambular", ordinal=2)
    point = paragraph("point", "7", ("7",))
    assert label(SC, point, "en", preambular) == "S/RES/2650 (2022), 2nd preambular para. (vii)"
    assert label(SC, point, "ar", preambular).endswith("الفقرة الثانية ’7‘ من الديباجة")


def test_a_point_under_nothing_known_is_a_sub_paragraph_and_no_more() -> None:
    point = paragraph("point", "ع", ("ع",), part="annex")
    assert label(SC, point, "en") == "S/RES/2650 (2022), annex, sub-para. (p)"
    assert label(SC, point, "ar") == "القرار 2650 (2022)، المرفق، الفقرة الفرعية (ع)"


def test_a_bullet_says_which_paragraph_it_is_in() -> None:
    bullet, parent = paragraph("point"), paragraph("operative", "8", ("8",), 8)
    assert label(SC, bullet, "en", parent) == "S/RES/2650 (2022), op. para. 8, unnumbered sub-para."
    assert label(SC, bullet, "ar").endswith("، فقرة فرعية غير مرقمة")


def test_lettered_annexes_in_both_scripts() -> None:
    par = paragraph("paragraph", "3", ("3",), part="annex", annex="باء")
    assert label(SC, par, "en") == "S/RES/2650 (2022), annex B, para. 3"
    latin = paragraph("paragraph", "3", ("3",), part="annex", annex="B")
    assert label(SC, latin, "ar") == "القرار 2650 (2022)، المرفق باء، الفقرة 3"


def test_a_draft_is_called_a_draft() -> None:
    draft = document("E/CN.15/2018/L.6/Rev.1", "draft")
    assert document_label(draft, "en") == "draft resolution E/CN.15/2018/L.6/Rev.1"
    assert document_label(draft, "ar") == "مشروع القرار E/CN.15/2018/L.6/Rev.1"
    assert document_label(replace(draft, status="revised"), "ar").startswith("مشروع القرار")


def test_without_a_symbol_the_title_cut_short_or_the_file_stands_for_it() -> None:
    titled = document(None, title="ورقة معلومات أساسية أعدتها الأمانة عن " + "الاتجاهات " * 20)
    name = document_label(titled, "ar")
    assert name.startswith("الوثيقة «ورقة معلومات")
    assert name.endswith("الاتجاهات…»")
    assert len(name) < 80
    assert document_label(document(None), "en") == "file.txt"


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        (1, "الأولى"),
        (10, "العاشرة"),
        (11, "الحادية عشرة"),
        (12, "الثانية عشرة"),
        (20, "العشرون"),
        (21, "الحادية والعشرون"),
        (22, "الثانية والعشرون"),
        (60, "الستون"),
        (99, "التاسعة والتسعون"),
    ],
)
def test_arabic_ordinals_are_composed(number: int, ordinal: str) -> None:
    assert feminine(number) == ordinal


@given(st.integers(1, 99))
def test_every_arabic_ordinal_is_read_back(number: int) -> None:
    from index.arabic.normalise import fold_text

    assert folded_feminine()[fold_text(feminine(number))] == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "فقرة واحدة"),
        (2, "فقرتين"),
        (3, "3 فقرات"),
        (10, "10 فقرات"),
        (12, "12 فقرة"),
        (100, "100 فقرة"),
        (103, "103 فقرات"),
    ],
)
def test_counted_nouns_agree(number: int, text: str) -> None:
    assert counted(number, "فقرة واحدة", "فقرتين", "فقرات", "فقرة") == text


def test_point_letters_follow_the_abjad() -> None:
    assert [points.latin(letter) for letter in "أبجدهوزحطيكلمنسعفصقرشت"] == list(
        "abcdefghijklmnopqrstuv"
    )
    assert points.latin("هـ") == "e"
    assert points.latin("أ أ") == "aa"
    assert points.keys("أ أ") & points.keys("aa")


@given(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_letters_go_to_arabic_and_back(letter: str) -> None:
    there = points.arabic(letter)
    assert there is not None
    assert points.latin(there) == letter


def test_numbers_of_one_point_meet_in_both_scripts() -> None:
    assert points.keys("ط") & points.keys("i")
    assert points.keys("4") & points.keys("iv")
    assert not points.keys("ب") & points.keys("c")
