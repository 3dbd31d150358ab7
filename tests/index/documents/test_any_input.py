"""Whatever bytes come: a source that keeps its promises, or one sentence."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import read_bytes
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed, docx_bytes, pdf

HEADS = [
    b"",
    b"%PDF-1.5\n",
    b"PK\x03\x04",
    b"<html>",
    b"<?xml ?><akomaNtoso>",
    b"\xff\xfe",
    b"# a\n\n",
]


def reads_or_says_why(data: bytes) -> None:
    try:
        source = read_bytes(data, "any.bin")
    except FiqraError as error:
        message = str(error)
        assert message.endswith(".")
        assert "\n" not in message
        assert "any.bin" in message
    else:
        assert_well_formed(source)
        assert source.text.strip()


@given(st.sampled_from(HEADS), st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_random_bytes(head: bytes, tail: bytes) -> None:
    reads_or_says_why(head + tail)


@given(st.binary(min_size=1, max_size=40), st.integers(0, 2000))
@settings(max_examples=100, deadline=None)
def test_a_pdf_overwritten_somewhere(noise: bytes, at: int) -> None:
    whole = pdf([["First page", "more"], [], ["Third"]], title="First page")
    at %= len(whole)
    reads_or_says_why(whole[:at] + noise + whole[at + len(noise) :])


def _word_file() -> bytes:
    document: Any = docx.Document()
    document.add_heading("Title", 1)
    document.add_paragraph("one", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "cell"
    return docx_bytes(document)


WORD_FILE = _word_file()


@given(st.binary(min_size=1, max_size=40), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_word_file_overwritten_somewhere(noise: bytes, at: int) -> None:
    at %= len(WORD_FILE)
    reads_or_says_why(WORD_FILE[:at] + noise + WORD_FILE[at + len(noise) :])


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_word_file_with_a_part_overwritten(data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD_FILE)) as old, zipfile.ZipFile(out, "w") as new:
        hit = data.draw(
            st.sampled_from([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
        )
        for member in old.namelist():
            content = old.read(member)
            if member == hit:
                at = data.draw(st.integers(0, len(content)))
                end = data.draw(st.integers(at, len(content)))
                content = content[:at] + data.draw(st.binary(max_size=10)) + content[end:]
            new.writestr(member, content)
    reads_or_says_why(out.getvalue())
