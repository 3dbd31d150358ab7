"""The styles and settings of an exported conversation in WordprocessingML."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.exporting.values import Style
from assistant.ooxml.package import ARABIC_FONT, FONT, HEAD, W

STYLES: dict[Style, str] = {
    "title": "Title",
    "heading": "Heading1",
    "question": "Question",
    "fact": "Fact",
    "remark": "Remark",
    "statement": "Answer",
    "introduction": "Introduction",
    "item": "AnswerItem",
    "quote": "Quote",
    "label": "QuoteLabel",
    "reading": "Reading",
    "abstention": "Abstention",
    "place": "Place",
    "withdrawn": "Withdrawn",
    "reason": "Reason",
    "source": "Source",
    "file": "SourceFact",
}
"""The identifier of the paragraph style of each block."""

NOTE = "FootnoteText"
NOTE_WORDS = "FootnoteWords"
"""A footnote's further paragraphs."""
REFERENCE = "FootnoteReference"

_FAINT = '<w:color w:val="595959"/>'
_BOLD = "<w:b/><w:bCs/>"
_RULES = (
    '<w:pBdr><w:top w:val="single" w:sz="6" w:space="6" w:color="8C8C8C"/>'
    '<w:bottom w:val="single" w:sz="6" w:space="6" w:color="8C8C8C"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F4F4F4"/>'
)
_UNDER = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="8C8C8C"/></w:pBdr>'


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style. Sizes are half points, of Latin letters and of Arabic ones."""

    name: str
    spacing: tuple[int, int]
    """Before and after, twentieths of a point."""
    sizes: tuple[int, int] = (22, 26)
    look: str = ""
    based: str = "Normal"
    indent: str = ""
    keep: bool = False
    """With the next paragraph on one page."""
    frame: str = ""
    level: int | None = None
    """Of the outline, 0 the highest."""


_ALL = {
    "Title": _Style("Title", (0, 240), (34, 40), _BOLD, frame=_UNDER, keep=True),
    "Heading1": _Style("heading 1", (480, 120), (26, 30), _BOLD, keep=True, level=0),
    "Question": _Style("Question", (480, 40), (26, 30), _BOLD, "Heading1", keep=True, level=0),
    "Fact": _Style("Question facts", (0, 80), (18, 21), _FAINT, keep=True),
    "Remark": _Style("Remark", (120, 120), (20, 23), _FAINT),
    "Answer": _Style("Answer", (140, 120)),
    "Introduction": _Style("Answer introduction", (200, 80), keep=True),
    "AnswerItem": _Style("Answer item", (0, 80), indent='w:left="425" w:hanging="425"'),
    "Quote": _Style("Quote", (40, 80), indent='w:left="567" w:right="567"'),
    "QuoteLabel": _Style(
        "Quotation label",
        (80, 40),
        (18, 21),
        _FAINT,
        indent='w:left="567" w:right="567"',
        keep=True,
    ),
    "Reading": _Style(
        "Repaired reading",
        (40, 80),
        (20, 23),
        _FAINT,
        based="Quote",
        indent='w:left="567" w:right="567"',
    ),
    "Abstention": _Style("No answer", (160, 160), look=_BOLD, frame=_RULES),
    "Place": _Style("Quotation place", (160, 40), look=_BOLD, keep=True),
    "Withdrawn": _Style(
        "Withdrawn",
        (80, 0),
        (20, 23),
        _FAINT.replace("<w:color", "<w:strike/><w:color"),
        indent='w:left="567" w:right="567"',
        keep=True,
    ),
    "Reason": _Style("Withdrawn because", (0, 40), (18, 21), indent='w:left="567" w:right="567"'),
    "Source": _Style("Document cited", (120, 0), look=_BOLD, keep=True),
    "SourceFact": _Style("Document cited facts", (0, 20), (20, 23), indent='w:left="284"'),
    NOTE: _Style("footnote text", (0, 40), (18, 21)),
    NOTE_WORDS: _Style(
        "Footnote words", (0, 40), (18, 21), based=NOTE, indent='w:left="284" w:right="284"'
    ),
}


def styles_xml() -> str:
    """The part of the styles. Line spacing is left to the fonts, of which the Arabic one is tall."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia"))
    own = "".join(_paragraph(identifier, style) for identifier, style in _ALL.items())
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {fonts} w:cs="{ARABIC_FONT}"/><w:sz w:val="22"/><w:szCs w:val="26"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{own}"
        f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )


def _paragraph(identifier: str, style: _Style) -> str:
    built_in = style.name in ("Title", "heading 1", "Quote", "footnote text")
    custom = "" if built_in else ' w:customStyle="1"'
    before, after = style.spacing
    size, arabic = style.sizes
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if style.keep else "")
        + style.frame
        + f'<w:spacing w:before="{before}" w:after="{after}"/>'
        + (f"<w:ind {style.indent}/>" if style.indent else "")
        + ("" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>')
        + f'</w:pPr><w:rPr>{style.look}<w:sz w:val="{size}"/><w:szCs w:val="{arabic}"/></w:rPr></w:style>'
    )


def settings_xml() -> str:
    """The part of the settings: the separators of footnotes, Word's own layout, the languages."""
    return (
        f"{HEAD}<w:settings {W}>"
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/></w:settings>'
    )
