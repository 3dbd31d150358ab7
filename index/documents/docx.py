"""Word files: what the page prints, numbers and footnotes included, one paragraph a block."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.documents.assembly import Piece, assemble, row
from index.documents.decoding import MAX_CHARACTERS
from index.documents.detect import ZIP_FAULTS
from index.documents.docx_numbering import Numbering, W, formatted, is_on, numbering_of
from index.documents.metadata import stated_by
from index.errors import FiqraError
from index.values import Source

MAX_XML_BYTES = 128 * 2**20
"""Unpacked XML parts beyond this are taken for a zip bomb; a report of 500 pages has about 20 MB."""
MAX_UNPACKED_BYTES = 1024 * 2**20
"""The same for the whole file, pictures included."""

_NO_TEXT = (
    "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr instrText delText rt softHyphen"
)
_SKIPPED = frozenset(_NO_TEXT.split())
_LONGEST_HEADING = 400
"""Characters. A heading style on a longer paragraph is a misuse of the style."""


@dataclass(slots=True)
class _Reading:
    """What is counted while the paragraphs are read in order."""

    numbering: Numbering
    note_forms: dict[str, tuple[str, int]]
    """`footnote` and `endnote` → number format and first number."""
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, identity in the file and printed number of every note whose mark stands in the text."""
    carried: str = ""
    """Text of paragraphs whose end is deleted: it belongs to the next paragraph."""


