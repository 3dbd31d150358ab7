from __future__ import annotations

import re
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.documents import docx as reader
from index.documents import read_bytes
from index.errors import FiqraError
from index.values import Source
from tests.index.documents.builders import (
    assert_well_formed,
    block_texts,
    docx_bytes,
    with_parts,
    zipped,
)

NS = nsdecls("w")


def level(depth: int, form: str, pattern: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    return (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


def listed(text: str, depth: int = 0, num: int = 1) -> str:
    return (
        f'<w:p {NS}><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p {NS}><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def source_of(*paragraphs: str, parts: dict[str, str] | None = None) -> Source:
    document: Any = docx.Document()
    body = document.element.body
    for xml in paragraphs:
        body.insert(len(body) - 1, parse_xml(xml))
    source = read_bytes(with_parts(docx_bytes(document), parts or {}), "a.docx")
    assert source.format == "docx"
    assert_well_formed(source)
    return source


def texts(*paragraphs: str, parts: dict[str, str] | None = None) -> list[str]:
    return block_texts(source_of(*paragraphs, parts=parts))


def numbers(levels: list[str], *paragraphs: str, nums: str = "") -> list[str]:
    return texts(*paragraphs, parts={"word/numbering.xml": numbering(*levels, nums=nums)})


def test_paragraphs_and_headings_come_in_order() -> None:
    document: Any = docx.Document()
    document.add_heading("عنوان", level=2)
    document.add_paragraph("تقرر اللجنة")
    document.add_paragraph("")
    document.add_paragraph("وتطلب ذلك")
    source = read_bytes(docx_bytes(document), "a.docx")
    assert source.text == "عنوان\n\nتقرر اللجنة\n\nوتطلب ذلك"
    assert [(b.kind, b.level) for b in source.blocks] == [("heading", 2), (None, 0), (None, 0)]


def test_a_table_row_is_a_line_unless_a_cell_holds_paragraphs() -> None:
    document: Any = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["a", "b", "c", "d"], strict=True):
        cell.text = text
    table.cell(1, 1).add_paragraph("e")
    document.add_paragraph("after")
    assert block_texts(read_bytes(docx_bytes(document), "a")) == ["a\tb", "c", "d", "e", "after"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", ["1", "2", "5"]),
        ("arabicAbjad", ["أ", "ب", "ه"]),
        ("arabicAlpha", ["أ", "ب", "ج"]),
        ("hindiNumbers", ["١", "٢", "٥"]),
        ("lowerLetter", ["a", "b", "e"]),
        ("upperRoman", ["I", "II", "V"]),
        ("lowerRoman", ["i", "ii", "v"]),
        ("decimalZero", ["01", "02", "05"]),
        ("ordinal", ["1st", "2nd", "5th"]),
    ],
)
def test_automatic_numbers_are_written_as_the_page_prints_them(
    form: str, expected: list[str]
) -> None:
    expected = ["أ", "ب", "ج", "د", "ه"] if form == "arabicAbjad" else expected
    shown = numbers([level(0, form, "(%1)")], *[listed(f"t{i}") for i in range(5)])
    found = [re.match(r"\((.+)\) t\d$", text) for text in shown]
    printed = [m.group(1) for m in found if m]
    assert len(printed) == 5
    assert printed[:2] == expected[:2]
    assert printed[4] == expected[-1] or form == "arabicAlpha"


def test_numbers_are_known_apart_from_their_brackets() -> None:
    source = source_of(
        listed("one"), parts={"word/numbering.xml": numbering(level(0, "decimal", "%1 -", 7))}
    )
    assert source.text == "7 - one"
    assert source.blocks[0].number == "7"


def test_deeper_levels_restart_and_name_their_parents() -> None:
    levels = [level(0, "decimal", "%1."), level(1, "lowerLetter", "%1.%2")]
    shown = numbers(levels, *(listed("x", d) for d in (0, 1, 1, 0, 1)))
    assert [s.removesuffix(" x") for s in shown] == ["1.", "1.a", "1.b", "2.", "2.a"]


def test_a_level_told_not_to_restart_goes_on() -> None:
    levels = [
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2.", 1, '<w:lvlRestart w:val="0"/>'),
    ]
    shown = numbers(levels, *(listed("x", d) for d in (0, 1, 1, 0, 1)))
    assert [s.removesuffix(" x") for s in shown] == ["I.", "1.", "2.", "II.", "3."]


def test_a_second_list_goes_on_or_starts_anew_as_the_file_says() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    items = [listed("x", 0, n) for n in (1, 2, 3, 3, 1)]
    shown = numbers([level(0, "decimal", "%1.")], *items, nums=nums)
    assert [s.removesuffix(" x") for s in shown] == ["1.", "2.", "4.", "5.", "6."]


def test_bullets_without_a_list_and_legal_numbers() -> None:
    levels = [
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%1.%2", 1, "<w:isLgl/>"),
        level(2, "bullet", "\uf0b7"),
    ]
    shown = numbers(levels, listed("x"), listed("x", 1), listed("x", 2), listed("x", 0, 0))
    assert shown == ["I. x", "1.1 x", "• x", "x"]


def test_a_style_can_carry_the_number() -> None:
    styles = (
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="Op"><w:name w:val="Op"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>'
        '<w:basedOn w:val="Op"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>'
    )
    shown = source_of(
        paragraph(run("one"), '<w:pStyle w:val="Op"/>'),
        paragraph(run("two"), '<w:pStyle w:val="Sub"/>'),
        parts={
            "word/styles.xml": styles,
            "word/numbering.xml": numbering(level(0, "decimal", "%1.")),
        },
    )
    assert block_texts(shown) == ["1. one", "2. two"]
    assert [(b.kind, b.level) for b in shown.blocks] == [(None, 0), ("heading", 3)]


def test_insertions_are_read_and_deletions_are_not() -> None:
    shown = texts(
        paragraph(
            run("تقرر ")
            + f"<w:del>{run('حُذف').replace('w:t', 'w:delText')}</w:del>"
            + f"<w:ins>{run('عقد')}</w:ins><w:moveFrom>{run('نُقل')}</w:moveFrom>"
            + run(" دورة")
        ),
        paragraph(run("one "), "<w:rPr><w:del/></w:rPr>"),
        paragraph(run("paragraph")),
        paragraph(run("hidden", "<w:vanish/>") + run("seen", '<w:vanish w:val="0"/>')),
    )
    assert shown == ["تقرر عقد دورة", "one paragraph", "seen"]


def test_footnotes_stand_at_the_end_with_their_numbers() -> None:
    def note(kind: str, identity: int, text: str) -> str:
        return f'<w:{kind} w:id="{identity}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'

    def mark(kind: str, identity: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{identity}"{more}/></w:r>'

    source = source_of(
        paragraph(run("first") + mark("footnote", 7) + run(" and") + mark("footnote", 3)),
        paragraph(
            run("then") + mark("endnote", 2) + mark("footnote", 9, ' w:customMarkFollows="1"')
        ),
        parts={
            "word/footnotes.xml": f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="-1"/>'
            + note("footnote", 3, " See B.")
            + note("footnote", 7, " See A.")
            + note("footnote", 9, "* Star.")
            + "</w:footnotes>",
            "word/endnotes.xml": f"<w:endnotes {NS}>"
            + note("endnote", 2, " End.")
            + "</w:endnotes>",
        },
    )
    assert block_texts(source) == [
        "first(1) and(2)",
        "then(i)",
        "(1) See A.",
        "(2) See B.",
        "* Star.",
        "(i) End.",
    ]
    assert [(b.kind, b.number) for b in source.blocks[2:]] == [
        ("footnote", "1"),
        ("footnote", "2"),
        ("footnote", None),
        ("footnote", "i"),
    ]


def test_signs_between_words_are_kept() -> None:
    inner = (
        "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t><w:br/>"
        f"<w:t>D</w:t></w:r><w:hyperlink>{run(' link')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run(' box')}</w:sdtContent></w:sdt>"
    )
    assert texts(paragraph(inner)) == ["A\tB-C\nD link box"]


def test_a_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent {mc}><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph(run("before") + drawn), paragraph(run("after"))) == [
        "before",
        "boxed",
        "after",
    ]


def test_the_first_pages_header_comes_first() -> None:
    document: Any = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "A/TEST/1"
    section.header.paragraphs[0].text = "running header"
    document.add_paragraph("body")
    assert block_texts(read_bytes(docx_bytes(document), "a")) == ["A/TEST/1", "body"]


def test_macro_files_are_read_and_empty_ones_refused() -> None:
    document: Any = docx.Document()
    with pytest.raises(FiqraError, match="without text"):
        read_bytes(docx_bytes(document), "a.docx")
    document.add_paragraph("body")
    plain = docx_bytes(document)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" '
        'ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    assert read_bytes(with_parts(plain, {"[Content_Types].xml": types}), "a.docm").text == "body"


def test_damaged_files_are_refused_in_one_sentence() -> None:
    document: Any = docx.Document()
    document.add_paragraph("body")
    whole = docx_bytes(document)
    for end in range(4, len(whole), len(whole) // 17):
        with pytest.raises(FiqraError, match="damaged"):
            read_bytes(whole[:end], "a.docx")
    for part in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        with pytest.raises(FiqraError, match="damaged"):
            read_bytes(with_parts(whole, {part: "<w:broken"}), "a.docx")
    with pytest.raises(FiqraError, match="damaged"):
        read_bytes(zipped({"word/document.xml": b"<w/>"}), "a.docx")


def test_a_zip_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_XML_BYTES", 1_000_000)
    bomb = zipped({"word/document.xml": b" " * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(FiqraError, match="bomb"):
        read_bytes(bomb, "a.docx")


@pytest.mark.parametrize("entity", ['"lol"', 'SYSTEM "file:///etc/hostname"'])
def test_a_file_that_declares_entities_is_refused(entity: str) -> None:
    document: Any = docx.Document()
    document.add_paragraph("body")
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    xml = (
        f"<!DOCTYPE w:document [<!ENTITY l0 {entity}>{lol}]><w:document {NS}><w:body><w:p><w:r>"
        "<w:t>before&l0;&l9;after</w:t></w:r></w:p></w:body></w:document>"
    )
    for text in (xml, xml.replace("&l9;", "")):
        with pytest.raises(FiqraError, match="damaged"):
            read_bytes(with_parts(docx_bytes(document), {"word/document.xml": text}), "a.docx")
