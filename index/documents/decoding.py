"""From bytes to text: UTF-8, UTF-16 and Windows-1256 told apart by their bytes alone."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from index.errors import FiqraError

MAX_CHARACTERS = 20_000_000
"""A text of more characters is refused: no document of the genre comes near (a long report has 2
million), and the steps after reading would need gigabytes for it."""

NULS_TOLERATED = 1 / 1000
"""A share of NULs and other control characters up to this is a blemish; above it, not text."""

_SAMPLE = 200_000
"""Characters that the decision looks at; the decoding itself is strict over the whole file."""

_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f]")
_BLANK = re.compile(
    "[\\s\u0000-\u001f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\ufeff]*"
)


def decode(data: bytes, name: str) -> str:
    """The file's text, newlines untouched; a byte-order mark is not a character of it.

    Tried in this order: a byte-order mark; strict UTF-8; UTF-16 without a mark (recognised by its
    letters); Windows-1256 where the result reads as Arabic or Latin text. Raises FiqraError for an
    empty file, for one that is none of these and for more than `MAX_CHARACTERS`.
    """
    if len(data) > 4 * MAX_CHARACTERS:
        raise _too_long(name)
    text = _decode(data, name)
    if len(text) > MAX_CHARACTERS:
        raise _too_long(name)
    if _BLANK.fullmatch(text):
        raise FiqraError(f"{name} holds no text: check that the right file was saved.")
    return text


def _decode(data: bytes, name: str) -> str:
    marked = _by_mark(data)
    if marked is not None and _controls(marked) <= NULS_TOLERATED:
        return marked
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and _controls(utf8) <= NULS_TOLERATED:
        return utf8
    for encoding in ("utf-16-le", "utf-16-be"):
        utf16 = _strict(data, encoding)
        if utf16 is not None and _reads_as_utf16(utf16):
            return utf16
    if utf8 is None:
        cp1256 = _strict(data, "cp1256")
        if cp1256 is not None and _reads_as_cp1256(cp1256):
            return cp1256
        damaged = _damaged_utf8(data)
        if damaged is not None:
            raise FiqraError(
                f"{name} is UTF-8 with damaged bytes (the first is byte {damaged + 1}): "
                "get an undamaged copy or save it anew as UTF-8."
            )
    raise FiqraError(
        f"{name} is neither text in UTF-8, UTF-16 or Windows-1256 nor a format that Fiqra reads "
        "(binary content or an unknown encoding): save it as UTF-8 text, DOCX or PDF."
    )


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _controls(text: str) -> float:
    """Share of characters that no text file has."""
    return len(_CONTROL.findall(text)) / len(text) if text else 0.0


def _sample(text: str) -> Counter[str]:
    """How often each character occurs, in the whole text or in its first, middle and last thirds."""
    if len(text) <= _SAMPLE:
        return Counter(text)
    part, middle = _SAMPLE // 3, len(text) // 2
    return Counter(text[:part] + text[middle : middle + part] + text[-part:])


def _is_arabic(c: str) -> bool:
    return "\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" or "\ufb50" <= c <= "\ufefc"


def _reads_as_utf16(text: str) -> bool:
    """Other bytes read as UTF-16 scatter over all scripts; real text keeps to Arabic and Latin."""
    if not text or _controls(text) > NULS_TOLERATED:
        return False
    counts = _sample(text)
    usual = sum(
        n
        for c, n in counts.items()
        if c <= "\u024f" or _is_arabic(c) or "\u2000" <= c <= "\u206f" or c == "\ufeff"
    )
    return usual >= 0.9 * counts.total()


def _reads_as_cp1256(text: str) -> bool:
    """Windows-1256 gives every byte a character, so the characters themselves must make sense.

    Signs of another encoding: control characters; accented Latin letters next to Arabic ones
    (ISO-8859-6, Cyrillic and Greek code pages); a text of ط and ظ alone (UTF-8 read byte by byte);
    other characters than letters making up most of the upper half.
    """
    if _controls(text) > NULS_TOLERATED:
        return False
    counts = _sample(text)
    upper = {c: n for c, n in counts.items() if c > "\u007f"}
    arabic = sum(n for c, n in upper.items() if _is_arabic(c))
    letters = sum(n for c, n in counts.items() if unicodedata.category(c)[0] == "L")
    visible = sum(n for c, n in counts.items() if not c.isspace())
    if not visible or letters < 0.4 * visible:
        return False
    if counts["ط"] + counts["ظ"] > 0.3 * max(arabic, 1) and arabic > 10:
        return False
    accented = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0192×÷]"
    sample = text[:_SAMPLE]
    mixed = len(re.findall(f"[\u0621-\u064a]{accented}|{accented}[\u0621-\u064a]", sample))
    if mixed > 0.01 * max(len(re.findall("[\u0621-\u064a]", sample)), 1):
        return False
    # French and English text with typographic signs has the same bytes in Windows-1252.
    readable = arabic + sum(n for c, n in upper.items() if c in _SHARED_WITH_1252)
    return readable >= 0.95 * sum(upper.values())


_SHARED_WITH_1252 = frozenset("‘’“”–—…•«»\u00a0àâçèéêëîïôùûüœŒ°§©™®·±²³½¼¾€£¢‰†‡‹›¹")


def _damaged_utf8(data: bytes) -> int | None:
    """Offset of the first broken byte of a file that is otherwise UTF-8 in more than ASCII."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(1 for c in text[:_SAMPLE] if c > "\u007f")
    if _controls(text) > NULS_TOLERATED or broken > 0.02 * len(text) or beyond_ascii < 3 * broken:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _too_long(name: str) -> FiqraError:
    return FiqraError(
        f"{name} holds more than {MAX_CHARACTERS // 1_000_000} million characters of text, "
        "more than Fiqra reads from one file: split it."
    )
