"""A work laid out for a maker of PDFs: HTML for browsers, flat ODF for LibreOffice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from eval.benchmarks.pdf_works import Block, Work, runs


@dataclass(frozen=True)
class Look:
    """How pages look. Sizes in points, the gutter in millimetres."""

    font: str
    size: float = 12
    columns: int = 1
    gutter: float = 10
    running: bool = False
    """Running head and foot with the page's number on every page."""
    arabic_numbers: bool = False
    """Footnotes counted with ٠-٩."""
    foot: str = "end"
    """Footnotes: `end` of the document, or a real one at the `page`'s foot."""
    italic: bool = False
    """Bold words in italics as well."""
    whole_symbols: bool = False
    """No line ends inside a document's symbol: WeasyPrint would turn round the part after it."""
    masthead: bool = False
    """The first two lines of the masthead face each other, as on United Nations covers."""


_SYMBOL = re.compile(r"RCW/[A-Za-z0-9./-]*[A-Za-z0-9]")


def as_html(work: Work, look: Look) -> str:
    """A page for Chromium (footnotes at the end) or WeasyPrint (also at the page's foot)."""
    counter = "counter(footnote, arabic-indic)" if look.arabic_numbers else "counter(footnote)"
    style = f"""
@page {{ size: A4; margin: 22mm 20mm; {_html_running(work) if look.running else ""} }}
body {{ font-family: "{look.font}"; font-size: {look.size}pt; line-height: 1.7; text-align: justify;
       margin: 0 }}
h2 {{ font-size: 1.1em; text-align: center; margin: .6em 0 }}
p {{ margin: 0 0 .6em }} p.point {{ margin-right: 2em }}
b {{ font-weight: bold; font-style: {"italic" if look.italic else "normal"} }}
.body {{ {f"columns: {look.columns}; column-gap: {look.gutter}mm" if look.columns > 1 else ""} }}
table {{ width: 100%; border-collapse: collapse; text-align: start; margin-bottom: 1em }}
td {{ border: .5pt solid; padding: 2pt 5pt; vertical-align: top }}
table.cover, table.cover td {{ border: none; border-bottom: 1.5pt solid }}
table.cover td + td {{ text-align: left }}
.whole {{ white-space: nowrap }}
sup {{ font-size: .65em; line-height: 0 }}
.notes {{ font-size: .8em; border-top: .5pt solid; margin-top: 1.5em; padding-top: .5em }}
.foot {{ float: footnote; font-size: {look.size * 0.8}pt; line-height: 1.5; font-weight: normal }}
.foot::footnote-call {{ content: "(" {counter} ")"; font-size: .65em; vertical-align: super;
       line-height: 0 }}
.foot::footnote-marker {{ content: "(" {counter} ") " }}
"""
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>{work.title}</title>'
        f'<style>{style}</style><body><div class="body">{_html_blocks(work, look)}</div>'
        f"{_html_notes(work) if look.foot == 'end' else ''}</body></html>"
    )


def _html_running(work: Work) -> str:
    return (
        f'@top-right {{ content: "{work.title}"; font-size: 9pt }}'
        '@top-left { content: "المجلس الإقليمي"; font-size: 9pt }'
        '@bottom-left { content: counter(page) "/" counter(pages); font-size: 9pt }'
        '@bottom-right { content: "24-01755"; font-size: 9pt }'
    )


def _html_blocks(work: Work, look: Look) -> str:
    blocks, out = list(work.blocks), []
    if look.masthead:
        cells = "".join(f"<td>{_html_words(b, work, look)}</td>" for b in blocks[:2])
        out.append(f'<table class="cover"><tr>{cells}</tr></table>')
        blocks = blocks[2:]
    for block in blocks:
        if block.kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                for row in block.cells
            )
            out.append(f"<table>{rows}</table>")
        elif block.kind == "heading":
            out.append(f"<h2>{_html_words(block, work, look)}</h2>")
        else:
            out.append(f'<p class="{block.kind}">{_html_words(block, work, look)}</p>')
    return "".join(out)


def _html_words(block: Block, work: Work, look: Look) -> str:
    out = []
    for style, words in runs(block.text, work.notes):
        if style == "note" and look.foot == "page":
            out.append(f'<span class="foot">{escape(work.notes[words])}</span>')
        elif style == "note":
            out.append(f"<sup>({words})</sup>")
        else:
            text = escape(words)
            if look.whole_symbols:
                text = _SYMBOL.sub(r'<span class="whole">\g<0></span>', text)
            out.append(f"<b>{text}</b>" if style == "bold" else text)
    return "".join(out)


def _html_notes(work: Work) -> str:
    if not work.notes:
        return ""
    lines = "".join(f"<p>({n}) {escape(text)}</p>" for n, text in work.notes.items())
    return f'<div class="notes">{lines}</div>'


_NAMES = {
    "office": "office:1.0",
    "style": "style:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "fo": "xsl-fo-compatible:1.0",
}


