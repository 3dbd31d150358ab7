"""Arabic PDFs of three makers read as their author wrote them."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest

from index.documents.pdf import read_pdf
from tests.index.documents.builders import assert_well_formed, pdf
from tests.index.documents.pdf.support import SHARED, bodies, notes, read, stored

_ALL = ("columns", "kashidas", "notes", "tables", "brackets", "ligatures", "vowels")


def _plain(text: str) -> str:
    return re.sub("[\u0640\u064b-\u0652]", "", text)


@pytest.mark.parametrize("name", _ALL)
def test_every_line_has_a_box_on_its_page(name: str) -> None:
    source = read(name)
    assert_well_formed(source)
    assert source.text
    assert "\ufffd" not in source.text
    covered = [span for span, _ in source.boxes]
    assert covered == sorted(covered)
    lines = [line for line in re.split("[\n\f]", source.text) if line]
    assert [source.text[s.start : s.end] for s in covered] == lines
    for span, box in source.boxes:
        assert -1 <= box.left < box.right
        assert 0 <= box.top < box.bottom
        after = [*source.pages, len(source.text) + 1]
        assert after[box.page - 1] <= span.start < after[box.page]


@pytest.mark.parametrize("name", _ALL)
def test_every_word_belongs_to_one_block(name: str) -> None:
    source = read(name)
    covered = sum(
        len("".join(source.text[s.start : s.end].split())) for b in source.blocks for s in b.spans
    )
    assert covered == len("".join(source.text.split()))


def test_columns_are_read_one_after_the_other() -> None:
    text = " ".join(bodies(read("columns")))
    numbers = [int(n) for n in re.findall(r"(?:^| )(\d{1,2}) - [\u0621-\u064a]", text)]
    assert numbers == list(range(1, 35))


def test_a_paragraph_that_a_column_cuts_is_one_block() -> None:
    blocks = bodies(read("columns"))
    paragraphs = [text for text in blocks if re.match(r"\d{1,2} - ", text)]
    assert len(paragraphs) == 34
    assert all(text[-1] in ".:؛،)" for text in paragraphs)


def test_running_heads_and_feet_are_no_text() -> None:
    for name in ("columns", "notes"):
        source = read(name)
        assert "24-01755" not in source.text
        assert not re.search(r"^\d/\d$", source.text, re.MULTILINE)
        assert len(source.pages) == 3


def test_footnotes_are_blocks_of_their_own_tied_by_their_number() -> None:
    source = read("notes")
    found = [b for b in source.blocks if b.kind == "footnote"]
    assert [b.number for b in found] == ["1", "2", "3", "4", "5"]
    assert notes(source)[0] == "(1) انظر RCW/2022/6، الفقرات 14 إلى 19."
    text = " ".join(bodies(source))
    assert all(f"({b.number})" in text for b in found)
    first = next(text for text in bodies(source) if text.startswith("1 - "))
    assert "بنسبة 30 في المائة بحلول عام 2027" in first


def test_kashidas_without_a_value_are_kashidas() -> None:
    text = read("kashidas").text
    assert "\u0640" in text
    assert not re.search(r"[\u0621-\u064a][()<>A-Za-z@]+[\u0621-\u064a]", _plain(text))
    assert "اتفاقية رأس المنارة بشأن المياه والسواحل" in " ".join(_plain(text).split())


def test_table_cells_stand_row_by_row_from_the_right() -> None:
    lines = read("tables").text.split("\n")
    assert "1\tتقرير السياسات\t3 640 000\t29.2%" in lines
    row = next(line for line in lines if line.startswith("زعفران"))
    assert row.split("\t") == ["زعفران", "١١", "١٫٩", "٢٠٠١", "RCW/2022/L.15"]
    assert any("30 حزيران/يونيه 2025" in line for line in lines)


def test_brackets_numbers_and_symbols_are_whole() -> None:
    text = " ".join(read("brackets").text.split())
    for wanted in (
        "(Coastal Watch Network)",
        "(RCW/2024/L.9/Add.2)]",
        "(من الساعة 10:30 إلى الساعة 13:00)",
        "7.5%",
        "{تقدير أولي}",
        "«دون تمييز»",
        "”السكان“",
    ):
        assert wanted in text


def test_ligatures_of_several_letters_are_in_order() -> None:
    text = " ".join(read("ligatures").text.split())
    for wanted in ("٧ شباط/فبراير ٢٠٢٤", "المعالجة", "المجلس", "الإشريكية", "في المائة", "لما"):
        assert wanted in text


_VOWELLED = ("vowels", "vowels-clusters", "vowels-kashidas", "signed-ligatures")


def _words(name: str) -> set[str]:
    """The words of a PDF, signs in canonical order, kashidas left out."""
    return set(unicodedata.normalize("NFC", read(name).text).replace("\u0640", "").split())


def _are_there(name: str, words: str) -> None:
    wanted = set(unicodedata.normalize("NFC", words).split())
    assert not wanted - _words(name)


@pytest.mark.parametrize("name", _VOWELLED)
def test_vowel_signs_stand_on_their_letters(name: str) -> None:
    _are_there(name, "تُقرأ المِلح مِياه تَحلِيَةٍ، شُربِهِ، ناقِلَةُ بإذنٍ أحدٌ الماءَ")


@pytest.mark.parametrize("name", _VOWELLED)
def test_a_sign_parts_no_word(name: str) -> None:
    _are_there(name, "تُشدَّد حُدِّدت مَحَطَّةُ خَريطَةٌ مُوَحَّدَةٌ؛ الرَّصْدِ“")


@pytest.mark.parametrize("name", _VOWELLED)
def test_a_letter_has_each_of_its_signs_once(name: str) -> None:
    _are_there(name, "الإِنذار، الأُسَر، لأُمّ، البلديّة المعنيّة. حقٌّ كلَّ")
    assert not re.search("([\u064b-\u0652])[\u064b-\u0652]?\\1", read(name).text)


@pytest.mark.parametrize("name", _VOWELLED)
def test_glyphs_without_a_value_have_that_of_their_embedded_font(name: str) -> None:
    _are_there(name, "لأنّ، لإعداد، مرّة، كمّيّاتُها أوّليّاً الأقلّ،")
    assert not re.search("[\u0180-\u02ff\u0b80-\u0bff]", read(name).text)


@pytest.mark.parametrize("name", _VOWELLED)
def test_the_shadda_of_a_lam_alef_is_the_lams(name: str) -> None:
    _are_there(name, "”مَلّاح“ إلّا")


def test_a_turned_page_reads_as_before() -> None:
    import pypdfium2 as pdfium

    whole = stored("notes").read_bytes()
    for turn in (90, 180, 270):
        document = pdfium.PdfDocument(whole)
        for page in document:
            page.set_rotation(turn)
            page.close()
        out = io.BytesIO()
        document.save(out)
        document.close()
        source = read_pdf(out.getvalue(), "turned.pdf")
        assert "انظر المبادئ التوجيهية الإقليمية لوسم معدات الصيد" in source.text
        assert "بنسبة 30 في المائة" in source.text


def test_english_lines_read_from_the_left() -> None:
    source = read_pdf(
        pdf([["The Council (see A/RES/64/293), 12.5% of 1 250", "second line."]]), "a.pdf"
    )
    assert source.text == "The Council (see A/RES/64/293), 12.5% of 1 250\nsecond line."


def test_the_outline_of_a_pdf_is_that_of_its_text() -> None:
    from index.paragraphs import outline

    paragraphs = outline(read("notes"))
    operative = [p.number for p in paragraphs if p.kind == "operative"]
    assert operative == [str(n) for n in range(1, 15)]
    assert [p.number for p in paragraphs if p.kind == "footnote"] == list("12345")
    assert next(p for p in paragraphs if p.number == "1" and p.kind == "operative").pages == (1, 2)
    assert sum(p.kind == "preambular" for p in paragraphs) == 7
    assert any(p.notes == ("2",) for p in paragraphs)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/arabic_pdf_fixtures")
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pdfbox/PDFBOX-4531-bidi-ligature-1", "لا"),
        ("pdfbox/PDFBOX-4531-bidi-ligature-2", "لا"),
        ("pdfbox/BidiSample", "A line with an Arabic العربية word embedded."),
        ("pdfbox/FC60_Times", "آُتَّاب"),
        ("docling/right_to_left_01", "تعتبر البرمجة بلغة R و Python من الأدوات"),
        ("docling/right_to_left_01", "للمشكلات"),
        ("docling/right_to_left_03", "بورس کالای"),
    ],
)
def test_real_files_read_as_their_projects_expect(name: str, wanted: str) -> None:
    source = read_pdf((SHARED / f"{name}.pdf").read_bytes(), name)
    text = unicodedata.normalize("NFC", source.text)
    assert unicodedata.normalize("NFC", wanted) in " ".join(text.split())
