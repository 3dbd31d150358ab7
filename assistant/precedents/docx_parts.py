"""The parts of a DOCX that are the same for every table of tracked precedents: styles, settings, wrapping."""

from __future__ import annotations

from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_FONT = "Times New Roman"
_ARABIC_FONT = "Amiri"
"""Free, with figures of its own; where it is missing the font table names one that Word brings."""

_TYPES = {
    "document": f"{_TYPE}.document.main+xml",
    "styles": f"{_TYPE}.styles+xml",
    "settings": f"{_TYPE}.settings+xml",
    "fontTable": f"{_TYPE}.fontTable+xml",
    "footnotes": f"{_TYPE}.footnotes+xml",
}


def document_xml(body: str, arabic: bool) -> str:
    """The main part: A4, margins of 2.5 cm; a section from right to left where it is Arabic."""
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"'
        ' w:header="708" w:footer="708" w:gutter="0"/>'
        + ("<w:bidi/>" if arabic else "")
        + "</w:sectPr>"
    )
    return f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>"


def footnotes_xml(notes: str, arabic: bool) -> str:
    """The part of the footnotes, with the line above them that Word asks for."""
    way = "<w:bidi/>" if arabic else ""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>{way}'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:r><w:{element}/></w:r></w:p></w:footnote>"
        for kind, number, element in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    return f"{_HEAD}<w:footnotes {_W} {_R}>{lines}{notes}</w:footnotes>"


def fixed_parts(author: str, stamp: str) -> dict[str, str]:
    """Every other part by its name in the package, in the order in which they are written."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")
        ),
        "docProps/core.xml": _core(author, stamp),
        "word/_rels/document.xml.rels": _relationships(
            *((kind, f"{kind}.xml") for kind in _TYPES if kind != "document")
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
    }


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}"/>'
        for part, kind in _TYPES.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Target="{target}" Type="'
        + (
            f"{_PACKAGE}/relationships/metadata/core-properties"
            if kind == "core"
            else f"{_OFFICE}/{kind}"
        )
        + '"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core(author: str, stamp: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _settings() -> str:
    """What is changed after us is tracked too."""
    return (
        f"{_HEAD}<w:settings {_W}><w:trackRevisions/>"
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'{_HEAD}<w:fonts {_W}><w:font w:name="{_FONT}"><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{_ARABIC_FONT}"><w:altName w:val="Traditional Arabic"/>'
        '<w:charset w:val="B2"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _styles() -> str:
    """Each kind of paragraph twice: in one from right to left Latin letters are as large as Arabic."""
    latin = " ".join(f'w:{script}="{_FONT}"' for script in ("ascii", "hAnsi", "eastAsia"))
    paragraphs = "".join(
        _style(name + suffix, f"{title} {suffix}".strip(), properties, sizes, way)
        for name, title, properties, sizes in (
            (
                "Precedent",
                "Precedent",
                '<w:spacing w:after="160" w:line="288" w:lineRule="auto"/>',
                ("23", "26", ""),
            ),
            (
                "PrecedentHeading",
                "Precedent heading",
                '<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>',
                ("25", "28", "<w:b/><w:bCs/>"),
            ),
            (
                "PrecedentNote",
                "Precedent note",
                '<w:spacing w:after="0"/>',
                ("18", "20", ""),
            ),
        )
        for suffix, way in (("", False), ("Arabic", True))
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {latin} w:cs="{_ARABIC_FONT}"/><w:sz w:val="23"/><w:szCs w:val="26"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{paragraphs}"
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "</w:style></w:styles>"
    )


def _style(
    identifier: str, name: str, spacing: str, sizes: tuple[str, str, str], right: bool
) -> str:
    size, arabic, weight = sizes
    if right:
        size = str(int(arabic) - 3)
        # the Arabic font is tall enough in itself
        spacing = spacing.replace('w:line="288"', 'w:line="240"')
    keep = "<w:keepNext/>" if "outlineLvl" in spacing else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}{'<w:bidi/>' if right else ''}{spacing}</w:pPr>"
        f'<w:rPr>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{arabic}"/></w:rPr></w:style>'
    )
