"""The styles and settings of a DOCX of tracked precedents."""

from __future__ import annotations

from assistant.ooxml.package import ARABIC_FONT, FONT, HEAD, W


def styles_xml() -> str:
    """Each kind of paragraph twice: in one from right to left Latin letters are as large as Arabic."""
    latin = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia"))
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
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {latin} w:cs="{ARABIC_FONT}"/><w:sz w:val="23"/><w:szCs w:val="26"/>'
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


def settings_xml() -> str:
    """The part of the settings: what is changed after us is tracked too."""
    return (
        f"{HEAD}<w:settings {W}><w:trackRevisions/>"
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/></w:settings>'
    )
