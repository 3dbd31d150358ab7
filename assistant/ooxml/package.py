"""The package of a DOCX and the parts of it that are the same for all of ours."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

FONT = "Times New Roman"
ARABIC_FONT = "Amiri"
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
    return f"{HEAD}<w:document {W} {_R}><w:body>{body}{section}</w:body></w:document>"


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
    return f"{HEAD}<w:footnotes {W} {_R}>{lines}{notes}</w:footnotes>"


def fixed_parts(author: str, stamp: str, styles: str, settings: str) -> dict[str, str]:
    """Every part but document and footnotes by its name in the package, in the order in which they are
    written. `stamp` is when it was made, ISO 8601 with a zone, whole seconds.
    """
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")
        ),
        "docProps/core.xml": _core(author, stamp),
        "word/_rels/document.xml.rels": _relationships(
            *((kind, f"{kind}.xml") for kind in _TYPES if kind != "document")
        ),
        "word/styles.xml": styles,
        "word/settings.xml": settings,
        "word/fontTable.xml": _fonts(),
    }


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}"/>'
        for part, kind in _TYPES.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
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
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core(author: str, stamp: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _fonts() -> str:
    return (
        f'{HEAD}<w:fonts {W}><w:font w:name="{FONT}"><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{ARABIC_FONT}"><w:altName w:val="Traditional Arabic"/>'
        '<w:charset w:val="B2"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def zipped(parts: dict[str, str]) -> bytes:
    """The parts as a package: uncompressed, because compressors differ from one system to the next."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, content.encode("utf-8"))
    return buffer.getvalue()
