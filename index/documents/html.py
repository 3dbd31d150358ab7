"""Web pages: what the browser shows, list numbers and footnote marks included."""

from __future__ import annotations

import codecs
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.documents import numerals
from index.documents.assembly import Piece, assemble, row
from index.documents.decoding import MAX_CHARACTERS, decode
from index.errors import FiqraError
from index.values import Source, Stated

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_UNSEEN_TAGS = (
    "script style noscript template head nav svg canvas iframe object embed audio video map "
    "button select option textarea datalist dialog input"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_LIST_FORMS = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NOTE = re.compile(r"[(\[]?\s*([0-9٠-٩]{1,3})\s*[)\]]?")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d(])(?:[kcmd]?m|كم|سم|م|10)$", re.I)
_MAX_DEPTH = 1000
"""Elements inside one another; pages have some dozens."""


@dataclass(slots=True)
class _List:
    """An ordered list that is being read: the last number and how numbers look."""

    last: int
    step: int
    form: str | None
    """None for a bulleted list, `none` for one without any sign."""


@dataclass(slots=True)
class _Page:
    """What has been read so far."""

    pieces: list[Piece] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    printed: str = ""
    number: str | None = None
    heading: int = 0
    keeps_spaces: int = 0
    rows: list[tuple[int, list[int]]] = field(default_factory=list)
    """For every open table row: where its pieces begin, and where those of each cell begin."""


def read_html(data: bytes, name: str) -> Source:
    """The visible text, one block a line with an empty line between, headings and notes marked.

    The <title> is what the page states of itself only where it has no <h1>. Raises FiqraError for
    an empty page, one without visible text and one in an unknown encoding.
    """
    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
    from bs4.exceptions import ParserRejectedMarkup

    markup = html_text(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            soup = BeautifulSoup(markup, "lxml")
        except ParserRejectedMarkup as error:
            raise FiqraError(f"{name} is a damaged web page: save it anew.") from error
    page = _Page()
    _walk(soup, page, name)
    text, blocks = assemble(page.pieces)
    if not text:
        raise FiqraError(
            f"{name} is a web page without visible text (does a script fill it?): save the page as the browser shows it."
        )
    title = soup.title.get_text() if soup.title is not None else ""
    title = " ".join(title.split())
    has_h1 = any(h.get_text().strip() for h in soup.find_all("h1"))
    return Source(
        name=name,
        format="html",
        text=text,
        blocks=blocks,
        stated=Stated(title=title if title and not has_h1 else None),
    )


def html_text(data: bytes, name: str) -> str:
    """The page's source text. Order: byte-order mark, UTF-8 that proves itself by letters beyond
    ASCII, the declared encoding, then what `decode` finds.
    """
    from bs4.dammit import EncodingDetector

    if len(data) > 4 * MAX_CHARACTERS:
        return decode(data, name)  # refuses it
    declared = EncodingDetector.find_declared_encoding(data[:100_000], is_html=True)
    if isinstance(declared, bytes):
        declared = declared.decode("ascii", errors="replace")
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # A declaration that can be read byte by byte does not stand in UTF-16.
    if declared and not marked and not declared.lower().startswith(("utf-16", "utf-32", "ucs")):
        try:
            data.decode("ascii" if declared.lower().startswith("iso-2022") else "utf-8")
        except UnicodeDecodeError:
            try:
                # Browsers take Latin 1 to mean Windows-1252.
                latin = declared.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")
                text = data.decode("cp1252" if latin else declared)
            except (LookupError, UnicodeDecodeError, ValueError):
                pass
            else:
                if "\x00" not in text and text.strip():
                    return text
    return decode(data, name)


def _walk(soup: BeautifulSoup, page: _Page, name: str) -> None:
    """Through the elements with a stack of our own: deep nesting must not end in a RecursionError."""
    from bs4 import CData, NavigableString, Tag

    stack: list[tuple[object, bool]] = [(soup, True)]
    depth = 0
    while stack:
        node, opening = stack.pop()
        if type(node) in (NavigableString, CData):
            _text(str(node), page)
        elif isinstance(node, Tag):
            if not opening:
                depth -= 1
                _close(node, page)
                continue
            if _unseen(node):
                continue
            if node.name == "sup":
                _superscript(node, page)
                continue
            if depth >= _MAX_DEPTH:
                raise FiqraError(
                    f"{name} nests more than {_MAX_DEPTH} elements: save the page anew from a browser."
                )
            depth += 1
            _open(node, page)
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(node.contents))
    _flush(page)


def _unseen(tag: Tag) -> bool:
    return (
        tag.name in _UNSEEN
        or tag.has_attr("hidden")
        or _attribute(tag, "role").lower() == "navigation"
        or _HIDDEN_STYLE.search(_attribute(tag, "style")) is not None
    )


