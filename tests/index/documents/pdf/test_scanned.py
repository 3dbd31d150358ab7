"""Pages that are pictures."""

from __future__ import annotations

import zlib

import pytest

from index.documents.pdf import read_pdf, scanned
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed, pdf_file
from tests.index.documents.pdf.support import stored

_TSV = "\n".join(
    [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t100\t100\t900\t50\t-1\t",
        "5\t1\t1\t1\t1\t1\t700\t100\t300\t50\t95\tإن",
        "5\t1\t1\t1\t1\t2\t400\t100\t250\t50\t90\tالمجلس،",
        "5\t1\t1\t1\t1\t3\t350\t100\t5\t5\t3\t.",
        "5\t1\t2\t1\t1\t1\t700\t300\t300\t50\t95\tوإذ",
    ]
)


def _scan(pages: int = 1) -> bytes:
    """A PDF whose pages show a rendered page of our own as a picture."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(stored("brackets").read_bytes())
    pixels = document[0].render(scale=2.2, grayscale=True).to_numpy()
    pixels = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    height, width = pixels.shape
    document.close()
    data = zlib.compress(pixels.tobytes())
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (width, height, len(data), data)
    )
    content = b"595 0 0 842 0 0 cm /I Do"
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    for _ in range(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /I 3 0 R >> >> >>"
        )
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    return pdf_file(objects, b"/Root 1 0 R")


def test_without_tesseract_a_scan_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "tesseract", lambda: None)
    with pytest.raises(FiqraError, match=r"no text layer on any of its 2 pages.*OCR.*apt install"):
        read_pdf(_scan(2), "scan.pdf")


@pytest.mark.skipif(scanned.tesseract() is None, reason="needs Tesseract with its Arabic data")
def test_a_scan_is_read_by_tesseract() -> None:
    source = read_pdf(_scan(), "scan.pdf")
    assert_well_formed(source)
    assert "read by OCR" in source.warnings[0]
    assert "الملاحظات الواردة" in source.text
    assert len(source.blocks) > 5
    assert all(0 <= box.left < box.right <= 595 for _, box in source.boxes)


def test_lines_of_tesseract_have_places_in_points_and_no_specks() -> None:
    lines = scanned.lines_of(_TSV)
    assert [line.text for line in lines] == ["إن المجلس،", "وإذ"]
    assert (lines[0].x0, lines[0].x1, lines[0].top) == (96.0, 240.0, 24.0)
    assert lines[0].zone != lines[1].zone


def test_a_program_that_fails_leaves_the_page_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "tesseract", lambda: "/nonexistent/tesseract")
    monkeypatch.setattr(scanned, "_languages", lambda path: "ara")
    with pytest.raises(FiqraError, match="OCR read nothing"):
        read_pdf(_scan(), "scan.pdf")
