"""Which format is this? Decided by the file's content; its name is only used in messages."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib

from index.documents.decoding import decode
from index.documents.markdown import looks_like_markdown
from index.errors import FiqraError
from index.values import Format

READS = "Fiqra reads text, Markdown, Akoma Ntoso, DOCX, HTML and PDF"

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,  # also NotImplementedError: an unknown compression, an encrypted member
)
"""What Python's zip reader raises on broken archives."""

_HEAD = 1 << 20
"""Bytes in which the first element of an XML or HTML file is looked for."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "an image, sound or film"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"wOFF", "a font"),
    (b"AT&TFORM", "a DjVu file"),
)

_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel file"),
    ("ppt/", "a PowerPoint file"),
    ("Payload/", "a program"),
)

_MIMETYPES: tuple[tuple[bytes, str], ...] = (
    (b"opendocument.text", "an OpenDocument text (ODT)"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (ODS)"),
    (b"opendocument.presentation", "an OpenDocument presentation (ODP)"),
    (b"epub", "an EPUB book"),
)

_TAG = re.compile(r"<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_HTML_ROOTS = frozenset({"html", "head", "body"})
_FRAGMENT_TAGS = (
    "title meta link style script base div p table h1 h2 h3 h4 h5 h6 article main section ul ol "
    "span center font header nav b i strong em a blockquote pre br img hr"
)
_HTML_FIRST = frozenset(_FRAGMENT_TAGS.split())
_HTML_CLOSING = re.compile(
    r"</(?:p|div|h[1-6]|li|td|tr|ul|ol|table|section|article|main|title|span|font|center)\s*>", re.I
)


def detect(data: bytes, name: str) -> Format:
    """The format of a file's bytes.

    Raises FiqraError where the file is empty or of a kind that Fiqra does not read; the sentence
    names the kind where it is a well-known one.
    """
    if not data:
        raise FiqraError(f"{name} is empty (0 bytes): check that it was downloaded whole.")
    if _is_pdf(data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _of_zip(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refused(name, _of_ole(data))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (signature != b"RIFF" or b"\x00" in data[:16]):
            raise _refused(name, kind)
    markup = _of_markup(data, name)
    if markup is not None:
        return markup
    text = decode(data, name)
    if _is_json(text):
        raise _refused(name, "a JSON file, not a document", "name the documents alone")
    if _is_html_fragment(text):
        return "html"
    return "markdown" if looks_like_markdown(text) else "text"


def _is_pdf(data: bytes) -> bool:
    """Viewers allow some bytes before the header; then the trailer must be there as well."""
    if data.lstrip(b"\xef\xbb\xbf\x00\t\r\n\x0c ")[:5] == b"%PDF-":
        return True
    return b"%PDF-" in data[:1024] and b"startxref" in data


def _of_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            mimetype = b""
            if "mimetype" in members and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
    except ZIP_FAULTS as error:
        raise FiqraError(
            f"{name} is a damaged or incomplete DOCX or ZIP file: get a whole copy of it."
        ) from error
    if any(re.fullmatch(r"/?word/document\d*\.xml", m) for m in members):
        return "docx"
    for part, kind in _MIMETYPES:
        if part in mimetype:
            raise _refused(name, kind)
    for folder, kind in _IN_ZIP:
        if any(m.startswith(folder) for m in members):
            raise _refused(name, kind)
    raise _refused(name, "a ZIP archive", "unpack it and name the files in it")


def _of_ole(data: bytes) -> str:
    for stream, kind in (
        ("EncryptedPackage", "an Office file locked with a password"),
        ("WordDocument", "an old Word file (DOC)"),
        ("Workbook", "an old Excel file (XLS)"),
        ("PowerPoint Document", "an old PowerPoint file (PPT)"),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return "an old Office file"


def _of_markup(data: bytes, name: str) -> Format | None:
    """Akoma Ntoso or HTML by the first element; other XML is refused; None where neither begins."""
    head = _head(data)
    first = _first_element(head)
    if first is None:
        if re.match(r"\s*<!doctype\s+html", head, re.I):
            return "html"
        if head.lstrip().startswith("<?xml"):
            raise FiqraError(f"{name} is a damaged XML file: get a whole copy of it.")
        return None
    if first == "akomaNtoso":
        return "akoma_ntoso"
    if first.lower() in _HTML_ROOTS or re.match(r"\s*<!doctype\s+html", head, re.I):
        return "html"
    closed = re.compile(rf"</(?:[\w.-]+:)?{re.escape(first)}\s*>\s*\Z".encode())
    if first.lower() not in _HTML_FIRST and (
        head.lstrip().startswith("<?xml") or closed.search(data, max(0, len(data) - 1000))
    ):
        raise _refused(name, f"an XML file of another kind (its first element is <{first}>)")
    return None


def _head(data: bytes) -> str:
    """The file's beginning, good enough to read tags in whatever the encoding is."""
    start = data[:_HEAD]
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
    ):
        if start.startswith(mark):
            return start.decode(encoding, errors="replace").lstrip("\ufeff")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _first_element(head: str) -> str | None:
    """The local name of the first element after declarations and comments, if that comes first."""
    at = 0
    while True:
        while at < len(head) and head[at].isspace():
            at += 1
        for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
            if head.startswith(opening, at):
                end = head.find(closing, at + len(opening))
                if opening == "<!" and "[" in head[at : max(end, at)]:
                    end = head.find("]>", at)  # a DOCTYPE with declarations of its own
                    closing = "]>"
                if end < 0:
                    return None
                at = end + len(closing)
                break
        else:
            tag = _TAG.match(head, at)
            return tag.group(2) if tag else None


def _is_json(text: str) -> bool:
    """One JSON object, a list of them, or JSON lines: data and questions, not a text to be read."""
    first = text.lstrip()
    if not first.startswith(("{", "[")):
        return False
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return _is_json_object(first.split("\n", 1)[0])
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(each, dict) for each in value)
    )


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_html_fragment(text: str) -> bool:
    """Begins with an HTML tag and closes some, without a page around it and without Markdown."""
    first = _first_element(text[:_HEAD])
    if first is None or first.lower() not in _HTML_FIRST:
        return False
    return _HTML_CLOSING.search(text) is not None and not looks_like_markdown(text)


def _refused(name: str, kind: str, advice: str = "convert it first") -> FiqraError:
    return FiqraError(f"{name} is {kind}; {READS}: {advice}.")