def _attribute(tag: Tag, key: str) -> str:
    value = tag.get(key)
    return value if isinstance(value, str) else ""


def _text(text: str, page: _Page) -> None:
    page.inline.append(text if page.keeps_spaces else _SPACES.sub(" ", text))


def _superscript(tag: Tag, page: _Page) -> None:
    """A number set high is a footnote's mark unless it stands at a unit (m², 10³)."""
    text = _SPACES.sub(" ", tag.get_text()).strip()
    note = _NOTE.fullmatch(text)
    before = "".join(page.inline[-3:])
    if note and not (_UNIT_BEFORE.search(before) and tag.find("a") is None):
        text = f"({note.group(1)})"
    page.inline.append(text)


def _open(tag: Tag, page: _Page) -> None:
    if tag.name == "br":
        page.inline.append("\n")
        return
    if tag.name not in _BLOCKS:
        return
    _flush(page)
    if tag.name in ("ol", "ul"):
        page.lists.append(_list(tag))
    elif tag.name == "li":
        _item(tag, page)
    elif tag.name == "pre":
        page.keeps_spaces += 1
    elif tag.name == "tr":
        page.rows.append((len(page.pieces), []))
    elif tag.name in ("td", "th") and page.rows:
        page.rows[-1][1].append(len(page.pieces))
    elif re.fullmatch("h[1-6]", tag.name):
        page.heading = int(tag.name[1])


def _close(tag: Tag, page: _Page) -> None:
    if tag.name not in _BLOCKS:
        return
    _flush(page)
    if tag.name in ("ol", "ul"):
        page.lists.pop()
    elif tag.name == "li":
        page.printed, page.number = "", None
    elif tag.name == "pre":
        page.keeps_spaces -= 1
    elif tag.name == "tr":
        start, cells = page.rows.pop()
        ends = [*cells[1:], len(page.pieces)]
        if cells:
            found = [page.pieces[a:b] for a, b in zip(cells, ends, strict=True)]
            page.pieces[start:] = page.pieces[start : cells[0]] + row(found)
    elif re.fullmatch("h[1-6]", tag.name):
        page.heading = 0


def _flush(page: _Page) -> None:
    """What has gathered since the last block becomes one; empty lines in it part it."""
    text = "".join(page.inline)
    page.inline.clear()
    if not text.strip():
        return
    if not page.keeps_spaces:
        text = re.sub(" ?\n ?", "\n", re.sub(" {2,}", " ", text))
    for part in re.split(r"\n[ \t]*\n\s*", text):
        part = part.strip() if not page.keeps_spaces else part.strip("\r\n")
        if not part.strip():
            continue
        printed, number = page.printed, page.number
        page.printed, page.number = "", None
        if number and re.match(rf"[(\[]?{re.escape(number)}[.)\]\s–-]", part):
            printed, number = "", None  # the text prints its number itself
        kind = "heading" if page.heading else None
        page.pieces.append(
            Piece(
                printed + part,
                "heading" if kind else None,
                page.heading,
                number,
                printed if number else None,
            )
        )


def _list(tag: Tag) -> _List:
    style = _LIST_STYLE.search(_attribute(tag, "style"))
    form = style.group(1).lower() if style else None
    if tag.name == "ul":
        return _List(0, 1, form if form == "none" else None)
    step = -1 if tag.has_attr("reversed") else 1
    first = len(tag.find_all("li", recursive=False)) if step < 0 else 1
    start = _int(_attribute(tag, "start"))
    return _List(
        (first if start is None else start) - step,
        step,
        form or _LIST_FORMS.get(_attribute(tag, "type"), "decimal"),
    )


def _item(tag: Tag, page: _Page) -> None:
    """The number or sign that the browser prints before a list's item."""
    page.printed, page.number = "", None
    if not page.lists:
        return
    among = page.lists[-1]
    if among.form is None:
        page.printed = "• "
        return
    value = _int(_attribute(tag, "value"))
    among.last = among.last + among.step if value is None else value
    if among.form != "none":
        page.number = _formatted(among.last, among.form)
        page.printed = f"{page.number}. "


def _formatted(number: int, form: str) -> str:
    match form:
        case "lower-alpha" | "lower-latin":
            return numerals.counted(number, numerals.ALPHABET)
        case "upper-alpha" | "upper-latin":
            return numerals.counted(number, numerals.ALPHABET).upper()
        case "lower-roman":
            return numerals.roman(number)
        case "upper-roman":
            return numerals.roman(number).upper()
        case "arabic-indic":
            return numerals.arabic_indic(number)
        case "arabic-abjad":
            return numerals.counted(number, numerals.ABJAD)
        case "decimal-leading-zero":
            return f"{number:02d}"
        case _:
            return str(number)


def _int(value: str) -> int | None:
    value = value.strip()
    return int(value) if re.fullmatch("-?[0-9]{1,9}", value) else None
