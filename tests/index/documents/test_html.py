from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import read_bytes
from index.documents.html import read_html
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed, block_texts


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def texts(body: str) -> list[str]:
    source = read_bytes(page(body), "a.html")
    assert_well_formed(source)
    return block_texts(source)


def test_only_what_the_browser_shows_is_read() -> None:
    body = (
        "<nav>القائمة</nav><script>var x = 'نص';</script><style>p {}</style><!-- ملاحظة -->"
        "<p hidden>مخفي</p><div style='display: none'>مخفي</div><noscript>فعّل</noscript>"
        "<p>تقرر   اللجنة\n عقد <b>دورتها</b> في روما.</p><select><option>a</option></select>"
    )
    assert texts(body) == ["تقرر اللجنة عقد دورتها في روما."]


def test_blocks_stand_apart_with_an_empty_line() -> None:
    source = read_bytes(page("<h2>عنوان</h2>نص<div>ثان<p>ثالث</p>رابع</div>"), "a.html")
    assert source.text == "عنوان\n\nنص\n\nثان\n\nثالث\n\nرابع"
    assert (source.blocks[0].kind, source.blocks[0].level) == ("heading", 2)
    assert {b.kind for b in source.blocks[1:]} == {None}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=5><li>a</li><li value=9>b</li><li>c</li></ol>", ["5. a", "9. b", "10. c"]),
        ("<ol type=a><li>x</li><li>y</li></ol>", ["a. x", "b. y"]),
        ("<ol type=I start=3><li>x</li><li>y</li></ol>", ["III. x", "IV. y"]),
        ("<ol reversed><li>x</li><li>y</li></ol>", ["2. x", "1. y"]),
        ("<ol style='list-style-type: arabic-indic'><li>x</li></ol>", ["١. x"]),
        ("<ol style='list-style: none'><li>7. x</li></ol>", ["7. x"]),
        ("<ol><li>1. x</li></ol>", ["1. x"]),
        ("<ul><li>x</li></ul>", ["• x"]),
        (
            "<ol><li>a<ol type=i><li>b</li></ol>c</li><li>d</li></ol>",
            ["1. a", "i. b", "c", "2. d"],
        ),
        ("<ol><li><p>a</p><p>b</p></li></ol>", ["1. a", "b"]),
        ("<ol start=x><li value=99999999999999999999>a</li></ol>", ["1. a"]),
        ("<ol type=a start=53><li>a</li></ol>", ["ba. a"]),
    ],
)
def test_list_numbers_are_written_out(body: str, shown: list[str]) -> None:
    assert texts(body) == shown


def test_the_printed_number_is_known() -> None:
    block = read_bytes(page("<ol start=12><li>Decides</li></ol>"), "a.html").blocks[0]
    assert block.number == "12"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>نص<sup>3</sup></p>", "نص(3)"),
        ("<p>نص<sup><a href='#n'>[٣]</a></sup></p>", "نص(٣)"),
        ("<p>12 km<sup>2</sup></p>", "12 km2"),
        ("<p>1<sup>st</sup> day*</p>", "1st day*"),
    ],
)
def test_footnote_marks_are_kept_in_brackets(body: str, shown: str) -> None:
    assert texts(body) == [shown]


def test_br_is_a_newline_and_two_part_paragraphs() -> None:
    assert texts("<p>one<br>two<br><br>three</p>") == ["one\ntwo", "three"]


def test_a_table_row_is_a_line_unless_its_cells_hold_paragraphs() -> None:
    table = "<table><tr><th>a<th>b<tr><td>1</td><td></td><td>2</td></tr></table>"
    assert texts(table) == ["a\tb", "1\t2"]
    layout = "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>"
    assert texts(layout) == ["one", "two", "three"]


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-6"])
def test_the_declared_encoding_is_honoured(charset: str) -> None:
    data = f"<html><head><meta charset={charset}></head><p>تقرر اللجنة عقد دورتها".encode(charset)
    assert read_bytes(data, "a").text == "تقرر اللجنة عقد دورتها"


def test_utf8_wins_over_a_wrong_declaration_and_utf16_is_read() -> None:
    wrong = "<html><meta charset=windows-1256><p>تقرر اللجنة".encode()
    assert read_bytes(wrong, "a").text == "تقرر اللجنة"
    wide = "<html><meta charset=utf-16><p>تقرر اللجنة".encode("utf-16")
    assert read_bytes(wide, "a").text == "تقرر اللجنة"


def test_the_title_speaks_only_where_there_is_no_h1() -> None:
    head = "<title>صفحة  القرار</title>"
    assert read_bytes(page("<p>نص</p>", head), "a").stated.title == "صفحة القرار"
    assert read_bytes(page("<h1>قرار</h1><p>نص</p>", head), "a").stated.title is None


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(FiqraError, match="without visible text"):
        read_bytes(page("<script>draw()</script>"), "a.html")


def test_very_deep_nesting_ends_in_a_sentence() -> None:
    with pytest.raises(FiqraError, match="nests more than"):
        read_html(page("<div>" * 50_000 + "نص"), "a.html")
    assert read_html(page("<div>" * 500 + "نص"), "a.html").text == "نص"


TAGS = (
    "<p> </p> <ol> <li> </li> </ol> <ul> </ul> <table> <tr> <td> </td> </tr> </table> <h1> </h1> "
    "<br> <sup>1</sup> <pre> </pre> text نص <b> </b> &amp; &#0; &#xd800; <!-- -->"
)


@given(st.lists(st.sampled_from(TAGS.split())))
def test_any_tags_give_well_formed_blocks(parts: list[str]) -> None:
    source = read_html(b"<html>word" + " ".join(parts).encode(), "a.html")
    assert_well_formed(source)
    assert source.text == "\n\n".join(block_texts(source))
