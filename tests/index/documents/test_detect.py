from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.documents import read
from index.documents.detect import detect
from index.errors import FiqraError
from tests.index.documents.builders import pdf, zipped

AKN = '<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><akn:act/></akn:akomaNtoso>'


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (AKN.encode(), "akoma_ntoso"),
        (AKN.replace("akn:", "").replace(":akn", "").encode(), "akoma_ntoso"),
        (AKN.encode("utf-8-sig"), "akoma_ntoso"),
        (AKN.encode("utf-16"), "akoma_ntoso"),
        (AKN.encode("utf-16-be"), "akoma_ntoso"),
        (f"<?xml version='1.0'?>\n<!-- <a> -->\n<!-- b -->{AKN}".encode(), "akoma_ntoso"),
        (f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>{AKN}".encode(), "akoma_ntoso"),
        (b"<!doctype HTML>\n<p>text", "html"),
        (b"\n<!-- saved -->\n<HTML><body>text", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
        (b"<p>text</p>\n<p>more</p>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"a < b and <c> too", "text"),
        (b"<note> says the clerk", "text"),
        (b"<p align=center>x</p>\n\n# Title\n\nSee **this** and **that**", "markdown"),
        (pdf([["a"]]), "pdf"),
        (b"\n\n" + pdf([["a"]]), "pdf"),
        (b"%PDF-", "pdf"),
        (b"The mark %PDF-1.4 begins such files.", "text"),
        (zipped({"word/document.xml": b"", "xl/a": b""}), "docx"),
    ],
)
def test_the_content_decides(data: bytes, form: str) -> None:
    assert detect(data, "misleading.xlsx") == form


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"xl/workbook.xml": b""}), "an Excel file"),
        (zipped({"ppt/presentation.xml": b""}), "a PowerPoint file"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "ODT"),
        (zipped({"a.txt": b"a"}), "a ZIP archive"),
        (OLE + "WordDocument".encode("utf-16-le"), r"an old Word file \(DOC\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (rb"{\rtf1\ansi text}", "an RTF file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG image"),
        (b"<?xml version='1.0'?><rss><a/></rss>", "<rss>"),
        (b"<rss><a/></rss>\n", "<rss>"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(FiqraError, match=kind) as caught:
        detect(data, "report.bin")
    assert str(caught.value).startswith("report.bin is ")
    assert "Markdown" in str(caught.value)


def test_the_name_is_the_files_own_unless_given(tmp_path: Path) -> None:
    path = tmp_path / "قرار.txt"
    path.write_text("نص", encoding="utf-8")
    assert read(path).name == "قرار.txt"
    assert read(path, "other").name == "other"


def test_what_is_not_a_readable_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FiqraError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(FiqraError, match="There is no file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(FiqraError, match="There is no file"):
        read(Path("nul\0.txt"))
    with pytest.raises(FiqraError):
        read(Path("x" * 5000))
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(FiqraError):
        read(loop)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(FiqraError, match="not an ordinary file"):
            read(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    path.chmod(0)
    with pytest.raises(FiqraError, match="permissions"):
        read(path)