def as_flat_odf(work: Work, look: Look) -> str:
    """A document for LibreOffice, which justifies Arabic with kashidas of its own accord."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
        for short, name in _NAMES.items()
    )
    blocks, out = list(work.blocks), []
    if look.masthead:
        cells = "".join(
            f'<table:table-cell office:value-type="string">{_odf_paragraph(b, work, look)}'
            "</table:table-cell>"
            for b in blocks[:2]
        )
        out.append(_odf_table(f"<table:table-row>{cells}</table:table-row>", 2))
        blocks = blocks[2:]
    for block in blocks:
        if block.kind == "table":
            rows = "".join(_odf_row(row) for row in block.cells)
            out.append(_odf_table(rows, len(block.cells[0])) + '<text:p text:style-name="J"/>')
        else:
            out.append(_odf_paragraph(block, work, look))
    body = "".join(out)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_odf_styles(work, look)}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    )


def _odf_styles(work: Work, look: Look) -> str:
    def paragraph(name: str, size: float, align: str, more: str = "", indent: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:text-align="{align}" fo:margin-bottom="2mm" {indent} '
            'style:writing-mode="rl-tb"/>'
            f'<style:text-properties fo:font-family="{look.font}" fo:font-size="{size}pt" '
            f'style:font-family-complex="{look.font}" style:font-size-complex="{size}pt" '
            f'style:language-complex="ar" style:country-complex="SA" {more}/></style:style>'
        )

    bold = 'fo:font-weight="bold" style:font-weight-complex="bold"'
    italic = ' fo:font-style="italic" style:font-style-complex="italic"' if look.italic else ""
    head = foot = ""
    if look.running:
        head = (
            f'<style:header><text:p text:style-name="R">{work.title}<text:tab/>'
            "المجلس الإقليمي</text:p></style:header>"
        )
        foot = (
            '<style:footer><text:p text:style-name="R">24-01755<text:tab/>'
            "<text:page-number/>/<text:page-count/></text:p></style:footer>"
        )
    columns = (
        f'<style:columns fo:column-count="{look.columns}" fo:column-gap="{look.gutter}mm"/>'
        if look.columns > 1
        else ""
    )
    apart = (
        '<style:header-style><style:header-footer-properties fo:margin-bottom="5mm" '
        'fo:min-height="8mm"/></style:header-style><style:footer-style>'
        '<style:header-footer-properties fo:margin-top="5mm" fo:min-height="8mm"/>'
        "</style:footer-style>"
    )
    return (
        "<office:automatic-styles>"
        + paragraph("J", look.size, "justify")
        + paragraph("P", look.size, "justify", indent='fo:margin-right="10mm"')
        + paragraph("M", look.size, "right")
        + paragraph("T", look.size, "right")
        + paragraph("H", look.size * 1.1, "center", bold)
        + paragraph("F", look.size * 0.8, "justify")
        + paragraph("R", 9, "start").replace(
            'style:writing-mode="rl-tb"/>',
            'style:writing-mode="rl-tb"><style:tab-stops><style:tab-stop style:position="160mm" '
            'style:type="right"/></style:tab-stops></style:paragraph-properties>',
        )
        + f'<style:style style:name="B" style:family="text"><style:text-properties {bold}{italic}/>'
        "</style:style>"
        '<style:style style:name="A" style:family="text"><style:text-properties '
        'style:text-position="super 65%"/></style:style>'
        '<style:style style:name="W" style:family="table"><style:table-properties '
        'style:width="170mm" table:align="margins" style:writing-mode="rl-tb"/></style:style>'
        '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>'
        '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" fo:margin="20mm" style:writing-mode="rl-tb">'
        f"{columns}</style:page-layout-properties>"
        f"{apart if look.running else ''}</style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="L">{head}{foot}</style:master-page></office:master-styles>'
    )


def _odf_paragraph(block: Block, work: Work, look: Look) -> str:
    style = {"point": "P", "heading": "H", "masthead": "M"}.get(block.kind, "J")
    out = []
    for kind, words in runs(block.text, work.notes):
        text = escape(words, quote=False)
        if kind == "note":
            mark = f"({text})"
            note = escape(work.notes[words], quote=False)
            out.append(
                '<text:span text:style-name="A"><text:note text:note-class="footnote">'
                f'<text:note-citation text:label="{mark}">{mark}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="F"><text:s/>{note}</text:p></text:note-body>'
                "</text:note></text:span>"
            )
        else:
            out.append(
                f'<text:span text:style-name="B">{text}</text:span>' if kind == "bold" else text
            )
    return f'<text:p text:style-name="{style}">{"".join(out)}</text:p>'


def _odf_table(rows: str, columns: int) -> str:
    return (
        '<table:table table:style-name="W">'
        f'<table:table-column table:number-columns-repeated="{columns}"/>{rows}</table:table>'
    )


def _odf_row(cells: tuple[str, ...]) -> str:
    inner = "".join(
        '<table:table-cell table:style-name="C" office:value-type="string">'
        '<text:p text:style-name="T">'
        f"{escape(cell, quote=False)}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"
