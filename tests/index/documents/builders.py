"""Small files of every format, made in the test so that no document has to be shipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from index.values import Source


def pdf(pages: Sequence[Sequence[str]], title: str | None = None, encrypted: bool = False) -> bytes:
    """A PDF whose pages hold the given lines in Helvetica; a page without lines has no text layer."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for lines in pages:
        shown = b"".join(
            b"1 0 0 1 72 %d Tm (%s) Tj " % (720 - 20 * i, line.encode("latin-1"))
            for i, line in enumerate(lines)
        )
        stream = b"BT /F1 12 Tf " + shown + b"ET" if lines else b"0 0 100 100 re f"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % k for k in kids),
        len(kids),
    )
    trailer = b"/Root 1 0 R"
    if title is not None:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypted:
        secret = b"<%s>" % (b"ab" * 32)
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (secret, secret))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return pdf_file(objects, trailer)


def pdf_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    """A PDF's numbered objects with the table of where each stands."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, trailer, len(out))
    )


def docx_bytes(document: Any) -> bytes:
    """A python-docx document as a file's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """The Word file with parts added or replaced; footnotes and endnotes are linked to the text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = old.read(member).decode("utf-8", errors="surrogateescape")
            if member == "word/_rels/document.xml.rels":
                for part in parts:
                    kind = part.removeprefix("word/").removesuffix(".xml")
                    if kind in ("footnotes", "endnotes"):
                        content = content.replace(
                            "</Relationships>",
                            f'<Relationship Id="r{kind}" Target="{kind}.xml" Type="http://schemas.'
                            "openxmlformats.org/officeDocument/2006/relationships/"
                            f'{kind}"/></Relationships>',
                        )
            if member not in parts:
                new.writestr(member, content.encode("utf-8", errors="surrogateescape"))
        for part, content in parts.items():
            new.writestr(part, content)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def block_texts(source: Source) -> list[str]:
    """The words of each block, taken from the text through its spans."""
    return [" ".join(source.text[s.start : s.end] for s in b.spans) for b in source.blocks]


def assert_well_formed(source: Source) -> None:
    """What every source promises: offsets inside the text, in order, pointing at what they name."""
    length = len(source.text)
    at = 0
    # A paragraph that goes on behind another block (a footnote) has a span on either side of it.
    for span in sorted(span for block in source.blocks for span in block.spans):
        assert at <= span.start < span.end <= length
        at = span.end
    assert [block.spans[0] for block in source.blocks] == sorted(b.spans[0] for b in source.blocks)
    for block in source.blocks:
        assert list(block.spans) == sorted(block.spans)
        if block.number is not None:
            assert block.number_span is not None
            number = block.number_span
            assert source.text[number.start : number.end] == block.number
            assert block.spans[0].start <= number.start < number.end <= block.spans[-1].end
    assert list(source.pages) == sorted(set(source.pages))
    assert all(0 <= page <= length for page in source.pages)
    before = -1
    for span in source.markup:
        assert before < span.start < span.end <= length
        before = span.end
    source.text.encode("utf-8")  # no half characters that could not be written down