def read_docx(data: bytes, name: str) -> Source:
    """The text of a Word file as a reader of the accepted document sees it.

    First page's header, then the body: tables in reading order, automatic numbers written out,
    insertions read and deletions not, notes at the end. Raises FiqraError for a damaged file, for
    one without text and for a zip bomb.
    """
    package, main = _open(data, name)
    try:
        parts = {rel.reltype.rsplit("/", 1)[-1]: rel.target_part for rel in _internal(main)}
        by_id = {rel.rId: rel.target_part for rel in _internal(main)}
        root = _xml(main)
        settings = _xml(parts.get("settings"))
        reading = _Reading(
            numbering_of(_xml(parts.get("numbering")), _xml(parts.get("styles"))),
            {
                "footnote": _note_form(settings, root, "footnotePr", "decimal"),
                "endnote": _note_form(settings, root, "endnotePr", "lowerRoman"),
            },
        )
        header = [piece for piece in _header(root, by_id, reading) if _has_letters(piece.text)]
        body = root.find(f"{W}body")
        pieces = list(_pieces(body, reading)) if body is not None else []
        if reading.carried:
            pieces.append(Piece(reading.carried))
            reading.carried = ""
        pieces += _notes({k: _xml(parts.get(f"{k}s")) for k in ("footnote", "endnote")}, reading)
    except (SyntaxError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        # lxml's XMLSyntaxError is a SyntaxError; the others come from parts that are not what the
        # package says they are.
        raise _damaged(name) from error
    if not any(piece.text.strip() for piece in pieces):
        raise FiqraError(f"{name} is a Word file without text: if it holds scans, run OCR on them.")
    text, blocks = assemble(header + pieces)
    if len(text) > MAX_CHARACTERS:
        raise FiqraError(
            f"{name} holds more than {MAX_CHARACTERS // 1_000_000} million characters: split it."
        )
    try:
        title = package.core_properties.title
    except (SyntaxError, AttributeError, KeyError, TypeError, ValueError):
        title = None  # properties are a courtesy; the text stands without them
    return Source(name=name, format="docx", text=text, blocks=blocks, stated=stated_by(title, text))


def _open(data: bytes, name: str) -> tuple[Any, Any]:
    """The package and its main part, as python-docx reads them, after a look at the sizes."""
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from docx.package import Package

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        xml = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
        if xml > MAX_XML_BYTES or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
            raise FiqraError(
                f"{name} unpacks to more than a Word file can need (a zip bomb?): it is not read."
            )
        if any(m.flag_bits & 1 for m in members):
            raise FiqraError(f"{name} is locked with a password: save it without one.")
        package = Package.open(io.BytesIO(data))
        return package, package.main_document_part
    except (OpcError, PythonDocxError, SyntaxError, *ZIP_FAULTS) as error:
        raise _damaged(name) from error
    except (AttributeError, TypeError, AssertionError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> FiqraError:
    return FiqraError(
        f"{name} is a damaged or incomplete Word file: open it in Word, save it anew, or get another copy."
    )


def _internal(part: Any) -> list[Any]:
    return [rel for rel in part.rels.values() if not rel.is_external]


def _xml(part: Any | None) -> Any:
    """A part's root element; entities are not resolved and nothing is fetched. None for no part."""
    from lxml import etree

    if part is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(part.blob, parser)


def _tag(element: Any) -> str:
    """The element's name without its namespace; empty for an entity."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _note_form(settings: Any, root: Any, element: str, default: str) -> tuple[str, int]:
    """Number format and first number of the notes: the section's word counts over the settings'."""
    form, start = default, 1
    places = [] if settings is None else settings.findall(f"{W}{element}")
    for place in [*places, *root.findall(f".//{W}sectPr/{W}{element}")[:1]]:
        numbered, first = place.find(f"{W}numFmt"), place.find(f"{W}numStart")
        form = numbered.get(f"{W}val", form) if numbered is not None else form
        start = int(first.get(f"{W}val", start)) if first is not None else start
    return form, start


def _header(root: Any, by_id: dict[str, Any], reading: _Reading) -> list[Piece]:
    """The first page's header: UN documents print their masthead there."""
    section = next(root.iter(f"{W}sectPr"), None)
    if section is None:
        return []
    wanted = "first" if is_on(section.find(f"{W}titlePg")) else "default"
    for reference in section.findall(f"{W}headerReference"):
        if reference.get(f"{W}type", "default") == wanted:
            identity = next((v for k, v in reference.attrib.items() if k.endswith("}id")), "")
            if identity in by_id:
                return list(_pieces(_xml(by_id[identity]), reading))
    return []


def _has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _pieces(container: Any, reading: _Reading) -> Iterator[Piece]:
    """The blocks of a body, cell, text box or note, in reading order."""
    for element in container:
        tag = _tag(element)
        if tag == "p":
            yield from _paragraph(element, reading)
        elif tag == "tbl":
            yield from _table(element, reading)
        elif tag == "AlternateContent":
            yield from _pieces(_choice(element), reading)
        elif tag not in _SKIPPED:
            yield from _pieces(element, reading)  # content controls, insertions, custom XML


def _table(table: Any, reading: _Reading) -> Iterator[Piece]:
    for line in table.iter(f"{W}tr"):
        if next(line.iterancestors(f"{W}tbl")) is not table:
            continue  # a table inside a cell is read with that cell
        if line.find(f"{W}trPr/{W}del") is not None:
            continue
        cells = []
        for cell in line.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not line:
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is None or merged.get(f"{W}val") == "restart":
                cells.append([p for p in _pieces(cell, reading) if p.text.strip()])
        yield from row(cells)


def _paragraph(element: Any, reading: _Reading) -> Iterator[Piece]:
    """A paragraph, its number written out, and after it what its text boxes hold."""
    properties = element.find(f"{W}pPr")
    out: list[str] = []
    boxes: list[Any] = []
    _runs(element, out, boxes, reading)
    text = reading.carried + "".join(out)
    mark = properties.find(f"{W}rPr") if properties is not None else None
    if mark is not None and mark.find(f"{W}del") is not None:
        reading.carried = text
    else:
        reading.carried = ""
        printed, number = reading.numbering.printed(properties)  # an empty paragraph counts, too
        if text.strip():
            level = reading.numbering.heading_level(properties)
            heading = bool(level) and len(text) <= _LONGEST_HEADING
            yield Piece(
                printed + text.strip(),
                "heading" if heading else None,
                level if heading else 0,
                number,
                printed if number else None,
            )
    for box in boxes:
        yield from _pieces(box, reading)


def _runs(element: Any, out: list[str], boxes: list[Any], reading: _Reading) -> None:
    """The visible text of an element's runs, appended to `out`; text boxes to `boxes`."""
    for child in element:
        tag = _tag(child)
        if tag in _SKIPPED:
            continue
        if tag == "t":
            out.append(child.text or "")
        elif tag in ("tab", "ptab"):
            out.append("\t")
        elif tag in ("br", "cr"):
            out.append("\n")
        elif tag == "noBreakHyphen":
            out.append("-")
        elif tag == "sym":
            code = child.get(f"{W}char", "")
            # Symbol fonts put their signs where Unicode has no characters; only others can be named.
            if len(code) == 4 and not code.upper().startswith(("F0", "D8", "D9", "DA", "DB", "DC")):
                out.append(chr(int(code, 16)))
        elif tag in ("footnoteReference", "endnoteReference"):
            out.append(_mark(child, tag.removesuffix("Reference"), reading))
        elif tag == "AlternateContent":
            _runs(_choice(child), out, boxes, reading)
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag == "r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            continue
        elif tag == "sdt" and is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
            continue  # "Click here to enter text"
        else:
            _runs(child, out, boxes, reading)


def _choice(alternatives: Any) -> Any:
    """One of the drawings of the same thing: the first that holds text, the older one otherwise."""
    for element in alternatives:
        if _tag(element) == "Choice" and next(element.iter(f"{W}t"), None) is not None:
            return element
    return alternatives[-1] if len(alternatives) else alternatives


def _mark(reference: Any, kind: str, reading: _Reading) -> str:
    """`(3)`; empty where the author set a mark of their own, which follows as text."""
    identity = reference.get(f"{W}id", "")
    if reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on"):
        reading.notes.append((kind, identity, ""))
        return ""
    form, start = reading.note_forms[kind]
    before = sum(1 for other, _, number in reading.notes if other == kind and number)
    number = formatted(start + before, form)
    reading.notes.append((kind, identity, number))
    return f"({number})"


def _notes(parts: dict[str, Any], reading: _Reading) -> list[Piece]:
    """Footnotes, then endnotes, each in one block that begins with its number."""
    marked = list(reading.notes)  # a mark inside a note is printed but opens no further note
    out: list[Piece] = []
    for kind, part in parts.items():
        found = {} if part is None else {e.get(f"{W}id", ""): e for e in part.findall(f"{W}{kind}")}
        for of_kind, identity, number in marked:
            if of_kind != kind or identity not in found:
                continue
            pieces = [p.text.strip() for p in _pieces(found[identity], reading) if p.text.strip()]
            if reading.carried.strip():
                pieces.append(reading.carried.strip())
            reading.carried = ""
            printed = f"({number}) " if number else ""
            text = "\n".join(pieces)
            if text:
                out.append(Piece(printed + text, "footnote", 0, number or None, printed or None))
    return out
