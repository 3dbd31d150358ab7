from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import read_bytes
from index.documents.decoding import MAX_CHARACTERS
from index.documents.text import read_text
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed

ARABIC = "إن اللجنة،\r\n\r\nإذ تضع في اعتبارها المادة ٣ من اللائحة (WHO)،\r\n١ - تقرر عقد دورتها في روما؛\r\n"
ENGLISH = "The Committee,\n1. Decides to meet in Rome – “soon”;\n"


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"],
)
def test_every_encoding_gives_the_same_characters(text: str, encoding: str) -> None:
    legible = text.replace("٣", "3").replace("١", "1")  # Windows-1256 has no Arabic-Indic digits
    source = read_bytes(legible.encode(encoding), "a.txt")
    assert source.format == "text"
    assert source.text == legible


def test_big_endian_mark_is_not_a_character() -> None:
    source = read_bytes(codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), "a.txt")
    assert source.text == ARABIC


def test_french_letters_in_windows_1256_stay() -> None:
    text = "Le Conseil économique et social a adopté à Genève la décision précédente.\n"
    assert read_bytes(text.encode("cp1256"), "a.txt").text == text


@pytest.mark.parametrize(
    "encoding", ["iso8859-6", "cp1251", "cp720", "mac_arabic", "koi8-r", "gb18030"]
)
def test_other_encodings_are_refused_rather_than_garbled(encoding: str) -> None:
    text = {
        "cp1251": "Генеральная Ассамблея постановляет провести сессию в Риме",
        "koi8-r": "Генеральная Ассамблея постановляет провести сессию в Риме",
        "gb18030": "大会决定在罗马举行下届会议并请秘书长提出报告",
    }.get(encoding, "إن اللجنة تقرر عقد دورتها المقبلة في روما وتطلب ذلك")
    with pytest.raises(FiqraError, match="encoding"):
        read_bytes((text + "\n").encode(encoding, errors="ignore") * 5, "a.txt")


def test_damaged_utf8_names_the_byte() -> None:
    data = ENGLISH.encode() + ARABIC.encode() * 3
    broken = data[:100] + b"\xff" + data[100:]
    with pytest.raises(FiqraError, match="damaged bytes"):
        read_bytes(broken, "a.txt")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", "\ufeff".encode(), "\u200f\u200b\n".encode()])
def test_an_empty_or_blank_file_is_refused(data: bytes) -> None:
    with pytest.raises(FiqraError, match=r"empty|no text"):
        read_bytes(data, "a.txt")


def test_binary_content_is_refused() -> None:
    with pytest.raises(FiqraError, match="binary"):
        read_bytes(bytes(range(256)) * 20, "a.txt")
    with pytest.raises(FiqraError, match="binary"):
        read_bytes(b"words" + b"\x00" * 500 + b"words", "a.txt")


def test_one_stray_nul_does_not_cost_the_document() -> None:
    text = ENGLISH * 50 + "\x00" + ENGLISH
    assert read_bytes(text.encode(), "a.txt").text == text


def test_form_feeds_start_pages() -> None:
    source = read_bytes(b"one\f\ntwo\fthree\f\n", "a.txt")
    assert [source.text[p:][:4].strip() for p in source.pages] == ["one", "two", "thre"]
    assert read_bytes(b"no pages here", "a.txt").pages == ()


def test_an_endless_line_is_refused_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(FiqraError, match="million characters"):
        read_bytes(b"a" * (50 * 2**20), "a.txt")
    assert time.monotonic() - started < 10
    assert MAX_CHARACTERS >= 5_000_000


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_the_text_is_the_decoded_file(text: str) -> None:
    text = text.removeprefix("\ufeff")
    data = ("x" + text).encode()
    source = read_text(data, "a.txt")
    assert source.text == data.decode()
    assert_well_formed(source)


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،.\n", min_size=40))
def test_arabic_in_utf16_without_a_mark_is_recognised(text: str) -> None:
    words = "إن الجمعية تقرر " + text
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read_text(words.encode(encoding), "a.txt").text == words
