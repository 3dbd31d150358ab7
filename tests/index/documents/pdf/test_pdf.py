from __future__ import annotations

import pytest

from index.documents import read_bytes
from index.documents.pdf import listed
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed, pdf


def test_each_page_starts_where_pages_says() -> None:
    source = read_bytes(pdf([["First page", "second line"], ["Second page"]]), "a.pdf")
    assert source.format == "pdf"
    assert source.text == "First page\nsecond line\n\fSecond page"
    assert [source.text[p:][:6] for p in source.pages] == ["First ", "Second"]
    assert source.warnings == ()
    assert_well_formed(source)


def test_pages_without_text_are_named_once() -> None:
    source = read_bytes(pdf([["One"], [], [], ["Four"], []]), "scan.pdf")
    assert len(source.warnings) == 1
    assert "pages 2–3, 5 of 5" in source.warnings[0]
    assert "OCR" in source.warnings[0]
    assert len(source.pages) == 5
    assert source.text[source.pages[3] :].startswith("Four")
    assert_well_formed(source)


def test_a_scan_without_any_text_asks_for_ocr() -> None:
    with pytest.raises(FiqraError, match=r"no text layer on any of its 2 pages.*OCR"):
        read_bytes(pdf([[], []]), "scan.pdf")


def test_an_encrypted_file_says_so() -> None:
    with pytest.raises(FiqraError, match=r"locked\.pdf is an encrypted PDF"):
        read_bytes(pdf([["secret"]], encrypted=True), "locked.pdf")


def test_a_header_alone_is_a_damaged_pdf() -> None:
    with pytest.raises(FiqraError, match="damaged or incomplete PDF"):
        read_bytes(b"%PDF-1.7\n", "cut.pdf")


def test_a_file_cut_anywhere_is_refused_or_warned_of() -> None:
    whole = pdf([["First page"], ["Second page"]])
    for end in range(9, len(whole) - 6, 23):
        try:
            warnings = read_bytes(whole[:end], "cut.pdf").warnings
        except FiqraError:
            continue
        assert any("end-of-file" in warning for warning in warnings)


def test_a_title_in_the_properties_counts_only_if_the_page_prints_it() -> None:
    printed = read_bytes(pdf([["Report on deserts", "text"]], title="Report on deserts"), "a.pdf")
    assert printed.stated.title == "Report on deserts"
    symbol = read_bytes(pdf([["A/RES/1/2", "text"]], title="A/RES/1/2"), "a.pdf")
    assert (symbol.stated.symbol, symbol.stated.title) == ("A/RES/1/2", None)
    left_over = read_bytes(pdf([["Report on deserts"]], title="Microsoft Word - 1.doc"), "a.pdf")
    assert left_over.stated.title is None


def test_a_word_divided_at_the_line_end_is_whole() -> None:
    source = read_bytes(pdf([["an inter-", "national court"]]), "a.pdf")
    assert "inter" in source.text
    assert "\x02" not in source.text
    assert "\ufffe" not in source.text


@pytest.mark.parametrize(
    ("numbers", "text"), [([2], "2"), ([2, 5, 6, 7], "2, 5–7"), ([1, 2, 4], "1–2, 4"), ([], "")]
)
def test_page_numbers_are_listed_shortly(numbers: list[int], text: str) -> None:
    assert listed(numbers) == text
