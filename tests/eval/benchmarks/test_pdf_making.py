"""The texts and pages of the PDF benchmark, without any program that makes PDFs."""

import xml.etree.ElementTree as ET

import pytest

from eval.benchmarks.pdf_making import expected_of, strings_in, text_of
from eval.benchmarks.pdf_pages import as_flat_odf, as_html
from eval.benchmarks.pdf_recipes import RECIPES, SECOND, Recipe
from eval.benchmarks.pdf_scores import normalised
from eval.benchmarks.pdf_works import (
    in_arabic_indic,
    plain,
    runs,
    with_fixed_thousands,
    with_kashidas,
    work_of,
)

recipes = pytest.mark.parametrize("recipe", RECIPES + SECOND, ids=lambda recipe: recipe.name)


def test_the_set_is_as_varied_as_the_page_on_text_quality_says() -> None:
    assert len(RECIPES) >= 24
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)
    assert {recipe.maker for recipe in RECIPES} == {"chromium", "libreoffice", "weasyprint"}
    assert len({recipe.look.font for recipe in RECIPES}) >= 4


@recipes
def test_every_line_and_footnote_reaches_the_page(recipe: Recipe) -> None:
    work = text_of(recipe)
    if recipe.maker == "libreoffice":
        page = "".join(ET.fromstring(as_flat_odf(work, recipe.look)).itertext())
    else:
        page = as_html(work, recipe.look).replace("&amp;", "&")
    for text in [plain(b.text) for b in work.blocks if "(" not in b.text and "**" not in b.text]:
        assert text in page or "RCW/" in text
    for note in work.notes.values():
        assert note in page


@recipes
def test_nothing_unwritten_is_expected(recipe: Recipe) -> None:
    work = text_of(recipe)
    expected = expected_of(work)
    assert "**" not in expected.body
    assert len(expected.strings) >= 8
    text = normalised(expected.body + expected.notes)
    assert all(normalised(string) in text for string in expected.strings)
    # Each footnote is marked in the body, once at least.
    assert all(f"({number})" in expected.body for number in work.notes)


def test_a_document_in_xml_becomes_the_lines_that_it_prints() -> None:
    work = work_of("rcw-res-2022-8")
    lines = [plain(block.text) for block in work.blocks]
    assert "(أ) قسائم لشراء شباك قابلة للتحلل الأحيائي؛" in lines
    assert any(line.startswith("6 - يقرر إعلان يوم 12 تشرين الأول/أكتوبر") for line in lines)
    assert len(work.notes) == 5


def test_runs_set_bold_words_and_footnote_numbers_apart() -> None:
    found = runs("1 - **يقرر** نشر البيانات(2) في (2)", {"2": "انظر"})
    assert found == [
        ("plain", "1 - "),
        ("bold", "يقرر"),
        ("plain", " نشر البيانات"),
        ("note", "2"),
        ("plain", " في (2)"),
    ]


def test_changes_leave_the_words_as_they_are() -> None:
    line = "يقرر صرف مبلغ 1 250 000 دولار للمستهلكين والمزارعين المحليين والمجاورين (RCW/2021/9)"
    assert normalised(with_fixed_thousands(line)) == line
    assert "ـ" in with_kashidas(line)
    assert normalised(with_kashidas(line)) == line
    assert in_arabic_indic(line).endswith(
        "١ ٢٥٠ ٠٠٠ دولار للمستهلكين والمزارعين المحليين والمجاورين (RCW/2021/9)"
    )


def test_strings_are_symbols_dates_numbers_and_brackets() -> None:
    line = "(أ) في 3 آذار/مارس 2023 (انظر RCW/2023/7) بنسبة 12.5% للفترة ١٦١-١٨٩ من 1 250 000 وحدة"
    assert set(strings_in(line)) == {
        "(أ)",
        "3 آذار/مارس 2023",
        "(انظر RCW/2023/7)",
        "12.5%",
        "١٦١-١٨٩",
        "1 250 000",
    }
